//! What lints of eipw demand of the preamble, as demands of keys.

use regex::RegexBuilder;
use toml_edit::{InlineTable, Value};

use super::eipw::Lint;
use crate::init::draft::{Draft, key, pattern_of, slug};

/// Names, each with a GitHub name, an address or both.
const AUTHORS: &str = r"(([^()<>,@\s][^()<>,@]*)( \(@[\w-]+\))?( <[^@>][^>]*@[^>]+\.[^>]+>)?(, |$))+";

/// The demands of all lints.
#[derive(Default)]
pub(super) struct Preamble {
    /// The keys that there are, in their order; empty: any others.
    order: Vec<String>,
    keys: Vec<Key>,
    /// Keys that are there in some documents only.
    conditions: Vec<Condition>,
    /// What stands before the number in names of files.
    file_name: Option<String>,
}

#[derive(Default)]
struct Key {
    name: String,
    is_required: bool,
    is_filled: bool,
    values: Vec<String>,
    not: Vec<String>,
}

struct Condition {
    when: String,
    equals: String,
    then: String,
}

impl Preamble {
    /// Takes what a lint demands; `false`: it is about something else, or not understood.
    pub fn add(&mut self, lint: &Lint<'_>) -> bool {
        let Some(demand) = lint.kind.strip_prefix("preamble-") else { return false };
        match demand {
            "order" => self.order = lint.texts("names").into_iter().map(str::to_owned).collect(),
            "required" => lint.texts("names").into_iter().for_each(|name| self.key(name).is_required = true),
            // What follows from the order of keys, or is so for every reader of metadata.
            "no-duplicates" | "trim" => {}
            "required-if-eq" => {
                let [Some(when), Some(equals), Some(then)] = ["when", "equals", "then"].map(|key| lint.text(key))
                else {
                    return false;
                };
                let [when, equals, then] = [when, equals, then].map(str::to_owned);
                self.conditions.push(Condition { when, equals, then });
            }
            _ => return lint.text("name").is_some_and(|name| self.add_of_key(name, demand, lint)),
        }
        true
    }

    fn add_of_key(&mut self, name: &str, demand: &str, lint: &Lint<'_>) -> bool {
        let key = self.key(name);
        match demand {
            "one-of" => key.values = lint.texts("values").into_iter().map(pattern_of).collect(),
            "length" => {
                let (min, max) = (lint.number("min").unwrap_or(0), lint.number("max"));
                key.is_filled |= min > 0;
                let short = if min == 2 { ".".to_owned() } else { format!(".{{1,{}}}", min - 1) };
                key.not.extend((min > 1).then_some(short));
                key.not.extend(max.map(|max| format!(".{{{},}}", max + 1)));
            }
            "regex" => {
                let Some(pattern) = lint.text("pattern").filter(|pattern| is_pattern(pattern)) else {
                    return false;
                };
                match lint.text("mode") {
                    Some("excludes") => key.not.push(anywhere(pattern)),
                    _ => key.values = vec![whole(pattern)],
                }
            }
            "uint" => key.values = vec![r"\d+".to_owned()],
            "uint-list" => key.values = vec![r"\d+(, \d+)*".to_owned()],
            "date" => key.values = vec![r"\d{4}-\d{2}-\d{2}".to_owned()],
            "author" => {
                key.values = vec![AUTHORS.to_owned()];
                // One GitHub name at least.
                key.not.push(r"[^(]*".to_owned());
            }
            "url" if key.values.is_empty() => key.values = vec![r"[A-Za-z][A-Za-z0-9+.-]*:.*".to_owned()],
            // What is more exact is said already, or by `author` and `uint-list`.
            "url" | "list" => {}
            "file-name" => {
                let Some(before) = lint.text("format").and_then(|format| format.strip_suffix("{}")) else {
                    return false;
                };
                key.values = vec![r"(?<number>\d+)".to_owned()];
                self.file_name = Some(before.to_owned());
            }
            _ => return false,
        }
        true
    }

    fn key(&mut self, name: &str) -> &mut Key {
        let at = self.keys.iter().position(|key| key.name == name).unwrap_or_else(|| {
            self.keys.push(Key { name: name.to_owned(), ..Key::default() });
            self.keys.len() - 1
        });
        &mut self.keys[at]
    }

    /// Says it in a draft.
    pub fn put_into(mut self, file: &str, draft: &mut Draft) {
        if !self.order.is_empty() {
            draft.metadata.say("other-keys", "refuse", &format!("{file} knows no others, and their order."));
            draft.metadata.say("order", true, "");
        }
        if let Some(before) = &self.file_name {
            let pattern = format!(r"^{}(?<number>\d+)\.md$", pattern_of(before));
            let remark = "The number is that of the preamble.";
            draft.rules.say("file-name", InlineTable::from_iter([("pattern", pattern)]), remark);
        }
        for name in self.order.clone() {
            self.key(&name);
        }
        let place = |key: &Key| self.order.iter().position(|name| *name == key.name).unwrap_or(usize::MAX);
        let mut keys: Vec<&Key> = self.keys.iter().collect();
        keys.sort_by_key(|key| place(key));
        for own in keys {
            let Some(condition) = self.conditions.iter().find(|condition| condition.then == own.name) else {
                draft.keys.say(&key(&own.name), own.demands(), "");
                continue;
            };
            let nowhere: [(&str, Value); 2] = [("required", false.into()), ("not", Value::from_iter([".*"]))];
            draft.keys.say(&key(&own.name), InlineTable::from_iter(nowhere), "");
            let when = draft.whens.entry(slug(&condition.equals)).or_default();
            when.say(&format!("metadata.{}", key(&condition.when)), one(&condition.equals), "");
            let mut demands = own.demands();
            demands.insert("required", true.into());
            demands.insert("not", own.not.iter().map(String::as_str).collect());
            when.say(&format!("rules.metadata.keys.{}", key(&own.name)), demands, "");
        }
    }
}

impl Key {
    fn demands(&self) -> InlineTable {
        let mut demands = InlineTable::new();
        demands.insert("required", self.is_required.into());
        if self.is_filled && !self.is_required {
            demands.insert("empty", false.into());
        }
        for (name, patterns) in [("values", &self.values), ("not", &self.not)] {
            if !patterns.is_empty() {
                demands.insert(name, patterns.iter().map(String::as_str).collect());
            }
        }
        demands
    }
}

/// Whether a pattern can be read here, too.
pub(super) fn is_pattern(text: &str) -> bool {
    RegexBuilder::new(text).size_limit(1 << 20).build().is_ok()
}

fn one(value: &str) -> Value {
    Value::from_iter([pattern_of(value)])
}

/// A pattern that is looked for in a value, as one for the whole value.
fn anywhere(pattern: &str) -> String {
    let is_plain = !pattern.contains(['|', '^', '$', '(']);
    if is_plain { format!(".*{pattern}.*") } else { format!(".*(?:{pattern}).*") }
}

/// The same of one that may say where the value begins and ends.
fn whole(pattern: &str) -> String {
    let inner = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
    inner.filter(|inner| !inner.contains('|')).map_or_else(|| anywhere(pattern), str::to_owned)
}
