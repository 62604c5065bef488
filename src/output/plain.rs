//! For the log of a test: what the command line says, without the crates that draw it.

use std::fmt::Write;

use super::Shown;
use super::short::line;
use super::summary::summary;
use crate::check::Report;
use crate::escape;
use crate::lines::LineIndex;
use crate::paths::Here;

/// The whole report as a text. A log may be given it as it is: nothing in it is a command to a CI system.
pub fn plain(report: &Report) -> String {
    let here = Here::now();
    let mut text = String::new();
    for file in &report.files {
        let path = here.display(&file.path);
        let lines = file.source.as_deref().map(LineIndex::new);
        for diagnostic in &file.diagnostics {
            text += &line(&path, diagnostic);
            if let Some((lines, span)) = lines.as_ref().zip(diagnostic.span.as_ref()) {
                text += &excerpt(lines.line(span.line).1, span.line);
            }
            // Writing to memory does not fail.
            let _ = writeln!(text, "  help: {}\n", diagnostic.help.shown(|path| here.display(path)));
        }
    }
    for error in &report.errors {
        let _ = writeln!(text, "{}", error.line(|path| here.display(path)));
        if let Some(place) = &error.place {
            let lines = LineIndex::new(&place.source);
            let number = lines.position(place.range.start).0;
            text += &excerpt(lines.line(number).1, number);
        }
        text += &error.help.as_ref().map(|help| format!("  help: {help}\n")).unwrap_or_default();
        text.push('\n');
    }
    text += &summary(&Shown::all(report));
    text.lines().map(|line| escape::line(line, false) + "\n").collect()
}

/// A line with its number, as much as is read at a glance.
fn excerpt(line: &str, number: usize) -> String {
    const MAX_LINE: usize = 120;
    let shown: String = line.chars().take(MAX_LINE).collect();
    format!("  {number} | {shown}\n")
}
