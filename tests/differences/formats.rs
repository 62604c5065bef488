//! A template of one format with specs of the other: the heading to write is in the spec's own.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

#[test]
fn markdown_against_rst() {
    Scratch::new().check("spec.md", SPEC_MARKDOWN).passes();
    let spec = replaced(SPEC_MARKDOWN, "### Interfaces\n\nNone.\n\n", "");
    insta::assert_snapshot!(Scratch::new().check("spec.md", spec), @"
    missing-section

      × section `Interfaces` is missing from `Change`
        ╭─[specs/liberty/spec.md:13:1]
     12 │
     13 │ ### Storage
        · ▲
        · ╰── `Interfaces` belongs here, first under `Change`
     14 │
        ╰────
      help: write it here (templates/liberty.rst:17 says what it is for):

                ### Interfaces

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

/// In the order in which they are to be written.
#[test]
fn markdown_without_subsections_against_rst() {
    let spec = "# Nightly Backups\n\n## Problem\n\nNone.\n\n## Change\n\nNone.\n";
    let scratch = Scratch::new();
    let heading = |output: crate::common::Output| {
        let lines = output.stdout.lines().map(str::trim).filter(|line| line.starts_with('#'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(heading(scratch.check("spec.md", spec)), ["### Interfaces", "### Storage", "## Testing"]);
}

#[test]
fn rst_against_markdown() {
    Scratch::with_markdown().check("spec.rst", SPEC).passes();
    let spec = replaced(SPEC, "Storage\n-------\n\nA table of schedules.\n\n", "");
    insta::assert_snapshot!(Scratch::with_markdown().check("spec.rst", spec), @"
    missing-section

      × section `Storage` is missing from `Change`
        ╭─[specs/liberty/spec.rst:22:1]
     21 │
     22 │ Testing
        · ▲
        · ╰── `Storage` belongs here, after `Interfaces`
     23 │ =======
        ╰────
      help: write it here (templates/liberty.md:17 says what it is for):

                Storage
                -------

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

#[test]
fn markdown_against_markdown() {
    Scratch::with_markdown().check("spec.md", SPEC_MARKDOWN).passes();
    let spec = replaced(SPEC_MARKDOWN, "## Testing", "### Testing");
    insta::assert_snapshot!(Scratch::with_markdown().check("spec.md", spec), @"
    misplaced-section

      × section `Testing` stands under `Change`; the template has it at the first level
        ╭─[specs/liberty/spec.md:21:5]
     20 │
     21 │ ### Testing
        ·     ───┬───
        ·        ╰── belongs after `Change`
     22 │
        ╰────
      help: move it with its subsections after `Change` (line 9); its heading there:

                ## Testing

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --unsafe-fixes`
    ----- exit 1
    ");
}

/// A heading's markup is no part of its text.
#[test]
fn markup_in_markdown_headings() {
    let spec = replaced(SPEC_MARKDOWN, "## Testing", "Testing\n-------");
    let spec = replaced(&spec, "### Storage", "### **Storage** ###");
    let spec = replaced(&spec, "### Interfaces", "### `Interfaces`");
    Scratch::with_markdown().check("spec.md", spec).passes();
}
