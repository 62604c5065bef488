//! What was written for a release, in the words of the next one.
//!
//! A name is another one where a page names its release: in headings, in lists of documents and in what introduces
//! them, in paths and in targets. In prose it may be a word as any other ("We train models"), and stays. What stands
//! beside the name and is of that release alone, its code name or its number, nobody knows of the next one: a mark takes
//! its place.

use std::collections::HashSet;
use std::ops::Range;

use super::names::Renaming;
use crate::document::{Document, Format, sphinx, with_adornments};
use crate::edit::{Edit, apply};

/// What takes the place of a code name, and of a number.
const CODE_NAME: &str = "[code name]";
const NUMBER: &str = "[number]";

/// Words that stand beside a release's name and are no code names.
const USUAL: [&str; 12] = [
    "approved",
    "cycle",
    "design",
    "implemented",
    "plans",
    "priorities",
    "project",
    "release",
    "spec",
    "specification",
    "specifications",
    "specs",
];

/// How a release's texts become those of another one.
pub(super) struct Wording<'w> {
    pub name: Renaming<'w>,
    /// Words that stand on lines which name other releases.
    known: HashSet<String>,
}

/// A text for another release.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Worded {
    pub text: String,
    /// What nobody knows, by 1-based line.
    pub remarks: Vec<(usize, String)>,
}

/// A mark that takes the place of a word.
struct Mark {
    range: Range<usize>,
    mark: &'static str,
}

impl<'w> Wording<'w> {
    pub fn new(name: Renaming<'w>) -> Self {
        Wording { name, known: HashSet::new() }
    }

    /// Learns which words a page of releases has beside the names of others.
    pub fn learn(&mut self, text: &str, format: Format, others: &[String]) {
        let document = Document::parse(text, format);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let places = Places::new(&document, &lines);
        for line in lines.iter().enumerate().filter(|&(at, _)| places.name_releases(at)).map(|(_, line)| line) {
            let words = without_path(line);
            if others.iter().any(|other| Renaming { from: other, to: "" }.is_in(words)) {
                self.known.extend(tokens(words).into_iter().map(|token| words[token].to_lowercase()));
            }
        }
    }

    /// A part of a page for the next release. `own` are the edits that are made anyway: no others are made there.
    pub fn text(&self, text: &str, format: Format, own: Vec<Edit>) -> Worded {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let places = Places::new(&Document::parse(text, format), &lines);
        self.worded(text, format, &places, own)
    }

    /// An entry of a list for the next release.
    pub fn entry(&self, line: &str, format: Format) -> Worded {
        self.worded(line, format, &Places { lines: HashSet::from([0]) }, Vec::new())
    }

    fn worded(&self, text: &str, format: Format, places: &Places, own: Vec<Edit>) -> Worded {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut edits = own;
        let is_free = |range: &Range<usize>, edits: &[Edit]| {
            !edits.iter().any(|edit| edit.range.start < range.end && range.start < edit.range.end)
        };
        let (from, to) = (self.name.from, self.name.to);
        // By offset in the old text.
        let (mut remarks, mut left) = (Vec::new(), Vec::new());
        let mut start = 0;
        for (number, line) in lines.iter().enumerate() {
            let at = |range: Range<usize>| start + range.start..start + range.end;
            let names = places.name_releases(number);
            let (renamed, other) = self.uses(line, names);
            for range in renamed.iter().cloned().map(at) {
                if is_free(&range, &edits) {
                    edits.push(Edit { text: self.name.in_case_of(&text[range.clone()]), range });
                }
            }
            let marks = if names { self.marks(line, &renamed) } else { Vec::new() };
            for Mark { range, mark } in marks {
                let range = at(range);
                if is_free(&range, &edits) {
                    let old = &text[range.clone()];
                    remarks
                        .push((range.start, format!("`{mark}` stands where {from} has `{old}`: write what {to} has")));
                    edits.push(Edit { range, text: mark.to_owned() });
                }
            }
            if other.into_iter().map(at).any(|range| is_free(&range, &edits)) {
                let words = line.trim();
                remarks.push((start, format!("`{words}` was written for {from}: see whether it holds for {to}")));
                left.push(words);
            } else if let Some(year) = self.foreign_number(line, &renamed).map(at).filter(|year| is_free(year, &edits))
            {
                let year = &text[year];
                remarks.push((start, format!("`{year}` is taken over from {from}: see whether it is right")));
            }
            start += line.len();
        }
        edits.sort_by_key(|edit| edit.range.start);
        let line_of = |offset: usize| {
            let gone = edits.iter().filter(|edit| edit.range.end <= offset && edit.text.is_empty());
            let gone: usize = gone.map(|edit| text[edit.range.clone()].matches('\n').count()).sum();
            text[..offset].matches('\n').count() + 1 - gone
        };
        let remarks = remarks.into_iter().map(|(offset, remark)| (line_of(offset), remark)).collect();
        let mut new = with_adornments(&apply(text, &edits));
        if !left.is_empty() {
            let words = format!("Written for {from}; see whether it holds for {to}:\n\n{}", left.join("\n"));
            let end = if new.ends_with('\n') { "" } else { "\n" };
            new = format!("{new}{end}\n{}", format.comment(&words, usize::MAX));
        }
        Worded { text: new, remarks }
    }

