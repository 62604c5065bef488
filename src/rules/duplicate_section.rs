#![doc = include_str!("../../docs/rules/duplicate-section.md")]

use super::{Context, Finding, Subject};
use crate::compare::Difference;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Duplicate { spec, counted, .. } = *difference else { continue };
        let line = cx.document.outline.section(counted).line;
        let label = match counted < spec {
            true => format!("the first one is on line {line}"),
            false => format!("the one with the template's subsections is on line {line}"),
        };
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{}` appears again", cx.text(spec)),
            label: label.into(),
            help: format!("move its text into the section on line {line}, and remove this heading").into(),
            fix: None,
        });
    }
}
