#![doc = include_str!("../../docs/rules/trailing-whitespace.md")]

use super::Context;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for line in 1..=cx.lines.len() {
        let (begin, text) = cx.lines.line(line);
        if !text.ends_with([' ', '\t']) {
            continue;
        }
        let range = begin + text.trim_end_matches([' ', '\t']).len()..begin + text.len();
        found.push(Finding {
            owner: cx.document.outline.section_at(range.start),
            range,
            message: "white space at the end of the line".to_owned(),
            label: "remove this".to_owned(),
            help: "remove the spaces and tabs at the end of the line".to_owned(),
        });
    }
}
