//! The outline of a document: its title, subtitle and tree of sections.

use std::ops::Range;

use super::text::Text;

/// Index of a section in its [`Outline`], in document order.
pub type SectionId = usize;

/// A heading and what stands under it.
///
/// All ranges are byte offsets into the document's source and lie on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's text: for reStructuredText its source text with markup (docutils' `rawsource`), for
    /// Markdown its inline text without markup, white space folded.
    pub text: Text,
    /// What is compared of the text: white space folded, Unicode in normal form C, without a footnote mark or (in
    /// Markdown) an `{#id}` at its end.
    pub key: Text,
    /// 1-based line of the heading's text (not of its overline); 0 for a section that a template only demands.
    pub line: usize,
    /// The whole heading with its adornments, up to and with the end of its last line.
    pub heading: Range<usize>,
    /// Where the heading's text stands inside [`heading`](Self::heading).
    pub text_range: Range<usize>,
    /// From the end of the heading to the next heading of any level, or the end of the document.
    pub body: Range<usize>,
    /// 1 for a section that has no parent, 2 for its children, and so on.
    pub depth: usize,
    /// How the heading is written.
    pub style: HeadingStyle,
    /// Whether the body holds anything that a reader sees (comments and link targets are not seen).
    pub has_content: bool,
    parent: Option<SectionId>,
    /// One past the last descendant.
    subtree_end: SectionId,
}

/// How a heading is marked in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadingStyle {
    /// reStructuredText: the adornment character, and whether there is an overline.
    Adorned { character: u8, overline: bool },
    /// Markdown `#` heading or underlined heading of this level (1 to 6).
    Markdown { level: u8, setext: bool },
}

impl HeadingStyle {
    /// The level that the heading itself says; `None` where levels are those of a document's styles.
    pub(crate) fn level(self) -> Option<u8> {
        match self {
            HeadingStyle::Adorned { .. } => None,
            HeadingStyle::Markdown { level, .. } => Some(level),
        }
    }
}

/// A heading as a parser finds it, before it has a place in the tree.
pub(super) struct Heading {
    pub text: Text,
    pub key: Text,
    pub line: usize,
    pub heading: Range<usize>,
    pub text_range: Range<usize>,
    pub style: HeadingStyle,
}

/// A document's sections in document order, with its title and subtitle.
///
/// The sections are one flat list; the tree is in the parents and subtree ends. The first
/// [`promoted`](Self::promoted) sections are the title and the subtitle: everything else lies under them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    sections: Vec<Section>,
    /// The first heading of each depth, title and subtitle counted.
    firsts: Vec<SectionId>,
    promoted: usize,
    preamble_end: usize,
}

impl Outline {
    /// The title: a lone section at the top that docutils' DocTitle transform (or, in Markdown, the only root)
    /// makes the document's own.
    pub fn title(&self) -> Option<&Section> {
        self.sections.first().filter(|_| self.promoted >= 1)
    }

    /// The subtitle: a lone section directly under the title of a reStructuredText document.
    pub fn subtitle(&self) -> Option<&Section> {
        self.sections.get(1).filter(|_| self.promoted >= 2)
    }

    /// How many leading sections are title and subtitle: 0, 1 or 2.
    pub fn promoted(&self) -> usize {
        self.promoted
    }

    /// Makes title and subtitle of the first so many headings, as far as all others lie under them, and sections of the
    /// rest.
    pub(crate) fn promote(&mut self, promoted: usize) {
        self.promoted = promoted.min(self.lone());
    }

    /// How many of the first headings have all others under them: 0, 1 or 2.
    pub(crate) fn lone(&self) -> usize {
        lone(&self.sections, 2)
    }

    /// Every heading in document order, title and subtitle included.
    pub fn headings(&self) -> &[Section] {
        &self.sections
    }

