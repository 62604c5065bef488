//! The directives `table` and `list-table`: whether their contents make a table.
//!
//! docutils refuses a `table` that does not hold exactly one table, and a `list-table` that does not hold exactly one
//! bullet list of bullet lists of the same length, longer than its header. Like a table's shape this matters only to
//! the document's title. `directives.tables.RSTTable`, `directives.tables.ListTable`.

use super::bullet_list;
use super::lines::Line;
use super::parser::{Kind, Parser, Place, Sink};
use super::title::{ProblemKind, Title};

/// Whether the lines, with their indent taken off, are one well-formed table.
pub(super) fn holds_table(text: &str, lines: &[Line]) -> bool {
    let mut blocks = Blocks(Vec::new());
    Parser::of_contents(text, lines, &mut blocks).run();
    blocks.0 == [(Kind::Table, Place::Top { on_page: true })]
}

/// Whether the lines, with their indent taken off, are the rows of a table with so many header rows.
pub(super) fn holds_rows(text: &str, lines: &[Line], header_rows: usize) -> bool {
    let mut blocks = Blocks(Vec::new());
    let mut list = Parser::of_contents(text, lines, &mut blocks);
    let Some(rows) = items(&mut list) else { return false };
    let columns = rows.iter().map(|row| {
        let mut blocks = Blocks(Vec::new());
        let cells = items(&mut Parser::of_contents(text, row, &mut blocks));
        cells.map_or(0, |cells| cells.len())
    });
    let columns: Vec<usize> = columns.collect();
    let fits = header_rows == 0 || rows.len() > header_rows;
    fits && columns.first().is_some_and(|&first| first > 0 && columns.iter().all(|&count| count == first))
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

/// Notes the blocks that there are, and whether docutils makes anything of each.
struct Blocks(Vec<(Kind, Place)>);

impl Sink for Blocks {
    fn is_title_open(&self) -> bool {
        true
    }

    fn title(&mut self, _: &str, _: Title<'_>) {
        self.0.push((Kind::Invisible, Place::Nested));
    }

    fn problem(&mut self, _: ProblemKind, _: &[Line], _: &Line) {}

    fn block(&mut self, _: &str, kind: Kind, _: &[Line], place: Place) {
        self.0.push((kind, place));
    }
}
