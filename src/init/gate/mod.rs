//! What the repository demands of its specs today, by tools of its own.

mod eipw;
mod exemptions;
mod markdownlint;
mod pre_commit;
mod preamble;
mod python;
mod sphinx;
mod title_test;

use super::draft::Draft;
use super::layout::Layout;
use super::survey::Survey;
use super::templates::Choice;
use crate::check::Report;
use crate::nearest::list;
use crate::rules::Rule;

/// The demands of a repository's gates, in the words of `release.toml`.
#[derive(Debug, Default)]
pub(super) struct Gate {
    pub demands: Draft,
    /// The files that were read.
    pub read: Vec<String>,
    /// What of them was not understood.
    pub unread: Vec<String>,
    /// Whether it says which sections are welcome, and in which order.
    pub judges_sections: bool,
    /// Rules for what its hooks mend before each commit.
    pub mended: Vec<Rule>,
    /// What else is to be known.
    pub notes: Vec<String>,
}

/// Reads the gates of a repository.
pub(super) fn read(survey: &Survey, layout: &Layout, choice: &Choice<'_>) -> Gate {
    let mut gate = Gate::default();
    title_test::read(survey, layout, choice, &mut gate);
    eipw::read(survey, choice, &mut gate);
    markdownlint::read(survey, choice, &mut gate);
    sphinx::read(survey, layout, choice, &mut gate);
    pre_commit::read(survey, &mut gate);
    gate
}

impl Gate {
    /// Adds the demands to a draft.
    pub fn put_into(&self, draft: &mut Draft) {
        let mut demands = self.demands.clone();
        let current = draft.current.as_ref().map(|current| &current.name);
        // The current release cannot be left out.
        demands.releases.retain(|release, table| current != Some(release) || !table.has("check"));
        draft.add(demands);
    }

    /// Makes errors of what hooks mend, where no spec has it; `false`: there is no such hook.
    pub fn keep_mended(&self, report: &Report, draft: &mut Draft) -> bool {
        let has = |rule: Rule| report.files.iter().flat_map(|file| &file.diagnostics).any(|one| one.rule == rule);
        let before = draft.rules.lines.len();
        for rule in self.mended.iter().filter(|rule| !has(**rule)) {
            draft.rules.say(rule.name(), "error", "A hook of .pre-commit-config.yaml mends it.");
        }
        draft.rules.lines.len() > before
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
