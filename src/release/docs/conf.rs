//! What Sphinx's `conf.py` says of the documents. It is read as a text: it is a program, and nobody else's program runs.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use crate::pattern::constant;

/// A `conf.py`, as far as it is understood.
#[derive(Debug)]
pub(crate) struct Conf {
    pub text: String,
    /// What `exclude_patterns` holds.
    pub excluded: Vec<Excluded>,
    /// Whether all that `exclude_patterns` may be given is in a list of texts.
    pub is_understood: bool,
    /// What the files of documents end in.
    pub suffixes: Vec<String>,
    /// The document that all others hang on.
    pub root_document: String,
}

/// A pattern of files that are no documents.
#[derive(Debug)]
pub(crate) struct Excluded {
    pub pattern: String,
    matcher: Option<Regex>,
    /// Byte range of the text in `conf.py`, with its quotes.
    range: Range<usize>,
}

/// What Sphinx passes over in any case.
const ALWAYS_EXCLUDED: [&str; 4] = ["**/_sources", ".#*", "**/.#*", "*.lproj/**"];

impl Conf {
    pub fn parse(text: String) -> Self {
        static LIST: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^exclude_patterns[ \t]*\+?=[ \t]*[\[(]"));
        static NAMED: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^[^#\n]*\bexclude_patterns\b"));
        let (mut excluded, mut lists, mut is_whole) = (Vec::new(), 0, true);
        for list in LIST.find_iter(&text) {
            let (texts, ends) = texts_of_list(&text, list.end());
            excluded.extend(texts.into_iter().map(|(range, pattern)| Excluded {
                matcher: matcher(&pattern),
                pattern,
                range,
            }));
            is_whole &= ends;
            lists += 1;
        }
        let named = NAMED.find_iter(&text).count();
        let suffixes = values_of(&text, "source_suffix").into_iter().filter(|value| value.starts_with('.')).collect();
        let root = ["root_doc", "master_doc"].iter().find_map(|name| values_of(&text, name).into_iter().next());
        let mut conf = Conf {
            is_understood: is_whole && named == lists,
            excluded,
            suffixes,
            root_document: root.unwrap_or_else(|| "index".to_owned()),
            text,
        };
        if conf.suffixes.is_empty() {
            conf.suffixes.push(".rst".to_owned());
        }
        conf
    }

    /// Whether a path below the documents' directory is passed over.
    pub fn excludes(&self, path: &str) -> bool {
        static ALWAYS: LazyLock<Vec<Regex>> =
            LazyLock::new(|| ALWAYS_EXCLUDED.iter().filter_map(|pattern| matcher(pattern)).collect());
        self.excluded.iter().any(|own| own.matches(path)) || ALWAYS.iter().any(|own| own.is_match(path))
    }

    /// The name of the document in a file; `None` where it is no document.
    pub fn document(&self, path: &str) -> Option<String> {
        self.suffixes.iter().find_map(|suffix| path.strip_suffix(suffix.as_str())).map(str::to_owned)
    }

    /// The text with one pattern more, after the one that has this place; without one, at the end of the list, or in a
    /// list that is new.
    pub fn with_excluded(&self, pattern: &str, beside: Option<&Excluded>) -> Option<String> {
        let quoted = |quote: char| format!("{quote}{pattern}{quote}");
        if pattern.contains(['\'', '"', '\\', '\n']) || !self.is_understood {
            return None;
        }
        let Some(last) = beside.or(self.excluded.last()) else {
            if self.text.contains("exclude_patterns") {
                return None;
            }
            let end = if self.text.ends_with('\n') { "" } else { "\n" };
            return Some(format!("{}{end}\nexclude_patterns = [{}]\n", self.text, quoted('\'')));
        };
        let written = &self.text[last.range.clone()];
        let quote = if written.contains('"') { '"' } else { '\'' };
        let line = self.text[..last.range.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &self.text[line..last.range.start];
        // Beside it on its line, or on a line like its own.
        let gap = if before.trim().is_empty() { format!("\n{before}") } else { " ".to_owned() };
        let mut text = self.text.clone();
        text.insert_str(last.range.end, &format!(",{gap}{}", quoted(quote)));
        Some(text)
    }
}

impl Excluded {
    pub fn matches(&self, path: &str) -> bool {
        self.matcher.as_ref().is_some_and(|matcher| matcher.is_match(path))
    }
}

/// The texts of a list that begins at an offset, with their places, and whether that is all there is up to its end.
fn texts_of_list(text: &str, start: usize) -> (Vec<(Range<usize>, String)>, bool) {
    let mut found = Vec::new();
    let mut at = start;
    let mut may_begin = true;
    while let Some(c) = text[at..].chars().next() {
        match c {
            ']' | ')' => return (found, true),
            '#' => at += text[at..].find('\n').unwrap_or(text.len() - at),
            ',' => {
                may_begin = true;
                at += 1;
            }
            c if c.is_whitespace() => at += c.len_utf8(),
            _ => match quoted_at(text, at).filter(|_| may_begin) {
                Some((end, value)) => {
                    found.push((at..end, value));
                    may_begin = false;
                    at = end;
                }
                None => return (found, false),
            },
        }
    }
    (found, false)
}

/// The text between quotes that begins at an offset, and where it ends.
fn quoted_at(text: &str, start: usize) -> Option<(usize, String)> {
    let prefix = text[start..].len() - text[start..].trim_start_matches(['u', 'U', 'r', 'R']).len();
    let quote = text[start + prefix..].chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inner = start + prefix + 1;
    let end = inner + text[inner..].find([quote, '\n', '\\'])?;
    text[end..].starts_with(quote).then(|| (end + 1, text[inner..end].to_owned()))
}

/// The texts in what a name is given at the left margin: a text, or a list or table of some.
fn values_of(text: &str, name: &str) -> Vec<String> {
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='));
    let Some(value) = value else { return Vec::new() };
    let quotes: Vec<&str> = value.split(['\'', '"']).collect();
    quotes.into_iter().skip(1).step_by(2).map(str::to_owned).collect()
}

/// What a pattern of Sphinx matches: `**` any text, `*` and `?` all but `/`.
pub(super) fn matcher(pattern: &str) -> Option<Regex> {
    let mut regex = String::from("^");
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '*' if rest.starts_with('*') => {
                rest = &rest[1..];
                regex += ".*";
            }
            '*' => regex += "[^/]*",
            '?' => regex += "[^/]",
            '[' => match rest.find(']').filter(|&end| end > 0) {
                Some(end) => {
                    let set = &rest[..end];
                    let (not, set) = set.strip_prefix('!').map_or(("", set), |set| ("^", set));
                    regex += &format!("[{not}{}]", set.replace('\\', "\\\\").replace('[', "\\["));
                    rest = &rest[end + 1..];
                }
                None => regex += "\\[",
            },
            c => regex += &regex::escape(c.encode_utf8(&mut [0; 4])),
        }
    }
    RegexBuilder::new(&(regex + "$")).size_limit(1 << 20).build().ok()
}

/// Longest `conf.py` that is read, in bytes.
pub(super) const MAX_CONF: usize = 1 << 20;

/// The name that Sphinx looks for.
pub(crate) const CONF: &str = "conf.py";
