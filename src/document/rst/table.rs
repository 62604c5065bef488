//! Grid and simple tables: where they end.
//!
//! ```bnf
//! grid   ::= "+-" ("-" | "+")* "-+" (line that begins with "+" or "|")*
//! simple ::= "="+ (" "+ "="+)+ any_line* border
//! border ::= "=" ("=" | " ")*
//! ```
//!
//! A malformed table takes lines too, and how many is docutils' secret; `Body.isolate_grid_table` and
//! `Body.isolate_simple_table` are followed here to the line. Specification: "Grid Tables", "Simple Tables".

use super::lines::is_space;
use super::parser::{Kind, Parser, Sink};
use super::table_shape;

/// The only white space of two columns.
const WIDE_SPACE: char = '\u{3000}';

pub(super) fn parse_grid<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    if !is_grid_border(p.line(i)) {
        return None;
    }
    // docutils pads a wide character, a wide space too, before it strips white space.
    let edge = |line: &str| line.trim_start_matches(|c| is_space(c) && c != WIDE_SPACE).starts_with(['+', '|']);
    let end = (i + 1..p.lines.len())
        .find(|&i| p.is_blank(i) || p.is_indented(i) || !edge(p.line(i)))
        .unwrap_or(p.lines.len());
    if is_grid_border(p.line(end - 1).trim_matches(is_space)) {
        table(p, i, end);
        return Some(end);
    }
    // The last border above the third line closes the table. docutils then goes one line too far back, so that
    // the border and the line before it are read again, as whatever they are on their own.
    let bottom = (i + 2..end - 1).rev().find(|&i| is_grid_border(p.line(i).trim_matches(is_space)));
    match bottom {
        Some(bottom) => {
            table(p, i, bottom + 1);
            Some(bottom - 1)
        }
        None => {
            p.emit(Kind::Invisible, i, end);
            Some(end)
        }
    }
}

/// Tells of a table. Whether it is well formed is looked at only where it matters.
fn table<S: Sink>(p: &mut Parser<S>, first: usize, end: usize) {
    let is_well_formed = || table_shape::columns((first..end).map(|i| p.line(i))).is_some();
    let on_page = !p.is_title_open() || is_well_formed();
    p.emit_as(Kind::Table, first, end, on_page);
}

/// `\+-[-+]+-\+ *$`
fn is_grid_border(line: &str) -> bool {
    line.len() >= 5 && line.starts_with("+-") && line.ends_with("-+") && line.bytes().all(|b| matches!(b, b'-' | b'+'))
}

pub(super) fn parse_simple<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let top = p.line(i);
    if !(is_simple_border(top) && top.contains(' ')) {
        return None;
    }
    let mut found = None;
    for border in i + 1..p.lines.len() {
        if !is_simple_border(p.line(border)) {
            continue;
        }
        if p.line(border).len() != top.len() {
            p.emit(Kind::Invisible, i, border + 1);
            return Some(border + 1);
        }
        if found.is_some() || p.ends_at(border + 1) {
            table(p, i, border + 1);
            return Some(border + 1);
        }
        found = Some(border);
    }
    // No bottom border: the table takes what it has seen, up to its header rule or to the end of the document.
    let end = found.map_or(p.lines.len(), |found| found + 1);
    p.emit(Kind::Invisible, i, end);
    Some(end)
}

/// `=+[ =]*$`
fn is_simple_border(line: &str) -> bool {
    line.starts_with('=') && line.bytes().all(|b| matches!(b, b'=' | b' '))
}
