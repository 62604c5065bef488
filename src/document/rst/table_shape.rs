//! Grid and simple tables: whether they are well formed.
//!
//! A malformed table is an error message to docutils and leaves nothing on the page, so that a section after it may
//! still become the document's title. Nothing else depends on the inside of a table, and nobody asks for it but where
//! it stands before the first or the second section. `tableparser.GridTableParser`, `tableparser.SimpleTableParser`.

use unicode_normalization::char::canonical_combining_class;
use unicode_width::UnicodeWidthChar;

use super::lines::{is_space, rstrip};

/// Tables of more characters are taken for well formed: tracing cells is not linear.
const MAX_AREA: usize = 100_000;

/// The number of columns of the table that docutils makes of the lines from a top border to a bottom one; `None` where
/// it refuses them, and where they are a directive.
pub(super) fn columns<'l>(lines: impl Iterator<Item = &'l str>) -> Option<usize> {
    let mut lines = lines.peekable();
    match lines.peek()?.as_bytes().first()? {
        b'+' => grid(lines.map(|line| characters(line.trim_matches(is_space))).collect()),
        b'=' => simple(lines.map(|line| characters(rstrip(line))).collect()),
        _ => None,
    }
}

/// A line's characters, a column each: a wide one takes two, a combining one none (`pad_double_width`,
/// `strip_combining_chars`).
fn characters(line: &str) -> Vec<char> {
    let shown = line.chars().filter(|&c| c.is_ascii() || canonical_combining_class(c) == 0);
    shown.flat_map(|c| std::iter::once(c).chain((c.width() == Some(2)).then_some('\0'))).collect()
}

fn grid(rows: Vec<Vec<char>>) -> Option<usize> {
    let width = rows.first().map(Vec::len)?;
    if rows.iter().any(|row| row.len() != width || !matches!(row.last(), Some('+' | '|'))) {
        return None;
    }
    if rows.len() * width > MAX_AREA {
        return Some(rows[0].iter().filter(|&&c| c == '+').count() - 1);
    }
    let mut grid = Grid::new(rows, width)?;
    grid.is_complete().then(|| grid.borders.iter().filter(|&&is_border| is_border).count())
}

/// A grid table, traced cell by cell.
struct Grid {
    rows: Vec<Vec<char>>,
    bottom: usize,
    right: usize,
    /// By column: how many rows of it have been seen.
    done: Vec<usize>,
    /// Which columns are the right border of one of the table's, those of spanned ones too.
    borders: Vec<bool>,
}

impl Grid {
    /// At most one separator of head and body, which is neither the first nor the last line.
    fn new(mut rows: Vec<Vec<char>>, width: usize) -> Option<Self> {
        let is_separator = |row: &Vec<char>| match row.as_slice() {
            ['+', '=', inner @ .., '=', '+'] => !inner.is_empty() && inner.iter().all(|c| matches!(c, '=' | '+')),
            _ => false,
        };
        let separators: Vec<usize> = (0..rows.len()).filter(|&at| is_separator(&rows[at])).collect();
        let bottom = rows.len() - 1;
        match separators[..] {
            [] => {}
            [at] if at > 0 && at < bottom => rows[at].iter_mut().filter(|c| **c == '=').for_each(|c| *c = '-'),
            _ => return None,
        }
        Some(Grid { rows, bottom, right: width - 1, done: vec![0; width], borders: vec![false; width] })
    }

    /// Whether the cells fill the table. Upper left corners of possible cells are tried from the top.
    fn is_complete(&mut self) -> bool {
        let mut corners = std::collections::BTreeSet::from([(0, 0)]);
        while let Some((top, left)) = corners.pop_first() {
            if top == self.bottom || left == self.right || top < self.done[left] {
                continue;
            }
            let Some((bottom, right)) = self.cell(top, left) else { continue };
            if self.done[left..right].iter().any(|&done| done != top) {
                return false;
            }
            self.done[left..right].fill(bottom);
            for at in left + 1..=right {
                self.borders[at] |= self.rows[top][at] == '+' || self.rows[bottom][at] == '+';
            }
            corners.insert((top, right));
            corners.insert((bottom, left));
        }
        self.done[..self.right].iter().all(|&done| done == self.bottom)
    }

