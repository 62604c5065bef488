//! Specs directories that are none, or in which there is nothing to check.

use crate::common::{SPEC, Scratch};

#[test]
fn missing() {
    let scratch = Scratch::new();
    insta::assert_snapshot!(scratch.remove("specs/liberty").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the current release `liberty` has no specs directory: there is no `specs/liberty`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.remove("specs").run(&["--all-releases"]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the current release `liberty` has no specs directory: there is no `specs/liberty`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
}

#[test]
fn a_file() {
    let scratch = Scratch::new();
    insta::assert_snapshot!(scratch.remove("specs/liberty").write("specs/liberty", SPEC).run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × specs/liberty: the specs directory is a file
      help: `layout.specs` is `specs/{release}`; a directory of specs is wanted there

    ----- exit 2
    ");
}

#[test]
fn empty() {
    insta::assert_snapshot!(Scratch::new().run(&[]).passes(), @"
    no spec of liberty to check yet: specs/liberty is empty
    ----- exit 0
    ");
}

#[test]
fn with_empty_directories_and_hidden_files() {
    let scratch = Scratch::new();
    scratch
        .directory("specs/liberty/deep/er")
        .write("specs/liberty/.gitkeep", "")
        .write("specs/liberty/.git/a.rst", "");
    let output = scratch.run(&[]).passes();
    assert_eq!(output.stdout, "no spec of liberty to check yet: specs/liberty is empty\n");
}

#[test]
fn with_other_files_alone() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/backups.txt", SPEC).write("specs/liberty/diagram.png", "");
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × specs/liberty: no spec among the one file in `specs/liberty`: there is nothing to check for release `liberty`
      help: `specs/liberty/backups.txt`, for instance, does not end in `.rst`, `.md` or `.markdown`; correct the files' names, `layout.specs` or `layout.ignore`

    ----- exit 2
    ");
}

#[test]
fn with_ignored_files_alone() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.config("layout.ignore = [\"*.rst\"]\n").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × specs/liberty: no spec among the one file in `specs/liberty`: there is nothing to check for release `liberty`
      help: `layout.ignore` leaves all of them out; correct the files' names, `layout.specs` or `layout.ignore`

    ----- exit 2
    ");
}

/// As long as specs are in it, a directory that is ignored is not nothing.
#[test]
fn with_an_ignored_directory_alone() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/approved/a.rst", SPEC).write("specs/liberty/approved/b.rst", SPEC);
    for ignore in ["[\"approved\"]", "[\"approved/**\"]", "[\"**\"]"] {
        let output = scratch.config(&format!("layout.ignore = {ignore}\n")).run(&[]);
        assert_eq!(output.code, 2, "{ignore}: {output}");
    }
}

/// The one of a release whose files are elsewhere.
#[test]
fn that_the_layout_does_not_mean() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.config("layout.specs = \"docs/{release}/specs\"\n").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the current release `liberty` has no specs directory: there is no `docs/liberty/specs`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
}
