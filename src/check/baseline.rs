//! Diagnostics that were there when speclint was adopted, which a check does not report again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsString;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

#[cfg(feature = "cli")]
use super::Report;
use crate::config::SpecSet;
use crate::error::Error;
use crate::files::{MAX_BASELINE, read_inside};
use crate::paths::{unfollowed, with_slashes};
#[cfg(feature = "cli")]
use crate::repository::Owner;
use crate::repository::{BASELINE, Repository};
use crate::rules::{Diagnostic, Fingerprint};

const VERSION: u32 = 2;

/// The recorded diagnostics, by the path of their file relative to the repository's root, with `/` between its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<String, Record>);

/// The recorded diagnostics of a file. A diagnostic is known by its fingerprint; equal ones are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record(BTreeMap<Mark, usize>);

/// A fingerprint as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    rule: String,
    /// The keys of the section that the subject lies in, and the subject, joined by ` > `; empty where a rule has no
    /// subjects.
    subject: String,
}

/// What is recorded of a file and a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recorded {
    /// The file, relative to the root of the repository, with `/` between its parts.
    pub path: String,
    /// The name of the rule.
    pub rule: String,
    /// What is wrong: headings from the first level down, joined by ` > `. Empty where only the number counts.
    pub subject: String,
    /// How many such diagnostics there are.
    pub count: usize,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    #[serde(flatten)]
    files: BTreeMap<String, BTreeMap<String, Subjects>>,
}

/// What a rule found in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Subjects {
    /// So often.
    Count(usize),
    Named(Vec<String>),
}

/// What the baseline did to a check.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BaselineReport {
    /// How many diagnostics are recorded, and were not reported.
    pub hidden: usize,
    /// How many specs conform only because of that.
    pub specs: usize,
    /// What is recorded and is no more.
    pub gone: Vec<Recorded>,
}

impl BaselineReport {
    /// Adds what another baseline did.
    pub(super) fn add(&mut self, other: BaselineReport) {
        self.hidden += other.hidden;
        self.specs += other.specs;
        self.gone.extend(other.gone);
    }
}

impl Mark {
    fn of(fingerprint: &Fingerprint) -> Self {
        let rule = fingerprint.rule.name().to_owned();
        // Of a rule without subjects only the number counts, wherever in the file its diagnostics are.
        Mark { rule, subject: fingerprint.path().unwrap_or_default() }
    }
}

impl Record {
    /// Takes out of diagnostics what is recorded, and forgets it here; how many there were.
    pub fn hide(&mut self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        // Of equal ones the largest were there first: what a stricter option brings up is smaller.
        let size = |at: &usize| diagnostics[*at].span.as_ref().map_or(0, |span| span.range.len());
        let mut order: Vec<usize> = (0..diagnostics.len()).collect();
        order.sort_by_key(|at| Reverse(size(at)));
        let hidden: HashSet<usize> = order.into_iter().filter(|&at| self.takes(&diagnostics[at])).collect();
        let mut at = 0..;
        diagnostics.retain(|_| !at.next().is_some_and(|at| hidden.contains(&at)));
        hidden.len()
    }

    /// Whether nothing is recorded.
    #[cfg(feature = "texts")]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn takes(&mut self, diagnostic: &Diagnostic) -> bool {
        let count = self.0.get_mut(&Mark::of(&diagnostic.fingerprint)).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    }

    #[cfg(feature = "cli")]
    fn add(&mut self, diagnostic: &Diagnostic) {
        *self.0.entry(Mark::of(&diagnostic.fingerprint)).or_default() += 1;
    }

    #[cfg(feature = "cli")]
    fn subjects(&self) -> BTreeMap<String, Subjects> {
        let mut rules: BTreeMap<String, Subjects> = BTreeMap::new();
        for (Mark { rule, subject }, &count) in &self.0 {
            let named = std::iter::repeat_n(subject.clone(), count);
            match rules.get_mut(rule) {
                Some(Subjects::Named(all)) => all.extend(named),
                // Of a rule with both kinds those without a name come first.
                Some(Subjects::Count(unnamed)) => {
                    let all = std::iter::repeat_n(String::new(), *unnamed).chain(named);
                    let all = all.collect();
                    rules.insert(rule.clone(), Subjects::Named(all));
                }
                None if subject.is_empty() => drop(rules.insert(rule.clone(), Subjects::Count(count))),
                None => drop(rules.insert(rule.clone(), Subjects::Named(named.collect()))),
            }
        }
        rules
    }
}

