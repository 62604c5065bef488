//! The numbers of specs: where they have some in their names, a new one gets the next, and says it where they say theirs.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use super::stem;
use crate::document::{Document, MAX_LEN, Metadata, Value};
use crate::files::{self, upstream_paths};
use crate::repository::{Repository, Set};
use crate::rules::SpecFile;

/// How a name is numbered: `0012-nightly-backups`, `eip-20`, `CIP-0001`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered<'n> {
    /// What stands before the number.
    prefix: &'n str,
    digits: &'n str,
    /// Whether a name follows.
    has_name: bool,
}

/// Numbers of more digits are dates.
const MAX_DIGITS: usize = 5;

impl<'n> Numbered<'n> {
    fn of(name: &'n str) -> Option<Self> {
        let start = name.find(|c: char| c.is_ascii_digit())?;
        let len = name[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len() - start);
        let (prefix, digits, rest) = (&name[..start], &name[start..start + len], &name[start + len..]);
        let is_prefix = prefix.is_empty()
            || prefix.ends_with(['-', '_'])
                && prefix.trim_end_matches(['-', '_']).chars().all(|c| c.is_ascii_alphabetic());
        let is_number = len <= MAX_DIGITS && (rest.is_empty() || rest.starts_with(['-', '_']));
        (is_prefix && is_number).then_some(Numbered { prefix, digits, has_name: !rest.is_empty() })
    }

    fn number(&self) -> u32 {
        self.digits.parse().unwrap_or_default()
    }
}

/// A spec's name with the next free number, where most specs of its set have one and it has none: neither a file of the
/// working tree nor one of a branch of the upstream, as far as git knows, has a number so high.
pub(super) fn numbered(repository: &Repository, set: &Set, name: &str) -> Option<String> {
    let names: Vec<String> = repository.listing(set).ok()?.specs.iter().map(|spec| stem(set, &spec.path)).collect();
    let known: Vec<Numbered<'_>> = names.iter().filter_map(|name| Numbered::of(name)).collect();
    if known.len() < 2 || known.len() * 2 <= names.len() {
        return None;
    }
    let (prefix, has_name) = most_frequent(known.iter().map(|own| (own.prefix, own.has_name)))?.0;
    if Numbered::of(name).is_some_and(|own| own.prefix == prefix) {
        return None;
    }
    let is_spec = |path: &Path| path.strip_prefix(&repository.root).is_ok_and(|path| set.holds(path));
    let upstream = upstream_paths(&repository.root).into_iter().filter(|path| is_spec(path));
    let upstream: Vec<String> = upstream.map(|path| stem(set, &path)).collect();
    let all = known.iter().cloned().chain(upstream.iter().filter_map(|name| Numbered::of(name)));
    let last = all.filter(|own| own.prefix == prefix).map(|own| own.number()).max();
    let width = width(known.iter().filter(|own| own.prefix == prefix).map(|own| own.digits));
    let number = format!("{prefix}{:0width$}", last.unwrap_or(0) + 1);
    Some(if has_name { format!("{number}-{name}") } else { number })
}

/// How many digits a number has at least, by others.
fn width<'d>(digits: impl Iterator<Item = &'d str> + Clone) -> usize {
    let is_padded = digits.clone().any(|digits| digits.len() > 1 && digits.starts_with('0'));
    if is_padded { digits.map(str::len).max().unwrap_or(1) } else { 1 }
}

/// What there is most of, and how often.
fn most_frequent<T: Ord>(all: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts.into_iter().max_by_key(|&(_, count)| count)
}

/// What a new spec says of its number.
#[derive(Debug, Default)]
pub(super) struct Numerals {
    /// What its title begins with.
    pub title: Option<String>,
    pub values: Vec<Numeral>,
}

/// A value of metadata with a number.
#[derive(Debug)]
pub(super) struct Numeral {
    pub key: String,
    pub text: String,
    /// A value of another spec that is written so.
    pub like: String,
    /// The whole line, where it is that of front matter.
    pub line: Option<String>,
    /// The keys that follow it.
    pub next: Vec<String>,
}

/// A spec that says its number.
struct Neighbour {
    number: u32,
    name: String,
    title: Option<String>,
    metadata: Metadata,
    /// What the metadata are in.
    source: String,
}

/// So many of the specs with the highest numbers are read.
const NEIGHBOURS: usize = 9;

