//! What depends on the order of a document's parts, when they get another one.

use std::collections::HashMap;

use super::Refusal;
use super::parts::{Mark, Side};
use crate::checker::why::Why;
use crate::document::{ReferenceKind, states};

/// A reference by its place: the part, and its number in it.
type Spot = (usize, usize);

/// Whether all that depends on order means what it meant.
pub(super) fn same_meaning(old: &Side<'_>, new: &Side<'_>, pairs: &[usize]) -> Result<(), Refusal> {
    let order = Order { old, new, pairs };
    order.same_leads()?;
    order.same_states()?;
    order.same_anonymous()?;
    order.same_footnotes()?;
    order.same_among_equals()?;
    order.same_roles()?;
    order.same_contents()?;
    Ok(())
}

struct Order<'o, 'd> {
    old: &'o Side<'d>,
    new: &'o Side<'d>,
    pairs: &'o [usize],
}

impl Order<'_, '_> {
    /// Where a mark of the old document is in the new one.
    fn moved(&self, mark: &Mark) -> Spot {
        (self.pairs[mark.part], mark.number)
    }

    /// Where something may belong to the heading below it, it is still above that heading.
    fn same_leads(&self) -> Result<(), Why> {
        for (at, part) in self.old.parts.iter().enumerate().filter(|(_, part)| part.is_doubtful) {
            if self.pairs[at] != self.pairs[at - 1] + 1 {
                return Err(Why::Doubt(part.line));
            }
        }
        Ok(())
    }

    /// What holds at a part held there before.
    fn same_states(&self) -> Result<(), Why> {
        let of = |side: &Side<'_>| states(&side.turns, side.parts.iter().map(|part| part.heading_start));
        let (old, new) = (of(self.old), of(self.new));
        let is_moved = (0..self.pairs.len()).find(|&at| old[at] != new[self.pairs[at]]);
        let numbers = self.old.turns.iter().find(|turn| turn.numbers_sections());
        if let Some(turn) = numbers {
            return Err(Why::Number { line: self.old.line(turn.at), text: turn.name.clone() });
        }
        let Some(part) = is_moved else { return Ok(()) };
        // The last one before the part is named; where none is, the next one.
        let start = self.old.parts[part].heading_start;
        let before = self.old.turns.partition_point(|turn| turn.at < start);
        let turn = self.old.turns.get(before.saturating_sub(1));
        let (at, name) = turn.map_or((start, ""), |turn| (turn.at, &*turn.name));
        Err(Why::Setting { line: self.old.line(at), name: name.to_owned() })
    }

    /// Anonymous references and their targets belong together by their order.
    fn same_anonymous(&self) -> Result<(), Why> {
        self.same_by_number(|mark| mark.kind == ReferenceKind::Anonymous)
    }

    /// Footnotes without a name do so as well, and are numbered in their order.
    fn same_footnotes(&self) -> Result<(), Why> {
        for name in ["#", "*"] {
            self.same_by_number(|mark| mark.kind == ReferenceKind::Footnote && mark.name == name)?;
        }
        self.same_numbers()
    }

