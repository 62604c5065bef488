//! Emphasis (CommonMark 6.2), and what is struck through (GitHub Flavored Markdown 6.5): which of the `*`, `_` and `~`
//! are markup.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::constant;

/// A run of one marker.
#[derive(Debug)]
pub(super) struct Delimiter {
    pub marker: u8,
    /// The piece that it is.
    pub piece: usize,
    /// Byte offset in the text.
    pub at: usize,
    pub len: usize,
    /// How much of it is not yet markup.
    pub left: usize,
    pub can_open: bool,
    pub can_close: bool,
}

impl Delimiter {
    fn opens(&self, closer: &Delimiter) -> bool {
        let is_inside = closer.can_open || self.can_close;
        self.marker == closer.marker
            && (!is_inside || closer.len.is_multiple_of(3) || !(self.len + closer.len).is_multiple_of(3))
    }

    /// Runs of one kind find the same openers.
    fn kind(&self) -> usize {
        let by_side = usize::from(self.can_open) * 3 + self.len % 3;
        match self.marker {
            b'*' => by_side,
            b'_' => 6 + by_side,
            _ => 12 + self.len % 3,
        }
    }

    fn take(&mut self, count: usize, pieces: &mut [Cow<'_, str>]) {
        self.left -= count;
        if let Cow::Borrowed(text) = &mut pieces[self.piece] {
            *text = &text[..self.left];
        }
    }
}

/// Takes the delimiters from an index on, and out of the pieces what of them is markup.
pub(super) fn emphasis(delimiters: &mut Vec<Delimiter>, from: usize, pieces: &mut [Cow<'_, str>]) {
    let mut open: Vec<Delimiter> = Vec::new();
    // Before this place there is no opener for a closer of a kind: what was sought in vain is not sought again.
    let mut bottoms = [0; 15];
    for mut closer in delimiters.drain(from..) {
        while closer.can_close && closer.left > 0 {
            let bottom = &mut bottoms[closer.kind()];
            let above = open.partition_point(|opener| opener.at < *bottom);
            let Some(found) = open[above..].iter().rposition(|opener| opener.opens(&closer)) else {
                *bottom = closer.at;
                break;
            };
            open.truncate(above + found + 1);
            let Some(mut opener) = open.pop() else { break };
            if closer.marker == b'~' {
                if opener.len == closer.len {
                    opener.take(opener.len, pieces);
                    closer.take(closer.len, pieces);
                }
                closer.left = 0;
                break;
            }
            let count = if opener.left >= 2 && closer.left >= 2 { 2 } else { 1 };
            opener.take(count, pieces);
            closer.take(count, pieces);
            if opener.left > 0 {
                open.push(opener);
            }
        }
        if closer.can_open && closer.left > 0 {
            open.push(closer);
        }
    }
}

/// Whether a run may open and may close something, by what stands before and after it.
pub(super) fn flanking(before: &str, after: &str, marker: u8) -> (bool, bool) {
    // GitHub looks through `~`, and what it strikes through it finds by an older rule, to which symbols are letters.
    let is_strike = marker == b'~';
    let (before, after) =
        if is_strike { (before, after) } else { (before.trim_end_matches('~'), after.trim_start_matches('~')) };
    let before = Neighbour::of(before.chars().next_back(), is_strike);
    let after = Neighbour::of(after.chars().next(), is_strike);
    let is_left = after == Neighbour::Letter || after == Neighbour::Punctuation && before != Neighbour::Letter;
    let is_right = before == Neighbour::Letter || before == Neighbour::Punctuation && after != Neighbour::Letter;
    if marker == b'_' {
        let can_open = is_left && (!is_right || before == Neighbour::Punctuation);
        (can_open, is_right && (!is_left || after == Neighbour::Punctuation))
    } else {
        (is_left, is_right)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    Space,
    Punctuation,
    /// All else.
    Letter,
}

impl Neighbour {
    fn of(c: Option<char>, symbols_are_letters: bool) -> Self {
        static PUNCTUATION: LazyLock<Regex> = LazyLock::new(|| constant(r"\p{P}"));
        static SYMBOL: LazyLock<Regex> = LazyLock::new(|| constant(r"\p{S}"));
        // Unlike for Unicode, a vertical tab and what ends lines elsewhere are no white space.
        let Some(c) = c.filter(|&c| !c.is_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}'))
        else {
            return Neighbour::Space;
        };
        if c.is_ascii() {
            return if c.is_ascii_punctuation() { Neighbour::Punctuation } else { Neighbour::Letter };
        }
        let mut bytes = [0; 4];
        let text = c.encode_utf8(&mut bytes);
        if PUNCTUATION.is_match(text) || !symbols_are_letters && SYMBOL.is_match(text) {
            Neighbour::Punctuation
        } else {
            Neighbour::Letter
        }
    }
}
