//! The page that lists the releases, with one more.
//!
//! The new entry is a copy of that of the release before, its neighbour: an entry of a list, or a whole list with what
//! introduces it.

use std::ops::Range;

use super::names::{Renaming, is_in_path};
use super::wording::{Worded, Wording};
use crate::document::{Document, Entry, EntryList, Format, path_on};

/// A text with entries more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Addition {
    pub text: String,
    /// 1-based lines where the entries begin.
    pub lines: Vec<usize>,
    /// What nobody knows, by 1-based line of the page.
    pub remarks: Vec<(usize, String)>,
}

/// Adds a release beside another one, wherever the page has that; `None` where it lists that one in no way that is known.
/// `others` are the names of the other releases, which tell the order.
pub(super) fn add(text: &str, format: Format, wording: &Wording<'_>, others: &[String]) -> Option<Addition> {
    let page = Page::new(text, format);
    let copies = match page.entry(wording, others) {
        Some(copy) => vec![copy],
        None => page.blocks(wording, others)?,
    };
    let mut lines: Vec<String> = page.lines.iter().map(|line| (*line).to_owned()).collect();
    let mut addition = Addition { text: String::new(), lines: Vec::new(), remarks: Vec::new() };
    let is_first = page.is_newest_first(&copies, others);
    // From the last on, so that the places of those before stay.
    for (neighbour, Worded { text, remarks }) in copies.into_iter().rev() {
        let Inserted { line, count } = page.insert(&neighbour, &text, is_first, &mut lines);
        addition.lines.iter_mut().for_each(|below| *below += count);
        addition.remarks.iter_mut().for_each(|(below, _)| *below += count);
        addition.lines.insert(0, line);
        addition.remarks.splice(..0, remarks.into_iter().map(|(at, remark)| (line + at - 1, remark)));
    }
    addition.text = lines.concat();
    Some(addition)
}

/// Whether a page speaks of a release.
pub(super) fn mentions(text: &str, release: &str) -> bool {
    text.lines().any(|line| is_on(line, release))
}

/// Whether a list of a page leads to a release.
pub(super) fn has_entry(text: &str, format: Format, release: &str) -> bool {
    let lists = Document::parse(text, format).entry_lists();
    lists.iter().flat_map(|list| &list.entries).any(|entry| is_in_path(release, &entry.path))
}

/// Whether a line names the directory of a release, or its name as a word.
fn is_on(line: &str, release: &str) -> bool {
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

/// Where an entry begins, by its 1-based line, and how many lines came in.
struct Inserted {
    line: usize,
    count: usize,
}

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

    /// All that speaks of a release alone: its sections, or paragraphs with a list each.
    fn blocks(&self, wording: &Wording<'_>, others: &[String]) -> Option<Vec<Copy>> {
        let name = wording.name;
        let is_own = |list: &&EntryList| list.may_be_one_of_many && !self.entries(list, name.from).is_empty();
        let is_foreign = |line: usize| others.iter().any(|other| is_in_path(other, path_on(self.lines[line])));
        let is_alone = |range: &Range<usize>| !range.clone().any(is_foreign);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for list in self.lists.iter().filter(is_own).map(|list| &list.lines) {
            if ranges.last().is_some_and(|last| list.end <= last.end) {
                continue;
            }
            if let Some(section) = self.section(list.start, name).filter(|range| is_alone(range)) {
                ranges.push(section);
                continue;
            }
            match ranges.last_mut().filter(|last| is_alone(&(last.start..list.end))) {
                Some(last) => last.end = list.end,
                None => ranges.push(self.caption(list.start, name)?..list.end),
            }
        }
        if ranges.is_empty() || !ranges.iter().all(is_alone) {
            return None;
        }
        let copy = |range: Range<usize>| {
            let block: String = range.clone().map(|line| self.with_end(self.lines[line])).collect();
            (range, wording.text(&block, self.document.format, Vec::new()))
        };
        Some(ranges.into_iter().map(copy).collect())
    }

    /// The lines of the innermost section around a line whose heading speaks of the release.
    fn section(&self, line: usize, name: Renaming<'_>) -> Option<Range<usize>> {
        let offset = self.lines[..line].iter().map(|line| line.len()).sum();
        let outline = &self.document.outline;
        let innermost = outline.section_at(offset).filter(|&id| id >= outline.promoted());
        let mut around = std::iter::successors(innermost, |&id| outline.parent(id));
        let id = around.find(|&id| name.is_in(&outline.section(id).text))?;
        let start = self.text[..outline.section(id).heading.start].matches('\n').count();
        // The last line may have no end.
        let end = self.text[..outline.end(id)].lines().count().max(line + 1);
        let end = (line..end).rev().find(|&line| !self.is_blank(line)).map_or(end, |line| line + 1);
        Some(start..end)
    }

    /// Puts an entry beside its neighbour.
    fn insert(&self, neighbour: &Range<usize>, entry: &str, is_first: bool, lines: &mut Vec<String>) -> Inserted {
        let mut new: Vec<String> = entry.split_inclusive('\n').map(str::to_owned).collect();
        let gap = if new.len() == 1 { self.gap_of_items(neighbour) } else { self.gap(neighbour, is_first) };
        let is_at_end = !is_first && neighbour.end + gap >= self.lines.len();
        let at = if is_first { neighbour.start } else { (neighbour.end + gap).min(self.lines.len()) };
        let blank = std::iter::repeat_n(self.line_end.to_owned(), gap);
        if is_at_end {
            lines[at - 1] = self.with_end(&lines[at - 1]);
            new.splice(..0, blank);
        } else {
            new.extend(blank);
        }
        let line = at + 1 + new.iter().take_while(|line| line.trim().is_empty()).count();
        let count = new.len();
        lines.splice(at..at, new);
        Inserted { line, count }
    }

    /// Whether the newest release stands on top: the older ones are not above it, as far as they are near.
    fn is_newest_first(&self, copies: &[Copy], others: &[String]) -> bool {
        let nearest = |neighbour: &Range<usize>, other: &String| {
            let places =
                (0..self.lines.len()).filter(|line| is_on(self.lines[*line], other) && !neighbour.contains(line));
            places.map(|line| (line.abs_diff(neighbour.start), line > neighbour.start)).min()
        };
        let places =
            copies.iter().flat_map(|(neighbour, _)| others.iter().filter_map(|other| nearest(neighbour, other)));
        let (after, before): (Vec<_>, Vec<_>) = places.partition(|&(_, is_after)| is_after);
        after.len() >= before.len()
    }

    fn with_end(&self, line: &str) -> String {
        if line.ends_with('\n') { line.to_owned() } else { line.to_owned() + self.line_end }
    }
}
