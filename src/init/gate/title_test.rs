//! The title test of OpenStack's specs repositories, `tests/test_titles.py`: a Python test that compares two levels of
//! headings with those of a template, or with a list in the test, and looks at lines and names of files. The tests differ,
//! and are copies of each other; what is known is what these copies say.

use std::collections::BTreeSet;

use regex::Regex;
use toml_edit::{InlineTable, Value};

use super::Gate;
use super::exemptions::Exemptions;
use super::python::{Function, bracketed, functions, literal, split, strings, variables};
use crate::init::draft::Table;
use crate::init::layout::Layout;
use crate::init::survey::Survey;
use crate::init::templates::Choice;

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

    /// Two levels of sections, whose order does not count.
    fn sections(&mut self, choice: &Choice<'_>) {
        let file = self.file;
        self.gate.sections.say("depth", 2, &format!("{file} throws deeper headings away."));
        let check = self.function("_check_titles").map(Function::text).unwrap_or_default();
        let is_ordered = Regex::new(r"assertEqual\(\s*\[").is_ok_and(|pattern| pattern.is_match(&check));
        if !is_ordered {
            self.gate.rules.say("misordered-section", "off", "Any order.");
        }
        self.gate.rules.say("duplicate-section", "off", "");
        let refuses_others = check.contains("extra_sections")
            || check.contains("sorted(titles")
            || Regex::new(r"assertEqual\(\d+, len\(titles\)\)").is_ok_and(|pattern| pattern.is_match(&check));
        if !refuses_others {
            self.gate.rules.say("extra-section", "off", "More sections are welcome.");
        }
        let mut optional: Vec<String> = Vec::new();
        let named = literal(self.source, "OPTIONAL_SECTIONS").map(strings).unwrap_or_default();
        optional.extend(named);
        let below = self.source.find("OPTIONAL_SUBSECTIONS = ").map(|at| &self.source[at..]);
        let below = below.and_then(bracketed).map(strings).unwrap_or_default();
        optional.extend(below.iter().map(|name| format!("* > {name}")));
        // A list to which those of the template are added: what may be there besides.
        if check.contains("old += expect") {
            optional.extend(literal(&check, "old").map(strings).unwrap_or_default());
        }
        if let Ok(pattern) = Regex::new(r#"OPTIONAL_SUBSECTIONS\['([^']+)'\] = (\([^)]*\))"#) {
            for found in pattern.captures_iter(self.source) {
                let names = strings(&found[2]).into_iter().map(|name| format!("* > {name}"));
                self.release(&found[1]).say("sections.optional", names.collect::<Value>(), "");
            }
        }
        let template = TemplateSections::of(choice);
        self.required(&check, &template, &mut optional);
        optional.retain(|path| template.may_have(path));
        optional.dedup();
        if !optional.is_empty() {
            self.gate.sections.say("optional", optional.into_iter().collect::<Value>(), "What may be left out there.");
        }
    }

    /// Sections that the test itself lists: the template's others may be left out.
    fn required(&mut self, check: &str, template: &TemplateSections, optional: &mut Vec<String>) {
        let names = variables(check);
        let resolve = |word: &str| {
            let own = strings(word).into_iter().next();
            own.or_else(|| names.iter().find(|(name, _)| name == word.trim()).map(|(_, text)| text.clone()))
        };
        let mut required: BTreeSet<String> = BTreeSet::new();
        let mut closed: Vec<String> = Vec::new();
        if let Ok(pattern) = Regex::new(r"assertIn\(\s*([^,]+),\s*titles(?:\[([^\]]+)\])?") {
            for found in pattern.captures_iter(check) {
                let Some(name) = resolve(&found[1]) else { continue };
                match found.get(2).and_then(|parent| resolve(parent.as_str())) {
                    Some(parent) => required.extend([format!("{parent} > {name}")]),
                    None if found.get(2).is_none() => required.extend([name]),
                    None => {}
                }
            }
        }
        if let Ok(pattern) = Regex::new(r"assertEqual\((\d+), len\(titles\[([^\]]+)\]\)") {
            closed.extend(pattern.captures_iter(check).filter_map(|found| resolve(&found[2])));
        }
        if let Ok(pattern) = Regex::new(r"(?s)assertEqual\(\s*(\[[^\]]*\]),\s*titles\[([^\]]+)\]") {
            for found in pattern.captures_iter(check) {
                let Some(parent) = resolve(&found[2]) else { continue };
                required.extend(strings(&found[1]).into_iter().map(|name| format!("{parent} > {name}")));
                closed.push(parent);
            }
        }
        required.extend(literal(check, "expected_titles").map(strings).unwrap_or_default());
        required.extend(self.table());
        if required.is_empty() {
            return;
        }
        let others =
            template.paths.iter().filter(|path| !required.contains(*path) && !template.is_below_other(path, &required));
        optional.extend(others.cloned());
        let missing: Vec<String> = required.iter().filter(|path| !template.paths.contains(path)).cloned().collect();
        if !missing.is_empty() {
            self.gate.sections.say("required", missing.into_iter().collect::<Value>(), "Not in the template.");
        }
        closed.dedup();
        if !closed.is_empty() {
            self.gate.sections.say("closed", closed.into_iter().collect::<Value>(), "No others under these.");
        }
    }

    /// `TITLES = {'Proposed Change': ['Alternatives'], …}`
    fn table(&self) -> Vec<String> {
        let Some(table) = literal(self.source, "TITLES") else { return Vec::new() };
        let Ok(pattern) = Regex::new(r#"(?s)['"]([^'"]+)['"]\s*:\s*(\[[^\]]*\])"#) else { return Vec::new() };
        let rows = pattern.captures_iter(table).flat_map(|found| {
            let parent = found[1].to_owned();
            let below = strings(&found[2]).into_iter().map(|name| format!("{} > {name}", &found[1]));
            std::iter::once(parent).chain(below).collect::<Vec<_>>()
        });
        rows.collect()
    }

    /// What is demanded of lines.
    fn lines(&mut self) {
        if self.calls("_check_no_cr") {
            self.gate.rules.say("carriage-return", "error", "");
        }
        if self.calls("_check_no_zwsp") {
            self.gate.rules.say("zero-width-character", "error", "");
        }
        if self.calls("_check_trailing_spaces") {
            self.gate.rules.say("trailing-whitespace", "error", "");
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
        self.gate.rules.say("line-length", table, "");
        let unread = exemptions.unread.iter().map(|condition| format!("that lines may be long if `{condition}`"));
        self.gate.unread.extend(unread);
    }

    /// Which files there may be.
    fn files(&mut self) {
        let demands_rst = |function: &Function<'_>| function.text().contains(".endswith(\".rst\")");
        if !self.functions.iter().any(demands_rst) || !self.source.contains("/*\"") && !self.source.contains("os.walk")
        {
            return;
        }
        let mut rst = InlineTable::new();
        rst.insert("allowed", Value::from_iter(["rst"]));
        self.gate.rules.say("file-extension", rst, "");
        // A pattern of two directories says nothing of what is above or below.
        let is_deep = self.source.contains("specs/%s/*/*") || self.source.contains("specs/*/*/*");
        let mut others = InlineTable::new();
        others.insert("level", "error".into());
        let allowed: &[&str] = if is_deep { &["redirects", "*/*/**"] } else { &["*/**"] };
        others.insert("allowed", Value::from_iter(allowed.iter().copied()));
        self.gate.rules.say("unexpected-file", others, "");
    }

    fn release(&mut self, name: &str) -> &mut Table {
        self.gate.releases.entry(name.to_owned()).or_default()
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
            self.gate.layout.say("ignore", Value::from_iter(ignore), &format!("{file} passes them over."));
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

/// The section paths of templates, two levels deep.
struct TemplateSections {
    paths: Vec<String>,
}

impl TemplateSections {
    fn of(choice: &Choice<'_>) -> Self {
        let mut paths: Vec<String> = Vec::new();
        for page in &choice.members {
            for path in &page.headings.paths {
                if !paths.contains(path) {
                    paths.push(path.clone());
                }
            }
        }
        TemplateSections { paths }
    }

    /// Whether a statement of this path would speak of anything.
    fn may_have(&self, path: &str) -> bool {
        match path.strip_prefix("* > ") {
            Some(name) => self.paths.iter().any(|own| own.ends_with(&format!(" > {name}"))),
            None => true,
        }
    }

    /// Whether a path lies below a section that may be left out with all that is in it.
    fn is_below_other(&self, path: &str, required: &BTreeSet<String>) -> bool {
        path.split_once(" > ").is_some_and(|(parent, _)| !required.contains(parent))
    }
}
