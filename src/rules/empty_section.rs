#![doc = include_str!("../../docs/rules/empty-section.md")]

use super::{Context, Finding, Subject};

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let outline = &cx.document.outline;
    for &(_, spec) in &cx.comparison.pairs {
        let section = outline.section(spec);
        if !outline.is_bare(spec) {
            continue;
        }
        found.push(Finding {
            range: section.text_range.clone(),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{}` is empty", section.text),
            label: "nothing under this heading".into(),
            help: "say what there is to say, or that there is nothing: `None.`".into(),
            fix: None,
        });
    }
}
