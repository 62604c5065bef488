#![doc = include_str!("../../docs/rules/metadata.md")]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::captures::{Captures, comparable};
use super::options::options;
use super::{Context, FileFinding, Finding, RuleTable, SetFiles, Subject, Words};
#[cfg(feature = "cli")]
use super::{Level, Rule};
use crate::compare::fewest_moves;
use crate::document::{Document, Field, Metadata, Value};
use crate::nearest::nearest;
use crate::pattern::ValuePattern;

options! {
    /// Options of `metadata`.
    MetadataOptions {
        /// What is said of each key; with `order`, in the order in which they stand in specs.
        keys: Keys = Keys::over,
        /// What becomes of keys that the table does not have (`"allow"`).
        other_keys: OtherKeys,
        /// Whether keys stand in the order of the table, each once (false).
        order: bool,
        /// The name of a file beside each spec that holds its metadata (none: the spec itself holds them).
        file: BesideName,
    }
}

/// What is demanded of keys, in the order of the table.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<(String, KeyDemands)>);

/// What is demanded of a key.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeyDemands {
    /// Whether it has to be there, with a value (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether it may be there without a value (false if it is required, else true).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
    /// Regular expressions of which one matches the whole value (any value).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<ValuePattern>>,
    /// Regular expressions of which none matches the whole value (none).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Vec<ValuePattern>>,
    /// Whether no two specs of a set may have the same value (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
}

/// What becomes of keys that the table does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OtherKeys {
    /// They are welcome.
    Allow,
    /// They are reported.
    Refuse,
}

/// The name of a file in the directory of a spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BesideName(pub String);

/// A file beside a spec that holds its metadata.
#[derive(Debug)]
pub struct MetadataFile {
    /// Its text.
    pub source: Arc<str>,
    /// What it says.
    pub metadata: Metadata,
}

/// What the rules that look at all specs of a set know of one of them.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The values of keys that are to be unique, by key.
    unique: Vec<(String, String)>,
}

impl<'de> Deserialize<'de> for BesideName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let is_name = !name.trim().is_empty() && !name.contains(['/', '\\']) && name != "." && name != "..";
        if !is_name {
            return Err(de::Error::custom(format!("`{name}` is no name of a file beside a spec, such as `kep.yaml`")));
        }
        Ok(BesideName(name))
    }
}

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table;

        impl<'de> Visitor<'de> for Table {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a table of keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys: Vec<(Spanned<String>, KeyDemands)> = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    keys.push(entry);
                }
                // Tables have no order of their own.
                keys.sort_by_key(|(key, _)| key.span().start);
                Ok(Keys(keys.into_iter().map(|(key, demands)| (key.into_inner(), demands)).collect()))
            }
        }

        deserializer.deserialize_map(Table)
    }
}

impl Serialize for Keys {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, demands) in &self.0 {
            map.serialize_entry(key, demands)?;
        }
        map.end()
    }
}

impl Keys {
    /// Whether none is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These demands in addition to those of `base`, whose keys come first.
    fn over(&self, base: &Self) -> Self {
        let mut keys = base.0.clone();
        for (key, own) in &self.0 {
            match keys.iter_mut().find(|(other, _)| other.eq_ignore_ascii_case(key)) {
                Some((_, demands)) => *demands = own.over(demands),
                None => keys.push((key.clone(), own.clone())),
            }
        }
        Keys(keys)
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &KeyDemands)> {
        self.0.iter().map(|(key, demands)| (key.as_str(), demands))
    }

    /// The place in the table of the key that speaks of a field, or of what is in it.
    fn position(&self, field: &Field) -> Option<usize> {
        let is_of =
            |key: &str| field.is_named(key) || key.split_once('.').is_some_and(|(outer, _)| field.is_named(outer));
        self.iter().position(|(key, _)| is_of(key))
    }
}

