//! Directives: `.. name:: arguments`, then options and content, all indented.
//!
//! Whatever a directive means, it takes the indented lines after it. What its content is matters to those who
//! ask for literal text and tables, and for the document's title, before which nothing visible may stand.
//! Specification: "Directives"; `docutils.parsers.rst.directives`.

use super::explicit_markup::simple_name_len;
use super::parser::{Kind, Parser, Sink, spaced};
use super::{field_list, table_directive};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize, start: usize) -> Option<usize> {
    let line = p.line(i);
    let (name, text) = marker(line, start)?;
    let end = p.indented_end(i + 1, false);
    if name == "speclint" {
        // Surely meant as a comment to us, with a colon too many: that is for the one who reads it to say.
        p.emit(Kind::Comment, i, end);
        return Some(end);
    }
    let (content, needs) = content_of(name);
    let kind = match content {
        Content::Literal => Kind::Literal,
        Content::Table => Kind::Table,
        Content::Body | Content::Opaque => Kind::Visible,
        Content::Nothing => Kind::Invisible,
    };
    let on_page = needs.is_some_and(|needs| !p.is_title_open() || needs.are_met(p, i, end, text));
    p.emit_as(kind, i, end, on_page);
    if content == Content::Body {
        p.nested(i, end, Some(text), None);
    }
    Some(end)
}

/// The name of the directive at byte `start` of a line, and where the text after its `::` begins.
pub(super) fn marker(line: &str, start: usize) -> Option<(&str, usize)> {
    let end = start + simple_name_len(&line[start..]);
    let rest = line[end..].strip_prefix(' ').unwrap_or(&line[end..]);
    let text = spaced(line, line.len() - rest.strip_prefix("::")?.len())?;
    (end > start).then_some((&line[start..end], text))
}

/// Whether a directive inside a substitution definition, at byte `start` of line `i`, leaves a block on the page:
/// docutils moves what is not inline out of the definition.
pub(super) fn is_block<S: Sink>(p: &Parser<S>, i: usize, end: usize, start: usize) -> bool {
    marker(p.line(i), start).is_some_and(|(name, text)| {
        let (content, needs) = content_of(name);
        name != "image" && content != Content::Nothing && needs.is_some_and(|needs| needs.are_met(p, i, end, text))
    })
}

/// What a directive holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Text that is shown as it is.
    Literal,
    Table,
    /// Body elements.
    Body,
    /// Something visible that is none of these: an image, a list of contents, or whatever Sphinx makes of it.
    Opaque,
    /// Nothing that stands on the page.
    Nothing,
}

/// What docutils wants of a directive lest it be an error, which leaves nothing on the page.
#[derive(Clone, Copy)]
enum Needs {
    /// Nothing after the first blank line.
    NoContent,
    /// Text before the first blank line that is no option, and nothing after it.
    ArgumentOnly,
    /// Text before the first blank line that is no option.
    Argument,
    /// Text after the first blank line.
    Content,
    /// Either.
    Text,
    /// Both.
    ArgumentAndContent,
    /// One table after the first blank line.
    Table,
    /// A list of lists after the first blank line.
    Rows,
}

impl Needs {
    fn are_met<S: Sink>(self, p: &Parser<S>, i: usize, end: usize, text: usize) -> bool {
        let blank = p.blank_from(i + 1).min(end);
        let is_text = |&i: &usize| !p.is_blank(i) && field_list::marker(p.line(i).trim_start()).is_none();
        let argument = || text < p.line(i).len() || (i + 1..blank).take_while(|i| is_text(i)).next().is_some();
        let content = || (blank..end).any(|i| !p.is_blank(i));
        match self {
            Needs::NoContent => !content(),
            Needs::ArgumentOnly => argument() && !content(),
            Needs::Argument => argument(),
            Needs::Content => content(),
            Needs::Text => argument() || content(),
            Needs::ArgumentAndContent => argument() && content(),
            Needs::Table => table_directive::holds_table(p.text, &p.contents(blank, end, None, None)),
            Needs::Rows => {
                let option = |i: usize| p.line(i).trim_start().strip_prefix(":header-rows:");
                let header_rows = (i + 1..blank).find_map(option).map_or(Ok(0), |value| value.trim().parse());
                let lines = p.contents(blank, end, None, None);
                header_rows.is_ok_and(|rows| table_directive::holds_rows(p.text, &lines, rows))
            }
        }
    }
}

/// What a directive holds, and what docutils needs to put it on the page: `None` where it never does so. One
/// that it does not know is an error to docutils and leaves nothing; to Sphinx, or another reader, it is content.
fn content_of(name: &str) -> (Content, Option<Needs>) {
    match name.to_ascii_lowercase().as_str() {
        "code" | "code-block" | "sourcecode" => (Content::Literal, Some(Needs::Content)),
        "math" | "parsed-literal" => (Content::Literal, Some(Needs::Text)),
        "raw" | "literalinclude" | "graphviz" | "digraph" | "graph" | "seqdiag" | "blockdiag" | "nwdiag"
        | "actdiag" | "packetdiag" | "rackdiag" | "uml" | "mermaid" | "productionlist" | "testcode" | "testoutput"
        | "doctest" | "prompt" => (Content::Literal, None),
        "csv-table" => (Content::Table, Some(Needs::Content)),
        "list-table" => (Content::Table, Some(Needs::Rows)),
        "table" => (Content::Table, Some(Needs::Table)),
        "attention" | "caution" | "danger" | "error" | "hint" | "important" | "note" | "tip" | "warning"
        | "epigraph" | "highlights" | "pull-quote" | "compound" | "line-block" => (Content::Body, Some(Needs::Text)),
        "admonition" | "topic" => (Content::Body, Some(Needs::ArgumentAndContent)),
        "class" | "container" | "sidebar" => (Content::Body, Some(Needs::Content)),
        "figure" => (Content::Body, Some(Needs::Argument)),
        "contents" => (Content::Opaque, Some(Needs::NoContent)),
        "image" | "rubric" => (Content::Opaque, Some(Needs::ArgumentOnly)),
        "default-role" | "footer" | "header" | "meta" | "role" | "sectnum" | "title" | "unicode" | "replace" => {
            (Content::Nothing, None)
        }
        _ => (Content::Opaque, None),
    }
}
