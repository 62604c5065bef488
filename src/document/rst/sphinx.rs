//! What Sphinx reads in a document beyond what docutils does: lists of documents, and labels for the whole project.

use super::super::{Document, EntryList, Format, Reference, ReferenceKind, References};

/// The format of the documents that Sphinx reads without extensions.
pub(crate) const FORMAT: Format = Format::Rst;

/// The lists of a text, but for those in comments and in code.
pub(crate) fn toctrees(text: &str) -> Vec<EntryList> {
    if !text.contains("toctree::") {
        return Vec::new();
    }
    let document = Document::parse(text, FORMAT);
    let lines = document.lines();
    let is_code = |line: usize| document.regions.iter().any(|region| region.lines.contains(&(line + 1)));
    let is_hidden = |line: usize| {
        let start = lines.line(line + 1).0;
        document.hidden.iter().any(|range| range.contains(&start))
    };
    let mut found = document.entry_lists();
    found.retain(|list| !is_code(list.lines.start) && !is_hidden(list.lines.start));
    found
}

/// The names that a text defines for the whole project: targets that stand in it.
pub(crate) fn labels(text: &str) -> Vec<String> {
    let document = Document::parse(text, FORMAT);
    let is_label = |own: &Reference| {
        let rest = &document.source[own.range.end..];
        let ends_line = rest
            .trim_start_matches('`')
            .strip_prefix(':')
            .is_some_and(|rest| rest.lines().next().is_none_or(|line| line.trim().is_empty()));
        own.is_definition && own.kind == ReferenceKind::Target && !own.name.is_empty() && ends_line
    };
    References::of(&document).all.iter().filter(|own| is_label(own)).map(|own| own.name.clone()).collect()
}

/// Whether a line defines a label, or refers to one by a role.
pub(crate) fn has_label(line: &str) -> bool {
    line.trim_start().starts_with(".. _") || line.contains(":ref:`")
}

/// Whether a text says that its document is in no list.
pub(crate) fn is_orphan(text: &str) -> bool {
    text.lines().take(10).any(|line| line.trim_start().starts_with(":orphan:"))
}
