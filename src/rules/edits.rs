//! The edits of sections that diagnostics carry: another heading, another place, a section more. They are written in
//! the document's own style.

use std::collections::{HashMap, HashSet};

use super::remedy::{self, depth_at};
use super::{Context, Fix, FixKind, Step};
use crate::compare::{Destination, Difference};
use crate::document::{Document, HeadingStyle, SectionId};
use crate::edit::{Edit, apply};
use crate::template::split_marks;

/// A heading with another name; its adornments grow and shrink with it. `None` where it holds markup or words that would
/// be lost.
pub(super) fn rename(cx: &Context<'_>, spec: SectionId, template: SectionId) -> Option<Fix> {
    let name = cx.template.name(template);
    // As the template has it, with its markup, but not with its marks.
    let model = &cx.template.document;
    let is_alike = model.format == cx.document.format && model.outline.section(template).line > 0;
    let written = match model.name_range(template) {
        Some(range) => split_marks(&model.source[range]).name,
        None if is_alike => return None,
        None => name,
    };
    let range = cx.document.name_range(spec)?;
    if loses_brackets(&cx.document.source[range.clone()], written) {
        return None;
    }
    Some(Fix { edits: cx.document.with_name(spec, range, written), kind: FixKind::Rename(name.to_owned()) })
}

/// Whether a heading says something in brackets that another one does not: `Goals [draft]`. That a section may be left
/// out, or not, is the template's to say.
fn loses_brackets(old: &str, new: &str) -> bool {
    let (old, new) = (split_marks(old).name, new.to_lowercase());
    let inner = |(open, close): (char, char)| {
        let (_, rest) = old.split_once(open)?;
        Some(rest.split_once(close)?.0)
    };
    let said = [('[', ']'), ('(', ')'), ('{', '}')].into_iter().filter_map(inner);
    said.into_iter().any(|words| !new.contains(&words.trim().to_lowercase()))
}

/// A section with its subsections at another place.
pub(super) fn shift(cx: &Context<'_>, spec: SectionId, place: Destination) -> Option<Fix> {
    // Where the title has become a section, all levels are wrong, and only its author can mend that.
    if cx.lost_title.is_some() || would_demote(cx, place) {
        return None;
    }
    match steps(cx).get(&spec) {
        Some(&step) => {
            let place = Destination { parent: step.parent, after: step.after };
            Some(Fix { edits: moved(cx, spec, place, Vec::new()), kind: FixKind::Order(step) })
        }
        None => {
            let edits = moved(cx, spec, place, restyled(cx, spec, place)?);
            Some(Fix { edits, kind: FixKind::Move(cx.document.outline.section(spec).text.to_string()) })
        }
    }
}

/// The places of the sections that are out of order among those that stay where they are.
fn steps<'c>(cx: &'c Context<'_>) -> &'c HashMap<SectionId, Step> {
    cx.steps.get_or_init(|| {
        let mut misordered: Vec<(SectionId, SectionId, Destination)> = Vec::new();
        for difference in &cx.comparison.differences {
            if let Difference::Misordered { template, spec, place } = *difference {
                misordered.push((template, spec, place));
            }
        }
        // What a section belongs after comes before it in the template: its own place is known by then.
        misordered.sort_by_key(|&(template, spec, _)| (template, spec));
        let mut steps: HashMap<SectionId, Step> = HashMap::new();
        for (rank, section, Destination { parent, after }) in misordered {
            let after = match after.and_then(|after| steps.get(&after)) {
                Some(moving) => moving.after,
                None => after,
            };
            steps.insert(section, Step { parent, after, rank, section });
        }
        steps
    })
}

/// The edits that take a section from its place, with these edits of headings in it, and put it at another.
fn moved(cx: &Context<'_>, spec: SectionId, place: Destination, headings: Vec<Edit>) -> Vec<Edit> {
    let (document, source) = (cx.document, &*cx.document.source);
    let (start, end) = (document.start_with_lead(spec), before_lead(document, document.outline.end(spec)));
    let to = before_lead(document, place.offset(&document.outline));
    if (start..=end).contains(&to) {
        return headings;
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
    edits
}

/// A section as it stands among its siblings.
struct Unit<'s> {
    /// Without the end of its last line.
    text: &'s str,
    /// That end, and the blank lines below.
    gap: &'s str,
}

