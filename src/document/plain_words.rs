//! Plain words: a character in them can change without a change of what the document is.

use std::ops::Range;

use super::{Document, Format, RegionKind};

/// Says of places in a document, in their order, whether they are in plain words.
pub(crate) struct PlainWords<'d> {
    document: &'d Document,
    /// The lines of tables whose columns are counted in characters.
    tables: Vec<Range<usize>>,
    /// The line that was last looked at, and whether it begins like a list of options.
    line: Range<usize>,
    has_option: bool,
    /// The word that was last looked at, and whether it is plain.
    word: Range<usize>,
    is_plain: bool,
}

impl<'d> PlainWords<'d> {
    pub fn new(document: &'d Document) -> Self {
        let lines = document.lines();
        let tables = document.regions.iter().filter(|region| region.kind == RegionKind::Table);
        let tables = tables.map(|region| lines.line(region.lines.start).0..lines.line(region.lines.end).0);
        let tables = if document.format == Format::Rst { tables.collect() } else { Vec::new() };
        PlainWords { document, tables, line: 0..0, has_option: false, word: 0..0, is_plain: false }
    }

    /// Whether a place is in a word that can be no markup, nor begin or end any, with or without the characters that are
    /// `invisible`. Such a word is of letters, digits and what stands between them; a mark may end it that ends a
    /// sentence.
    pub fn is_plain(&mut self, at: usize, invisible: impl Fn(char) -> bool) -> bool {
        let source = &*self.document.source;
        if !self.line.contains(&at) {
            let start = source[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let end = source[at..].find(['\n', '\r']).map_or(source.len(), |len| at + len);
            self.line = start..end;
            self.has_option = has_option(&source[start..end]);
        }
        if !self.word.contains(&at) {
            let line = &source[..self.line.end];
            let len_before = line[self.line.start..at].rfind(char::is_whitespace).map_or(0, |space| {
                let rest = &line[self.line.start + space..];
                space + rest.chars().next().map_or(0, char::len_utf8)
            });
            let start = self.line.start + len_before;
            let end = line[at..].find(char::is_whitespace).map_or(line.len(), |len| at + len);
            let word: String = line[start..end].chars().filter(|&c| !invisible(c)).collect();
            self.word = start..end;
            self.is_plain = !self.has_option && !self.is_in_table(at) && is_plain(&word, &line[self.line.start..start]);
        }
        self.is_plain
    }

    fn is_in_table(&self, at: usize) -> bool {
        let next = self.tables.partition_point(|table| table.end <= at);
        self.tables.get(next).is_some_and(|table| table.contains(&at))
    }
}

/// After `-x` a word may be an option's argument.
fn has_option(line: &str) -> bool {
    let mut first = line.trim_start().chars();
    matches!(first.next(), Some('-' | '+' | '/')) && first.next().is_some_and(|c| !c.is_whitespace())
}

/// `before`: what stands before the word in its line.
fn is_plain(word: &str, before: &str) -> bool {
    const SENTENCE_ENDS: [char; 5] = ['.', ',', ';', '!', '?'];
    let is_letter = |c: char| c.is_alphanumeric() || !c.is_ascii();
    let core = word.trim_end_matches(SENTENCE_ENDS);
    let is_word = core.starts_with(is_letter)
        && core.ends_with(is_letter)
        && core.contains(char::is_alphanumeric)
        && core.chars().all(|c| is_letter(c) || matches!(c, '-' | '\'' | '.'))
        && !core.starts_with("www.");
    // `1.` begins a list, but not after other words.
    let last = before.strip_suffix(' ').and_then(|rest| rest.chars().next_back());
    let is_in_text = last.is_some_and(|c| c == ',' || is_letter(c));
    is_word && (core.len() == word.len() || is_in_text)
}
