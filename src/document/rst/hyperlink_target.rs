//! Explicit hyperlink targets.
//!
//! ```bnf
//! target ::= ".. _" name " "? ":" (space+ reference | end_of_line) indented_line*      to the next blank line
//! name   ::= "_"                                   anonymous
//!          | "`" text "`"
//!          | text that begins with neither "_", "`" nor a space
//! ```
//!
//! The name may run over several lines. A colon inside a name is escaped, or no space follows it.
//! Specification: "Hyperlink Targets"; `Body.explicit.patterns.target`.

use super::super::references::folded;
use super::explicit_markup::simple_name_len;
use super::indirect_targets::Leads;
use super::lines::is_space;
use super::parser::{Kind, Parser, Sink};

/// Takes the target whose text begins at byte `start` of line `i`, after the `_`.
pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize, start: usize) -> usize {
    let end = p.indented_end(i + 1, true);
    if let Some((line, text)) = name_end(p, i, end, start) {
        if p.sink.hears_targets() {
            let lines = (i..=line).map(|at| if at == i { &p.line(at)[start..] } else { p.line(at) });
            let length = lines.clone().map(str::len).sum::<usize>() - (p.line(line).len() - text);
            let name = name(&lines.collect::<String>()[..length]);
            let leads = leads(p, line, end, text);
            p.tell_target(name, leads);
        }
        p.emit(Kind::Invisible, i, end);
        return end;
    }
    // docutils makes a comment of a malformed target, beginning at the line that it has come to.
    let end = p.indented_end(end, false);
    p.tell_invisible();
    p.emit(Kind::Invisible, i, end);
    end
}

/// The name of a target by what stands up to its colon; an anonymous one has none.
fn name(text: &str) -> Option<String> {
    let text = text.strip_suffix(':').unwrap_or(text).trim_end_matches(' ');
    let quoted = text.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
    (text != "_").then(|| folded(&unescaped(quoted.unwrap_or(text))))
}

/// What a target leads to whose name ends before byte `text` of a line.
pub(super) fn leads<S: Sink>(p: &Parser<S>, line: usize, end: usize, text: usize) -> Leads {
    let parts = (line..end).map(|at| if at == line { &p.line(at)[text..] } else { p.line(at) });
    let text = parts.flat_map(|part| part.split_whitespace()).collect::<Vec<_>>().join(" ");
    let reference = text.strip_suffix('_').and_then(|name| {
        let quoted = || name.strip_prefix('`')?.strip_suffix('`').filter(|name| !name.starts_with(' '));
        let is_simple = !name.is_empty() && simple_name_len(name) == name.len();
        if is_simple { Some(name) } else { quoted().filter(|name| !name.is_empty() && !name.ends_with([' ', '\\'])) }
    });
    match reference {
        Some(name) => Leads::Via(folded(&unescaped(name))),
        None if text.is_empty() => Leads::On,
        None => Leads::To(unescaped(&text)),
    }
}

/// The text without its backslashes, and without the spaces after them.
fn unescaped(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        shown.extend(if c == '\\' { chars.next().filter(|&c| c != ' ') } else { Some(c) });
    }
    shown
}

/// After which byte of which of the block's lines the colon stands that ends the name. The lines are joined without a
/// space, and a line's end counts as white space only where it is the last one read.
fn name_end<S: Sink>(p: &Parser<S>, first: usize, end: usize, start: usize) -> Option<(usize, usize)> {
    let text = &p.line(first)[start..];
    let form = match text.as_bytes() {
        [b'`', b' ' | b'`', ..] => return None,
        [b'`', ..] => Form::Quoted,
        [b'_', ..] => Form::Anonymous,
        _ => Form::Plain,
    };
    let mut name = Name::default();
    for i in first..end {
        let mut chars = if i == first { text.chars() } else { p.line(i).chars() };
        while let Some(c) = chars.next() {
            let at_end = chars.as_str().is_empty() || chars.as_str().starts_with(' ');
            if c == ':' && at_end && name.may_end(form) {
                return Some((i, p.line(i).len() - chars.as_str().len()));
            }
            if c == '\\' {
                name.push(chars.next().map_or(Seen::Backslash, Seen::Escaped));
            } else {
                name.push(Seen::Char(c));
            }
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Plain,
    Quoted,
    Anonymous,
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Char(char),
    Escaped(char),
    /// A backslash at a line's end.
    Backslash,
}

impl Seen {
    fn is_space_or_escape(self) -> bool {
        match self {
            Seen::Char(c) | Seen::Escaped(c) => is_space(c),
            Seen::Backslash => true,
        }
    }
}

/// What has been read of a possible name: how much, and the end of it.
#[derive(Default)]
struct Name {
    len: usize,
    last: [Option<Seen>; 3],
}

impl Name {
    fn push(&mut self, seen: Seen) {
        self.len += 1;
        self.last = [self.last[1], self.last[2], Some(seen)];
    }

    /// Whether a colon here ends the name. One space may stand before the colon.
    fn may_end(&self, form: Form) -> bool {
        let space = usize::from(self.last[2] == Some(Seen::Char(' ')));
        let Some(last) = self.last[2 - space] else { return false };
        if last.is_space_or_escape() {
            return false;
        }
        match form {
            Form::Plain => last != Seen::Char(':'),
            Form::Anonymous => self.len - space == 1,
            Form::Quoted => {
                let inside = self.last[1 - space].filter(|seen| !seen.is_space_or_escape());
                last == Seen::Char('`') && self.len - space > 2 && inside.is_some()
            }
        }
    }
}
