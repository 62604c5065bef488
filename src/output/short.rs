//! One line a diagnostic: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use crate::check::Report;
use crate::escape::printable;
use crate::paths::Here;
use crate::rules::Diagnostic;

/// Writes a line for each diagnostic.
///
/// # Errors
/// Where `out` does.
pub fn write_short(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let here = Here::now();
    for file in &report.files {
        let path = here.display(&file.path);
        for diagnostic in &file.diagnostics {
            out.write_all(line(&path, diagnostic).as_bytes())?;
        }
    }
    Ok(())
}

/// The line of a diagnostic, with its end.
pub(super) fn line(path: &str, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.span.as_ref().map(|span| format!("{}:{}:", span.line, span.column)).unwrap_or_default();
    let level = if diagnostic.is_error() { "error" } else { "warning" };
    format!("{path}:{place} {level}[{}] {}\n", diagnostic.rule.name(), printable(&diagnostic.message))
}
