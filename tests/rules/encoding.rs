use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// A spec in Latin-1.
fn latin1() -> Vec<u8> {
    replaced(SPEC, "A table of schedules.", "A table f?r schedules.")
        .into_bytes()
        .iter()
        .map(|&byte| if byte == b'?' { 0xfc } else { byte })
        .collect()
}

#[test]
fn not_utf8() {
    insta::assert_snapshot!(Scratch::new().check("spec.rst", latin1()), @"
    encoding

      × not UTF-8: the byte 0xFC at byte offset 251 begins no character
        ╭─[specs/liberty/spec.rst:25:10]
     24 │
     25 │ A table f�r schedules.
        ·          ▲
        ·          ╰── 0xFC
     26 │
        ╰────
      help: save the file as UTF-8 text

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn the_offset_is_that_of_the_first_byte_that_does_not_fit() {
    let scratch = Scratch::new();
    for (bytes, at, place) in [
        (&b"\xff\xfe"[..], "0xFF at byte offset 0", "1:1"),
        (b"ab\x80", "0x80 at byte offset 2", "1:3"),
        (b"a\nb\xc3", "0xC3 at byte offset 3", "2:2"),
        ("ü\u{65e5}\n".as_bytes(), "", ""),
        (b"\xc3\xbc\xed\xa0\x80", "0xED at byte offset 2", "1:2"),
        (b"\xef\xbb\xbfa\xff", "0xFF at byte offset 4", "1:2"),
    ] {
        let found = scratch.findings("spec.rst", bytes);
        let found: Vec<&String> = found.iter().filter(|finding| finding.contains("[encoding]")).collect();
        if at.is_empty() {
            assert_eq!(found, [""; 0]);
        } else {
            assert_eq!(found, [&format!("{place}: error[encoding] not UTF-8: the byte {at} begins no character")]);
        }
    }
}

#[test]
fn nul_bytes() {
    insta::assert_snapshot!(Scratch::new().check("spec.rst", replaced(SPEC, "A table of", "A ta\0ble \0of")), @"
    encoding

      × 2 NUL bytes, the first at byte offset 246: this is no text file
        ╭─[specs/liberty/spec.rst:25:5]
     24 │
     25 │ A ta?ble ?of schedules.
        ·     ┬
        ·     ╰── NUL
     26 │
        ╰────
      help: save the file as UTF-8 text

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    let found = Scratch::with_markdown().findings("spec.md", replaced(SPEC_MARKDOWN, "A table of", "A ta\0ble of"));
    assert_eq!(found, ["19:5: error[encoding] a NUL byte, the first at byte offset 196: this is no text file"]);
}

#[test]
fn utf16() {
    let bytes: Vec<u8> = std::iter::once(0xfeff).chain(SPEC.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let found = Scratch::new().findings("spec.rst", bytes);
    assert_eq!(found, ["1:1: error[encoding] not UTF-8: the byte 0xFF at byte offset 0 begins no character"]);
}

/// What cannot be read does not conform, whatever the rule's level; NUL bytes can be read.
#[test]
fn off() {
    let scratch = Scratch::new();
    scratch.config("rules.encoding = \"off\"");
    assert_eq!(scratch.check("spec.rst", latin1()).code, 1);
    assert_eq!(scratch.check("spec.rst", replaced(SPEC, "A table of", "A ta\0ble of")).code, 0);
}
