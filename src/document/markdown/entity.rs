//! Entity and numeric character references (CommonMark 2.5).
//!
//! ```bnf
//! entity ::= `&` name `;` | `&#` 1 to 7 digits `;` | `&#` (`x` | `X`) 1 to 6 hexadecimal digits `;`
//! ```

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use entities::{ENTITIES, Entity};

/// The text that the entity stands for that a text begins with, and the entity's length.
pub(super) fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    const MAX_LEN: usize = 32;
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(MAX_LEN).position(|b| b == b';')?;
    let name = &inner[..end];
    let decoded = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string().into(),
        None => named(name)?.into(),
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

/// By the table of HTML 5.
fn named(name: &str) -> Option<&'static str> {
    static NAMED: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        // HTML knows some without a semicolon, too.
        let name =
            |entity: &'static Entity| Some((entity.entity.strip_prefix('&')?.strip_suffix(';')?, entity.characters));
        ENTITIES.iter().filter_map(name).collect()
    });
    NAMED.get(name).copied()
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
