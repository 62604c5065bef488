#![doc = include_str!("../../docs/rules/text.md")]

use std::ops::Range;

use regex::Captures as Groups;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::captures::{Captures, Disagreement};
use super::options::options;
use super::{Context, Finding, RuleTable, Subject, metadata};
use crate::document::SectionId;
use crate::pattern::Pattern;
use crate::template::SectionPath;

options! {
    /// Options of `text`.
    Texts {
        /// What specs have to hold, or must not hold (nothing).
        texts: Vec<TextDemand>,
    }
    list texts
}

/// A text that specs have to hold, or must not hold.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextDemand {
    /// What is looked for. A named group matches the same as groups of that name in other patterns.
    pub pattern: Pattern,
    /// Where it is looked for.
    #[serde(default, rename = "in")]
    pub region: TextRegion,
    /// How often it has to be there (once, or with a `max` of 0 never).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<usize>,
    /// How often it may be there (any number of times).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
    /// Specs in which this is found are passed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Pattern>,
    /// Whether code blocks count (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<bool>,
    /// What is reported, in the team's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What is to be done, in the team's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TextRegion {
    /// `document`: all of it.
    #[default]
    Document,
    /// `preamble`: what stands before the first heading.
    Preamble,
    /// `head`: what stands before the first section, the title included.
    Head,
    /// `title`: the words of the title.
    Title,
    /// The sections at this path, each with its subsections.
    Section(SectionPath),
}

impl TextRegion {
    /// The regions that are no section, with their names.
    const NAMED: [(&str, TextRegion); 4] = [
        ("document", TextRegion::Document),
        ("preamble", TextRegion::Preamble),
        ("head", TextRegion::Head),
        ("title", TextRegion::Title),
    ];
}

impl<'de> Deserialize<'de> for TextRegion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match TextRegion::NAMED.into_iter().find(|(name, _)| *name == text) {
            Some((_, region)) => Ok(region),
            None => SectionPath::deserialize(de::value::StrDeserializer::new(&text)).map(TextRegion::Section),
        }
    }
}

impl Serialize for TextRegion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TextRegion::Section(path) => serializer.collect_str(path),
            named => {
                let name = TextRegion::NAMED.iter().find(|(_, region)| region == named).map(|(name, _)| *name);
                serializer.serialize_str(name.unwrap_or_default())
            }
        }
    }
}

impl TextDemand {
    /// How often it has to be there.
    fn min(&self) -> usize {
        self.min.unwrap_or(usize::from(self.max != Some(0)))
    }

    /// As messages call it.
    fn name(&self) -> String {
        format!("a text that matches `{}`", self.pattern.0)
    }

    fn finding(&self, place: &Place<'_>, range: Range<usize>, problem: Problem) -> Finding {
        Finding {
            range,
            owner: place.owner,
            subject: Subject::Named(self.pattern.0.as_str().into()),
            message: self.message.clone().unwrap_or(problem.message),
            label: problem.label.into(),
            help: self.help.clone().unwrap_or(problem.help).into(),
            fix: None,
        }
    }
}

/// What is wrong with a text, in words.
struct Problem {
    message: String,
    label: String,
    help: String,
}

/// A part of a document where a text is looked for.
struct Place<'c> {
    text: &'c str,
    /// Byte offset of the text, where it stands in the document as it is.
    start: Option<usize>,
    /// Byte range of the whole.
    range: Range<usize>,
    /// The section that it is.
    owner: Option<SectionId>,
}

impl Place<'_> {
    /// Byte range in the document of what is at a range of the text.
    fn range_of(&self, range: Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => start + range.start..start + range.end,
            None => self.range.clone(),
        }
    }
}

/// The sections that texts are looked for in.
pub(crate) fn stated_sections(rules: &RuleTable) -> impl Iterator<Item = &SectionPath> {
    rules.text.0.texts.iter().flatten().filter_map(|text| match &text.region {
        TextRegion::Section(path) => Some(path),
        _ => None,
    })
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let texts = cx.rules.text.0.texts.as_deref().unwrap_or_default();
    let mut captures = metadata::captures(cx);
    for text in texts {
        if text.unless.as_ref().is_some_and(|unless| unless.0.is_match(&cx.document.source)) {
            continue;
        }
        // A section that is missing is another rule's matter.
        for place in places(cx, &text.region) {
            check_text(cx, text, &place, &mut captures, found);
        }
    }
}