impl KeyDemands {
    fn over(&self, base: &Self) -> Self {
        KeyDemands {
            required: self.required.or(base.required),
            empty: self.empty.or(base.empty),
            values: self.values.clone().or_else(|| base.values.clone()),
            not: self.not.clone().or_else(|| base.not.clone()),
            unique: self.unique.or(base.unique),
        }
    }
}

impl MetadataOptions {
    fn keys(&self) -> impl Iterator<Item = (&str, &KeyDemands)> {
        self.keys.iter().flat_map(Keys::iter)
    }

    fn unique_keys(&self) -> impl Iterator<Item = &str> {
        self.keys().filter(|(_, demands)| demands.unique == Some(true)).map(|(key, _)| key)
    }

    /// Whether it says something of metadata.
    pub fn says_something(&self) -> bool {
        let has_keys = self.keys.as_ref().is_some_and(|keys| !keys.is_empty());
        has_keys || self.other_keys == Some(OtherKeys::Refuse)
    }
}

/// The keys of which something is demanded, and whether specs may have them: those that the template has, and those of
/// which it is said whether they are required. Of a template without metadata that cannot be told.
///
/// `conditions`: keys that `[when]` asks for.
pub(crate) fn stated_keys(rules: &RuleTable, conditions: &[String], template: &Metadata) -> Vec<(String, bool)> {
    let options = &rules.metadata.0;
    let is_of_template = |key: &str| template.fields.is_empty() || template.get(key).is_some();
    let is_said = |demands: &KeyDemands| demands.required.is_some() || options.other_keys == Some(OtherKeys::Refuse);
    let is_known = |key: &str| {
        let mut own = options.keys().filter(|(own, _)| own.eq_ignore_ascii_case(key));
        is_of_template(key) || own.any(|(_, demands)| is_said(demands))
    };
    let keys = options.keys().map(|(key, _)| key).chain(conditions.iter().map(String::as_str));
    keys.map(|key| (key.to_owned(), is_known(key))).collect()
}

/// What a spec says of itself: what the file beside it says, where there is one.
pub(crate) fn metadata_of<'m>(document: &Document, beside: Option<&'m MetadataFile>) -> Cow<'m, Metadata> {
    match beside {
        Some(file) => Cow::Borrowed(&file.metadata),
        None => Cow::Owned(Metadata::of(document)),
    }
}

/// What the rules about all specs of a set have to know of one of them.
pub(crate) fn facts(rules: &RuleTable, metadata: &Metadata) -> Facts {
    let values = |key: &str| {
        let values = metadata.all(key).into_iter().flat_map(|field| &field.values);
        let values = values.filter(|value| !value.text.is_empty());
        values.map(|value| (key.to_owned(), comparable(&value.text).to_owned())).collect::<Vec<_>>()
    };
    Facts { unique: rules.metadata.0.unique_keys().flat_map(values).collect() }
}

/// Whether rules look at all specs of a set.
pub(crate) fn wants_facts(rules: &RuleTable) -> bool {
    rules.metadata.0.unique_keys().next().is_some()
}

/// What the named groups of the values' patterns match, after those of the file's name.
pub(super) fn captures(cx: &Context<'_>) -> Captures {
    let mut captures = Captures::of_file_name(cx.rules, cx.spec);
    for (key, demands) in cx.rules.metadata.0.keys() {
        for value in values(cx.spec_metadata(), key) {
            let patterns = demands.values.iter().flatten();
            if let Some((pattern, found)) = patterns.filter_map(|it| Some((it, it.captures(&value.text)?))).next() {
                captures.add(pattern.regex(), &found, &format!("`{key}`"));
            }
        }
    }
    captures
}