impl Baseline {
    /// Reads the baseline of a repository; `None` where it has none.
    ///
    /// # Errors
    /// Where the file cannot be read, leads out of the repository, or has a mistake.
    pub(crate) fn load(repository: &Repository) -> Result<Option<Self>, Error> {
        let Repository { root, files, .. } = repository;
        let path = root.join(BASELINE);
        if matches!(files.kind(&path), Ok(None)) {
            return Ok(None);
        }
        let baseline = Self::parse(&path, &read_inside(&**files, root, &path, MAX_BASELINE)?)?;
        Ok(Some(baseline.following(repository)))
    }

    /// This baseline with what is recorded of specs that have moved within their set at their new places. Such a spec
    /// has the name of one that is gone, and no record of its own.
    #[must_use]
    pub(crate) fn following(mut self, repository: &Repository) -> Self {
        let mut gone: BTreeMap<(SpecSet, OsString), Vec<String>> = BTreeMap::new();
        for path in self.0.keys() {
            let whole = repository.root.join(path);
            let is_gone = is_below(path) && matches!(repository.files.kind(&whole), Ok(None));
            let set = if is_gone { repository.set_of(&whole).ok().flatten() } else { None };
            if let (Some(set), Some(name)) = (set, whole.file_name()) {
                gone.entry((set.name.clone(), name.to_owned())).or_default().push(path.clone());
            }
        }
        let sets: BTreeSet<SpecSet> = gone.keys().map(|(set, _)| set.clone()).collect();
        for name in sets {
            let set = repository.set(&name);
            let Ok(listing) = repository.listing(&set) else { continue };
            for spec in &listing.specs {
                let new = relative(&repository.root, &spec.path);
                let file = spec.path.file_name().unwrap_or_default().to_owned();
                let Some(old) = gone.get_mut(&(name.clone(), file)).filter(|_| !self.0.contains_key(&new)) else {
                    continue;
                };
                // Of several the one whose directories are called most alike.
                let Some(at) = (0..old.len()).max_by_key(|&at| (shared_end(&old[at], &new), Reverse(at))) else {
                    continue;
                };
                if let Some(record) = self.0.remove(&old.remove(at)) {
                    self.0.insert(new, record);
                }
            }
        }
        self
    }

    /// This baseline with diagnostics that it does not record yet.
    #[cfg(feature = "cli")]
    #[must_use]
    pub(crate) fn with(mut self, root: &Path, found: Vec<(&Path, &Diagnostic)>) -> Self {
        for (path, diagnostic) in found {
            self.0.entry(relative(root, path)).or_default().add(diagnostic);
        }
        self
    }

