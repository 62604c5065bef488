//! Where a document refers to files of the repository.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Format, Formats, ReferenceKind, References, decoded};
use crate::paths::normal;
use crate::pattern::constant;

/// A reference to a file, by a relative path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Byte range of the path in the document.
    pub range: Range<usize>,
    pub path: String,
}

/// The relative paths of a document, in the order of the text.
pub(crate) fn links(text: &str, format: Format) -> Vec<Link> {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| constant(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|/|#|$)"));
    let is_relative = |path: &str| !OTHERS.is_match(path);
    let references = References::of(&Document::parse(text, format)).all.into_iter();
    let links = references.filter(|own| own.kind == ReferenceKind::Link && is_relative(&own.name));
    let mut links: Vec<Link> = links.map(|own| Link { range: own.range, path: own.name }).collect();
    links.dedup_by_key(|link| link.range.start);
    links
}

impl Link {
    /// The file that it leads to from a document in `directory`, as the path is written there: its links are not
    /// followed. `None` where no file is.
    pub fn target(&self, directory: &Path, formats: &Formats) -> Option<Target> {
        let (path, rest) = self.path.split_at(self.path.find(['#', '?']).unwrap_or(self.path.len()));
        let as_written = Self::file(path, rest, directory, formats);
        let is_encoded = as_written.is_none() && path.contains('%');
        let target = if is_encoded { Self::file(&decoded(path), rest, directory, formats) } else { as_written };
        target.map(|target| Target { is_encoded, ..target })
    }

    fn file(path: &str, rest: &str, directory: &Path, formats: &Formats) -> Option<Target> {
        let (stem, html) = match path.strip_suffix(".html") {
            Some(stem) => (stem, true),
            None => (path.trim_end_matches('/'), false),
        };
        // What a path that leads to a document may leave out.
        let endings =
            std::iter::once(String::new()).chain(formats.extensions().map(|extension| format!(".{extension}")));
        let is_file = |ending: &String| !path.is_empty() && normal(directory, &format!("{stem}{ending}")).is_file();
        let ending = endings.into_iter().find(is_file)?;
        let written = if html { ".html" } else { &path[stem.len()..] };
        Some(Target {
            file: normal(directory, &format!("{stem}{ending}")),
            path: format!("{stem}{ending}"),
            left_out: ending,
            written: written.to_owned(),
            rest: rest.to_owned(),
            is_encoded: false,
        })
    }
}

/// The file that a link leads to, and how the link is written.
#[derive(Debug)]
pub(crate) struct Target {
    pub file: PathBuf,
    /// Its path as the link has it, with what the link leaves out.
    path: String,
    /// The end of the file's name that the link leaves out.
    left_out: String,
    /// What the link has in its place.
    written: String,
    /// What follows the path: `#section`.
    rest: String,
    /// Whether the link has `%20` and the like.
    is_encoded: bool,
}

impl Target {
    /// Whether the link as it is leads to a file from a document in `directory`.
    pub fn leads_to(&self, file: &Path, directory: &Path) -> bool {
        normal(directory, &self.path) == file
    }

    /// A link to another file, written the same way, for a document in `directory`.
    pub fn written_for(&self, file: &Path, directory: &Path) -> String {
        let path = relative(file, directory);
        let path = path.strip_suffix(&self.left_out).unwrap_or(&path);
        let path = format!("{path}{}", self.written);
        format!("{}{}", if self.is_encoded { encoded(&path) } else { path }, self.rest)
    }
}

/// A path as a part of an address.
fn encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'*+,;=:@".contains(&byte);
    path.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A file's path as seen from a directory, with `/` between its parts.
pub(crate) fn relative(file: &Path, directory: &Path) -> String {
    let shared = file.components().zip(directory.components()).take_while(|(a, b)| a == b).count();
    let up = directory.components().skip(shared).map(|_| "..".to_owned());
    let down = file.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
