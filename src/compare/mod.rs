//! Template × outline → differences. Pure: it knows nothing of files, rules or output.
//!
//! Sibling lists are compared level by level, from the root: equal headings first, then those that differ in form alone.
//! What is missing then is looked for elsewhere, and among misspelt siblings. The work is linear in the sections: of a
//! level, only so many extra siblings are looked at for a misspelling.

mod order;
mod siblings;
mod similar;

use std::collections::HashMap;

pub(crate) use self::order::fewest_moves;
use self::siblings::Siblings;
pub(crate) use self::similar::plain;
use crate::document::{Outline, SectionId};
use crate::template::{Template, split_marks};

/// What the comparison of a spec with its template finds, before anyone judges it.
///
/// Each section of the spec takes part in one difference at most, but that one may be renamed and misordered at once. A
/// section that is missing, renamed or misplaced does not also report its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// A required section is nowhere in the spec.
    Missing { template: SectionId, place: Destination },
    /// It is missing, but an extra sibling's text is so near that it is surely meant.
    Renamed { template: SectionId, spec: SectionId },
    /// It is in the spec, under another parent or at another depth.
    Misplaced { template: SectionId, spec: SectionId, place: Destination },
    /// It is among its siblings, but out of the template's order.
    Misordered { template: SectionId, spec: SectionId, place: Destination },
    /// It appears twice and is not `repeat`; `counted` is the one with the most of the template's subsections, or the
    /// first of them.
    Duplicate { template: SectionId, spec: SectionId, counted: SectionId },
    /// The template has no such section under `parent` (a section of the template; `None`: at the first level).
    Extra { spec: SectionId, parent: Option<SectionId> },
}

/// A place in the spec where a section belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// The section of the spec that it belongs into; `None`: the document itself.
    pub parent: Option<SectionId>,
    /// The sibling that it belongs after; `None`: it is the first one.
    pub after: Option<SectionId>,
}

impl Destination {
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
    /// The sections of the template that the spec has nowhere, required or not, and where each belongs. What lies in one
    /// of them is not told.
    pub absent: Vec<(SectionId, Destination)>,
    /// Which section of the spec is which of the template's: (template, spec).
    pub pairs: Vec<(SectionId, SectionId)>,
    /// How many of the spec's first headings are title and subtitle: those that the format promoted, but for one that is
    /// a section of the template, or one that only a text before it keeps from being promoted.
    pub promoted: usize,
}

/// Compares a spec's outline with its template.
pub fn compare(template: &Template, spec: &Outline) -> Comparison {
    let promoted = titles(template, spec);
    let mut seen;
    let mut spec = spec;
    if promoted != spec.promoted() {
        seen = spec.clone();
        seen.promote(promoted);
        spec = &seen;
    }
    let mut search = Search::new(template, spec);
    let mut at = 0;
    while at < search.levels.len() {
        search.find_same_but_for_form(at);
        at += 1;
    }
    if search.levels.iter().any(|level| level.wants_some(template)) {
        search.find_elsewhere_and_misspelt();
    }
    let mut comparison = Comparison { promoted, ..Comparison::default() };
    for level in &search.levels {
        comparison.pairs.extend(level.pairs());
        level.report(template, &mut comparison);
    }
    comparison
}

/// How many headings are title and subtitle. A lone section is promoted by its format, and a section nevertheless if its
/// author means one: it has the key of a first-level section of the template, and none of those below it has. If one of
/// those below it has, it is the title, even where something before it keeps its format from promoting it.
pub(crate) fn titles(template: &Template, spec: &Outline) -> usize {
    let promoted = spec.promoted();
    let slots: Vec<SectionId> = template.document.outline.roots().collect();
    let is_section = |&id: &SectionId| {
        let slot = template.find(None, &spec.section(id).key, 0, |_| false);
        slot.is_some_and(|slot| template.demand(slots[slot]).pattern.is_none())
    };
    if promoted == 0 {
        let is_title = spec.lone() > 0 && spec.children(Some(0)).any(|id| is_section(&id));
        return usize::from(is_title);
    }
    match spec.roots().any(|id| is_section(&id)) {
        true => promoted,
        false => (0..promoted).rfind(is_section).unwrap_or(promoted),
    }
}

/// A comparison on its way.
struct Search<'c> {
    template: &'c Template,
    spec: &'c Outline,
    /// The first level, and those under the sections that were found; a parent's before its children's.
    levels: Vec<Siblings>,
    /// By id, the sections of the spec that count for something.
    taken: Vec<bool>,
}

