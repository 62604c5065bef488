//! What a title test demands of lines, and of the names of files.

use regex::Regex;
use toml_edit::{InlineTable, Value};

use super::Test;
use crate::init::gate::exemptions::Exemptions;
use crate::init::gate::python::Function;

impl Test<'_> {
    /// What is demanded of lines.
    pub(super) fn lines(&mut self) {
        if self.calls("_check_no_cr") {
            self.gate.demands.rules.say("carriage-return", "error", "");
        }
        if self.calls("_check_no_zwsp") {
            self.gate.demands.rules.say("zero-width-character", "error", "");
        }
        if self.calls("_check_trailing_spaces") {
            self.gate.demands.rules.say("trailing-whitespace", "error", "");
        }
        let Some(function) = self.function("_check_lines_wrapping").filter(|_| self.calls("_check_lines_wrapping"))
        else {
            return;
        };
        let text = function.text();
        let mut exemptions = Exemptions::default();
        for condition in function.passes_over() {
            exemptions.add(&condition);
        }
        let number = |pattern: &str| -> Option<i64> { Regex::new(pattern).ok()?.captures(&text)?[1].parse().ok() };
        let max =
            number(r"len\(line\) < (\d+)").map(|max| max - 1).or_else(|| number(r"line_limit = (\d+)")).unwrap_or(79);
        if let Some(more) = number(r"line_limit \+= (\d+)") {
            exemptions.patterns.insert(0, format!("^ {{4}}.{{0,{}}}$", max + more - 4));
        }
        if text.contains("code_block = True") {
            exemptions.kinds.extend(["literal-blocks", "tables"]);
            let what = "the test lets all indented lines after a line with `::` be long; here those of literal blocks and tables \
                        may be, so a few lines of notes and nested lists may be reported";
            self.gate.notes.push(format!("{}: {what}", self.file));
        }
        let mut table = InlineTable::new();
        table.insert("max", max.into());
        if !exemptions.kinds.is_empty() {
            table.insert("exempt", Value::from_iter(exemptions.kinds));
        }
        if !exemptions.patterns.is_empty() {
            table.insert("exempt-patterns", Value::from_iter(exemptions.patterns));
        }
        self.gate.demands.rules.say("line-length", table, "");
        let unread = exemptions.unread.iter().map(|condition| format!("that lines may be long if `{condition}`"));
        self.gate.unread.extend(unread);
    }

    /// Which files there may be.
    pub(super) fn files(&mut self) {
        let demands_rst = |function: &Function<'_>| function.text().contains(".endswith(\".rst\")");
        if !self.functions.iter().any(demands_rst) || !self.source.contains("/*\"") && !self.source.contains("os.walk")
        {
            return;
        }
        let mut rst = InlineTable::new();
        rst.insert("allowed", Value::from_iter(["rst"]));
        self.gate.demands.rules.say("file-extension", rst, "");
        // A pattern of two directories says nothing of what is above or below.
        let is_deep = self.source.contains("specs/%s/*/*") || self.source.contains("specs/*/*/*");
        let mut others = InlineTable::new();
        others.insert("level", "error".into());
        let allowed: &[&str] = if is_deep { &["redirects", "*/*/**"] } else { &["*/**"] };
        others.insert("allowed", Value::from_iter(allowed.iter().copied()));
        self.gate.demands.rules.say("unexpected-file", others, "");
    }
}
