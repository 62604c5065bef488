//! For reviewdog: its diagnostic format, with suggestions.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::found::{Found, Proved};
use super::github::place;
use super::json::{write_list, write_value};
use super::{Format, Shown};
use crate::check::FileReport;
use crate::lines::LineIndex;
use crate::rules::Span;

/// One object; a suggestion is a safe fix that is proved, and changes one passage of the spec.
pub struct Rdjson;

impl Format for Rdjson {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let here = shown.top();
        let errors = shown.report.errors.iter().map(|error| {
            let path = error.path.as_deref().map_or_else(|| ".".to_owned(), |path| here.relative(path));
            let lines = error.place.as_ref().map(|place| LineIndex::new(&place.source));
            let range = lines.as_ref().zip(place(error)).map(|(lines, span)| range(lines, &span));
            json!({
                "message": with_help(&error.message, error.help.as_deref().unwrap_or_default()),
                "severity": "ERROR",
                "location": location(&path, range),
            })
        });
        let found = shown.found(&here).map(|found| {
            let Found { file, path, diagnostic, fix, .. } = found;
            let lines = file.source.as_deref().map(LineIndex::new);
            let range = lines.as_ref().zip(diagnostic.span.as_ref()).map(|(lines, span)| range(lines, span));
            let mut object = json!({
                "message": with_help(&diagnostic.message, &diagnostic.help.shown(|path| here.relative(path))),
                "severity": if diagnostic.is_error() { "ERROR" } else { "WARNING" },
                "location": location(&path, range),
                "code": { "value": diagnostic.rule.name(), "url": diagnostic.rule.url() },
            });
            if let Some(suggestion) = fix.and_then(|fix| suggestion(file, &fix)) {
                object["suggestions"] = json!([suggestion]);
            }
            object
        });
        write!(out, "{{\n\"source\": ")?;
        write_value(&json!({ "name": "speclint", "url": env!("CARGO_PKG_HOMEPAGE") }), out)?;
        write!(out, ",\n\"diagnostics\": ")?;
        write_list(errors.chain(found), out)?;
        writeln!(out, "\n}}")
    }

    fn shows_fixes(&self) -> bool {
        true
    }
}

fn with_help(message: &str, help: &str) -> String {
    if help.is_empty() { message.to_owned() } else { format!("{message}\n\n{help}") }
}

fn location(path: &str, range: Option<Value>) -> Value {
    match range {
        Some(range) => json!({ "path": path, "range": range }),
        None => json!({ "path": path }),
    }
}

/// A range whose columns count bytes of UTF-8.
fn range(lines: &LineIndex<'_>, span: &Span) -> Value {
    let position = |line: usize, offset: usize| {
        let column = offset.saturating_sub(lines.line(line).0) + 1;
        json!({ "line": line, "column": column })
    };
    json!({ "start": position(span.line, span.range.start), "end": position(span.end_line, span.range.end) })
}

/// A safe fix as one passage with another text.
fn suggestion(file: &FileReport, proved: &Proved<'_>) -> Option<Value> {
    /// A longer passage is no suggestion that somebody reads beside a line.
    const MOST_LINES: usize = 100;
    let (first, last) = (proved.edits.first()?, proved.edits.last()?);
    let is_own = proved.edits.iter().all(|edit| edit.path == file.path);
    if proved.fix.option().is_some() || !is_own || last.span.end_line - first.span.line > MOST_LINES {
        return None;
    }
    let source = file.source.as_deref()?;
    let mut text = String::new();
    let mut at = first.span.range.start;
    for edit in proved.edits {
        text += &source[at..edit.span.range.start];
        text += &edit.text;
        at = edit.span.range.end;
    }
    let whole = Span { range: first.span.range.start..at, ..first.span.clone() };
    let whole = Span { end_line: last.span.end_line, end_column: last.span.end_column, ..whole };
    Some(json!({ "range": range(&LineIndex::new(source), &whole), "text": text }))
}
