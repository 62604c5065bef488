//! Duplicate sections.

use super::{check, differences};
use crate::common::{SPEC, replaced};

#[test]
fn at_the_first_level() {
    let spec = format!("{SPEC}\nProblem\n=======\n\nOnce more.\n");
    insta::assert_snapshot!(check(&spec), @"
    duplicate-section

      × section `Problem` appears again
        ╭─[specs/liberty/spec.rst:32:1]
     31 │
     32 │ Problem
        · ───┬───
        ·    ╰── the first one is on line 7
     33 │ =======
        ╰────
      help: move its text into the section on line 7, and remove this heading

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn under_a_parent() {
    let spec = replaced(SPEC, "Testing\n=======", "Interfaces\n----------\n\nAgain.\n\nTesting\n=======");
    insta::assert_snapshot!(check(&spec), @"
    duplicate-section

      × section `Interfaces` appears again
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ Interfaces
        · ─────┬────
        ·      ╰── the first one is on line 17
     28 │ ----------
        ╰────
      help: move its text into the section on line 17, and remove this heading

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn each_but_the_first() {
    assert_eq!(
        differences(&["A", "B"], &["A", "B", "A", "A"]),
        [
            "17:1: error[duplicate-section] section `A` appears again",
            "22:1: error[duplicate-section] section `A` appears again",
        ]
    );
}

#[test]
fn one_name_under_two_parents_is_none() {
    assert_eq!(differences(&["A", "  X", "B", "  X"], &["A", "  X", "B", "  X"]), [""; 0]);
}

/// A template that has a heading twice wants it twice.
#[test]
fn one_name_twice_in_the_template_is_none() {
    assert_eq!(differences(&["A", "Note", "B", "Note"], &["A", "Note", "B", "Note"]), [""; 0]);
    assert_eq!(
        differences(&["A", "Note", "B", "Note"], &["A", "Note", "B"]),
        ["20:6: error[missing-section] section `Note` is missing"]
    );
}
