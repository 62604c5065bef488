//! Specs whose text is no text, or of an odd kind.

use super::with;
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// Two specs are checked, of which the good one conforms; exit 1.
#[track_caller]
fn one_does_not_conform(name: &str, contents: impl AsRef<[u8]>, rule: &str) {
    let output = with(name, contents).run(&["--format", "short"]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""), "{output}");
    assert!(output.stdout.contains("2 specs of liberty") && output.stdout.contains(", 1 does not"), "{output}");
    assert!(output.stdout.contains(rule), "{output}");
    assert!(!output.stdout.contains("good.rst"), "{output}");
}

#[test]
fn empty() {
    for name in ["a.rst", "a.md"] {
        for contents in ["", "\n", "   \n\n"] {
            one_does_not_conform(name, contents, ":1:1: error[missing-section] the document has no section");
        }
    }
    insta::assert_snapshot!(Scratch::new().check("a.rst", "").stdout.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n"), @"
    missing-section

      × the document has no section; the template demands 3: `Problem`, `Change`, `Testing`
       ╭─[specs/liberty/a.rst:1:1]
     1 │
       · ▲
       · ╰── they belong here
       ╰────
      help: write them as templates/liberty.rst has them, or let `speclint fix --add-missing` do it; the first one:
    ");
}

#[test]
fn not_utf8() {
    for name in ["a.rst", "a.md"] {
        one_does_not_conform(
            name,
            b"Title\n=====\n\nf\xfcr\n",
            "error[encoding] not UTF-8: the byte 0xFC at byte offset 14 begins no character",
        );
        one_does_not_conform(name, b"\xff", "error[encoding] not UTF-8: the byte 0xFF at byte offset 0 ");
    }
}

#[test]
fn nul_bytes() {
    for name in ["a.rst", "a.md"] {
        one_does_not_conform(name, [0; 1000], "error[encoding] 1000 NUL bytes, the first at byte offset 0");
    }
    one_does_not_conform("a.rst", replaced(SPEC, "Storage\n", "Sto\0rage\n"), "error[encoding] a NUL byte");
    one_does_not_conform(
        "a.md",
        replaced(SPEC_MARKDOWN, "### Storage\n", "### Sto\0rage\n"),
        "error[encoding] a NUL byte",
    );
}

/// Each of these is a text like any other.
#[test]
fn byte_order_marks_carriage_returns_and_tabs() {
    let scratch = Scratch::new();
    scratch.config("rules.carriage-return = \"off\"\n");
    for (name, text) in [("a.rst", SPEC), ("a.md", SPEC_MARKDOWN)] {
        for text in [
            format!("\u{feff}{text}"),
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            format!("\u{feff}{}", text.replace('\n', "\r\n")),
            replaced(text, "A table of schedules.", "\tA\ttable\n\tof schedules."),
            replaced(text, "A table of schedules.", "A table\u{c} of\u{b} schedules\u{85}\u{2028}."),
            text.trim_end().to_owned(),
        ] {
            let output = scratch.check(name, &text).passes();
            assert!(output.stdout.contains("it conforms\n"), "{output}\n{text:?}");
        }
    }
}

/// Adornments between separators that only docutils takes for line ends.
#[test]
fn overlines_in_one_line() {
    for end in ["\r", "\u{85}", "\u{2028}", "\u{1c}", "\u{c}"] {
        for text in [
            "====\nLong Title\n====\n",
            "====\nTitle\n",
            "====\n----\n",
            "====\nTitle\n----\n",
            "a\n\n* b\n\n  c\n  ====\n",
        ] {
            let output = Scratch::new().check("a.rst", text.replace('\n', end));
            assert_eq!(output.code, 1, "{output}");
        }
    }
}

#[test]
fn front_matter() {
    let scratch = Scratch::with_markdown();
    scratch.check("a.md", format!("---\nstatus: draft\n---\n\n{SPEC_MARKDOWN}")).passes();
    scratch.check("a.md", format!("---\r\nstatus: draft\r\n---\r\n\r\n{SPEC_MARKDOWN}")).passes();
    for text in ["---\n", "---", "---\nstatus: draft\n", "---\n---", "---\n---\n---\n"] {
        assert_eq!(scratch.check("a.md", text).code, 1, "{text}");
    }
}

/// Bytes that mean nothing at all.
#[test]
fn noise() {
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(50_000)
    .collect();
    let scratch = Scratch::new();
    for name in ["a.rst", "a.md"] {
        assert_eq!(scratch.check(name, &noise).code, 1);
        let ascii: Vec<u8> = noise.iter().map(|byte| if byte % 16 == 0 { b'\n' } else { 0x20 + byte % 0x5f }).collect();
        assert_eq!(scratch.check(name, &ascii).code, 1);
        let marks: Vec<u8> = noise.iter().map(|byte| b"\n\n  \t*-=~`#>.:|+_[]a"[usize::from(*byte) % 20]).collect();
        assert_eq!(scratch.check(name, &marks).code, 1);
    }
}

/// A byte order mark is no character of the first line.
#[test]
fn columns_after_a_byte_order_mark() {
    let found = Scratch::with_markdown().findings("a.md", format!("\u{feff}{SPEC_MARKDOWN}\n# Notes\n\nNone.\n"));
    assert!(
        found.contains(&"1:3: error[extra-section] section `Nightly Backups` is not in the template".to_owned()),
        "{found:?}"
    );
}
