use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

#[test]
fn in_all_line_ends() {
    insta::assert_snapshot!(Scratch::new().check("spec.rst", SPEC.replace('\n', "\r\n")), @"
    carriage-return

      ⚠ 30 lines end in a carriage return
       ╭─[specs/liberty/spec.rst:1:16]
     1 │ ===============
       ·                ▲
       ·                ╰── the first one
     2 │ Nightly Backups
       ╰────
      help: save the file with Unix line ends (LF)

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 0
    ");
}

/// Reported once, and everything else as if it were not there.
#[test]
fn in_some_line_ends() {
    let scratch = Scratch::new();
    let one = replaced(SPEC, "A table of schedules.\n", "A table of schedules.\r\n");
    assert_eq!(
        scratch.findings("spec.rst", &one),
        ["25:22: warning[carriage-return] 1 line ends in a carriage return"]
    );
    let two = replaced(&one, "None.\n\nStorage", "None.\r\rStorage");
    assert_eq!(scratch.findings("spec.rst", two), ["20:6: warning[carriage-return] 3 lines end in a carriage return"]);
}

#[test]
fn alone() {
    let found =
        ["1:16: warning[carriage-return] 30 lines end in a carriage return"].map(|found| found.replace("2:1", "1:16"));
    assert_eq!(SPEC.lines().count(), 30);
    assert_eq!(Scratch::new().findings("spec.rst", SPEC.replace('\n', "\r")), found);
    let found = ["1:18: warning[carriage-return] 23 lines end in a carriage return"];
    assert_eq!(SPEC_MARKDOWN.lines().count(), 23);
    assert_eq!(Scratch::with_markdown().findings("spec.md", SPEC_MARKDOWN.replace('\n', "\r")), found);
}

/// Findings on other lines have the lines that an editor shows.
#[test]
fn lines_after_it() {
    for end in ["\n", "\r\n", "\r"] {
        let scratch = Scratch::new();
        scratch.config("rules.carriage-return = \"off\"");
        let spec = replaced(SPEC, "Storage\n-------\n", "Storrage\n--------\n").replace('\n', end);
        let found = ["22:1: error[renamed-section] section `Storage` is headed `Storrage`"];
        assert_eq!(scratch.findings("spec.rst", spec), found, "{end:?}");
        let scratch = Scratch::with_markdown();
        scratch.config("rules.carriage-return = \"off\"");
        let spec = replaced(SPEC_MARKDOWN, "### Storage", "### Storrage").replace('\n', end);
        let found = ["17:5: error[renamed-section] section `Storage` is headed `Storrage`"];
        assert_eq!(scratch.findings("spec.md", spec), found, "{end:?}");
    }
}
