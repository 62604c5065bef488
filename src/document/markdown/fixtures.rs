//! Definitions of links, images, and lines that give metadata beside front matter.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::Document;
use super::blocks::{BlockKind, blocks};
use crate::pattern::constant;

pub(in crate::document) fn fixtures(document: &Document) -> Vec<Range<usize>> {
    let source = &*document.source;
    let head = document.head();
    let body = document.front_matter.as_ref().map_or(head.start, |range| range.end);
    let mut found = Vec::new();
    blocks(source, body, &mut |block, _| {
        let is_fixture = match block.kind {
            _ if block.nested => false,
            BlockKind::LinkDefinition { .. } => true,
            BlockKind::Paragraph { .. } | BlockKind::Html if head.contains(&block.range.start) => {
                let text = &source[block.range.clone()];
                is_image(text) || text.lines().all(is_bold_field)
            }
            _ => false,
        };
        if is_fixture {
            found.push(whole_lines(source, &block.range));
        }
    });
    found
}

fn whole_lines(source: &str, range: &Range<usize>) -> Range<usize> {
    let start = source[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let rest = &source[range.end..];
    let has_end = range.end > start && source[..range.end].ends_with('\n');
    let end = if has_end { range.end } else { rest.find('\n').map_or(source.len(), |len| range.end + len + 1) };
    start..end
}

/// Whether a block is of images, badges, anchors and the mark of a list of contents alone.
fn is_image(block: &str) -> bool {
    static IMAGES: LazyLock<Regex> = LazyLock::new(|| {
        let link = r"(\([^()]*\)|\[[^\[\]]*\])?";
        let image = format!(r"!\[[^\[\]]*\]{link}");
        let tag = "</?(a|br|center|div|img|p|picture|source)( [^<>]*)?/?>";
        constant(&format!(r"(?i)^(\s*(\[{image}\]{link}|{image}|{tag}|\[\[?_?toc_?\]?\]))+\s*$"))
    });
    IMAGES.is_match(block)
}

/// `**Status:** draft`
fn is_bold_field(line: &str) -> bool {
    let Some(rest) = line.trim_start_matches("- ").strip_prefix("**") else { return false };
    let Some((name, after)) = rest.split_once("**") else { return false };
    !name.is_empty() && (name.ends_with(':') || after.starts_with(':'))
}