impl Numerals {
    /// Says the number in a spec's name as most of its neighbours say theirs.
    pub fn of(repository: &Repository, set: &Set, name: &str) -> Self {
        let mut numerals = Numerals::default();
        let Some(own) = Numbered::of(name) else { return numerals };
        let neighbours = neighbours(repository, set, own.prefix);
        let said = |form_of: &dyn Fn(&Neighbour) -> Option<Form>| {
            let forms: Vec<Form> = neighbours.iter().filter_map(form_of).collect();
            let (text, count) = most_frequent(forms.iter().map(|form| &*form.text))?;
            let width = width(forms.iter().filter(|form| form.text == text).map(|form| &*form.digits));
            let number = format!("{:0width$}", own.number());
            (count * 2 > neighbours.len()).then(|| text.replace(NUMBER, &number).replace(NAME, name))
        };
        numerals.title = said(&|it| it.title_form());
        let Some(first) = neighbours.first() else { return numerals };
        for (at, field) in first.metadata.fields.iter().enumerate() {
            let key = &field.name;
            let Some(value) = first.value(key) else { continue };
            let Some(text) = said(&|it| Form::of(&it.value(key)?.text, it)) else { continue };
            let line = &first.source[field.range.clone()];
            let line = line.strip_suffix(&first.source[value.range.clone()]).map(|start| format!("{start}{text}"));
            numerals.values.push(Numeral {
                key: key.clone(),
                text,
                like: first.source[value.range.clone()].to_owned(),
                line: line.filter(|_| first.metadata.block.is_some()),
                next: first.metadata.fields[at + 1..].iter().map(|field| field.name.clone()).collect(),
            });
        }
        numerals
    }
}

/// The specs with the highest numbers after a prefix.
fn neighbours(repository: &Repository, set: &Set, prefix: &str) -> Vec<Neighbour> {
    let listing = repository.listing(set);
    let specs = listing.iter().flat_map(|listing| &listing.specs);
    let mut numbered: Vec<(u32, &SpecFile)> = specs
        .filter_map(|spec| {
            let name = stem(set, &spec.path);
            Some((Numbered::of(&name).filter(|own| own.prefix == prefix)?.number(), spec))
        })
        .collect();
    numbered.sort_by_key(|&(number, _)| Reverse(number));
    let read = |(number, spec)| Neighbour::read(repository, set, number, spec);
    numbered.into_iter().take(NEIGHBOURS).filter_map(read).collect()
}

impl Neighbour {
    fn read(repository: &Repository, set: &Set, number: u32, spec: &SpecFile) -> Option<Self> {
        let text = |path: &Path| files::read_inside(&*repository.files, &repository.root, path, MAX_LEN).ok();
        let source = text(&spec.path)?;
        let document = Document::parse(&*source, spec.format);
        let title = document.outline.title().map(|title| title.text.to_string());
        let name = stem(set, &spec.path);
        match set.metadata_file(spec) {
            Some(beside) => {
                let source = text(&beside)?;
                Some(Neighbour { number, name, title, metadata: Metadata::of_file(&beside, &source), source })
            }
            None => Some(Neighbour { number, name, title, metadata: Metadata::of(&document), source }),
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        match self.metadata.get(key)?.values.as_slice() {
            [value] => Some(value),
            _ => None,
        }
    }
}

/// How a number is said: `TEP-0008: `.
struct Form {
    /// With marks for the number and for the name that the file has.
    text: String,
    digits: String,
}

/// They are no characters of texts.
const NUMBER: char = '\u{0}';
const NAME: char = '\u{1}';

impl Form {
    /// How a text says the number of a spec; `None` where it says another one, or none. An address is not made up.
    fn of(text: &str, spec: &Neighbour) -> Option<Self> {
        let mut form = Form { text: String::new(), digits: String::new() };
        // A name that is a number alone is said by that.
        let has_name = spec.name.contains(char::is_alphabetic);
        let text = if has_name { text.replace(&spec.name, &NAME.to_string()) } else { text.to_owned() };
        let mut rest = text.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let len = rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
            let digits = &rest[start..start + len];
            if digits.parse() != Ok(spec.number) {
                return None;
            }
            form.text += &rest[..start];
            form.text.push(NUMBER);
            digits.clone_into(&mut form.digits);
            rest = &rest[start + len..];
        }
        form.text += rest;
        (form.text.contains([NUMBER, NAME]) && !form.text.contains("://")).then_some(form)
    }
}

impl Neighbour {
    /// How the title says the number before its first word.
    fn title_form(&self) -> Option<Form> {
        let title = self.title.as_ref()?;
        let start = title.find(|c: char| c.is_ascii_digit())?;
        let end = title[start..].find(|c: char| !c.is_ascii_digit())? + start;
        let words = title[end..].find(char::is_alphanumeric)? + end;
        Form::of(&title[..words], self)
    }
}
