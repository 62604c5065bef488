//! Whether a document is the same as another but for what fixes are to do.
//!
//! A document is taken apart at its headings. Each part (what leads up to a heading, the heading, and its text) must be
//! in the other document as well, with the same parent; what it points at must be what it pointed at; and what holds
//! there must be what held there. What cannot be told is refused.

mod order;
mod parts;

use std::collections::{HashMap, HashSet};

use self::parts::{NewNames, Side};
use super::why::Why;
use crate::document::{Document, SectionId};
use crate::template::Template;

/// What a batch of fixes is to do, and all that it may do.
#[derive(Debug)]
pub(super) enum Change<'t> {
    /// Remove characters that nobody sees, or make adornments longer.
    Characters,
    /// Give these sections other headings, and what points at them their names.
    Rename(HashSet<SectionId>),
    /// Give the children of these sections another order.
    Order(HashSet<Option<SectionId>>),
    /// Give sections of these headings other parents or depths.
    Move(HashSet<String>),
    /// Add sections of these headings, which are a template's.
    Add(HashSet<String>, &'t Template),
}

/// Why fixes are not made.
#[derive(Debug)]
pub(super) struct Refusal {
    pub why: Why,
    /// Lines at which it shows: what changes them may be what is at fault.
    pub lines: Vec<usize>,
}

impl From<Why> for Refusal {
    fn from(why: Why) -> Self {
        Refusal { why, lines: Vec::new() }
    }
}

/// Whether `after` is `before` but for what is to be done.
pub(super) fn prove(change: &Change<'_>, before: &Document, after: &Document) -> Result<(), Refusal> {
    let (old, new) = (Side::of(before, change), Side::of(after, change));
    let is_same_top = before.outline.promoted() == after.outline.promoted()
        && before.outline.title().map(|title| parts::visible(&title.text))
            == after.outline.title().map(|title| parts::visible(&title.text));
    if !is_same_top {
        return Err(Refusal { why: Why::Headings, lines: old.heading_lines_that_differ(&new) });
    }
    let is_characters = matches!(change, Change::Characters);
    if after.problems.len() > before.problems.len() || !is_characters && after.problems.len() < before.problems.len() {
        return Err(Why::Headings.into());
    }
    let pairs = pairs(change, &old, &new)?;
    if is_characters && let Some(line) = parts::line_with_bared_markup(&before.source, &after.source) {
        return Err(Refusal { why: Why::Markup(line), lines: vec![line] });
    }
    same_parents(change, &old, &new, &pairs)?;
    if let Change::Add(names, template) = change {
        not_there_yet(names, template, &old)?;
    }
    same_references(change, &old, &new, &pairs)?;
    if matches!(change, Change::Order(_) | Change::Move(_)) {
        order::same_meaning(&old, &new, &pairs)?;
    }
    Ok(())
}

/// For each part of the one document, the same part of the other.
fn pairs(change: &Change<'_>, old: &Side<'_>, new: &Side<'_>) -> Result<Vec<usize>, Refusal> {
    match change {
        Change::Characters | Change::Rename(_) => in_place(change, old, new),
        Change::Order(_) | Change::Move(_) => in_any_order(old, new),
        Change::Add(names, _) => with_more(names, old, new),
    }
}

fn in_place(change: &Change<'_>, old: &Side<'_>, new: &Side<'_>) -> Result<Vec<usize>, Refusal> {
    if old.parts.len() != new.parts.len() {
        return Err(Refusal { why: Why::Headings, lines: old.heading_lines_that_differ(new) });
    }
    for (at, (own, other)) in old.parts.iter().zip(&new.parts).enumerate() {
        let is_renamed = matches!(change, Change::Rename(sections) if at > 0 && sections.contains(&(at - 1)));
        if own.heading != other.heading && !is_renamed {
            return Err(Refusal { why: Why::Headings, lines: old.heading_lines_that_differ(new) });
        }
        if own.lead != other.lead || own.body != other.body {
            return Err(Why::Line(own.line).into());
        }
    }
    Ok((0..old.parts.len()).collect())
}

