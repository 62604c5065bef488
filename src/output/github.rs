//! For GitHub Actions: a command for each finding, which it shows at the line.
//!
//! Commands are read from lines. What comes from the repository is escaped in them: an end of a line would begin another
//! command.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::found::Found;
use super::{Format, Shown};
use crate::check::Report;
use crate::error::Error;
use crate::escape;
use crate::lines::LineIndex;
use crate::rules::Span;

/// Annotations, the most important first: GitHub shows ten of a level.
pub struct Github;

impl Format for Github {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let here = shown.top();
        for error in &shown.report.errors {
            let path = error.path.as_deref().map(|path| here.relative(path));
            let help = error.help.as_deref().unwrap_or_default();
            write_command(out, "error", path.as_deref(), place(error).as_ref(), "speclint", &error.message, help)?;
        }
        for found in most_important(shown.found(&here)) {
            let Found { path, diagnostic, .. } = found;
            let level = if diagnostic.is_error() { "error" } else { "warning" };
            let title = format!("speclint: {}", diagnostic.rule.name());
            let help = diagnostic.help.shown(|path| here.relative(path));
            write_command(out, level, Some(&path), diagnostic.span.as_ref(), &title, &diagnostic.message, &help)?;
        }
        Ok(())
    }

    fn gives_commands(&self) -> bool {
        true
    }
}

/// Errors come first, and of a level the rules in the order in which they are listed.
pub(super) fn most_important<'f>(found: impl Iterator<Item = Found<'f>>) -> Vec<Found<'f>> {
    let mut found: Vec<Found<'f>> = found.collect();
    found.sort_by_key(|found| (Reverse(found.diagnostic.level), found.diagnostic.rule));
    found
}

/// The place of an error.
pub(super) fn place(error: &Error) -> Option<Span> {
    let place = error.place.as_ref()?;
    Some(Span::new(&LineIndex::new(&place.source), place.range.clone()))
}

/// Whether GitHub runs this.
pub fn is_github() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

fn write_command(
    out: &mut dyn Write,
    level: &str,
    path: Option<&str>,
    span: Option<&Span>,
    title: &str,
    message: &str,
    help: &str,
) -> io::Result<()> {
    let mut properties = Vec::new();
    if let Some(path) = path {
        properties.push(format!("file={}", property(path)));
    }
    if let Some(span) = span {
        properties.push(format!("line={},endLine={}", span.line, span.end_line));
        // GitHub knows columns of one line alone.
        if span.line == span.end_line {
            properties.push(format!("col={},endColumn={}", span.column, span.end_column));
        }
    }
    properties.push(format!("title={}", property(title)));
    let mut text = data(message);
    for line in help.lines() {
        text += "%0A";
        text += &data(line);
    }
    writeln!(out, "::{level} {}::{text}", properties.join(","))
}

/// A line of a command's message.
fn data(text: &str) -> String {
    // Another system's commands may stand anywhere in a line.
    escape::line(&escape::printable(text), false).replace('%', "%25")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The verdict of a report, in a few words.
pub(super) fn verdict(report: &Report) -> &'static str {
    match (report.errors.is_empty(), report.passes()) {
        (false, _) => "the check is not complete",
        (true, true) => "the specs conform",
        (true, false) => "the specs do not conform",
    }
}
