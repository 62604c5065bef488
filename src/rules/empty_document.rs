#![doc = include_str!("../../docs/rules/empty-document.md")]

use super::{Context, Finding, Subject};

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let outline = &cx.document.outline;
    let is_empty = |spec| outline.subtree(spec).all(|id| !outline.section(id).has_content);
    let Some(first) = cx.comparison.pairs.iter().map(|&(_, spec)| spec).min() else { return };
    // What lies in another section is looked at there.
    let mut roots = cx.comparison.pairs.iter().map(|&(_, spec)| spec).filter(|&id| outline.parent(id).is_none());
    if !roots.all(is_empty) {
        return;
    }
    found.push(Finding {
        range: cx.text_range(first),
        owner: None,
        subject: Subject::Alike,
        message: "nothing is written under any heading".to_owned(),
        label: "neither here nor in the other sections".into(),
        help: "say in each section what there is to say, or that there is nothing: `None.`".into(),
        fix: None,
    });
}