fn values<'m>(metadata: &'m Metadata, key: &str) -> impl Iterator<Item = &'m Value> {
    metadata.all(key).into_iter().flat_map(|field| &field.values)
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let metadata = cx.spec_metadata();
    if let Some((range, reason)) = &metadata.error {
        return found.push(unreadable(range.clone(), reason));
    }
    let options = &cx.rules.metadata.0;
    let mut captures = Captures::of_file_name(cx.rules, cx.spec);
    for (key, demands) in options.keys() {
        let is_required = demands.required == Some(true);
        match metadata.get(key) {
            None if is_required => found.push(missing(cx, key)),
            Some(field) if field.is_empty() && !demands.empty.unwrap_or(!is_required) => {
                let message = format!("`{key}` has no value");
                found.push(finding(key, field.range.clone(), message, "nothing after the name", "give it one"));
            }
            _ => {}
        }
        for value in values(metadata, key).filter(|value| !value.text.is_empty()) {
            check_value(key, demands, value, &mut captures, found);
        }
    }
    if options.other_keys == Some(OtherKeys::Refuse) {
        refuse_others(metadata, options, found);
    }
    if options.order == Some(true) {
        check_order(metadata, options, found);
    }
}

/// A finding about metadata that cannot be read.
pub(crate) fn unreadable(range: Range<usize>, reason: &str) -> Finding {
    Finding {
        range,
        owner: None,
        subject: Subject::Alike,
        message: format!("the metadata cannot be read: {reason}"),
        label: "here".into(),
        help: "correct it; quotes around a value help where it has a colon".into(),
        fix: None,
    }
}

fn finding(key: &str, range: Range<usize>, message: String, label: &str, help: impl Into<Words>) -> Finding {
    let subject = Subject::Named(key.into());
    Finding { range, owner: None, subject, message, label: label.into(), help: help.into(), fix: None }
}

fn missing(cx: &Context<'_>, key: &str) -> Finding {
    let metadata = cx.spec_metadata();
    let start = metadata.fields.first().map_or_else(|| place(cx), |field| field.range.start);
    let names = metadata.fields.iter().map(|field| field.name.as_str());
    let near = nearest(key, names).map(|near| format!("; did you mean it by `{near}`?")).unwrap_or_default();
    let line = if cx.beside.is_some() { format!("{key}: …") } else { cx.document.field(key, "…") };
    let message = format!("`{key}` is missing from the metadata");
    finding(key, start..start, message, "the metadata belongs here", format!("write `{line}`{near}"))
}

/// Where metadata belong: under the title, or where there is none at the top.
fn place(cx: &Context<'_>) -> usize {
    if cx.beside.is_some() {
        return 0;
    }
    let source = &*cx.document.source;
    let Some(title) = cx.document.outline.title() else { return cx.document.head().start };
    let body = &source[title.body.clone()];
    let blank: usize = body.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    title.body.start + blank
}

/// Whether the rule, if it is on, allows a value of a key.
#[cfg(feature = "cli")]
pub(crate) fn allows(rules: &RuleTable, key: &str, value: &str) -> bool {
    let is_on = rules.level(Rule::Metadata) != Level::Off;
    let demands = rules.metadata.0.keys().find(|(own, _)| is_on && own.eq_ignore_ascii_case(key));
    demands.is_none_or(|(_, demands)| {
        let is_refused = demands.not.iter().flatten().any(|pattern| pattern.matches(value));
        !is_refused
            && demands.values.as_ref().is_none_or(|allowed| allowed.iter().any(|pattern| pattern.matches(value)))
    })
}

