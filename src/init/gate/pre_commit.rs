//! The hooks that run before each commit.

use super::Gate;
use crate::init::scaffold::HOOK;
use crate::init::survey::Survey;
use crate::rules::Rule;

const FILE: &str = ".pre-commit-config.yaml";

/// Hooks that mend what a rule reports.
const MENDING: [(&str, Rule); 2] =
    [("trailing-whitespace", Rule::TrailingWhitespace), ("mixed-line-ending", Rule::CarriageReturn)];

pub(super) fn read(survey: &Survey, gate: &mut Gate) {
    let Some(text) = survey.text(FILE) else { return };
    let hooks: Vec<&str> =
        text.lines().filter_map(|line| line.trim_start().strip_prefix("- id:")).map(str::trim).collect();
    gate.mended = MENDING.into_iter().filter(|(hook, _)| hooks.contains(hook)).map(|(_, rule)| rule).collect();
    if !text.contains("speclint") {
        gate.notes.push(format!("to run it before each commit, add to `repos` in {FILE}:\n{HOOK}"));
    }
}