    /// The old name on a line: where it names the release, and where it may be another word.
    fn uses(&self, line: &str, names_releases: bool) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let is_word = self.name.from.chars().all(char::is_alphabetic);
        let first = line.find(char::is_alphanumeric);
        let is_name = |range: &Range<usize>| {
            let is_capital = line[range.clone()].starts_with(char::is_uppercase);
            let word = word_around(line, range);
            !word.contains("://")
                && (is_path(word)
                    || sphinx::has_label(line)
                    || names_releases && (!is_word || is_capital || first == Some(range.start)))
        };
        let places = self.name.places(line).into_iter().map(|at| at..at + self.name.from.len());
        places.partition(|range| is_name(range))
    }

    /// What stands beside the name and is of the old release alone.
    fn marks(&self, line: &str, renamed: &[Range<usize>]) -> Vec<Mark> {
        let words = without_path(line);
        let tokens = tokens(words);
        let mut marks: Vec<Mark> = Vec::new();
        let has_digit = self.name.from.contains(|c: char| c.is_ascii_digit());
        for place in renamed.iter().filter(|place| place.end <= words.len()) {
            let is_beside =
                |gap: &str| gap.len() <= 4 && gap.chars().all(|c| " ()[],:-".contains(c)) && gap.contains([' ', '(']);
            let next = tokens.iter().find(|token| token.start >= place.end);
            let last = tokens.iter().rev().find(|token| token.end <= place.start);
            let next = next.filter(|token| is_beside(&words[place.end..token.start]));
            let last = last.filter(|token| is_beside(&words[token.end..place.start]));
            for (token, is_next) in next.map(|token| (token, true)).into_iter().chain(last.map(|token| (token, false)))
            {
                let word = &words[token.clone()];
                let is_new_word = !self.known.contains(&word.to_lowercase());
                let is_capital = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
                let may_be_code_name = match self.known.is_empty() {
                    true => is_next && has_digit && !USUAL.contains(&&*word.to_lowercase()),
                    false => is_new_word,
                };
                let mark = if is_number(word) {
                    NUMBER
                } else if is_capital && word.len() > 2 && may_be_code_name {
                    CODE_NAME
                } else {
                    continue;
                };
                marks.push(Mark { range: token.clone(), mark });
            }
        }
        marks
    }

    /// A number on a line that names the release and is not of its name.
    fn foreign_number(&self, line: &str, renamed: &[Range<usize>]) -> Option<Range<usize>> {
        let words = without_path(line);
        let is_foreign = |token: &Range<usize>| {
            is_number(&words[token.clone()])
                && !renamed.iter().any(|own| own.start < token.end && token.start < own.end)
        };
        let names_it = renamed.iter().any(|own| own.end <= words.len());
        tokens(words).into_iter().find(is_foreign).filter(|_| names_it)
    }
}

/// Which lines of a page name releases, and nothing else.
struct Places {
    lines: HashSet<usize>,
}

impl Places {
    fn new(document: &Document, lines: &[&str]) -> Self {
        let index = document.lines();
        let mut found: HashSet<usize> = HashSet::new();
        let headings = document.outline.headings().iter().map(|own| index.position(own.text_range.start).0 - 1);
        found.extend(headings);
        let is_blank = |line: usize| lines[line].trim().is_empty();
        for list in document.entry_lists() {
            found.extend(list.lines.clone());
            // What introduces the list: the paragraph above it.
            let last = (0..list.lines.start).rev().find(|&line| !is_blank(line));
            let caption = last.into_iter().flat_map(|last| (0..=last).rev().take_while(|&line| !is_blank(line)));
            let caption: Vec<usize> = caption.collect();
            if caption.len() <= 2 {
                found.extend(caption);
            }
        }
        Places { lines: found }
    }

    fn name_releases(&self, line: usize) -> bool {
        self.lines.contains(&line)
    }
}

/// A line without the path that `Title <path>` ends with.
fn without_path(line: &str) -> &str {
    let end = line.trim_end();
    match end.strip_suffix('>').and_then(|rest| rest.rfind('<')) {
        Some(at) => &line[..at],
        None => end,
    }
}

/// The words of a line, with the dots and dashes in them.
fn tokens(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '.' || c == '-' || c == '_';
    for (at, c) in line.char_indices().filter(|&(_, c)| is_part(c)) {
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + c.len_utf8(),
            None => found.push(at..at + c.len_utf8()),
        }
    }
    let trimmed = |token: Range<usize>| {
        let text = &line[token.clone()];
        let start = token.start + text.len() - text.trim_start_matches(['.', '-', '_']).len();
        let len = text.trim_matches(['.', '-', '_']).len();
        start..start + len
    };
    found.into_iter().map(trimmed).filter(|token| !token.is_empty()).collect()
}

/// `2026`, `2026.2`
fn is_number(word: &str) -> bool {
    let (year, half) = word.split_once('.').unwrap_or((word, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    year.len() == 4 && year.starts_with("20") && is_digits(year) && is_digits(half)
}

/// What stands around a name without white space and brackets.
fn word_around<'l>(line: &'l str, range: &Range<usize>) -> &'l str {
    let is_end = |c: char| c.is_whitespace() || "<>()[]\"'`|,".contains(c);
    let start =
        line[..range.start].char_indices().rev().find(|&(_, c)| is_end(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = line[range.end..].find(is_end).map_or(line.len(), |at| range.end + at);
    &line[start..end]
}

/// Whether a word is a path: it has a slash or an extension.
fn is_path(word: &str) -> bool {
    word.contains('/') || [".rst", ".md", ".svg", ".png"].iter().any(|extension| word.ends_with(extension))
}
