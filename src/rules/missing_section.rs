#![doc = include_str!("../../docs/rules/missing-section.md")]

use super::{Context, Finding, Included, Subject, Words, edits, remedy};
use crate::compare::{Difference, Place};
use crate::document::SectionId;
use crate::escape::printable;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    if cx.document.outline.is_empty() {
        found.extend(no_section(cx));
        return;
    }
    for difference in &cx.comparison.differences {
        let Difference::Missing { template, place } = *difference else { continue };
        let name = cx.template.name(template);
        // What an included file brings, or may bring, is not to be there twice.
        let is_included = included(cx, template).is_some();
        let fix = if is_included { None } else { edits::add(cx, &[template], place) };
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

/// So many sections are named where all are missing.
const MAX_NAMES: usize = 5;

/// The one finding in a document that has none of the template's sections, as it has no section at all.
fn no_section(cx: &Context<'_>) -> Option<Finding> {
    let missing = cx.comparison.differences.iter().filter_map(|difference| match *difference {
        Difference::Missing { template, .. } => Some(template),
        _ => None,
    });
    let missing: Vec<SectionId> = missing.collect();
    let (&first, place) = (missing.first()?, Place { parent: None, after: None });
    let names: Vec<String> = missing.iter().take(MAX_NAMES).map(|&id| format!("`{}`", cx.template.name(id))).collect();
    let more = if missing.len() > MAX_NAMES { " …" } else { "" };
    let is_included = missing.iter().any(|&id| included(cx, id).is_some());
    let help = match is_included {
        true => help(cx, first, place),
        false => Words::of([
            "write them as ".into(),
            cx.template_path.to_owned().into(),
            format!(
                " has them, or let `speclint fix --add-missing` do it; the first one:\n{}",
                remedy::block(&remedy::heading(cx, first, place))
            )
            .into(),
        ]),
    };
    Some(Finding {
        range: cx.insertion_point(place),
        owner: None,
        subject: Subject::Place,
        message: format!(
            "the document has no section; the template demands {}: {}{more}",
            missing.len(),
            names.join(", ")
        ),
        label: "they belong here".into(),
        help,
        fix: if is_included { None } else { edits::add(cx, &missing, place) },
    })
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