fn check_text(
    cx: &Context<'_>,
    demand: &TextDemand,
    place: &Place<'_>,
    captures: &mut Captures,
    found: &mut Vec<Finding>,
) {
    let regex = &demand.pattern.0;
    let counts = |groups: &Groups<'_>| {
        let start = groups.get(0).map_or(0, |whole| whole.start());
        demand.code == Some(true) || !cx.is_in_code(place.range_of(start..start).start)
    };
    let mut right: Vec<Range<usize>> = Vec::new();
    let mut wrong: Option<(Range<usize>, Disagreement)> = None;
    let mut agreed = None;
    for groups in regex.captures_iter(place.text).filter(counts) {
        let range = groups.get(0).map_or(0..0, |whole| whole.range());
        match captures.disagreement(regex, &groups) {
            None => {
                right.push(range);
                agreed.get_or_insert(groups);
            }
            Some(other) => {
                let range = groups.name(&other.name).map_or(range, |group| group.range());
                wrong.get_or_insert((range, other));
            }
        }
    }
    if let Some(groups) = agreed {
        captures.add(regex, &groups, &in_words(&demand.region));
    }
    if right.len() < demand.min() {
        let (range, problem) = match wrong {
            Some((range, other)) => (place.range_of(range), disagrees(&other)),
            None => (place.range.start..place.range.start, too_few(demand, right.len())),
        };
        found.push(demand.finding(place, range, problem));
        return;
    }
    let one_too_many = demand.max.and_then(|max| right.get(max));
    if let Some(range) = one_too_many {
        let problem = too_many(demand, right.len());
        found.push(demand.finding(place, place.range_of(range.clone()), problem));
    }
}

fn disagrees(other: &Disagreement) -> Problem {
    Problem {
        message: other.in_words(),
        label: format!("`{}` in {}", other.expected, other.place),
        help: "correct one of the two".to_owned(),
    }
}

fn too_few(demand: &TextDemand, there: usize) -> Problem {
    let name = demand.name();
    let message = match (there, demand.min()) {
        (_, 1) => format!("{name} is missing"),
        (there, wanted) => format!("{name}: {there} of at least {wanted}"),
    };
    let label = if demand.region == TextRegion::Title { "the title" } else { "here or below" };
    Problem { message, label: label.to_owned(), help: format!("write it {}", where_(&demand.region)) }
}

fn too_many(demand: &TextDemand, there: usize) -> Problem {
    let name = demand.name();
    let times = if there == 1 { "once".to_owned() } else { format!("{there} times") };
    let (message, label) = match demand.max.unwrap_or_default() {
        0 => (format!("{name} is not allowed {}", where_(&demand.region)), "this text"),
        max => (format!("{name} is there {times}; at most {max} may be"), "one too many"),
    };
    Problem { message, label: label.to_owned(), help: "remove it".to_owned() }
}

/// The parts of a document that a region is.
fn places<'c>(cx: &Context<'c>, region: &TextRegion) -> Vec<Place<'c>> {
    let outline = &cx.document.outline;
    let source: &'c str = &cx.document.source;
    let place = |range: Range<usize>, owner: Option<SectionId>| Place {
        text: &source[range.clone()],
        start: Some(range.start),
        range,
        owner,
    };
    let head = cx.document.head();
    match region {
        TextRegion::Document => vec![place(head.start..source.len(), None)],
        TextRegion::Preamble => vec![place(head.start..outline.preamble().end, None)],
        TextRegion::Head => vec![place(head, None)],
        TextRegion::Title => match outline.title() {
            Some(title) => {
                let range = title.text_range.clone();
                // Without markup and escapes it stands there as it is.
                let start = (source[range.clone()] == *title.text).then_some(range.start);
                vec![Place { text: &title.text, start, range, owner: None }]
            }
            None => vec![place(head.start..head.start, None)],
        },
        TextRegion::Section(path) => {
            let of_section = |id: SectionId| place(outline.section(id).heading.end..outline.end(id), Some(id));
            sections_at(cx, path).into_iter().map(of_section).collect()
        }
    }
}

/// The sections at a path: by their own headings, or by those of the template's sections that they are.
fn sections_at(cx: &Context<'_>, path: &SectionPath) -> Vec<SectionId> {
    let outline = &cx.document.outline;
    let is_named = |id: SectionId, heading: &str| {
        let mut models = cx.comparison.pairs.iter().filter(|pair| pair.1 == id).map(|pair| pair.0);
        outline.section(id).key == heading || models.any(|model| cx.template.is_named(model, heading))
    };
    let mut found = vec![None];
    for heading in path.headings() {
        let is_it = |id: &SectionId| heading.is_none_or(|heading| is_named(*id, heading));
        let below = |parent: &Option<SectionId>| outline.children(*parent).filter(is_it).map(Some).collect::<Vec<_>>();
        found = found.iter().flat_map(below).collect();
    }
    found.into_iter().flatten().collect()
}

fn where_(region: &TextRegion) -> String {
    match region {
        TextRegion::Document => "anywhere".to_owned(),
        TextRegion::Preamble => "before the first heading".to_owned(),
        TextRegion::Head => "before the first section".to_owned(),
        TextRegion::Title => "in the title".to_owned(),
        TextRegion::Section(path) => format!("in the section `{path}`"),
    }
}

/// A region as the place of something.
fn in_words(region: &TextRegion) -> String {
    match region {
        TextRegion::Document => "the text".to_owned(),
        TextRegion::Preamble => "the text before the first heading".to_owned(),
        TextRegion::Head => "the text before the first section".to_owned(),
        TextRegion::Title => "the title".to_owned(),
        TextRegion::Section(path) => format!("the section `{path}`"),
    }
}
