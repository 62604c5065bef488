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

/// The style of the spec's headings at that depth; where it has none, the template's, or that of the depth.
fn style(cx: &Context<'_>, template: SectionId, parent: Option<SectionId>) -> HeadingStyle {
    let outline = &cx.document.outline;
    let depth = parent.map_or(0, |parent| outline.depth(parent)) + 1;
    if let Some(there) = outline.section_ids().find(|&id| outline.depth(id) == depth) {
        return outline.section(there).style;
    }
    let model = &cx.template.document;
    match cx.document.format {
        Format::Markdown if model.format == Format::Markdown => model.outline.section(template).style,
        Format::Markdown => HeadingStyle::Markdown { level: (depth + 1).min(6) as u8, setext: false },
        Format::Rst => {
            // One that the spec uses for another depth would be a heading of that depth.
            let is_free = |style: &HeadingStyle| outline.headings().iter().all(|heading| heading.style != *style);
            let own = Some(model.outline.section(template).style).filter(|_| model.format == Format::Rst);
            let usual = b"=-~^\"'+*#".iter().map(|&character| HeadingStyle::Adorned { character, overline: false });
            let fallback = HeadingStyle::Adorned { character: b'`', overline: false };
            own.into_iter().chain(usual).find(is_free).unwrap_or(fallback)
        }
    }
}

/// Lines indented as a block in a help text.
pub(super) fn block(text: &str) -> String {
    text.lines().map(|line| format!("\n    {line}")).collect()
}
