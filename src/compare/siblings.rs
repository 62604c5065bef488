//! One level: the sections of the template under a parent, beside those of the spec.

use std::collections::{HashMap, HashSet, VecDeque};

use super::order::fewest_moves;
use super::similar::{Heading, slips};
use super::{Comparison, Destination, Difference};
use crate::document::{Outline, SectionId};
use crate::template::{Extra, Template};

/// The children of a template section beside those of the spec's section that is its pair.
pub(super) struct Siblings {
    template_parent: Option<SectionId>,
    spec_parent: Option<SectionId>,
    pub slots: Vec<Slot>,
    /// Sections that are none of the template's, in document order.
    pub extra: Vec<SectionId>,
}

/// A section of the template, and what the spec has for it.
pub(super) struct Slot {
    pub template: SectionId,
    /// One section, or several of one that is `repeat`.
    found: Vec<SectionId>,
    duplicates: Vec<SectionId>,
    renamed: Option<SectionId>,
    /// The section elsewhere in the spec that has its heading.
    pub misplaced: Option<SectionId>,
}

impl Slot {
    /// Whether it has to be in the spec and is not.
    pub fn is_missing(&self, template: &Template) -> bool {
        let stands_elsewhere = self.renamed.or(self.misplaced).is_some();
        self.found.is_empty() && !stands_elsewhere && !template.demand(self.template).optional
    }

    /// Whether the spec has nothing that stands for it.
    fn is_absent(&self) -> bool {
        self.here().chain(self.misplaced).next().is_none()
    }

    /// What stands for it at this level.
    fn here(&self) -> impl DoubleEndedIterator<Item = SectionId> {
        self.found.iter().copied().chain(self.renamed)
    }
}

/// A missing section of the template and an extra one of the spec that may be meant by it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Near {
    slips: usize,
    slot: usize,
    /// Index of the extra section.
    extra: usize,
}

/// So many extra sections of a level, the first ones, are looked at for a misspelling: a level with more of them is
/// not one with slips in it.
const MAX_EXTRA: usize = 64;

impl Siblings {
    /// The sections with equal headings, of those that do not count for something elsewhere.
    pub fn matched(
        template: &Template,
        spec: &Outline,
        template_parent: Option<SectionId>,
        spec_parent: Option<SectionId>,
        taken: &[bool],
    ) -> Self {
        let slot = |template| Slot { template, found: vec![], duplicates: vec![], renamed: None, misplaced: None };
        let mut slots: Vec<Slot> = template.document.outline.children(template_parent).map(slot).collect();
        let mut extra = Vec::new();
        let mut expected = 0;
        for section in spec.children(spec_parent).filter(|&section| !taken[section]) {
            let is_filled = |slot: usize| !slots[slot].found.is_empty();
            match template.find(template_parent, &spec.section(section).key, expected, is_filled) {
                Some(slot) => {
                    expected = slot + 1;
                    slots[slot].found.push(section);
                }
                None => extra.push(section),
            }
        }
        for slot in &mut slots {
            if slot.found.len() > 1 && !template.demand(slot.template).repeat {
                let counted = most_like(template, spec, slot);
                slot.duplicates = std::mem::replace(&mut slot.found, vec![counted]);
                slot.duplicates.retain(|&id| id != counted);
            }
        }
        Siblings { template_parent, spec_parent, slots, extra }
    }

    /// Which section of the spec is which of the template's: (template, spec).
    pub fn pairs(&self) -> impl Iterator<Item = (SectionId, SectionId)> {
        self.slots.iter().flat_map(|slot| slot.found.iter().map(|&spec| (slot.template, spec)))
    }

    /// Whether an extra section may be meant by one of the template's that is not here.
    pub fn wants_some(&self, template: &Template) -> bool {
        self.slots.iter().any(|slot| self.wants(slot, template))
    }

    /// A section that may be left out is not missed, but what is surely meant by it would be refused.
    fn wants(&self, slot: &Slot, template: &Template) -> bool {
        let is_plain = template.demand(slot.template).pattern.is_none();
        slot.is_missing(template) || slot.is_absent() && is_plain && self.refuses_extra(template)
    }

    /// The duplicates, with the subsections that the counted section has, too.
    pub fn duplicates(&self, template: &Template, spec: &Outline) -> impl Iterator<Item = SectionId> {
        self.slots.iter().filter(|slot| !slot.duplicates.is_empty()).flat_map(move |slot| {
            let there: HashSet<usize> = subsections(template, spec, slot.template, slot.found[0]).into_keys().collect();
            slot.duplicates.iter().flat_map(move |&duplicate| {
                let own = subsections(template, spec, slot.template, duplicate).into_iter();
                let own = own.filter(|(index, _)| there.contains(index)).flat_map(|(_, ids)| ids);
                std::iter::once(duplicate).chain(own).collect::<Vec<_>>()
            })
        })
    }

