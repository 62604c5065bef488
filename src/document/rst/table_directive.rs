//! The directives `table`, `list-table` and `csv-table`: whether their contents make a table.
//!
//! docutils refuses a `table` that does not hold exactly one table, a `list-table` that does not hold exactly one
//! bullet list of bullet lists of the same length, and a `csv-table` whose values are not in order; and each of them
//! where the options speak of more columns or header rows than there are. Like a table's shape this matters only to
//! the document's title. `directives.tables`.

use super::bullet_list;
use super::csv::Dialect;
use super::directive::Leaves;
use super::directive_options::Options;
use super::lines::Line;
use super::parser::{Kind, Parser, Place, Sink};
use super::table_shape;
use super::title::{ProblemKind, Title};

/// Whether the lines, with their indent taken off, are one well-formed table.
pub(super) fn is_table<S: Sink>(p: &Parser<S>, lines: &[Line], options: &Options) -> bool {
    let mut blocks = Blocks::default();
    let Some(mut contents) = p.peek(lines, &mut blocks) else { return true };
    contents.run();
    let fits = |columns| options.widths().is_none_or(|widths| widths == columns);
    blocks.count == 1 && blocks.is_table && blocks.leaves == Leaves::Block && blocks.columns.is_none_or(fits)
}

/// Whether the lines, with their indent taken off, are the rows of a table with these options.
pub(super) fn is_list_table<S: Sink>(p: &Parser<S>, lines: &[Line], options: &Options) -> bool {
    let mut blocks = Blocks::default();
    let Some(mut list) = p.peek(lines, &mut blocks) else { return true };
    let Some(rows) = items(&mut list) else { return false };
    let mut columns = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(mut cells) = p.peek(&row, &mut blocks) else { return true };
        columns.push(items(&mut cells).map_or(0, |cells| cells.len()));
    }
    let Some(&first) = columns.first() else { return false };
    first > 0
        && columns.iter().all(|&count| count == first)
        && options.widths().is_none_or(|widths| widths == first)
        && are_enough(&columns, options)
}

/// Whether the lines are the comma-separated values of a table with these options.
pub(super) fn is_csv_table(text: &str, lines: &[Line], options: &Options) -> bool {
    if options.has("file") || options.has("url") {
        return false;
    }
    let dialect = Dialect::of(options);
    let header = options.has("header").then(|| options.get("header").unwrap_or_default().split('\n'));
    let Some(header) = header.map_or(Some(Vec::new()), |lines| dialect.records(lines)) else { return false };
    let Some(rows) = dialect.records(lines.iter().map(|line| &text[line.start as usize..line.end as usize])) else {
        return false;
    };
    let columns = header.iter().chain(&rows).copied().max().unwrap_or(0);
    columns > 0 && options.widths().is_none_or(|widths| widths == columns) && are_enough(&rows, options)
}

/// Whether rows of so many cells leave some beside those that the options make headers.
fn are_enough(rows: &[usize], options: &Options) -> bool {
    let (header_rows, stub_columns) = (options.count("header-rows"), options.count("stub-columns"));
    (header_rows == 0 || rows.len() > header_rows)
        && (stub_columns == 0 || rows.iter().all(|&columns| columns > stub_columns))
}

/// The contents of the items, if the lines are one bullet list.
fn items<S: Sink>(p: &mut Parser<S>) -> Option<Vec<Vec<Line>>> {
    let mut items = Vec::new();
    let mut bullet = None;
    let mut i = 0;
    while i < p.lines.len() {
        if p.is_blank(i) {
            i += 1;
            continue;
        }
        let line = p.line(i);
        let first = line.chars().next();
        if *bullet.get_or_insert(first) != first {
            return None;
        }
        let end = bullet_list::parse(p, i)?;
        let text = bullet_list::text_start(line)?;
        let strip = (text < line.len()).then(|| line[..text].chars().count());
        items.push(p.contents(i, end, Some(text), strip));
        i = end;
    }
    Some(items)
}

/// Notes what docutils makes of the blocks that there are.
pub(super) struct Blocks {
    count: usize,
    is_table: bool,
    /// How many columns the last table has, where it is drawn.
    columns: Option<usize>,
    /// What all of them leave in the document.
    pub leaves: Leaves,
}

impl Default for Blocks {
    fn default() -> Self {
        Blocks { count: 0, is_table: false, columns: None, leaves: Leaves::Message }
    }
}

impl Sink for Blocks {
    fn is_title_open(&self) -> bool {
        true
    }

    fn title(&mut self, _: &str, _: Title<'_>) {
        self.count += 1;
    }

    fn problem(&mut self, _: ProblemKind, _: &[Line], _: &Line) {}

    fn block(&mut self, text: &str, kind: Kind, lines: &[Line], place: Place) {
        self.count += 1;
        if place == (Place::Top { on_page: true }) {
            self.is_table = kind == Kind::Table;
            let leaves = if kind == Kind::Inline { Leaves::Inline } else { Leaves::Block };
            self.leaves = self.leaves.max(leaves);
            if self.is_table {
                let line = |line: &Line| &text[line.start as usize..line.end as usize];
                // Where it is a directive there is none.
                self.columns = table_shape::columns(lines.iter().map(line));
            }
        }
    }
}
