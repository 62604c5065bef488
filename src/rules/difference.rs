//! What the six rules about differences share.

use std::ops::Range;

use super::{Context, Words};
use crate::compare::{Comparison, Destination, Difference};
use crate::document::{Outline, SectionId};
use crate::template::Template;

impl Context<'_> {
    /// A heading of the spec.
    pub fn text(&self, spec: SectionId) -> &str {
        &self.document.outline.section(spec).text
    }

    /// Where a heading of the spec stands, without its adornments.
    pub fn text_range(&self, spec: SectionId) -> Range<usize> {
        self.document.outline.section(spec).text_range.clone()
    }

    /// `templates/liberty.rst:12`: where the template has a section.
    pub fn template_place(&self, template: SectionId) -> Words {
        match self.template.document.outline.section(template).line {
            0 => "`sections` in release.toml".into(),
            line => Words::of([self.template_path.to_owned().into(), format!(":{line}").into()]),
        }
    }

    /// Where in the spec a section belongs, in words: "after `Testing`".
    pub fn belongs(&self, place: Destination) -> String {
        match (place.after, place.parent) {
            (Some(after), _) => format!("after `{}`", self.text(after)),
            (None, Some(parent)) => format!("first under `{}`", self.text(parent)),
            (None, None) => "before all other sections".to_owned(),
        }
    }

    /// The same with the line: "after `Testing` (line 12)".
    pub fn belongs_at(&self, place: Destination) -> String {
        match place.after.or(place.parent) {
            Some(id) => format!("{} (line {})", self.belongs(place), self.document.outline.section(id).line),
            None => self.belongs(place),
        }
    }

    /// The empty range in the spec where a section belongs: before the heading that would follow it, or at the end
    /// of the last line that is not blank.
    pub fn insertion_point(&self, place: Destination) -> Range<usize> {
        let offset = place.offset(&self.document.outline);
        let source = &*self.document.source;
        let at = if offset < source.len() { offset } else { source.trim_end().len() };
        at..at
    }

    /// Whether the template has a title, and the spec none: another heading has the title's level.
    pub fn lacks_title(&self) -> bool {
        self.document.outline.title().is_none() && self.template.document.outline.title().is_some()
    }
}

/// The heading that was the spec's title, before another one of its level made it a section: the template has a title,
/// the spec has none, and the template's sections stand under its first heading, which is none of them.
pub(crate) fn lost_title(template: &Template, spec: &Outline, comparison: &Comparison) -> Option<SectionId> {
    let lacks_title = spec.title().is_none() && template.document.outline.title().is_some();
    let first = spec.roots().next().filter(|_| lacks_title)?;
    let is_under = |difference: &Difference| match difference {
        Difference::Misplaced { spec: id, .. } => spec.parent(*id) == Some(first),
        _ => false,
    };
    let is_lost = comparison.differences.iter().any(is_under) && comparison.pairs.iter().all(|&(_, id)| id != first);
    is_lost.then_some(first)
}
