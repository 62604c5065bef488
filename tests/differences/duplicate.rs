//! Duplicate sections.

use super::{check, differences};
use crate::common::{SPEC, Scratch, replaced, rst};

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

/// The one with the template's subsections counts, wherever it stands.
#[test]
fn the_one_with_the_subsections_counts() {
    let spec = rst(&["Problem", "Change", "Change", "  Interfaces", "  Storage", "Testing"]);
    insta::assert_snapshot!(check(&spec), @"
    duplicate-section

      × section `Change` appears again
        ╭─[specs/liberty/spec.rst:12:1]
     11 │
     12 │ Change
        · ───┬──
        ·    ╰── the one with the template's subsections is on line 17
     13 │ ======
        ╰────
      help: move its text into the section on line 17, and remove this heading

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    let template = ["Problem", "Change", "  Interfaces", "  Storage"];
    for (spec, line) in [
        (["Problem", "Change", "  Storage", "Change", "  Interfaces", "  Storage"], 12),
        (["Problem", "Change", "  Interfaces", "  Storage", "Change", "  Storage"], 27),
    ] {
        let found = format!("{line}:1: error[duplicate-section] section `Change` appears again");
        assert_eq!(differences(&template, &spec), [found]);
    }
}

/// Where each has some of them, the first one counts, and what the other one has stands under the wrong one.
#[test]
fn subsections_under_both() {
    let template = ["Problem", "Change", "  Interfaces", "  Storage"];
    let spec = rst(&["Problem", "Change", "  Interfaces", "Change", "  Interfaces", "  Storage", "  Notes"]);
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", rst(&template));
    // The second one has more of them.
    assert_eq!(scratch.findings("spec.rst", spec), ["12:1: error[duplicate-section] section `Change` appears again"]);
    assert_eq!(
        differences(&template, &["Problem", "Change", "  Interfaces", "Change", "  Storage"]),
        [
            "22:1: error[duplicate-section] section `Change` appears again",
            "27:1: error[misplaced-section] section `Storage` stands under another `Change`; the template has it \
             under `Change`",
        ]
    );
}

/// What the counted section has, too, is no other section that is misplaced.
#[test]
fn subsections_of_a_duplicate_are_its_own() {
    assert_eq!(
        differences(
            &["Change", "  Storage", "Testing", "  Storage"],
            &["Change", "  Storage", "Change", "  Storage", "Testing"]
        ),
        [
            "17:1: error[duplicate-section] section `Change` appears again",
            "30:6: error[missing-section] section `Storage` is missing from `Testing`",
        ]
    );
}
