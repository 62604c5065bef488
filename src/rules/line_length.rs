#![doc = include_str!("../../docs/rules/line-length.md")]

use serde::{Deserialize, Serialize};

use super::options::options;
use super::{Context, Finding, Subject};
use crate::document::{Region, RegionKind};
use crate::pattern::Pattern;

options! {
    /// Options of `line-length`.
    LineLength {
        /// Longest line that is no finding, in characters (79).
        max: usize,
        /// Kinds of lines that may be longer (none).
        exempt: Vec<Exemption>,
        /// Lines in which one of these is found may be longer (none).
        exempt_patterns: Vec<Pattern>,
    }
}

impl LineLength {
    /// Longest line that is no finding, in characters.
    pub fn limit(&self) -> usize {
        self.max.unwrap_or(79)
    }
}

/// A kind of line that `line-length` may pass over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// The line holds `://`.
    Urls,
    /// The line has no white space but its indentation.
    NoSpaces,
    /// The line stands in a literal or code block.
    LiteralBlocks,
    /// The line stands in a table.
    Tables,
    /// The line holds more than one `/`.
    Paths,
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let options = &cx.rules.line_length.0;
    let max = options.limit();
    let exempt = options.exempt.as_deref().unwrap_or_default();
    let patterns = options.exempt_patterns.as_deref().unwrap_or_default();
    // Looked for at the first long line that may stand in one.
    let mut regions: Option<Regions> = None;
    for line in 1..=cx.lines.len() {
        let (begin, text) = cx.lines.line(line);
        if text.len() <= max {
            continue;
        }
        let Some((cut, _)) = text.char_indices().nth(max) else { continue };
        let mut in_region = |kind: RegionKind| regions.get_or_insert_with(|| Regions::of(cx)).contain(kind, line);
        let is_exempt = exempt.iter().any(|exemption| match exemption {
            Exemption::Urls => text.contains("://"),
            Exemption::NoSpaces => !text.trim().contains(char::is_whitespace),
            Exemption::Paths => text.bytes().filter(|&b| b == b'/').count() > 1,
            Exemption::LiteralBlocks => in_region(RegionKind::Literal),
            Exemption::Tables => in_region(RegionKind::Table),
        });
        if is_exempt || patterns.iter().any(|pattern| pattern.0.is_match(text)) {
            continue;
        }
        let count = text.chars().count();
        let start = begin + cut;
        found.push(Finding {
            range: start..begin + text.len(),
            owner: cx.document.outline.section_at(start),
            subject: Subject::Alike,
            message: format!("line of {count} characters; at most {max} are allowed"),
            label: format!("{} too many", count - max).into(),
            help: "break the line".into(),
            fix: None,
        });
    }
}

/// By line, whether it stands in a literal block or a table.
struct Regions {
    literal: Vec<bool>,
    table: Vec<bool>,
}

impl Regions {
    fn of(cx: &Context<'_>) -> Self {
        let none = vec![false; cx.lines.len() + 2];
        let mut regions = Regions { literal: none.clone(), table: none };
        for Region { kind, lines } in cx.document.regions.iter().cloned() {
            let marks = if kind == RegionKind::Literal { &mut regions.literal } else { &mut regions.table };
            marks[lines].fill(true);
        }
        regions
    }

    fn contain(&self, kind: RegionKind, line: usize) -> bool {
        if kind == RegionKind::Literal { self.literal[line] } else { self.table[line] }
    }
}
