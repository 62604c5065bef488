//! reStructuredText: docutils' block grammar, one file a construct.
//!
//! Only what stands at the top of the document can be a section. What lists, block quotes and directives hold is
//! parsed for its literal blocks, its tables, and the headings that docutils refuses there.

mod anonymous_target;
mod block_quote;
mod bullet_list;
mod csv;
mod directive;
mod directive_kinds;
mod directive_options;
mod doctest;
mod enumerated_list;
mod explicit_markup;
mod field_list;
#[cfg(feature = "cli")]
mod fixtures;
mod hyperlink_target;
mod include;
mod indirect_targets;
mod lead;
mod line_block;
mod lines;
mod literal_block;
mod lookalikes;
mod metadata;
mod option_list;
mod parser;
mod references;
mod remark;
#[cfg(feature = "cli")]
pub(crate) mod sphinx;
mod states;
mod table;
mod table_directive;
mod table_shape;
mod text;
mod title;
mod toctree;
mod writing;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

#[cfg(feature = "cli")]
pub(super) use self::fixtures::fixtures;
pub(super) use self::include::includes;
pub(super) use self::lead::lead;
pub(super) use self::lookalikes::lookalikes;
pub(super) use self::metadata::metadata;
pub(super) use self::references::{fragment, is_content_of_role, references, written_name};
pub(super) use self::remark::words;
pub(super) use self::states::turns;
pub use self::title::{ProblemKind, display_width};
pub(super) use self::toctree::entry_lists;
#[cfg(feature = "cli")]
pub(super) use self::writing::escaped;
#[cfg(feature = "cli")]
pub(crate) use self::writing::with_adornments;
pub(super) use self::writing::{comment, free_style, heading, list_of_directory, usual_style};

use self::indirect_targets::Leads;
use self::lines::{Line, Lines};
use self::parser::{Kind, Parser, Place, Sink};
use self::title::Title;
use super::outline::{Heading, HeadingStyle, OutlineBuilder};
use super::text::Text;
use super::{Comment, Document, Format, HeadingProblem, Region, RegionKind};

/// docutils' `line_length_limit`, in characters: it makes nothing of a document with a longer line.
const LINE_LENGTH_LIMIT: usize = 10_000;

/// Parses a document whose text begins at byte `start` (after a byte order mark).
pub(super) fn parse(source: Arc<str>, start: usize) -> Document {
    let Lines { text, lines } = Lines::new(&source, start);
    let mut sink = DocumentSink {
        source: &source,
        copied: matches!(text, Cow::Owned(_)),
        builder: OutlineBuilder::default(),
        styles: Vec::new(),
        hidden: Vec::new(),
        comments: Vec::new(),
        problems: Vec::new(),
        regions: Vec::new(),
        on_page: [false; 2],
        has_indirect_target: false,
    };
    match lines.iter().find(|line| is_too_long(&text, line)) {
        Some(line) => sink.problem(ProblemKind::LineTooLong, std::slice::from_ref(line), line),
        None => Parser::new(&text, &lines, &mut sink).run(),
    }
    if sink.has_indirect_target {
        let problems = indirect_targets::problems(&text, &lines);
        sink.on_page = [sink.on_page[0] || problems[0], sink.on_page[1] || problems[1]];
    }
    let promotable = sink.on_page.iter().take_while(|&&on_page| !on_page).count();
    let DocumentSink { builder, hidden, comments, problems, regions, .. } = sink;
    Document {
        format: Format::Rst,
        outline: builder.finish(source.len(), promotable),
        hidden,
        comments,
        problems,
        regions,
        front_matter: None,
        line_starts: None,
        source: source.clone(),
    }
}

/// What is compared of a heading.
fn key(text: &Text) -> Text {
    text.prefix(len_without_marks(text)).key()
}

/// The length of a heading's text without the marks of footnotes and citations at its end.
pub(super) fn len_without_marks(text: &str) -> usize {
    let mut len = text.trim_end().len();
    while let Some((before, label)) = text[..len].strip_suffix("]_").and_then(|marked| {
        marked
            .rsplit_once([' ', '\\'])
            .and_then(|(before, label)| Some((before.trim_end_matches('\\'), label.strip_prefix('[')?)))
    }) && !label.contains(char::is_whitespace)
        && !before.trim_end().is_empty()
    {
        len = before.trim_end().len();
    }
    len
}

/// Where the text of a list item begins in a line without its indent, if the line may be one.
pub(super) fn item_text(line: &str) -> Option<usize> {
    bullet_list::text_start(line).or_else(|| enumerated_list::text_start(line))
}

/// Whether a heading's text may hold inline markup or an escape.
pub(super) fn may_have_markup(text: &str) -> bool {
    text.contains(['`', '|', '*', '\\']) || text.split_whitespace().any(|word| word.ends_with('_') && word.len() > 1)
}

fn is_too_long(text: &str, line: &Line) -> bool {
    let (start, end) = (line.start as usize, line.end as usize);
    end - start > LINE_LENGTH_LIMIT && text[start..end].chars().count() > LINE_LENGTH_LIMIT
}

