#![doc = include_str!("../../docs/rules/renamed-section.md")]

use super::{Context, Finding, Subject, Words, edits};
use crate::compare::{Difference, plain};

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for difference in &cx.comparison.differences {
        let Difference::Renamed { template, spec } = *difference else { continue };
        let (name, text) = (cx.template.name(template), cx.text(spec));
        let was_its_name = cx.template.demand(template).former.iter().any(|former| plain(former) == plain(text));
        let why = if was_its_name { "this was its heading; " } else { "" };
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{name}` is headed `{text}`"),
            label: format!("`{name}` in the template").into(),
            help: Words::of([
                format!("{why}write the heading as ").into(),
                cx.template_place(template),
                format!(" has it: `{name}`").into(),
            ]),
            fix: edits::rename(cx, spec, template),
        });
    }
}
