//! Findings as formats for programs have them: each with all that is known of it.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Shown;
use crate::check::{FileReport, PlacedEdit, relative};
use crate::nearest::list;
use crate::paths::Here;
use crate::rules::{Diagnostic, Fingerprint, Fix, FixKind};

/// A finding that is shown.
pub(super) struct Found<'r> {
    pub file: &'r FileReport,
    /// Relative to the working directory, with `/` between its parts.
    pub path: String,
    pub diagnostic: &'r Diagnostic,
    /// The same in all formats, whatever the words and the place; different for each finding of a report.
    pub fingerprint: String,
    /// The fix, if it is proved.
    pub fix: Option<Proved<'r>>,
}

/// A proved fix.
pub(super) struct Proved<'r> {
    /// What it does, as a title.
    pub title: String,
    pub fix: &'r Fix,
    pub edits: &'r [PlacedEdit],
}

impl Shown<'_> {
    /// What is shown, one by one.
    pub(super) fn found<'s>(&'s self, here: &'s Here) -> impl Iterator<Item = Found<'s>> {
        self.files().flat_map(move |(file, diagnostics)| {
            let path = here.relative(&file.path);
            let mut fingerprints = Fingerprints::of(&self.report.root, &file.path);
            diagnostics.iter().enumerate().map(move |(at, diagnostic)| Found {
                file,
                path: path.clone(),
                diagnostic,
                fingerprint: fingerprints.next(&diagnostic.fingerprint),
                fix: file.fixes.get(&at).and_then(|edits| Proved::of(diagnostic, edits, here)),
            })
        })
    }
}

impl<'r> Proved<'r> {
    fn of(diagnostic: &'r Diagnostic, edits: &'r [PlacedEdit], here: &Here) -> Option<Self> {
        let fix = diagnostic.fix.as_ref()?;
        let title = match &fix.kind {
            FixKind::Characters => diagnostic.help.shown(|path| here.relative(path)),
            FixKind::Rename(name) => format!("rename the section to `{name}`"),
            FixKind::Order(_) => "move the section to its place in the order of the template".to_owned(),
            FixKind::Move(name) => format!("move section `{name}` to where the template has it"),
            FixKind::Add(names) => {
                let sections = if names.len() == 1 { "section" } else { "sections" };
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("add {sections} {}, to be written", list(names.iter().map(String::as_str)))
            }
        };
        Some(Proved { title, fix, edits })
    }
}

/// Names for the findings of a file. Equal ones are numbered.
struct Fingerprints<'r> {
    path: String,
    seen: HashMap<&'r Fingerprint, usize>,
}

impl<'r> Fingerprints<'r> {
    fn of(root: &Path, path: &Path) -> Self {
        Fingerprints { path: relative(root, path), seen: HashMap::new() }
    }

    fn next(&mut self, fingerprint: &'r Fingerprint) -> String {
        let number = self.seen.entry(fingerprint).or_default();
        *number += 1;
        let (number, subject) = (number.to_string(), fingerprint.subject.as_ref().map_or("", |subject| &**subject));
        let mut parts = vec![&*self.path, fingerprint.rule.name(), subject, &number];
        parts.extend(fingerprint.section.iter().map(|key| &**key));
        digest(&parts)
    }
}

/// A name for something that is told apart by these.
pub(super) fn digest(parts: &[&str]) -> String {
    /// So many bytes tell all findings of a repository apart.
    const LEN: usize = 16;
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        // No name has a line end in it.
        digest.update("\n");
    }
    let bytes = digest.finalize();
    bytes[..LEN].iter().fold(String::with_capacity(2 * LEN), |mut hex, byte| {
        // Writing to memory does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
