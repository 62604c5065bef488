//! Which words say that a section may be left out, in a heading's mark and beside the heading.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{first_mark, last_mark};
use crate::pattern::constant;

/// What a mark says of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Optional,
    Required,
}

/// A heading without its marks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked<'t> {
    pub name: &'t str,
    pub says: Option<Says>,
}

/// Takes the marks off a heading that say whether it may be left out: `(optional)`, `[REQUIRED]`, `*(if applicable)*`.
/// Other words in brackets are a part of its name.
pub(crate) fn split_marks(text: &str) -> Marked<'_> {
    let mut marked = Marked { name: text, says: None };
    for _ in 0..MAX_MARKS {
        let marks = [last_mark(marked.name), first_mark(marked.name)].into_iter().flatten();
        let Some((rest, says)) = marks.into_iter().find_map(|mark| Some((mark.rest, says(mark.words)?))) else { break };
        marked = Marked { name: rest, says: marked.says.or(Some(says)) };
    }
    marked
}

/// No heading has more marks than these.
const MAX_MARKS: usize = 4;

/// What the words of a mark say of its section.
fn says(words: &str) -> Option<Says> {
    static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
        let state = "(?:applicable|any|appropriate|available|desired|necessary|needed|present|relevant|required|used)";
        constant(&format!(
            r"(?i)^(?:(?:if|when|where|as) {state}|(?:include|only|required|mandatory) (?:if|when|where)\b.*)$"
        ))
    });
    static REQUIRED: LazyLock<Regex> = LazyLock::new(|| {
        constant(r"(?i)^(?:required|mandatory|compulsory)(?:$|\s*[^\w\s]|\s+(?:for|section|element)\b)")
    });
    if CONDITION.is_match(words) || begins_optional(words) {
        return Some(Says::Optional);
    }
    REQUIRED.is_match(words).then_some(Says::Required)
}

/// `Optional`, `optional, but recommended`, `Optional - only if asked for`; but not `optional arguments`.
fn begins_optional(words: &str) -> bool {
    static OPTIONAL: LazyLock<Regex> = LazyLock::new(|| {
        constant(
            r"(?ix) ^ (?: optional | not\ (?:required|mandatory) | non-?mandatory )
                (?: $ | \s*[^\w\s] | \s+(?:for|if|when|unless|but|only|and|section|subsection|element|part)\b )",
        )
    });
    OPTIONAL.is_match(words)
}

/// What of the words beside a heading says that its section may be left out: their first sentence, or the mark that they
/// are. `is_on_text`: words about a text that follows them, unless they speak of a section.
pub(super) fn optional_in(words: &str, is_on_text: bool) -> Option<&str> {
    static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
        constant(
            r"(?ix) ^ (?: !?(?:note|nb|hint|important) [\s:*_\]]* )?
                (?: (?:this|the)\ (?:\w+\ )?(?<a>sub-?section|section|heading|chapter|element|part)\ is\ (?:\w+ly\ )?optional\b
                  | (?:this\ is\ )?(?:an?\ )?(?:\w+ly\ )?optional\ (?<b>sub-?section|section|heading|chapter|element|part)\b )",
        )
    });
    let bare = words.trim_start_matches(['*', '_', '(', '[', '-', ' ']);
    let sentence = first_sentence(bare);
    if let Some(found) = STATEMENT.captures(sentence) {
        let named = found.name("a").or(found.name("b")).map_or("", |named| named.as_str()).to_lowercase();
        let is_of_text = is_on_text && (named == "element" || named == "part");
        return (!is_of_text).then_some(sentence);
    }
    let is_mark = begins_optional(sentence) || says(words.trim()) == Some(Says::Optional);
    (is_mark && !is_on_text).then_some(sentence)
}

/// A text up to the end of its first sentence.
fn first_sentence(text: &str) -> &str {
    let mut ends = text.match_indices(['.', '!', '?']).map(|(at, _)| at);
    let end = ends.find(|&at| text[at + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric()));
    end.map_or(text, |at| &text[..at])
}
