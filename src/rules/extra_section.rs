#![doc = include_str!("../../docs/rules/extra-section.md")]

use super::{Context, Finding, Subject, Words};
use crate::compare::Difference;
use crate::document::SectionId;
use crate::nearest::nearest;

/// So many extra sections are held against so many of the template's for a hint: where there are more of them, what
/// they are like is not what is wrong.
const MAX_HINTS: usize = 64;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let mut hints = 0..MAX_HINTS;
    for difference in &cx.comparison.differences {
        let Difference::Extra { spec, parent } = *difference else { continue };
        let under = parent.map(|parent| format!(" under `{}`", cx.template.name(parent))).unwrap_or_default();
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{}` is not in the template{under}", cx.text(spec)),
            label: Words::of(["not in ".into(), cx.template_path.to_owned().into()]),
            help: help(cx, spec, parent, hints.next().is_some()).into(),
            fix: None,
        });
    }
}

fn help(cx: &Context<'_>, spec: SectionId, parent: Option<SectionId>, with_hint: bool) -> String {
    let outline = &cx.document.outline;
    if cx.lacks_title() && outline.roots().next() == Some(spec) {
        return format!("if this is the document's title, {}", cx.document.format.title_advice());
    }
    let template = &cx.template.document.outline;
    let names = template.children(parent).map(|id| cx.template.name(id)).take(MAX_HINTS);
    match nearest(cx.text(spec), names.filter(|_| with_hint)) {
        Some(near) => format!("did you mean `{near}`? If not, move the text under one of the template's sections"),
        None => "move the text under one of the template's sections, as a subsection if it is long".to_owned(),
    }
}
