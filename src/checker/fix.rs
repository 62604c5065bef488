//! The text of a spec with what diagnostics carry carried out.
//!
//! All fixes of a kind are made at once, and what comes of it is proved (`proof.rs`). Where the proof fails, those that
//! are near to where it fails wait until the others are made, else half of them, until what is at fault stands alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::included::refers_to_none;
use super::proof::{Change, Refusal, prove};
use super::rename::{Renamed, renames};
use super::why::Why;
use super::{Checker, Spec};
use crate::compare::titles;
use crate::document::Document;
use crate::edit::{Edit, apply};
use crate::rules::{Diagnostic, Fingerprint, FixKind, Step, in_order};

/// What is to be fixed.
pub struct Wanted<'w> {
    /// Takes out of what is found what nobody is to be told of.
    pub hide: &'w dyn Fn(&mut Vec<Diagnostic>),
    /// Whether the fix of a diagnostic is to be made.
    pub fixes: &'w dyn Fn(&Diagnostic) -> bool,
}

/// A spec with fixes made.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Fixed {
    /// The text with all that was fixed.
    pub text: String,
    /// What was fixed.
    pub fixed: Vec<Diagnostic>,
    /// What is found in the text now; what was refused as well.
    pub left: Vec<Diagnostic>,
    /// What was to be fixed and is not, and why.
    pub refused: Vec<Refused>,
    /// The headings that have other names now, which other documents may refer to.
    pub anchors: Vec<Renamed>,
}

/// A fix that is not made.
#[derive(Debug, Clone)]
pub struct Refused {
    /// What was to be fixed.
    pub diagnostic: Diagnostic,
    /// Why it was not fixed.
    pub why: Why,
}

/// So much work (bytes that are parsed, and a thousand for a finding) is done for any document,
const LEAST_WORK: usize = 1 << 24;

/// and so many times what one check takes. What was made to need more is left, or would hold up all the others.
const MOST_CHECKS: usize = 60;

impl Checker {
    /// Makes the fixes that are wanted, and that give no other text another meaning.
    pub fn fix(&self, spec: &Spec<'_>, wanted: &Wanted<'_>) -> Fixed {
        Fixer::new(self, spec, wanted).run()
    }
}

pub(super) struct Fixer<'f> {
    checker: &'f Checker,
    spec: &'f Spec<'f>,
    wanted: &'f Wanted<'f>,
    /// The document as it is by now, and what is found in it.
    document: Document,
    pub diagnostics: Vec<Diagnostic>,
    done: Fixed,
    refused: HashMap<Name, Why>,
    /// What may be at fault where others are good, and waits until these are made.
    deferred: HashSet<Name>,
    work: usize,
    most_work: usize,
}

/// What a diagnostic is known by while its document is fixed: of a rule without subjects the line counts.
type Name = (Fingerprint, usize);

fn name_of(diagnostic: &Diagnostic) -> Name {
    let line = diagnostic.span.as_ref().map_or(0, |span| span.line);
    let is_named = diagnostic.fingerprint.subject.is_some();
    (diagnostic.fingerprint.clone(), if is_named { 0 } else { line })
}

/// What comes of some fixes.
pub(super) struct Attempt {
    document: Document,
    diagnostics: Vec<Diagnostic>,
    pub anchors: Vec<Renamed>,
    /// In the order of their ranges.
    pub edits: Vec<Edit>,
}

impl<'f> Fixer<'f> {
    pub fn new(checker: &'f Checker, spec: &'f Spec<'f>, wanted: &'f Wanted<'f>) -> Self {
        let mut fixer = Fixer {
            checker,
            spec,
            wanted,
            document: spec.document.clone(),
            diagnostics: Vec::new(),
            done: Fixed::default(),
            refused: HashMap::new(),
            deferred: HashSet::new(),
            work: 0,
            most_work: 0,
        };
        fixer.diagnostics = fixer.check(spec.document);
        fixer.most_work = LEAST_WORK.max(MOST_CHECKS * fixer.size());
        fixer
    }

    /// Whether there may be another attempt.
    pub fn may_try(&self) -> bool {
        self.work < self.most_work
    }

    fn run(mut self) -> Fixed {
        let mut fixed_before = 0;
        loop {
            let batch = self.next_batch();
            if !batch.is_empty() && self.may_try() {
                self.make(batch);
            } else if batch.is_empty() && !self.deferred.is_empty() {
                self.deferred.clear();
            } else if batch.is_empty() && self.done.fixed.len() > fixed_before {
                // What was refused may have stood in the way of something, or something in its way.
                fixed_before = self.done.fixed.len();
                self.refused.clear();
            } else {
                return self.end();
            }
        }
    }

    fn end(mut self) -> Fixed {
        let (diagnostics, refused) = (&self.diagnostics, &mut self.refused);
        let wants = |diagnostic: &&Diagnostic| diagnostic.fix.is_some() && (self.wanted.fixes)(diagnostic);
        for diagnostic in diagnostics.iter().filter(wants) {
            let why = refused.get(&name_of(diagnostic)).cloned().unwrap_or(Why::Work);
            self.done.refused.push(Refused { diagnostic: diagnostic.clone(), why });
        }
        self.done.text = self.document.source.to_string();
        self.done.left = self.diagnostics;
        self.done
    }

