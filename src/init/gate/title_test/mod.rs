//! The title test of OpenStack's specs repositories, `tests/test_titles.py`: a Python test that compares two levels of
//! headings with those of a template, or with a list in the test, and looks at lines and names of files. The tests differ,
//! and are copies of each other; what is known is what these copies say.

mod lines;
mod sections;

use std::path::Path;

use regex::Regex;
use toml_edit::Value;

use super::Gate;
use super::python::{Function, functions, literal, split, strings, variables};
use crate::init::draft::Table;
use crate::init::layout::Layout;
use crate::init::survey::Survey;
use crate::init::templates::{Choice, candidates};
use crate::pattern::Glob;

const FILES: [&str; 2] = ["tests/test_titles.py", "tests/test_title.py"];

/// Functions that say nothing by themselves.
const HELPERS: [&str; 9] = [
    "_get_title",
    "_get_titles",
    "_check_titles",
    "create_scenarios",
    "_iterate_files",
    "run",
    "_get_spec_titles",
    "_get_template_titles",
    "__init__",
];

pub(super) fn read(survey: &Survey, layout: &Layout, choice: &Choice<'_>, gate: &mut Gate) {
    let Some((file, source)) = FILES.iter().find_map(|file| Some((*file, survey.text(file)?))) else { return };
    if !source.contains("docutils") {
        return;
    }
    if let Some(pattern) = idle_pattern(survey, &source) {
        gate.notes.push(format!("{file} looks for specs at `{pattern}`, where none is: what it demands is left out"));
        return;
    }
    let functions = functions(&source);
    let mut test = Test { source: &source, functions, layout, gate, file };
    test.gate.read.push(file.to_owned());
    test.gate.judges_sections = true;
    test.sections(choice);
    test.lines();
    test.files();
    test.releases();
    test.unread();
}

/// The pattern by which a test finds specs, if it finds none: such a test passes whatever they are like.
fn idle_pattern(survey: &Survey, source: &str) -> Option<String> {
    let pattern = Regex::new(r#"glob\(\s*['"](specs/[^'"]*[^'"/])['"]"#).ok()?;
    let patterns: Vec<String> = pattern.captures_iter(source).map(|found| found[1].to_owned()).collect();
    let templates: Vec<&Path> = candidates(survey).into_iter().map(|page| &*page.path).collect();
    let is_met = |pattern: &String| {
        let Ok(glob) = Glob::new(&pattern.replace("%s", "*")) else { return true };
        let mut specs = survey.pages.iter().filter(|page| !templates.contains(&&*page.path));
        specs.any(|page| glob.is_match(&page.path))
    };
    let is_idle = !source.contains("os.walk") && !patterns.iter().any(is_met);
    patterns.into_iter().next().filter(|_| is_idle)
}

struct Test<'t> {
    source: &'t str,
    functions: Vec<Function<'t>>,
    layout: &'t Layout,
    gate: &'t mut Gate,
    file: &'static str,
}

impl Test<'_> {
    fn function(&self, name: &str) -> Option<&Function<'_>> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// Whether a method is called somewhere, and not in a comment.
    fn calls(&self, name: &str) -> bool {
        let call = format!("self.{name}(");
        self.functions.iter().any(|function| function.lines.iter().any(|line| line.contains(&call)))
    }

    fn release(&mut self, name: &str) -> &mut Table {
        self.gate.demands.releases.entry(name.to_owned()).or_default()
    }

    /// Releases and files that the test passes over.
    fn releases(&mut self) {
        let file = self.file;
        let mut left_out: Vec<String> = Vec::new();
        let constants = variables(self.source);
        let mut ignore: Vec<String> = Vec::new();
        let conditions: Vec<String> = self
            .functions
            .iter()
            .filter(|function| !function.name.starts_with("_check"))
            .flat_map(Function::passes_over)
            .collect();
        let known = |name: &String| self.layout.releases.contains(name) || self.layout.others.contains(name);
        let all = self.layout.releases.iter().chain(&self.layout.others);
        for condition in &conditions {
            if let Some(name) = condition.strip_prefix("release == ").and_then(|rest| strings(rest).pop()) {
                left_out.push(name);
            } else if let Some(letter) = condition.strip_prefix("release[0] < ").and_then(|rest| strings(rest).pop()) {
                // Numbers come before letters, which the test did not mean.
                let is_before = |name: &&String| name.starts_with(|c: char| c.is_alphabetic()) && **name < letter;
                left_out.extend(all.clone().filter(is_before).cloned());
            } else if split(condition, " or ").iter().all(|part| part.ends_with(" in filename")) {
                let words = split(condition, " or ").into_iter().filter_map(|part| {
                    let word = part.strip_suffix(" in filename")?.trim();
                    strings(word)
                        .pop()
                        .or_else(|| constants.iter().find(|(name, _)| name == word).map(|(_, text)| text.clone()))
                });
                let words: Vec<String> = words.collect();
                left_out.extend(all.clone().filter(|name| words.iter().any(|word| name.contains(&**word))).cloned());
                ignore.extend(words.into_iter().filter(|word| word != "index.rst").map(|word| format!("*{word}*")));
            } else {
                self.gate.unread.push(format!("that it passes over what is `{condition}`"));
            }
        }
        for name in ["exclude_dirs", "ignored_dirs"] {
            left_out.extend(literal(self.source, name).map(strings).unwrap_or_default());
        }
        left_out.retain(|name| known(name));
        for name in left_out {
            let table = self.release(&name);
            table.remark = Some(format!("{file} passes it over."));
            table.say("check", false, "");
        }
        if !ignore.is_empty() {
            self.gate.demands.layout.say("ignore", Value::from_iter(ignore), &format!("{file} passes them over."));
        }
        if self.source.contains("max(subdirs)") {
            self.gate
                .notes
                .push(format!("{file} checks the current release alone; `speclint` without options does, too"));
        }
    }

    /// The methods that are not known.
    fn unread(&mut self) {
        const KNOWN: [&str; 10] = [
            "_check_lines_wrapping",
            "_check_no_cr",
            "_check_no_zwsp",
            "_check_trailing_spaces",
            "_check_file_ext",
            "test_template",
            "test_check_extension",
            "test_check_titles",
            "test_current_cycle_template",
            "test_check_lines_wrapping",
        ];
        let is_known = |name: &str| KNOWN.contains(&name) || HELPERS.contains(&name) || name.starts_with("test_check_");
        let unknown = self.functions.iter().map(|function| function.name).filter(|name| !is_known(name));
        let unknown: Vec<String> = unknown.map(|name| format!("`{name}`")).collect();
        self.gate.unread.extend(unknown);
    }
}
