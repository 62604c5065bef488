#![doc = include_str!("../../docs/rules/missing-section.md")]

use std::collections::HashMap;

use super::{Context, Finding, Included, Subject, Words, edits, remedy};
use crate::compare::{Destination, Difference, plain};
use crate::document::{Lookalike, SectionId};
use crate::escape::printable;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    if !cx.comparison.differences.iter().any(|difference| matches!(difference, Difference::Missing { .. })) {
        return;
    }
    let traces = Traces::new(cx);
    if cx.document.outline.is_empty() {
        found.extend(no_section(cx, &traces));
        return;
    }
    for difference in &cx.comparison.differences {
        let Difference::Missing { template, place } = *difference else { continue };
        let name = cx.template.name(template);
        let trace = traces.of(template);
        // What is there in some way is not to be there twice.
        let fix = if trace.is_some() { None } else { edits::add(cx, &[template], place) };
        let from = place.parent.map(|parent| format!(" from `{}`", cx.text(parent))).unwrap_or_default();
        found.push(Finding {
            range: cx.insertion_point(place),
            owner: place.parent,
            subject: Subject::Named(cx.template.key(template).into()),
            message: format!("section `{name}` is missing{from}"),
            label: format!("`{name}` belongs here, {}", cx.belongs(place)).into(),
            help: trace.map_or_else(|| help(cx, template, place), Words::from),
            fix,
        });
    }
}

/// So many sections are named where all are missing.
const MAX_NAMES: usize = 5;

/// The one finding in a document that has none of the template's sections, as it has no section at all.
fn no_section(cx: &Context<'_>, traces: &Traces<'_, '_>) -> Option<Finding> {
    let missing = cx.comparison.differences.iter().filter_map(|difference| match *difference {
        Difference::Missing { template, .. } => Some(template),
        _ => None,
    });
    let missing: Vec<SectionId> = missing.collect();
    let (&first, place) = (missing.first()?, Destination { parent: None, after: None });
    let names: Vec<String> = missing.iter().take(MAX_NAMES).map(|&id| format!("`{}`", cx.template.name(id))).collect();
    let more = if missing.len() > MAX_NAMES { " …" } else { "" };
    let trace = missing.iter().find_map(|&id| traces.of(id));
    let fix = if trace.is_some() { None } else { edits::add(cx, &missing, place) };
    let help = match trace {
        Some(trace) => trace.into(),
        None => Words::of([
            "write them as ".into(),
            cx.template_path.to_owned().into(),
            " has them, or let `speclint fix --add-missing` do it; the first one:\n".into(),
            remedy::block(&remedy::heading(cx, first, place)).into(),
        ]),
    };
    Some(Finding {
        range: cx.insertion_point(place),
        owner: None,
        subject: Subject::Alike,
        message: format!(
            "the document has no section; the template demands {}: {}{more}",
            missing.len(),
            names.join(", ")
        ),
        label: "they belong here".into(),
        help,
        fix,
    })
}

/// What of the spec is no section, but may be meant for one that is missing.
struct Traces<'r, 'c> {
    cx: &'r Context<'c>,
    /// By what their headings would be.
    lookalikes: HashMap<String, Lookalike>,
    /// The files that the document includes, by the keys of their sections.
    included: HashMap<&'r str, &'r Included>,
    /// One that may have any section.
    unread: Option<&'r Included>,
}

impl<'r, 'c> Traces<'r, 'c> {
    fn new(cx: &'r Context<'c>) -> Self {
        let mut lookalikes = HashMap::new();
        for lookalike in cx.document.lookalikes() {
            lookalikes.entry(plain(&lookalike.text)).or_insert(lookalike);
        }
        let mut included = HashMap::new();
        for file in &cx.included {
            for key in file.keys.iter().flatten() {
                included.entry(&**key).or_insert(file);
            }
        }
        let unread = cx.included.iter().find(|file| file.keys.is_none());
        Traces { cx, lookalikes, included, unread }
    }

    /// The trace of a section in words.
    fn of(&self, template: SectionId) -> Option<String> {
        let (cx, key) = (self.cx, self.cx.template.key(template));
        let outline = &cx.document.outline;
        if let Some(heading) = outline.headings()[..outline.promoted()].iter().find(|heading| heading.key == key) {
            return Some(format!(
                "line {} has this heading, but it is the title of the sections below it; write the section beside them",
                heading.line
            ));
        }
        if let Some(Lookalike { line, why, .. }) = self.lookalikes.get(&plain(key)) {
            return Some(format!(
                "line {line} looks like the heading of `{key}`, but is none: {why}",
                key = printable(key)
            ));
        }
        let Included { path, line, keys } = self.included.get(key).copied().or(self.unread)?;
        let path = printable(path);
        Some(match keys {
            Some(_) => format!(
                "`{path}` has a section of this name, and line {line} includes it; a spec must have the section itself"
            ),
            None => format!(
                "it may be in `{path}`, which line {line} includes and which could not be read; a spec must have the \
                 section itself"
            ),
        })
    }
}

fn help(cx: &Context<'_>, template: SectionId, place: Destination) -> Words {
    let says =
        if cx.template.document.outline.section(template).line > 0 { "says what it is for" } else { "demands it" };
    Words::of([
        "write it here (".into(),
        cx.template_place(template),
        format!(" {says}):\n{}", remedy::block(&remedy::heading(cx, template, place))).into(),
    ])
}
