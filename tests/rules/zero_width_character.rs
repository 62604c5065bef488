use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

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
    2 of 2 findings can be fixed with `speclint fix`
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
        ('\u{200e}', "U+200E (left-to-right mark)"),
        ('\u{200f}', "U+200F (right-to-left mark)"),
        ('\u{202a}', "U+202A (left-to-right embedding)"),
        ('\u{202b}', "U+202B (right-to-left embedding)"),
        ('\u{202c}', "U+202C (pop directional formatting)"),
        ('\u{202d}', "U+202D (left-to-right override)"),
        ('\u{202e}', "U+202E (right-to-left override)"),
        ('\u{2060}', "U+2060 (word joiner)"),
        ('\u{2066}', "U+2066 (left-to-right isolate)"),
        ('\u{2067}', "U+2067 (right-to-left isolate)"),
        ('\u{2068}', "U+2068 (first strong isolate)"),
        ('\u{2069}', "U+2069 (pop directional isolate)"),
        ('\u{feff}', "U+FEFF (zero width no-break space)"),
    ] {
        let found = Scratch::new().findings("spec.rst", replaced(SPEC, "A table of", &format!("A ta{c}ble of")));
        assert_eq!(found, [format!("25:5: warning[zero-width-character] an invisible character: {name}")]);
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
        Some("1:1: warning[zero-width-character] an invisible character: U+FEFF (zero width no-break space)")
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
            "25:2: warning[zero-width-character] an invisible character: U+200B (zero width space), and 2 more in this line",
            "26:5: warning[zero-width-character] an invisible character: U+00AD (soft hyphen), and 1 more in this line",
        ]
    );
}

/// What joins pictographs and letters, and parts words without spaces, is no finding.
#[test]
fn that_do_what_they_are_made_for() {
    let cases = [
        ("a family", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}"),
        ("with colours of skin", "\u{1f469}\u{1f3fd}\u{200d}\u{1f4bb}"),
        ("with variation selectors", "\u{2764}\u{fe0f}\u{200d}\u{1f525} \u{1f3f3}\u{fe0f}\u{200d}\u{1f308}"),
        ("a pirate", "\u{1f3f4}\u{200d}\u{2620}\u{fe0f}"),
        ("Persian", "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645} \u{647}\u{200d}."),
        ("Hindi", "\u{915}\u{94d}\u{200d}\u{937} \u{915}\u{94d}\u{200c}\u{937}"),
        ("Sinhala", "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3}"),
        ("Malayalam", "\u{d28}\u{d4d}\u{200d}"),
        ("Mongolian", "\u{182e}\u{200d} \u{182e}"),
        ("Adlam", "\u{1e900}\u{200c}\u{1e901}"),
        ("Thai", "\u{e20}\u{e32}\u{200b}\u{e44}\u{e17}\u{e22}"),
        ("Khmer", "\u{1781}\u{17d2}\u{1789}\u{17bb}\u{17c6}\u{200b}\u{179f}"),
        ("Hebrew", "\u{5d0}\u{200f}! C++\u{200e}"),
    ];
    for (name, text) in cases {
        let spec = replaced(SPEC, "A table of", text);
        assert_eq!(Scratch::new().findings("spec.rst", spec), [""; 0], "{name}");
    }
}

#[test]
fn that_do_nothing_where_they_are() {
    for text in [
        "a\u{200d}b",
        "a\u{200c}b",
        "\u{1f468}\u{200d} b",
        "\u{1f468}\u{200d}b",
        "\u{1f468}\u{200d}\u{200d}\u{1f469}",
        "\u{645} \u{200c} b",
        "\u{645}\u{200b}\u{6cc}",
        "\u{5d0}\u{202e}b",
        "b\u{200e}\nc \u{5d0}",
    ] {
        let found = Scratch::new().findings("spec.rst", replaced(SPEC, "A table of", text));
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
    }
}

/// The text, its `|` taken for a zero width space, as `fix` leaves it.
fn fixed(format: &str, text: &str) -> String {
    let (scratch, spec) = match format {
        "md" => (Scratch::with_markdown(), SPEC_MARKDOWN),
        _ => (Scratch::new(), SPEC),
    };
    let (before, after) = spec.split_once("A table of schedules.").expect("it is there");
    let path = format!("specs/liberty/spec.{format}");
    scratch.write(&path, format!("{before}{}{after}", text.replace('|', "\u{200b}")));
    scratch.run(&["fix"]).passes();
    let text = std::fs::read_to_string(scratch.path(&path)).expect("it is there");
    text[before.len()..text.len() - after.len()].replace('\u{200b}', "|")
}

