//! How a heading would be written in a spec, in the spec's own style.

use super::Context;
use crate::compare::Place;
use crate::document::{Format, HeadingStyle, SectionId, display_width};

/// A heading for the section `template`, as it would stand at a place in the spec.
pub(super) fn heading(cx: &Context<'_>, template: SectionId, place: Place) -> String {
    let model = cx.template.document.outline.section(template);
    let own = Some(model.style).filter(|_| cx.template.document.format == cx.document.format);
    let deepest = HeadingStyle::Markdown { level: MAX_LEVEL, setext: false };
    written(cx.template.name(template), style_at(cx, depth_at(cx, place), place.after, own, &[]).unwrap_or(deepest))
}

/// A heading in a style, without an end of its last line.
pub(super) fn written(text: &str, style: HeadingStyle) -> String {
    match style {
        HeadingStyle::Markdown { level, .. } => format!("{} {text}", "#".repeat(level.into())),
        HeadingStyle::Adorned { character, overline } => {
            let line = char::from(character).to_string().repeat(display_width(text));
            if overline { format!("{line}\n{text}\n{line}") } else { format!("{text}\n{line}") }
        }
    }
}

/// The deepest heading of Markdown.
const MAX_LEVEL: u8 = 6;

/// The depth of a section at a place.
pub(super) fn depth_at(cx: &Context<'_>, place: Place) -> usize {
    place.parent.map_or(0, |parent| cx.document.outline.depth(parent)) + 1
}

/// The style of the spec's headings at a depth: that of a `sibling`, or of the first one; where it has none, the
/// template's `own`, or the usual one of the depth, but none of `taken`. `None` where Markdown has no heading so deep.
pub(super) fn style_at(
    cx: &Context<'_>,
    depth: usize,
    sibling: Option<SectionId>,
    own: Option<HeadingStyle>,
    taken: &[HeadingStyle],
) -> Option<HeadingStyle> {
    let outline = &cx.document.outline;
    if let Some(there) = sibling.or_else(|| outline.section_ids().find(|&id| outline.depth(id) == depth)) {
        return Some(outline.section(there).style);
    }
    match cx.document.format {
        Format::Markdown => {
            let above = outline.section_ids().find(|&id| outline.depth(id) + 1 == depth);
            let level = match above.map(|id| outline.section(id).style) {
                Some(HeadingStyle::Markdown { level, .. }) => usize::from(level) + 1,
                _ => depth + 1,
            };
            let level = u8::try_from(level).ok().filter(|&level| level <= MAX_LEVEL)?;
            own.or(Some(HeadingStyle::Markdown { level, setext: false }))
        }
        Format::Rst => {
            // One that the spec uses for another depth would be a heading of that depth.
            let is_free = |style: &HeadingStyle| {
                outline.headings().iter().all(|heading| heading.style != *style) && !taken.contains(style)
            };
            let usual = b"=-~^\"'+*#".iter().map(|&character| HeadingStyle::Adorned { character, overline: false });
            let fallback = HeadingStyle::Adorned { character: b'`', overline: false };
            Some(own.into_iter().chain(usual).find(is_free).unwrap_or(fallback))
        }
    }
}

/// Lines indented as a block in a help text.
pub(super) fn block(text: &str) -> String {
    text.lines().map(|line| format!("\n    {line}")).collect()
}
