//! Entity and numeric character references (CommonMark 2.5).
//!
//! ```bnf
//! entity ::= `&` name `;` | `&#` 1 to 7 digits `;` | `&#` (`x` | `X`) 1 to 6 hexadecimal digits `;`
//! ```

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The text that the entity stands for that a text begins with, and the entity's length.
pub(super) fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    const MAX_LEN: usize = 32;
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(MAX_LEN).position(|b| b == b';')?;
    let name = &inner[..end];
    let decoded = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string().into(),
        None => named(name)?,
    };
    Some((decoded, end + 2))
}

fn numbered(number: &str) -> Option<char> {
    let (digits, radix, max_len) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 6),
        None => (number, 10, 7),
    };
    if !(1..=max_len).contains(&digits.len()) || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    Some(char::from_u32(code).filter(|&c| c != '\0').unwrap_or('\u{fffd}'))
}

/// By the table of pulldown-cmark, which is not public.
fn named(name: &str) -> Option<Cow<'static, str>> {
    for (common, text) in [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("nbsp", "\u{a0}")] {
        if name == common {
            return Some(Cow::Borrowed(text));
        }
    }
    if !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let source = format!("&{name};");
    let text = |event| if let Event::Text(text) = event { Some(text) } else { None };
    let decoded: String = Parser::new(&source).filter_map(text).map(|text| text.into_string()).collect();
    (decoded != source).then_some(Cow::Owned(decoded))
}

/// A text with its entities decoded.
pub(super) fn without_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded += &rest[..at];
        let (text, len) = entity(&rest[at..]).unwrap_or((Cow::Borrowed("&"), 1));
        decoded += &text;
        rest = &rest[at + len..];
    }
    Cow::Owned(decoded + rest)
}
