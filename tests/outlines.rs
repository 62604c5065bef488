//! What counts as a section: the cases of `tests/rst` and `tests/markdown`.

use std::fmt::Write as _;
use std::path::Path;

use speclint::{Document, Format, Outline};

#[test]
fn rst() {
    check("rst", Format::Rst);
}

#[test]
fn markdown() {
    check("markdown", Format::Markdown);
}

fn check(directory: &str, format: Format) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(directory);
    let mut cases = 0;
    let mut wrong = String::new();
    for entry in directory.read_dir().expect("the cases are there") {
        let path = entry.expect("the cases are there").path();
        let text = std::fs::read_to_string(&path).expect("cases are UTF-8");
        let (name, mut parts) = (path.display(), text.split("%%%% ").skip(1).peekable());
        assert!(parts.peek().is_some(), "{name} holds cases");
        for case in parts {
            let (head, rest) = case.split_once('\n').expect("a case has a name and a document");
            let (source, expected) = rest.split_once("%%%%\n").expect("a case has an outline");
            let source = unescape(source.strip_suffix("\\\n").unwrap_or(source));
            let expected = unescape(expected.trim_end());
            let actual = show(&Document::parse(source.as_str(), format).outline);
            cases += 1;
            if actual.trim_end() != expected {
                let _ = writeln!(wrong, "{name}: {head}\nexpected:\n{expected}\nactual:\n{actual}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases > 10, "{cases} cases are too few to be all");
}

fn show(outline: &Outline) -> String {
    let mut text = String::new();
    for (name, heading) in [("title", outline.title()), ("subtitle", outline.subtitle())] {
        if let Some(heading) = heading {
            let _ = writeln!(text, "{name}: {}", heading.text);
        }
    }
    for id in outline.section_ids() {
        let _ = writeln!(text, "{}{}", "  ".repeat(outline.depth(id) - 1), outline.section(id).text);
    }
    text
}

/// `\u{…}` and `\\`.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(code) = rest.strip_prefix("u{") {
            let (code, after) = code.split_once('}').expect("an escape ends in }");
            out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character's number"));
            rest = after;
        } else {
            out.push('\\');
            rest = rest.strip_prefix('\\').unwrap_or(rest);
        }
    }
    out + rest
}
