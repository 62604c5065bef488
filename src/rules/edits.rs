//! The edits of sections that diagnostics carry: another heading, another place, a section more. They are written in
//! the document's own style.

use super::remedy::{self, depth_at};
use super::{Context, Fix, FixKind};
use crate::compare::Place;
use crate::document::{HeadingStyle, SectionId, display_width};
use crate::edit::{Edit, apply};

/// A heading with another name; its adornments grow and shrink with it. `None` where it holds markup that would be lost.
pub(super) fn rename(cx: &Context<'_>, spec: SectionId, template: SectionId) -> Option<Fix> {
    let name = cx.template.name(template);
    // As the template has it, with its markup, but not with its marks.
    let model = &cx.template.document;
    let is_alike = model.format == cx.document.format && model.outline.section(template).line > 0;
    let written = match model.name_range(template) {
        Some(range) => crate::template::split_optional(&model.source[range]).0,
        None if is_alike => return None,
        None => name,
    };
    let source = &*cx.document.source;
    let range = cx.document.name_range(spec)?;
    let section = cx.document.outline.section(spec);
    let old = display_width(&source[section.text_range.clone()]);
    let new = old - display_width(&source[range.clone()]) + display_width(written);
    let mut edits = vec![Edit { range, text: written.to_owned() }];
    for line in cx.document.adornments(spec) {
        let margin = line.len().saturating_sub(old);
        let text = source[line.start..=line.start].repeat(new + margin);
        edits.push(Edit { range: line, text });
    }
    edits.sort_by_key(|edit| edit.range.start);
    Some(Fix { edits, kind: FixKind::Rename(name.to_owned()) })
}

/// A section with its subsections at another place.
pub(super) fn shift(cx: &Context<'_>, spec: SectionId, place: Place) -> Option<Fix> {
    // Where the title has become a section, all levels are wrong, and only its author can mend that.
    if cx.lost_title.is_some() || would_demote(cx, place) {
        return None;
    }
    let (outline, source) = (&cx.document.outline, &*cx.document.source);
    let headings = restyled(cx, spec, place)?;
    let (start, end) = (start_with_targets(cx, spec), before_targets(cx, outline.end(spec)));
    let to = before_targets(cx, place.offset(outline));
    let kind = FixKind::Move(outline.section(spec).text.to_string());
    if (start..=end).contains(&to) {
        return Some(Fix { edits: headings, kind });
    }
    let last = before_blank_lines(source, end).max(start);
    let inside = headings.iter().map(|edit| {
        let range = edit.range.start - start..edit.range.end - start;
        Edit { range, text: edit.text.clone() }
    });
    let text = apply(&source[start..last], &inside.collect::<Vec<_>>());
    let removed = match end < source.len() {
        true => start..end,
        // The document ends as it did.
        false => before_blank_lines(source, start)..last,
    };
    let mut edits = vec![Edit { range: removed, text: String::new() }, insert(cx, to, &text)];
    edits.sort_by_key(|edit| edit.range.start);
    Some(Fix { edits, kind })
}

/// Whether a section at a place makes a section of the title, so that the fix would change more than it says.
fn would_demote(cx: &Context<'_>, place: Place) -> bool {
    place.parent.is_none() && cx.has_promoted_section()
}

/// Sections more at a place, each with the placeholder in it.
pub(super) fn add(cx: &Context<'_>, sections: &[SectionId], place: Place) -> Option<Fix> {
    // Levels are not what they seem where a title has become a section.
    if cx.lost_title.is_some() || would_demote(cx, place) {
        return None;
    }
    let end = cx.line_end();
    let outline = &cx.document.outline;
    let gap = if cx.is_spaced() { end } else { "" };
    let written = |&id: &SectionId| {
        let heading = remedy::heading(cx, id, place).replace('\n', end);
        format!("{heading}{end}{gap}{}{end}", cx.placeholder)
    };
    let text = sections.iter().map(written).collect::<Vec<_>>().join(gap);
    let edits = vec![insert(cx, before_targets(cx, place.offset(outline)), &text)];
    let names = sections.iter().map(|&id| cx.template.name(id).to_owned());
    Some(Fix { edits, kind: FixKind::Add(names.collect()) })
}

