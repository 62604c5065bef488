//! One line a diagnostic: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use super::summary::summary;
use super::{Format, Shown};
use crate::escape::printable;
use crate::paths::Here;
use crate::rules::Diagnostic;

/// A line for each diagnostic, and for each error.
pub struct Short;

impl Format for Short {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let here = Here::now();
        for (file, diagnostics) in shown.files() {
            let path = here.display(&file.path);
            for diagnostic in diagnostics {
                out.write_all(line(&path, diagnostic).as_bytes())?;
            }
        }
        Ok(())
    }

    fn write_errors(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let here = Here::now();
        shown.report.errors.iter().try_for_each(|error| writeln!(out, "{}", error.line(|path| here.display(path))))
    }

    fn write_end(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        match shown.quiet {
            true => Ok(()),
            false => out.write_all(summary(shown).as_bytes()),
        }
    }
}

/// The line of a diagnostic, with its end.
pub(super) fn line(path: &str, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.span.as_ref().map(|span| format!("{}:{}:", span.line, span.column)).unwrap_or_default();
    let level = if diagnostic.is_error() { "error" } else { "warning" };
    format!("{path}:{place} {level}[{}] {}\n", diagnostic.rule.name(), printable(&diagnostic.message))
}
