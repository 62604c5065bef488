#![doc = include_str!("../../docs/rules/template-text.md")]

use std::ops::Range;

use memchr::memmem::Finder;

use super::options::options;
use super::{Context, Finding, RuleTable, Subject, Words};
use crate::document::{Document, SectionId};
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

/// The guidance of a template, looked for once for all its specs: by section, its paragraphs.
#[derive(Debug)]
pub(crate) struct Guidance(Vec<Vec<Paragraph>>);

/// A paragraph of a template.
#[derive(Debug)]
struct Paragraph {
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
        let guidance = |section| {
            let paragraphs = paragraphs(document, section).into_iter().filter(|range| !is_form(range));
            let guides = paragraphs.filter_map(|range| {
                let (mut count, mut longest) = (0, "");
                for word in document.source[range.clone()].split_whitespace() {
                    count += 1;
                    longest = if word.len() >= longest.len() { word } else { longest };
                }
                (count >= min_words && count > 0)
                    .then(|| Paragraph { range, rarest: Finder::new(longest).into_owned() })
            });
            guides.collect()
        };
        Guidance((0..document.outline.headings().len()).map(guidance).collect())
    }
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let (template, spec) = (&cx.template.document, cx.document);
    let titles = template.outline.promoted().min(spec.outline.promoted());
    let pairs = (0..titles).map(|id| (id, id)).chain(cx.comparison.pairs.iter().copied());
    for (model, section) in pairs {
        let body = &spec.source.as_bytes()[spec.outline.section(section).body.clone()];
        let may_be_left = |paragraph: &&Paragraph| paragraph.rarest.find(body).is_some();
        let guidance: Vec<_> = cx.guidance.0[model].iter().filter(may_be_left).collect();
        if guidance.is_empty() {
            continue;
        }
        for range in paragraphs(spec, section) {
            let words = spec.source[range.clone()].split_whitespace();
            let is_same =
                |guide: &&Paragraph| words.clone().eq(template.source[guide.range.clone()].split_whitespace());
            if guidance.iter().any(is_same) {
                let line = template.outline.section(model).line;
                found.push(Finding {
                    range,
                    owner: Some(section),
                    subject: Subject::Alike,
                    message: format!("the template's guidance is left in `{}`", cx.text(section)),
                    label: "the template's own words".into(),
                    help: Words::of([
                        "replace it with what the section asks for (see ".into(),
                        cx.template_path.to_owned().into(),
                        format!(":{line})").into(),
                    ]),
                    fix: None,
                });
            }
        }
    }
}

/// The paragraphs of a section's own body, as ranges in the source. Comments are left out.
fn paragraphs(document: &Document, section: SectionId) -> Vec<Range<usize>> {
    let body = document.outline.section(section).body.clone();
    let mut at = body.start;
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in document.source[body].split_inclusive('\n') {
        let range = at + line.len() - line.trim_start().len()..at + line.trim_end().len();
        at += line.len();
        if range.is_empty() || is_hidden(document, range.start) {
            open = false;
            continue;
        }
        match paragraphs.last_mut().filter(|_| open) {
            Some(last) => last.end = range.end,
            None => paragraphs.push(range),
        }
        open = true;
    }
    paragraphs
}

fn is_hidden(document: &Document, offset: usize) -> bool {
    let after = document.hidden.partition_point(|range| range.start <= offset);
    after.checked_sub(1).is_some_and(|last| document.hidden[last].contains(&offset))
}
