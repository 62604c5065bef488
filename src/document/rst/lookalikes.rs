//! Lines that look like titles and are none.
//!
//! ```bnf
//! lookalike ::= text newline adornment      too short, or refused by docutils
//!             | "**" text "**"
//!             | "#"+ " " text               as in Markdown
//!             | ".. rubric:: " text
//! ```

use super::super::Document;
use super::super::lookalikes::{Lookalike, after_hashes, bold, is_underline};
use super::{ProblemKind, display_width};

pub(in super::super) fn lookalikes(document: &Document, lines: &[&str]) -> Vec<Lookalike> {
    let numbers = document.lines();
    let refused = document.problems.iter().filter_map(|problem| {
        let (at, text, why) = refused(&document.source[problem.range.clone()], problem.kind)?;
        Some(Lookalike { text: text.to_owned(), line: numbers.position(problem.range.start).0 + at, why })
    });
    let mut found: Vec<Lookalike> = refused.collect();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        if let Some((text, why)) = lookalike(line, next) {
            found.push(Lookalike { text: text.trim().to_owned(), line: at + 1, why });
        }
    }
    found
}

/// The text of a line that looks like a title, and why it is none.
fn lookalike<'l>(line: &'l str, next: &str) -> Option<(&'l str, &'static str)> {
    if !line.trim().is_empty() && !is_underline(line) && is_underline(next) && next.len() < display_width(line) {
        return (next.len() < 4).then_some((line, "its underline is too short; make it as long as the text"));
    }
    if let Some(text) = bold(line) {
        return Some((text, "bold text is no title; write it in a line of its own, and underline it"));
    }
    if let Some((text, _)) = after_hashes(line).filter(|(text, _)| text.starts_with(' ')) {
        return Some((text, "`#` makes titles in Markdown; underline it here"));
    }
    let text = line.trim_start().strip_prefix(".. rubric::")?;
    Some((text, "a rubric is no section; underline its text instead"))
}

/// The line and the text of a title that docutils refuses, and why it does.
fn refused(lines: &str, kind: ProblemKind) -> Option<(usize, &str, &'static str)> {
    let why = match kind {
        ProblemKind::NestedTitle => "in an indented block, a list or a directive it is no section; take off the indent",
        ProblemKind::Mismatch | ProblemKind::MissingUnderline | ProblemKind::Incomplete => {
            "its overline and its underline have to be the same"
        }
        ProblemKind::SkippedLevel { .. } => {
            "it is more than one level deeper than the section that it stands in, and docutils refuses it"
        }
        _ => return None,
    };
    let mut lines = lines.lines().map(str::trim).enumerate();
    let (at, text) = lines.find(|(_, line)| !line.is_empty() && !is_underline(line))?;
    Some((at, text, why))
}