/// Puts a section in, with blank lines around it as they are around others.
fn insert(cx: &Context<'_>, at: usize, text: &str) -> Edit {
    let (source, end) = (&*cx.document.source, cx.line_end());
    let text = text.trim_end_matches(['\n', '\r']);
    let blank = before_blank_lines(source, at);
    if at < source.len() {
        let gap = if blank < at { &source[blank..at] } else { usual_gap(cx) };
        return Edit { range: at..at, text: format!("{text}{end}{gap}") };
    }
    // What ends the document goes on to end it.
    let text = match (blank == 0, source[..blank].ends_with(['\n', '\r'])) {
        (true, _) => format!("{text}{end}"),
        (false, true) => format!("{}{text}{end}", usual_gap(cx)),
        (false, false) => format!("{end}{}{text}", usual_gap(cx)),
    };
    Edit { range: blank..blank, text }
}

/// The blank lines that stand before a section.
fn usual_gap<'c>(cx: &Context<'c>) -> &'c str {
    let (outline, source) = (&cx.document.outline, &*cx.document.source);
    let gap = |id: SectionId| {
        let start = start_with_targets(cx, id);
        &source[before_blank_lines(source, start)..start]
    };
    let found = || outline.section_ids().rev().map(gap).find(|gap| !gap.is_empty());
    cx.usual_gap.get_or_init(|| found().unwrap_or_else(|| cx.line_end()))
}

/// Where a section ends, or the next one begins: before the targets of links that lead to the next heading.
fn before_targets(cx: &Context<'_>, offset: usize) -> usize {
    let outline = &cx.document.outline;
    match outline.section_at(offset).filter(|&id| outline.section(id).heading.start == offset) {
        Some(next) => start_with_targets(cx, next),
        None => offset,
    }
}

/// Where a section begins with the hyperlink targets above its heading, which lead to it.
fn start_with_targets(cx: &Context<'_>, id: SectionId) -> usize {
    let source = &*cx.document.source;
    let heading = cx.document.outline.section(id).heading.start;
    let is_target = |line: &str| cx.document.is_target(line.trim_end());
    let mut start = heading;
    loop {
        let end = before_blank_lines(source, start);
        let line = source[..end].trim_end_matches(['\n', '\r']).rfind(['\n', '\r']).map_or(0, |at| at + 1);
        // After a blank line, or it could be a part of a paragraph.
        let is_apart = line == 0 || source[..line].ends_with("\n\n") || source[..line].ends_with("\n\r\n") || {
            let above = source[..line - 1].rfind('\n').map_or(0, |at| at + 1);
            source[above..line].trim().is_empty() || is_target(&source[above..line])
        };
        if line < end && is_target(&source[line..end]) && is_apart && line > 0 {
            start = line;
        } else {
            return start;
        }
    }
}

/// Where the blank lines before an offset begin: after the end of the last line that is not blank.
fn before_blank_lines(source: &str, offset: usize) -> usize {
    let text = source[..offset].trim_end_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let rest = &source[text.len()..offset];
    let line = rest.find(['\n', '\r']).map(|at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
    // At the very top there is no such line.
    if text.is_empty() { 0 } else { text.len() + line.unwrap_or(rest.len()) }
}

/// The headings of a section and its subsections as they have to be at another place; `None` where Markdown has no
/// heading so deep.
fn restyled(cx: &Context<'_>, spec: SectionId, place: Place) -> Option<Vec<Edit>> {
    let outline = &cx.document.outline;
    let (old, new) = (outline.depth(spec), depth_at(cx, place));
    let is_right = |style| style == outline.section(spec).style;
    if old == new && cx.document.style_at(new, place.after, None, &[]).is_some_and(is_right) {
        return Some(Vec::new());
    }
    let mut styles: Vec<(usize, HeadingStyle)> = Vec::new();
    let mut edits = Vec::new();
    for id in outline.subtree(spec) {
        let depth = outline.depth(id) - old + new;
        let sibling = place.after.filter(|_| id == spec);
        let style = match styles.iter().find(|(own, _)| *own == depth) {
            Some((_, style)) => *style,
            None => {
                let taken: Vec<HeadingStyle> = styles.iter().map(|(_, style)| *style).collect();
                let style = cx.document.style_at(depth, sibling, None, &taken)?;
                styles.push((depth, style));
                style
            }
        };
        let section = outline.section(id);
        let text = cx.document.source[section.text_range.clone()].replace(['\n', '\r'], " ");
        let heading = style.written(&text).replace('\n', cx.line_end());
        let ends = cx.document.source[section.heading.clone()].trim_end_matches(['\n', '\r']).len();
        edits.push(Edit { range: section.heading.start..section.heading.start + ends, text: heading });
    }
    Some(edits)
}