/// A value that is not empty: whether a key has one is a matter of `required` and `empty`.
fn check_value(key: &str, demands: &KeyDemands, value: &Value, captures: &mut Captures, found: &mut Vec<Finding>) {
    let text = &value.text;
    if let Some(pattern) = demands.not.iter().flatten().find(|pattern| pattern.matches(text)) {
        let help = format!("write another; it must not match `{}`", pattern.text);
        return found.push(finding(key, value.range.clone(), no_value(text, key), "this value", help));
    }
    let Some(allowed) = &demands.values else { return };
    let mut matches = allowed.iter().filter_map(|pattern| Some((pattern, pattern.captures(text)?)));
    let Some((pattern, groups)) = matches.next() else {
        let words: Vec<String> = allowed.iter().map(|pattern| format!("`{}`", pattern.text)).collect();
        let help = format!("allowed: {}", words.join(", "));
        return found.push(finding(key, value.range.clone(), no_value(text, key), "this value", help));
    };
    if let Some(other) = captures.disagreement(pattern.regex(), &groups) {
        let help = "correct one of the two";
        found.push(finding(key, value.range.clone(), other.in_words(), "this value", help));
    }
    captures.add(pattern.regex(), &groups, &format!("`{key}`"));
}

fn no_value(value: &str, key: &str) -> String {
    format!("`{value}` is no value of `{key}`")
}

/// Reports keys that the table does not have.
fn refuse_others(metadata: &Metadata, options: &MetadataOptions, found: &mut Vec<Finding>) {
    let keys = options.keys.clone().unwrap_or_default();
    for field in metadata.fields.iter().filter(|field| keys.position(field).is_none()) {
        let name = &field.name;
        let help = match nearest(name, keys.iter().map(|(key, _)| key)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "remove it; `rules.metadata.keys` says which keys there are".to_owned(),
        };
        let message = format!("`{name}` is no key of the metadata");
        found.push(finding(name, field.range.clone(), message, "this key", help));
    }
}

/// Reports keys that stand twice, and those that do not stand in the order of the table, as few as possible.
fn check_order(metadata: &Metadata, options: &MetadataOptions, found: &mut Vec<Finding>) {
    let keys = options.keys.clone().unwrap_or_default();
    let known: Vec<(&Field, usize)> =
        metadata.fields.iter().filter_map(|field| Some((field, keys.position(field)?))).collect();
    let mut seen = HashSet::new();
    for (field, _) in known.iter().filter(|(_, position)| !seen.insert(*position)) {
        let message = format!("`{}` stands twice", field.name);
        found.push(finding(&field.name, field.range.clone(), message, "this key", "leave one of them out"));
    }
    let positions: Vec<usize> = known.iter().map(|(_, position)| *position).collect();
    let moves = fewest_moves(&positions);
    for &at in &moves {
        let (field, position) = known[at];
        let stays = |other: &usize| !moves.contains(other) && known[*other].1 < position;
        let help = match (0..known.len()).filter(stays).max_by_key(|&other| known[other].1) {
            Some(other) => format!("it belongs after `{}`", known[other].0.name),
            None => "it belongs before all others".to_owned(),
        };
        let message = format!("`{}` is out of order", field.name);
        found.push(finding(&field.name, field.range.clone(), message, "this key", help));
    }
}

/// Reports specs that have a value which has to be unique, and which another spec has as well.
pub(super) fn check_set<'l>(files: &SetFiles<'l>, _: &RuleTable) -> Vec<FileFinding<'l>> {
    let mut holders: HashMap<&(String, String), Vec<&Path>> = HashMap::new();
    let mut own: BTreeMap<&Path, &Facts> = BTreeMap::new();
    for (spec, facts) in files.all.iter().zip(files.facts) {
        own.insert(&spec.path, facts);
        facts.unique.iter().for_each(|unique| holders.entry(unique).or_default().push(&spec.path));
    }
    let mut findings = Vec::new();
    for spec in files.specs {
        for unique in own.get(&*spec.path).into_iter().flat_map(|facts| &facts.unique) {
            let Some(other) = holders[unique].iter().copied().find(|path| *path != spec.path) else { continue };
            let (key, value) = unique;
            findings.push(FileFinding {
                path: &spec.path,
                subject: Some(key.as_str().into()),
                message: format!("another spec has `{value}` as `{key}`"),
                help: Words::of(["give one of the two another; the other is ".into(), other.to_owned().into()]),
            });
        }
    }
    findings
}
