#![doc = include_str!("../../docs/rules/renamed-section.md")]

use super::{Context, edits};
use crate::compare::Difference;
use crate::diagnostic::Finding;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Renamed { template, spec } = *difference else { continue };
        let (name, text) = (cx.template.name(template), cx.text(spec));
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            message: format!("section `{name}` is headed `{text}`"),
            label: format!("`{name}` in the template"),
            help: format!("write the heading as {} has it: `{name}`", cx.template_place(template)),
            fix: edits::rename(cx, spec, template),
        });
    }
}
