#![doc = include_str!("../../docs/rules/missing-section.md")]

use super::{Context, remedy};
use crate::compare::Difference;
use crate::diagnostic::Finding;

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
            help: format!(
                "write it here ({} says what it is for):\n{}",
                cx.template_place(template),
                remedy::block(&remedy::heading(cx, template, place.parent))
            ),
        });
    }
}
