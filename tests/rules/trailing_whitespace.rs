use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

#[test]
fn at_the_end_of_a_line() {
    let spec = replaced(SPEC, "A table of schedules.", "A table of schedules. \t ");
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    trailing-whitespace

      ⚠ white space at the end of the line
        ╭─[specs/liberty/spec.rst:25:22]
     24 │
     25 │ A table of schedules.
        ·                      ──┬─
        ·                        ╰── remove this
     26 │
        ╰────
      help: remove the spaces and tabs at the end of lines

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 0
    ");
}

/// Reported once, at the first line.
#[test]
fn at_the_end_of_many_lines() {
    insta::assert_snapshot!(Scratch::new().check("spec.rst", SPEC.replace(".\n", ". \n")), @"
    trailing-whitespace

      ⚠ white space at the end of 6 lines
       ╭─[specs/liberty/spec.rst:5:38]
     4 │
     5 │ Every database is backed up at night.
       ·                                      ┬
       ·                                      ╰── the first one
     6 │
       ╰────
      help: remove the spaces and tabs at the end of lines

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 0
    ");
}

#[test]
fn in_every_kind_of_line() {
    let scratch = Scratch::new();
    for (line, at) in [("None. ", "25:6"), ("None.\t", "25:6"), ("None.\n   ", "26:1"), ("::\n\n  a ", "27:4")] {
        let found = scratch.findings("spec.rst", replaced(SPEC, "A table of schedules.", line));
        assert_eq!(
            found,
            [format!("{at}: warning[trailing-whitespace] white space at the end of the line")],
            "{line:?}"
        );
    }
    let found = scratch.findings("spec.rst", format!("{SPEC} "));
    assert_eq!(found, ["31:1: warning[trailing-whitespace] white space at the end of the line"]);
    let found = Scratch::with_markdown().findings("spec.md", replaced(SPEC_MARKDOWN, "schedules.", "schedules.  "));
    assert_eq!(found, ["19:22: warning[trailing-whitespace] white space at the end of the line"]);
}

/// docutils takes it off before it reads anything, so that it means nothing in code and after a backslash either.
#[test]
fn in_restructured_text_it_means_nothing() {
    for (before, after) in [("a\\ \nb", "a\\\nb"), ("::\n\n  a  \n   \n  b ", "::\n\n  a\n\n  b"), ("a  \nb", "a\nb")] {
        let scratch = Scratch::new();
        scratch.write("specs/liberty/spec.rst", replaced(SPEC, "A table of schedules.", before));
        scratch.run(&["fix"]).passes();
        let text = std::fs::read_to_string(scratch.path("specs/liberty/spec.rst")).expect("it is there");
        assert_eq!(text, replaced(SPEC, "A table of schedules.", after), "{before:?}");
    }
}

/// What is found in a Markdown text and what `fix` makes of it: its white space goes where it means nothing.
#[track_caller]
fn in_markdown(text: &str, fixed: &str) -> Vec<String> {
    let scratch = Scratch::with_markdown();
    let spec = replaced(SPEC_MARKDOWN, "A table of schedules.\n", text);
    let found = scratch.findings("spec.md", &spec);
    scratch.run(&["fix"]).passes();
    let after = std::fs::read_to_string(scratch.path("specs/liberty/spec.md")).expect("it is there");
    assert_eq!(after, replaced(SPEC_MARKDOWN, "A table of schedules.\n", fixed), "{text:?}");
    let messages = found.iter().filter_map(|finding| finding.split_once("warning[trailing-whitespace] "));
    messages.map(|(_, message)| message.to_owned()).collect()
}

/// CommonMark 6.7: two spaces or more before a line end that is not the last one of a block.
#[test]
fn line_breaks_of_markdown_are_no_finding() {
    for text in [
        "a  \nb\n",
        "a   \nb\n",
        "a\t  \nb\n",
        "a\\  \nb\n",
        "> a  \n> b\n",
        "> a  \nb\n",
        "- a  \n  b\n",
        "a  \n  \\\nb\n",
        "*a  \nb*\n",
        "[a  \nb](/c)\n",
        "[a  \nb][c]\n",
        "\\`a  \nb`\n",
    ] {
        assert_eq!(in_markdown(text, text), [""; 0], "{text:?}");
    }
}

#[test]
fn white_space_of_code_is_no_finding() {
    for text in [
        "```\na \n  \n```\n",
        "~~~\na \n``` \n~~~\n",
        "- ```\n  a \n  ```\n",
        "    a \n     \n    b\n",
        "> ```\n> a\t\n",
        "a `b \nc` d\n",
        "<pre>\na \n</pre>\n",
        "a <b title=\"c \nd\"> e\n",
        "[a]: /b \"c \nd\"\n",
    ] {
        assert_eq!(in_markdown(text, text), [""; 0], "{text:?}");
    }
    let front_matter = "---\ntext: |\n  a \n   \n  b  \nlines:\n  a \n  b \n---\n";
    let scratch = Scratch::with_markdown();
    assert_eq!(scratch.findings("spec.md", format!("{front_matter}{SPEC_MARKDOWN}")), [""; 0]);
}

#[test]
fn other_white_space_of_markdown_goes() {
    for (text, fixed, lines) in [
        ("a \nb\n", "a\nb\n", "the line"),
        ("a\t\nb\n", "a\nb\n", "the line"),
        ("a  \t\nb\n", "a\nb\n", "the line"),
        ("a\\\\ \nb\n", "a\\\\\nb\n", "the line"),
        ("a\\ \n", "a\\\n", "the line"),
        ("a  \n\nb  \n", "a\n\nb\n", "2 lines"),
        ("a  \n```  \nb\n```  \n", "a\n```\nb\n```\n", "3 lines"),
        ("a\n  \nb\n", "a\n\nb\n", "the line"),
        ("- a  \n- b  \n", "- a\n- b\n", "2 lines"),
        ("#### a  \n", "#### a\n", "the line"),
        ("a  \n===  \n", "a\n===\n", "2 lines"),
        ("| a |  \n|---|  \n| b |  \n", "| a |\n|---|\n| b |\n", "3 lines"),
        ("a\n- \n", "a\n-\n", "the line"),
        ("***  \n", "***\n", "the line"),
        ("[a]: /b  \n", "[a]: /b\n", "the line"),
        ("<div>  \n</div>\n", "<div>\n</div>\n", "the line"),
        ("```\n~~~ \n", "```\n~~~ \n", "no line"),
    ] {
        let found = in_markdown(text, fixed);
        let expected = if text == fixed { vec![] } else { vec![format!("white space at the end of {lines}")] };
        assert_eq!(found, expected, "{text:?}");
    }
    let scratch = Scratch::with_markdown();
    let spec = format!("---\ntitle: a \nlist: \n  - b \n---\n{SPEC_MARKDOWN}");
    let found = ["2:9: warning[trailing-whitespace] white space at the end of 3 lines"];
    assert_eq!(scratch.findings("spec.md", spec), found);
}

/// What mends one line leaves the others, and says so.
#[test]
fn after_a_backslash_it_stays() {
    let found = in_markdown("a\\ \nb \nc\\\t\nd\n", "a\\ \nb\nc\\\t\nd\n");
    assert_eq!(found, ["white space after a backslash at the end of 2 lines", "white space at the end of the line"]);
    let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", "A table\\ \nof schedules.");
    insta::assert_snapshot!(Scratch::with_markdown().check("spec.md", spec), @r"
    trailing-whitespace

      ⚠ white space after a backslash at the end of the line
        ╭─[specs/liberty/spec.md:19:9]
     18 │
     19 │ A table\
        ·         ┬
        ·         ╰── remove this
     20 │ of schedules.
        ╰────
      help: remove it where a line break is meant, and the backslash with it where none is

    1 spec of liberty held against templates/liberty.md: it conforms (1 warning)
    ----- exit 0
    ");
}

/// A carriage return is not white space at the end of a line, but a part of its end.
#[test]
fn with_carriage_returns() {
    let scratch = Scratch::new();
    scratch.config("rules.carriage-return = \"off\"");
    assert_eq!(scratch.findings("spec.rst", SPEC.replace('\n', "\r\n")), [""; 0]);
    let spec = replaced(SPEC, "A table of schedules.", "A table of schedules. ").replace('\n', "\r\n");
    assert_eq!(
        scratch.findings("spec.rst", spec),
        ["25:22: warning[trailing-whitespace] white space at the end of the line"]
    );
    for end in ["\r\n", "\r"] {
        let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", "A  \nb \nc").replace('\n', end);
        let scratch = Scratch::with_markdown();
        scratch.config("rules.carriage-return = \"off\"");
        let found = ["20:2: warning[trailing-whitespace] white space at the end of the line"];
        assert_eq!(scratch.findings("spec.md", spec), found, "{end:?}");
    }
}
