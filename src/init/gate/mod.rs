//! What the repository demands of its specs today, by tools of its own.

mod exemptions;
mod linters;
mod python;
mod title_test;

use std::collections::BTreeMap;

use super::draft::{Draft, Table};
use super::layout::Layout;
use super::scaffold::HOOK;
use super::survey::Survey;
use super::templates::Choice;
use crate::nearest::list;

/// The demands of a repository's gates, in the words of `release.toml`.
#[derive(Debug, Default)]
pub(super) struct Gate {
    pub layout: Table,
    pub sections: Table,
    pub rules: Table,
    /// By the name or pattern of the release.
    pub releases: BTreeMap<String, Table>,
    /// The files that were read.
    pub read: Vec<String>,
    /// What of them was not understood.
    pub unread: Vec<String>,
    /// Whether it says which sections are welcome, and in which order.
    pub judges_sections: bool,
    /// What else is to be known.
    pub notes: Vec<String>,
}

/// Reads the gates of a repository.
pub(super) fn read(survey: &Survey, layout: &Layout, choice: &Choice<'_>) -> Gate {
    let mut gate = Gate::default();
    title_test::read(survey, layout, choice, &mut gate);
    linters::read(survey, choice, &mut gate);
    gate.notes.extend(pre_commit(survey));
    gate
}

/// How speclint is added to the hooks that are there.
fn pre_commit(survey: &Survey) -> Option<String> {
    const FILE: &str = ".pre-commit-config.yaml";
    let text = survey.text(FILE)?;
    (!text.contains("speclint")).then(|| format!("to run it before each commit, add to `repos` in {FILE}:\n{HOOK}"))
}

impl Gate {
    /// Adds the demands to a draft.
    pub fn put_into(&self, draft: &mut Draft) {
        draft.layout.add(self.layout.clone());
        draft.sections.add(self.sections.clone());
        draft.rules.add(self.rules.clone());
        for (release, table) in &self.releases {
            let is_current = draft.current.as_ref().is_some_and(|current| current.name == *release);
            if !is_current || !table.has("check") {
                draft.releases.entry(release.clone()).or_default().add(table.clone());
            }
        }
    }

    /// What was read, and what could not be.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.read.is_empty() {
            remarks.push(format!(
                "read: {}; what it demands is in `release.toml`",
                list(self.read.iter().map(String::as_str))
            ));
        }
        if !self.unread.is_empty() {
            let what = list(self.unread.iter().map(String::as_str));
            remarks.push(format!("not understood of that, so see whether you need it: {what}"));
        }
        remarks.extend(self.notes.iter().cloned());
        remarks
    }
}
