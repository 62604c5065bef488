//! Missing sections: where they belong, and the heading to write there.

use super::{check, differences};
use crate::common::{SPEC, Scratch, replaced, rst};

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
    1 of 1 finding can be fixed with `speclint fix --add-missing`
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
    1 of 1 finding can be fixed with `speclint fix --add-missing`
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
    1 of 1 finding can be fixed with `speclint fix --add-missing`
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
    1 of 1 finding can be fixed with `speclint fix --add-missing`
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
    1 of 1 finding can be fixed with `speclint fix --add-missing`
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
    2 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

#[test]
fn in_a_document_without_sections() {
    insta::assert_snapshot!(check("Backups run at night.\n"), @"
    missing-section

      × the document has no section; the template demands 3: `Problem`, `Change`, `Testing`
       ╭─[specs/liberty/spec.rst:1:22]
     1 │ Backups run at night.
       ·                      ▲
       ·                      ╰── they belong here
       ╰────
      help: write them as templates/liberty.rst has them, or let `speclint fix --add-missing` do it; the first one:

                Problem
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
    let numbered = |depth: &str, count: usize| (1..=count).map(|n| format!("{depth} S{n}\n\n")).collect::<String>();
    for (count, names) in
        [(1, "1: `S1`"), (5, "5: `S1`, `S2`, `S3`, `S4`, `S5`"), (6, "6: `S1`, `S2`, `S3`, `S4`, `S5` …")]
    {
        let scratch = Scratch::with_markdown();
        let template = format!("# Title\n\nText.\n\n{}## Notes (optional)\n", numbered("##", count));
        let found = scratch.write("templates/liberty.md", template).findings("spec.md", "# Spec\n");
        let found = found.join("\n");
        assert_eq!(
            found,
            format!("1:7: error[missing-section] the document has no section; the template demands {names}")
        );
    }
    // Nothing is demanded.
    let scratch = Scratch::with_markdown();
    let found = scratch.write("templates/liberty.md", "# Title\n\n## Notes (optional)\n\n## B (optional)\n");
    assert_eq!(found.findings("spec.md", "# Spec\n"), [""; 0]);
    // A comment silences it.
    let spec = "# Spec\n\n<!-- speclint: allow missing-section -->\n";
    assert_eq!(Scratch::with_markdown().findings("spec.md", spec), [""; 0]);
}

#[test]
fn all_of_them_are_added() {
    for (scratch, name, spec) in [
        (Scratch::new(), "spec.rst", ""),
        (Scratch::new(), "spec.rst", "=====\nSpec\n=====\n\nText.\n"),
        (Scratch::new(), "spec.rst", "=====\r\nSpec\r\n=====\r\n"),
        (Scratch::with_markdown(), "spec.md", ""),
        (Scratch::with_markdown(), "spec.md", "# Spec\n\nText."),
        (Scratch::with_markdown(), "spec.rst", "Text.\n"),
        (Scratch::new(), "spec.md", "Text.\n"),
    ] {
        let path = format!("specs/liberty/{name}");
        scratch.config("rules.carriage-return = \"off\"").write(&path, spec).run(&["fix", "--add-missing", &path]);
        let after = std::fs::read_to_string(scratch.path(&path)).expect("the spec is there");
        assert_eq!(after.matches("None.").count(), 5, "{after}");
        assert_eq!(scratch.findings(name, &after), [""; 0], "{after}");
    }
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
    2 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}
