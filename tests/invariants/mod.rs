//! What holds for the outline of any text. The fuzz targets use it too.

use speclint::document::HeadingStyle;
use speclint::{Document, Format};

/// Parses a text, and fails where the outline does not describe it.
pub fn check(source: &str, format: Format) {
    let document = Document::parse(source, format);
    let outline = &document.outline;
    let mut rebuilt = source[outline.preamble()].to_owned();
    for section in outline.headings() {
        assert_eq!(section.heading.end, section.body.start);
        assert!(section.heading.start <= section.text_range.start && section.text_range.end <= section.heading.end);
        rebuilt.push_str(&source[section.heading.clone()]);
        rebuilt.push_str(&source[section.body.clone()]);
        let written = &source[section.text_range.clone()];
        match section.style {
            HeadingStyle::Adorned { .. } if !written.contains(['\t', '\u{b}', '\u{c}']) => {
                assert_eq!(section.text, written);
            }
            HeadingStyle::Adorned { .. } => {
                assert_eq!(written.split_whitespace().next(), section.text.split_whitespace().next());
            }
            HeadingStyle::Markdown { .. } => {}
        }
    }
    assert_eq!(rebuilt, source, "preamble, headings and bodies are the whole text");
    let mut lines = outline.headings().iter().map(|section| section.line);
    assert!(lines.by_ref().is_sorted());
    for id in outline.section_ids() {
        assert!(outline.depth(id) >= 1);
        assert!(outline.children(Some(id)).all(|child| outline.parent(child) == Some(id)));
        assert!(outline.subtree(id).contains(&id));
    }
    assert_eq!(outline.roots().map(|id| outline.subtree(id).len()).sum::<usize>(), outline.section_ids().len());
    for comment in &document.comments {
        assert!(source.get(comment.range.clone()).is_some());
    }
    for problem in &document.problems {
        assert!(source.get(problem.range.clone()).is_some());
    }
    let count = source.lines().count().max(source.split(['\n', '\r']).count());
    assert!(document.regions.iter().all(|region| region.lines.start >= 1 && region.lines.end <= count + 1));
}
