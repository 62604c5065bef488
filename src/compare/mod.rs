//! Template × outline → differences. Pure: it knows nothing of files, rules or output.
//!
//! Sibling lists are compared level by level, from the root. A level's work is linear in its sections, but for the
//! search for a mistyped heading, which looks at each pair of a missing and an extra sibling.

mod order;
mod similar;

#[cfg(feature = "cli")]
pub(crate) use self::order::fewest_moves;
use std::collections::HashMap;

use crate::document::{Outline, SectionId};
use crate::template::{Extra, Template, split_optional};

/// What the comparison of a spec with its template finds, before anyone judges it.
///
/// Each section of the spec takes part in one difference at most. A section that is missing, renamed or misplaced
/// does not also report its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// A required section is nowhere in the spec.
    Missing { template: SectionId, place: Place },
    /// It is missing, but an extra sibling's text is so near that it is surely meant.
    Renamed { template: SectionId, spec: SectionId },
    /// It is in the spec, under another parent or at another depth.
    Misplaced { template: SectionId, spec: SectionId, place: Place },
    /// It is among its siblings, but out of the template's order.
    Misordered { template: SectionId, spec: SectionId, place: Place },
    /// It appears again and is not `repeat`; `first` is the section that counts.
    Duplicate { template: SectionId, spec: SectionId, first: SectionId },
    /// The template has no such section under `parent` (a section of the template; `None`: at the first level).
    Extra { spec: SectionId, parent: Option<SectionId> },
}

/// A place in the spec where a section belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The section of the spec that it belongs into; `None`: the document itself.
    pub parent: Option<SectionId>,
    /// The sibling that it belongs after; `None`: it is the first one.
    pub after: Option<SectionId>,
}

impl Place {
    /// The byte offset in the spec where the section would begin.
    pub fn offset(&self, outline: &Outline) -> usize {
        match (self.after, self.parent) {
            (Some(after), _) => outline.end(after),
            (None, Some(parent)) => outline.section(parent).body.end,
            (None, None) => match outline.promoted().checked_sub(1) {
                Some(title) => outline.section(title).body.end,
                None => outline.preamble().end,
            },
        }
    }
}

/// The result of a comparison.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// In the order of the template, level by level.
    pub differences: Vec<Difference>,
    /// Which section of the spec is which of the template's: (template, spec).
    pub pairs: Vec<(SectionId, SectionId)>,
}

/// Compares a spec's outline with its template.
pub fn compare(template: &Template, spec: &Outline) -> Comparison {
    let mut levels = vec![Level::matched(template, spec, None, None)];
    let mut next = 0;
    while next < levels.len() {
        let pairs: Vec<_> = levels[next].pairs().collect();
        let pairs = pairs.into_iter().filter(|&(t, _)| template.compares_under(Some(t)));
        levels.extend(pairs.map(|(t, s)| Level::matched(template, spec, Some(t), Some(s))));
        next += 1;
    }
    // An equal heading elsewhere is better evidence than a similar one here, but for case and punctuation.
    for level in &mut levels {
        level.find_renamed(template, spec, similar::is_same_but_for_form);
    }
    find_misplaced(template, spec, &mut levels);
    for level in &mut levels {
        level.find_renamed(template, spec, similar::is_misspelt);
    }
    leave_under_renamed(spec, &mut levels);
    let mut comparison = Comparison::default();
    for level in &levels {
        comparison.pairs.extend(level.pairs());
        level.report(template, &mut comparison.differences);
    }
    comparison
}

/// The children of a template section beside those of the spec's section that is its pair.
struct Level {
    template_parent: Option<SectionId>,
    spec_parent: Option<SectionId>,
    slots: Vec<Slot>,
    /// Further sections of a template section that is not `repeat`: (index of the slot, section).
    duplicates: Vec<(usize, SectionId)>,
    /// Sections that are none of the template's.
    extra: Vec<SectionId>,
    /// Sections that are out of order, in document order: (index of the slot, section).
    misordered: Vec<(usize, SectionId)>,
}

/// A section of the template, and what the spec has for it.
struct Slot {
    template: SectionId,
    found: Vec<SectionId>,
    renamed: Option<SectionId>,
    /// The section elsewhere in the spec that has its heading.
    misplaced: Option<SectionId>,
}

impl Slot {
    /// Whether it has to be in the spec and is not.
    fn is_missing(&self, template: &Template) -> bool {
        let stands_elsewhere = self.renamed.or(self.misplaced).is_some();
        self.found.is_empty() && !stands_elsewhere && !template.demand(self.template).optional
    }
}

impl Level {
    fn matched(
        template: &Template,
        spec: &Outline,
        template_parent: Option<SectionId>,
        spec_parent: Option<SectionId>,
    ) -> Self {
        let outline = &template.document.outline;
        let slots: Vec<Slot> = outline
            .children(template_parent)
            .map(|template| Slot { template, found: Vec::new(), renamed: None, misplaced: None })
            .collect();
        let mut level = Level {
            template_parent,
            spec_parent,
            duplicates: Vec::new(),
            extra: Vec::new(),
            misordered: Vec::new(),
            slots,
        };
        let mut sequence = Vec::new();
        let mut expected = 0;
        for section in spec.children(spec_parent) {
            let is_filled = |slot: usize| !level.slots[slot].found.is_empty();
            let slot = template.find(template_parent, &spec.section(section).key, expected, is_filled);
            expected = slot.map_or(expected, |slot| slot + 1);
            match slot {
                None => level.extra.push(section),
                Some(slot)
                    if !level.slots[slot].found.is_empty() && !template.demand(level.slots[slot].template).repeat =>
                {
                    level.duplicates.push((slot, section));
                }
                Some(slot) => {
                    level.slots[slot].found.push(section);
                    if !template.demand(level.slots[slot].template).any_place {
                        sequence.push((slot, section));
                    }
                }
            }
        }
        if !template.children(template_parent).any_order {
            let moves = order::fewest_moves(&sequence.iter().map(|&(slot, _)| slot).collect::<Vec<_>>());
            level.misordered = moves.into_iter().map(|at| sequence[at]).collect();
        }
        level
    }

