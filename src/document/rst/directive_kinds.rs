//! The directives that docutils knows: one row says what each takes, and what it leaves in the document.
//!
//! ```bnf
//! directive ::= arguments? options? blank_line+ content?      what of them, and how much, the row says
//! ```
//!
//! A directive that lacks what it needs, or has what it does not take, is an error message to docutils, which leaves
//! nothing on the page. `docutils.parsers.rst.directives`; its names are those of `languages.en`.

use super::directive_options::Value;

/// What a directive holds, whether docutils knows it or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
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

/// What docutils wants of a directive.
pub(super) struct Declaration {
    pub arguments: Arguments,
    pub options: &'static [(&'static str, Value)],
    pub content: Content,
    pub makes: Makes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arguments {
    None,
    Optional(Argument),
    Required(Argument),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Word,
    Text,
    /// Words, of each of which a class name can be made.
    Classes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Refused,
    Optional,
    Required,
}

/// What a directive in order makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Makes {
    Block,
    /// A block that cannot stand in a substitution definition.
    Part,
    /// A part whose subtitle demands a title.
    Sidebar,
    Image,
    /// Whatever its content makes.
    Contents,
    /// A table, if the content is one.
    Table,
    /// A table, if the content is a list of lists.
    Rows,
    /// A table, if the content is comma-separated values.
    Csv,
    /// A node that is not on the page.
    Invisible,
    /// No node, not even an invisible one.
    Nothing,
}

const NAMED: &[(&str, Value)] = &[("class", Value::Classes), ("name", Value::Any)];
const SIDEBAR: &[(&str, Value)] = &[("class", Value::Classes), ("name", Value::Any), ("subtitle", Value::Some)];
const CONTAINER: &[(&str, Value)] = &[("name", Value::Any)];
const CODE: &[(&str, Value)] =
    &[("class", Value::Classes), ("name", Value::Any), ("number-lines", Value::IntegerOrNone)];
const CONTENTS: &[(&str, Value)] = &[
    ("backlinks", Value::Choice(&["top", "entry", "none"])),
    ("class", Value::Classes),
    ("depth", Value::Count),
    ("local", Value::Flag),
];
const SIDES: Value = Value::Choice(&["left", "center", "right"]);
const IMAGE: &[(&str, Value)] = &[
    ("align", SIDES),
    ("alt", Value::Any),
    ("class", Value::Classes),
    ("height", Value::Length),
    ("loading", Value::Choice(&["embed", "link", "lazy"])),
    ("name", Value::Any),
    ("scale", Value::Percentage),
    ("target", Value::Some),
    ("width", Value::LengthOrPercentage),
];
const FIGURE: &[(&str, Value)] = &[
    ("align", SIDES),
    ("alt", Value::Any),
    ("class", Value::Classes),
    ("figclass", Value::Classes),
    ("figname", Value::Any),
    ("figwidth", Value::FigureWidth),
    ("height", Value::Length),
    ("loading", Value::Choice(&["embed", "link", "lazy"])),
    ("name", Value::Any),
    ("scale", Value::Percentage),
    ("target", Value::Some),
    ("width", Value::LengthOrPercentage),
];
const TABLE: &[(&str, Value)] = &[
    ("align", SIDES),
    ("class", Value::Classes),
    ("name", Value::Any),
    ("width", Value::LengthOrPercentage),
    ("widths", Value::Widths(&["auto", "grid"])),
];
const SECTNUM: &[(&str, Value)] =
    &[("depth", Value::Integer), ("prefix", Value::Some), ("start", Value::Integer), ("suffix", Value::Some)];
