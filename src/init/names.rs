//! What the names of files tell: which may be templates, and how specs are named.

use std::path::Path;

use super::order::rank;
use crate::repository::is_front_page;

/// Words beside `template` in the name of a template.
const KINDS: [&str; 17] = [
    "adr",
    "rfc",
    "spec",
    "proposal",
    "decision",
    "design",
    "kep",
    "tep",
    "plan",
    "tasks",
    "eip",
    "cip",
    "enhancement",
    "policy",
    "feature",
    "pep",
    "record",
];

/// Whether a document may be a template, by its path.
pub(super) fn is_template(path: &Path) -> bool {
    let stem = stem(path);
    let parent =
        path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let of_forges = ["issue_template", "pull_request_template", "discussion_template"];
    let is_of_forge = |name: &str| of_forges.iter().any(|known| name.replace('-', "_").starts_with(known));
    if is_of_forge(&stem) || is_of_forge(&parent) {
        return false;
    }
    let is_dir_of_templates = parent == "template" || parent.rsplit(['-', '_', ' ']).next() == Some("templates");
    // A directory whose name begins so is about templates: `template-pipeline`.
    let is_of_template = !parent.starts_with("template") && is_templates_name(&parent);
    if is_front_page(path) {
        return !is_dir_of_templates && is_of_template;
    }
    is_templates_name(&stem) || is_dir_of_templates || is_of_template
}

/// `template`, `kilo-template`, `0000-template`, `RFC-0000`, `pep-NNNN`; not `0101-env-in-pod-template`, which is a
/// proposal by its number.
fn is_templates_name(name: &str) -> bool {
    let words: Vec<&str> = name.split(['-', '_', ' ', '.']).filter(|word| !word.is_empty()).collect();
    let is_zero = |word: &str| word.len() >= 3 && word.bytes().all(|b| b == b'0');
    let is_number = |word: &&str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit()) && !is_zero(word);
    if release_part(name).is_some() {
        return true;
    }
    if words.iter().any(is_number) {
        return false;
    }
    let is_placeholder =
        |word: &&&str| word.len() >= 3 && (word.bytes().all(|b| b == b'n') || word.bytes().all(|b| b == b'x'));
    if words.first().filter(is_placeholder).or(words.last().filter(is_placeholder)).is_some() {
        return true;
    }
    let at = words.iter().position(|word| ["template", "tmpl"].contains(word));
    let Some(at) = at else {
        // The number zero and no name.
        return match words.as_slice() {
            [number] => is_zero(number.trim_start_matches(|c: char| c.is_ascii_alphabetic())),
            [kind, number] => is_zero(number) && kind.bytes().all(|b| b.is_ascii_alphabetic()),
            _ => false,
        };
    };
    let is_at_end = at + 1 == words.len() || at == 0;
    words.len() <= 5 && (is_at_end || at > 0 && KINDS.contains(&words[at - 1]))
}

/// The release in a template's name: `2023.2` of `2023.2-bobcat-template`.
pub(super) fn release_part(stem: &str) -> Option<&str> {
    let at = stem.find("template")?;
    let before = stem[..at].trim_end_matches(['-', '_']);
    [before, before.split(['-', '_']).next().unwrap_or(before)].into_iter().find(|name| rank(name).is_some())
}

pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// What stands before the number in a name: `pep-` of `pep-0012`, nothing of `0012-x`; `None` where no number begins
/// after at most one word.
pub(super) fn before_number(name: &str) -> Option<&str> {
    let at = name.find(|c: char| c.is_ascii_digit())?;
    let before = &name[..at];
    let word = before.strip_suffix(['-', '_']).unwrap_or(before);
    (word.len() <= 8 && word.chars().all(char::is_alphabetic)).then_some(before)
}

/// A name in a glob, so that it stands for itself.
pub(super) fn literal(name: &str) -> String {
    name.chars().map(|c| if "*?[]{}\\".contains(c) { "?".to_owned() } else { c.to_string() }).collect()
}
