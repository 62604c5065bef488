//! Comma-separated values, as Python's `csv` module reads them for the directive `csv-table`.
//!
//! ```bnf
//! record ::= field (delimiter field)* end_of_line
//! field  ::= space* quote (text | quote quote | end_of_line)* quote  |  text
//! ```
//!
//! Only how many fields each record has is of interest, and whether the text is in order (`strict`). With an escape
//! character a quote is not doubled but escaped. `_csv.c`, `directives.tables.CSVTable`.

use super::directive_options::{Options, character};

/// The longest field that Python reads (`csv.field_size_limit`).
const MAX_FIELD: usize = 131_072;

/// Which characters part fields and hold them together. They are numbers: Python has surrogates among its characters.
pub(super) struct Dialect {
    delimiter: u32,
    quote: u32,
    escape: Option<u32>,
    skip_space: bool,
}

impl Dialect {
    /// What a directive's options say.
    pub fn of(options: &Options) -> Self {
        let delimiter = match options.get("delim") {
            None => Some(u32::from(',')),
            Some("tab") => Some(u32::from('\t')),
            Some("space") => Some(u32::from(' ')),
            Some(value) => character(value),
        };
        Dialect {
            delimiter: delimiter.unwrap_or(u32::from(',')),
            quote: options.get("quote").and_then(character).unwrap_or(u32::from('"')),
            escape: options.get("escape").and_then(character),
            skip_space: !options.has("keepspace"),
        }
    }

    /// The number of fields of each record, if the lines are in order.
    pub fn records<'l>(&self, lines: impl Iterator<Item = &'l str>) -> Option<Vec<usize>> {
        let mut reader = Reader { dialect: self, state: State::Start, fields: 0, len: 0 };
        let mut records = Vec::new();
        for line in lines {
            for c in line.chars().chain(['\n']) {
                reader.read(u32::from(c))?;
            }
            if reader.end_line() {
                records.push(std::mem::take(&mut reader.fields));
            }
        }
        let is_open = reader.len != 0 || reader.state == State::Quoted;
        (!is_open).then_some(records)
    }
}

/// Where in a record the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At its beginning.
    Start,
    /// At the beginning of a field.
    Field,
    Unquoted,
    Quoted,
    /// After an escape character.
    Escape,
    EscapeInQuotes,
    /// After an escaped end of a line.
    EscapedEnd,
    /// After a quote in quotes, which ends the field or is the first of two.
    Quote,
    /// After its end.
    End,
}

struct Reader<'d> {
    dialect: &'d Dialect,
    state: State,
    fields: usize,
    /// Length of the open field.
    len: usize,
}

impl Reader<'_> {
    fn read(&mut self, c: u32) -> Option<()> {
        let Dialect { delimiter, quote, escape, skip_space } = *self.dialect;
        let is_end = c == u32::from('\n') || c == u32::from('\r');
        self.state = match self.state {
            State::Start if is_end => State::End,
            State::Start | State::Field => match c {
                _ if is_end => self.save(State::End),
                _ if c == quote => State::Quoted,
                _ if Some(c) == escape => State::Escape,
                _ if c == u32::from(' ') && skip_space => State::Field,
                _ if c == delimiter => self.save(State::Field),
                _ => self.add(State::Unquoted)?,
            },
            State::Escape => self.add(if is_end { State::EscapedEnd } else { State::Unquoted })?,
            State::Unquoted | State::EscapedEnd => match c {
                _ if is_end => self.save(State::End),
                _ if Some(c) == escape => State::Escape,
                _ if c == delimiter => self.save(State::Field),
                _ => self.add(State::Unquoted)?,
            },
            State::Quoted => match c {
                _ if Some(c) == escape => State::EscapeInQuotes,
                _ if c == quote && escape.is_none() => State::Quote,
                _ if c == quote => State::Unquoted,
                _ => self.add(State::Quoted)?,
            },
            State::EscapeInQuotes => self.add(State::Quoted)?,
            State::Quote => match c {
                _ if c == quote => self.add(State::Quoted)?,
                _ if c == delimiter => self.save(State::Field),
                _ if is_end => self.save(State::End),
                _ => return None,
            },
            State::End if is_end => State::End,
            State::End => return None,
        };
        Some(())
    }

    fn add(&mut self, state: State) -> Option<State> {
        self.len += 1;
        (self.len <= MAX_FIELD).then_some(state)
    }

    fn save(&mut self, state: State) -> State {
        self.fields += 1;
        self.len = 0;
        state
    }

    /// Whether the record ends with the line.
    fn end_line(&mut self) -> bool {
        let ends = self.state == State::End;
        if ends {
            self.state = State::Start;
        }
        ends
    }
}
