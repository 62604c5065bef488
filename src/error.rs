//! Why something could not be checked.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::escape::printable;
use crate::lines::LineIndex;

/// Something that keeps a check from being made: a file that cannot be read, a mistake in `release.toml`, a
/// release without a template. What is wrong with a spec is a [`Diagnostic`](crate::Diagnostic) instead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file that it is about.
    pub path: Option<PathBuf>,
    /// The place in the file.
    pub place: Option<Box<Place>>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The whole text of the file.
    pub source: String,
    /// Byte range in it.
    pub range: Range<usize>,
    /// A few words that stand at the place.
    pub label: String,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Error { message: message.into(), help: None, path: None, place: None }
    }

    pub(crate) fn io(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        // The operating system's own words, without the "(os error 13)" that tells a user nothing.
        let reason = error.to_string();
        let reason = reason.split(" (os error").next().unwrap_or(&reason);
        Error::new(format!("cannot {doing}: {}", lower_first(reason))).at(path)
    }

    pub(crate) fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Self {
        let at = error.utf8_error().valid_up_to();
        Error::new(format!("not UTF-8: the byte at offset {at} begins no character"))
            .help("save the file as UTF-8 text")
            .at(path)
    }

    /// Somebody saved a file while it was to be changed.
    #[cfg(feature = "cli")]
    pub(crate) fn changed_meanwhile(path: &Path) -> Self {
        Error::new("the file was changed at the same time, and is left as it is").help("run the command again").at(path)
    }

    /// One line: `path:line:column: message`, with the path as `show` has it.
    pub(crate) fn line(&self, show: impl Fn(&Path) -> String) -> String {
        let mut line = String::new();
        if let Some(path) = &self.path {
            line += &format!("{}:", show(path));
            if let Some(place) = &self.place {
                let (row, column) = LineIndex::new(&place.source).position(place.range.start);
                line += &format!("{row}:{column}:");
            }
            line += " ";
        }
        line + &printable(&self.message)
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    pub(crate) fn place(mut self, source: &str, range: Range<usize>, label: impl Into<String>) -> Self {
        self.place = Some(Box::new(Place { source: source.to_owned(), range, label: label.into() }));
        self
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl fmt::Display for Error {
    /// One line: `path:line:column: message`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(|path| printable(&path.to_string_lossy()).into_owned()))
    }
}

impl std::error::Error for Error {}