    /// What one check of the document takes.
    fn size(&self) -> usize {
        self.document.source.len() + 1_000 * self.diagnostics.len()
    }

    fn check(&self, document: &Document) -> Vec<Diagnostic> {
        let spec = Spec { document, ..*self.spec };
        let mut found = self.checker.check(&spec);
        (self.wanted.hide)(&mut found);
        found
    }

    /// The diagnostics that are fixed next, all by the same kind of fix.
    fn next_batch(&self) -> Vec<Diagnostic> {
        let waits = |name: &Name| self.refused.contains_key(name) || self.deferred.contains(name);
        let can = |diagnostic: &&Diagnostic| {
            diagnostic.fix.is_some() && (self.wanted.fixes)(diagnostic) && !waits(&name_of(diagnostic))
        };
        let candidates: Vec<&Diagnostic> = self.diagnostics.iter().filter(can).collect();
        let Some(first) = candidates.iter().map(|diagnostic| self.turn(diagnostic)).min() else { return Vec::new() };
        let of_turn = candidates.into_iter().filter(|diagnostic| self.turn(diagnostic) == first);
        without_overlaps(of_turn.collect()).into_iter().cloned().collect()
    }

    /// When a fix is made: first those of characters, then headings, then places. The order of an outer level comes
    /// before that of those in it.
    fn turn(&self, diagnostic: &Diagnostic) -> (u8, usize) {
        let depth = |step: &Step| step.parent.map_or(0, |id| self.document.outline.depth(id));
        match diagnostic.fix.as_ref().map(|fix| &fix.kind) {
            Some(FixKind::Characters) | None => (0, 0),
            Some(FixKind::Rename(_)) => (1, 0),
            Some(FixKind::Order(step)) => (2, depth(step)),
            Some(FixKind::Move(_)) => (3, 0),
            Some(FixKind::Add(_)) => (4, 0),
        }
    }

    /// Makes as many of these fixes as can be found to be good.
    fn make(&mut self, mut batch: Vec<Diagnostic>) {
        while self.may_try() {
            let refusal = match self.attempt(&batch) {
                Ok(attempt) => return self.accept(batch, attempt),
                Err(refusal) => refusal,
            };
            let suspects = self.suspects(&batch, &refusal.lines);
            let rule = batch[0].rule;
            let is_of_one_rule = batch.iter().all(|diagnostic| diagnostic.rule == rule);
            let are_all_suspect = suspects.len() == batch.len();
            if batch.len() == 1 || are_all_suspect && is_of_one_rule {
                for diagnostic in &batch {
                    self.refused.insert(name_of(diagnostic), refusal.why.clone());
                }
                return;
            }
            if are_all_suspect {
                // Those of another rule may just stand beside what is at fault.
                batch.retain(|diagnostic| diagnostic.rule == rule);
                continue;
            }
            if suspects.is_empty() {
                batch.truncate(batch.len() / 2);
                continue;
            }
            self.deferred.extend(suspects.iter().map(|&at| name_of(&batch[at])));
            batch.retain(|diagnostic| !self.deferred.contains(&name_of(diagnostic)));
        }
    }

    fn accept(&mut self, batch: Vec<Diagnostic>, attempt: Attempt) {
        self.done.fixed.extend(batch);
        self.done.anchors.extend(attempt.anchors);
        self.document = attempt.document;
        self.diagnostics = attempt.diagnostics;
    }

    /// The fixes of a batch that change something near some lines, by their numbers.
    fn suspects(&self, batch: &[Diagnostic], lines: &[usize]) -> Vec<usize> {
        /// An adornment lies so far from its heading.
        const NEAR: usize = 1;
        if lines.is_empty() {
            return Vec::new();
        }
        let near: HashSet<usize> = lines.iter().flat_map(|line| line.saturating_sub(NEAR)..=line + NEAR).collect();
        let index = self.document.lines();
        let is_near = |diagnostic: &Diagnostic| {
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            edits.into_iter().any(|edit| near.contains(&index.position(edit.range.start).0))
        };
        (0..batch.len()).filter(|&at| is_near(&batch[at])).collect()
    }

