//! Which sections a title test demands: those of a template, or a list of its own.

use std::collections::BTreeSet;

use regex::Regex;
use toml_edit::Value;

use super::Test;
use crate::init::gate::python::{Function, bracketed, literal, strings, variables};
use crate::init::templates::Choice;

impl Test<'_> {
    /// Two levels of sections, whose order does not count.
    pub(super) fn sections(&mut self, choice: &Choice<'_>) {
        let file = self.file;
        self.gate.demands.sections.say("depth", 2, &format!("{file} throws deeper headings away."));
        let check = self.function("_check_titles").map(Function::text).unwrap_or_default();
        let is_ordered = Regex::new(r"assertEqual\(\s*\[").is_ok_and(|pattern| pattern.is_match(&check));
        if !is_ordered {
            self.gate.demands.rules.say("misordered-section", "off", "Any order.");
        }
        self.gate.demands.rules.say("duplicate-section", "off", "");
        let refuses_others = check.contains("extra_sections")
            || check.contains("sorted(titles")
            || Regex::new(r"assertEqual\(\d+, len\(titles\)\)").is_ok_and(|pattern| pattern.is_match(&check));
        if !refuses_others {
            self.gate.demands.rules.say("extra-section", "off", "More sections are welcome.");
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
            self.gate.demands.sections.say(
                "optional",
                optional.into_iter().collect::<Value>(),
                "What may be left out there.",
            );
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
            self.gate.demands.sections.say("required", missing.into_iter().collect::<Value>(), "Not in the template.");
        }
        closed.dedup();
        if !closed.is_empty() {
            self.gate.demands.sections.say("closed", closed.into_iter().collect::<Value>(), "No others under these.");
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
