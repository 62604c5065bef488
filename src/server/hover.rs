//! What the template says of a section, and the page of a rule.

use super::protocol::{Contents, Hover, Position, markdown, touches};
use super::view::{Held, View};
use crate::document::SectionId;
use crate::rules::Rule;
use crate::template::Template;

/// What there is to say of a position.
pub(super) fn hover(view: &View, position: Position) -> Option<Hover> {
    let offset = view.offset(position);
    of_rule_name(view, offset).or_else(|| of_finding(view, offset)).or_else(|| of_section(view, offset))
}

/// The page of a rule whose name stands there: in a suppression or in the configuration.
fn of_rule_name(view: &View, offset: usize) -> Option<Hover> {
    let before = view.line_before(offset);
    if !view.is_config && !before.contains("speclint:") {
        return None;
    }
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    let start = offset - before.len() + before.trim_end_matches(is_part).len();
    let rest = &view.text()[start..];
    let range = start..start + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let rule = Rule::by_name(&view.text()[range.clone()])?;
    Some(Hover { contents: page(rule), range: Some(view.range(range)) })
}

/// The page of the rule that found something there.
fn of_finding(view: &View, offset: usize) -> Option<Hover> {
    let spans = view.found.iter().filter_map(|found| Some((found.rule, found.span.as_ref()?.range.clone())));
    let (rule, range) =
        spans.filter(|(_, range)| touches(range, &(offset..offset))).min_by_key(|(_, range)| range.len())?;
    Some(Hover { contents: page(rule), range: Some(view.range(range)) })
}

fn page(rule: Rule) -> Contents {
    markdown(rule.page().to_owned()).into()
}

/// The template's guidance for the section there.
fn of_section(view: &View, offset: usize) -> Option<Hover> {
    let held = view.held().ok().flatten()?;
    let outline = &held.standing.document.outline;
    let id = outline.section_at(offset)?;
    let model = held.template_section(id)?;
    let range = view.range(outline.section(id).text_range.clone());
    Some(Hover { contents: markdown(about(view, &held, model)).into(), range: Some(range) })
}

/// What a template says of a section, in Markdown.
pub(super) fn about(view: &View, held: &Held, model: SectionId) -> String {
    let template = held.template();
    let demand = template.demand(model);
    let mut words = vec![if demand.optional { "optional" } else { "required" }];
    words.extend(demand.repeat.then_some("any number of times"));
    let path = view.shown(held.variant.checker.template_path());
    let line = template.document.outline.section(model).line;
    let place = if line > 0 { format!("{path}:{line}") } else { "demanded by the configuration".to_owned() };
    let head = format!("**{}** ({}), {place}", template.name(model), words.join(", "));
    match guidance(template, model) {
        text if text.is_empty() => head,
        text => format!("{head}\n\n{text}"),
    }
}

/// The text under a heading of a template, without what it says to speclint, in Markdown.
fn guidance(template: &Template, model: SectionId) -> String {
    let document = &template.document;
    let body = document.outline.section(model).body.clone();
    let mut text = String::new();
    let mut at = body.start;
    let own = document.comments.iter().filter(|comment| body.contains(&comment.range.start));
    for comment in own {
        text += &document.source[at..comment.range.start.max(at)];
        at = comment.range.end.clamp(at, body.end);
    }
    text += &document.source[at..body.end];
    let text = text.trim_matches(['\n', '\r']).trim_end();
    if text.trim().is_empty() {
        return String::new();
    }
    // Guidance often stands in comments, which would not show.
    document.format.shown_in_markdown(text)
}
