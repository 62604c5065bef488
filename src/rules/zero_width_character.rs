#![doc = include_str!("../../docs/rules/zero-width-character.md")]

use super::Context;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    if cx.document.source.is_ascii() {
        return;
    }
    for (at, c) in cx.document.source.char_indices() {
        let name = match c {
            '\u{ad}' => "soft hyphen",
            '\u{200b}' => "zero width space",
            '\u{200c}' => "zero width non-joiner",
            '\u{200d}' => "zero width joiner",
            '\u{2060}' => "word joiner",
            '\u{feff}' if at > 0 => "zero width no-break space",
            _ => continue,
        };
        found.push(Finding {
            range: at..at + c.len_utf8(),
            owner: cx.document.outline.section_at(at),
            message: format!("an invisible character: U+{:04X} ({name})", u32::from(c)),
            label: format!("{name} here"),
            help: "delete it".to_owned(),
        });
    }
}
