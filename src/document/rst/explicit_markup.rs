//! Explicit markup: everything that begins with `..` and a space.
//!
//! ```bnf
//! footnote     ::= ".. [" (digit+ | "#" simple_name? | "*") "]" body
//! citation     ::= ".. [" simple_name "]" body
//! target       ::= ".. _" name ":" body                  see hyperlink_target.rs
//! substitution ::= ".. |" text "|" body
//! directive    ::= ".. " simple_name " "? "::" body      see directive.rs
//! comment      ::= ".." body                             all else
//! body         ::= text_to_the_line's_end (blank_line | indented_line)*
//! ```
//!
//! A `..` alone, followed by a blank line, is an empty comment and takes no further line.
//! Specification: "Explicit Markup Blocks"; `Body.explicit.constructs`.

use super::lines::is_space;
use super::parser::{Kind, Parser, Sink, spaced};
use super::{directive, hyperlink_target};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let line = p.line(i);
    if !line.starts_with("..") {
        return None;
    }
    let start = spaced(line, 2)?;
    let markup = &line[start..];
    let next = match markup.as_bytes().first() {
        Some(b'[') => note(p, i, start),
        Some(b'_') if !matches!(markup.as_bytes().get(1), None | Some(b' ')) => {
            return Some(hyperlink_target::parse(p, i, start + 1));
        }
        Some(b'|') if !matches!(markup.as_bytes().get(1), None | Some(b' ')) => Some(substitution(p, i, start + 1)),
        _ => directive::parse(p, i, start),
    };
    Some(next.unwrap_or_else(|| comment(p, i)))
}

/// A footnote or citation.
fn note<S: Sink>(p: &mut Parser<S>, i: usize, start: usize) -> Option<usize> {
    let line = p.line(i);
    let label = &line[start + 1..start + line[start..].find(']')?];
    let footnote = label == "*"
        || (!label.is_empty() && label.bytes().all(|b| b.is_ascii_digit()))
        || label.strip_prefix('#').is_some_and(|name| name.is_empty() || is_simple_name(name));
    if !footnote && !is_simple_name(label) {
        return None;
    }
    let text = spaced(line, start + label.len() + 2)?;
    let end = p.indented_end(i + 1, false);
    p.emit(Kind::Visible, i, end);
    p.nested(i, end, Some(text), None);
    Some(end)
}

/// A substitution definition whose text begins at byte `start` of the line.
fn substitution<S: Sink>(p: &mut Parser<S>, i: usize, start: usize) -> usize {
    let end = p.indented_end(i + 1, false);
    let on_page = p.is_title_open() && substitutes_block(p, i, end, start);
    // One whose name does not end is a comment.
    let is_node = || substitution_name(p, i, end, start).is_none() || substitutes_directive(p, i, end, start);
    if p.sink.hears_targets() && is_node() {
        p.tell_invisible();
    }
    p.emit_as(Kind::Invisible, i, end, on_page);
    end
}

/// Whether a definition holds a block, which docutils leaves on the page: after `|name|`, or on the next line, or
/// as a block quote after a blank line.
fn substitutes_block<S: Sink>(p: &Parser<S>, i: usize, end: usize, start: usize) -> bool {
    let Some((i, text)) = substitution_name(p, i, end, start) else { return false };
    if text < p.line(i).len() {
        return directive::is_block(p, i, end, text);
    }
    let next = i + 1;
    if next < end && !p.is_blank(next) {
        let line = p.line(next);
        return directive::is_block(p, next, end, line.len() - line.trim_start_matches(is_space).len());
    }
    (next..end).any(|i| !p.is_blank(i))
}

/// Whether a definition has a directive after `|name|`: anything else is an error message.
fn substitutes_directive<S: Sink>(p: &Parser<S>, i: usize, end: usize, start: usize) -> bool {
    substitution_name(p, i, end, start).is_some_and(|(i, text)| {
        let text = if text < p.line(i).len() || i + 1 == end { &p.line(i)[text..] } else { p.line(i + 1) };
        let text = text.trim_start_matches(is_space);
        let len = simple_name_len(text);
        len > 0 && text[len..].starts_with("::")
    })
}

/// Where the name of a substitution definition ends: the line, and where the text after it begins. The name may run over
/// several lines. The bar after it is not escaped, follows no white space, and white space follows it.
fn substitution_name<S: Sink>(p: &Parser<S>, i: usize, end: usize, start: usize) -> Option<(usize, usize)> {
    for at in i..end {
        let line = p.line(at);
        let text = if at == i { start } else { line.len() - line.trim_start_matches(is_space).len() };
        let mut may_end = false;
        let mut chars = line[text..].char_indices();
        while let Some((offset, c)) = chars.next() {
            if c == '|'
                && may_end
                && let Some(after) = spaced(line, text + offset + 1)
            {
                return Some((at, after));
            }
            // A name has one character at least; on a further line the space that joins lines stands before.
            let escaped = if c == '\\' { chars.next().map(|(_, c)| c) } else { Some(c) };
            may_end = escaped.is_some_and(|c| !is_space(c));
        }
    }
    None
}

fn comment<S: Sink>(p: &mut Parser<S>, i: usize) -> usize {
    let alone = p.line(i) == "..";
    let end = if alone && p.ends_at(i + 1) { i + 1 } else { p.indented_end(i + 1, false) };
    p.emit(Kind::Comment, i, end);
    end
}

/// Length of the simple reference name at the start: alphanumeric words joined by single `-`, `.`, `_`, `+` or
/// `:` (`Inliner.simplename`).
pub(super) fn simple_name_len(text: &str) -> usize {
    let mut len = 0;
    let mut joint = true;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            joint = false;
            len = at + c.len_utf8();
        } else if matches!(c, '-' | '.' | '_' | '+' | ':') && !joint {
            joint = true;
        } else {
            break;
        }
    }
    len
}

fn is_simple_name(text: &str) -> bool {
    !text.is_empty() && simple_name_len(text) == text.len()
}
