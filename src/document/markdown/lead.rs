//! What leads up to a heading.
//!
//! | | |
//! |---|---|
//! | `<a id="name"></a>`, `<a name="name"/>` | a target, which shows nothing |
//! | `<!-- markdownlint-disable-next-line -->`, `<!-- prettier-ignore -->` | a comment on what comes next |
//! | `<!-- words -->`, on the line above the heading and apart from what stands above it | a comment on the heading |
//!
//! A link (`<a href="…">The study</a>`) is text and none of these.

use super::super::leads::Lead;

/// Words of tools about what comes next.
const ABOUT_NEXT: [&str; 4] = ["next-line", "next_line", "prettier-ignore", "rumdl-ignore-next"];

/// How much of a run of lines leads up to what follows it. `is_glued`: without a blank line.
pub(in crate::document) fn lead(lines: &[&str], is_glued: bool) -> Lead {
    let about_next = |line: &&&str| is_comment(line) && is_about_next(line);
    if lines.iter().all(|line| is_anchor(line) || is_comment(line) && is_about_next(line)) {
        return Lead::of(lines.len());
    }
    let is_of_comments = lines.iter().all(|line| is_anchor(line) || is_comment(line)) || is_one_comment(lines);
    if is_glued && is_of_comments {
        return Lead { is_comment: true, ..Lead::of(lines.len()) };
    }
    // A comment begins a block even in the middle of a paragraph, a tag does not.
    match lines.iter().rev().take_while(about_next).count() {
        0 => Lead::none(lines.last().is_some_and(|line| is_anchor(line))),
        own => Lead::of(own),
    }
}

fn is_comment(line: &str) -> bool {
    let inner = line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| !inner.contains("-->") && !is_of_a_region(inner))
}

/// Whether lines are one comment, and nothing but that.
fn is_one_comment(lines: &[&str]) -> bool {
    let text = lines.join("\n");
    text.starts_with("<!--") && text.find("-->") == Some(text.len() - 3) && !is_of_a_region(&text[4..])
}

/// Whether a comment begins or ends something that holds for more than what comes next.
fn is_of_a_region(words: &str) -> bool {
    super::states::comment_effect(words).is_some()
}

fn is_about_next(comment: &str) -> bool {
    ABOUT_NEXT.iter().any(|words| comment.contains(words)) && !comment.contains("speclint:")
}

/// `<a id="name"></a>` with nothing in it, once or several times.
fn is_anchor(line: &str) -> bool {
    let mut rest = line.trim_start();
    if rest.is_empty() || line.starts_with("    ") {
        return false;
    }
    while let Some(tag) = rest.strip_prefix("<a ") {
        let Some((attributes, after)) = tag.split_once('>') else { return false };
        let attributes = attributes.trim_end_matches('/');
        let names = attributes.contains("id=") || attributes.contains("name=");
        if !names || attributes.contains("href") || attributes.contains('<') {
            return false;
        }
        rest = after.strip_prefix("</a>").unwrap_or(after).trim_start();
    }
    rest.is_empty()
}
