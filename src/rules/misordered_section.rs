#![doc = include_str!("../../docs/rules/misordered-section.md")]

use super::{Context, edits};
use crate::compare::Difference;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Misordered { template, spec, place } = *difference else { continue };
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            message: format!("section `{}` is out of order", cx.text(spec)),
            label: format!("belongs {}", cx.belongs(place)),
            help: format!(
                "move it with its subsections {}, where {} has it",
                cx.belongs_at(place),
                cx.template_place(template)
            ),
            fix: edits::shift(cx, spec, place),
        });
    }
}
