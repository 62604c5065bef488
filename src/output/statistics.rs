//! What is found most: a line for each rule and section, with the number of specs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use super::short::Short;
use super::{Format, Shown};
use crate::check::Report;
use crate::escape::printable;
use crate::rules::Rule;

/// The same wrong in several specs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The rule that finds it.
    pub rule: Rule,
    /// What it is about: the path of a section, or the name of a text. `None`: the rule alone tells.
    pub subject: Option<String>,
    /// In how many files it is found,
    pub files: usize,
    /// and how often.
    pub findings: usize,
    /// How many of them carry a fix.
    pub fixable: usize,
}

/// The causes of a report's findings, those of the most files first.
pub fn causes(report: &Report) -> Vec<Cause> {
    struct Count<'r> {
        files: BTreeSet<&'r Path>,
        findings: usize,
        fixable: usize,
    }
    let mut counts: BTreeMap<(Rule, Option<String>), Count<'_>> = BTreeMap::new();
    for file in &report.files {
        for diagnostic in &file.diagnostics {
            let key = (diagnostic.rule, diagnostic.fingerprint.path());
            let count = counts.entry(key).or_insert_with(|| Count { files: BTreeSet::new(), findings: 0, fixable: 0 });
            count.files.insert(&file.path);
            count.findings += 1;
            count.fixable += usize::from(diagnostic.fix.is_some());
        }
    }
    let cause = |((rule, subject), Count { files, findings, fixable }): (_, Count<'_>)| Cause {
        rule,
        subject,
        files: files.len(),
        findings,
        fixable,
    };
    let mut causes: Vec<Cause> = counts.into_iter().map(cause).collect();
    causes.sort_by_key(|cause| (Reverse(cause.files), Reverse(cause.findings)));
    causes
}

/// A table in place of the findings.
pub struct Statistics;

impl Format for Statistics {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let causes = causes(shown.report);
        if causes.is_empty() {
            return Ok(());
        }
        let width = causes.iter().map(|cause| cause.rule.name().len()).max().unwrap_or_default();
        writeln!(out, "specs  findings  fixable  {:width$}  section", "rule")?;
        for Cause { rule, subject, files, findings, fixable } in &causes {
            let subject = printable(subject.as_deref().unwrap_or_default()).into_owned();
            let line = format!("{files:5}  {findings:8}  {fixable:7}  {:width$}  {subject}", rule.name());
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)
    }

    fn write_errors(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        Short.write_errors(shown, out)
    }

    fn write_end(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        Short.write_end(shown, out)
    }
}
