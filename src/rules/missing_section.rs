#![doc = include_str!("../../docs/rules/missing-section.md")]

use super::{Context, remedy};
use crate::compare::Difference;
use crate::diagnostic::Finding;
use crate::document::SectionId;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Missing { template, place } = *difference else { continue };
        let name = cx.template.name(template);
        let from = place.parent.map(|parent| format!(" from `{}`", cx.text(parent))).unwrap_or_default();
        found.push(Finding {
            range: cx.insertion_point(place),
            owner: place.parent,
            message: format!("section `{name}` is missing{from}"),
            label: format!("`{name}` belongs here, {}", cx.belongs(place)),
            help: help(cx, template, place.parent),
        });
    }
}

fn help(cx: &Context<'_>, template: SectionId, parent: Option<SectionId>) -> String {
    let name = cx.template.name(template);
    let outline = &cx.document.outline;
    for (what, heading) in [("title", outline.title()), ("subtitle", outline.subtitle())] {
        if let Some(heading) = heading.filter(|heading| heading.text == name) {
            return format!(
                "the heading on line {} became the document's {what}, as the only one of its level: it is a section \
                 as soon as another one is there, or text before it",
                heading.line
            );
        }
    }
    let says =
        if cx.template.document.outline.section(template).line > 0 { "says what it is for" } else { "demands it" };
    format!(
        "write it here ({} {says}):\n{}",
        cx.template_place(template),
        remedy::block(&remedy::heading(cx, template, parent))
    )
}
