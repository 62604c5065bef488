#![doc = include_str!("../../docs/rules/zero-width-character.md")]

use std::ops::Range;

use memchr::{memchr2, memchr3_iter};
use unicode_normalization::char::canonical_combining_class;

use super::{Context, Finding, Fix, FixKind, Subject};
use crate::document::PlainWords;
use crate::edit::Edit;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let mut lines = lines(cx);
    // A reference to a heading holds the character that the heading holds: both go, or none.
    let all_can_go = lines.iter().flatten().all(|invisible| invisible.can_go || is_of_direction(invisible.c));
    if !all_can_go {
        for invisible in lines.iter_mut().flatten() {
            invisible.can_go &= !is_in_heading(cx, invisible.at);
        }
    }
    for line in lines {
        let (can_go, must_stay): (Vec<Invisible>, Vec<Invisible>) =
            line.into_iter().partition(|invisible| invisible.can_go);
        found.extend([can_go, must_stay].iter().filter_map(|some| finding(cx, some)));
    }
}

/// A character that nobody sees.
struct Invisible {
    at: usize,
    c: char,
    name: &'static str,
    /// Whether the document is the same without it.
    can_go: bool,
}

/// The characters that have no task where they stand, line by line.
fn lines(cx: &Context<'_>) -> Vec<Vec<Invisible>> {
    let source = &*cx.document.source;
    let mut words = PlainWords::new(cx.document);
    let mut lines: Vec<Vec<Invisible>> = Vec::new();
    let mut line = 0..0;
    let mut is_right_to_left = false;
    // The first bytes of all these characters in UTF-8.
    for at in memchr3_iter(0xC2, 0xE2, 0xEF, source.as_bytes()) {
        let Some((c, name)) = source.get(at..).and_then(|rest| rest.chars().next()).and_then(named) else { continue };
        if at == 0 && c == '\u{feff}' {
            continue;
        }
        if !line.contains(&at) {
            let end = memchr2(b'\n', b'\r', &source.as_bytes()[at..]).map_or(source.len(), |len| at + len);
            let start = source[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            line = start..end;
            is_right_to_left = is_any(&source[line.clone()], &RIGHT_TO_LEFT);
            lines.push(Vec::new());
        }
        let is_mark = matches!(c, '\u{200e}' | '\u{200f}');
        if has_task(source, at, c) || is_mark && is_right_to_left {
            continue;
        }
        let can_go = !is_of_direction(c) && words.is_plain(at, |c| named(c).is_some());
        lines.last_mut().into_iter().for_each(|line| line.push(Invisible { at, c, name, can_go }));
    }
    lines
}

fn finding(cx: &Context<'_>, some: &[Invisible]) -> Option<Finding> {
    let first = some.first()?;
    let range = |invisible: &Invisible| invisible.at..invisible.at + invisible.c.len_utf8();
    let more = match some.len() - 1 {
        0 => String::new(),
        1 => ", and 1 more in this line".to_owned(),
        more => format!(", and {more} more in this line"),
    };
    let edits = some.iter().map(|invisible| Edit { range: range(invisible), text: String::new() }).collect();
    let help = match first {
        Invisible { can_go: true, .. } => "delete it",
        first if is_of_direction(first.c) => "delete it: it changes the order in which a reader sees the text",
        _ => "delete it, and see to it that what stands around it is no markup then",
    };
    Some(Finding {
        range: range(first),
        owner: cx.document.outline.section_at(first.at),
        subject: Subject::Alike,
        message: format!("an invisible character: U+{:04X} ({}){more}", u32::from(first.c), first.name),
        label: format!("{} here", first.name).into(),
        help: help.into(),
        fix: first.can_go.then_some(Fix { edits, kind: FixKind::Characters }),
    })
}

fn is_in_heading(cx: &Context<'_>, at: usize) -> bool {
    let outline = &cx.document.outline;
    outline.section_at(at).is_some_and(|id| outline.section(id).heading.contains(&at))
}

/// The name of a character that takes no room.
fn named(c: char) -> Option<(char, &'static str)> {
    let name = match c {
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{feff}' => "zero width no-break space",
        _ => return None,
    };
    Some((c, name))
}

/// Whether a character says in which direction text runs (Unicode Annex 9).
fn is_of_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character does there what it is made for (The Unicode Standard, 23.2): it joins pictographs, or letters of a
/// script in which they take other shapes beside each other, or parts words of a script that has no spaces.
fn has_task(source: &str, at: usize, c: char) -> bool {
    let before = source[..at].chars().next_back();
    let after = source[at + c.len_utf8()..].chars().next();
    let is_beside = |blocks: &[Range<u32>]| before.into_iter().chain(after).any(|c| is_letter_of(c, blocks));
    match c {
        '\u{200b}' => is_beside(&WITHOUT_SPACES),
        '\u{200c}' => is_beside(&JOINING),
        '\u{200d}' => {
            let before = source[..at].chars().rev().find(|&c| !changes_pictograph(c));
            let joins_pictographs = [before, after].iter().all(|c| c.is_some_and(|c| is_in(c, &PICTOGRAPHS)));
            joins_pictographs || is_beside(&JOINING)
        }
        _ => false,
    }
}

/// Variation selectors and the colours of skin.
fn changes_pictograph(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// A letter, or a mark on one.
fn is_letter_of(c: char, blocks: &[Range<u32>]) -> bool {
    is_in(c, blocks) && (c.is_alphabetic() || canonical_combining_class(c) != 0)
}

fn is_in(c: char, blocks: &[Range<u32>]) -> bool {
    blocks.iter().any(|block| block.contains(&u32::from(c)))
}

fn is_any(text: &str, blocks: &[Range<u32>]) -> bool {
    text.chars().any(|c| is_letter_of(c, blocks))
}

/// Blocks (Blocks.txt of Unicode 17) of scripts whose letters join: those with a joining type in ArabicShaping.txt, and
/// those with a virama in IndicSyllabicCategory.txt.
const JOINING: [Range<u32>; 12] = [
    0x0600..0x0E00,   // Arabic to Malayalam, and Sinhala
    0x0F00..0x10A0,   // Tibetan, Myanmar
    0x1700..0x18B0,   // Philippine scripts, Khmer, Mongolian
    0x1A20..0x1C50,   // Tai Tham to Lepcha
    0x1CD0..0x1D00,   // Vedic signs
    0xA800..0xAB00,   // Syloti Nagri to Meetei Mayek
    0xABC0..0xAC00,   // Meetei Mayek
    0xFB50..0xFE00,   // Arabic presentation forms
    0xFE70..0xFEFF,   // Arabic presentation forms
    0x10A00..0x10A60, // Kharoshthi
    0x10AC0..0x12000, // Manichaean to Chorasmian, Brahmi and its descendants
    0x1E900..0x1EF00, // Adlam, Arabic mathematical letters
];

/// Blocks of scripts that write no spaces between words (line break class SA in LineBreak.txt).
const WITHOUT_SPACES: [Range<u32>; 6] = [
    0x0E00..0x0F00, // Thai, Lao
    0x1000..0x10A0, // Myanmar
    0x1780..0x1800, // Khmer
    0x1950..0x1AB0, // Tai Le, New Tai Lue, Tai Tham
    0xA9E0..0xAA00, // Myanmar
    0xAA60..0xAAE0, // Myanmar, Tai Viet
];

/// Blocks that hold characters with the property `Extended_Pictographic` (emoji-data.txt) which sequences join.
const PICTOGRAPHS: [Range<u32>; 5] = [
    0x2190..0x2200,   // arrows
    0x2300..0x2400,   // technical signs
    0x2600..0x27C0,   // signs and dingbats
    0x2B00..0x2C00,   // more arrows and squares
    0x1F000..0x1FB00, // pictographs
];

/// Blocks of scripts that run from right to left (DerivedBidiClass.txt).
const RIGHT_TO_LEFT: [Range<u32>; 5] =
    [0x0590..0x0900, 0xFB1D..0xFE00, 0xFE70..0xFEFF, 0x10800..0x11000, 0x1E800..0x1F000];
