#![doc = include_str!("../../docs/rules/trailing-whitespace.md")]

use super::Context;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for line in 1..=cx.lines.len() {
        let range = cx.lines.range(line);
        let text = cx.document.source[range.clone()].trim_end_matches(['\n', '\r']);
        let kept = text.trim_end_matches([' ', '\t']);
        if kept.len() == text.len() {
            continue;
        }
        let range = range.start + kept.len()..range.start + text.len();
        found.push(Finding {
            owner: cx.document.outline.section_at(range.start),
            range,
            message: "white space at the end of the line".to_owned(),
            label: "remove this".to_owned(),
            help: "remove the spaces and tabs at the end of the line".to_owned(),
        });
    }
}
