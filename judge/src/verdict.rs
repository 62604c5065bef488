//! Whether speclint sees in a document what the judges see.

use std::panic::catch_unwind;

use speclint::document::{HeadingStyle, RegionKind};
use speclint::{Document, Format, LineIndex};

use crate::judges::{CommonMarkJs, Record, cmark, cmark_gfm};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Same,
    /// By what and from whom.
    Differs(String),
    /// Why a difference does not count.
    Unjudged(&'static str),
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Verdict::Same => f.write_str("same"),
            Verdict::Differs(how) => f.write_str(how),
            Verdict::Unjudged(cause) => write!(f, "not judged: {cause}"),
        }
    }
}

pub struct Court {
    pub commonmark_js: Option<CommonMarkJs>,
}

/// What speclint sees.
struct Ours {
    headings: Vec<(usize, u8, String)>,
    /// First line, and the line after the last.
    code: Vec<(usize, usize)>,
    tables: Vec<(usize, usize)>,
    /// Where the text begins that is judged, after front matter.
    body: usize,
}

impl Court {
    pub fn judge(&mut self, source: &str) -> Verdict {
        let verdict = self.compare(source);
        let Verdict::Differs(how) = &verdict else { return verdict };
        let faults = if how.starts_with("cmark-gfm") { FAULTS } else { &FAULTS[..1] };
        let mut is_cause = |without: &str| without != source && !matches!(self.compare(without), Verdict::Differs(_));
        if let Some((cause, _)) = faults.iter().find(|(_, without)| is_cause(&without(source))) {
            return Verdict::Unjudged(cause);
        }
        let without_all = faults.iter().fold(source.to_owned(), |text, (_, without)| without(&text));
        if is_cause(&without_all) { Verdict::Unjudged("several of these") } else { verdict }
    }

    fn compare(&mut self, source: &str) -> Verdict {
        let Ok(ours) = catch_unwind(|| ours(source)) else { return Verdict::Differs("speclint panics".to_owned()) };
        let body = &source[ours.body..];
        if ours.body > 0 && body.starts_with('\u{feff}') {
            return Verdict::Unjudged("what follows front matter looks like a byte order mark to the judges");
        }
        let lines = Lines { index: LineIndex::new(body), has_footnotes: body.contains("[^") };
        let extended = cmark_gfm(body, true);
        let theirs = cmark(body);
        let has_tilde = |record: &Record| matches!(record, Record::Heading { text, .. } if text.contains('~'));
        if lines.has_footnotes || extended.contains(&Record::Extension) || theirs.iter().any(has_tilde) {
            let Some(difference) = ours.difference(&extended, &lines) else { return Verdict::Same };
            if !agree(&theirs, &cmark_gfm(body, false), &lines) || !self.agrees(&theirs, body, &lines) {
                return Verdict::Unjudged("CommonMark 0.29 differs from 0.31, or cmark from commonmark.js");
            }
            return Verdict::Differs(format!("cmark-gfm: {difference}"));
        }
        let Some(difference) = ours.difference(&theirs, &lines) else { return Verdict::Same };
        if !self.agrees(&theirs, body, &lines) {
            return Verdict::Unjudged("cmark differs from commonmark.js");
        }
        if !ours.tables.is_empty() && !agree(&theirs, &cmark_gfm(body, false), &lines) {
            return Verdict::Unjudged("CommonMark 0.29 differs from 0.31, so that cmark-gfm sees no table");
        }
        Verdict::Differs(format!("cmark and commonmark.js: {difference}"))
    }

    /// Whether commonmark.js, where it is there, sees the same as cmark.
    fn agrees(&mut self, theirs: &[Record], body: &str, lines: &Lines<'_>) -> bool {
        self.commonmark_js.as_mut().is_none_or(|js| agree(theirs, &js.records(body), lines))
    }
}

/// A cause of differences, and what takes it out of a document.
type Fault = (&'static str, fn(&str) -> String);

/// What cmark-gfm, and the first of these also cmark, is known to do otherwise than CommonMark 0.31, where the comparison
/// of the judges does not show it. Where no difference is left without it, that was the cause.
const FAULTS: &[Fault] = &[
    ("`<![CDATA[` in small letters", |source| source.replace("<![cdata[", "<![xdata[")),
    ("a symbol beside `~`", |source| {
        let is_symbol = |c: char| c == '\0' || !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace();
        source.chars().map(|c| if is_symbol(c) { '\u{2014}' } else { c }).collect()
    }),
    ("a title that ends in an escaped quote", |source| {
        source.replace("\\\"", "\\x").replace("\\'", "\\x").replace("\\)", "\\x")
    }),
    ("an address with an open bracket", |source| source.replace('(', "x")),
    ("a vertical tab or a form feed that is white space", |source| source.replace(['\u{b}', '\u{c}'], " ")),
    ("a link around a link that a footnote's mark follows", |source| source.replace("][", "] [").replace("](", "] (")),
    ("a footnote's mark that begins with an escape", |source| source.replace("[\\^", "[\\!")),
    ("a footnote's mark over lines", |source| {
        let mut marks = source.split("[^");
        let first = marks.next().unwrap_or_default().to_owned();
        marks.fold(first, |text, mark| {
            let (label, rest) = mark.split_at(mark.find(']').unwrap_or(0));
            text + "[^" + &label.replace(['\n', '\r'], "x") + rest
        })
    }),
];

fn ours(source: &str) -> Ours {
    let document = Document::parse(source, Format::Markdown);
    let body = document.front_matter.as_ref().map_or(0, |range| range.end);
    let before = LineIndex::new(&source[..body]).len() - 1;
    let headings = document.outline.headings().iter().map(|section| {
        let HeadingStyle::Markdown { level, .. } = section.style else { panic!("a Markdown heading") };
        (section.line - before, level, section.text.to_string())
    });
    let regions = |kind: RegionKind| {
        let regions = document.regions.iter().filter(move |region| region.kind == kind);
        let mut regions: Vec<_> =
            regions.map(|region| (region.lines.start - before, region.lines.end - before)).collect();
        regions.sort_unstable();
        regions
    };
    Ours { headings: headings.collect(), code: regions(RegionKind::Literal), tables: regions(RegionKind::Table), body }
}

/// The lines of a document, for what the judges do not tell.
struct Lines<'a> {
    index: LineIndex<'a>,
    has_footnotes: bool,
}