/// The edit that takes several steps of siblings at once: what stands between two sections stays there, and so the
/// document ends as it did.
pub(crate) fn in_order(document: &Document, steps: &[Step]) -> Option<Edit> {
    let (outline, source) = (&document.outline, &*document.source);
    let siblings: Vec<SectionId> = outline.children(steps.first()?.parent).collect();
    let starts = siblings.iter().map(|&id| document.start_with_lead(id));
    let end = before_lead(document, outline.end(*siblings.last()?));
    let bounds: Vec<usize> = starts.chain([end]).collect();
    let unit = |at: usize| {
        let text = source[bounds[at]..bounds[at + 1]].trim_end_matches(is_blank);
        // White space at the end of its last line is the section's own.
        let line = bounds[at] + text.len();
        let last = source[line..bounds[at + 1]].find(['\n', '\r']).map_or(bounds[at + 1], |len| line + len);
        Unit { text: &source[bounds[at]..last], gap: &source[last..bounds[at + 1]] }
    };
    let units: Vec<Unit<'_>> = (0..siblings.len()).map(unit).collect();
    let new = new_order(&siblings, steps);
    let first = (0..new.len()).find(|&at| new[at] != at)?;
    let last = (0..new.len()).rfind(|&at| new[at] != at)?;
    let mut text = String::new();
    for at in first..=last {
        let unit = &units[new[at]];
        text += unit.text;
        // A section that needs a blank line below it brings it along.
        let needs_more = at + 1 < new.len() && !has_blank_line(units[at].gap) && has_blank_line(unit.gap);
        text += if needs_more { unit.gap } else { units[at].gap };
    }
    Some(Edit { range: bounds[first]..bounds[last + 1], text })
}

/// Which sibling stands at each place when steps are taken, by their numbers.
fn new_order(siblings: &[SectionId], steps: &[Step]) -> Vec<usize> {
    let mut moving: HashMap<Option<SectionId>, Vec<&Step>> = HashMap::new();
    let mut moves: Vec<&Step> = steps.iter().collect();
    moves.sort_by_key(|step| (step.rank, step.section));
    moves.into_iter().for_each(|step| moving.entry(step.after).or_default().push(step));
    let leaving: HashSet<SectionId> = steps.iter().map(|step| step.section).collect();
    let number: HashMap<SectionId, usize> = siblings.iter().enumerate().map(|(at, &id)| (id, at)).collect();
    let mut order = Vec::with_capacity(siblings.len());
    let kept = siblings.iter().copied().filter(|id| !leaving.contains(id)).map(Some);
    for place in [None].into_iter().chain(kept) {
        order.extend(place.and_then(|id| number.get(&id)));
        let followers = moving.get(&place).into_iter().flatten();
        order.extend(followers.filter_map(|step| number.get(&step.section)));
    }
    order
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

fn has_blank_line(gap: &str) -> bool {
    gap.matches('\n').count() > 1
}

/// Whether a section at a place makes a section of the title, so that the fix would change more than it says.
fn would_demote(cx: &Context<'_>, place: Destination) -> bool {
    place.parent.is_none() && cx.has_promoted_section()
}

/// Sections more at a place, each with the placeholder in it.
pub(super) fn add(cx: &Context<'_>, sections: &[SectionId], place: Destination) -> Option<Fix> {
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
    let edits = vec![insert(cx, before_lead(cx.document, place.offset(outline)), &text)];
    let names = sections.iter().map(|&id| cx.template.name(id).to_owned());
    Some(Fix { edits, kind: FixKind::Add(names.collect()) })
}

/// The edit that adds a section at a place; `None` where that would change more.
#[cfg(feature = "cli")]
pub(crate) fn addition(cx: &Context<'_>, section: SectionId, place: Destination) -> Option<Edit> {
    add(cx, &[section], place)?.edits.into_iter().next()
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
        let start = cx.document.start_with_lead(id);
        &source[before_blank_lines(source, start)..start]
    };
    let found = || outline.section_ids().rev().map(gap).find(|gap| !gap.is_empty());
    cx.usual_gap.get_or_init(|| found().unwrap_or_else(|| cx.line_end()))
}

/// Where a section ends, or the next one begins: before what leads up to the next heading.
fn before_lead(document: &Document, offset: usize) -> usize {
    let outline = &document.outline;
    match outline.section_at(offset).filter(|&id| outline.section(id).heading.start == offset) {
        Some(next) => document.start_with_lead(next),
        None => offset,
    }
}

/// Where the blank lines before an offset begin: after the end of the last line that is not blank.
fn before_blank_lines(source: &str, offset: usize) -> usize {
    let text = source[..offset].trim_end_matches(is_blank);
    let rest = &source[text.len()..offset];
    let line = rest.find(['\n', '\r']).map(|at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
    // At the very top there is no such line.
    if text.is_empty() { 0 } else { text.len() + line.unwrap_or(rest.len()) }
}

/// The headings of a section and its subsections as they have to be at another place; `None` where Markdown has no
/// heading so deep.
fn restyled(cx: &Context<'_>, spec: SectionId, place: Destination) -> Option<Vec<Edit>> {
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
