#![doc = include_str!("../../docs/rules/duplicate-section.md")]

use super::{Context, Finding, Subject};
use crate::compare::Difference;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Duplicate { spec, first, .. } = *difference else { continue };
        let line = cx.document.outline.section(first).line;
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{}` appears again", cx.text(spec)),
            label: format!("the first one is on line {line}").into(),
            help: format!("move its text into the section on line {line}, and remove this heading").into(),
            fix: None,
        });
    }
}
