//! Anonymous hyperlink targets: `__ target`, with indented lines to the next blank one.
//!
//! Specification: "Anonymous Hyperlinks".

use super::hyperlink_target::leads;
use super::parser::{Kind, Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let line = p.line(i);
    if !line.starts_with("__") {
        return None;
    }
    let text = spaced(line, 2)?;
    let end = p.indented_end(i + 1, true);
    if p.sink.hears_targets() {
        let leads = leads(p, i, end, text);
        p.tell_target(None, leads);
    }
    p.emit(Kind::Invisible, i, end);
    Some(end)
}