    /// The nth use leads to the nth definition.
    fn same_by_number(&self, is_of_kind: impl Fn(&Mark) -> bool) -> Result<(), Why> {
        let of = |side: &Side<'_>, is_definition: bool| -> Vec<Spot> {
            let marks = side.marks.iter().filter(|mark| is_of_kind(mark) && mark.is_definition == is_definition);
            marks.map(|mark| (mark.part, mark.number)).collect()
        };
        let (new_uses, new_definitions) = (of(self.new, false), of(self.new, true));
        let leads_to: HashMap<Spot, Option<Spot>> =
            new_uses.iter().enumerate().map(|(n, &place)| (place, new_definitions.get(n).copied())).collect();
        let definitions: Vec<&Mark> =
            self.old.marks.iter().filter(|mark| is_of_kind(mark) && mark.is_definition).collect();
        let uses = self.old.marks.iter().filter(|mark| is_of_kind(mark) && !mark.is_definition);
        for (n, own) in uses.enumerate() {
            let target = definitions.get(n).map(|mark| self.moved(mark));
            if leads_to.get(&self.moved(own)).copied().flatten() != target {
                return Err(self.old.reference(own));
            }
        }
        Ok(())
    }

    /// Footnotes have the numbers that they had.
    fn same_numbers(&self) -> Result<(), Why> {
        for (&own, &other) in self.old.numbered.iter().zip(&self.new.numbered) {
            let (own, other) = (&self.old.marks[own], &self.new.marks[other]);
            if own.name != other.name || self.moved(own) != (other.part, other.number) {
                return Err(Why::Number { line: self.old.line(own.at), text: self.old.written(own) });
            }
        }
        Ok(())
    }

    /// Of several definitions of a name, the first is still the first.
    fn same_among_equals(&self) -> Result<(), Why> {
        let of = |side: &Side<'_>| {
            let mut names: HashMap<(ReferenceKind, String), Vec<usize>> = HashMap::new();
            for (at, mark) in side.marks.iter().enumerate() {
                if mark.is_definition && mark.kind != ReferenceKind::Anonymous && mark.kind != ReferenceKind::Role {
                    names.entry((mark.kind, mark.name.clone())).or_default().push(at);
                }
            }
            names
        };
        let new = of(self.new);
        let mut differ: Vec<&Mark> = Vec::new();
        for (name, old) in of(self.old) {
            let Some(new) = new.get(&name).filter(|_| old.len() > 1) else { continue };
            for (&own, &other) in old.iter().zip(new) {
                let (own, other) = (&self.old.marks[own], &self.new.marks[other]);
                if self.moved(own) != (other.part, other.number) {
                    differ.push(own);
                    break;
                }
            }
        }
        differ.into_iter().min_by_key(|mark| mark.at).map_or(Ok(()), |mark| Err(self.old.reference(mark)))
    }

    /// A role is what the last directive before it makes it.
    fn same_roles(&self) -> Result<(), Why> {
        let of = |side: &Side<'_>| {
            let mut last: HashMap<&str, Spot> = HashMap::new();
            let mut uses: HashMap<Spot, Option<Spot>> = HashMap::new();
            for mark in side.marks.iter().filter(|mark| mark.kind == ReferenceKind::Role) {
                let own = (mark.part, mark.number);
                if mark.is_definition {
                    last.insert(&mark.name, own);
                } else {
                    uses.insert(own, last.get(&*mark.name).copied());
                }
            }
            uses
        };
        let (old, new) = (of(self.old), of(self.new));
        for own in self.old.marks.iter().filter(|mark| mark.kind == ReferenceKind::Role && !mark.is_definition) {
            let before = old.get(&(own.part, own.number)).copied().flatten();
            let after = new.get(&self.moved(own)).copied().flatten();
            if before.map(|(part, number)| (self.pairs[part], number)) != after {
                return Err(self.old.reference(own));
            }
        }
        Ok(())
    }

    /// A list of links to sections that was in their order still is.
    fn same_contents(&self) -> Result<(), Why> {
        let source = &*self.old.document.source;
        let headings: HashMap<&str, usize> =
            self.old.marks.iter().filter(|mark| mark.is_heading).map(|mark| (&*mark.name, mark.part)).collect();
        let mut last: Option<(usize, usize)> = None;
        for mark in self.old.marks.iter().filter(|mark| mark.is_of_heading) {
            let line = source[..mark.at].rfind('\n').map_or(0, |at| at + 1);
            let is_item = source[line..].trim_start().starts_with(['-', '*', '+', '|']);
            let is_numbered = source[line..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            let Some(&to) = headings.get(&*mark.name).filter(|_| is_item || is_numbered) else { continue };
            let own = (mark.part, to);
            if let Some((part, before)) = last
                && part == mark.part
                && before < to
                && self.pairs[before] > self.pairs[to]
            {
                return Err(Why::Contents(self.old.line(mark.at)));
            }
            last = Some(own);
        }
        Ok(())
    }
}
