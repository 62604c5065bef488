//! Misordered sections: the fewest that have to be moved, and where to.

use super::{check, differences};
use crate::common::{SPEC, replaced};

#[test]
fn at_the_first_level() {
    let testing = "Testing\n=======\n\nA scenario restores the backup of the night before.\n";
    let spec = replaced(SPEC, testing, "");
    let spec = replaced(&spec, "Problem\n=======", &format!("{testing}\nProblem\n======="));
    insta::assert_snapshot!(check(&spec), @"
    misordered-section

      × section `Testing` is out of order
       ╭─[specs/liberty/spec.rst:7:1]
     6 │
     7 │ Testing
       · ───┬───
       ·    ╰── belongs after `Change`
     8 │ =======
       ╰────
      help: move it with its subsections after `Change` (line 17), where templates/liberty.rst:27 has it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 1
    ");
}

#[test]
fn under_a_parent() {
    let interfaces = "Interfaces\n----------\n\nNone.\n\n";
    let spec = replaced(SPEC, interfaces, "");
    let spec = replaced(&spec, "Testing\n=======", &format!("{interfaces}Testing\n======="));
    insta::assert_snapshot!(check(&spec), @"
    misordered-section

      × section `Storage` is out of order
        ╭─[specs/liberty/spec.rst:17:1]
     16 │
     17 │ Storage
        · ───┬───
        ·    ╰── belongs after `Interfaces`
     18 │ -------
        ╰────
      help: move it with its subsections after `Interfaces` (line 22), where templates/liberty.rst:22 has it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 1
    ");
}

#[test]
fn to_the_very_beginning() {
    let problem = "Problem\n=======\n\nBackups are taken by hand, and often forgotten.\n";
    let spec = replaced(SPEC, &format!("{problem}\n"), "") + "\n" + problem;
    insta::assert_snapshot!(check(&spec), @"
    misordered-section

      × section `Problem` is out of order
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ Problem
        · ───┬───
        ·    ╰── belongs before all other sections
     28 │ =======
        ╰────
      help: move it with its subsections before all other sections, where templates/liberty.rst:7 has it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 1
    ");
}

#[test]
fn the_fewest_moves() {
    let moved = |order: &[&str]| {
        let found = differences(&["A", "B", "C", "D", "E"], order);
        let names = found.iter().map(|finding| {
            assert!(finding.contains("misordered-section"), "{finding}");
            finding.split('`').nth(1).unwrap_or_default().to_owned()
        });
        names.collect::<String>()
    };
    for (order, expected) in [
        (["A", "B", "C", "D", "E"], ""),
        (["E", "A", "B", "C", "D"], "E"),
        (["B", "C", "D", "E", "A"], "A"),
        (["A", "D", "B", "C", "E"], "D"),
        (["A", "C", "D", "B", "E"], "B"),
    ] {
        assert_eq!(moved(&order), expected, "{order:?}");
    }
    assert_eq!(moved(&["E", "D", "C", "B", "A"]).len(), 4, "one can stay, whichever it is");
    assert_eq!(moved(&["B", "A", "D", "C", "E"]).len(), 2, "one of each pair");
}

#[test]
fn a_gap_is_no_disorder() {
    assert_eq!(
        differences(&["A", "B <- optional", "C", "D"], &["A", "C", "D"]),
        [""; 0],
        "an optional section that is left out leaves the others in order"
    );
}

#[test]
fn a_move_with_a_missing_section() {
    assert_eq!(
        differences(&["A", "B", "C", "D"], &["D", "A", "C"]),
        [
            "7:1: error[misordered-section] section `D` is out of order",
            "17:1: error[missing-section] section `B` is missing",
        ]
    );
}