    /// The lower right corner of the cell at this upper left one: along the top border to a `+`, down from it to a
    /// `+`, and back along the bottom and left borders.
    fn cell(&self, top: usize, left: usize) -> Option<(usize, usize)> {
        let tops = (left + 1..=self.right).take_while(|&at| matches!(self.rows[top][at], '+' | '-'));
        tops.filter(|&at| self.rows[top][at] == '+').find_map(|right| {
            let sides = (top + 1..=self.bottom).take_while(|&at| matches!(self.rows[at][right], '+' | '|'));
            let mut corners = sides.filter(|&at| self.rows[at][right] == '+');
            corners.find(|&bottom| self.closes(top, left, bottom, right)).map(|bottom| (bottom, right))
        })
    }

    fn closes(&self, top: usize, left: usize, bottom: usize, right: usize) -> bool {
        self.rows[bottom][left] == '+'
            && self.rows[bottom][left + 1..right].iter().all(|c| matches!(c, '+' | '-'))
            && (top + 1..bottom).all(|at| matches!(self.rows[at][left], '+' | '|'))
    }
}

fn simple(mut rows: Vec<Vec<char>>) -> Option<usize> {
    let last = rows.len() - 1;
    let is_border = |row: &Vec<char>| row.first() == Some(&'=') && row.iter().all(|c| matches!(c, '=' | ' '));
    let separators: Vec<usize> = (1..last).filter(|&at| is_border(&rows[at])).collect();
    if separators.len() > 1 {
        return None;
    }
    for at in [0, last].into_iter().chain(separators) {
        rows[at].iter_mut().filter(|c| **c == '=').for_each(|c| *c = '-');
    }
    let mut table = Simple::new(&rows)?;
    table.is_complete(&rows[1..]).then_some(table.columns.len())
}

/// A simple table: its columns, of which the last is as wide as its text.
struct Simple {
    columns: Vec<(usize, usize)>,
    border_end: usize,
}

impl Simple {
    fn new(rows: &[Vec<char>]) -> Option<Self> {
        let columns = spans(rows.first()?);
        let border_end = columns.last()?.1;
        Some(Simple { columns, border_end })
    }

    /// Whether every row fits its columns. A row ends at a line with text in the first column, or at an underline
    /// that says which columns its cells span.
    fn is_complete(&mut self, rows: &[Vec<char>]) -> bool {
        let (first, first_end) = self.columns[0];
        let (mut start, mut text_found) = (0, false);
        for (at, row) in rows.iter().enumerate() {
            let is_underline = row.first() == Some(&'-') && row.iter().all(|c| matches!(c, '-' | ' '));
            if is_underline {
                if !self.row_fits(&rows[start..at], Some(row)) {
                    return false;
                }
                (start, text_found) = (at + 1, false);
            } else if has_text(row, first, first_end) {
                if text_found && at != start && !self.row_fits(&rows[start..at], None) {
                    return false;
                }
                (start, text_found) = (at, true);
            } else if !text_found {
                start = at + 1;
            }
        }
        true
    }

    fn row_fits(&mut self, lines: &[Vec<char>], underline: Option<&Vec<char>>) -> bool {
        let mut columns = self.columns.clone();
        if let Some(underline) = underline {
            columns = spans(underline);
            let Some(last) = columns.last_mut().filter(|last| last.1 == self.border_end) else { return false };
            last.1 = self.columns[self.columns.len() - 1].1;
        }
        for at in 0..columns.len() {
            let (start, end) = columns[at];
            match columns.get(at + 1) {
                Some(&(next, _)) if lines.iter().any(|line| has_text(line, end, next)) => return false,
                Some(_) => {}
                None => {
                    let over = lines.iter().filter(|line| has_text(line, end, usize::MAX));
                    let widest = over.map(|line| start.max(line.len())).max().unwrap_or(end).max(end);
                    columns[at].1 = widest;
                    if let Some(last) = self.columns.last_mut() {
                        last.1 = last.1.max(widest);
                    }
                }
            }
        }
        self.is_aligned(&columns)
    }

    /// Whether each span begins where a column begins and ends where one ends.
    fn is_aligned(&self, spans: &[(usize, usize)]) -> bool {
        let mut columns = self.columns.iter();
        spans.iter().all(|&(start, end)| {
            columns.next().is_some_and(|&(first, first_end)| {
                first == start && (first_end == end || columns.any(|&(_, column_end)| column_end == end))
            })
        })
    }
}

/// The runs of an underline that spaces part.
fn spans(line: &[char]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (at, &c) in line.iter().enumerate() {
        match spans.last_mut() {
            _ if c == ' ' => {}
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => spans.push((at, at + 1)),
        }
    }
    spans
}

fn has_text(line: &[char], start: usize, end: usize) -> bool {
    line.iter().take(end).skip(start).any(|&c| !is_space(c))
}
