#![doc = include_str!("../../docs/rules/trailing-whitespace.md")]

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Context, Finding, Fix, FixKind, Rule, Subject, suppression};
use crate::document::{Meaning, SectionId};
use crate::edit::Edit;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let ends = cx.document.line_ends();
    if ends.is_empty() {
        return;
    }
    let allowing = suppression::Allowing::of(cx, Rule::TrailingWhitespace);
    // One finding a document; what a section allows is one of that section, which its comment then suppresses.
    let mut groups: BTreeMap<Option<SectionId>, Lines> = BTreeMap::new();
    for end in ends {
        let lines = groups.entry(allowing.section_at(end.range.start)).or_default();
        match end.meaning {
            Meaning::Nothing => lines.needless.push(end.range),
            Meaning::AfterBackslash => lines.after_backslash.push(end.range),
            Meaning::Something => {}
        }
    }
    for (owner, lines) in groups {
        found.extend(lines.needless.first().map(|first| needless(first, owner, &lines.needless)));
        found.extend(lines.after_backslash.first().map(|first| after_backslash(first, owner, &lines.after_backslash)));
    }
}

/// The white space at the ends of some lines.
#[derive(Default)]
struct Lines {
    needless: Vec<Range<usize>>,
    after_backslash: Vec<Range<usize>>,
}

fn needless(first: &Range<usize>, owner: Option<SectionId>, all: &[Range<usize>]) -> Finding {
    let edits = all.iter().map(|range| Edit { range: range.clone(), text: String::new() }).collect();
    Finding {
        range: first.clone(),
        owner,
        subject: Subject::Alike,
        message: format!("white space at the end of {}", count(all.len())),
        label: label(all.len()).into(),
        help: "remove the spaces and tabs at the end of lines".into(),
        fix: Some(Fix { edits, kind: FixKind::Characters }),
    }
}

fn after_backslash(first: &Range<usize>, owner: Option<SectionId>, all: &[Range<usize>]) -> Finding {
    Finding {
        range: first.clone(),
        owner,
        subject: Subject::Alike,
        message: format!("white space after a backslash at the end of {}", count(all.len())),
        label: label(all.len()).into(),
        help: "remove it where a line break is meant, and the backslash with it where none is".into(),
        fix: None,
    }
}

fn count(lines: usize) -> String {
    if lines == 1 { "the line".to_owned() } else { format!("{lines} lines") }
}

fn label(lines: usize) -> &'static str {
    if lines == 1 { "remove this" } else { "the first one" }
}