    fn pairs(&self) -> impl Iterator<Item = (SectionId, SectionId)> {
        self.slots.iter().flat_map(|slot| slot.found.iter().map(|&spec| (slot.template, spec)))
    }

    /// Gives missing sections the extra siblings that are meant by them.
    fn find_renamed(&mut self, template: &Template, spec: &Outline, is_meant: fn(&str, &str) -> bool) {
        let Level { slots, extra, .. } = self;
        let missing = slots.iter_mut().filter(|slot| slot.is_missing(template)).collect::<Vec<_>>();
        if missing.is_empty() || extra.is_empty() || missing.len().saturating_mul(extra.len()) > MAX_PAIRS {
            return;
        }
        let mut texts: Vec<(String, SectionId)> =
            extra.iter().map(|&id| (similar::plain(split_optional(&spec.section(id).key).0), id)).collect();
        for slot in missing {
            let name = similar::plain(template.key(slot.template));
            let at = texts.iter().position(|(text, _)| is_meant(&name, text));
            slot.renamed = at.map(|at| texts.remove(at).1);
        }
        *extra = texts.into_iter().map(|(_, id)| id).collect();
    }

    fn report(&self, template: &Template, into: &mut Vec<Difference>) {
        // The sections that have to be moved themselves say nothing about where a missing one belongs.
        let moves = |id: SectionId| self.misordered.binary_search_by_key(&id, |&(_, other)| other).is_ok();
        let (mut after, mut after_in_order) = (None, None);
        let mut places = Vec::with_capacity(self.slots.len());
        let place = |after| Place { parent: self.spec_parent, after };
        for slot in &self.slots {
            places.push(place(after));
            if let Some(spec) = slot.renamed {
                into.push(Difference::Renamed { template: slot.template, spec });
            } else if let Some(spec) = slot.misplaced {
                into.push(Difference::Misplaced { template: slot.template, spec, place: place(after_in_order) });
            } else if slot.is_missing(template) {
                into.push(Difference::Missing { template: slot.template, place: place(after_in_order) });
            }
            after = slot.renamed.or(slot.found.last().copied()).or(after);
            let in_order = slot.found.iter().rev().copied().find(|&id| !moves(id));
            after_in_order = slot.renamed.or(in_order).or(after_in_order);
        }
        for &(slot, spec) in &self.misordered {
            into.push(Difference::Misordered { template: self.slots[slot].template, spec, place: places[slot] });
        }
        for &(slot, spec) in &self.duplicates {
            let Slot { template, ref found, .. } = self.slots[slot];
            into.push(Difference::Duplicate { template, spec, first: found[0] });
        }
        let refused = match template.children(self.template_parent).extra {
            Some(extra) => extra == Extra::Refused,
            None => self.template_parent.is_none(),
        };
        if refused {
            let parent = self.template_parent;
            into.extend(self.extra.iter().map(|&spec| Difference::Extra { spec, parent }));
        }
    }
}

/// What stands under a renamed section belongs to it, and is no other section that is misplaced.
fn leave_under_renamed(spec: &Outline, levels: &mut [Level]) {
    if !levels.iter().any(|level| level.slots.iter().any(|slot| slot.misplaced.is_some())) {
        return;
    }
    let mut under_renamed = vec![false; spec.headings().len()];
    let slots = || levels.iter().flat_map(|level| &level.slots);
    slots().filter_map(|slot| slot.renamed).for_each(|id| under_renamed[spec.subtree(id)].fill(true));
    for slot in levels.iter_mut().flat_map(|level| &mut level.slots) {
        slot.misplaced = slot.misplaced.filter(|&id| !under_renamed[id]);
    }
}

/// Beyond so many pairs of a missing and an extra sibling no mistyped headings are looked for: a document with
/// thousands of foreign headings is not a spec with a slip in it.
const MAX_PAIRS: usize = 1_000_000;

/// For required sections that are missing where they belong, the sections elsewhere that have their heading.
fn find_misplaced(template: &Template, spec: &Outline, levels: &mut [Level]) {
    if !levels.iter().any(|level| level.slots.iter().any(|slot| slot.is_missing(template))) {
        return;
    }
    let mut taken = vec![false; spec.headings().len()];
    for level in levels.iter() {
        let renamed = level.slots.iter().filter_map(|slot| slot.renamed);
        let duplicates = level.duplicates.iter().map(|&(_, spec)| spec);
        level.pairs().for_each(|(_, id)| taken[id] = true);
        // What stands under these belongs to them.
        renamed.chain(duplicates).for_each(|id| taken[spec.subtree(id)].fill(true));
    }
    let mut elsewhere: HashMap<&str, Vec<SectionId>> = HashMap::new();
    for id in spec.section_ids().rev().filter(|&id| !taken[id]) {
        elsewhere.entry(&spec.section(id).key).or_default().push(id);
    }
    for slot in levels.iter_mut().flat_map(|level| &mut level.slots) {
        if slot.is_missing(template) && template.demand(slot.template).pattern.is_none() {
            slot.misplaced = elsewhere.get_mut(template.key(slot.template)).and_then(Vec::pop);
            slot.misplaced.into_iter().for_each(|id| taken[id] = true);
        }
    }
    for level in levels {
        level.extra.retain(|&id| !taken[id]);
    }
}
