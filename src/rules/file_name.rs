#![doc = include_str!("../../docs/rules/file-name.md")]

use std::collections::HashMap;
use std::path::Path;

use super::captures::comparable;
use super::options::options;
use super::{FileFinding, RuleTable, SetFiles, SpecFile, Words};
use crate::pattern::Pattern;

options! {
    /// Options of `file-name`.
    FileName {
        /// What the names of specs match; one with a `/` is matched against the path below the specs directory.
        pattern: Pattern,
        /// Groups of the pattern that match something else in each spec of a set (none).
        unique: Vec<String>,
    }
}

/// The part of a spec's path that a pattern is matched against.
pub(super) fn matched(pattern: &Pattern, spec: &SpecFile) -> String {
    let whole_path = pattern.0.as_str().contains('/');
    let name = if whole_path { Some(spec.relative.as_os_str()) } else { spec.path.file_name() };
    name.unwrap_or_default().to_string_lossy().replace('\\', "/")
}

/// The groups that have to be unique, and whether the pattern has them.
pub(crate) fn stated_groups(rules: &RuleTable) -> Vec<(String, bool)> {
    let FileName { pattern, unique, .. } = &rules.file_name.0;
    let has =
        |group: &String| pattern.iter().flat_map(|pattern| pattern.0.capture_names().flatten()).any(|own| own == group);
    unique.iter().flatten().map(|group| (group.clone(), has(group))).collect()
}

pub(super) fn check<'l>(files: &SetFiles<'l>, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let FileName { pattern: Some(pattern), unique, .. } = &rules.file_name.0 else { return Vec::new() };
    let what = if pattern.0.as_str().contains('/') { "path" } else { "name" };
    let mut findings = Vec::new();
    for spec in files.specs {
        let name = matched(pattern, spec);
        if !pattern.0.is_match(&name) {
            findings.push(FileFinding {
                path: &spec.path,
                subject: None,
                message: format!("the {what} `{name}` does not match `{}`", pattern.0),
                help: "rename or move the file; `rules.file-name.pattern` in release.toml says how specs are named"
                    .into(),
            });
        }
    }
    for group in unique.iter().flatten() {
        check_unique(files, pattern, group, &mut findings);
    }
    findings
}

/// Reports the specs in whose names a group matches what it matches in another one's.
fn check_unique<'l>(files: &SetFiles<'l>, pattern: &Pattern, group: &str, findings: &mut Vec<FileFinding<'l>>) {
    let value = |spec: &SpecFile| {
        let name = matched(pattern, spec);
        let found = pattern.0.captures(&name)?;
        found.name(group).map(|found| comparable(found.as_str()).to_owned())
    };
    let mut holders: HashMap<String, Vec<&Path>> = HashMap::new();
    for spec in files.all {
        if let Some(value) = value(spec) {
            holders.entry(value).or_default().push(&spec.path);
        }
    }
    for spec in files.specs {
        let Some(value) = value(spec) else { continue };
        let others = holders.get(&value).into_iter().flatten();
        let Some(other) = others.copied().find(|path| *path != spec.path) else { continue };
        findings.push(FileFinding {
            path: &spec.path,
            subject: Some(group.into()),
            message: format!("another spec has the {group} {value} in its name"),
            help: Words::of(["give one of the two another; the other is ".into(), other.to_owned().into()]),
        });
    }
}
