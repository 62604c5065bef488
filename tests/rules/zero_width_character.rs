use crate::common::{SPEC, Scratch, replaced};

#[test]
fn in_a_heading() {
    let spec = replaced(SPEC, "Testing\n=======", "Test\u{200b}ing\n========");
    let output = Scratch::new().check("spec.rst", spec).to_string();
    insta::assert_snapshot!(output.replace('\u{200b}', "<U+200B>"), @"
    renamed-section

      × section `Testing` is headed `Test<U+200B>ing`
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ Test<U+200B>ing
        · ───┬───
        ·    ╰── `Testing` in the template
     28 │ ========
        ╰────
      help: write the heading as templates/liberty.rst:27 has it: `Testing`

    zero-width-character

      ⚠ an invisible character: U+200B (zero width space)
        ╭─[specs/liberty/spec.rst:27:5]
     26 │
     27 │ Test<U+200B>ing
        ·     ┬
        ·     ╰── zero width space here
     28 │ ========
        ╰────
      help: delete it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error, 1 warning)
    ----- exit 1
    ");
}

#[test]
fn each_of_them() {
    for (c, name) in [
        ('\u{ad}', "U+00AD (soft hyphen)"),
        ('\u{200b}', "U+200B (zero width space)"),
        ('\u{200c}', "U+200C (zero width non-joiner)"),
        ('\u{200d}', "U+200D (zero width joiner)"),
        ('\u{2060}', "U+2060 (word joiner)"),
        ('\u{feff}', "U+FEFF (zero width no-break space)"),
    ] {
        let found = Scratch::new().findings("spec.rst", replaced(SPEC, "A table of", &format!("A ta{c}ble of")));
        assert_eq!(found, [format!("25:5: warn[zero-width-character] an invisible character: {name}")]);
    }
}

#[test]
fn none_of_them() {
    for text in ["\u{feff}", ""] {
        assert_eq!(Scratch::new().findings("spec.rst", format!("{text}{SPEC}")), [""; 0]);
    }
    let spec = replaced(SPEC, "A table of", "日本語 Größe\u{a0}naïve – “”");
    assert_eq!(Scratch::new().findings("spec.rst", spec), [""; 0]);
    let found = Scratch::new().findings("spec.rst", format!("\u{feff}\u{feff}{SPEC}"));
    assert_eq!(
        found.first().map(String::as_str),
        Some("1:1: warn[zero-width-character] an invisible character: U+FEFF (zero width no-break space)")
    );
}

/// They come in crowds: a line is reported once.
#[test]
fn several_in_a_line() {
    let spec = replaced(
        SPEC,
        "A table of schedules.",
        "A\u{200b} table\u{ad} of\u{200b} schedules.\nA se\u{ad}cond\u{ad} line.",
    );
    assert_eq!(
        Scratch::new().findings("spec.rst", spec),
        [
            "25:2: warn[zero-width-character] an invisible character: U+200B (zero width space), and 2 more in this line",
            "26:5: warn[zero-width-character] an invisible character: U+00AD (soft hyphen), and 1 more in this line",
        ]
    );
}
