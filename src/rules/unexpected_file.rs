#![doc = include_str!("../../docs/rules/unexpected-file.md")]

use super::FileFinding;
use super::file_extension::is_document;
use crate::config::{PathPattern, RuleTable};
use crate::repository::Listing;

/// Default of `allowed`: images and diagrams.
const IMAGES: [&str; 9] = ["png", "svg", "jpg", "jpeg", "gif", "dot", "diag", "drawio", "puml"];

pub(super) fn check<'l>(listing: &'l Listing, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let allowed = rules.unexpected_file.0.allowed.as_deref();
    let is_allowed = |path: &std::path::Path| match allowed {
        Some(allowed) => {
            let relative = path.strip_prefix(&listing.directory).unwrap_or(path);
            allowed.iter().any(|pattern: &PathPattern| pattern.matches(relative))
        }
        None => path.extension().is_some_and(|own| IMAGES.iter().any(|image| own == *image)),
    };
    listing
        .others
        .iter()
        .filter(|path| !is_document(path) && !is_allowed(path))
        .map(|path| FileFinding {
            path,
            message: "a file that is no spec: it is not checked".to_owned(),
            help:
                "move it out of the specs directory, or name it in `rules.unexpected-file.allowed` or `layout.ignore`"
                    .to_owned(),
        })
        .collect()
}