/// A `file` or `url` is not read, and so an error.
const RAW: &[(&str, Value)] = &[("class", Value::Classes), ("encoding", Value::Encoding)];
const LIST_TABLE: &[(&str, Value)] = &[
    ("align", SIDES),
    ("class", Value::Classes),
    ("header-rows", Value::Count),
    ("name", Value::Any),
    ("stub-columns", Value::Count),
    ("width", Value::LengthOrPercentage),
    ("widths", Value::Widths(&["auto"])),
];
const CSV_TABLE: &[(&str, Value)] = &[
    ("align", SIDES),
    ("class", Value::Classes),
    ("delim", Value::CharacterOrSpace),
    ("encoding", Value::Encoding),
    ("escape", Value::Character),
    ("file", Value::Some),
    ("header", Value::Any),
    ("header-rows", Value::Count),
    ("keepspace", Value::Flag),
    ("name", Value::Any),
    ("quote", Value::Character),
    ("stub-columns", Value::Count),
    ("url", Value::Some),
    ("width", Value::LengthOrPercentage),
    ("widths", Value::Widths(&["auto"])),
];

/// What the directive of this name holds, and its declaration where it may leave anything on the page. One that
/// docutils does not know is an error there; to Sphinx, or another reader, it is content.
pub(super) fn find(name: &str) -> (Holds, Option<Declaration>) {
    use Argument::{Classes, Text, Word};
    use Arguments::{None as NoArguments, Optional, Required};
    let row =
        |holds, arguments, options, content, makes| (holds, Some(Declaration { arguments, options, content, makes }));
    match name.to_lowercase().as_str() {
        "attention" | "caution" | "danger" | "error" | "hint" | "important" | "note" | "tip" | "warning"
        | "compound" | "line-block" => row(Holds::Body, NoArguments, NAMED, Content::Required, Makes::Block),
        "epigraph" | "highlights" | "pull-quote" => row(Holds::Body, NoArguments, &[], Content::Required, Makes::Block),
        "math" | "parsed-literal" => row(Holds::Literal, NoArguments, NAMED, Content::Required, Makes::Block),
        "admonition" => row(Holds::Body, Required(Text), NAMED, Content::Required, Makes::Block),
        "topic" => row(Holds::Body, Required(Text), NAMED, Content::Required, Makes::Part),
        "sidebar" => row(Holds::Body, Optional(Text), SIDEBAR, Content::Required, Makes::Sidebar),
        "container" => row(Holds::Body, Optional(Classes), CONTAINER, Content::Required, Makes::Block),
        "class" | "rst-class" => row(Holds::Body, Required(Classes), &[], Content::Optional, Makes::Contents),
        "code" | "code-block" | "sourcecode" => {
            row(Holds::Literal, Optional(Word), CODE, Content::Required, Makes::Block)
        }
        "contents" => row(Holds::Opaque, Optional(Text), CONTENTS, Content::Refused, Makes::Part),
        "rubric" => row(Holds::Opaque, Required(Text), NAMED, Content::Refused, Makes::Block),
        "image" => row(Holds::Opaque, Required(Text), IMAGE, Content::Refused, Makes::Image),
        "figure" => row(Holds::Body, Required(Text), FIGURE, Content::Optional, Makes::Block),
        "table" => row(Holds::Table, Optional(Text), TABLE, Content::Required, Makes::Table),
        "list-table" => row(Holds::Table, Optional(Text), LIST_TABLE, Content::Required, Makes::Rows),
        "csv-table" => row(Holds::Table, Optional(Text), CSV_TABLE, Content::Required, Makes::Csv),
        "title" => row(Holds::Nothing, Required(Text), &[], Content::Refused, Makes::Nothing),
        "header" | "footer" | "meta" => row(Holds::Nothing, NoArguments, &[], Content::Required, Makes::Nothing),
        "sectnum" | "section-numbering" => {
            row(Holds::Nothing, NoArguments, SECTNUM, Content::Refused, Makes::Invisible)
        }
        "target-notes" => row(Holds::Nothing, NoArguments, NAMED, Content::Refused, Makes::Invisible),
        "raw" => row(Holds::Literal, Required(Text), RAW, Content::Required, Makes::Invisible),
        "date" | "default-role" | "replace" | "role" | "unicode" => (Holds::Nothing, None),
        "literalinclude" | "graphviz" | "digraph" | "graph" | "seqdiag" | "blockdiag" | "nwdiag" | "actdiag"
        | "packetdiag" | "rackdiag" | "uml" | "mermaid" | "productionlist" | "testcode" | "testoutput" | "doctest"
        | "prompt" => (Holds::Literal, None),
        _ => (Holds::Opaque, None),
    }
}
