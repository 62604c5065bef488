#![doc = include_str!("../../docs/rules/heading-adornment.md")]

use super::{Context, Finding, Fix, FixKind, Subject};
use crate::document::{HeadingProblem, ProblemKind};
use crate::edit::Edit;

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for problem in &cx.document.problems {
        let (reason, help) = explain(problem);
        let verb = if problem.kind.is_title() { "warns of" } else { "refuses" };
        let (begin, text) = cx.lines.line(problem.line);
        let range = begin..begin + text.trim_end().len();
        found.push(Finding {
            owner: cx.document.outline.section_at(range.start),
            subject: Subject::Named(problem_name(problem.kind).into()),
            range,
            message: match problem.kind {
                ProblemKind::LineTooLong => format!("docutils reads nothing of this document: {reason}"),
                _ => format!("docutils {verb} this heading: {reason}"),
            },
            label: reason.into(),
            help: help.into(),
            fix: lengthened(&cx.document.source, problem),
        });
    }
}

/// The adornments as long as the heading, where they are too short for it.
fn lengthened(source: &str, problem: &HeadingProblem) -> Option<Fix> {
    let (ProblemKind::UnderlineTooShort { columns } | ProblemKind::OverlineTooShort { columns }) = problem.kind else {
        return None;
    };
    let mut start = problem.range.start;
    let mut edits = Vec::new();
    for line in source[problem.range.clone()].split_inclusive('\n') {
        let text = line.trim();
        let is_adornment = text.bytes().all(|b| b.is_ascii_punctuation() && b == text.as_bytes()[0]);
        if is_adornment && !text.is_empty() && text.len() < columns {
            let end = start + line.trim_end().len();
            edits.push(Edit { range: end..end, text: text[..1].repeat(columns - text.len()) });
        }
        start += line.len();
    }
    (!edits.is_empty()).then_some(Fix { edits, kind: FixKind::Characters })
}

/// What docutils calls a problem.
fn problem_name(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::UnderlineTooShort { .. } => "title underline too short",
        ProblemKind::OverlineTooShort { .. } => "title overline too short",
        ProblemKind::Mismatch => "title overline and underline mismatch",
        ProblemKind::MissingUnderline => "missing matching underline for section title overline",
        ProblemKind::Incomplete => "incomplete section title",
        ProblemKind::Invalid => "invalid section title or transition marker",
        ProblemKind::SkippedLevel { .. } => "inconsistent title style",
        ProblemKind::NestedTitle => "unexpected section title",
        ProblemKind::NestedAdornment => "unexpected section title or transition",
        ProblemKind::LineTooLong => "line exceeds the line-length limit of 10,000 characters",
    }
}

/// docutils' reason, and the remedy.
fn explain(problem: &HeadingProblem) -> (String, String) {
    let as_long_as = |columns: usize| format!("make the adornment as long as the heading: {columns} columns");
    let help = match problem.kind {
        ProblemKind::UnderlineTooShort { columns } | ProblemKind::OverlineTooShort { columns } => as_long_as(columns),
        ProblemKind::Mismatch => "make overline and underline the same".to_owned(),
        ProblemKind::MissingUnderline | ProblemKind::Incomplete => {
            "repeat the overline below the heading, or remove it".to_owned()
        }
        ProblemKind::Invalid => {
            "put a blank line after a transition, or a heading between overline and underline".to_owned()
        }
        ProblemKind::SkippedLevel { from, to } => {
            let reason = format!("{}: skip from level {from} to {to}", problem_name(problem.kind));
            return (reason, format!("give it the adornment of level {}, or add the level between", from + 1));
        }
        ProblemKind::NestedTitle => "a heading stands at the left margin, outside of lists and directives".to_owned(),
        ProblemKind::NestedAdornment => "indent it as literal text, or remove it".to_owned(),
        ProblemKind::LineTooLong => "break the line: docutils reads nothing of a document with such a line".to_owned(),
    };
    (problem_name(problem.kind).to_owned(), help)
}
