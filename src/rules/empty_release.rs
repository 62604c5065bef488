#![doc = include_str!("../../docs/rules/empty-release.md")]

use super::FileFinding;
use crate::config::RuleTable;
use crate::repository::Listing;

pub(super) fn check<'l>(listing: &'l Listing, _: &RuleTable) -> Vec<FileFinding<'l>> {
    let finding = listing.is_empty().then(|| FileFinding {
        path: &listing.directory,
        message: "the release has no spec".to_owned(),
        help: "add a spec, or set `empty-release = \"off\"` while the release is being opened".to_owned(),
    });
    finding.into_iter().collect()
}
