//! Why a fix is not made.

use std::fmt;

/// Why a fix is not made. Lines are those of the document when all else was fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// Something else would become a heading, or cease to be one, or stand under another.
    Headings,
    /// The text at this line would not be what it was.
    Line(usize),
    /// What cannot be seen at this line may keep a text from being markup.
    Markup(usize),
    /// A reference would lead elsewhere.
    Reference {
        /// The 1-based line.
        line: usize,
        /// How it is written.
        text: String,
    },
    /// Footnotes or sections would get other numbers.
    Number {
        /// The 1-based line.
        line: usize,
        /// One of them, as it is written.
        text: String,
    },
    /// What begins here would hold for other text.
    Setting {
        /// The 1-based line.
        line: usize,
        /// What it is called.
        name: String,
    },
    /// Nobody can tell whether what stands above a heading belongs to it.
    Doubt(usize),
    /// A table of contents would be out of order.
    Contents(usize),
    /// Something of this name is there already.
    Taken(String),
    /// It would bring up what was not found before.
    Brings(String),
    /// Another document refers to the section by its old heading.
    Elsewhere(String),
    /// Other fixes took as much work as a document of this size is given.
    Work,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Headings => f.write_str("other headings would change"),
            Why::Line(line) => write!(f, "the text from line {line} on would change"),
            Why::Markup(line) => write!(f, "something on line {line} might become markup"),
            Why::Reference { line, text } => write!(f, "`{text}` on line {line} would lead elsewhere"),
            Why::Number { line, text } => write!(f, "`{text}` on line {line} would get another number"),
            Why::Setting { line, name } => write!(f, "`{name}` on line {line} would hold for other text"),
            Why::Doubt(line) => write!(f, "what stands above line {line} may belong to that heading, or not"),
            Why::Contents(line) => write!(f, "the list of sections on line {line} would be out of order"),
            Why::Taken(name) => write!(f, "the document has something of the name `{name}` already"),
            Why::Brings(message) => write!(f, "it would bring up: {message}"),
            Why::Elsewhere(what) => f.write_str(what),
            Why::Work => f.write_str("the document takes too much work: run it again, or mend it by hand"),
        }
    }
}
