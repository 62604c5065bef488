//! Which file is a document, and of which format.

use std::collections::BTreeMap;
use std::path::Path;

use super::Format;
use crate::error::Error;

/// The formats of files, by their extensions without dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formats(Vec<(String, Format)>);

impl Default for Formats {
    /// `.rst` is reStructuredText; `.md` and `.markdown` are Markdown.
    fn default() -> Self {
        let own = [("rst", Format::Rst), ("md", Format::Markdown), ("markdown", Format::Markdown)];
        Formats(own.into_iter().map(|(extension, format)| (extension.to_owned(), format)).collect())
    }
}

impl Formats {
    /// These formats, and others for more extensions (without dots).
    pub fn with(&self, more: &BTreeMap<String, Format>) -> Self {
        let others = self.0.iter().filter(|(extension, _)| !more.contains_key(extension)).cloned();
        Formats(others.chain(more.clone()).collect())
    }

    /// The format of a file; `None` where it is no document.
    pub fn of(&self, path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?;
        self.0.iter().find(|(own, _)| own == extension).map(|&(_, format)| format)
    }

    /// The same, whatever the case of its extension: such a file is shown as a document, though it is no spec.
    pub fn of_any_case(&self, path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?;
        self.of(path).or_else(|| self.of(&Path::new("x").with_extension(extension.to_lowercase())))
    }

    /// The format that a file is read as, whatever its name.
    pub fn read_as(&self, path: &Path) -> Format {
        self.of_any_case(path).unwrap_or(Format::Markdown)
    }

    /// The format of a file that has to be a document.
    ///
    /// # Errors
    /// Where it is none; `what` is what the file is for (`a template`).
    pub fn require(&self, path: &Path, what: &str) -> Result<Format, Error> {
        self.of(path).ok_or_else(|| {
            Error::new(format!("{what} has to be a document, whose name ends in {}", self.endings()))
                .help("rename it, or say the format of its extension in `layout.formats`")
                .at(path)
        })
    }

    /// The extensions without dots.
    pub fn extensions(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(extension, _)| extension.as_str())
    }

    /// The extensions in words: `.md` or `.rst`.
    pub fn endings(&self) -> String {
        endings(&self.extensions().collect::<Vec<_>>())
    }
}

/// Extensions in words.
pub(crate) fn endings(extensions: &[&str]) -> String {
    let endings: Vec<String> = extensions.iter().map(|extension| format!("`.{extension}`")).collect();
    match endings.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => endings.concat(),
    }
}
