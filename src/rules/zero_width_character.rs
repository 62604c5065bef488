#![doc = include_str!("../../docs/rules/zero-width-character.md")]

use memchr::memchr3_iter;

use super::Context;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let source = cx.document.source;
    // The first bytes of all these characters in UTF-8.
    for at in memchr3_iter(0xC2, 0xE2, 0xEF, source.as_bytes()) {
        let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()) else { continue };
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