impl<'c> Search<'c> {
    /// With all sections whose heading and place are right.
    fn new(template: &'c Template, spec: &'c Outline) -> Self {
        let mut search = Search { template, spec, levels: Vec::new(), taken: vec![false; spec.headings().len()] };
        search.add_level(None, None);
        search
    }

    /// Matches the sections under a pair, and those under the pairs that it finds.
    fn add_level(&mut self, template: Option<SectionId>, spec: Option<SectionId>) {
        let mut next = self.levels.len();
        self.levels.push(Siblings::matched(self.template, self.spec, template, spec, &self.taken));
        while next < self.levels.len() {
            let level = &self.levels[next];
            let pairs: Vec<_> = level.pairs().collect();
            // Of what stands under a duplicate, all that the counted section has, too, belongs to the duplicate.
            let duplicates: Vec<_> = level.duplicates(self.template, self.spec).collect();
            pairs.iter().map(|&(_, id)| id).chain(duplicates).for_each(|id| self.taken[id] = true);
            for (template, spec) in pairs {
                if self.template.compares_under(Some(template)) {
                    let level = Siblings::matched(self.template, self.spec, Some(template), Some(spec), &self.taken);
                    self.levels.push(level);
                }
            }
            next += 1;
        }
    }

    fn find_same_but_for_form(&mut self, at: usize) {
        let found = self.levels[at].find_same_but_for_form(self.template, self.spec);
        self.take_all(found);
        let found = self.levels[at].find_former(self.template, self.spec);
        self.take_all(found);
    }

    /// From the first level down, as what stands under a section that is found belongs to it.
    fn find_elsewhere_and_misspelt(&mut self) {
        let mut elsewhere: HashMap<&str, Vec<SectionId>> = HashMap::new();
        for id in self.spec.section_ids().rev().filter(|&id| !self.taken[id]) {
            elsewhere.entry(split_marks(&self.spec.section(id).key).name).or_default().push(id);
        }
        let known = self.levels.len();
        let mut at = 0;
        while at < self.levels.len() {
            if at >= known {
                let taken = &self.taken;
                self.levels[at].extra.retain(|&id| !taken[id]);
                self.find_same_but_for_form(at);
            }
            // An equal heading elsewhere is better evidence than a similar one here.
            self.find_misspelt(at, &mut elsewhere, false);
            self.find_misplaced(at, &mut elsewhere);
            self.find_misspelt(at, &mut elsewhere, true);
            at += 1;
        }
        for level in &mut self.levels {
            level.extra.retain(|&id| !self.taken[id]);
        }
    }

    /// `all`: also for the sections that may be elsewhere.
    fn find_misspelt(&mut self, at: usize, elsewhere: &mut HashMap<&str, Vec<SectionId>>, all: bool) {
        let (template, taken) = (self.template, &self.taken);
        let is_sought = |id: SectionId| all || next_untaken(elsewhere, template.key(id), taken).is_none();
        let found = self.levels[at].find_misspelt(template, self.spec, taken, is_sought);
        self.take_all(found);
    }

    /// For required sections that are missing where they belong, the sections elsewhere that have their heading.
    fn find_misplaced(&mut self, at: usize, elsewhere: &mut HashMap<&str, Vec<SectionId>>) {
        for slot in 0..self.levels[at].slots.len() {
            let wanted = &self.levels[at].slots[slot];
            let id = wanted.template;
            if wanted.is_missing(self.template)
                && self.template.demand(id).pattern.is_none()
                && let Some(found) = next_untaken(elsewhere, self.template.key(id), &self.taken)
            {
                self.levels[at].slots[slot].misplaced = Some(found);
                self.take(id, found);
            }
        }
    }

    fn take_all(&mut self, found: Vec<(SectionId, SectionId)>) {
        found.into_iter().for_each(|(template, spec)| self.take(template, spec));
    }

    /// Notes that a section counts for one of the template's, whose subsections it has to have.
    fn take(&mut self, template: SectionId, spec: SectionId) {
        self.taken[spec] = true;
        if self.template.compares_under(Some(template)) {
            self.add_level(Some(template), Some(spec));
        }
    }
}

/// The first section of a key that counts for nothing yet.
fn next_untaken(elsewhere: &mut HashMap<&str, Vec<SectionId>>, key: &str, taken: &[bool]) -> Option<SectionId> {
    let all = elsewhere.get_mut(key)?;
    while all.last().is_some_and(|&id| taken[id]) {
        all.pop();
    }
    all.last().copied()
}
