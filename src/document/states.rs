//! What holds for the text after it: a tag that is not closed yet, a comment that turns a tool off, a directive that
//! sets something. Text that moves across one of them would mean something else.

use super::{Document, Format, markdown, rst};

/// Something that begins or ends to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What: the name of a tag, the words of a directive.
    pub name: String,
    /// Whether it ends what began under this name.
    pub ends: bool,
    /// Byte offset in the source.
    pub at: usize,
}

impl Turn {
    /// Whether it gives sections numbers by their order.
    pub fn numbers_sections(&self) -> bool {
        ["sectnum::", "section-numbering::"].iter().any(|name| self.name.contains(name))
    }
}

/// What holds at each of some places of a document, where equal numbers stand for the same.
pub(crate) fn states(turns: &[Turn], places: impl Iterator<Item = usize>) -> Vec<u64> {
    let mut open: Vec<(&str, u64)> = Vec::new();
    let mut rest = turns.iter().peekable();
    let mut found = Vec::new();
    for place in places {
        while let Some(turn) = rest.next_if(|turn| turn.at < place) {
            match open.last() {
                Some((name, _)) if turn.ends && *name == turn.name => drop(open.pop()),
                // What ends nothing is kept: it shows that something is wrong from there on.
                _ => open.push((&turn.name, mixed(open.last().map_or(0, |last| last.1), turn))),
            }
        }
        found.push(open.last().map_or(0, |last| last.1));
    }
    found
}

/// A number for a turn on top of what holds already.
fn mixed(below: u64, turn: &Turn) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (below, &turn.name, turn.ends).hash(&mut hasher);
    hasher.finish()
}

impl Document {
    /// What begins or ends to hold, in the order of the text.
    pub fn turns(&self) -> Vec<Turn> {
        match self.format {
            Format::Rst => rst::turns(self),
            Format::Markdown => markdown::turns(self),
        }
    }
}
