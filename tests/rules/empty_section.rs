use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

#[test]
fn a_heading_with_nothing_under_it() {
    let spec = replaced(SPEC, "A table of schedules.\n\n", "");
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    empty-section

      ⚠ section `Storage` is empty
        ╭─[specs/liberty/spec.rst:22:1]
     21 │
     22 │ Storage
        · ───┬───
        ·    ╰── nothing under this heading
     23 │ -------
        ╰────
      help: say what there is to say, or that there is nothing: `None.`

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}

const FINDING: [&str; 1] = ["22:1: warning[empty-section] section `Storage` is empty"];

#[test]
fn rst() {
    let storage = |body: &str| Scratch::new().findings("spec.rst", replaced(SPEC, "A table of schedules.", body));
    for body in ["", ".. A comment,\n   of two lines.", "..", ".. _target:", ".. speclint: optional"] {
        assert_eq!(storage(body), FINDING, "{body}");
    }
    for body in [
        "None.",
        "* a",
        "::\n\n  a",
        "====  ====\na     b\n====  ====",
        ".. note:: a",
        ".. image:: a.png",
        ".. [1] a",
        "| a",
    ] {
        assert_eq!(storage(body), [""; 0], "{body}");
    }
}

#[test]
fn markdown() {
    let scratch = Scratch::with_markdown();
    let storage = |body: &str| scratch.findings("spec.md", replaced(SPEC_MARKDOWN, "A table of schedules.", body));
    for body in ["", "<!-- a comment -->", "<!-- of\n\ntwo paragraphs -->", "[target]: https://example.org"] {
        assert_eq!(storage(body), ["17:5: warning[empty-section] section `Storage` is empty"], "{body}");
    }
    for body in ["None.", "* a", "    a", "| a |\n|---|\n| b |", "> a", "<p>a</p>", "***", "![a](a.png)", "`a`"] {
        assert_eq!(storage(body), [""; 0], "{body}");
    }
}

/// Subsections are something; sections of the author's own making are not judged.
#[test]
fn what_is_not_empty() {
    let spec = replaced(SPEC, "A scheduler starts them.\n\n", "");
    assert_eq!(Scratch::new().findings("spec.rst", spec), [""; 0]);
    let spec = replaced(SPEC, "A table of schedules.\n", "Tables\n~~~~~~\n");
    assert_eq!(Scratch::new().findings("spec.rst", spec), [""; 0]);
}
