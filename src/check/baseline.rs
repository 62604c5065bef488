//! Diagnostics that were there when speclint was adopted, which a check does not report again.

use std::collections::{BTreeMap, HashSet};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Report;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::files::{MAX_BASELINE, read_inside};

/// The name of the file beside `release.toml`.
pub const FILE_NAME: &str = "speclint-baseline.toml";

const VERSION: u32 = 1;

/// The recorded diagnostics. A diagnostic is known by its file, rule, section and message, but not by its line, so
/// that edits elsewhere do not disturb it; equal ones are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Key, usize>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    path: String,
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    message: String,
}

/// A recorded diagnostic, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, relative to the root of the repository, with `/` between its parts.
    pub path: String,
    pub rule: String,
    /// The headings of the section that it is about, joined by ` > `.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    pub message: String,
    /// How many such diagnostics there are.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default, rename = "diagnostic", skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<Entry>,
}

/// What the baseline did to a check.
#[derive(Debug, Clone, Default)]
pub struct BaselineReport {
    /// How many diagnostics are recorded, and were not reported.
    pub hidden: usize,
    /// What is recorded and is no more.
    pub gone: Vec<Entry>,
}

fn one() -> usize {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// Reads the baseline of the repository at `root`; `None` where it has none.
    ///
    /// # Errors
    /// Where the file cannot be read, leads out of the repository, or has a mistake.
    pub fn load(root: &Path) -> Result<Option<Self>, Error> {
        let path = root.join(FILE_NAME);
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        Self::parse(&path, &read_inside(root, &path, MAX_BASELINE)?).map(Some)
    }

    /// Reads the text of a baseline at a path.
    ///
    /// # Errors
    /// Where it has a mistake.
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let help = "`speclint check --write-baseline` writes the file anew";
        let file: File = toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            Error::new(error.message().replace('\n', ": ")).help(help).place(text, span, "here").at(path)
        })?;
        if file.version != VERSION {
            let message = format!("a baseline of version {}; this speclint knows version {VERSION}", file.version);
            return Err(Error::new(message).help(help).at(path));
        }
        let mut baseline = Baseline::default();
        for Entry { path, rule, section, message, count } in file.diagnostics {
            *baseline.0.entry(Key { path, rule, section, message }).or_default() += count;
        }
        Ok(baseline)
    }

    /// The diagnostics of a report. What this baseline records of files that were not checked stays.
    #[must_use]
    pub fn renewed(mut self, report: &Report, root: &Path) -> Self {
        let checked: HashSet<String> = report.checked.iter().map(|path| relative(root, path)).collect();
        let reported: HashSet<String> = report.files.iter().map(|file| relative(root, &file.path)).collect();
        self.0.retain(|key, _| {
            !checked.contains(&key.path) && !reported.contains(&key.path) && is_there(root, &key.path)
        });
        for file in &report.files {
            for diagnostic in &file.diagnostics {
                *self.0.entry(key(&relative(root, &file.path), diagnostic)).or_default() += 1;
            }
        }
        self
    }

    /// Takes out of diagnostics what is recorded, and forgets it here.
    pub(crate) fn hide(&mut self, path: &str, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| match self.0.get_mut(&key(path, diagnostic)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        before - diagnostics.len()
    }

    /// What is left over of files that were checked, or are no more.
    pub(super) fn gone(self, root: &Path, checked: &[PathBuf]) -> Vec<Entry> {
        let checked: HashSet<String> = checked.iter().map(|path| relative(root, path)).collect();
        let is_gone =
            |entry: &Entry| entry.count > 0 && (checked.contains(&entry.path) || !is_there(root, &entry.path));
        self.entries().filter(is_gone).collect()
    }

    /// The entries, in the order of files, rules and sections.
    pub fn entries(self) -> impl Iterator<Item = Entry> {
        self.0.into_iter().map(|(Key { path, rule, section, message }, count)| Entry {
            path,
            rule,
            section,
            message,
            count,
        })
    }

    /// The file's text.
    #[cfg(feature = "cli")]
    pub(crate) fn to_toml(&self) -> String {
        let file = File { version: VERSION, diagnostics: self.clone().entries().collect() };
        let head = "# What specs did not conform in when speclint was adopted: a check reports only what is not here.\n\
                    # `speclint check --write-baseline` writes this file anew.\n\n";
        // Nothing but tables, strings and numbers, which TOML can say.
        head.to_owned() + &toml::to_string(&file).unwrap_or_default()
    }
}

/// Whether a path of the baseline is that of a file. What lies outside of the repository is not looked at.
fn is_there(root: &Path, path: &str) -> bool {
    let is_below = |part: Component<'_>| matches!(part, Component::Normal(_));
    Path::new(path).components().all(is_below) && root.join(path).exists()
}

fn key(path: &str, diagnostic: &Diagnostic) -> Key {
    Key {
        path: path.to_owned(),
        rule: diagnostic.rule.name().to_owned(),
        section: diagnostic.section.clone(),
        message: diagnostic.message.clone(),
    }
}

/// A path as the baseline has it.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    // A text from standard input has the path that it was given.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
    if cfg!(windows) { path.replace('\\', "/") } else { path }
}
