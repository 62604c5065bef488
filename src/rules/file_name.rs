#![doc = include_str!("../../docs/rules/file-name.md")]

use super::options::options;
use super::{FileFinding, RuleTable, SetFiles};
use crate::pattern::Pattern;

options! {
    /// Options of `file-name`.
    FileName {
        /// What the names of specs match; one with a `/` is matched against the path below the specs directory.
        pattern: Pattern,
    }
}

pub(super) fn check<'l>(files: &SetFiles<'l>, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let Some(pattern) = &rules.file_name.0.pattern else { return Vec::new() };
    let whole_path = pattern.0.as_str().contains('/');
    let what = if whole_path { "path" } else { "name" };
    files
        .specs
        .iter()
        .filter_map(|spec| {
            let name = if whole_path { spec.relative.as_path() } else { spec.path.file_name()?.as_ref() };
            let name = name.to_string_lossy().replace('\\', "/");
            (!pattern.0.is_match(&name)).then(|| FileFinding {
                path: &spec.path,
                message: format!("the {what} `{name}` does not match `{}`", pattern.0),
                help: "rename or move the file; `rules.file-name.pattern` in release.toml says how specs are named"
                    .to_owned(),
            })
        })
        .collect()
}