/// Builds the outline and gathers what rules need of a document.
struct DocumentSink<'a> {
    source: &'a Arc<str>,
    /// Whether the lines' text is a copy with tabs expanded, in which offsets differ from the source's.
    copied: bool,
    builder: OutlineBuilder,
    /// Title styles by first appearance: the index of a style is its level - 1.
    styles: Vec<HeadingStyle>,
    hidden: Vec<Range<usize>>,
    comments: Vec<Comment>,
    problems: Vec<HeadingProblem>,
    regions: Vec<Region>,
    /// Whether something stands on the page before the first section, and before the second one.
    on_page: [bool; 2],
    /// Whether a target that refers to another one stands there: it may be on the page, too.
    has_indirect_target: bool,
}

/// Byte range in the source of some lines, without the last one's end.
fn range_of(source: &str, lines: &[Line]) -> Range<usize> {
    match lines {
        [first, .., last] | [first @ last] => first.source as usize..lines::source_line(source, last).end,
        [] => 0..0,
    }
}

impl Sink for DocumentSink<'_> {
    fn is_title_open(&self) -> bool {
        self.on_page.get(self.builder.len()).is_some_and(|on_page| !on_page)
    }

    fn title(&mut self, text: &str, title: Title<'_>) {
        let known = self.styles.iter().position(|&style| style == title.style);
        let level = known.unwrap_or(self.styles.len()) + 1;
        let open = self.builder.depth();
        if level > open + 1 {
            let kind = ProblemKind::SkippedLevel { from: open, to: level };
            return self.problem(kind, title.lines, title.text_line);
        }
        if known.is_none() {
            self.styles.push(title.style);
        }
        // Only an overlined title may be indented; what looks like an indent otherwise is text (U+00A0).
        let overlined = matches!(title.style, HeadingStyle::Adorned { overline: true, .. });
        let unindented =
            |text: &'_ str| if overlined { text.trim_start_matches(lines::is_space).len() } else { text.len() };
        let line = match self.copied {
            true => lines::source_line(self.source, title.text_line),
            false => title.text_line.start as usize..title.text_line.end as usize,
        };
        let text_range = line.end - unindented(&self.source[line.clone()])..line.end;
        let text = if self.copied {
            let text = &text[title.text_line.start as usize..title.text_line.end as usize];
            Text::from(text[text.len() - unindented(text)..].to_owned())
        } else {
            Text::part(self.source, text_range.clone())
        };
        self.builder.push(
            level,
            Heading {
                key: key(&text),
                text,
                line: title.text_line.number as usize,
                heading: title.lines[0].source as usize
                    ..title.next.map_or(self.source.len(), |next| next.source as usize),
                text_range,
                style: title.style,
            },
        );
    }

    fn problem(&mut self, kind: ProblemKind, at: &[Line], docutils_line: &Line) {
        self.problems.push(HeadingProblem {
            kind,
            line: docutils_line.number as usize,
            range: range_of(self.source, at),
        });
    }

    fn hears_targets(&self) -> bool {
        self.is_title_open()
    }

    fn target(&mut self, target: Option<(Option<String>, Leads)>, is_top: bool) {
        self.has_indirect_target |= is_top && matches!(target, Some((_, Leads::Via(_))));
    }

    fn block(&mut self, text: &str, kind: Kind, lines: &[Line], place: Place) {
        let region = match kind {
            Kind::Literal => Some(RegionKind::Literal),
            Kind::Table => Some(RegionKind::Table),
            _ => None,
        };
        if let (Some(kind), [first, .., last] | [first @ last]) = (region, lines) {
            self.regions.push(Region { kind, lines: first.number as usize..last.number as usize + 1 });
        }
        let headings = self.builder.len();
        if kind == Kind::Comment
            && let Some(words) = speclint_words(text, lines)
        {
            let (range, line) = (range_of(self.source, trim_blank(lines)), lines[0].number as usize);
            let (section, nested) = (headings.checked_sub(1), place == Place::Nested);
            self.comments.push(Comment { words, range, line, section, nested });
        }
        let Place::Top { on_page } = place else { return };
        if on_page && let Some(slot) = self.on_page.get_mut(headings) {
            *slot = true;
        }
        match kind {
            Kind::Visible | Kind::Inline | Kind::Literal | Kind::Table => self.builder.content(),
            Kind::Comment => self.hidden.push(range_of(self.source, trim_blank(lines))),
            Kind::Invisible => {}
        }
    }
}

/// The words of a comment that begins with `speclint:`, its lines joined.
fn speclint_words(text: &str, lines: &[Line]) -> Option<String> {
    let line = |line: &Line| text[line.start as usize..line.end as usize].trim_start();
    let first = line(&lines[0]).strip_prefix("..")?.trim_start().strip_prefix(super::COMMENT_PREFIX)?;
    let mut words = first.trim().to_owned();
    for more in lines[1..].iter().map(line).filter(|more| !more.is_empty()) {
        words.push(' ');
        words.push_str(more);
    }
    Some(words)
}

fn trim_blank(lines: &[Line]) -> &[Line] {
    let len = lines.iter().rposition(|line| line.start < line.end).map_or(1, |last| last + 1);
    &lines[..len]
}
