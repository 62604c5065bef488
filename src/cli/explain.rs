//! `speclint check --explain`

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{CLEAN, FAILED, fail, print};
use crate::check::{Explanation, Explanations, Request, explain};
use crate::escape::printable;
use crate::output::{ErrorObject, count, write_json};
use crate::paths::{Here, display};
use crate::repository::Repository;
use crate::rules::RuleTable;
use crate::template::{Statement, Understood, Word};

/// So many specs are named one by one.
const NAMED: usize = 3;

/// What applies to specs.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "speclint check --explain --format json")]
pub(super) struct ExplainObject {
    /// Those to which the same applies are together.
    sets: Vec<SetObject>,
    /// The releases that the configuration leaves out of a check of all of them.
    left_out: Vec<String>,
    errors: Vec<ErrorObject>,
}

/// Specs to which the same applies.
#[derive(Serialize, JsonSchema)]
struct SetObject {
    release: Option<String>,
    group: Option<String>,
    /// Whether they are of the current release.
    current: bool,
    directory: String,
    specs: Vec<String>,
    /// The file that says what applies, and its tables that do, as they are written.
    configuration: String,
    tables: Vec<String>,
    /// The metadata by which tables of `[when]` apply.
    metadata: BTreeMap<String, String>,
    /// The table of `[when]` by which they are not checked.
    left_out_by: Option<String>,
    /// What they are held against; null where there is no spec yet.
    template: Option<String>,
    /// What the template says without annotations.
    understood: Vec<UnderstoodObject>,
    /// What the configuration says of sections, by word: `optional`, `required` and so on.
    sections: BTreeMap<&'static str, Vec<String>>,
    /// How many levels of the template hold.
    depth: Option<usize>,
    /// Whether the levels of headings have to be those of the template.
    levels: bool,
    /// The rules by name, with their levels and options.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    rules: RuleTable,
}

/// Something that a template says without an annotation.
#[derive(Serialize, JsonSchema)]
struct UnderstoodObject {
    section: String,
    meaning: &'static str,
    words: String,
    line: usize,
}

impl ExplainObject {
    fn new(explanations: &Explanations) -> Self {
        let here = Here::now();
        ExplainObject {
            sets: explanations.sets.iter().map(|set| SetObject::new(&here, set)).collect(),
            left_out: explanations.left_out.clone(),
            errors: explanations.errors.iter().map(|error| ErrorObject::new(&here, error)).collect(),
        }
    }
}

impl SetObject {
    fn new(here: &Here, explanation: &Explanation) -> Self {
        let mut sections: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for statement in &explanation.settings.sections.statements {
            sections.entry(statement.word.name()).or_default().push(statement.value());
        }
        let understood = explanation.understood.iter().map(|own| UnderstoodObject {
            section: own.section.clone(),
            meaning: own.meaning,
            words: own.words.clone(),
            line: own.line,
        });
        SetObject {
            release: explanation.set.release.clone(),
            group: explanation.set.group.clone(),
            current: explanation.is_current,
            directory: here.relative(&explanation.directory),
            specs: explanation.specs.iter().map(|spec| here.relative(&spec.path)).collect(),
            configuration: here.relative(&explanation.configuration),
            tables: tables(explanation).collect(),
            metadata: explanation.reasons.iter().cloned().collect(),
            left_out_by: explanation.left_out_by.clone(),
            template: explanation.template.as_deref().map(|path| here.relative(path)),
            understood: understood.collect(),
            sections,
            depth: explanation.settings.sections.depth,
            levels: explanation.settings.sections.levels == Some(true),
            rules: explanation.rules.clone(),
        }
    }
}

/// The tables of the configuration that apply, as they are written.
fn tables(explanation: &Explanation) -> impl Iterator<Item = String> {
    let whens = explanation.whens.iter().map(|name| format!("[when.{name}]"));
    explanation.tables.iter().cloned().chain(whens)
}

pub(super) fn run(repository: &Repository, request: &Request, is_json: bool) -> u8 {
    let explanations = explain(repository, request);
    if is_json {
        let code = if explanations.errors.is_empty() { CLEAN } else { FAILED };
        return print(code, |out| write_json(&ExplainObject::new(&explanations), out));
    }
    for error in &explanations.errors {
        fail(error);
    }
    let code = if explanations.errors.is_empty() { CLEAN } else { FAILED };
    let mut text: Vec<String> = explanations.sets.iter().map(describe).collect();
    if !explanations.left_out.is_empty() {
        let names = explanations.left_out.iter().map(String::as_str);
        text.push(format!("left out by release.toml: {}\n", printable(&crate::nearest::list(names))));
    }
    print(code, |out| out.write_all(text.join("\n").as_bytes()))
}

fn describe(explanation: &Explanation) -> String {
    let Explanation { set, settings, rules, template, reasons, left_out_by, understood, specs, .. } = explanation;
    let mut text = match specs.as_slice() {
        named if (1..=NAMED).contains(&named.len()) => {
            named.iter().map(|spec| display(&spec.path) + "\n").collect::<String>()
        }
        many => format!("{} in {}\n", count(many.len(), "spec"), display(&explanation.directory)),
    };
    let mut line = |name: &str, value: &str| text += &format!("  {name:<13}  {}\n", printable(value));
    if let Some(release) = &set.release {
        line("release", &format!("{release}{}", if explanation.is_current { " (the current one)" } else { "" }));
    }
    if let Some(group) = &set.group {
        line("group", group);
    }
    let file = display(&explanation.configuration);
    let tables: String = tables(explanation).map(|table| format!(", {table}")).collect();
    line("configuration", &(file + &tables));
    if !reasons.is_empty() {
        let reasons: Vec<String> = reasons.iter().map(|(key, value)| format!("`{key}` is `{value}`")).collect();
        line("metadata", &reasons.join(", "));
    }
    if let Some(name) = left_out_by {
        line("check", &format!("no, by [when.{name}]"));
        return text;
    }
    line("template", &template.as_deref().map_or_else(|| "none needed yet".to_owned(), display));
    let mut name = "understood";
    for Understood { section, meaning, words, line: number } in understood {
        line(std::mem::take(&mut name), &format!("line {number}: `{section}` is {meaning}: `{words}`"));
    }
    if let Some(depth) = settings.sections.depth {
        line("depth", &format!("{} of the template", count(depth, "level")));
    }
    if settings.sections.levels == Some(true) {
        line("levels", "those of the template's headings");
    }
    for word in Word::NAMES {
        let own = settings.sections.statements.iter().filter(|statement| statement.word.name() == word);
        let own: Vec<String> = own.map(Statement::value).collect();
        if !own.is_empty() {
            line(word, &own.join(", "));
        }
    }
    let rules = toml::Table::try_from(rules).unwrap_or_default();
    let (mut name, names) = ("rules", crate::rules::Rule::ALL.iter().map(|rule| rule.name()));
    for rule in names {
        let Some(options) = rules.get(rule).and_then(toml::Value::as_table) else { continue };
        let value = match options.get("level") {
            Some(level) if options.len() == 1 => level.to_string(),
            _ => toml::Value::Table(options.clone()).to_string(),
        };
        line(std::mem::take(&mut name), &format!("{rule} = {value}"));
    }
    text
}
