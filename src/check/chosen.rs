//! Which rules a check looks at, where somebody chose some.

use super::{Job, Variants};
use crate::error::Error;
use crate::nearest::list;
use crate::rules::{Level, Rule};

/// Rules that were chosen for one check. Whatever is chosen, a spec that cannot be read is reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// These alone; none: all.
    pub select: Vec<Rule>,
    /// But not these.
    pub ignore: Vec<Rule>,
}

impl Chosen {
    /// Whether a rule is looked at.
    pub fn has(&self, rule: Rule) -> bool {
        (self.select.is_empty() || self.select.contains(&rule)) && !self.ignore.contains(&rule)
    }

    /// Whether all rules are.
    pub fn is_all(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    /// What was chosen, in words; `None` where all are.
    pub fn words(&self) -> Option<String> {
        let names = |rules: &[Rule]| {
            let names: Vec<String> = rules.iter().map(|rule| format!("`{}`", rule.name())).collect();
            list(names.iter().map(String::as_str))
        };
        match (self.select.as_slice(), self.ignore.as_slice()) {
            ([], []) => None,
            ([], ignored) => Some(format!("left out by --ignore: {}", names(ignored))),
            (selected, []) => Some(format!("only these rules, by --select: {}", names(selected))),
            (selected, ignored) => {
                let (selected, ignored) = (names(selected), names(ignored));
                Some(format!("only these rules, by --select: {selected}; left out by --ignore: {ignored}"))
            }
        }
    }

    /// Why a check of these rules would find nothing, whatever the specs are: a rule that was selected is off, or none is
    /// left for a set.
    pub(super) fn mistakes(&self, jobs: &[Job], variants: &[Option<Variants<'_>>]) -> Vec<Error> {
        if self.is_all() {
            return Vec::new();
        }
        let is_on = |at: usize, rule: Rule| match &variants[at] {
            Some(variants) => variants.checkers().any(|checker| checker.level(rule) != Level::Off),
            None => jobs[at].set.settings.rules.level(rule) != Level::Off,
        };
        // Of a set with a mistake nothing is checked anyway.
        let sets: Vec<usize> = (0..jobs.len()).filter(|&at| variants[at].is_some() || jobs[at].is_empty()).collect();
        let mut mistakes = Vec::new();
        for &rule in self.select.iter().filter(|rule| self.has(**rule)) {
            if !sets.is_empty() && !sets.iter().any(|&at| is_on(at, rule)) {
                mistakes.push(
                    Error::new(format!("`{}` is off, so it finds nothing", rule.name()))
                        .help("turn it on in the configuration, or select other rules"),
                );
            }
        }
        let is_idle = |at: &usize| !Rule::ALL.iter().any(|&rule| self.has(rule) && is_on(*at, rule));
        if mistakes.is_empty() {
            mistakes.extend(sets.into_iter().filter(is_idle).map(|at| {
                let name = jobs[at].set.name.name();
                let of = if name.is_empty() { String::new() } else { format!(" for {name}") };
                Error::new(format!("none of the chosen rules is on{of}, so nothing can be found"))
                    .help("choose others with `--select` and `--ignore`")
            }));
        }
        mistakes
    }
}