#[test]
fn that_can_go() {
    for (before, after) in [
        ("Test|ing is fun", "Testing is fun"),
        ("|Testing is| fun", "Testing is fun"),
        ("Testing, so| we say, is fun|.", "Testing, so we say, is fun."),
        (
            "A gro|\u{df}es, na|ive \u{201c}Wort|\u{201d} f|\u{fc}r uns",
            "A gro\u{df}es, naive \u{201c}Wort\u{201d} f\u{fc}r uns",
        ),
        ("- a well-|known b", "- a well-known b"),
        ("> |it", "> it"),
        ("a\n  |b|\n", "a\n  b\n"),
        ("||a", "a"),
        ("1. is|n't", "1. isn't"),
    ] {
        for format in ["rst", "md"] {
            assert_eq!(fixed(format, before), after, "{format}");
        }
    }
}

/// Without them the text would begin another construct, or be markup.
#[test]
fn that_stay() {
    for text in [
        "|.. foo",
        "|- x",
        "|* x",
        "|    x y",
        "|1. x",
        "1|. x",
        "1.| x",
        "i|i. x",
        "|> x",
        "> |# x",
        "- |- x",
        "|# x",
        "#| x",
        "|:a: b",
        "*|*",
        "*|a*",
        "a|*b*",
        "a|`b`",
        "``a``|b",
        "a|_ b",
        "a:|: b",
        "\\|*a",
        "\\|a",
        "[|a] b",
        "[a]|(b)",
        "a|@example.org",
        "http|://example.org",
        "w|ww.example.org",
        "&|amp; b",
        "<|b>",
        "a |",
        "a | b",
        "-a |b",
        "--all|  b",
        "/a|  b",
        "=|===",
        "|",
        "`|``",
    ] {
        for format in ["rst", "md"] {
            assert_eq!(fixed(format, text), text, "{format}");
        }
    }
    let table = "===  ===\na|    b\n===  ===";
    assert_eq!(fixed("rst", table), table);
    assert_eq!(fixed("md", table), "===  ===\na    b\n===  ===");
}

/// A line keeps those that must stay, and what is said of them is the same after the others have gone.
#[test]
fn some_of_a_line_go() {
    let scratch = Scratch::new();
    let spec = replaced(SPEC, "A table of schedules.", "A\u{200b} ta\u{ad}ble *of\u{200b}* sche\u{202e}dules.");
    let found = [
        "25:2: warning[zero-width-character] an invisible character: U+200B (zero width space), and 1 more in this line",
        "25:14: warning[zero-width-character] an invisible character: U+200B (zero width space), and 1 more in this line",
    ];
    assert_eq!(scratch.findings("spec.rst", spec), found);
    scratch.run(&["fix"]).passes();
    let text = std::fs::read_to_string(scratch.path("specs/liberty/spec.rst")).expect("it is there");
    assert_eq!(text, replaced(SPEC, "A table of schedules.", "A table *of\u{200b}* sche\u{202e}dules."));
}

/// A reference would lead nowhere.
#[test]
fn in_a_heading_that_is_referred_to() {
    let scratch = Scratch::new();
    scratch.config("rules.extra-section = \"off\"\n");
    let spec = format!("{SPEC}\nMo\u{200b}re\n=====\n\nSee `Mo\u{200b}re`_.\n");
    scratch.write("specs/liberty/spec.rst", &spec).run(&["fix"]);
    assert_eq!(std::fs::read_to_string(scratch.path("specs/liberty/spec.rst")).expect("it is there"), spec);
    let spec = spec.replace("`Mo\u{200b}re`_", "above");
    scratch.write("specs/liberty/spec.rst", &spec).run(&["fix"]);
    let text = std::fs::read_to_string(scratch.path("specs/liberty/spec.rst")).expect("it is there");
    assert_eq!(text, spec.replace("\u{200b}", ""));
}

#[test]
fn that_change_the_order_of_the_text() {
    let spec = replaced(SPEC, "A table of", "A ta\u{202e}ble of");
    let output = Scratch::new().check("spec.rst", spec).to_string();
    insta::assert_snapshot!(output.replace('\u{202e}', "<U+202E>"), @"
    zero-width-character

      ⚠ an invisible character: U+202E (right-to-left override)
        ╭─[specs/liberty/spec.rst:25:5]
     24 │
     25 │ A ta�ble of schedules.
        ·     ┬
        ·     ╰── right-to-left override here
     26 │
        ╰────
      help: delete it: it changes the order in which a reader sees the text

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}
