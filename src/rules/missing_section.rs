#![doc = include_str!("../../docs/rules/missing-section.md")]

use super::{Context, Finding, Included, Subject, Words, edits, remedy};
use crate::compare::{Difference, Place};
use crate::document::SectionId;
use crate::escape::printable;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Missing { template, place } = *difference else { continue };
        let name = cx.template.name(template);
        // What an included file brings, or may bring, is not to be there twice.
        let is_included = included(cx, template).is_some();
        let fix = if is_included { None } else { edits::add(cx, template, place) };
        let from = place.parent.map(|parent| format!(" from `{}`", cx.text(parent))).unwrap_or_default();
        found.push(Finding {
            range: cx.insertion_point(place),
            owner: place.parent,
            subject: Subject::Named(cx.template.key(template).into()),
            message: format!("section `{name}` is missing{from}"),
            label: format!("`{name}` belongs here, {}", cx.belongs(place)).into(),
            help: help(cx, template, place),
            fix,
        });
    }
}

/// The file that the document includes and that has a section, or may have it.
fn included<'c>(cx: &'c Context<'_>, template: SectionId) -> Option<&'c Included> {
    let key = cx.template.key(template);
    let has_it = |file: &&Included| file.keys.as_ref().is_some_and(|keys| keys.iter().any(|own| own == key));
    cx.included.iter().find(has_it).or_else(|| cx.included.iter().find(|file| file.keys.is_none()))
}

fn help(cx: &Context<'_>, template: SectionId, place: Place) -> Words {
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
