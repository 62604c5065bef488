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
      help: remove the spaces and tabs at the end of the line

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}

#[test]
fn in_every_kind_of_line() {
    let scratch = Scratch::new();
    for (line, at) in [("None. ", "25:6"), ("None.\t", "25:6"), ("None.\n   ", "26:1"), ("::\n\n  a ", "27:4")] {
        let found = scratch.findings("spec.rst", replaced(SPEC, "A table of schedules.", line));
        assert_eq!(found, [format!("{at}: warn[trailing-whitespace] white space at the end of the line")], "{line:?}");
    }
    let found = scratch.findings("spec.rst", format!("{SPEC} "));
    assert_eq!(found, ["31:1: warn[trailing-whitespace] white space at the end of the line"]);
    let found = Scratch::with_markdown().findings("spec.md", replaced(SPEC_MARKDOWN, "schedules.", "schedules.  "));
    assert_eq!(found, ["19:22: warn[trailing-whitespace] white space at the end of the line"]);
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
        ["25:22: warn[trailing-whitespace] white space at the end of the line"]
    );
}
