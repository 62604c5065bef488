#![doc = include_str!("../../docs/rules/carriage-return.md")]

use memchr::{memchr, memchr_iter};

use super::{Context, Finding, Fix, FixKind, Subject};
use crate::edit::Edit;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let bytes = cx.document.source.as_bytes();
    let Some(first) = memchr(b'\r', bytes) else { return };
    let count = memchr_iter(b'\r', bytes).count();
    let lines = if count == 1 { "1 line ends".to_owned() } else { format!("{count} lines end") };
    found.push(Finding {
        range: first..first,
        owner: None,
        subject: Subject::Alike,
        message: format!("{lines} in a carriage return"),
        label: "the first one".into(),
        help: "save the file with Unix line ends (LF)".into(),
        fix: Some(unix_line_ends(&cx.document.source)),
    });
}

/// A line feed for each CR LF and for each lone CR, which ends a line in both formats.
fn unix_line_ends(source: &str) -> Fix {
    let edits = memchr_iter(b'\r', source.as_bytes()).map(|at| match source[at..].starts_with("\r\n") {
        true => Edit { range: at..at + 1, text: String::new() },
        false => Edit { range: at..at + 1, text: "\n".to_owned() },
    });
    Fix { edits: edits.collect(), kind: FixKind::Characters }
}
