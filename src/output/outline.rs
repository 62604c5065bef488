//! The outline of a document as JSON. `docs/output.md` describes it.

use serde::Serialize;

use crate::document::{Outline, Section, SectionId};

/// The outline of the document at a path, for programs.
pub(crate) fn outline_object<'o>(path: &'o str, outline: &'o Outline) -> impl Serialize + 'o {
    DocumentObject {
        path,
        title: outline.title().map(Heading::new),
        subtitle: outline.subtitle().map(Heading::new),
        sections: sections(outline, None),
    }
}

#[derive(Serialize)]
struct DocumentObject<'o> {
    path: &'o str,
    title: Option<Heading<'o>>,
    subtitle: Option<Heading<'o>>,
    sections: Vec<SectionObject<'o>>,
}

#[derive(Serialize)]
struct Heading<'o> {
    text: &'o str,
    line: usize,
}

#[derive(Serialize)]
struct SectionObject<'o> {
    text: &'o str,
    line: usize,
    sections: Vec<SectionObject<'o>>,
}

impl<'o> Heading<'o> {
    fn new(section: &'o Section) -> Self {
        Heading { text: &section.text, line: section.line }
    }
}

/// The sections under a parent. RST has at most 64 levels, Markdown 6.
fn sections(outline: &Outline, parent: Option<SectionId>) -> Vec<SectionObject<'_>> {
    let section = |id: SectionId| {
        let section = outline.section(id);
        SectionObject { text: &section.text, line: section.line, sections: sections(outline, Some(id)) }
    };
    outline.children(parent).map(section).collect()
}
