//! What leads up to a heading ("Explicit Markup Blocks").
//!
//! ```bnf
//! lead      ::= target | directive
//! target    ::= `.. _` name `:`
//! directive ::= `.. class::` argument | `.. index::` argument
//! ```
//!
//! A target without an address leads to what follows it; so does a class that is given without content.

use super::super::leads::Lead;

/// Directives of one line that say something of what follows.
const DIRECTIVES: [&str; 4] = ["class::", "rst-class::", "cssclass::", "index::"];

/// How much of a run of lines leads up to what follows it.
pub(in crate::document) fn lead(lines: &[&str]) -> Lead {
    // One that follows other lines may be a part of their paragraph.
    if lines.iter().all(|line| is_lead(line)) {
        return Lead::of(lines.len());
    }
    if is_invisible(lines) {
        return Lead { is_invisible: true, ..Lead::none(false) };
    }
    Lead::none(lines.last().is_some_and(|line| is_lead(line)))
}

/// Whether lines are a comment, or define something that is used elsewhere.
fn is_invisible(lines: &[&str]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let Some(markup) = first.strip_prefix("..").filter(|markup| markup.is_empty() || markup.starts_with(' ')) else {
        return false;
    };
    let name = markup.trim_start();
    let is_directive = name.split_once("::").is_some_and(|(name, _)| !name.contains([' ', '|']));
    !is_directive && !name.starts_with('[') && rest.iter().all(|line| line.starts_with(' '))
}

fn is_lead(line: &str) -> bool {
    let Some(markup) = line.strip_prefix(".. ").map(str::trim_start) else { return false };
    let is_target = markup.starts_with('_') && !markup.starts_with("__") && markup.ends_with(':');
    is_target || DIRECTIVES.iter().any(|name| markup.starts_with(name))
}
