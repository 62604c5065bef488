//! References and what they lead to ("Inline Markup", "Explicit Markup Blocks"; `states.Inliner`).
//!
//! ```bnf
//! use        ::= name `_` | name `__` | `` ` `` text `` `_ `` | `[` label `]_` | `|` name `|` | `:` role `:` `` ` `` text `` ` ``
//! embedded   ::= `` ` `` text `<` address or name `_`? `>` `` `_ `` `_`?
//! definition ::= `.. _` name `:` | `.. __:` | `__ ` | `.. [` label `]` | `.. |` name `|` | `` _` `` text `` ` ``
//! ```

use std::ops::Range;

use super::super::markdown::html_references;
use super::super::prose::{paragraphs, prose};
use super::super::references::{Reference, ReferenceKind, folded};
use super::super::{Document, Region, RegionKind};
use super::explicit_markup::simple_name_len;
use super::toctree::entry_lists;

pub(in crate::document) fn references(document: &Document) -> Vec<Reference> {
    let source = &*document.source;
    let mut reader = Reader { source, found: Vec::new() };
    for section in document.outline.headings() {
        reader.add(ReferenceKind::Heading, true, &section.key, section.text_range.clone());
    }
    // Inline markup counts in a parsed literal.
    let index = document.lines();
    let is_code = |region: &Region| {
        region.kind == RegionKind::Literal && !index.line(region.lines.start).1.contains("parsed-literal::")
    };
    let lines = prose(document, 0..source.len(), is_code);
    for paragraph in paragraphs(source, &lines) {
        reader.inline(paragraph[0].start..paragraph[paragraph.len() - 1].end);
    }
    lines.iter().for_each(|line| reader.explicit(line));
    for region in document.regions.iter().filter(|region| region.kind == RegionKind::Literal) {
        if index.line(region.lines.start).1.contains("raw::") {
            let (start, _) = index.line(region.lines.start);
            let end = index.line(region.lines.end.saturating_sub(1)).0
                + index.line(region.lines.end.saturating_sub(1)).1.len();
            reader.html(start..end);
        }
    }
    let line_of = |at: usize| lines.partition_point(|line| line.start <= at).checked_sub(1);
    let is_prose = |at: usize| line_of(at).is_some_and(|line| lines[line].contains(&at));
    for entry in entry_lists(source).into_iter().flat_map(|list| list.entries) {
        let is_directive = entry.path.starts_with(".. ");
        if is_prose(entry.range.start) && !is_directive && !entry.path.contains(['*', '?', '[']) {
            reader.add(ReferenceKind::Link, false, &entry.path, entry.range);
        }
    }
    reader.found
}

struct Reader<'r> {
    source: &'r str,
    found: Vec<Reference>,
}

