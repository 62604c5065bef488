#![doc = include_str!("../../docs/rules/missing-section.md")]

use super::{Context, Finding, Included, Subject, Words, edits, remedy};
use crate::compare::{Difference, Place};
use crate::document::SectionId;
use crate::escape::printable;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    // Levels are not what they seem where a title has become a section, or a section the title.
    let is_shifted = has_promoted(cx) || cx.lost_title.is_some();
    for difference in &cx.comparison.differences {
        let Difference::Missing { template, place } = *difference else { continue };
        let name = cx.template.name(template);
        // What an included file brings, or may bring, is not to be there twice.
        let is_included = included(cx, template).is_some();
        let add = || (!is_shifted && !is_included).then(|| edits::add(cx, template, place));
        let from = place.parent.map(|parent| format!(" from `{}`", cx.text(parent))).unwrap_or_default();
        found.push(Finding {
            range: cx.insertion_point(place),
            owner: place.parent,
            subject: Subject::Named(cx.template.key(template).into()),
            message: format!("section `{name}` is missing{from}"),
            label: format!("`{name}` belongs here, {}", cx.belongs(place)).into(),
            help: help(cx, template, place),
            fix: add(),
        });
    }
}

/// Whether a section that is missing is there, as the document's title or subtitle: its level is not that of sections
/// then, and what is added would not be beside it.
fn has_promoted(cx: &Context<'_>) -> bool {
    let outline = &cx.document.outline;
    let mut missing = cx.comparison.differences.iter().filter_map(|difference| match difference {
        Difference::Missing { template, .. } => Some(cx.template.key(*template)),
        _ => None,
    });
    missing.any(|name| [outline.title(), outline.subtitle()].into_iter().flatten().any(|heading| heading.key == name))
}

/// The file that the document includes and that has a section, or may have it.
fn included<'c>(cx: &'c Context<'_>, template: SectionId) -> Option<&'c Included> {
    let key = cx.template.key(template);
    let has_it = |file: &&Included| file.keys.as_ref().is_some_and(|keys| keys.iter().any(|own| own == key));
    cx.included.iter().find(has_it).or_else(|| cx.included.iter().find(|file| file.keys.is_none()))
}

fn help(cx: &Context<'_>, template: SectionId, place: Place) -> Words {
    let outline = &cx.document.outline;
    for (what, heading) in [("title", outline.title()), ("subtitle", outline.subtitle())] {
        if let Some(heading) = heading.filter(|heading| heading.key == cx.template.key(template)) {
            return format!(
                "the heading on line {} became the document's {what}, as the only one of its level: it is a section \
                 as soon as another one is there, or text before it",
                heading.line
            )
            .into();
        }
    }
    if let Some(file) = included(cx, template) {
        let Included { path, line, keys } = file;
        let path = printable(path);
        return match keys {
            Some(_) => format!(
                "`{path}` has a section of this name, and line {line} includes it; a spec must have the section itself"
            ),
            None => format!(
                "it may be in `{path}`, which line {line} includes and which could not be read; a spec must have the \
                 section itself"
            ),
        }
        .into();
    }
    let says =
        if cx.template.document.outline.section(template).line > 0 { "says what it is for" } else { "demands it" };
    Words::of([
        "write it here (".into(),
        cx.template_place(template),
        format!(" {says}):\n{}", remedy::block(&remedy::heading(cx, template, place))).into(),
    ])
}
