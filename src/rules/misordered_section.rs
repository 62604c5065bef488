#![doc = include_str!("../../docs/rules/misordered-section.md")]

use super::{Context, Finding, Subject, Words, edits};
use crate::compare::Difference;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Misordered { template, spec, place } = *difference else { continue };
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{}` is out of order", cx.text(spec)),
            label: format!("belongs {}", cx.belongs(place)).into(),
            help: Words::of([
                format!("move it with its subsections {}, where ", cx.belongs_at(place)).into(),
                cx.template_place(template),
                " has it".into(),
            ]),
            fix: edits::shift(cx, spec, place),
        });
    }
}