impl Reader<'_> {
    fn add(&mut self, kind: ReferenceKind, is_definition: bool, name: &str, range: Range<usize>) {
        let name = if kind == ReferenceKind::Link { name.to_owned() } else { folded(&name.replace('\\', "")) };
        self.found.push(Reference { kind, is_definition, name, range });
    }

    /// Raw HTML, in which `#name` is an address.
    fn html(&mut self, part: Range<usize>) {
        for own in html_references(self.source, part) {
            if own.kind == ReferenceKind::Link {
                self.found.push(own);
            } else if !own.is_definition {
                let start = self.source[..own.range.start].rfind('#').unwrap_or(own.range.start);
                self.add(ReferenceKind::Link, false, &self.source[start..own.range.end], start..own.range.end);
            }
        }
    }

    /// Explicit markup that begins on a line, in list items and other constructs, too.
    fn explicit(&mut self, line: &Range<usize>) {
        let text = &self.source[line.clone()];
        let body = text.trim_start_matches([' ', '\t', '*', '-', '+', '|']);
        let start = line.end - body.len();
        self.option(body, start);
        if let Some(address) = body.strip_prefix("__ ") {
            self.add(ReferenceKind::Anonymous, true, "", start..start + 2);
            return self.address(address, line.end - address.len());
        }
        let Some(markup) = body.strip_prefix("..").map(str::trim_start).filter(|rest| rest.len() + 2 < body.len())
        else {
            return;
        };
        let at = line.end - markup.len();
        if let Some(rest) = markup.strip_prefix("__:") {
            self.add(ReferenceKind::Anonymous, true, "", at..at + 2);
            self.address(rest, line.end - rest.len());
        } else if let Some(rest) = markup.strip_prefix('_') {
            self.target(rest, line.end);
        } else if let Some((label, _)) = markup.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            self.note(label, at + 1, true);
        } else if let Some((name, rest)) = markup.strip_prefix('|').and_then(|rest| rest.split_once('|')) {
            self.add(ReferenceKind::Substitution, true, name, at + 1..at + 1 + name.len());
            self.directive(rest.trim_start(), line.end);
        } else {
            self.directive(markup, line.end);
        }
    }

    /// `name: address`, after the `_` of a target.
    fn target(&mut self, rest: &str, end: usize) {
        let at = end - rest.len();
        if let Some((name, address)) = rest.strip_prefix('`').and_then(|rest| rest.split_once("`:")) {
            self.add(ReferenceKind::Target, true, name, at + 1..at + 1 + name.len());
            return self.address(address, end - address.len());
        }
        let is_end = |&(at, _): &(usize, &str)| !rest[..at].ends_with('\\') && rest[at + 1..].starts_with([' ', '\t']);
        let colon =
            rest.match_indices(':').find(is_end).map(|(at, _)| at).or(rest.ends_with(':').then(|| rest.len() - 1));
        let Some(colon) = colon else { return };
        self.add(ReferenceKind::Target, true, &rest[..colon], at..at + colon);
        self.address(&rest[colon + 1..], at + colon + 1);
    }

    /// What a target leads to: another one, or an address.
    fn address(&mut self, text: &str, start: usize) {
        let address = text.trim();
        let at = start + text.len() - text.trim_start().len();
        match address.strip_suffix('_').filter(|name| !name.ends_with('\\') && !name.contains('/')) {
            Some(name) => {
                let name = name.trim_matches('`');
                self.add(ReferenceKind::Target, false, name, at..at + address.len() - 1);
            }
            None if !address.is_empty() => self.add(ReferenceKind::Link, false, address, at..at + address.len()),
            None => {}
        }
    }

    /// A footnote or a citation by what stands in its brackets.
    fn note(&mut self, label: &str, start: usize, is_definition: bool) {
        let range = start..start + label.len();
        let is_number = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
        match label.strip_prefix('#') {
            Some(name) => self.add(ReferenceKind::Footnote, is_definition, name, range),
            None if label == "*" => self.add(ReferenceKind::Footnote, is_definition, "", range),
            None if is_number => self.add(ReferenceKind::Footnote, is_definition, label, range),
            None => self.add(ReferenceKind::Citation, is_definition, label, range),
        }
    }

    /// Directives that define something, or whose argument is a path.
    fn directive(&mut self, markup: &str, end: usize) {
        let Some((name, argument)) = markup.split_once("::") else { return };
        let argument = argument.trim();
        let range = end - argument.len()..end;
        match name.trim_end() {
            "role" => {
                let len = simple_name_len(argument);
                self.add(ReferenceKind::Role, true, &argument[..len], range.start..range.start + len);
            }
            "default-role" => self.add(ReferenceKind::Role, false, argument, range),
            "image" | "figure" | "include" | "literalinclude" | "raw" if !argument.is_empty() => {
                self.add(ReferenceKind::Link, false, argument, range);
            }
            _ => {}
        }
    }

    /// Options of directives whose value is an address: `:target: name_`.
    fn option(&mut self, text: &str, start: usize) {
        for option in [":file:", ":target:", ":url:"] {
            if let Some(value) = text.strip_prefix(option) {
                self.address(value, start + option.len());
            }
        }
    }

    /// Inline markup of a paragraph.
    fn inline(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let bytes = text.as_bytes();
        let mut at = 0;
        // Where a search came to the end in vain, the next one would, too.
        let mut has_literals = true;
        while let Some(skipped) = text[at..].find(['\\', '`', '|', '[', '_']) {
            at += skipped;
            let rest = &text[at..];
            at += match bytes[at] {
                b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'`' if rest.starts_with("``") && has_literals => match rest[2..].find("``") {
                    Some(len) => 2 + len + 2,
                    None => {
                        has_literals = false;
                        2
                    }
                },
                b'`' => self.interpreted(text, at, range.start),
                b'|' if text[..at].ends_with(".. ") => 1,
                b'|' => self.substitution(rest, range.start + at),
                b'[' => self.note_use(rest, range.start + at),
                _ => self.simple_name(text, at, range.start),
            };
        }
    }

    /// `` `text` `` with what stands before and after it; how far it goes.
    fn interpreted(&mut self, text: &str, at: usize, start: usize) -> usize {
        let inner = &text[at + 1..];
        let Some(len) = inner.find('`').filter(|_| inner.starts_with(|c: char| c != '`' && !c.is_whitespace())) else {
            return 1;
        };
        let content = &inner[..len];
        let from = start + at + 1;
        let after = &inner[len + 1..];
        if text[..at].ends_with('_') && !text[..at].ends_with("__") {
            self.add(ReferenceKind::Target, true, content, from..from + len);
        }
        if let Some(name) = role_before(&text[..at]) {
            self.add(ReferenceKind::Role, false, &text[name.clone()], start + name.start..start + name.end);
            self.content_of_role(&text[name], content, from);
        } else if let Some(name_len) = role_after(after) {
            let name = at + len + 3;
            self.add(ReferenceKind::Role, false, &text[name..name + name_len], start + name..start + name + name_len);
        } else if after.starts_with('_') {
            self.phrase(content, from, after.starts_with("__"));
        } else {
            // In a table the next one may belong to another cell, and open a reference.
            return 1;
        }
        len + 2
    }

    /// `` `text`_ ``, `` `text <address>`_ ``, `` `text`__ ``
    fn phrase(&mut self, content: &str, start: usize, is_anonymous: bool) {
        let range = start..start + content.len();
        let embedded = content.trim_end().strip_suffix('>').and_then(|text| text.rsplit_once('<'));
        match embedded {
            Some((text, address)) => {
                if !is_anonymous {
                    // Without a text, the address is the name.
                    let name = if text.trim().is_empty() { address } else { text };
                    self.add(ReferenceKind::Target, true, name, start..start + text.trim_end().len());
                }
                self.address(address, start + text.len() + 1);
            }
            None if is_anonymous => self.add(ReferenceKind::Anonymous, false, "", range),
            None => self.add(ReferenceKind::Target, false, content, range),
        }
    }

    /// What the roles of Sphinx lead to.
    fn content_of_role(&mut self, role: &str, content: &str, start: usize) {
        let embedded = content.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
        let (target, at) = embedded.map_or((content, start), |(text, target)| (target, start + text.len() + 1));
        let kind = match role {
            "doc" | "download" => ReferenceKind::Link,
            "ref" | "numref" | "any" => ReferenceKind::Target,
            _ => return,
        };
        self.add(kind, false, target, at..at + target.len());
    }

    /// `|name|`
    fn substitution(&mut self, rest: &str, start: usize) -> usize {
        let Some(len) = rest[1..].find('|') else { return 1 };
        let name = &rest[1..=len];
        if name.is_empty() || name != name.trim() {
            return 1;
        }
        self.add(ReferenceKind::Substitution, false, name, start + 1..start + 1 + len);
        if rest[len + 2..].starts_with('_') {
            self.add(ReferenceKind::Target, false, name, start + 1..start + 1 + len);
        }
        len + 2
    }

    /// `[label]_`
    fn note_use(&mut self, rest: &str, start: usize) -> usize {
        let inner = &rest[1..];
        let mark = usize::from(inner.starts_with(['#', '*']));
        let len = mark + simple_name_len(&inner[mark..]);
        if len == 0 || !inner[len..].starts_with("]_") {
            return 1;
        }
        self.note(&inner[..len], start + 1, false);
        len + 3
    }

    /// `name_` and `name__`, at the first `_` of its end.
    fn simple_name(&mut self, text: &str, at: usize, start: usize) -> usize {
        let marks = 1 + usize::from(text[at + 1..].starts_with('_'));
        if text[at + marks..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return marks;
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '+' | ':');
        let name = &text[text[..at].trim_end_matches(is_part).len()..at];
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        if !name.ends_with(char::is_alphanumeric) {
            return marks;
        }
        let range = start + at - name.len()..start + at;
        match marks {
            2 => self.add(ReferenceKind::Anonymous, false, "", range),
            _ => self.add(ReferenceKind::Target, false, name, range),
        }
        marks
    }
}

