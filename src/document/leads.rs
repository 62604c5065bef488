//! What stands above a heading and belongs to it: targets of links that lead to it, and comments and directives that
//! speak of what comes next.

use super::{Document, Format, SectionId, markdown, rst};

/// How many of the lines above a heading belong to it, and whether that is sure.
pub(super) struct Lead {
    pub lines: usize,
    /// Whether the line above them might belong to it as well.
    pub is_in_doubt: bool,
    /// Whether they are a comment that might as well be about what stands above.
    pub is_comment: bool,
    /// Whether they are nothing to what stands above them: that may belong to the heading.
    pub is_invisible: bool,
}

impl Lead {
    /// Nothing, or nothing of which one can be sure.
    pub fn none(is_in_doubt: bool) -> Self {
        Lead { lines: 0, is_in_doubt, is_comment: false, is_invisible: false }
    }

    /// So many lines.
    pub fn of(lines: usize) -> Self {
        Lead { lines, is_in_doubt: false, is_comment: false, is_invisible: false }
    }
}

impl Document {
    /// Where a section begins with what stands above its heading and belongs to it.
    pub fn start_with_lead(&self, id: SectionId) -> usize {
        self.lead(id).0
    }

    /// Whether something stands above a heading of which nobody can tell whether it belongs to it.
    pub fn has_doubtful_lead(&self, id: SectionId) -> bool {
        self.lead(id).1
    }

    /// Where a section begins with its lead, and whether that is in doubt.
    fn lead(&self, id: SectionId) -> (usize, bool) {
        let outline = &self.outline;
        let above = match id.checked_sub(1) {
            Some(last) => outline.section(last).body.clone(),
            None => outline.preamble(),
        };
        // Nothing of the document's head belongs to a heading.
        let floor = if id == 0 { self.front_matter.as_ref().map_or(0, |own| own.end) } else { above.start };
        let mut start = outline.section(id).heading.start;
        let mut end = start;
        while let Some(run) = self.run_above(floor.min(end), end) {
            let lines: Vec<&str> = run.lines.iter().map(|&(from, to)| self.source[from..to].trim_end()).collect();
            let lead = match self.format {
                Format::Rst => rst::lead(&lines),
                Format::Markdown => markdown::lead(&lines, run.is_glued),
            };
            end = run.lines[0].0;
            if lead.is_invisible {
                continue;
            }
            let first = run.lines.len() - lead.lines;
            // It leads up to the heading, past something that does not.
            if lead.lines > 0 && self.source[run.lines[run.lines.len() - 1].1..start].trim() != "" {
                return (start, true);
            }
            // A comment that is all of a section may be about that section.
            let is_alone = || self.source[floor..run.lines[0].0].trim().is_empty();
            if lead.is_comment && id > 0 && first == 0 && is_alone() {
                return (start, true);
            }
            if let Some(&(from, _)) = run.lines.get(first) {
                start = from;
            }
            if first > 0 {
                return (start, lead.is_in_doubt);
            }
        }
        (start, false)
    }

    /// The lines above an offset up to the next blank one.
    fn run_above(&self, floor: usize, end: usize) -> Option<Run> {
        let mut run = Run { lines: Vec::new(), is_glued: true };
        let mut to = end;
        while to > floor {
            let text = &self.source[floor..to];
            let text = text.strip_suffix('\n').unwrap_or(text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            let from = floor + text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let is_blank = self.source[from..to].trim().is_empty();
            match (is_blank, run.lines.is_empty()) {
                (true, true) => run.is_glued = false,
                (true, false) => break,
                (false, _) => run.lines.push((from, to)),
            }
            // A heading's lead is a few lines; what is longer is none, and need not be looked at by each heading.
            if run.lines.len() > MAX_LINES {
                return None;
            }
            to = from;
        }
        run.lines.reverse();
        (!run.lines.is_empty()).then_some(run)
    }
}

const MAX_LINES: usize = 64;

/// Lines with no blank one among them.
struct Run {
    /// Where each begins and ends.
    lines: Vec<(usize, usize)>,
    /// Whether what follows begins on the next line.
    is_glued: bool,
}