impl Lines<'_> {
    fn line(&self, line: usize) -> &str {
        self.index.line(line).1
    }

    /// Judges take the first line of a paragraph for that of the heading made of it, also where that is a link
    /// definition, which is no part of the heading.
    fn is_heading_line(&self, line: usize, theirs: usize) -> bool {
        line == theirs || line > theirs && self.line(theirs).trim_start().starts_with('[')
    }

    /// The judges do not tell whether a block was closed, so that a line that looks like a fence may be one or not.
    /// speclint does not count empty lines at the end of a block that was not closed.
    fn is_code(&self, (start, end): (usize, usize), (theirs, fenced, lines): (usize, bool, usize)) -> bool {
        if !fenced {
            return start == theirs && end == theirs + lines;
        }
        let mut open = theirs + 1 + lines;
        let fence = self.line(open).trim_end_matches([' ', '\t']);
        if start == theirs && end == open + 1 && (fence.ends_with("```") || fence.ends_with("~~~")) {
            return true;
        }
        while open > theirs + 1 && self.line(open - 1).is_empty() {
            open -= 1;
        }
        start == theirs && end == open
    }
}

fn headings(records: &[Record]) -> Vec<(usize, u8, &str)> {
    let heading = |record| match record {
        &Record::Heading { start, level, ref text } => Some((start, level, &**text)),
        _ => None,
    };
    records.iter().filter_map(heading).collect()
}

fn code(records: &[Record]) -> Vec<(usize, bool, usize)> {
    let code = |record: &Record| match *record {
        Record::Code { start, fenced, lines } => Some((start, fenced, lines)),
        _ => None,
    };
    let mut found: Vec<_> = records.iter().filter_map(code).collect();
    found.sort_unstable();
    found
}

/// Whether two judges do, as far as they are asked.
fn agree(one: &[Record], other: &[Record], lines: &Lines<'_>) -> bool {
    let same = |(a, b): (&(usize, u8, &str), &(usize, u8, &str))| {
        a.1 == b.1 && a.2 == b.2 && (lines.is_heading_line(a.0, b.0) || lines.is_heading_line(b.0, a.0))
    };
    let (a, b) = (headings(one), headings(other));
    a.len() == b.len() && a.iter().zip(&b).all(same) && code(one) == code(other)
}

impl Ours {
    /// What differs from what a judge sees.
    fn difference(&self, theirs: &[Record], lines: &Lines<'_>) -> Option<String> {
        let judged = headings(theirs);
        let same = |(our, their): (&(usize, u8, String), &(usize, u8, &str))| {
            our.1 == their.1 && our.2 == their.2 && lines.is_heading_line(our.0, their.0)
        };
        if self.headings.len() != judged.len() || !self.headings.iter().zip(&judged).all(same) {
            return Some(format!("headings\n  ours   {:?}\n  theirs {judged:?}", self.headings));
        }
        let judged = code(theirs);
        if !pair(&self.code, &judged, lines.has_footnotes, |&our, &their| lines.is_code(our, their)) {
            return Some(format!("code\n  ours   {:?}\n  theirs {judged:?}", self.code));
        }
        let table = |record: &Record| match *record {
            Record::Table { row, rows } => Some(if rows > 1 { (row - 2, row + rows - 1) } else { (row - 1, row + 1) }),
            _ => None,
        };
        let mut judged: Vec<_> = theirs.iter().filter_map(table).collect();
        judged.sort_unstable();
        if !pair(&self.tables, &judged, lines.has_footnotes, |our, their| our == their) {
            return Some(format!("tables\n  ours   {:?}\n  theirs {judged:?}", self.tables));
        }
        None
    }
}

/// Whether each of theirs is one of ours, in order. Where there are footnotes we may have more: cmark-gfm drops those
/// that nothing refers to, with what is in them.
fn pair<O, T>(ours: &[O], theirs: &[T], may_have_more: bool, same: impl Fn(&O, &T) -> bool) -> bool {
    let mut rest = ours.iter();
    let all = theirs.iter().all(|their| {
        if may_have_more { rest.any(|our| same(our, their)) } else { rest.next().is_some_and(|our| same(our, their)) }
    });
    all && (may_have_more || rest.next().is_none())
}
