//! Sections that a spec includes from another file.

use crate::common::{Output, SPEC, Scratch};

/// A check and a fix of the common spec with an include in place of its last section.
fn included(directive: &str, file: &str, text: &str) -> (Output, Output) {
    let scratch = Scratch::new();
    scratch.write(file, text);
    let at = SPEC.find("Testing\n=======\n").expect("the last section");
    let output = scratch.check("spec.rst", format!("{}{directive}\n", &SPEC[..at]));
    (output, scratch.run(&["fix", "--add-missing", "--diff"]))
}

const TESTING: &str = "Testing\n=======\n\nBy hand.\n";

#[test]
fn a_section_in_another_file() {
    let (output, fixed) = included(".. include:: ../common.txt", "specs/common.txt", TESTING);
    insta::assert_snapshot!(output, @"
    missing-section

      × section `Testing` is missing
        ╭─[specs/liberty/spec.rst:27:27]
     26 │
     27 │ .. include:: ../common.txt
        ·                           ▲
        ·                           ╰── `Testing` belongs here, after `Change`
        ╰────
      help: `../common.txt` has a section of this name, and line 27 includes it; a spec must have the section itself

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    insta::assert_snapshot!(fixed, @"
    0 diagnostics would be fixed in 0 of 1 spec; 1 diagnostic left, see `speclint check`
    ----- exit 0
    ");
}

#[test]
fn in_a_file_that_another_one_includes() {
    let scratch = Scratch::new();
    scratch.write("specs/two.txt", TESTING);
    let at = SPEC.find("Testing\n=======\n").expect("the last section");
    scratch.write("specs/one.txt", ".. include:: two.txt\n\n.. include:: one.txt\n");
    let output = scratch.check("spec.rst", format!("{}.. include:: ../one.txt\n", &SPEC[..at]));
    assert!(output.stdout.contains("`../one.txt` has a section of this name"), "{output}");
}

#[test]
fn a_file_that_is_not_there() {
    let (output, fixed) = included(".. include:: none.txt", "specs/common.txt", TESTING);
    assert!(output.stdout.contains("it may be in `none.txt`, which line"), "{output}");
    assert!(fixed.stdout.starts_with("0 diagnostics would be fixed"), "{fixed}");
}

/// What is outside is not read, and so may be anything.
#[test]
fn a_file_outside_of_the_repository() {
    for path in ["../../../outside.txt", "/etc/hostname", "../../.git/config"] {
        let (output, _) = included(&format!(".. include:: {path}"), "specs/common.txt", TESTING);
        assert!(output.stdout.contains(&format!("it may be in `{path}`")), "{output}");
    }
}

/// A file with other sections, or one that is shown as text, stands in no way.
#[test]
fn a_file_without_the_section() {
    for (directive, text) in [
        (".. include:: ../common.txt", "Others\n======\n\nNone.\n"),
        (".. include:: ../common.txt\n   :literal:", TESTING),
        (".. include:: ../common.txt\n   :code: rst", TESTING),
        (".. comment include:: ../common.txt", TESTING),
    ] {
        let (output, fixed) = included(directive, "specs/common.txt", text);
        assert!(output.stdout.contains("write it here"), "{output}");
        assert!(fixed.stdout.contains("+Testing"), "{fixed}");
    }
}

#[test]
fn other_ways_to_write_the_directive() {
    for directive in [".. include::\n   ../common.txt", ".. Include:: ../common.txt", "..  include::   ../common.txt"] {
        let (output, _) = included(directive, "specs/common.txt", TESTING);
        assert!(output.stdout.contains("`../common.txt` has a section of this name"), "{output}");
    }
    // docutils' own files have no sections.
    let (output, fixed) = included(".. include:: <isonum.txt>", "specs/common.txt", TESTING);
    assert!(output.stdout.contains("write it here"), "{output}");
    assert!(fixed.stdout.contains("+Testing"), "{fixed}");
}
