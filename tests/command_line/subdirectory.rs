//! Paths are those of the working directory, wherever in the repository it is.

use super::two_releases;
use crate::common::SPEC;

#[test]
fn in_every_place() {
    let scratch = two_releases();
    insta::assert_snapshot!(scratch.run_in("specs/liberty", &[]), @"
    empty-section

      ⚠ section `Storage` is empty
        ╭─[restore.rst:22:1]
     21 │
     22 │ Storage
        · ───┬───
        ·    ╰── nothing under this heading
     23 │ -------
        ╰────
      help: say what there is to say, or that there is nothing: `None.`

    missing-section

      × section `Testing` is missing
        ╭─[restore.rst:23:8]
     22 │ Storage
     23 │ -------
        ·        ▲
        ·        ╰── `Testing` belongs here, after `Change`
        ╰────
      help: write it here (../../templates/liberty.rst:27 says what it is for):

                Testing
                =======

    3 specs of liberty held against ../../templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

#[test]
fn in_the_short_format() {
    let output = two_releases().run_in("templates", &["--format", "short", "--all-releases"]);
    insta::assert_snapshot!(output, @"
    ../specs/liberty/restore.rst:22:1: warning[empty-section] section `Storage` is empty
    ../specs/liberty/restore.rst:23:8: error[missing-section] section `Testing` is missing
    1 spec of kilo held against kilo.rst: it conforms
    3 specs of liberty held against liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    4 specs of 2 releases in all: 3 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

#[test]
fn in_errors() {
    let scratch = two_releases();
    let output = scratch.remove("templates/liberty.rst").run_in("specs/liberty", &["--format", "short"]);
    insta::assert_snapshot!(output, @"
    nothing was checked: see the error above
    ----- stderr
    ../../release.toml: release `liberty` has no template
    ----- exit 2
    ");
}

#[test]
fn in_json() {
    let output = two_releases().run_in("specs", &["--format", "json"]);
    for path in ["\"liberty\"", "\"liberty/restore.rst\"", "\"../templates/liberty.rst\""] {
        assert!(output.stdout.contains(path), "{path}: {output}");
    }
}

#[test]
fn of_arguments() {
    let scratch = two_releases();
    scratch.run_in("specs", &["liberty/backups.rst", "kilo"]).passes();
    scratch.run_in("specs/kilo", &["a.rst", "../liberty/backups.rst"]).passes();
    let output = scratch.run_in("specs/kilo", &["a.rst", "--template", "../../templates/liberty.rst"]).passes();
    assert!(output.stdout.contains("held against ../../templates/liberty.rst"), "{output}");
    scratch.write("specs/kilo/-.rst", SPEC).run_in("specs/kilo", &["./-.rst"]).passes();
}

/// A directory has a name.
#[test]
fn of_the_working_directory_itself() {
    let scratch = two_releases();
    scratch.write("specs/liberty/a.zip", "");
    let output = scratch.run_in("specs/liberty", &[]);
    assert!(output.stdout.contains("a.zip: ") && !output.stdout.contains("`.`"), "{output}");
}
