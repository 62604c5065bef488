//! How what a document holds is written, in the document's format.

use std::ops::Range;

use super::{Document, Format, HeadingStyle, SectionId, display_width, key, markdown, rst};
use crate::edit::Edit;

impl HeadingStyle {
    /// A heading of this style, without an end of its last line.
    pub fn written(self, text: &str) -> String {
        match self {
            HeadingStyle::Adorned { character, overline } => rst::heading(text, character, overline),
            HeadingStyle::Markdown { level, .. } => markdown::heading(text, level),
        }
    }
}

impl Format {
    /// The usual extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Rst => "rst",
            Format::Markdown => "md",
        }
    }

    /// The usual style of a heading at a depth: 0 for the title, 1 for a first-level section.
    pub fn usual_style(self, depth: usize) -> HeadingStyle {
        match self {
            Format::Rst => rst::usual_style(depth),
            Format::Markdown => markdown::usual_style(depth),
        }
    }

    /// A text as a comment with its line end, in lines of at most `width` characters where that can be.
    pub fn comment(self, text: &str, width: usize) -> String {
        match self {
            Format::Rst => rst::comment(text, width),
            Format::Markdown => markdown::comment(text),
        }
    }

    /// A few words, which begin no construct, as a comment on one line, with its end.
    pub fn remark(self, words: &str) -> String {
        match self {
            Format::Rst => format!(".. {words}\n"),
            Format::Markdown => format!("<!-- {words} -->\n"),
        }
    }

    /// A comment that speaks to speclint, with its line end.
    pub fn annotation(self, words: &str) -> String {
        self.remark(&format!("{} {words}", super::COMMENT_PREFIX))
    }

    /// The format that editors call so.
    #[cfg(feature = "cli")]
    pub(crate) fn of_language(name: &str) -> Option<Self> {
        match name {
            "restructuredtext" | "rst" => Some(Format::Rst),
            "markdown" => Some(Format::Markdown),
            _ => None,
        }
    }

    /// A text of a document, its comments too, to be shown where Markdown is read.
    #[cfg(feature = "cli")]
    pub(crate) fn shown_in_markdown(self, text: &str) -> String {
        match self {
            Format::Rst => format!("```rst\n{text}\n```"),
            Format::Markdown => text.replace("<!--", "").replace("-->", "").trim().to_owned(),
        }
    }

    /// A page that lists the documents of a directory: a link to it, or all of its files.
    pub fn list_of_directory(self, name: &str, directory: &str) -> String {
        match self {
            Format::Rst => rst::list_of_directory(name, directory),
            Format::Markdown => markdown::list_of_directory(name, directory),
        }
    }

    /// What makes a heading the document's title.
    pub fn title_advice(self) -> &'static str {
        match self {
            Format::Rst => {
                "its adornment must be its own: docutils takes the first heading for the title only where no other has \
                 the same level, and nothing but comments stands before it"
            }
            Format::Markdown => "make it the only heading of its level",
        }
    }

    /// A text as that of a heading which has exactly this text: markup in it escaped.
    #[cfg(feature = "cli")]
    pub(crate) fn escaped(self, text: &str) -> String {
        match self {
            Format::Rst => rst::escaped(text),
            Format::Markdown => markdown::escaped(text),
        }
    }

    /// Program text in a sentence.
    pub fn code(self, text: &str) -> String {
        match self {
            Format::Rst => format!("``{text}``"),
            Format::Markdown => format!("`{text}`"),
        }
    }
}

impl Document {
    /// The style of a heading at a depth (1: first-level sections): that of a `sibling`, or of the first section there;
    /// where there is none, the style `own`, or a usual one, but none that the document has at another depth and none of
    /// `taken`. `None` where the format has no heading so deep.
    pub fn style_at(
        &self,
        depth: usize,
        sibling: Option<SectionId>,
        own: Option<HeadingStyle>,
        taken: &[HeadingStyle],
    ) -> Option<HeadingStyle> {
        let outline = &self.outline;
        if let Some(there) = sibling.or_else(|| outline.first_at(depth)) {
            return Some(outline.section(there).style);
        }
        match self.format {
            Format::Rst => Some(rst::free_style(outline, own, taken)),
            Format::Markdown => markdown::style_below(outline, depth, own),
        }
    }

    /// Byte range of the part of a heading's source that its key is of, without the marks at its end; `None` where it
    /// holds markup, which another text would lose.
    pub fn name_range(&self, id: SectionId) -> Option<Range<usize>> {
        let section = self.outline.section(id);
        let written = &self.source[section.text_range.clone()];
        let (len, has_markup) = match self.format {
            Format::Rst => {
                let len = rst::len_without_marks(written);
                (len, rst::may_have_markup(&written[..len]))
            }
            Format::Markdown => (markdown::len_without_marks(written), false),
        };
        let is_whole = key(&written[..len]) == *section.key;
        (is_whole && !has_markup).then(|| section.text_range.start..section.text_range.start + len)
    }

    /// The edits that put another name into a range of a heading; its adornments grow and shrink with it.
    pub(crate) fn with_name(&self, id: SectionId, range: Range<usize>, name: &str) -> Vec<Edit> {
        let source = &*self.source;
        let old = display_width(&source[self.outline.section(id).text_range.clone()]);
        let new = old - display_width(&source[range.clone()]) + display_width(name);
        let mut edits = vec![Edit { range, text: name.to_owned() }];
        for line in self.adornments(id) {
            let margin = line.len().saturating_sub(old);
            let text = source[line.start..=line.start].repeat(new + margin);
            edits.push(Edit { range: line, text });
        }
        edits.sort_by_key(|edit| edit.range.start);
        edits
    }

    /// The ranges of the lines above and below a heading's text that make it one, without the white space around them.
    pub fn adornments(&self, id: SectionId) -> Vec<Range<usize>> {
        let section = self.outline.section(id);
        let is_adorned = !matches!(section.style, HeadingStyle::Markdown { setext: false, .. });
        if is_adorned { adornments(&self.source, section.heading.clone(), &section.text_range) } else { Vec::new() }
    }

    /// How a key would be written among the document's metadata.
    pub fn field(&self, name: &str, value: &str) -> String {
        match self.format {
            Format::Rst => format!(":{name}: {value}"),
            Format::Markdown if self.front_matter.is_some() => format!("{name}: {value}"),
            Format::Markdown => format!("- {name}: {value}"),
        }
    }
}

fn adornments(source: &str, heading: Range<usize>, text: &Range<usize>) -> Vec<Range<usize>> {
    let trimmed = |range: Range<usize>| {
        let line = &source[range.clone()];
        let start = range.start + line.len() - line.trim_start().len();
        start..start + line.trim().len()
    };
    let above = source[heading.start..text.start].find(['\n', '\r']).map(|len| heading.start..heading.start + len);
    let below = source[text.end..heading.end].find(['\n', '\r']).map(|len| text.end + len..heading.end);
    above.into_iter().chain(below).map(trimmed).filter(|line| !line.is_empty()).collect()
}
