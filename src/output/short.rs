//! One line a diagnostic: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use crate::check::Report;
use crate::escape::printable;
use crate::paths::Here;

/// Writes a line for each diagnostic.
///
/// # Errors
/// Where `out` does.
pub fn write_short(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let here = Here::now();
    for file in &report.files {
        let path = here.display(&file.path);
        for diagnostic in &file.diagnostics {
            write!(out, "{path}:")?;
            if let Some(span) = &diagnostic.span {
                write!(out, "{}:{}:", span.line, span.column)?;
            }
            writeln!(
                out,
                " {}[{}] {}",
                if diagnostic.is_error() { "error" } else { "warning" },
                diagnostic.rule.name(),
                printable(&diagnostic.message)
            )?;
        }
    }
    Ok(())
}
