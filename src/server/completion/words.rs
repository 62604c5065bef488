//! What comments say to speclint: annotations in templates, suppressions in specs.

use super::{last_word, rule, word};
use crate::rules::Rule;
use crate::server::protocol::CompletionItem;
use crate::server::view::View;
use crate::template::{ALLOW, ANNOTATIONS, annotation_says};

/// What a comment begins with that speaks to speclint.
const PREFIX: &str = "speclint:";

/// What stands between the prefix of a comment and the end of a line; `None` where there is no such comment.
pub(super) fn after_prefix(line: &str) -> Option<&str> {
    let (before, after) = line.rsplit_once(PREFIX)?;
    let is_comment = before.trim_end().ends_with("..") || before.trim_end().ends_with("<!--");
    (is_comment && !after.contains("-->")).then_some(after)
}

/// The words that may follow.
pub(super) fn items(view: &View, offset: usize, before: &str) -> Vec<CompletionItem> {
    let range = last_word(before, offset);
    let done = &before[..before.len() - range.len()];
    let done: Vec<&str> = done.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if done.first() == Some(&ALLOW) {
        let rules = Rule::ALL.iter().copied().filter(|rule| !done.contains(&rule.name()));
        return rules.map(|own| rule(view, range.clone(), own)).collect();
    }
    if !view.is_template() {
        let allow = word(view, range, ALLOW, "suppress rules in this section".to_owned());
        return if done.is_empty() { vec![allow] } else { Vec::new() };
    }
    // These take the rest of the comment.
    if done.iter().any(|word| matches!(*word, "match" | "was")) {
        return Vec::new();
    }
    let annotations = ANNOTATIONS.into_iter().filter(|own| !done.contains(own));
    annotations.map(|own| word(view, range.clone(), own, format!("the section {}", annotation_says(own)))).collect()
}
