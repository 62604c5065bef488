//! Words that may speak of a section.
//!
//! ```bnf
//! remark     ::= comment | definition | quote | paragraph
//! comment    ::= `<!--` words `-->`
//! definition ::= `[` label `]: # (` words `)`       what shows nothing, as nothing refers to it
//! quote      ::= `>` words
//! ```

use crate::lines::fold_white_space;

/// The words of a comment, a quote or a paragraph, white space folded.
pub(in crate::document) fn words(written: &str) -> String {
    let written = written.trim();
    if let Some(inner) = written.strip_prefix("<!--") {
        return fold_white_space(inner.strip_suffix("-->").unwrap_or(inner)).into_owned();
    }
    if let Some(words) = defined(written) {
        return fold_white_space(words).into_owned();
    }
    let lines = written.lines().map(|line| line.trim_start().trim_start_matches('>'));
    fold_white_space(&lines.collect::<Vec<_>>().join(" ")).into_owned()
}

/// The length of a definition that a text begins with, if it is a comment.
pub(in crate::document) fn definition_comment(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    defined(line).map(|_| line.len())
}

/// The words of `[//]: # (words)`.
fn defined(line: &str) -> Option<&str> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]: #")?;
    let words = rest.trim();
    let is_quoted = [('(', ')'), ('"', '"'), ('\'', '\'')]
        .iter()
        .any(|&(open, close)| words.len() > 1 && words.starts_with(open) && words.ends_with(close));
    (is_quoted && !label.contains(['[', ']'])).then(|| &words[1..words.len() - 1])
}
