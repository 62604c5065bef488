#![doc = include_str!("../../docs/rules/template-text.md")]

use std::ops::Range;

use memchr::memmem::Finder;

use super::options::options;
use super::{Context, Finding, RuleTable, Subject, Words};
use crate::document::{Document, Passage, SectionId, is_task};
use crate::lines::LineIndex;
use crate::template::Template;

/// Default of `min-words`: shorter paragraphs ("Primary assignee:") are forms to fill in, not guidance.
const MIN_WORDS: usize = 6;

options! {
    /// Options of `template-text`.
    TemplateText {
        /// Paragraphs of fewer words are not compared (6).
        min_words: usize,
    }
}

/// The guidance of a template, looked for once for all its specs: by section, its paragraphs and list items.
#[derive(Debug)]
pub(crate) struct Guidance(Vec<Vec<Guide>>);

/// A paragraph or list item of a template.
#[derive(Debug)]
struct Guide {
    range: Range<usize>,
    /// Its longest word: a text without it cannot hold the paragraph, and few texts of authors have it.
    rarest: Finder<'static>,
}

impl Guidance {
    pub fn new(template: &Template, rules: &RuleTable) -> Self {
        let min_words = rules.template_text.0.min_words.unwrap_or(MIN_WORDS);
        let document = &template.document;
        // Tables and code in a template are forms to fill in.
        let lines = LineIndex::new(&document.source);
        let is_form = |range: &Range<usize>| {
            let (line, _) = lines.position(range.start);
            document.regions.iter().any(|region| region.lines.contains(&line))
        };
        let guide = |range: Range<usize>| {
            let (mut count, mut longest) = (0, "");
            for word in document.source[range.clone()].split_whitespace() {
                count += 1;
                longest = if word.len() >= longest.len() { word } else { longest };
            }
            (count >= min_words && count > 0).then(|| Guide { range, rarest: Finder::new(longest).into_owned() })
        };
        let mut all: Vec<Vec<Guide>> = Vec::new();
        for section in 0..document.outline.headings().len() {
            let demand = template.demand(section);
            // What stays is no guidance.
            let passages = if demand.keep { Vec::new() } else { document.passages(section) };
            let passages = passages.into_iter().filter(|passage| !is_form(&passage.range));
            let texts = passages.flat_map(|Passage { range, items }| {
                // What is to be ticked off is a form, too.
                let is_form = items.iter().any(|item| is_task(&document.source[item.clone()]));
                let items = if is_form { Vec::new() } else { items };
                [range].into_iter().chain(items).collect::<Vec<_>>()
            });
            let guides: Vec<Guide> = texts.filter_map(guide).collect();
            all.push(Vec::new());
            // Where one section stands for several of the template's, the guidance of each may be left in it.
            all[demand.like.unwrap_or(section)].extend(guides);
        }
        Guidance(all)
    }
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let (template, spec) = (&cx.template.document, cx.document);
    let titles = template.outline.promoted().min(spec.outline.promoted());
    if titles > 0 {
        found.extend(heading(cx, 0, 0));
    }
    let pairs = (0..titles).map(|id| (id, id)).chain(cx.comparison.pairs.iter().copied());
    for (model, section) in pairs {
        if cx.template.demand(model).is_form {
            found.extend(heading(cx, model, section));
        }
        let body = &spec.source.as_bytes()[spec.outline.section(section).body.clone()];
        let may_be_left = |guide: &&Guide| guide.rarest.find(body).is_some();
        let guidance: Vec<&Guide> = cx.guidance.0[model].iter().filter(may_be_left).collect();
        if guidance.is_empty() {
            continue;
        }
        let is_left = |range: &Range<usize>| {
            let words = spec.source[range.clone()].split_whitespace();
            let is_same = |guide: &&Guide| words.clone().eq(template.source[guide.range.clone()].split_whitespace());
            guidance.iter().any(is_same)
        };
        for passage in spec.passages(section) {
            if is_left(&passage.range) {
                found.push(text(cx, model, section, passage.range));
                continue;
            }
            let items = passage.items.into_iter().filter(is_left);
            found.extend(items.map(|item| text(cx, model, section, item)));
        }
    }
}

/// The finding of a text that was left in.
fn text(cx: &Context<'_>, model: SectionId, section: SectionId, range: Range<usize>) -> Finding {
    Finding {
        range,
        owner: Some(section),
        subject: Subject::Alike,
        message: format!("the template's guidance is left in `{}`", cx.text(section)),
        label: "the template's own words".into(),
        help: Words::of(["replace it with what the section asks for (see ".into(), place(cx, model), ")".into()]),
        fix: None,
    }
}

/// The finding of a title or a placeholder that was left as the template has it.
fn heading(cx: &Context<'_>, model: SectionId, section: SectionId) -> Option<Finding> {
    let template = &cx.template.document;
    let written = |document: &Document, id: SectionId| {
        let range = document.outline.section(id).text_range.clone();
        document.source[range].split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let own = written(cx.document, section);
    let is_name = || own.iter().map(String::as_str).eq(cx.template.name(model).split_whitespace());
    let is_left = !cx.template.demand(model).keep && !own.is_empty() && (own == written(template, model) || is_name());
    let is_title = section < cx.document.outline.promoted();
    is_left.then(|| Finding {
        range: cx.text_range(section),
        owner: Some(section),
        subject: Subject::Section,
        message: match is_title {
            true => format!("the title is the template's: `{}`", cx.template.name(model)),
            false => format!("the heading is the template's placeholder: `{}`", cx.template.name(model)),
        },
        label: "the template's own words".into(),
        help: Words::of(["write what the document is about (see ".into(), place(cx, model), ")".into()]),
        fix: None,
    })
}

/// Where the template has a heading.
fn place(cx: &Context<'_>, model: SectionId) -> Words {
    let line = cx.template.document.outline.section(model).line;
    Words::of([cx.template_path.to_owned().into(), format!(":{line}").into()])
}
