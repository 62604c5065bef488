//! Where a document refers to files of the repository.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::Regex;

use crate::document::{Document, Format, Formats, RegionKind};

/// A reference to a file, by a relative path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Byte range of the path in the document.
    pub range: Range<usize>,
    pub path: String,
}

/// The relative paths of a document, in the order of the text.
pub(super) fn links(text: &str, format: Format) -> Vec<Link> {
    let mut links = match format {
        Format::Rst => rst(text),
        Format::Markdown => markdown(text),
    };
    static SCHEME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|/|#|$)").ok());
    links.retain(|link| SCHEME.as_ref().is_some_and(|scheme| !scheme.is_match(&link.path)));
    links.sort_by_key(|link| link.range.start);
    links.dedup_by_key(|link| link.range.start);
    links
}

/// Paths in directives, roles, hyperlink targets and lists of contents; not in literal blocks.
fn rst(text: &str) -> Vec<Link> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let patterns = [
            r"^\s*\.\.\s+(?:\|[^|]+\|\s+)?(?:image|figure|include|literalinclude|raw)::\s+(?P<path>\S.*?)\s*$",
            r"^\s+:(?:file|target|url):\s+(?P<path>\S+)\s*$",
            r":(?:doc|download):`[^`<]*<(?P<path>[^`>]+)>`",
            r":(?:doc|download):`(?P<path>[^`<>]+)`",
            r"`[^`<]*<(?P<path>[^`>\s]+)>`_",
            r"^\s*\.\.\s+_(?:`[^`]+`|[^:`]+):\s+(?P<path>\S+)\s*$",
        ];
        patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
    });
    let document = Document::parse(text, Format::Rst);
    let literal = |line: usize| {
        document.regions.iter().any(|region| region.kind == RegionKind::Literal && region.lines.contains(&line))
    };
    let mut links = Vec::new();
    let (mut start, mut toctree) = (0, None);
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let indent = line.len() - line.trim_start().len();
        let is_blank = line.trim().is_empty();
        if line.trim_start().starts_with(".. toctree::") {
            toctree = Some(indent);
        } else if toctree.is_some_and(|of| !is_blank && indent <= of) {
            toctree = None;
        } else if toctree.is_some() && !is_blank && !line.trim_start().starts_with(':') {
            let entry = line.trim();
            let inner = entry.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
            let path = inner.unwrap_or(entry);
            let from = start + line.find(path).unwrap_or(indent);
            if !path.contains(['*', '?', '[']) {
                links.push(Link { range: from..from + path.len(), path: path.to_owned() });
            }
        }
        if !literal(at + 1) {
            let found = PATTERNS.iter().flat_map(|pattern| pattern.captures_iter(line));
            links.extend(
                found.filter_map(|found| found.name("path")).map(|path| Link {
                    range: start + path.start()..start + path.end(),
                    path: path.as_str().to_owned(),
                }),
            );
        }
        start += line.len();
    }
    links
}

/// Destinations of links and images, definitions of references, and `src` and `href` of HTML.
fn markdown(text: &str) -> Vec<Link> {
    static HTML: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?:src|href)\s*=\s*["'](?P<path>[^"']+)["']"#).ok());
    let mut links = Vec::new();
    let mut find = |range: Range<usize>, path: &str| {
        if let Some(at) = text[range.clone()].rfind(path).filter(|_| !path.is_empty()) {
            let from = range.start + at;
            links.push(Link { range: from..from + path.len(), path: path.to_owned() });
        }
    };
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    for (_, definition) in parser.reference_definitions().iter() {
        find(definition.span.clone(), &definition.dest);
    }
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if text[range.clone()].contains('(') =>
            {
                find(range, &dest_url);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let found = HTML.iter().flat_map(|pattern| pattern.captures_iter(&html));
                found.filter_map(|found| found.name("path")).for_each(|path| find(range.clone(), path.as_str()));
            }
            _ => {}
        }
    }
    links
}

impl Link {
    /// The file that it leads to from a document in `directory`, as the path is written there: its links are not
    /// followed. `None` where no file is.
    pub fn target(&self, directory: &Path, formats: &Formats) -> Option<Target> {
        let (path, rest) = self.path.split_at(self.path.find(['#', '?']).unwrap_or(self.path.len()));
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
        })
    }
}

/// The file that a link leads to, and how the link is written.
#[derive(Debug)]
pub(super) struct Target {
    pub file: PathBuf,
    /// Its path as the link has it, with what the link leaves out.
    path: String,
    /// The end of the file's name that the link leaves out.
    left_out: String,
    /// What the link has in its place.
    written: String,
    /// What follows the path: `#section`.
    rest: String,
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
        format!("{path}{}{}", self.written, self.rest)
    }
}

/// A path below a directory without `.` and `..`.
pub(super) fn normal(directory: &Path, path: &str) -> PathBuf {
    let mut normal = directory.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

/// A file's path as seen from a directory, with `/` between its parts.
pub(super) fn relative(file: &Path, directory: &Path) -> String {
    let shared = file.components().zip(directory.components()).take_while(|(a, b)| a == b).count();
    let up = directory.components().skip(shared).map(|_| "..".to_owned());
    let down = file.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
