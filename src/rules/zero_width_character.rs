#![doc = include_str!("../../docs/rules/zero-width-character.md")]

use memchr::{memchr2, memchr3_iter};

use super::{Context, Finding, Fix, FixKind, Subject};
use crate::edit::Edit;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let source = &*cx.document.source;
    // The first bytes of all these characters in UTF-8.
    let candidates = memchr3_iter(0xC2, 0xE2, 0xEF, source.as_bytes());
    let mut characters = candidates.filter_map(|at| Some((at, name(source, at)?))).peekable();
    while let Some((at, (c, name))) = characters.next() {
        let line_end = memchr2(b'\n', b'\r', &source.as_bytes()[at..]).map_or(source.len(), |len| at + len);
        let more: Vec<(usize, (char, _))> =
            std::iter::from_fn(|| characters.next_if(|&(next, _)| next < line_end)).collect();
        let all = std::iter::once((at, c)).chain(more.iter().map(|&(at, (c, _))| (at, c)));
        let edits = all.map(|(at, c)| Edit { range: at..at + c.len_utf8(), text: String::new() }).collect();
        let more = match more.len() {
            0 => String::new(),
            1 => ", and 1 more in this line".to_owned(),
            more => format!(", and {more} more in this line"),
        };
        found.push(Finding {
            range: at..at + c.len_utf8(),
            owner: cx.document.outline.section_at(at),
            subject: Subject::Place,
            message: format!("an invisible character: U+{:04X} ({name}){more}", u32::from(c)),
            label: format!("{name} here").into(),
            help: "delete it".into(),
            fix: Some(Fix { edits, kind: FixKind::Characters }),
        });
    }
}

/// The character at a byte offset and its name, if it is one of those that take no room.
fn name(source: &str, at: usize) -> Option<(char, &'static str)> {
    let c = source.get(at..)?.chars().next()?;
    let name = match c {
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{2060}' => "word joiner",
        '\u{feff}' if at > 0 => "zero width no-break space",
        _ => return None,
    };
    Some((c, name))
}
