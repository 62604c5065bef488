//! The page that lists the releases, with one more.
//!
//! The new entry is a copy of that of the release before, its neighbour. In reStructuredText that is a line of a
//! `toctree`, or a whole `toctree` with what introduces it; in Markdown an item of a list.

use std::ops::Range;

use super::names::{Renaming, is_in_path};
use crate::document::{Document, Format};

/// A text with an entry more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Addition {
    pub text: String,
    /// 1-based line where the entry begins.
    pub line: usize,
    /// The entry.
    pub entry: String,
}

/// Adds a release beside another one; `None` where the page lists that one in no way that is known. `others` are the
/// names of the other releases, which tell the order.
pub(super) fn add(text: &str, format: Format, name: Renaming<'_>, others: &[String]) -> Option<Addition> {
    let page = Page::new(text);
    let (neighbour, entry) = match format {
        Format::Rst => page.toctree_entry(name, others).or_else(|| page.block(name, others))?,
        Format::Markdown => page.list_item(name)?,
    };
    let place = |release: &str| page.lines.iter().position(|line| mentions(line, release));
    let after = others.iter().filter_map(|release| place(release)).filter(|&line| line > neighbour.start).count();
    let before = others.iter().filter_map(|release| place(release)).filter(|&line| line < neighbour.start).count();
    // The newest stands on top, unless the older ones are above.
    let is_first = after >= before;
    let gap = if entry.len() == 1 { page.gap_of_items(&neighbour) } else { page.gap(&neighbour, is_first) };
    let at = if is_first { neighbour.start } else { (neighbour.end + gap).min(page.lines.len()) };
    let mut lines: Vec<String> = page.lines.iter().map(|line| (*line).to_owned()).collect();
    let mut new: Vec<String> = entry.clone();
    let blank = || std::iter::repeat_n(page.line_end.to_owned(), gap);
    match is_first {
        true => new.extend(blank()),
        false if neighbour.end + gap >= page.lines.len() => new.splice(..0, blank()).for_each(drop),
        false => new.extend(blank()),
    }
    let missing_end = at == lines.len() && lines.last().is_some_and(|line| !line.ends_with('\n'));
    if missing_end {
        lines.push(page.line_end.to_owned());
    }
    let line = at + 1 + new.iter().take_while(|line| line.trim().is_empty()).count();
    let at = if missing_end { lines.len() } else { at };
    lines.splice(at..at, new);
    Some(Addition { text: lines.concat(), line, entry: entry.concat() })
}

/// Whether a line speaks of a release: names its directory, or its name as a word.
fn mentions(line: &str, release: &str) -> bool {
    is_in_path(release, link_target(line)) || Renaming { from: release, to: "" }.is_in(line)
}

/// The path of an entry: `Title <path>`, `[title](path)` or `path`.
fn link_target(line: &str) -> &str {
    let line = line.trim();
    let inner = line.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    let markdown = || line.split_once("](").and_then(|(_, rest)| rest.split_once(')')).map(|(path, _)| path);
    inner.or_else(markdown).unwrap_or(line)
}

/// Whether a page has an entry for a release.
pub(super) fn lists(text: &str, release: &str) -> bool {
    text.lines().any(|line| is_in_path(release, link_target(line)))
}

/// A text with its titles' adornments as long as the titles.
pub(super) fn with_adornments(text: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let is_adornment = |line: &str| {
        let line = line.trim_end();
        line.len() > 1 && line.bytes().all(|b| b == line.as_bytes()[0] && b.is_ascii_punctuation())
    };
    for at in 1..lines.len() {
        let title = lines[at - 1].trim_end();
        if !is_adornment(&lines[at]) || title.is_empty() || is_adornment(title) {
            continue;
        }
        let (adornment, end) = lines[at].split_at(lines[at].trim_end().len());
        let line = adornment[..1].repeat(crate::document::display_width(title)) + end;
        if at >= 2 && lines[at - 2] == lines[at] {
            lines[at - 2].clone_from(&line);
        }
        lines[at] = line;
    }
    lines.concat()
}

/// A page by its lines, each with its end.
struct Page<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
    line_end: &'static str,
}

/// The lines of a neighbour, and those of the new entry.
type Copy = (Range<usize>, Vec<String>);

impl<'t> Page<'t> {
    fn new(text: &'t str) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Page { text, lines: text.split_inclusive('\n').collect(), line_end }
    }

    fn is_blank(&self, line: usize) -> bool {
        self.lines[line].trim().is_empty()
    }

    fn indent(&self, line: usize) -> usize {
        self.lines[line].len() - self.lines[line].trim_start().len()
    }

    /// How many blank lines stand between a neighbour and the next entry (before it, if it is the first).
    fn gap(&self, neighbour: &Range<usize>, is_first: bool) -> usize {
        let after = (neighbour.end..self.lines.len()).take_while(|&line| self.is_blank(line)).count();
        let before = (0..neighbour.start).rev().take_while(|&line| self.is_blank(line)).count();
        if is_first && neighbour.end + after < self.lines.len() { after } else { before.max(1) }
    }

    /// The same between items of a list, which need none.
    fn gap_of_items(&self, neighbour: &Range<usize>) -> usize {
        let next = (neighbour.end..self.lines.len()).find(|&line| !self.is_blank(line));
        let last = (0..neighbour.start).rev().find(|&line| !self.is_blank(line));
        let is_like = |line: usize| {
            let start = |line: usize| self.lines[line].trim_start().chars().next();
            self.indent(line) == self.indent(neighbour.start) && start(line) == start(neighbour.start)
        };
        let after = next.filter(|&line| is_like(line)).map(|line| line - neighbour.end);
        let before = || last.filter(|&line| is_like(line)).map(|line| neighbour.start - 1 - line);
        after.or_else(before).unwrap_or(0)
    }

