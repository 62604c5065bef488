//! Link reference definitions (CommonMark 4.7), which stand at the beginning of paragraphs and are not seen.
//!
//! ```bnf
//! definition  ::= label `:` space? destination (space title)? end_of_line
//! label       ::= `[` up to 999 characters without brackets `]`
//! destination ::= `<` text without `<`, `>` and line ends `>`, or text without white space and with balanced brackets
//! title       ::= `"` text `"` | `'` text `'` | `(` text `)`
//! space       ::= white space with one line end at most
//! ```

/// A definition at the beginning of a text.
pub(super) struct Definition {
    /// Its label, as labels are compared.
    pub label: String,
    /// Its length in bytes, the line end included.
    pub len: usize,
}

/// Reads a definition. The text is that of a paragraph, its lines ended by `\n`.
pub(super) fn definition(text: &str) -> Option<Definition> {
    let label = label(text)?;
    let mut at = label.len() + 2;
    at += text[at..].strip_prefix(':').map(|_| 1)?;
    at += space(&text[at..]);
    at += destination(&text[at..]).filter(|&len| len > 0)?;
    let end_of_line = |at: usize| {
        let rest = text[at..].trim_start_matches([' ', '\t']);
        let at = text.len() - rest.len();
        match rest.chars().next() {
            None => Some(at),
            Some('\n') => Some(at + 1),
            Some(_) => None,
        }
    };
    let before_title = at;
    let gap = space(&text[at..]);
    let titled = title(&text[at + gap..]).filter(|_| gap > 0).and_then(|len| end_of_line(at + gap + len));
    let len = titled.or_else(|| end_of_line(before_title))?;
    Some(Definition { label: normalized(label), len })
}

/// A label as labels are compared: without regard to case, with white space folded.
pub(super) fn normalized(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for word in label.split([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded += word;
    }
    if folded.is_ascii() {
        folded.make_ascii_uppercase();
        return folded;
    }
    folded.to_lowercase().to_uppercase()
}

/// The text between the brackets.
fn label(text: &str) -> Option<&str> {
    const MAX_LEN: usize = 999;
    let inner = text.strip_prefix('[')?;
    let mut is_escaped = false;
    for (count, (at, c)) in inner.char_indices().enumerate() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' => return Some(&inner[..at]).filter(|label| !label.trim_matches([' ', '\t', '\n']).is_empty()),
            '[' => return None,
            _ => {}
        }
        if count >= MAX_LEN {
            return None;
        }
    }
    None
}

/// The length of white space with one line end at most.
fn space(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix('\n').map_or(rest, |rest| rest.trim_start_matches([' ', '\t']));
    text.len() - rest.len()
}

/// The length of a link's destination, which may be empty.
pub(super) fn destination(text: &str) -> Option<usize> {
    const MAX_DEPTH: usize = 32;
    let mut is_escaped = false;
    if let Some(inner) = text.strip_prefix('<') {
        for (at, b) in inner.bytes().enumerate() {
            match b {
                b'\n' | b'<' if b == b'\n' || !is_escaped => return None,
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'>' => return Some(at + 2),
                _ => {}
            }
        }
        return None;
    }
    let mut depth = 0_usize;
    let mut end = text.len();
    for (at, b) in text.bytes().enumerate() {
        match b {
            b' ' | b'\t' | b'\n' | 0xb | 0xc => {
                end = at;
                break;
            }
            _ if is_escaped && b.is_ascii_punctuation() => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => {
                end = at;
                break;
            }
            b')' => depth -= 1,
            _ => is_escaped = false,
        }
        if depth > MAX_DEPTH {
            return None;
        }
    }
    (depth == 0).then_some(end)
}

/// The length of a link's title.
pub(super) fn title(text: &str) -> Option<usize> {
    let close = match text.as_bytes().first()? {
        b'"' => b'"',
        b'\'' => b'\'',
        b'(' => b')',
        _ => return None,
    };
    let mut is_escaped = false;
    for (at, b) in text.bytes().enumerate().skip(1) {
        match b {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' if close == b')' => return None,
            b if b == close => return Some(at + 1),
            _ => {}
        }
    }
    None
}
