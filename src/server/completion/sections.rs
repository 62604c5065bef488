//! The sections that a spec lacks, as `fix --add-missing` writes them.

use std::ops::Range;

use crate::checker::Absent;
use crate::edit::Edit;
use crate::server::hover::about;
use crate::server::protocol::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, Documentation, InsertTextFormat, TextEdit, markdown,
};
use crate::server::view::{Held, View};

/// The sections that may be written at an offset: where a line holds no more than the beginning of their heading.
pub(super) fn items(view: &View, offset: usize, has_snippets: bool) -> Vec<CompletionItem> {
    let before = view.line_before(offset);
    let line = offset - before.len()..offset;
    let rest = &view.text()[offset..];
    let rest = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    if !rest.trim().is_empty() {
        return Vec::new();
    }
    let Ok(Some(held)) = view.held() else { return Vec::new() };
    let typed = before.trim_start_matches(['#', ' ']).to_lowercase();
    let place = Place { view, held: &held, line, has_snippets };
    let absent = held.standing.absent.iter();
    let is_meant = |absent: &&Absent| held.template().name(absent.section).to_lowercase().starts_with(&typed);
    absent.filter(is_meant).enumerate().filter_map(|(at, absent)| place.item(at, absent)).collect()
}

/// Where a section is asked for.
struct Place<'p> {
    view: &'p View,
    held: &'p Held,
    /// The line up to the cursor, as a byte range.
    line: Range<usize>,
    has_snippets: bool,
}

impl Place<'_> {
    fn item(&self, at: usize, absent: &Absent) -> Option<CompletionItem> {
        let edit = absent.edit.as_ref()?;
        let name = self.held.template().name(absent.section);
        let is_here = self.is_here(edit);
        let own = if is_here { self.section(edit) } else { String::new() };
        let others = (!is_here).then(|| vec![TextEdit::new(self.view.range(edit.range.clone()), edit.text.clone())]);
        let place = match absent.parent {
            Some(parent) => format!(", in `{}`", self.held.standing.document.outline.section(parent).text),
            None => String::new(),
        };
        let kind = if absent.is_required { "missing section" } else { "optional section" };
        let elsewhere = if is_here { "" } else { " (goes where it belongs)" };
        let is_snippet = is_here && self.has_snippets;
        Some(CompletionItem {
            label: name.to_owned(),
            kind: Some(CompletionItemKind::Struct),
            detail: Some(format!("{kind}{place}{elsewhere}")),
            documentation: Some(Documentation::MarkupContent(markdown(about(self.view, self.held, absent.section)))),
            // What belongs here comes first, then what is missing.
            sort_text: Some(format!("{}{}{at:04}", u8::from(!is_here), u8::from(!absent.is_required))),
            filter_text: Some(format!("{}{name}", self.prefix())),
            insert_text_format: Some(if is_snippet { InsertTextFormat::Snippet } else { InsertTextFormat::PlainText }),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit::new(self.view.range(self.line.clone()), own))),
            additional_text_edits: others,
            ..CompletionItem::default()
        })
    }

    /// What is typed before a heading's text: `## `.
    fn prefix(&self) -> &str {
        let line = &self.view.text()[self.line.clone()];
        &line[..line.len() - line.trim_start_matches(['#', ' ']).len()]
    }

    /// Whether nothing but white space is between the line and the place where the section belongs.
    fn is_here(&self, edit: &Edit) -> bool {
        let text = self.view.text();
        let (before, after) = (edit.range.start.min(self.line.start), edit.range.start.max(self.line.end));
        text[before..self.line.start].trim().is_empty() && text[self.line.end..after].trim().is_empty()
    }

    /// The section, with blank lines around it where there are none.
    fn section(&self, edit: &Edit) -> String {
        let text = self.view.text();
        let end = if edit.text.contains("\r\n") { "\r\n" } else { "\n" };
        let above = &text[..self.line.start];
        let above = above.strip_suffix('\n').map(|above| above.strip_suffix('\r').unwrap_or(above));
        let needs_above = above.is_some_and(|above| !above.is_empty() && !above.ends_with(['\n', '\r']));
        let below = text[self.line.end..].trim_start_matches(' ');
        let has_below = below.trim().is_empty()
            || below.trim_start_matches('\r').strip_prefix('\n').is_some_and(|next| next.starts_with(['\n', '\r']));
        let mut section = edit.text.trim_matches(['\n', '\r']).to_owned();
        if self.has_snippets {
            section = snippet(&section);
        }
        format!("{}{section}{}", if needs_above { end } else { "" }, if has_below { "" } else { end })
    }
}

/// A section as a snippet in which its last line, the placeholder, is selected.
fn snippet(section: &str) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let (head, last) = section.rsplit_once('\n').unwrap_or(("", section));
    format!("{}\n${{0:{}}}", escaped(head), escaped(last))
}