    /// The lines of each `toctree`, with its options and entries.
    fn toctrees(&self) -> Vec<Range<usize>> {
        let is_start = |line: &usize| self.lines[*line].trim_start().starts_with(".. toctree::");
        let starts = (0..self.lines.len()).filter(is_start);
        let end = |start: usize| {
            let inside = |line: &usize| self.is_blank(*line) || self.indent(*line) > self.indent(start);
            let last = (start + 1..self.lines.len()).take_while(inside).filter(|&line| !self.is_blank(line)).last();
            last.unwrap_or(start) + 1
        };
        starts.map(|start| start..end(start)).collect()
    }

    /// The entries of a `toctree` that lead to a release.
    fn entries(&self, toctree: &Range<usize>, release: &str) -> Vec<usize> {
        let is_entry = |line: &usize| {
            let text = self.lines[*line].trim();
            !text.starts_with(':') && is_in_path(release, link_target(text))
        };
        toctree.clone().skip(1).filter(is_entry).collect()
    }

    /// A line among those of other releases.
    fn toctree_entry(&self, name: Renaming<'_>, others: &[String]) -> Option<Copy> {
        let is_shared = |toctree: &Range<usize>| others.iter().any(|other| !self.entries(toctree, other).is_empty());
        let toctrees = self.toctrees();
        let alone = !toctrees.iter().any(is_shared);
        let (_, entries) =
            toctrees.iter().map(|toctree| (toctree, self.entries(toctree, name.from))).find(|(toctree, entries)| {
                !entries.is_empty() && (is_shared(toctree) || alone && self.caption(toctree.start, name).is_none())
            })?;
        let [entry] = entries.as_slice() else { return None };
        Some((*entry..entry + 1, vec![self.with_end(&name.apply(self.lines[*entry]))]))
    }

    /// The first line of what introduces a `toctree`: the paragraph above it that speaks of the release.
    fn caption(&self, toctree: usize, name: Renaming<'_>) -> Option<usize> {
        let last = (0..toctree).rev().find(|&line| !self.is_blank(line))?;
        let first = (0..=last).rev().take_while(|&line| !self.is_blank(line)).last()?;
        let is_plain = self.indent(first) == self.indent(toctree);
        (is_plain && (first..=last).any(|line| name.is_in(self.lines[line]))).then_some(first)
    }

    /// All that speaks of a release alone: its section, or paragraphs with a `toctree` each.
    fn block(&self, name: Renaming<'_>, others: &[String]) -> Option<Copy> {
        let own: Vec<Range<usize>> =
            self.toctrees().into_iter().filter(|toctree| !self.entries(toctree, name.from).is_empty()).collect();
        let (first, last) = (own.first()?, own.last()?);
        let range = match self.section(first.start, name) {
            Some(section) if section.contains(&(last.end - 1)) => section,
            Some(_) => return None,
            None => self.caption(first.start, name)?..last.end,
        };
        let is_foreign = |line: usize| others.iter().any(|other| is_in_path(other, link_target(self.lines[line])));
        if range.clone().any(is_foreign) {
            return None;
        }
        Some((range.clone(), self.renamed(range, name)))
    }

    /// The lines of the innermost section around a line, if its heading speaks of the release.
    fn section(&self, line: usize, name: Renaming<'_>) -> Option<Range<usize>> {
        let document = Document::parse(self.text, Format::Rst);
        let offset = self.lines[..line].iter().map(|line| line.len()).sum();
        let outline = &document.outline;
        let id = outline.section_at(offset).filter(|&id| id >= outline.promoted())?;
        let section = outline.section(id);
        if !name.is_in(&section.text) {
            return None;
        }
        let line_of = |offset: usize| self.text[..offset].matches('\n').count();
        let end = line_of(outline.end(id)).max(line + 1);
        let end = (line..end).rev().find(|&line| !self.is_blank(line)).map_or(end, |line| line + 1);
        Some(line_of(section.heading.start)..end)
    }

    /// Lines with another name.
    fn renamed(&self, range: Range<usize>, name: Renaming<'_>) -> Vec<String> {
        let text: String = range.map(|line| self.with_end(&name.apply(self.lines[line]))).collect();
        with_adornments(&text).split_inclusive('\n').map(str::to_owned).collect()
    }

    /// An item of a list that leads to the release, without the items below it.
    fn list_item(&self, name: Renaming<'_>) -> Option<Copy> {
        let is_item = |line: &usize| {
            let text = self.lines[*line].trim_start();
            let bullet = text.starts_with(['-', '*', '+']) && text[1..].starts_with(' ');
            let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let numbered = number.len() < text.len() && number.starts_with(['.', ')']);
            (bullet || numbered) && text.contains("](") && is_in_path(name.from, link_target(text))
        };
        let start = (0..self.lines.len()).find(is_item)?;
        let below = |line: &usize| !self.is_blank(*line) && self.indent(*line) > self.indent(start);
        let end = (start + 1..self.lines.len()).take_while(below).last().unwrap_or(start) + 1;
        Some((start..end, vec![self.with_end(&name.apply(self.lines[start]))]))
    }

    fn with_end(&self, line: &str) -> String {
        if line.ends_with('\n') { line.to_owned() } else { line.to_owned() + self.line_end }
    }
}
