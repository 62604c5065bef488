//! Option list items.
//!
//! ```bnf
//! item   ::= option (", " option)* (two_spaces space* text | space? end_of_line) (blank_line | indented_line)*
//! option ::= ("-" | "+") alphanum (" "? argument)?  |  ("--" | "/") name ([ =] argument)?
//! name   ::= alphanum (alphanum | "_" | "-")*
//! argument ::= letter (alphanum | "_" | "-")* | "<" [^<>]+ ">"
//! ```
//!
//! Specification: "Option Lists"; `Body.patterns['option_marker']`.

use std::sync::LazyLock;

use regex::Regex;

use super::parser::{Kind, Parser, Sink};
use crate::pattern::constant;

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    let argument = "(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)";
    let short = format!("[-+][a-zA-Z0-9](?: ?{argument})?");
    let long = format!("(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{argument})?");
    let option = format!("(?:{short}|{long})");
    constant(&format!("^({option}(?:, {option})*)(?:  +| ?$)"))
});

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let line = p.line(i);
    if !line.starts_with(['-', '+', '/']) {
        return None;
    }
    let marker = MARKER.captures(line)?;
    let text = marker[0].len();
    let end = p.indented_end(i + 1, false);
    if !options(&marker[1]).all(has_one_argument_at_most) {
        p.emit(Kind::Invisible, i, end);
        return Some(end);
    }
    // An option without a description is no option: docutils reads the line again as text.
    if text == line.len() && (i + 1..end).all(|i| p.is_blank(i)) {
        return None;
    }
    p.emit(Kind::Visible, i, end);
    p.nested(i, end, Some(text), None);
    Some(end)
}

/// The options of a marker: split at `, ` outside of `<…>`.
fn options(marker: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    marker
        .split(move |c| {
            inside = (inside || c == '<') && c != '>';
            c == ',' && !inside
        })
        .map(str::trim_start)
}

/// `Body.parse_option_marker` refuses an option of more than two words, unless `<…>` holds the further ones.
fn has_one_argument_at_most(option: &str) -> bool {
    let mut words: Vec<&str> = option.split_whitespace().collect();
    let Some(&first) = words.first() else { return false };
    if let Some((name, value)) = first.split_once('=') {
        words.splice(..1, [name, value]);
    } else if first.len() > 2 && (first.starts_with('+') || (first.starts_with('-') && !first.starts_with("--"))) {
        words.splice(..1, [&first[..2], &first[2..]]);
    }
    words.len() <= 2 || (words[1].starts_with('<') && words[words.len() - 1].ends_with('>'))
}
