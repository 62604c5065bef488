//! What of a document can be folded: sections, comments, code and tables, and front matter.

use super::protocol::{FoldingRange, FoldingRangeKind};
use super::view::View;
use crate::document::Document;

/// The folding ranges of a document.
pub(super) fn folding(view: &View) -> Vec<FoldingRange> {
    let Some(document) = view.document() else { return Vec::new() };
    let fold = Fold { view, document: &document };
    let outline = &document.outline;
    let mut ranges = Vec::new();
    for id in 0..outline.headings().len() {
        let heading = &outline.section(id).heading;
        ranges.extend(fold.lines(heading.start, outline.end(id), FoldingRangeKind::Region));
    }
    for hidden in &document.hidden {
        ranges.extend(fold.lines(hidden.start, hidden.end, FoldingRangeKind::Comment));
    }
    let lines = document.lines();
    for region in &document.regions {
        let end = lines.line(region.lines.end.min(lines.len())).0;
        let end = if region.lines.end > lines.len() { document.source.len() } else { end };
        ranges.extend(fold.lines(lines.line(region.lines.start).0, end, FoldingRangeKind::Region));
    }
    if let Some(matter) = &document.front_matter {
        ranges.extend(fold.lines(matter.start, matter.end, FoldingRangeKind::Region));
    }
    ranges.sort_by_key(|range| (range.start_line, std::cmp::Reverse(range.end_line)));
    ranges
}

struct Fold<'f> {
    view: &'f View,
    document: &'f Document,
}

impl Fold<'_> {
    /// The lines of a range without the blank ones at its end; `None` where that is but one.
    fn lines(&self, start: usize, end: usize, kind: FoldingRangeKind) -> Option<FoldingRange> {
        let text = self.document.source.get(start..end)?.trim_end();
        let start_line = self.view.positions.position(start).line;
        let end_line = self.view.positions.position(start + text.len()).line;
        (start_line < end_line).then_some(FoldingRange {
            start_line,
            end_line,
            start_character: None,
            end_character: None,
            kind: Some(kind),
            collapsed_text: None,
        })
    }
}
