#![doc = include_str!("../../docs/rules/required-text.md")]

use std::ops::Range;

use regex::Captures;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::options::options;
use super::{Context, Finding, RuleTable, Subject};
use crate::document::SectionId;
use crate::pattern::Pattern;
use crate::template::SectionPath;

/// The group of a pattern that has to be the name of the spec's file.
const FILE_NAME: &str = "file_name";

options! {
    /// Options of `required-text`.
    RequiredTexts {
        /// What specs have to hold (nothing).
        texts: Vec<RequiredText>,
    }
}

/// A text that specs have to hold.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequiredText {
    /// How messages call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is looked for. A group `file_name` has to be the spec's file name without its extension.
    pub pattern: Pattern,
    /// Where it is looked for.
    #[serde(default, rename = "in")]
    pub region: TextRegion,
    /// How often it has to be there (once).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<usize>,
    /// How often it may be there (any number of times).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
    /// Specs in which this is found need not hold the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Pattern>,
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
    /// The section at this path, with its subsections.
    Section(SectionPath),
}

impl<'de> Deserialize<'de> for TextRegion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match text.as_str() {
            "document" => TextRegion::Document,
            "preamble" => TextRegion::Preamble,
            "head" => TextRegion::Head,
            _ => TextRegion::Section(SectionPath::deserialize(de::value::StrDeserializer::new(&text))?),
        })
    }
}

impl Serialize for TextRegion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TextRegion::Document => serializer.serialize_str("document"),
            TextRegion::Preamble => serializer.serialize_str("preamble"),
            TextRegion::Head => serializer.serialize_str("head"),
            TextRegion::Section(path) => serializer.collect_str(path),
        }
    }
}

/// The sections that texts are looked for in.
pub(crate) fn stated_sections(rules: &RuleTable) -> impl Iterator<Item = &SectionPath> {
    rules.required_text.0.texts.iter().flatten().filter_map(|text| match &text.region {
        TextRegion::Section(path) => Some(path),
        _ => None,
    })
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for text in cx.rules.required_text.0.texts.iter().flatten() {
        if text.unless.as_ref().is_some_and(|unless| unless.0.is_match(&cx.document.source)) {
            continue;
        }
        // A section that is missing is another rule's matter.
        for (region, owner) in regions(cx, &text.region) {
            check_text(cx, text, region, owner, found);
        }
    }
}

fn check_text(
    cx: &Context<'_>,
    text: &RequiredText,
    region: Range<usize>,
    owner: Option<SectionId>,
    found: &mut Vec<Finding>,
) {
    let stem = cx.spec.path.file_stem().unwrap_or_default().to_string_lossy();
    let name = text.name.clone().unwrap_or_else(|| format!("a text that matches `{}`", text.pattern.0));
    let place = |range: Range<usize>| region.start + range.start..region.start + range.end;
    let has_name = |captures: &Captures<'_>| captures.name(FILE_NAME).is_none_or(|group| group.as_str() == stem);
    let all = text.pattern.0.captures_iter(&cx.document.source[region.clone()]);
    let (right, wrong): (Vec<_>, Vec<_>) = all.partition(has_name);
    let range_of = |captures: &Captures<'_>| captures.get(0).map(|whole| place(whole.range()));
    let mut report = |range, message, label: &str, help: String| {
        let subject = Subject::Named(name.as_str().into());
        found.push(Finding { range, owner, subject, message, label: label.into(), help: help.into(), fix: None });
    };
    if right.len() < text.min.unwrap_or(1) {
        if let Some(group) = wrong.first().and_then(|captures| captures.name(FILE_NAME)) {
            let message = format!("{name} is for `{}`, and the file is named `{stem}`", group.as_str());
            let help = "write the file's name without its extension, or rename the file".to_owned();
            return report(place(group.range()), message, "not the file's name", help);
        }
        let times = match (right.len(), text.min.unwrap_or(1)) {
            (_, 1) => " is missing".to_owned(),
            (there, wanted) => format!(": {there} of at least {wanted}"),
        };
        let at = region.start;
        let help = format!("write it {}", where_(&text.region));
        return report(at..at, format!("{name}{times}"), "here or below", help);
    }
    if let Some(max) = text.max
        && let Some(range) = right.get(max).and_then(range_of)
    {
        let message = format!("{name} is there {} times; at most {max} are allowed", right.len());
        report(range, message, "one too many", "remove it".to_owned());
    }
}

/// The byte ranges of a region, and the section that each is.
fn regions(cx: &Context<'_>, region: &TextRegion) -> Vec<(Range<usize>, Option<SectionId>)> {
    let outline = &cx.document.outline;
    match region {
        TextRegion::Document => vec![(cx.document.head().start..cx.document.source.len(), None)],
        TextRegion::Preamble => vec![(cx.document.head().start..outline.preamble().end, None)],
        TextRegion::Head => vec![(cx.document.head(), None)],
        TextRegion::Section(path) => {
            let range = |id: SectionId| (outline.section(id).heading.end..outline.end(id), Some(id));
            sections_at(cx, path).into_iter().map(range).collect()
        }
    }
}

/// The sections at a path: of each heading that is named the first one, and all where any is meant.
fn sections_at(cx: &Context<'_>, path: &SectionPath) -> Vec<SectionId> {
    let outline = &cx.document.outline;
    let mut found = vec![None];
    for heading in path.headings() {
        let below = |parent: &Option<SectionId>| -> Vec<Option<SectionId>> {
            let mut children = outline.children(*parent);
            match heading {
                None => children.map(Some).collect(),
                Some(heading) => {
                    children.find(|&id| outline.section(id).key == heading).map(Some).into_iter().collect()
                }
            }
        };
        found = found.iter().flat_map(below).collect();
    }
    found.into_iter().flatten().collect()
}

fn where_(region: &TextRegion) -> String {
    match region {
        TextRegion::Document => "anywhere".to_owned(),
        TextRegion::Preamble => "before the first heading".to_owned(),
        TextRegion::Head => "before the first section".to_owned(),
        TextRegion::Section(path) => format!("in the section `{path}`"),
    }
}