    /// The section with this index.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id]
    }

    /// Whether the document has no section besides its title and subtitle.
    pub fn is_empty(&self) -> bool {
        self.sections.len() == self.promoted
    }

    /// The ids of all sections besides title and subtitle, in document order.
    pub fn section_ids(&self) -> Range<SectionId> {
        self.promoted..self.sections.len()
    }

    /// The first-level sections.
    pub fn roots(&self) -> Children<'_> {
        Children { outline: self, next: self.promoted, end: self.sections.len() }
    }

    /// The sections directly under `parent`, or the first-level ones for `None`.
    pub fn children(&self, parent: Option<SectionId>) -> Children<'_> {
        match parent {
            None => self.roots(),
            Some(id) => Children { outline: self, next: id + 1, end: self.sections[id].subtree_end },
        }
    }

    /// The section that holds `id`; `None` for a first-level section, whose holder is the document.
    pub fn parent(&self, id: SectionId) -> Option<SectionId> {
        self.sections[id].parent.filter(|&parent| parent >= self.promoted)
    }

    /// The ids of a section and all its descendants.
    pub fn subtree(&self, id: SectionId) -> Range<SectionId> {
        id..self.sections[id].subtree_end
    }

    /// Depth below the document: 1 for a first-level section, whatever was promoted above it.
    pub fn depth(&self, id: SectionId) -> usize {
        self.sections[id].depth - self.promoted
    }

    /// The first section at a depth (1: first-level sections).
    pub fn first_at(&self, depth: usize) -> Option<SectionId> {
        self.firsts.get(self.promoted + depth - 1).copied()
    }

    /// The styles of headings, title and subtitle included: the first one of each depth.
    pub fn styles(&self) -> impl Iterator<Item = HeadingStyle> {
        self.firsts.iter().map(|&id| self.sections[id].style)
    }

    /// Adds a section that is not in the source as the last one under a parent, and returns its id. The ids of later
    /// sections grow by one.
    pub(crate) fn insert(&mut self, parent: Option<SectionId>, text: &str, style: HeadingStyle) -> SectionId {
        let text = Text::from(text.to_owned());
        let at = parent.map_or(self.sections.len(), |parent| self.sections[parent].subtree_end);
        let depth = parent.map_or(self.promoted, |parent| self.sections[parent].depth) + 1;
        let above = parent.or(self.promoted.checked_sub(1));
        let is_above =
            |id: SectionId| std::iter::successors(above, |&id| self.sections[id].parent).any(|own| own == id);
        let grown: Vec<SectionId> = (0..at).filter(|&id| is_above(id)).collect();
        for section in &mut self.sections[at..] {
            section.subtree_end += 1;
            section.parent = section.parent.map(|parent| parent + usize::from(parent >= at));
        }
        grown.into_iter().for_each(|id| self.sections[id].subtree_end += 1);
        let end = at.checked_sub(1).map_or(self.preamble_end, |last| self.sections[last].body.end);
        let section = Section {
            key: text.clone().key(),
            text,
            line: 0,
            heading: end..end,
            text_range: end..end,
            body: end..end,
            depth,
            style,
            has_content: false,
            parent: above,
            subtree_end: at + 1,
        };
        self.sections.insert(at, section);
        self.firsts = firsts(&self.sections);
        at
    }

    /// Whether a section has nothing in it, neither text nor subsections.
    pub fn is_bare(&self, id: SectionId) -> bool {
        !self.sections[id].has_content && self.subtree(id).len() == 1
    }

    /// Byte offset where a section ends, its descendants included.
    pub fn end(&self, id: SectionId) -> usize {
        self.sections[self.sections[id].subtree_end - 1].body.end
    }

    /// Byte range before the first heading.
    pub fn preamble(&self) -> Range<usize> {
        0..self.preamble_end
    }

    /// The innermost section whose heading or body holds the byte offset.
    pub fn section_at(&self, offset: usize) -> Option<SectionId> {
        self.sections.partition_point(|section| section.heading.start <= offset).checked_sub(1)
    }
}

/// How many of the first sections, of at most so many, have all others under them.
fn lone(sections: &[Section], most: usize) -> usize {
    let is_lone =
        |(id, section): &(SectionId, &Section)| section.depth == id + 1 && section.subtree_end == sections.len();
    sections.iter().enumerate().take(most).take_while(is_lone).count()
}

/// The first section of each depth. None is more than one deeper than the one before it.
fn firsts(sections: &[Section]) -> Vec<SectionId> {
    let mut firsts = Vec::new();
    for (id, section) in sections.iter().enumerate() {
        if section.depth > firsts.len() {
            firsts.push(id);
        }
    }
    firsts
}

/// Iterator over the ids of sibling sections.
#[derive(Clone)]
pub struct Children<'o> {
    outline: &'o Outline,
    next: SectionId,
    end: SectionId,
}

impl Iterator for Children<'_> {
    type Item = SectionId;

    fn next(&mut self) -> Option<SectionId> {
        if self.next >= self.end {
            return None;
        }
        let id = self.next;
        self.next = self.outline.sections[id].subtree_end;
        Some(id)
    }
}

/// Builds an outline from headings in document order.
#[derive(Default)]
pub(super) struct OutlineBuilder {
    sections: Vec<Section>,
    /// The open sections, outermost first.
    open: Vec<SectionId>,
}

impl OutlineBuilder {
    /// Adds a heading at `depth` (1-based), which is at most one deeper than the open section.
    pub fn push(&mut self, depth: usize, heading: Heading) {
        self.close_to(depth - 1);
        if let Some(last) = self.sections.last_mut() {
            last.body.end = heading.heading.start;
        }
        let id = self.sections.len();
        self.sections.push(Section {
            text: heading.text,
            key: heading.key,
            line: heading.line,
            body: heading.heading.end..heading.heading.end,
            heading: heading.heading,
            text_range: heading.text_range,
            depth: self.open.len() + 1,
            style: heading.style,
            has_content: false,
            parent: self.open.last().copied(),
            subtree_end: id + 1,
        });
        self.open.push(id);
    }

    /// Depth of the section that is open now; 0 before the first heading.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Style of the open section at a depth (1-based).
    pub fn open_style(&self, depth: usize) -> HeadingStyle {
        self.sections[self.open[depth - 1]].style
    }

    /// Notes that the open section holds something that a reader sees.
    pub fn content(&mut self) {
        if let Some(last) = self.sections.last_mut() {
            last.has_content = true;
        }
    }

    /// Gives a heading its text, which was not known when it was added.
    pub fn set_text(&mut self, id: SectionId, text: Text, key: Text) {
        self.sections[id].text = text;
        self.sections[id].key = key;
    }

    /// Number of headings so far.
    pub fn len(&self) -> usize {
        self.sections.len()
    }

    /// Ends the document at `len` bytes. A lone section at the top becomes the title, and a lone one under it the
    /// subtitle, as far as `promotable` (0 to 2) allows.
    pub fn finish(mut self, len: usize, promotable: usize) -> Outline {
        self.close_to(0);
        if let Some(last) = self.sections.last_mut() {
            last.body.end = len;
        }
        let promoted = lone(&self.sections, promotable);
        let preamble_end = self.sections.first().map_or(len, |first| first.heading.start);
        Outline { firsts: firsts(&self.sections), sections: self.sections, promoted, preamble_end }
    }

    fn close_to(&mut self, depth: usize) {
        let end = self.sections.len();
        while self.open.len() > depth {
            if let Some(id) = self.open.pop() {
                self.sections[id].subtree_end = end;
            }
        }
    }
}