/// Parts that are alike to the last letter may stand for each other.
fn in_any_order(old: &Side<'_>, new: &Side<'_>) -> Result<Vec<usize>, Refusal> {
    let mut places: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, part) in new.parts.iter().enumerate().rev() {
        places.entry(part.content()).or_default().push(at);
    }
    if old.parts.len() != new.parts.len() {
        return Err(Why::Headings.into());
    }
    let mut pairs = Vec::with_capacity(old.parts.len());
    for part in &old.parts {
        let place = places.get_mut(&part.content()).and_then(Vec::pop);
        pairs.push(place.ok_or(Why::Line(part.line))?);
    }
    // What stands before the first heading stays there.
    if pairs.first() == Some(&0) { Ok(pairs) } else { Err(Why::Headings.into()) }
}

fn with_more(names: &HashSet<String>, old: &Side<'_>, new: &Side<'_>) -> Result<Vec<usize>, Refusal> {
    let mut pairs = Vec::with_capacity(old.parts.len());
    let mut at = 0;
    for part in &old.parts {
        let is_other = |other: &parts::Part<'_>| other.content() != part.content();
        while new.parts.get(at).is_some_and(|other| is_other(other) && names.contains(&other.heading)) {
            at += 1;
        }
        if new.parts.get(at).is_none_or(is_other) {
            return Err(Why::Line(part.line).into());
        }
        pairs.push(at);
        at += 1;
    }
    let is_all = new.parts[at..].iter().all(|part| names.contains(&part.heading));
    if is_all { Ok(pairs) } else { Err(Why::Headings.into()) }
}

/// Each section stands under the section that it stood under, but for those that are to move; and the children of a
/// section have the order that they had, but for those that are to have another.
fn same_parents(change: &Change<'_>, old: &Side<'_>, new: &Side<'_>, pairs: &[usize]) -> Result<(), Refusal> {
    let mut last: HashMap<Option<usize>, usize> = HashMap::new();
    for (part, &place) in old.parts.iter().zip(pairs) {
        let may_move = matches!(change, Change::Move(names) if names.contains(&part.heading));
        let parent = part.parent.map(|parent| pairs[parent]);
        if new.parts[place].parent != parent && !may_move {
            return Err(Why::Headings.into());
        }
        if may_move {
            continue;
        }
        let section = part.parent.map(|parent| parent - 1);
        let may_turn = matches!(change, Change::Order(parents) if parents.contains(&section));
        if last.insert(part.parent, place).is_some_and(|last| last > place) && !may_turn {
            return Err(Why::Headings.into());
        }
    }
    Ok(())
}

/// No section is added that the document has already, or something of its name. Sections that the template has several
/// times may be there as often.
fn not_there_yet(names: &HashSet<String>, template: &Template, old: &Side<'_>) -> Result<(), Refusal> {
    let outline = &template.document.outline;
    let mut expected: HashMap<String, usize> = HashMap::new();
    for id in outline.section_ids() {
        *expected.entry(parts::plain(template.name(id))).or_default() += 1;
    }
    let mut there: HashMap<String, usize> = HashMap::new();
    for part in &old.parts {
        *there.entry(parts::plain(&part.heading)).or_default() += 1;
    }
    let targets: HashSet<String> = old.target_names().map(parts::plain).collect();
    for name in names {
        let plain = parts::plain(name);
        let count = |of: &HashMap<String, usize>| of.get(&plain).copied().unwrap_or_default();
        if targets.contains(&plain) || count(&there) >= count(&expected).max(1) {
            return Err(Why::Taken(name.clone()).into());
        }
    }
    Ok(())
}

/// Each part points at the same things, and is pointed at by the same names.
fn same_references(change: &Change<'_>, old: &Side<'_>, new: &Side<'_>, pairs: &[usize]) -> Result<(), Refusal> {
    let names = match change {
        Change::Rename(sections) => old.new_names(new, sections)?,
        _ => NewNames::default(),
    };
    for (at, &place) in pairs.iter().enumerate() {
        let (own, other) = (old.references_of(at), new.references_of(place));
        let differs = (0..own.len()).find(|&at| other.get(at).is_none_or(|other| !names.is_same(&own[at], other)));
        if let Some(mark) = differs.map(|at| &own[at]) {
            return Err(Refusal { why: old.reference(mark), lines: vec![old.line(mark.at)] });
        }
        if let Some(mark) = other.get(own.len()) {
            return Err(Refusal { why: new.reference(mark), lines: vec![new.line(mark.at)] });
        }
    }
    Ok(())
}