    /// What comes of the fixes of a batch, if that is proved to be what they are to do.
    pub fn attempt(&mut self, batch: &[Diagnostic]) -> Result<Attempt, Refusal> {
        self.work += self.size();
        let mut anchors = Vec::new();
        let (edits, change) = match batch.first().and_then(|first| first.fix.as_ref()).map(|fix| &fix.kind) {
            Some(FixKind::Rename(_)) => {
                let headings = edits_of(batch);
                let mut renames = renames(&self.document, &self.spec.file.path, &headings.iter().collect::<Vec<_>>())?;
                let mut edits = headings;
                edits.append(&mut renames.uses);
                anchors = renames.renamed;
                refers_to_none(self.spec, &self.document, &anchors)?;
                (edits, Change::Rename(renames.sections.into_iter().collect()))
            }
            Some(FixKind::Order(_)) => self.order(batch),
            Some(FixKind::Move(_)) => (edits_of(batch), Change::Move(names(batch))),
            Some(FixKind::Add(_)) => (edits_of(batch), Change::Add(names(batch), &self.checker.template)),
            Some(FixKind::Characters) | None => (edits_of(batch), Change::Characters),
        };
        let mut edits = edits;
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        // What is met twice is to be changed once; an insertion is another one each time.
        edits.dedup_by(|one, other| one == other && !one.range.is_empty());
        if edits.windows(2).any(|pair| pair[1].range.start < pair[0].range.end) {
            return Err(Why::Headings.into());
        }
        let document = Document::parse(apply(&self.document.source, &edits), self.document.format);
        prove(&change, &self.document, &document)?;
        let diagnostics = self.check(&document);
        if let Some(new) = new_finding(&self.diagnostics, &diagnostics, batch) {
            let lines = new.span.iter().map(|span| span.line).collect();
            return Err(Refusal { why: Why::Brings(new.message.clone()), lines });
        }
        Ok(Attempt { document, diagnostics, anchors, edits })
    }

    /// The edits that put siblings in order, one for each parent.
    fn order(&self, batch: &[Diagnostic]) -> (Vec<Edit>, Change<'_>) {
        let mut levels: BTreeMap<_, (Vec<Step>, &Diagnostic)> = BTreeMap::new();
        for diagnostic in batch {
            if let Some(FixKind::Order(step)) = diagnostic.fix.as_ref().map(|fix| &fix.kind) {
                levels.entry(step.parent).or_insert_with(|| (Vec::new(), diagnostic)).0.push(*step);
            }
        }
        // A comparison may see a section in what the format makes the title, and the title in what it makes a section.
        let promoted = self.document.outline.promoted();
        let titles = titles(&self.checker.template, &self.document.outline);
        let seen = self.document.with_promoted(titles);
        let title = titles.checked_sub(1);
        let parents = levels.keys().map(|parent| parent.or(title).filter(|&id| id >= promoted)).collect();
        let edits = levels.into_values().flat_map(|(steps, first)| match steps.len() {
            1 => first.fix.clone().map(|fix| fix.edits).unwrap_or_default(),
            _ => in_order(&seen, &steps).into_iter().collect(),
        });
        (edits.collect(), Change::Order(parents))
    }
}

fn edits_of(batch: &[Diagnostic]) -> Vec<Edit> {
    batch.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| fix.edits.clone()).collect()
}

/// The headings that fixes are about.
fn names(batch: &[Diagnostic]) -> HashSet<String> {
    batch.iter().flat_map(headings).cloned().collect()
}

fn headings(diagnostic: &Diagnostic) -> &[String] {
    diagnostic.fix.as_ref().map(|fix| fix.kind.headings()).unwrap_or_default()
}

/// The fixes that can be made at once: of those that change the same text the first. Steps of siblings are taken
/// together, whatever each of them alone would change.
fn without_overlaps(fixes: Vec<&Diagnostic>) -> Vec<&Diagnostic> {
    let kind = |diagnostic: &Diagnostic| diagnostic.fix.as_ref().map(|fix| fix.kind.clone());
    if fixes.first().and_then(|first| kind(first)).is_some_and(|kind| matches!(kind, FixKind::Order(_))) {
        return fixes;
    }
    let mut ranges: Vec<(usize, usize, usize)> = Vec::new();
    for (at, diagnostic) in fixes.iter().enumerate() {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        ranges.extend(edits.map(|edit| (edit.range.start, edit.range.end, at)));
    }
    ranges.sort_unstable();
    let mut left_out = vec![false; fixes.len()];
    let mut last = (0, 0, 0);
    for range in ranges {
        let overlaps = range.0 < last.1 || range.0 == last.0 && range.1 == last.1 && range.0 < range.1;
        if overlaps && range.2 != last.2 {
            left_out[range.2.max(last.2)] = true;
        }
        if range.1 >= last.1 {
            last = range;
        }
    }
    let mut number = 0..fixes.len();
    let mut fixes = fixes;
    fixes.retain(|_| number.next().is_some_and(|at| !left_out[at]));
    fixes
}

/// What is found that was not, but under a section that was given its heading or its place: what stands there was not
/// compared before. And what was to be fixed and is still there.
fn new_finding<'d>(before: &[Diagnostic], after: &'d [Diagnostic], fixed: &[Diagnostic]) -> Option<&'d Diagnostic> {
    let mut counts: HashMap<&Fingerprint, isize> = HashMap::new();
    for diagnostic in before {
        *counts.entry(&diagnostic.fingerprint).or_default() += 1;
    }
    for diagnostic in fixed {
        *counts.entry(&diagnostic.fingerprint).or_default() -= 1;
    }
    let names: HashSet<&str> = fixed.iter().flat_map(headings).map(String::as_str).collect();
    after.iter().find(|diagnostic| {
        let left = counts.entry(&diagnostic.fingerprint).or_default();
        *left -= 1;
        // What is missing from the section lies in it; all else of it would be the fix's fault.
        *left < 0 && !diagnostic.fingerprint.section.iter().any(|key| names.contains(&**key))
    })
}
