//! HTML that is open across blocks, and comments that hold up to another one (CommonMark 4.6 and 6.6).

use super::super::prose::{paragraphs, prose};
use super::super::states::Turn;
use super::super::{Document, Region, RegionKind};
use super::references::CodeSpans;

/// Elements that have no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that documents have. Another word in angle brackets is a placeholder or a type.
const ELEMENTS: [&str; 78] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "html",
    "i",
    "iframe",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "math",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
];

pub(in crate::document) fn turns(document: &Document) -> Vec<Turn> {
    let source = &*document.source;
    let is_code = |region: &Region| region.kind == RegionKind::Literal;
    let mut found = Vec::new();
    // Comments at the top are no lines of prose, and may hold blank lines.
    for hidden in document.hidden.iter().filter(|hidden| source[(*hidden).clone()].starts_with("<!--")) {
        found.extend(comment_turn(&source[hidden.clone()], hidden.start));
    }
    let lines = prose(document, 0..source.len(), is_code);
    for paragraph in paragraphs(source, &lines) {
        let start = paragraph[0].start;
        let text = &source[start..paragraph[paragraph.len() - 1].end];
        found.extend(html_turns(text).into_iter().map(|turn| Turn { at: start + turn.at, ..turn }));
    }
    found.sort_by_key(|turn| turn.at);
    found
}

/// The tags and comments of a text.
pub(in crate::document) fn html_turns(text: &str) -> Vec<Turn> {
    let mut found = Vec::new();
    let mut code = CodeSpans::of(text);
    let mut at = 0;
    while let Some(skipped) = text[at..].find(['\\', '`', '<']) {
        at += skipped;
        let rest = &text[at..];
        at += match rest.as_bytes()[0] {
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'`' => code.end(at) - at,
            _ if rest.starts_with("<!--") => {
                let len = rest.find("-->").map_or(4, |end| end + 3);
                found.extend(comment_turn(&rest[..len], at));
                len
            }
            _ => {
                found.extend(tag_turn(rest, at));
                1
            }
        };
    }
    found
}

fn tag_turn(text: &str, at: usize) -> Option<Turn> {
    let inner = text.strip_prefix('<')?;
    let (ends, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let len = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner[..len].to_ascii_lowercase();
    let is_known = ELEMENTS.contains(&&*name);
    let (attributes, _) = inner[len..].split_once('>')?;
    let is_tag = is_known && !VOID.contains(&&*name) && !attributes.contains('<') && !attributes.ends_with('/');
    is_tag.then_some(Turn { name, ends, at })
}

fn comment_turn(comment: &str, at: usize) -> Option<Turn> {
    let words = comment.strip_prefix("<!--")?;
    let (name, ends) = comment_effect(words.strip_suffix("-->").unwrap_or(words))?;
    Some(Turn { name, ends, at })
}

/// What a comment begins or ends, for all that follows: `markdownlint-disable MD013`, `prettier-ignore-start`, `toc`.
pub(super) fn comment_effect(words: &str) -> Option<(String, bool)> {
    /// What begins something, and what ends it.
    const PAIRS: [[&str; 2]; 3] = [["disable", "enable"], ["-start", "-end"], ["-off", "-on"]];
    let words = words.trim().trim_end_matches("-->").trim_end();
    let mut each = words.split_whitespace();
    let (first, second) = (each.next()?.to_lowercase(), each.next().unwrap_or_default().to_lowercase());
    match (&*first, &*second) {
        ("toc", "") => return Some(("toc".to_owned(), false)),
        ("tocstop" | "/toc" | "endtoc", "") => return Some(("toc".to_owned(), true)),
        ("start" | "begin", "doctoc" | "toc") => return Some((second, false)),
        ("end", "doctoc" | "toc") => return Some((second, true)),
        ("vale" | "lint" | "spell-checker:" | "cspell:", _) => {}
        // The name of a tool and what it is to do; anything else is prose.
        _ if !first.contains(['-', ':']) || first.contains("-line") || first.starts_with("speclint") => return None,
        _ => {}
    }
    let command = format!("{first}-{second}");
    let tool = |word: &str| first.replace(word, "").trim_end_matches(['-', ':']).to_owned();
    for [begins, ends] in PAIRS {
        if command.contains(begins) {
            return Some((tool(begins), false));
        }
        if command.contains(ends) {
            return Some((tool(ends), true));
        }
    }
    None
}
