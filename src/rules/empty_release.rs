#![doc = include_str!("../../docs/rules/empty-release.md")]

use super::{FileFinding, RuleTable, SetFiles};

pub(super) fn check<'l>(files: &SetFiles<'l>, _: &RuleTable) -> Vec<FileFinding<'l>> {
    let finding = files.is_empty.then(|| FileFinding {
        path: files.directory,
        subject: None,
        message: "the release has no spec".to_owned(),
        help: "add a spec, or set `empty-release = \"off\"` while the release is being opened".into(),
    });
    finding.into_iter().collect()
}
