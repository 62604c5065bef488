//! Directives: `.. name:: arguments`, then options and content, all indented.
//!
//! ```bnf
//! directive ::= simple_name " "? "::" (space+ text | end_of_line) (blank_line | indented_line)*
//! block     ::= head (blank_line+ content)?
//! head      ::= argument_line* option*          to the first blank line; see directive_options.rs
//! ```
//!
//! Whatever a directive means, it takes the indented lines after it. What its content is matters to those who
//! ask for literal text and tables, and for the document's title, before which nothing visible may stand: there alone
//! is looked at whether docutils makes anything of it. Where a directive takes neither arguments nor options, its head
//! is content; where it takes options alone, what is no option in its head is.
//! Specification: "Directives"; `Body.run_directive`, `Body.parse_directive_block`.

use super::directive_kinds::{Argument, Arguments, Content, Declaration, Holds, Makes, find};
use super::directive_options::{Options, are_class_names};
use super::explicit_markup::simple_name_len;
use super::field_list;
use super::lines::{Line, is_space};
use super::parser::{Kind, Parser, Sink, spaced};
use super::table_directive::{self, Blocks};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize, start: usize) -> Option<usize> {
    let line = p.line(i);
    let (name, text) = marker(line, start)?;
    let end = p.indented_end(i + 1, false);
    if name == "speclint" {
        // Surely meant as a comment to us, with a colon too many: that is for the one who reads it to say.
        // To docutils it is an unknown directive, and so a message.
        let kind = if p.sink.hears_targets() { Kind::Invisible } else { Kind::Comment };
        p.emit(kind, i, end);
        return Some(end);
    }
    let (holds, declaration) = find(name);
    let leaves = match declaration {
        Some(declaration) if p.is_title_open() => leaves(p, i, end, text, &declaration),
        _ => Leaves::Message,
    };
    let kind = match holds {
        _ if leaves == Leaves::Inline => Kind::Inline,
        Holds::Literal => Kind::Literal,
        Holds::Table => Kind::Table,
        Holds::Body | Holds::Opaque => Kind::Visible,
        Holds::Nothing => Kind::Invisible,
    };
    if leaves == Leaves::Invisible {
        p.tell_invisible();
    }
    if leaves != Leaves::Nothing {
        p.emit_as(kind, i, end, leaves >= Leaves::Inline);
    }
    if holds == Holds::Body {
        p.nested(i, end, Some(text), None);
    }
    Some(end)
}

/// The name of the directive at byte `start` of a line, and where the text after its `::` begins.
pub(super) fn marker(line: &str, start: usize) -> Option<(&str, usize)> {
    let end = start + simple_name_len(&line[start..]);
    let rest = line[end..].strip_prefix(' ').unwrap_or(&line[end..]);
    let text = spaced(line, line.len() - rest.strip_prefix("::")?.len())?;
    (end > start).then_some((&line[start..end], text))
}

/// Whether a directive inside a substitution definition, at byte `start` of line `i`, leaves a block on the page:
/// docutils moves what is not inline out of the definition.
pub(super) fn is_block<S: Sink>(p: &Parser<S>, i: usize, end: usize, start: usize) -> bool {
    let Some((name, text)) = marker(p.line(i), start) else { return false };
    // Here no space may stand before the colons.
    let follows_name = p.line(i)[start + name.len()..].starts_with(':');
    let declaration = find(name).1.filter(|found| follows_name && !matches!(found.makes, Makes::Part | Makes::Sidebar));
    declaration.is_some_and(|declaration| leaves(p, i, end, text, &declaration) == Leaves::Block)
}

/// What docutils leaves of a directive in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leaves {
    /// No node at all.
    Nothing,
    /// An error message.
    Message,
    /// Another node that is not on the page.
    Invisible,
    /// An image, which may stand in a substitution definition.
    Inline,
    Block,
}

fn leaves<S: Sink>(p: &Parser<S>, i: usize, end: usize, text: usize, declaration: &Declaration) -> Leaves {
    let lines = p.contents(i, end, Some(text), None);
    let Some(block) = Block::read(p.text, &lines, declaration) else { return Leaves::Message };
    let fits = match declaration.makes {
        Makes::Nothing => return Leaves::Nothing,
        Makes::Invisible => return Leaves::Invisible,
        Makes::Image => return Leaves::Inline,
        Makes::Contents => {
            let mut blocks = Blocks::default();
            return match p.peek(&block.content, &mut blocks) {
                Some(mut contents) => {
                    contents.run();
                    blocks.leaves
                }
                None => Leaves::Block,
            };
        }
        Makes::Block | Makes::Part => true,
        Makes::Sidebar => block.has_argument || !block.options.has("subtitle"),
        Makes::Table => table_directive::is_table(p, &block.content, &block.options),
        Makes::Rows => table_directive::is_list_table(p, &block.content, &block.options),
        Makes::Csv => table_directive::is_csv_table(p.text, &block.content, &block.options),
    };
    if fits { Leaves::Block } else { Leaves::Message }
}

/// A directive's parts, if they are what its declaration asks for.
struct Block {
    has_argument: bool,
    options: Options,
    content: Vec<Line>,
}

impl Block {
    fn read(text: &str, lines: &[Line], declaration: &Declaration) -> Option<Self> {
        let is_blank = |line: &Line| line.start >= line.end;
        let shown = |line: &Line| &text[line.start as usize..line.end as usize];
        let lines = if lines.first().is_some_and(is_blank) { &lines[1..] } else { lines };
        let len = lines.iter().rposition(|line| !is_blank(line)).map_or(0, |last| last + 1);
        let has_head = declaration.arguments != Arguments::None || !declaration.options.is_empty();
        let head = if has_head { lines[..len].iter().position(is_blank).unwrap_or(len) } else { 0 };
        let is_option = |line: &Line| !declaration.options.is_empty() && field_list::marker(shown(line)).is_some();
        let arguments = lines[..head].iter().position(is_option).unwrap_or(head);
        let options = Options::read(text, &lines[arguments..head], declaration.options)?;
        let (arguments, rest) = (&lines[..arguments], &lines[head..len]);
        let (arguments, mut content) = match declaration.arguments {
            Arguments::None => (&[][..], [arguments, rest].concat()),
            _ => (arguments, rest.to_vec()),
        };
        content.drain(..content.iter().position(|line| !is_blank(line)).unwrap_or(content.len()));
        let has_argument = !arguments.is_empty();
        let words = arguments.iter().flat_map(|line| shown(line).split(is_space)).filter(|word| !word.is_empty());
        let fits = |kind| match kind {
            Argument::Word => words.clone().count() <= 1,
            Argument::Text => true,
            Argument::Classes => words.clone().all(are_class_names),
        };
        let arguments_fit = match declaration.arguments {
            Arguments::None => true,
            Arguments::Optional(kind) => fits(kind),
            Arguments::Required(kind) => has_argument && fits(kind),
        };
        let content_fits = match declaration.content {
            Content::Refused => content.is_empty(),
            Content::Optional => true,
            Content::Required => !content.is_empty(),
        };
        (arguments_fit && content_fits).then_some(Block { has_argument, options, content })
    }
}
