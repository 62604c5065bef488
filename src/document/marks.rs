//! Marks of headings: a few words in brackets before or after the name, such as `(optional)`.
//!
//! ```bnf
//! heading  ::= mark? name mark?
//! mark     ::= emphasis? bracket emphasis?
//! bracket  ::= `(` words `)` | `[` words `]` | `<!--` words `-->`
//! emphasis ::= `*`+ | `_`+
//! ```

/// Words in brackets, and what is left of the heading without them.
pub(crate) struct Mark<'t> {
    pub words: &'t str,
    pub rest: &'t str,
}

const BRACKETS: [(&str, &str); 3] = [("(", ")"), ("[", "]"), ("<!--", "-->")];

/// In Markdown's source and in reStructuredText, what is emphasized stands between these.
const EMPHASIS: [char; 2] = ['*', '_'];

/// The mark that a heading ends with.
pub(crate) fn last_mark(text: &str) -> Option<Mark<'_>> {
    let text = text.trim_end();
    let bracket = text.trim_end_matches(EMPHASIS);
    BRACKETS.iter().find_map(|(open, close)| {
        let (before, words) = bracket.strip_suffix(close)?.rsplit_once(open)?;
        mark(words, before.strip_suffix(&text[bracket.len()..])?)
    })
}

/// The mark that a heading begins with.
pub(crate) fn first_mark(text: &str) -> Option<Mark<'_>> {
    let text = text.trim_start();
    let bracket = text.trim_start_matches(EMPHASIS);
    BRACKETS.iter().find_map(|(open, close)| {
        let (words, after) = bracket.strip_prefix(open)?.split_once(close)?;
        mark(words, after.strip_prefix(&text[..text.len() - bracket.len()])?)
    })
}

fn mark<'t>(words: &'t str, rest: &'t str) -> Option<Mark<'t>> {
    let (words, rest) = (words.trim_matches(EMPHASIS).trim(), rest.trim());
    rest.contains(char::is_alphanumeric).then_some(Mark { words, rest })
}