    /// Gives missing sections the extra siblings whose headings differ in form alone, and returns them:
    /// (template, spec).
    pub fn find_same_but_for_form(&mut self, template: &Template, spec: &Outline) -> Vec<(SectionId, SectionId)> {
        if self.extra.is_empty() || !self.wants_some(template) {
            return Vec::new();
        }
        let names = self.names(template);
        let texts: Vec<Heading> = self.extra.iter().map(|&id| Heading::new(&spec.section(id).key)).collect();
        let mut given = vec![None; texts.len()];
        let mut sought: Vec<bool> = self.slots.iter().map(|slot| self.wants(slot, template)).collect();
        // Equal letters are better evidence than those that are left without numbers and marks.
        for form in [Heading::whole, Heading::bare] {
            let mut by_form: HashMap<&str, VecDeque<usize>> = HashMap::new();
            for (at, text) in texts.iter().enumerate().filter(|&(at, _)| given[at].is_none()) {
                by_form.entry(form(text)).or_default().push_back(at);
            }
            for (slot, name) in names.iter().map(form).enumerate() {
                if sought[slot]
                    && !name.is_empty()
                    && let Some(at) = by_form.get_mut(name).and_then(VecDeque::pop_front)
                {
                    given[at] = Some(slot);
                    sought[slot] = false;
                }
            }
        }
        self.give(&given)
    }

