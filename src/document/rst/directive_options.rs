//! The options of a directive, and what values they take.
//!
//! ```bnf
//! options ::= option+                                   nothing else up to the blank line
//! option  ::= ":" name ":" value? (indented_line)*      each name once
//! ```
//!
//! `states.ExtensionOptions`, `utils.extract_extension_options`, and the conversion functions of
//! `docutils.parsers.rst.directives`.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::field_list;
use super::lines::{Line, is_space};
use crate::pattern::constant;

/// What value an option takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    /// None.
    Flag,
    /// Any or none.
    Any,
    /// Any.
    Some,
    /// Words, of each of which a class name can be made.
    Classes,
    /// An integer that is not negative.
    Count,
    Integer,
    IntegerOrNone,
    /// A count, and a percent sign or none.
    Percentage,
    Length,
    LengthOrPercentage,
    /// The word `image`, or a length or a percentage.
    FigureWidth,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or positive integers.
    Widths(&'static [&'static str]),
    /// A character, or its number.
    Character,
    /// The same, or the word `tab` or `space`.
    CharacterOrSpace,
    /// A name that Python knows an encoding by.
    Encoding,
}

/// The options that a directive has.
#[derive(Default)]
pub(super) struct Options(Vec<(&'static str, Option<String>)>);

impl Options {
    /// Reads the lines, if they are nothing but options of a directive that takes these ones.
    pub fn read(text: &str, lines: &[Line], known: &[(&'static str, Value)]) -> Option<Self> {
        let line = |at: usize| &text[lines[at].start as usize..lines[at].end as usize];
        let mut options = Options::default();
        let mut at = 0;
        while at < lines.len() {
            let value = field_list::marker(line(at))?;
            let end = (at + 1..lines.len()).find(|&at| !line(at).starts_with(' ')).unwrap_or(lines.len());
            let name = plain(line(at)[1..value].trim_end().strip_suffix(':')?);
            let &(name, kind) = known.iter().find(|known| known.0 == name)?;
            let (value, more) = (&line(at)[value..], (at + 1..end).map(line).collect());
            let value = joined(value, more);
            if options.has(name) || !kind.fits(value.as_deref()) {
                return None;
            }
            options.0.push((name, value));
            at = end;
        }
        Some(options)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|option| option.0 == name)
    }

    /// The value of an option that is there and has one.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|option| option.0 == name)?.1.as_deref()
    }

    /// The value of an option that takes a count, 0 where it is not there.
    pub fn count(&self, name: &str) -> usize {
        self.get(name).and_then(integer).map_or(0, |count| usize::try_from(count).unwrap_or(0))
    }

    /// How many columns the option `widths` speaks of, if it does.
    pub fn widths(&self) -> Option<usize> {
        positive_integers(self.get("widths")?)
    }
}

/// The lines of a value, those after the first without the indent that they have in common.
fn joined(first: &str, more: Vec<&str>) -> Option<String> {
    let indent = |line: &&str| line.chars().take_while(|&c| is_space(c)).count();
    let indent = more.iter().map(indent).min().unwrap_or(0);
    let strip = |line: &str| line.chars().skip(indent).collect::<String>();
    let first = (!first.is_empty()).then(|| first.to_owned());
    let lines: Vec<String> = first.into_iter().chain(more.into_iter().map(strip)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The name of an option as it is shown, in small letters: docutils reads inline markup in it.
fn plain(name: &str) -> String {
    const MARKUP: [(&str, &str); 12] = [
        ("**", "**"),
        ("``", "``"),
        ("*", "*"),
        ("_`", "`"),
        ("`", "`__"),
        ("`", "`_"),
        ("`", "`"),
        ("|", "|__"),
        ("|", "|_"),
        ("|", "|"),
        ("", "__"),
        ("", "_"),
    ];
    let inside = |&(start, end): &(&str, &str)| name.strip_prefix(start)?.strip_suffix(end);
    match MARKUP.iter().find_map(inside) {
        Some(inside) if !name.contains('\\') => inside.to_lowercase(),
        _ => {
            let mut shown = String::new();
            let mut chars = name.chars();
            while let Some(c) = chars.next() {
                let c = if c == '\\' { chars.next().filter(|&c| c != ' ') } else { Some(c) };
                shown.extend(c);
            }
            shown.to_lowercase()
        }
    }
}

impl Value {
    fn fits(self, value: Option<&str>) -> bool {
        let Some(value) = value else {
            return matches!(self, Value::Flag | Value::Any | Value::IntegerOrNone);
        };
        match self {
            Value::Flag => false,
            Value::Any | Value::Some => true,
            Value::Classes => are_class_names(value),
            Value::Count => integer(value).is_some_and(|number| number >= 0),
            Value::Integer | Value::IntegerOrNone => integer(value).is_some(),
            Value::Percentage => integer(value.trim_end_matches([' ', '%'])).is_some_and(|number| number >= 0),
            Value::Length => is_length(value, false),
            Value::LengthOrPercentage => is_length(value, true),
            Value::FigureWidth => value.to_lowercase() == "image" || is_length(value, true),
            Value::Choice(words) => words.contains(&value.to_lowercase().trim_matches(is_space)),
            Value::Widths(words) => words.contains(&value) || positive_integers(value).is_some(),
            Value::Character => character(value).is_some(),
            Value::CharacterOrSpace => matches!(value, "tab" | "space") || character(value).is_some(),
            Value::Encoding => is_encoding(value),
        }
    }
}

/// What Python's `int` makes of a text, as far as 64 bits reach.
fn integer(text: &str) -> Option<i64> {
    let text = text.trim_matches(is_space);
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    // Python refuses to count further.
    if digits.chars().filter(|&c| c != '_').count() > 4300 {
        return None;
    }
    let mut number = 0_i64;
    for part in digits.split('_') {
        if part.is_empty() {
            return None;
        }
        for c in part.chars() {
            number = number.saturating_mul(10).saturating_add(decimal(c)?);
        }
    }
    Some(if negative { -number } else { number })
}

/// The value of a decimal digit of any script. A script's digits follow each other.
fn decimal(c: char) -> Option<i64> {
    static DECIMAL: LazyLock<Regex> = LazyLock::new(|| constant(r"^\d$"));
    if c.is_ascii() {
        return c.to_digit(10).map(i64::from);
    }
    let is_decimal = |c: char| DECIMAL.is_match(c.encode_utf8(&mut [0; 4]));
    let before = |back: &i64| char::from_u32(c as u32 - *back as u32).is_some_and(is_decimal);
    is_decimal(c).then(|| (1..).take_while(before).count() as i64 % 10)
}

/// How many positive integers a text lists, parted by commas or white space.
fn positive_integers(text: &str) -> Option<usize> {
    let positive = |number: &str| integer(number).is_some_and(|number| number > 0);
    if text.contains(',') {
        text.split(',').all(positive).then(|| text.split(',').count())
    } else {
        let numbers = || text.split(is_space).filter(|number| !number.is_empty());
        numbers().all(positive).then(|| numbers().count())
    }
}

/// A number and a unit of CSS, a percent sign, or neither (`nodes.parse_measure`).
fn is_length(text: &str, percentage: bool) -> bool {
    const UNITS: [&str; 15] =
        ["em", "ex", "ch", "rem", "vw", "vh", "vmin", "vmax", "cm", "mm", "Q", "in", "pt", "pc", "px"];
    let digits = text.strip_prefix('-').unwrap_or(text);
    let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &digits[..digits.len() - unit.len()];
    let is_zero = number.bytes().all(|b| matches!(b, b'0' | b'.'));
    let is_number = number.bytes().any(|b| b.is_ascii_digit()) && number.matches('.').count() <= 1;
    let unit = unit.trim_start_matches(' ');
    is_number
        && (is_zero || digits.len() == text.len())
        && (unit.is_empty() || UNITS.contains(&unit) || (percentage && unit == "%"))
}

/// Whether a class name can be made of each word: one with a Latin letter in it (`nodes.make_id`).
pub(super) fn are_class_names(text: &str) -> bool {
    /// Letters that do not decompose, of which docutils makes Latin ones nevertheless.
    const LETTERS: &str = "øđħıłŧƀƃƈƌƒƙƚƞƥƫƭƴƶǥȥȴȵȶȷȼȿɀɇɉɋɍɏßæœȸȹ";
    let has_letter = |word: &str| {
        let word = word.to_lowercase();
        word.contains(|c| LETTERS.contains(c)) || word.nfkd().any(|c| c.is_ascii_lowercase())
    };
    text.split(is_space).filter(|word| !word.is_empty()).all(has_letter)
}

/// The number of the only character of a text, or the one that it spells (`unicode_code`).
pub(super) fn character(text: &str) -> Option<u32> {
    if !text.is_empty() && text.chars().all(is_digit) {
        return integer(text).and_then(|number| u32::try_from(number).ok()).filter(|&number| number <= 0x0010_FFFF);
    }
    let lower = text.to_ascii_lowercase();
    let entity = lower.strip_prefix("&#x").and_then(|rest| rest.strip_suffix(';'));
    let prefixed = || ["0x", "x", "\\x", "u+", "u", "\\u"].iter().find_map(|prefix| lower.strip_prefix(prefix));
    let is_hex = |digits: &&str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    match entity.or_else(prefixed).filter(is_hex) {
        Some(digits) => {
            let digits = digits.trim_start_matches('0');
            let number = if digits.is_empty() { Some(0) } else { u32::from_str_radix(digits, 16).ok() };
            number.filter(|&number| number <= 0x0010_FFFF)
        }
        None => {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none()).map(u32::from)
        }
    }
}

/// Python's `str.isdigit`: decimal digits, and others that Python counts as digits and cannot read.
fn is_digit(c: char) -> bool {
    let superscript = matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}');
    let circled = matches!(c, '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247c}' | '\u{2488}'..='\u{2490}');
    superscript || circled || matches!(c, '\u{2080}'..='\u{2089}') || decimal(c).is_some()
}

/// The usual names of encodings. Python knows some four hundred; the others are not met in a table.
fn is_encoding(name: &str) -> bool {
    let mut normal = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' | '.' => normal.push(c),
            'A'..='Z' => normal.push(c.to_ascii_lowercase()),
            _ if normal.ends_with('_') => {}
            _ => normal.push('_'),
        }
    }
    let numbered = |prefixes: &[&str], numbers: &str| {
        let number = prefixes.iter().find_map(|prefix| normal.strip_prefix(prefix));
        number.is_some_and(|number| numbers.split(' ').any(|known| known == number))
    };
    let latin = "1 2 3 4 5 6 7 8 9 10 11 13 14 15 16";
    let pages = "037 273 424 437 500 720 737 775 850 852 855 856 857 858 860 861 862 863 864 865 866 869 874 875 932 \
                 949 950 1006 1026 1125 1140 1250 1251 1252 1253 1254 1255 1256 1257 1258";
    numbered(&["utf_", "utf", "u"], "7 8 16 32")
        || numbered(&["utf_8_", "utf_16_", "utf_32_"], "sig le be")
        || numbered(&["iso8859_", "iso_8859_", "iso8859"], latin)
        || numbered(&["latin_", "latin", "l"], "1 2 3 4 5 6 7 8 9 10")
        || numbered(&["cp", "windows_"], pages)
        || numbered(&["mac", "mac_"], "roman cyrillic greek iceland latin2 turkish")
        || numbered(&["koi8_"], "r t u")
        || numbered(&["euc_", "euc"], "jp kr jis_2004 jisx0213")
        || numbered(&["shift_", "s"], "jis jis_2004 jisx0213")
        || ["ascii", "us_ascii", "latin", "gbk", "gb2312", "gb18030", "big5", "big5hkscs", "hz", "johab", "tis_620"]
            .contains(&normal.as_str())
}
