//! Enumerated lists.
//!
//! ```bnf
//! item       ::= enumerator (space+ text | end_of_line) (blank_line | line_indented_to_the_text)*
//! enumerator ::= "(" ordinal ")" | ordinal ")" | ordinal "."
//! ordinal    ::= digit+ | letter | roman+ | "#"
//! ```
//!
//! A line that looks like an item is one only where the next line is blank, indented, or begins with the next
//! enumerator ("A. Einstein was a great…" is text otherwise). Whether a second item belongs to the open list
//! decides how an ambiguous ordinal is read: `i.` is 9 after `h.` and 1 elsewhere.
//! Specification: "Enumerated Lists"; `Body.enumerator`, `EnumeratedList.enumerator`.

use super::bullet_list::item;
use super::parser::{Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let first = Enumerator::read(p.line(i), None)?;
    if !is_item(p, i, &first) {
        return None;
    }
    let mut auto = first.sequence == Sequence::Auto;
    let list = if auto { Sequence::Arabic } else { first.sequence };
    let (form, mut last) = (first.form, first.ordinal);
    let mut next = item(p, i, first.end);
    loop {
        let i = (next..p.lines.len()).find(|&i| !p.is_blank(i)).unwrap_or(p.lines.len());
        let Some(found) = p.lines.get(i).and_then(|_| Enumerator::read(p.line(i), Some(list))) else {
            return Some(next);
        };
        let follows = found.sequence == Sequence::Auto
            || (found.sequence == list && !auto && found.ordinal.is_some() && found.ordinal == last.map(|n| n + 1));
        if found.form != form || !follows || !is_item(p, i, &found) {
            return Some(next);
        }
        auto |= found.sequence == Sequence::Auto;
        last = found.ordinal;
        next = item(p, i, found.end);
    }
}

/// Where the text of an item begins, if the line may be one.
pub(super) fn text_start(line: &str) -> Option<usize> {
    Enumerator::read(line, None).map(|enumerator| enumerator.end)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Parens,
    RightParen,
    Period,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sequence {
    Auto,
    Arabic,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
}

struct Enumerator {
    form: Form,
    sequence: Sequence,
    /// `None` for letters that look like a Roman numeral and are none.
    ordinal: Option<u128>,
    /// Where the text begins: byte offset after the enumerator and its spaces.
    end: usize,
}

impl Enumerator {
    /// `Body.parse_enumerator`: `expected` is the sequence of the open list, which an ambiguous ordinal follows.
    fn read(line: &str, expected: Option<Sequence>) -> Option<Self> {
        let open = line.starts_with('(');
        let rest = &line[usize::from(open)..];
        let text = &rest[..rest.find([')', '.']).filter(|&len| len > 0)?];
        let form = match (open, rest.as_bytes()[text.len()]) {
            (true, b')') => Form::Parens,
            (false, b')') => Form::RightParen,
            (false, _) => Form::Period,
            (true, _) => return None,
        };
        let sequence = match text {
            "#" => Sequence::Auto,
            _ if expected.is_some_and(|sequence| sequence.spells(text)) => expected?,
            "i" => Sequence::LowerRoman,
            "I" => Sequence::UpperRoman,
            _ => Sequence::ORDERED.into_iter().find(|sequence| sequence.spells(text))?,
        };
        let end = spaced(line, usize::from(open) + text.len() + 1)?;
        Some(Enumerator { form, sequence, ordinal: sequence.ordinal(text), end })
    }

    /// Whether `line` begins with the enumerator after this one, or an automatic one, and a space.
    fn is_followed_by(&self, line: &str) -> bool {
        let starts = |ordinal: &str| {
            let rest = match self.form {
                Form::Parens => line.strip_prefix('('),
                _ => Some(line),
            };
            let after = rest.and_then(|rest| rest.strip_prefix(ordinal));
            let suffix = if self.form == Form::Period { ". " } else { ") " };
            after.is_some_and(|after| after.starts_with(suffix))
        };
        let next = self.ordinal.and_then(|ordinal| self.sequence.spell(ordinal + 1));
        next.is_some_and(|next| starts(&next) || starts("#"))
    }
}

/// `Body.is_enumerated_list_item`: a valid ordinal, and a second line that is missing, blank, indented or the
/// next item.
fn is_item<S: Sink>(p: &Parser<S>, i: usize, enumerator: &Enumerator) -> bool {
    if enumerator.ordinal.is_none() {
        return false;
    }
    let Some(next) = p.lines.get(i + 1).map(|_| p.line(i + 1)) else { return true };
    next.chars().next().is_none_or(super::lines::is_space) || enumerator.is_followed_by(next)
}

impl Sequence {
    /// In the order in which an ordinal is tried.
    const ORDERED: [Sequence; 5] =
        [Sequence::Arabic, Sequence::LowerAlpha, Sequence::UpperAlpha, Sequence::LowerRoman, Sequence::UpperRoman];

    fn spells(self, text: &str) -> bool {
        let all = |test: fn(u8) -> bool| text.bytes().all(test);
        match self {
            Sequence::Auto => text == "#",
            Sequence::Arabic => all(|b| b.is_ascii_digit()),
            Sequence::LowerAlpha => text.len() == 1 && all(|b| b.is_ascii_lowercase()),
            Sequence::UpperAlpha => text.len() == 1 && all(|b| b.is_ascii_uppercase()),
            Sequence::LowerRoman => all(|b| b"ivxlcdm".contains(&b)),
            Sequence::UpperRoman => all(|b| b"IVXLCDM".contains(&b)),
        }
    }

    fn ordinal(self, text: &str) -> Option<u128> {
        match self {
            Sequence::Auto => Some(1),
            // Beyond 38 digits docutils goes on counting; no list is that long.
            Sequence::Arabic => text.parse().ok().filter(|&n| n < u128::MAX),
            Sequence::LowerAlpha => Some(u128::from(text.as_bytes()[0] - b'a') + 1),
            Sequence::UpperAlpha => Some(u128::from(text.as_bytes()[0] - b'A') + 1),
            Sequence::LowerRoman => from_roman(&text.to_ascii_uppercase()),
            Sequence::UpperRoman => from_roman(text),
        }
    }

    fn spell(self, ordinal: u128) -> Option<String> {
        let letter = |zero: u8| (ordinal <= 26).then(|| char::from(zero + ordinal as u8 - 1).to_string());
        match self {
            Sequence::Auto => Some("#".into()),
            Sequence::Arabic => Some(ordinal.to_string()),
            Sequence::LowerAlpha => letter(b'a'),
            Sequence::UpperAlpha => letter(b'A'),
            Sequence::LowerRoman => Some(to_roman(ordinal)?.to_ascii_lowercase()),
            Sequence::UpperRoman => to_roman(ordinal),
        }
    }
}

const NUMERALS: [(u128, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// Roman numerals go to 4,999 in docutils.
fn to_roman(mut number: u128) -> Option<String> {
    if !(1..=4999).contains(&number) {
        return None;
    }
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            roman.push_str(numeral);
            number -= value;
        }
    }
    Some(roman)
}

/// The value of a well-formed upper-case Roman numeral. The longest, `MMMMDCCCLXXXVIII`, has 16 letters.
fn from_roman(text: &str) -> Option<u128> {
    if text.len() > 16 {
        return None;
    }
    let (mut rest, mut number) = (text, 0);
    for (value, numeral) in NUMERALS {
        while let Some(after) = rest.strip_prefix(numeral) {
            rest = after;
            number += value;
        }
    }
    (rest.is_empty() && to_roman(number).as_deref() == Some(text)).then_some(number)
}