    /// Reads the text of a baseline at a path.
    ///
    /// # Errors
    /// Where it has a mistake.
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let help = "`speclint check --write-baseline` writes the file anew";
        let version = toml::from_str::<toml::Table>(text).ok().and_then(|table| table.get("version")?.as_integer());
        if let Some(version) = version.filter(|&version| version != i64::from(VERSION)) {
            let message = format!("a baseline of version {version}; this speclint knows version {VERSION}");
            return Err(Error::new(message).help(help).at(path));
        }
        let table: toml::Table = toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            Error::new(error.message().replace('\n', ": ")).help(help).place(text, span, "here").at(path)
        })?;
        let file: File = toml::from_str(text).map_err(|_| {
            let (message, span) = mistake(&table, text);
            Error::new(message).help(help).place(text, span, "here").at(path)
        })?;
        let mut baseline = Baseline::default();
        for (path, rules) in file.files {
            let record = baseline.0.entry(path).or_default();
            for (rule, subjects) in rules {
                let mark = |subject: String| Mark { rule: rule.clone(), subject };
                match subjects {
                    Subjects::Count(count) => *record.0.entry(mark(String::new())).or_default() += count,
                    Subjects::Named(all) => {
                        all.into_iter().for_each(|subject| *record.0.entry(mark(subject)).or_default() += 1);
                    }
                }
            }
        }
        Ok(baseline)
    }

    /// What is recorded of a file.
    pub fn record(&self, path: &str) -> Record {
        self.0.get(path).cloned().unwrap_or_default()
    }

    /// What is recorded of some files.
    pub(super) fn only(&self, paths: &[String]) -> Self {
        let known = paths.iter().filter_map(|path| Some((path.clone(), self.0.get(path)?.clone())));
        Baseline(known.collect())
    }

    /// The files of which another baseline records something else.
    pub(super) fn differing(&self, other: &Self) -> Vec<String> {
        let paths: BTreeSet<&String> = self.0.keys().chain(other.0.keys()).collect();
        paths.into_iter().filter(|path| self.0.get(*path) != other.0.get(*path)).cloned().collect()
    }

    /// As [`Record::hide`], for a file.
    pub(crate) fn hide(&mut self, path: &str, diagnostics: &mut Vec<Diagnostic>) -> usize {
        self.0.get_mut(path).map_or(0, |record| record.hide(diagnostics))
    }

    /// The diagnostics of a report. What this baseline records of files that were not checked stays.
    #[cfg(feature = "cli")]
    #[must_use]
    pub(crate) fn renewed(mut self, report: &Report, repository: &Repository) -> Self {
        let root = &repository.root;
        let checked = report.checked.iter().chain(report.files.iter().map(|file| &file.path));
        let checked: HashSet<String> = checked.map(|path| relative(root, path)).collect();
        self.0.retain(|path, _| !checked.contains(path) && is_there(root, path));
        // What lies under another configuration has a baseline beside that.
        let is_own = |path: &Path| !matches!(repository.owner(path), Ok(Owner::Nested(_)));
        for file in report.files.iter().filter(|file| is_own(&file.path)) {
            let record = self.0.entry(relative(root, &file.path)).or_default();
            file.diagnostics.iter().for_each(|diagnostic| record.add(diagnostic));
        }
        self
    }

    /// What is left over of files that were checked, or are no more.
    pub(super) fn gone(self, root: &Path, checked: &[PathBuf]) -> Vec<Recorded> {
        let checked: HashSet<String> = checked.iter().map(|path| relative(root, path)).collect();
        let is_gone =
            |entry: &Recorded| entry.count > 0 && (checked.contains(&entry.path) || !is_there(root, &entry.path));
        self.entries().filter(is_gone).collect()
    }

    /// This baseline without what is gone.
    #[must_use]
    pub fn without(mut self, gone: &[Recorded]) -> Self {
        for Recorded { path, rule, subject, count } in gone {
            let Some(record) = self.0.get_mut(path) else { continue };
            let mark = Mark { rule: rule.clone(), subject: subject.clone() };
            let left = record.0.get(&mark).map_or(0, |there| there.saturating_sub(*count));
            if left > 0 {
                record.0.insert(mark, left);
            } else {
                record.0.remove(&mark);
            }
        }
        self.0.retain(|_, record| !record.0.is_empty());
        self
    }

    /// The entries, in the order of files, rules and subjects.
    pub fn entries(self) -> impl Iterator<Item = Recorded> {
        self.0.into_iter().flat_map(|(path, record)| {
            let entry = move |(Mark { rule, subject }, count)| Recorded { path: path.clone(), rule, subject, count };
            record.0.into_iter().map(entry)
        })
    }

    /// The file's text.
    #[cfg(feature = "cli")]
    pub(crate) fn to_toml(&self) -> String {
        let files = self.0.iter().filter(|(_, record)| !record.0.is_empty());
        let files = files.map(|(path, record)| (path.clone(), record.subjects())).collect();
        let head = "# What specs did not conform in when speclint was adopted: a check reports only what is not here.\n\
                    # `speclint check --prune-baseline` takes out what was mended.\n\n";
        // Nothing but tables, strings and numbers, which TOML can say.
        head.to_owned() + &toml::to_string(&File { version: VERSION, files }).unwrap_or_default()
    }
}

/// What is wrong with a baseline that is TOML, and where.
fn mistake(table: &toml::Table, text: &str) -> (String, Range<usize>) {
    let at = |word: &str| text.find(word).map_or(0..0, |start| start..start + word.len());
    if !table.get("version").is_some_and(toml::Value::is_integer) {
        return (format!("no `version`; this speclint knows version {VERSION}"), at("version"));
    }
    for (path, rules) in table.iter().filter(|(key, _)| *key != "version") {
        let Some(rules) = rules.as_table() else {
            return (format!("`{path}` has no table of rules, as a file has"), at(path));
        };
        let is_record = |value: &toml::Value| value.clone().try_into::<Subjects>().is_ok();
        if let Some((rule, _)) = rules.iter().find(|(_, value)| !is_record(value)) {
            return (format!("`{rule}` of `{path}` is neither a count nor a list of subjects"), at(rule));
        }
    }
    ("no baseline".to_owned(), 0..0)
}

/// Whether a path of the baseline is that of a file. What lies outside of the repository is not looked at.
fn is_there(root: &Path, path: &str) -> bool {
    is_below(path) && root.join(path).exists()
}

fn is_below(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// How many parts at the end of two paths are the same.
fn shared_end(one: &str, other: &str) -> usize {
    one.rsplit('/').zip(other.rsplit('/')).take_while(|(a, b)| a == b).count()
}

/// A path as the baseline has it.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    // A text from standard input has the path that it was given; files in memory have no root but an empty one.
    let is_given = path.is_relative() && root.is_absolute();
    let whole = if is_given { unfollowed(path).ok() } else { None };
    let path = whole.unwrap_or_else(|| path.to_owned());
    with_slashes(path.strip_prefix(root).unwrap_or(&path))
}
