//! How far a spec is, and what a template would do to specs, in a line above the document.

use std::collections::HashSet;

use super::commands::{ADD_MISSING, SHOW_FAILING};
use super::protocol::{CodeLens, Command, Position};
use super::transport::value;
use super::view::{Held, View};
use crate::document::SectionId;
use crate::output::count;

/// The lenses of a document.
pub(super) fn lenses(view: &View) -> Vec<CodeLens> {
    let command = match view.held() {
        Ok(Some(held)) => Some((progress(&held), ADD_MISSING)),
        _ => view.home.as_ref().and_then(|home| home.impact.as_ref()).map(|impact| (impact.summary(), SHOW_FAILING)),
    };
    let lens = |(title, command): (String, &str)| {
        let arguments = Some(vec![value(&view.uri)]);
        let command = Command { title, command: command.to_owned(), arguments, tooltip: None };
        CodeLens { range: view.range(0..0), command: Some(command), data: None }
    };
    debug_assert_eq!(view.range(0..0).start, Position { line: 0, character: 0 });
    command.map(lens).into_iter().collect()
}

/// `7 of 11 sections, 2 empty`: of the sections that the template demands.
fn progress(held: &Held) -> String {
    let (template, standing) = (held.template(), &held.standing);
    let outline = &template.document.outline;
    let there: HashSet<SectionId> = standing.pairs.iter().map(|(model, _)| *model).collect();
    // What lies in a section that may be left out is demanded only where that is there.
    let mut demanded: HashSet<SectionId> = HashSet::new();
    for id in outline.section_ids() {
        let parent = outline.parent(id);
        let is_asked = parent.is_none_or(|parent| demanded.contains(&parent) || there.contains(&parent));
        if is_asked && template.compares_under(parent) && !template.demand(id).optional {
            demanded.insert(id);
        }
    }
    let done = demanded.intersection(&there).count();
    let empty = standing.pairs.iter().filter(|(_, spec)| standing.document.outline.is_bare(*spec)).count();
    let sections = format!("{done} of {}", count(demanded.len(), "section"));
    if empty > 0 { format!("{sections}, {empty} empty") } else { sections }
}