    /// Gives sections the extra siblings that have a heading that was theirs, and returns them: (template, spec). One that
    /// may be missing has them, too.
    pub fn find_former(&mut self, template: &Template, spec: &Outline) -> Vec<(SectionId, SectionId)> {
        let has_former = |slot: &Slot| !template.demand(slot.template).former.is_empty();
        if self.extra.is_empty() || !self.slots.iter().any(has_former) {
            return Vec::new();
        }
        let mut by_form: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, &id) in self.extra.iter().enumerate() {
            by_form.entry(Heading::new(&spec.section(id).key).bare().to_owned()).or_default().push_back(at);
        }
        let mut given = vec![None; self.extra.len()];
        for (slot, wanted) in self.slots.iter().enumerate().filter(|(_, slot)| slot.here().next().is_none()) {
            let former = template.demand(wanted.template).former.iter().map(|name| Heading::new(name));
            let mut former = former.filter(|name| !name.bare().is_empty());
            let found = former.find_map(|name| by_form.get_mut(name.bare())?.pop_front());
            if let Some(at) = found {
                given[at] = Some(slot);
            }
        }
        self.give(&given)
    }

    /// Gives missing sections the extra siblings whose headings are theirs with a slip of the pen, the nearest first,
    /// and returns them: (template, spec).
    pub fn find_misspelt(
        &mut self,
        template: &Template,
        spec: &Outline,
        taken: &[bool],
        mut is_sought: impl FnMut(SectionId) -> bool,
    ) -> Vec<(SectionId, SectionId)> {
        if self.extra.is_empty() {
            return Vec::new();
        }
        let mut sought: Vec<bool> = self.slots.iter().map(|slot| self.wants(slot, template)).collect();
        for (slot, sought) in self.slots.iter().zip(&mut sought) {
            *sought = *sought && is_sought(slot.template);
        }
        if !sought.contains(&true) {
            return Vec::new();
        }
        let names = self.names(template);
        let texts: Vec<(usize, Heading)> = (0..self.extra.len())
            .filter(|&at| !taken[self.extra[at]])
            .take(MAX_EXTRA)
            .map(|at| (at, Heading::new(&spec.section(self.extra[at]).key)))
            .collect();
        let mut all = Vec::new();
        for slot in (0..names.len()).filter(|&slot| sought[slot]) {
            for (extra, text) in &texts {
                let near = slips(&names[slot], text).map(|slips| Near { slips, slot, extra: *extra });
                all.extend(near);
            }
        }
        all.sort_unstable();
        let mut given = vec![None; self.extra.len()];
        for Near { slot, extra, .. } in all {
            if sought[slot] && given[extra].is_none() {
                given[extra] = Some(slot);
                sought[slot] = false;
            }
        }
        self.give(&given)
    }

    /// The template's headings. Where two are told apart by their numbers or marks, these are parts of their names.
    fn names(&self, template: &Template) -> Vec<Heading> {
        let mut names: Vec<Heading> = self.slots.iter().map(|slot| Heading::new(template.key(slot.template))).collect();
        let mut counts: HashMap<String, usize> = HashMap::new();
        names.iter().for_each(|name| *counts.entry(name.bare().to_owned()).or_default() += 1);
        for name in &mut names {
            if counts[name.bare()] > 1 {
                name.need_all();
            }
        }
        names
    }

    /// Takes the extra sections out that were given to a slot, each by its index, and returns them: (template, spec).
    fn give(&mut self, given: &[Option<usize>]) -> Vec<(SectionId, SectionId)> {
        let mut renamed = Vec::new();
        let mut extra = Vec::new();
        for (&id, slot) in self.extra.iter().zip(given) {
            match *slot {
                Some(slot) => {
                    self.slots[slot].renamed = Some(id);
                    renamed.push((self.slots[slot].template, id));
                }
                None => extra.push(id),
            }
        }
        self.extra = extra;
        renamed
    }

    /// The sections that are out of order, in document order, each with the index of its slot.
    fn misordered(&self, template: &Template) -> Vec<(SectionId, usize)> {
        if template.children(self.template_parent).any_order {
            return Vec::new();
        }
        let has_place = |slot: &Slot| !template.demand(slot.template).any_place;
        let mut sequence: Vec<(SectionId, usize)> = Vec::new();
        for (index, slot) in self.slots.iter().enumerate().filter(|(_, slot)| has_place(slot)) {
            sequence.extend(slot.here().map(|id| (id, index)));
        }
        sequence.sort_unstable();
        let moves = fewest_moves(&sequence.iter().map(|&(_, slot)| slot).collect::<Vec<_>>());
        moves.into_iter().map(|at| sequence[at]).collect()
    }

    /// Whether sections that the template has not are errors here.
    fn refuses_extra(&self, template: &Template) -> bool {
        match template.children(self.template_parent).extra {
            Some(extra) => extra == Extra::Refused,
            None => self.template_parent.is_none(),
        }
    }

    /// Adds what is different.
    pub fn report(&self, template: &Template, comparison: &mut Comparison) {
        let Comparison { differences: into, absent, .. } = comparison;
        let misordered = self.misordered(template);
        // The sections that have to be moved themselves say nothing about where a missing one belongs.
        let moves = |id: SectionId| misordered.binary_search_by_key(&id, |&(other, _)| other).is_ok();
        let (mut after, mut after_in_order) = (None, None);
        let mut places = Vec::with_capacity(self.slots.len());
        let place = |after| Destination { parent: self.spec_parent, after };
        for slot in &self.slots {
            places.push(place(after));
            if let Some(spec) = slot.renamed {
                into.push(Difference::Renamed { template: slot.template, spec });
            } else if let Some(spec) = slot.misplaced {
                into.push(Difference::Misplaced { template: slot.template, spec, place: place(after_in_order) });
            } else if slot.is_missing(template) {
                into.push(Difference::Missing { template: slot.template, place: place(after_in_order) });
            }
            if slot.is_absent() {
                absent.push((slot.template, place(after_in_order)));
            }
            after = slot.here().next_back().or(after);
            after_in_order = slot.here().rev().find(|&id| !moves(id)).or(after_in_order);
        }
        for &(spec, slot) in &misordered {
            into.push(Difference::Misordered { template: self.slots[slot].template, spec, place: places[slot] });
        }
        for slot in &self.slots {
            for &spec in &slot.duplicates {
                into.push(Difference::Duplicate { template: slot.template, spec, counted: slot.found[0] });
            }
        }
        if self.refuses_extra(template) {
            let parent = self.template_parent;
            into.extend(self.extra.iter().map(|&spec| Difference::Extra { spec, parent }));
        }
    }
}

/// Of the sections that a slot has, the one with the most of the template's subsections, or the first of them.
fn most_like(template: &Template, spec: &Outline, slot: &Slot) -> SectionId {
    let mut best = (slot.found[0], 0);
    for &id in &slot.found {
        let count = subsections(template, spec, slot.template, id).len();
        if count > best.1 {
            best = (id, count);
        }
    }
    best.0
}

/// The subsections of a section of the spec that one of the template's has, by their index there.
fn subsections(
    template: &Template,
    spec: &Outline,
    parent: SectionId,
    id: SectionId,
) -> HashMap<usize, Vec<SectionId>> {
    let mut found: HashMap<usize, Vec<SectionId>> = HashMap::new();
    if template.compares_under(Some(parent)) {
        for child in spec.children(Some(id)) {
            let is_filled = |index: usize| found.contains_key(&index);
            if let Some(index) = template.find(Some(parent), &spec.section(child).key, 0, is_filled) {
                found.entry(index).or_default().push(child);
            }
        }
    }
    found
}
