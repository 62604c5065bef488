//! eipw, the linter of EIPs: which sections there have to be, in which order those that are known come, and what the
//! preamble says.

use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

use super::Gate;
use super::preamble::{Preamble, is_pattern};
use crate::init::draft::{Draft, key, pattern_of};
use crate::init::survey::Survey;
use crate::init::templates::Choice;
use crate::rules::Rule;

const FILES: [&str; 3] = ["config/eipw.toml", "eipw.toml", ".eipw.toml"];

/// A lint of the configuration.
pub(super) struct Lint<'t> {
    pub kind: &'t str,
    item: &'t Item,
}

impl<'t> Lint<'t> {
    pub fn text(&self, key: &str) -> Option<&'t str> {
        self.item.get(key)?.as_str()
    }

    pub fn number(&self, key: &str) -> Option<i64> {
        self.item.get(key)?.as_integer()
    }

    pub fn texts(&self, key: &str) -> Vec<&'t str> {
        let items = self.item.get(key).and_then(Item::as_array);
        items.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

pub(super) fn read(survey: &Survey, choice: &Choice<'_>, gate: &mut Gate) {
    let Some((file, text)) = FILES.iter().find_map(|file| Some((*file, survey.text(file)?))) else { return };
    let Ok(document) = text.parse::<DocumentMut>() else {
        gate.unread.push(format!("{file}, which is no TOML"));
        return;
    };
    let Some(lints) = document.get("lints").and_then(Item::as_table_like) else { return };
    let lints: Vec<Lint<'_>> = lints.iter().filter_map(|(_, item)| lint(item)).collect();
    gate.read.push(file.to_owned());
    gate.judges_sections = true;
    sections(file, &lints, choice, &mut gate.demands);
    let mut preamble = Preamble::default();
    let mut texts = Texts::default();
    let is_unknown = |lint: &&Lint<'_>| !judges_sections(lint) && !preamble.add(lint) && !texts.add(lint);
    let unknown = lints.iter().filter(is_unknown).count();
    texts.put_into(&mut gate.demands);
    preamble.put_into(file, &mut gate.demands);
    if let Some(modifiers) = document.get("modifiers").and_then(Item::as_array_of_tables) {
        softened(file, &mut modifiers.iter().map(|table| table as &dyn TableLike), &mut gate.demands);
    }
    if unknown > 0 {
        gate.unread.push(format!("{unknown} lints of {file} about links, words and other documents"));
    }
}

fn lint(item: &Item) -> Option<Lint<'_>> {
    Some(Lint { kind: item.get("kind")?.as_str()?, item })
}

fn judges_sections(lint: &Lint<'_>) -> bool {
    ["markdown-section-required", "markdown-section-order"].contains(&lint.kind)
}

fn sections(file: &str, lints: &[Lint<'_>], choice: &Choice<'_>, draft: &mut Draft) {
    let of_kind = |kind: &str| lints.iter().find(|lint| lint.kind == kind).map(|lint| lint.texts("sections"));
    if let Some(required) = of_kind("markdown-section-required") {
        let template = choice.members.iter().flat_map(|page| &page.headings.paths).map(String::as_str);
        let others = template.filter(|path| !path.contains(" > ") && !required.contains(path));
        draft.sections.say("depth", 1, "Subsections are free.");
        draft.sections.say("optional", Value::from_iter(others), &format!("{file} does not demand them."));
    }
    match of_kind("markdown-section-order") {
        Some(_) => draft.rules.say("extra-section", "error", &format!("{file} knows no others.")),
        None => draft.rules.say("extra-section", "off", ""),
    }
}

/// The lints of texts that mean the same here.
#[derive(Default)]
struct Texts(Vec<InlineTable>);

impl Texts {
    fn add(&mut self, lint: &Lint<'_>) -> bool {
        let mut text = InlineTable::new();
        match lint.kind {
            "markdown-section-text" => {
                let (Some(section), Some(exactly)) = (lint.text("section"), lint.text("exactly")) else { return false };
                text.insert("in", section.into());
                let heading = pattern_of(section);
                text.insert("pattern", format!(r"\A(#+ {heading})?\s*{}\s*\z", pattern_of(exactly)).into());
                text.insert("message", format!("`{section}` says something else than `{exactly}`").into());
            }
            "markdown-regex" => {
                // Letters may be those of a link, at which the lint does not look.
                let is_of_signs = |pattern: &&str| !without_escapes(pattern).contains(char::is_alphanumeric);
                let pattern = lint.text("pattern").filter(is_of_signs).filter(|pattern| is_pattern(pattern));
                let Some(pattern) = pattern.filter(|_| lint.text("mode") == Some("excludes")) else { return false };
                text.insert("pattern", pattern.into());
                text.insert("max", 0.into());
                lint.text("message").into_iter().for_each(|message| _ = text.insert("message", message.into()));
            }
            _ => return false,
        }
        self.0.push(text);
        true
    }

    fn put_into(self, draft: &mut Draft) {
        if !self.0.is_empty() {
            draft.rules.say("text", InlineTable::from_iter([("texts", Value::from_iter(self.0))]), "");
        }
    }
}

/// A pattern without characters that are written by their numbers.
fn without_escapes(pattern: &str) -> String {
    let mut parts = pattern.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
}

/// `set-default-annotation`: what is only warned of in documents of a status.
fn softened(file: &str, modifiers: &mut dyn Iterator<Item = &dyn TableLike>, draft: &mut Draft) {
    let text = |table: &dyn TableLike, key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
    let (mut name, mut values) = (None, Vec::new());
    for table in modifiers {
        let is_warning = text(table, "annotation_level").is_some_and(|level| level == "warning");
        let is_default = text(table, "kind").is_some_and(|kind| kind == "set-default-annotation");
        let (Some(key), Some(value)) = (text(table, "name"), text(table, "value")) else { continue };
        if is_warning && is_default && *name.get_or_insert_with(|| key.clone()) == key {
            values.push(pattern_of(&value));
        }
    }
    let Some(name) = name.filter(|_| !values.is_empty()) else { return };
    let when = draft.whens.entry("only-warned".to_owned()).or_default();
    when.remark = Some(format!("{file} only warns of these."));
    when.say(&format!("metadata.{}", key(&name)), Value::from_iter(values), "");
    let rules = [
        Rule::MissingSection,
        Rule::RenamedSection,
        Rule::MisplacedSection,
        Rule::MisorderedSection,
        Rule::ExtraSection,
        Rule::DuplicateSection,
        Rule::EmptyDocument,
    ];
    let warn = InlineTable::from_iter([("level", "warn")]);
    let options = [Rule::Metadata, Rule::FileName, Rule::Text].map(|rule| (rule.name(), Value::from(warn.clone())));
    let levels = rules.map(|rule| (rule.name(), Value::from("warn")));
    let levels: InlineTable = levels.into_iter().chain(options).collect();
    when.say("rules", levels, "");
}
