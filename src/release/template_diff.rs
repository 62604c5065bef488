//! What a template demands that another did not.

use std::collections::HashMap;

use crate::document::SectionId;
use crate::template::{Demand, Template};

/// A section of two templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Depth in the tree, from 1.
    pub depth: usize,
    pub name: String,
    pub kind: ChangeKind,
}

/// What became of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is as it was; it stands here for what changed below it.
    Same,
    Added,
    Removed,
    /// It is demanded otherwise: `optional, was required`.
    Altered(String),
}

/// The sections that two templates do not demand alike, in the order of the new one, with those that they stand in.
pub fn template_diff(old: &Template, new: &Template) -> Vec<Change> {
    let mut changes = Vec::new();
    level(old, new, (None, None), &mut changes);
    // What is the same is told only where something below it is not.
    let mut kept: Vec<Change> = Vec::new();
    for change in changes.into_iter().rev() {
        let holds = || kept.last().is_some_and(|below| below.depth == change.depth + 1);
        if change.kind != ChangeKind::Same || holds() {
            kept.push(change);
        }
    }
    kept.reverse();
    kept
}

fn level(old: &Template, new: &Template, parents: (Option<SectionId>, Option<SectionId>), into: &mut Vec<Change>) {
    let children = |template: &Template, parent| template.document.outline.children(parent).collect::<Vec<_>>();
    let (before, after) = (children(old, parents.0), children(new, parents.1));
    let mut by_name: HashMap<&str, Vec<SectionId>> = HashMap::new();
    for &id in before.iter().rev() {
        by_name.entry(old.name(id)).or_default().push(id);
    }
    let pairs: Vec<(Option<SectionId>, SectionId)> =
        after.iter().map(|&id| (by_name.get_mut(new.name(id)).and_then(Vec::pop), id)).collect();
    let is_there = |id: SectionId| pairs.iter().any(|(old, _)| *old == Some(id));
    let order: Vec<usize> =
        pairs.iter().filter_map(|(id, _)| before.iter().position(|other| Some(*other) == *id)).collect();
    let moved: Vec<usize> = crate::compare::fewest_moves(&order).into_iter().map(|at| order[at]).collect();
    let mut removed = before.iter().copied().filter(|&id| !is_there(id)).peekable();
    for &(was, id) in &pairs {
        if let Some(was) = was {
            // What stood before it and is no more.
            while let Some(gone) = removed.next_if(|&gone| gone < was) {
                all(old, gone, &ChangeKind::Removed, into);
            }
            let position = before.iter().position(|&other| other == was);
            let mut what = altered(old.demand(was), new.demand(id));
            if position.is_some_and(|at| moved.contains(&at)) {
                what.push("elsewhere in the order".to_owned());
            }
            let kind = if what.is_empty() { ChangeKind::Same } else { ChangeKind::Altered(what.join("; ")) };
            into.push(Change { depth: new.document.outline.depth(id), name: new.name(id).to_owned(), kind });
            level(old, new, (Some(was), Some(id)), into);
        } else {
            all(new, id, &ChangeKind::Added, into);
        }
    }
    removed.for_each(|gone| all(old, gone, &ChangeKind::Removed, into));
}

/// A section with all below it.
fn all(template: &Template, id: SectionId, kind: &ChangeKind, into: &mut Vec<Change>) {
    let outline = &template.document.outline;
    into.extend(outline.subtree(id).map(|id| {
        let optional = if template.demand(id).optional { " (optional)" } else { "" };
        Change { depth: outline.depth(id), name: template.name(id).to_owned() + optional, kind: kind.clone() }
    }));
}

fn altered(old: &Demand, new: &Demand) -> Vec<String> {
    let mut what = Vec::new();
    let mut say = |was: bool, is: bool, yes: &str, no: &str| {
        if was != is {
            what.push(if is { format!("{yes}, was {no}") } else { format!("{no}, was {yes}") });
        }
    };
    say(old.optional, new.optional, "optional", "required");
    say(old.repeat, new.repeat, "any number of times", "once");
    say(old.children.any_order, new.children.any_order, "subsections in any order", "in order");
    what
}
