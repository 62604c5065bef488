//! How a heading would be written in a spec, in the spec's own style.

use super::Context;
use crate::compare::Destination;
use crate::document::SectionId;

/// A heading for the section `template`, as it would stand at a place in the spec.
pub(super) fn heading(cx: &Context<'_>, template: SectionId, place: Destination) -> String {
    let model = cx.template.document.outline.section(template);
    let own = Some(model.style).filter(|_| cx.template.document.format == cx.document.format);
    let depth = depth_at(cx, place);
    let style = cx.document.style_at(depth, place.after, own, &[]);
    style.unwrap_or_else(|| cx.document.format.usual_style(depth)).written(cx.template.name(template))
}

/// The depth of a section at a place.
pub(super) fn depth_at(cx: &Context<'_>, place: Destination) -> usize {
    place.parent.map_or(0, |parent| cx.document.outline.depth(parent)) + 1
}

/// Lines indented as a block in a help text.
pub(super) fn block(text: &str) -> String {
    text.lines().map(|line| format!("\n    {line}")).collect()
}
