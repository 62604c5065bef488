//! What `release.toml` says of sections, beyond the template itself.

use super::{Demand, Extra, SectionDemands, SectionPath, Template, Word};
use crate::document::SectionId;

/// Carries out the statements on a template's demands. What they name and the template has not is added to it, and may
/// stand anywhere among its siblings.
pub(super) fn apply(template: &mut Template, sections: &SectionDemands) {
    template.depth = sections.depth;
    template.levels = sections.levels == Some(true);
    for statement in &sections.statements {
        if matches!(statement.word, Word::Optional | Word::Required) {
            add(template, &statement.path, &statement.word);
        }
        for id in matches(template, &statement.path) {
            let demand = &mut template.demands[id];
            match &statement.word {
                Word::Optional => demand.optional = true,
                // One more of those before it is none that can be missing.
                Word::Required => demand.optional = demand.like.is_some(),
                Word::Repeat => demand.repeat = true,
                Word::AnyOrder => demand.children.any_order = true,
                Word::Open => demand.children.extra = Some(Extra::Welcome),
                Word::Closed => demand.children.extra = Some(Extra::Refused),
                Word::Keep => demand.keep = true,
                Word::Was(former) => demand.former.extend(former.iter().cloned()),
                Word::Match(pattern) => demand.matches(pattern.0.clone()),
            }
        }
    }
}

/// Whether a template has the section at a path. Of one that ends in any section, that it lies in is enough: specs may
/// have sections there that the template has not.
pub(super) fn has(template: &Template, path: &SectionPath) -> bool {
    let outline = &template.document.outline;
    let named: Vec<Option<&str>> = path.headings().collect();
    let end = named.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let is_at = |id: SectionId| {
        let own: Vec<SectionId> = std::iter::successors(Some(id), |&id| outline.parent(id)).collect();
        own.len() == end
            && own
                .iter()
                .rev()
                .zip(&named)
                .all(|(&id, heading)| heading.is_none_or(|heading| template.is_named(id, heading)))
    };
    end == 0 || outline.section_ids().any(is_at)
}

/// The sections of the template at a path.
fn matches(template: &Template, path: &SectionPath) -> Vec<SectionId> {
    let outline = &template.document.outline;
    let is_at = |&id: &SectionId| {
        outline.depth(id) == path.headings().len()
            && std::iter::successors(Some(id), |&id| outline.parent(id))
                .zip(path.headings().rev())
                .all(|(id, heading)| heading.is_none_or(|heading| template.is_named(id, heading)))
    };
    outline.section_ids().filter(is_at).collect()
}

/// Adds what a path names and the template lacks: a section under each parent that is there. An optional one needs its
/// parent to be there; the parents of a required one that are named are required with it.
fn add(template: &mut Template, path: &SectionPath, word: &Word) {
    let headings: Vec<Option<String>> = path.headings().map(|heading| heading.map(str::to_owned)).collect();
    let mut parents = vec![None];
    for (depth, heading) in headings.iter().enumerate() {
        let is_last = depth + 1 == headings.len();
        let mut below = Vec::new();
        // From the last on: what is added shifts the ids of what follows.
        for &parent in parents.iter().rev() {
            let outline = &template.document.outline;
            let there: Vec<SectionId> = match heading {
                None => outline.children(parent).collect(),
                Some(heading) => outline.children(parent).filter(|&id| template.is_named(id, heading)).collect(),
            };
            match heading {
                Some(heading) if there.is_empty() && (is_last || matches!(word, Word::Required)) => {
                    let own = parent.map_or(1, |parent| outline.depth(parent) + 1);
                    let usual = || template.document.format.usual_style(own);
                    let style = template.document.style_at(own, None, None, &[]).unwrap_or_else(usual);
                    let id = template.document.outline.insert(parent, heading, style);
                    template.demands.iter_mut().for_each(|demand| {
                        demand.like = demand.like.map(|like| like + usize::from(like >= id));
                    });
                    template.demands.insert(id, Demand { any_place: true, ..Demand::default() });
                    below.iter_mut().for_each(|later: &mut SectionId| *later += 1);
                    below.push(id);
                }
                _ => below.extend(there.into_iter().rev()),
            }
        }
        below.reverse();
        parents = below.into_iter().map(Some).collect();
    }
}
