//! The page that lists the releases, with one more.
//!
//! The new entry is a copy of that of the release before, its neighbour: an entry of a list, or a whole list with what
//! introduces it.

use std::ops::Range;

use super::names::{Renaming, is_in_path};
use super::wording::{Worded, Wording};
use crate::document::{Document, Entry, EntryList, Format, path_on};

/// A text with an entry more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Addition {
    pub text: String,
    /// 1-based line where the entry begins.
    pub line: usize,
    /// What nobody knows, by 1-based line of the page.
    pub remarks: Vec<(usize, String)>,
}

/// Adds a release beside another one; `None` where the page lists that one in no way that is known. `others` are the
/// names of the other releases, which tell the order.
pub(super) fn add(text: &str, format: Format, wording: &Wording<'_>, others: &[String]) -> Option<Addition> {
    let page = Page::new(text, format);
    let (neighbour, entry) = page.entry(wording, others).or_else(|| page.block(wording, others))?;
    let Worded { text: entry, remarks } = entry;
    let place = |release: &str| page.lines.iter().position(|line| mentions(line, release));
    let after = others.iter().filter_map(|release| place(release)).filter(|&line| line > neighbour.start).count();
    let before = others.iter().filter_map(|release| place(release)).filter(|&line| line < neighbour.start).count();
    // The newest stands on top, unless the older ones are above.
    let is_first = after >= before;
    let entry: Vec<String> = entry.split_inclusive('\n').map(str::to_owned).collect();
    let gap = if entry.len() == 1 { page.gap_of_items(&neighbour) } else { page.gap(&neighbour, is_first) };
    let at = if is_first { neighbour.start } else { (neighbour.end + gap).min(page.lines.len()) };
    let mut lines: Vec<String> = page.lines.iter().map(|line| (*line).to_owned()).collect();
    let mut new = entry;
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
    let remarks = remarks.into_iter().map(|(at, remark)| (line + at - 1, remark)).collect();
    Some(Addition { text: lines.concat(), line, remarks })
}

/// Whether a line speaks of a release: names its directory, or its name as a word.
fn mentions(line: &str, release: &str) -> bool {
    is_in_path(release, path_on(line)) || Renaming { from: release, to: "" }.is_in(line)
}

/// Whether a page has an entry for a release.
pub(super) fn lists(text: &str, release: &str) -> bool {
    text.lines().any(|line| is_in_path(release, path_on(line)))
}

/// A page by its lines, each with its end.
struct Page<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
    line_end: &'static str,
    document: Document,
    lists: Vec<EntryList>,
}

/// The lines of a neighbour, and the new entry.
type Copy = (Range<usize>, Worded);

impl<'t> Page<'t> {
    fn new(text: &'t str, format: Format) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let document = Document::parse(text, format);
        let lists = document.entry_lists();
        Page { text, lines: text.split_inclusive('\n').collect(), line_end, document, lists }
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

    /// The entries of a list that lead to a release.
    fn entries<'l>(&self, list: &'l EntryList, release: &str) -> Vec<&'l Entry> {
        list.entries.iter().filter(|entry| is_in_path(release, &entry.path)).collect()
    }

    /// An entry among those of other releases, without what belongs to it.
    fn entry(&self, wording: &Wording<'_>, others: &[String]) -> Option<Copy> {
        let name = wording.name;
        let is_shared = |list: &EntryList| others.iter().any(|other| !self.entries(list, other).is_empty());
        let alone = !self.lists.iter().any(is_shared);
        let is_one_of_many =
            |list: &EntryList| list.may_be_one_of_many && self.caption(list.lines.start, name).is_some();
        let (list, entries) = self
            .lists
            .iter()
            .map(|list| (list, self.entries(list, name.from)))
            .find(|(list, entries)| !entries.is_empty() && (is_shared(list) || alone && !is_one_of_many(list)))?;
        let entry = entries.first().filter(|_| entries.len() == 1 || !list.may_be_one_of_many)?;
        let line = self.with_end(self.lines[entry.lines.start]);
        Some((entry.lines.clone(), wording.entry(&line, self.document.format)))
    }

    /// The first line of what introduces a list: the paragraph above it that speaks of the release.
    fn caption(&self, list: usize, name: Renaming<'_>) -> Option<usize> {
        let last = (0..list).rev().find(|&line| !self.is_blank(line))?;
        let first = (0..=last).rev().take_while(|&line| !self.is_blank(line)).last()?;
        let is_plain = self.indent(first) == self.indent(list);
        (is_plain && (first..=last).any(|line| name.is_in(self.lines[line]))).then_some(first)
    }

    /// All that speaks of a release alone: its section, or paragraphs with a list each.
    fn block(&self, wording: &Wording<'_>, others: &[String]) -> Option<Copy> {
        let name = wording.name;
        let is_own = |list: &&EntryList| list.may_be_one_of_many && !self.entries(list, name.from).is_empty();
        let own: Vec<&Range<usize>> = self.lists.iter().filter(is_own).map(|list| &list.lines).collect();
        let (first, last) = (own.first()?, own.last()?);
        let range = match self.section(first.start, name) {
            Some(section) if section.contains(&(last.end - 1)) => section,
            Some(_) => return None,
            None => self.caption(first.start, name)?..last.end,
        };
        let is_foreign = |line: usize| others.iter().any(|other| is_in_path(other, path_on(self.lines[line])));
        if range.clone().any(is_foreign) {
            return None;
        }
        let block: String = range.clone().map(|line| self.with_end(self.lines[line])).collect();
        Some((range, wording.text(&block, self.document.format, Vec::new())))
    }

    /// The lines of the innermost section around a line, if its heading speaks of the release.
    fn section(&self, line: usize, name: Renaming<'_>) -> Option<Range<usize>> {
        let offset = self.lines[..line].iter().map(|line| line.len()).sum();
        let outline = &self.document.outline;
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

    fn with_end(&self, line: &str) -> String {
        if line.ends_with('\n') { line.to_owned() } else { line.to_owned() + self.line_end }
    }
}
