//! For the page of a job on GitHub: what was checked, and the most important findings, in Markdown.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::github::{most_important, verdict};
use super::summary::summary;
use super::{Format, Shown};
use crate::escape::printable;

/// The verdict, what was checked, and a table.
pub struct JobSummary;

/// GitHub takes a mebibyte of a step, and nobody reads more.
const MOST: usize = 200;

impl Format for JobSummary {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (here, report) = (shown.top(), shown.report);
        let mut text = format!("### speclint: {}\n\n", verdict(report));
        // Writing to memory does not fail.
        for error in &report.errors {
            let _ = writeln!(text, "- ❌ {}", escaped(&error.line(|path| here.relative(path))));
        }
        for line in summary(shown).lines() {
            let _ = writeln!(text, "- {}", escaped(line));
        }
        let found = most_important(shown.found(&here));
        if !found.is_empty() {
            text += "\n| | Place | Finding | Rule |\n|---|---|---|---|\n";
        }
        for found in found.iter().take(MOST) {
            let sign = if found.diagnostic.is_error() { "❌" } else { "⚠️" };
            let line = found.diagnostic.span.as_ref().map(|span| format!(":{}", span.line)).unwrap_or_default();
            let place = escaped(&format!("{}{line}", found.path));
            let (rule, message) = (found.diagnostic.rule, escaped(&found.diagnostic.message));
            let _ = writeln!(text, "| {sign} | {place} | {message} | [{}]({}) |", rule.name(), rule.url());
        }
        if found.len() > MOST {
            let _ = writeln!(text, "\n{} more are in the log.", found.len() - MOST);
        }
        out.write_all(text.as_bytes())
    }
}

/// A text that is nothing but text in Markdown: no markup, no HTML, no link, no cell's end.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in printable(text).chars() {
        match c {
            '-' | '/' | ',' | '(' | ')' | ' ' => safe.push(c),
            // `www.` and `https:` make links by themselves.
            c if c.is_ascii_punctuation() => drop(write!(safe, "&#{};", u32::from(c))),
            c => safe.push(c),
        }
    }
    safe
}
