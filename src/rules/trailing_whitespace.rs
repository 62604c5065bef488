#![doc = include_str!("../../docs/rules/trailing-whitespace.md")]

use std::ops::Range;

use memchr::memchr2_iter;

use super::{Context, Finding, Fix, FixKind, Subject};
use crate::edit::Edit;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let source = &*cx.document.source;
    for end in memchr2_iter(b'\n', b'\r', source.as_bytes()).chain([source.len()]) {
        if !source[..end].ends_with([' ', '\t']) {
            continue;
        }
        let start = source[..end].trim_end_matches([' ', '\t']).len();
        found.push(Finding {
            range: start..end,
            owner: cx.document.outline.section_at(start),
            subject: Subject::Place,
            message: "white space at the end of the line".to_owned(),
            label: "remove this".into(),
            help: "remove the spaces and tabs at the end of the line".into(),
            fix: (!is_line_break(cx, start..end)).then(|| Fix {
                edits: vec![Edit { range: start..end, text: String::new() }],
                kind: FixKind::Characters,
            }),
        });
    }
}

/// Whether white space at a line's end is a line break, which is the author's.
fn is_line_break(cx: &Context<'_>, range: Range<usize>) -> bool {
    let source = &*cx.document.source;
    let has_text = source[..range.start].ends_with(|c| c != '\n' && c != '\r');
    cx.document.is_line_break(&source[range], has_text)
}
