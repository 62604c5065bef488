//! `speclint check --explain`

use super::{CLEAN, FAILED, fail, print};
use crate::check::{Explanation, Request, explain};
use crate::escape::printable;
use crate::output::count;
use crate::paths::display;
use crate::repository::Repository;
use crate::template::{Statement, Understood, Word};

/// So many specs are named one by one.
const NAMED: usize = 3;

pub(super) fn run(repository: &Repository, request: &Request) -> u8 {
    let explanations = explain(repository, request);
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
    let Explanation { set, settings, rules, template, whens, reasons, left_out_by, understood, specs, .. } =
        explanation;
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
    let whens = whens.iter().map(|name| format!("[when.{name}]"));
    let tables: String = explanation.tables.iter().cloned().chain(whens).map(|table| format!(", {table}")).collect();
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
