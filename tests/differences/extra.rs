//! Extra sections: an error at the first level, free below it.

use super::{check, differences};
use crate::common::{SPEC, Scratch, replaced, rst};

#[test]
fn at_the_first_level() {
    let spec = replaced(SPEC, "Testing\n=======", "Thoughts\n========\n\nMany.\n\nTesting\n=======");
    insta::assert_snapshot!(check(&spec), @"
    extra-section

      × section `Thoughts` is not in the template
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ Thoughts
        · ────┬───
        ·     ╰── not in templates/liberty.rst
     28 │ ========
        ╰────
      help: move the text under one of the template's sections, as a subsection if it is long

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

/// With a hint at the template's heading that it is most like.
#[test]
fn whose_heading_is_like_another() {
    let spec = replaced(SPEC, "Testing\n=======", "Test\n====\n\nMany.\n\nTesting\n=======");
    insta::assert_snapshot!(check(&spec), @"
    extra-section

      × section `Test` is not in the template
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ Test
        · ──┬─
        ·   ╰── not in templates/liberty.rst
     28 │ ====
        ╰────
      help: did you mean `Testing`? If not, move the text under one of the template's sections

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn deeper_is_free() {
    assert_eq!(
        differences(
            &["Problem", "Change", "  Storage"],
            &["Problem", "  History", "    Old Times", "Change", "  Ideas", "  Storage", "    Tables", "  Costs"]
        ),
        [""; 0]
    );
}

/// A second heading of the title's level makes a section of the title. What stands under it is misplaced, as it is to
/// docutils; the advice is to mend the title, and not to move each section.
#[test]
fn a_title_that_is_none() {
    let spec = replaced(SPEC, "=======\n\nA scenario", "=======\n\n=====\nNotes\n=====\n\nA scenario");
    let scratch = Scratch::new();
    let output = scratch.check("spec.rst", spec).stdout;
    assert!(output.contains("section `Nightly Backups` is not in the template"), "{output}");
    assert!(output.contains("section `Notes` is not in the template"), "{output}");
    assert!(output.contains("help: if this is the document's title"), "{output}");
    let misplaced = output.matches("misplaced-section\n").count();
    let help = "help: leave it there, and make `Nightly Backups` the document's title again";
    assert!(misplaced > 0, "{output}");
    assert_eq!(output.matches(help).count(), misplaced, "{output}");
}

/// A section of the template is not the lost title, whatever stands under it.
#[test]
fn a_section_is_no_title() {
    let spec = "Problem\n=======\n\nNone.\n\nTesting\n-------\n\nNone.\n\nChange\n======\n\nNone.\n";
    let output = Scratch::new().check("spec.rst", spec).stdout;
    assert!(output.contains("section `Testing` stands under `Problem`"), "{output}");
    assert!(!output.contains("title"), "{output}");
}

/// What a section of the author's own holds is not looked at, unless the template's sections are in it.
#[test]
fn its_subsections_are_not_reported() {
    let spec = rst(&["Problem", "Change", "  Interfaces", "  Storage", "Thoughts", "  One", "  Two", "Testing"]);
    let found = Scratch::new().findings("spec.rst", spec);
    assert_eq!(found, ["27:1: error[extra-section] section `Thoughts` is not in the template"]);
}
