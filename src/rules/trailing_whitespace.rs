#![doc = include_str!("../../docs/rules/trailing-whitespace.md")]

use memchr::memchr2_iter;

use super::Context;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let source = cx.document.source;
    for end in memchr2_iter(b'\n', b'\r', source.as_bytes()).chain([source.len()]) {
        if !source[..end].ends_with([' ', '\t']) {
            continue;
        }
        let start = source[..end].trim_end_matches([' ', '\t']).len();
        found.push(Finding {
            range: start..end,
            owner: cx.document.outline.section_at(start),
            message: "white space at the end of the line".to_owned(),
            label: "remove this".to_owned(),
            help: "remove the spaces and tabs at the end of the line".to_owned(),
        });
    }
}
