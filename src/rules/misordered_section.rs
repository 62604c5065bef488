#![doc = include_str!("../../docs/rules/misordered-section.md")]

use std::collections::HashSet;

use super::{Context, Finding, Subject, Words, edits};
use crate::compare::Difference;
use crate::document::SectionId;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let renamed = cx.comparison.differences.iter().filter_map(|difference| match *difference {
        Difference::Renamed { spec, .. } => Some(spec),
        _ => None,
    });
    let renamed: HashSet<SectionId> = renamed.collect();
    for difference in &cx.comparison.differences {
        let Difference::Misordered { template, spec, place } = *difference else { continue };
        // A section is called what it will be called, so that the finding is the same before and after it is renamed.
        let name = if renamed.contains(&spec) { cx.template.name(template) } else { cx.text(spec) };
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Called(name.into()),
            message: format!("section `{name}` is out of order"),
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
