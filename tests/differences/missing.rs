//! Missing sections: where they belong, and the heading to write there.

use super::{check, differences};
use crate::common::{SPEC, replaced, rst};

#[test]
fn between_others() {
    let spec = replaced(SPEC, "Interfaces\n----------\n\nNone.\n\n", "");
    insta::assert_snapshot!(check(&spec), @"
    missing-section

      × section `Interfaces` is missing from `Change`
        ╭─[specs/liberty/spec.rst:17:1]
     16 │
     17 │ Storage
        · ▲
        · ╰── `Interfaces` belongs here, first under `Change`
     18 │ -------
        ╰────
      help: write it here (templates/liberty.rst:17 says what it is for):

                Interfaces
                ----------

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn before_all_others() {
    let spec = replaced(SPEC, "Problem\n=======\n\nBackups are taken by hand, and often forgotten.\n\n", "");
    insta::assert_snapshot!(check(&spec), @"
    missing-section

      × section `Problem` is missing
       ╭─[specs/liberty/spec.rst:7:1]
     6 │
     7 │ Change
       · ▲
       · ╰── `Problem` belongs here, before all other sections
     8 │ ======
       ╰────
      help: write it here (templates/liberty.rst:7 says what it is for):

                Problem
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn at_the_end() {
    let spec = replaced(SPEC, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", "");
    insta::assert_snapshot!(check(&spec), @"
    missing-section

      × section `Testing` is missing
        ╭─[specs/liberty/spec.rst:25:22]
     24 │
     25 │ A table of schedules.
        ·                      ▲
        ·                      ╰── `Testing` belongs here, after `Change`
     26 │
        ╰────
      help: write it here (templates/liberty.rst:27 says what it is for):

                Testing
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn at_an_end_without_a_line_end() {
    let spec = replaced(SPEC, "\nTesting\n=======\n\nA scenario restores the backup of the night before.\n", "");
    insta::assert_snapshot!(check(spec.trim_end()), @"
    missing-section

      × section `Testing` is missing
        ╭─[specs/liberty/spec.rst:25:22]
     24 │
     25 │ A table of schedules.
        ·                      ▲
        ·                      ╰── `Testing` belongs here, after `Change`
        ╰────
      help: write it here (templates/liberty.rst:27 says what it is for):

                Testing
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn last_under_its_parent() {
    let spec = replaced(SPEC, "Storage\n-------\n\nA table of schedules.\n\n", "");
    insta::assert_snapshot!(check(&spec), @"
    missing-section

      × section `Storage` is missing from `Change`
        ╭─[specs/liberty/spec.rst:22:1]
     21 │
     22 │ Testing
        · ▲
        · ╰── `Storage` belongs here, after `Interfaces`
     23 │ =======
        ╰────
      help: write it here (templates/liberty.rst:22 says what it is for):

                Storage
                -------

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn a_parent_that_is_missing_speaks_for_its_subsections() {
    assert_eq!(
        differences(&["Problem", "Change", "  Interfaces", "    Errors", "  Storage"], &["Problem"]),
        ["10:6: error[missing-section] section `Change` is missing"]
    );
}

#[test]
fn two_at_one_place() {
    let spec = rst(&["Problem"]);
    insta::assert_snapshot!(check(&spec), @"
    missing-section

      × section `Change` is missing
        ╭─[specs/liberty/spec.rst:10:6]
      9 │
     10 │ None.
        ·      ▲
        ·      ╰── `Change` belongs here, after `Problem`
        ╰────
      help: write it here (templates/liberty.rst:12 says what it is for):

                Change
                ======

    missing-section

      × section `Testing` is missing
        ╭─[specs/liberty/spec.rst:10:6]
      9 │
     10 │ None.
        ·      ▲
        ·      ╰── `Testing` belongs here, after `Problem`
        ╰────
      help: write it here (templates/liberty.rst:27 says what it is for):

                Testing
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (2 errors)
    ----- exit 1
    ");
}

#[test]
fn in_a_document_without_sections() {
    let output = check("Backups run at night.\n");
    assert_eq!(output.stdout.matches("is missing").count(), 3, "{output}");
    assert!(!output.stdout.contains("before all other sections"), "{output}");
}

/// The heading to write has the adornment of the spec, not that of the template.
#[test]
fn in_the_style_of_the_spec() {
    let spec = "#######\nBackups\n#######\n\nProblem\n+++++++\n\nNone.\n\nChange\n++++++\n\nNone.\n\nInterfaces\n~~~~~~~~~~\n\nNone.\n";
    insta::assert_snapshot!(check(spec), @"
    missing-section

      × section `Storage` is missing from `Change`
        ╭─[specs/liberty/spec.rst:18:6]
     17 │
     18 │ None.
        ·      ▲
        ·      ╰── `Storage` belongs here, after `Interfaces`
        ╰────
      help: write it here (templates/liberty.rst:22 says what it is for):

                Storage
                ~~~~~~~

    missing-section

      × section `Testing` is missing
        ╭─[specs/liberty/spec.rst:18:6]
     17 │
     18 │ None.
        ·      ▲
        ·      ╰── `Testing` belongs here, after `Change`
        ╰────
      help: write it here (templates/liberty.rst:27 says what it is for):

                Testing
                +++++++

    1 spec of liberty held against templates/liberty.rst: it does not conform (2 errors)
    ----- exit 1
    ");
}
