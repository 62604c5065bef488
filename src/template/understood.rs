//! What templates of others say without an annotation: marks of headings, words beside them, and placeholders.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Demand;
use super::marks::{Says, optional_in, split_marks};
use crate::document::{Document, Form, SectionId};
use crate::pattern::constant;

/// Something that a template says without an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Understood {
    /// The heading that it is about, without its marks.
    pub section: String,
    /// What it was taken for: `optional`.
    pub meaning: &'static str,
    /// The words that say so.
    pub words: String,
    /// 1-based line where they stand.
    pub line: usize,
}

/// The demands of a template that has no annotations, and what they were read from.
pub(super) fn demands(document: &Document) -> (Vec<Demand>, Vec<Understood>) {
    let outline = &document.outline;
    let mut demands: Vec<Demand> = outline.headings().iter().map(|_| Demand::default()).collect();
    let mut understood = Vec::new();
    let mut levels: HashMap<Option<SectionId>, Level> = HashMap::new();
    let lines = document.lines();
    for id in outline.section_ids() {
        let section = outline.section(id);
        let form = document.form(id);
        let marked = split_marks(&form.text);
        let mut say = |meaning: &'static str, words: &str, line: usize| {
            let (section, words) = (marked.name.to_owned(), words.to_owned());
            understood.push(Understood { section, meaning, words, line });
        };
        let words_beside = || {
            let mut remarks = document.remarks(id, &lines).into_iter();
            remarks.find_map(|remark| Some((optional_in(&remark.words, remark.is_on_text)?.to_owned(), remark.at)))
        };
        match marked.says {
            Some(Says::Required) => say("required", &form.text, section.line),
            Some(Says::Optional) => {
                demands[id].optional = true;
                say("optional", &form.text, section.line);
            }
            None => {
                if let Some((words, at)) = words_beside() {
                    demands[id].optional = true;
                    say("optional", &words, lines.position(at).0);
                }
            }
        }
        if let Some(pattern) = pattern(&form, marked.name) {
            let siblings = levels.entry(outline.parent(id)).or_default();
            let first = siblings.last.filter(|&last| is_pattern(&demands[last], &pattern));
            if let Some(first) = first {
                demands[first].repeat = true;
                demands[id].like = Some(first);
                demands[id].optional = true;
                say("one more of those before it", marked.name, section.line);
            } else if siblings.forms < MAX_FORMS {
                siblings.forms += 1;
                demands[id].pattern = Regex::new(&pattern).ok();
                demands[id].is_form = demands[id].pattern.is_some();
                say("a form for any text", marked.name, section.line);
            }
            siblings.last = Some(first.unwrap_or(id));
        } else {
            levels.entry(outline.parent(id)).or_default().last = None;
        }
        demands[id].called = (*form.text != *section.key).then(|| form.text.into_owned());
    }
    (demands, understood)
}

/// The headings with placeholders under one parent.
#[derive(Default)]
struct Level {
    /// The first of those alike that end in the last sibling.
    last: Option<SectionId>,
    /// How many are not alike.
    forms: usize,
}

/// So many forms a level may have, as each heading of a spec is held against all of them. Others stand for themselves.
const MAX_FORMS: usize = 64;

fn is_pattern(demand: &Demand, pattern: &str) -> bool {
    demand.pattern.as_ref().is_some_and(|own| own.as_str() == pattern)
}

/// What a heading has to be that a heading with placeholders stands for: its words, with any numbers, and any text in
/// the placeholders. A version number is a placeholder of its own. `None` where it stands for itself.
fn pattern(form: &Form<'_>, name: &str) -> Option<String> {
    static VERSION: LazyLock<Regex> =
        LazyLock::new(|| constant(r"(?i)^(?:version |v)?\d+\.\d+\.\d+(?:$|:|\s+[-–—:(])"));
    let placeholders = form.placeholders(name);
    let is_version = || VERSION.is_match(name);
    if placeholders.is_empty() && !is_version() {
        return None;
    }
    let mut pattern = String::from("^");
    let mut at = 0;
    for Range { start, end } in placeholders {
        pattern += &literal(&name[at..start]);
        pattern += ".+";
        at = end;
    }
    Some(pattern + &literal(&name[at..]) + "$")
}

/// A pattern of a text in which numbers are any numbers.
fn literal(text: &str) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| constant(r"\d+(?:\\\.\d+)*"));
    let escaped = regex::escape(text);
    NUMBER.replace_all(&escaped, r"\d+(?:\.\d+)*").into_owned()
}
