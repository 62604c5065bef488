//! How a heading would be written in a spec, in the spec's own style.

use super::Context;
use crate::document::{Format, HeadingStyle, SectionId, display_width};

/// A heading for the section `template`, as it would stand under `parent` in the spec.
pub(super) fn heading(cx: &Context<'_>, template: SectionId, parent: Option<SectionId>) -> String {
    let text = cx.template.name(template);
    match style(cx, template, parent) {
        HeadingStyle::Markdown { level, .. } => format!("{} {text}", "#".repeat(level.into())),
        HeadingStyle::Adorned { character, overline } => {
            let line = char::from(character).to_string().repeat(display_width(text));
            if overline { format!("{line}\n{text}\n{line}") } else { format!("{text}\n{line}") }
        }
    }
}

/// The style of the spec's headings at that depth; where it has none, the template's, or that of the parent's level
/// and one.
fn style(cx: &Context<'_>, template: SectionId, parent: Option<SectionId>) -> HeadingStyle {
    let outline = &cx.document.outline;
    let depth = parent.map_or(0, |parent| outline.depth(parent)) + 1;
    let there = outline.section_ids().find(|&id| outline.depth(id) == depth);
    if let Some(id) = there {
        return outline.section(id).style;
    }
    let model = &cx.template.document;
    match (cx.document.format, model.format) {
        (Format::Rst, Format::Rst) | (Format::Markdown, Format::Markdown) => model.outline.section(template).style,
        (Format::Markdown, Format::Rst) => HeadingStyle::Markdown { level: (depth + 1).min(6) as u8, setext: false },
        (Format::Rst, Format::Markdown) => {
            HeadingStyle::Adorned { character: *b"=-~^".get(depth - 1).unwrap_or(&b'"'), overline: false }
        }
    }
}

/// Lines indented as a block in a help text.
pub(super) fn block(text: &str) -> String {
    text.lines().map(|line| format!("\n    {line}")).collect()
}
