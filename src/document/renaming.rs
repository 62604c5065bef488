//! What leads to a heading by its name, and how it is written when the heading gets another one.

use std::ops::Range;

use super::references::folded;
use super::{Document, Format, ReferenceKind, References, markdown, rst};

/// What a heading is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The heading's key.
    pub text: String,
    /// What addresses have after their `#`.
    pub fragment: String,
}

/// What may lead to a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameUse {
    /// Byte range of the heading's name in the source.
    pub range: Range<usize>,
    /// As names are compared.
    pub name: String,
    /// Whether it is what an address has after its `#`.
    pub is_fragment: bool,
    /// The file that the address begins with; without one it is the document itself.
    pub path: Option<String>,
    /// Whether it is the content of a role, and so may lead to any document.
    pub is_role: bool,
}

impl Anchor {
    /// Whether a use has this name.
    pub(crate) fn is_named_by(&self, own: &NameUse) -> bool {
        match own.is_fragment {
            true => own.name == self.fragment.to_lowercase(),
            false => own.name == folded(&self.text),
        }
    }
}

impl Document {
    /// What its headings are known by, by the ids of sections.
    pub fn anchors(&self, references: &References) -> Vec<Anchor> {
        let headings = references.all.iter().filter(|own| own.kind == ReferenceKind::Heading);
        // Markdown's names of headings are fragments, and differ where texts are equal.
        let names: std::collections::HashMap<usize, &str> =
            headings.map(|own| (own.range.start, own.name.as_str())).collect();
        let anchor = |section: &super::Section| Anchor {
            text: section.key.to_string(),
            fragment: match self.format {
                Format::Rst => rst::fragment(&section.key),
                Format::Markdown => {
                    names.get(&section.text_range.start).map_or_else(String::new, |name| (*name).to_owned())
                }
            },
        };
        self.outline.headings().iter().map(anchor).collect()
    }

    /// All that may lead to a heading of this document or of another one.
    pub(crate) fn name_uses(&self, references: &References) -> Vec<NameUse> {
        let mut found = Vec::new();
        for own in references.all.iter().filter(|own| !own.is_definition) {
            let text = &self.source[own.range.clone()];
            match (own.kind, self.format) {
                (ReferenceKind::Target, Format::Markdown) => {
                    let (range, name) = (own.range.clone(), decoded(&own.name));
                    found.push(NameUse { range, name, is_fragment: true, path: None, is_role: false });
                }
                (ReferenceKind::Target, Format::Rst) => {
                    let is_role = rst::is_content_of_role(&self.source[..own.range.start]);
                    let quoted = usize::from(text.starts_with('`') && text.ends_with('`') && text.len() > 1);
                    // `doc:Heading`, as Sphinx has it where labels are made of headings.
                    let at = if is_role { text.rfind(':').map_or(0, |at| at + 1) } else { quoted };
                    let range = own.range.start + at..own.range.end - quoted;
                    let name = folded(&self.source[range.clone()].replace('\\', ""));
                    let path = (is_role && at > 0).then(|| text[..at - 1].to_owned());
                    found.push(NameUse { range, name, is_fragment: false, path, is_role });
                }
                (ReferenceKind::Link, _) => {
                    let Some(at) = text.find('#').filter(|at| at + 1 < text.len()) else { continue };
                    let range = own.range.start + at + 1..own.range.end;
                    let path = (at > 0).then(|| decoded(&text[..at]));
                    let name = decoded(&text[at + 1..].to_lowercase());
                    found.push(NameUse { range, name, is_fragment: true, path, is_role: false });
                }
                _ => {}
            }
        }
        found
    }

    /// The text that a link to a heading of this document shows.
    pub(crate) fn text_of_use(&self, own: &NameUse) -> Option<Range<usize>> {
        let is_link = own.is_fragment && own.path.is_none() && self.format == Format::Markdown;
        if is_link { markdown::text_of_link(&self.source, own.range.start) } else { None }
    }

    /// The edits that let a use lead to a heading by its new name; `None` where that cannot be written.
    pub(crate) fn renamed_use(&self, own: &NameUse, old: &Anchor, new: &Anchor) -> Option<Vec<(Range<usize>, String)>> {
        let source = &*self.source;
        if source[own.range.clone()].contains(['\n', '\r']) {
            return None;
        }
        if own.is_fragment {
            let mut edits = vec![(own.range.clone(), new.fragment.clone())];
            if let Some(text) = self.text_of_use(own).filter(|text| source[text.clone()] == old.text) {
                edits.insert(0, (text, new.text.clone()));
            }
            return Some(edits);
        }
        let text = rst::written_name(source, &own.range, &new.text)?;
        // In a table all lines are as long as its borders.
        let line = self.lines().position(own.range.start).0;
        let is_cell = |region: &super::Region| region.kind == super::RegionKind::Table && region.lines.contains(&line);
        if text.len() != own.range.len() && self.regions.iter().any(is_cell) {
            return None;
        }
        Some(vec![(own.range.clone(), text)])
    }
}

/// A part of an address without `%20` and the like.
pub(crate) fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, more)) = rest.split_first() {
        let code = more.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(first);
                rest = more;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}
