//! What `release.toml` says of sections, beyond the template itself.

use super::{Demand, Extra, Template, split_optional};
use crate::config::{SectionDemands, SectionPath, Word};
use crate::document::SectionId;
use crate::lines::fold_white_space;

/// Carries out the statements on a template's demands. What they name and the template has not is added to it, and may
/// stand anywhere among its siblings.
pub(super) fn apply(template: &mut Template<'_>, sections: &SectionDemands) {
    template.depth = sections.depth;
    for statement in &sections.statements {
        let mut found = matches(template, &statement.path);
        if found.is_empty() && matches!(statement.word, Word::Optional | Word::Required) && statement.path.is_literal()
        {
            found.extend(add(template, &statement.path, statement.word));
        }
        for id in found {
            let demand = &mut template.demands[id];
            match statement.word {
                Word::Optional => demand.optional = true,
                Word::Required => demand.optional = false,
                Word::Repeat => demand.repeat = true,
                Word::AnyOrder => demand.children.any_order = true,
                Word::Open => demand.children.extra = Some(Extra::Welcome),
                Word::Closed => demand.children.extra = Some(Extra::Refused),
            }
        }
    }
}

/// The sections of the template at a path.
fn matches(template: &Template<'_>, path: &SectionPath) -> Vec<SectionId> {
    let outline = &template.document.outline;
    let is_at = |&id: &SectionId| {
        outline.depth(id) == path.headings().len()
            && std::iter::successors(Some(id), |&id| outline.parent(id))
                .zip(path.headings().rev())
                .all(|(id, heading)| heading.is_none_or(|heading| is_named(template, id, heading)))
    };
    outline.section_ids().filter(is_at).collect()
}

fn is_named(template: &Template<'_>, id: SectionId, heading: &str) -> bool {
    let heading = fold_white_space(heading);
    let text = fold_white_space(&template.document.outline.section(id).text);
    heading == text || heading == split_optional(&text).0
}

/// Adds the section at a path. An optional one needs its parent to be there; the parents of a required one are
/// required with it.
fn add(template: &mut Template<'_>, path: &SectionPath, word: Word) -> Option<SectionId> {
    let mut parent = None;
    let last = path.headings().len() - 1;
    for (depth, heading) in path.headings().enumerate() {
        let heading = heading?;
        let outline = &template.document.outline;
        let there = outline.children(parent).find(|&id| is_named(template, id, heading));
        parent = match there {
            Some(id) => Some(id),
            None if depth < last && word == Word::Optional => return None,
            None => {
                let id = template.document.outline.insert(parent, heading);
                template.demands.insert(id, Demand { any_place: true, ..Demand::default() });
                Some(id)
            }
        };
    }
    parent
}
