#![doc = include_str!("../../docs/rules/misplaced-section.md")]

use super::{Context, Finding, Subject, Words, edits, remedy};
use crate::compare::Difference;
use crate::document::{Document, SectionId};

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    if cx.template.levels {
        found.extend(cx.comparison.pairs.iter().filter_map(|&(template, spec)| level(cx, template, spec)));
    }
    for difference in &cx.comparison.differences {
        let Difference::Misplaced { template, spec, place } = *difference else { continue };
        let parent =
            |parent: Option<&str>| parent.map_or("at the first level".to_owned(), |text| format!("under `{text}`"));
        let should = parent(cx.template.document.outline.parent(template).map(|id| cx.template.name(id)));
        let is = match cx.document.outline.parent(spec).map(|id| cx.text(id)) {
            // Its parent is a duplicate of the section that counts.
            Some(text) if place.parent.is_some_and(|id| cx.text(id) == text) => format!("under another `{text}`"),
            text => parent(text),
        };
        let outline = &cx.document.outline;
        let would_be_title = outline.parent(spec).filter(|&id| cx.lost_title == Some(id));
        let help = match would_be_title {
            Some(title) => format!("leave it there, and make `{}` the document's title again", cx.text(title)),
            None => format!(
                "move it with its subsections {}; its heading there:\n{}",
                cx.belongs_at(place),
                remedy::block(&remedy::heading(cx, template, place))
            ),
        };
        found.push(Finding {
            range: cx.text_range(spec),
            owner: Some(spec),
            subject: Subject::Section,
            message: format!("section `{}` stands {is}; the template has it {should}", cx.text(spec)),
            label: format!("belongs {}", cx.belongs(place)).into(),
            help: help.into(),
            fix: edits::shift(cx, spec, place),
        });
    }
}

/// The finding of a section that stands where it belongs, and whose heading is of another level than the template's.
fn level(cx: &Context<'_>, template: SectionId, spec: SectionId) -> Option<Finding> {
    let level = |document: &Document, id: SectionId| document.outline.section(id).style.level();
    let (should, is) = (level(&cx.template.document, template)?, level(cx.document, spec)?);
    (should != is).then(|| Finding {
        range: cx.text_range(spec),
        owner: Some(spec),
        subject: Subject::Section,
        message: format!(
            "section `{}` is a heading of level {is}; the template has it at level {should}",
            cx.text(spec)
        ),
        label: format!("should be of level {should}").into(),
        help: Words::of(["write its heading with the level that ".into(), cx.template_place(template), " has".into()]),
        fix: None,
    })
}