/// `:role:` at the end of a text.
fn role_before(text: &str) -> Option<Range<usize>> {
    let inner = text.strip_suffix(':')?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '+' | ':');
    let name = inner[inner.trim_end_matches(is_part).len()..].strip_prefix(':')?;
    (!name.is_empty()).then(|| inner.len() - name.len()..inner.len())
}

/// The length of the name in `:role:` at the beginning of a text.
fn role_after(text: &str) -> Option<usize> {
    let len = simple_name_len(text.strip_prefix(':')?);
    (len > 0 && text[1 + len..].starts_with(':')).then_some(len)
}

/// What the address of a heading has after its `#` (`nodes.make_id`).
pub(in crate::document) fn fragment(heading: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let ascii = heading.to_lowercase().nfkd().filter(char::is_ascii).collect::<String>();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    id.trim_start_matches(|c: char| c == '-' || c.is_ascii_digit()).to_owned()
}

/// Whether a text ends in what stands between the backquotes of a role: `:ref:`, and `:ref:` with a text and a `<`.
pub(in crate::document) fn is_content_of_role(before: &str) -> bool {
    let Some(open) = before.rfind('`') else { return false };
    let is_directly = open + 1 == before.len() || before.ends_with('<');
    is_directly && role_before(&before[..open]).is_some()
}

/// A name in the place of another in a reference; `None` where it cannot be written there.
pub(in crate::document) fn written_name(source: &str, range: &Range<usize>, name: &str) -> Option<String> {
    let (before, after) = (&source[..range.start], &source[range.end..]);
    if before.ends_with('|') || name.contains(['`', '<', '>', '\\', '|', '*']) {
        return None;
    }
    let is_delimited = before.ends_with(['`', '<', ':']) && after.starts_with(['`', '>', '_']);
    let is_simple = simple_name_len(name) == name.len();
    match () {
        () if is_delimited || is_simple => Some(name.to_owned()),
        () if after.starts_with('_') => Some(format!("`{name}`")),
        () => None,
    }
}
