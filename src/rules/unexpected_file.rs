#![doc = include_str!("../../docs/rules/unexpected-file.md")]

use std::path::Path;

use super::file_extension::is_document;
use super::options::options;
use super::{FileFinding, RuleTable, SetFiles};
use crate::pattern::PathPattern;

/// Default of `allowed`: images and diagrams.
const IMAGES: [&str; 9] = ["png", "svg", "jpg", "jpeg", "gif", "dot", "diag", "drawio", "puml"];

options! {
    /// Options of `unexpected-file`.
    UnexpectedFile {
        /// Patterns of files that may stand among the specs (images and diagrams).
        allowed: Vec<PathPattern>,
    }
}

pub(super) fn check<'l>(files: &SetFiles<'l>, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let allowed = rules.unexpected_file.0.allowed.as_deref();
    let is_metadata =
        |path: &Path| rules.metadata.0.file.as_ref().is_some_and(|file| path.file_name() == Some(file.0.as_ref()));
    let is_allowed = |path: &Path| match allowed {
        Some(allowed) => {
            let relative = path.strip_prefix(files.directory).unwrap_or(path);
            allowed.iter().any(|pattern: &PathPattern| pattern.matches(relative))
        }
        None => path.extension().is_some_and(|own| IMAGES.iter().any(|image| own == *image)),
    };
    files
        .others
        .iter()
        .filter(|path| !is_document(path) && !is_allowed(path) && !is_metadata(path))
        .map(|path| FileFinding {
            path,
            subject: None,
            message: "a file that is no spec: it is not checked".to_owned(),
            help:
                "move it out of the specs directory, or name it in `rules.unexpected-file.allowed` or `layout.ignore`"
                    .into(),
        })
        .collect()
}
