//! Symbolic links among the specs.
#![cfg(unix)]

use super::fails_but_checks_the_rest;
use crate::common::{SPEC, Scratch};

#[test]
fn to_nothing() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/broken.rst", "nowhere.rst");
    let output = scratch.run(&[]);
    fails_but_checks_the_rest(&output, "specs/liberty/broken.rst: cannot");
    insta::assert_snapshot!(output, @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × specs/liberty/broken.rst: cannot follow the link: no such file or directory

    ----- exit 2
    ");
    assert_eq!(scratch.run(&["specs/liberty/broken.rst"]).code, 2);
}

/// What a whole release is refused for, its directory is refused for too.
#[test]
fn to_nothing_in_a_directory_that_is_named() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/broken.rst", "nowhere.rst");
    fails_but_checks_the_rest(&scratch.run(&["specs/liberty"]), "specs/liberty/broken.rst: cannot");
}

/// A directory that holds such a link alone is not empty.
#[test]
fn to_nothing_alone() {
    let scratch = Scratch::new();
    let output = scratch.link("specs/liberty/broken.rst", "nowhere.rst").run(&[]);
    assert_eq!(output.code, 2, "{output}");
    assert!(!output.stdout.contains("is empty"), "{output}");
}

/// An editor's lock file is a hidden link to nothing: hidden files are passed over.
#[test]
fn to_nothing_but_hidden() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/.#backups.rst", "somebody@example.org.4711:1").run(&[]).passes();
}

#[test]
fn to_nothing_but_ignored() {
    let scratch = Scratch::conforming();
    scratch.config("layout.ignore = [\"old.rst\"]\n").link("specs/liberty/old.rst", "nowhere.rst").run(&[]).passes();
}

#[test]
fn out_of_the_repository() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::conforming());
    scratch.link("specs/liberty/outside.rst", elsewhere.root().join("specs/liberty/backups.rst"));
    let output = scratch.run(&[]);
    fails_but_checks_the_rest(&output, "specs/liberty/outside.rst: a symbolic link leads out of the repository");
    let elsewhere = elsewhere.root().to_string_lossy().into_owned();
    insta::assert_snapshot!(output.to_string().replace(&elsewhere, "[ELSEWHERE]"), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × specs/liberty/outside.rst: a symbolic link leads out of the repository, to `[ELSEWHERE]/specs/liberty/backups.rst`; it is not followed
      help: put the file itself into the repository

    ----- exit 2
    ");
    assert_eq!(scratch.run(&["specs/liberty/outside.rst"]).code, 2);
}

#[test]
fn a_directory_out_of_the_repository() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::conforming());
    scratch.link("specs/liberty/outside", elsewhere.root().join("specs"));
    fails_but_checks_the_rest(&scratch.run(&[]), "specs/liberty/outside: a symbolic link leads out of the repository");
}

#[test]
fn the_specs_directory_out_of_the_repository() {
    let (scratch, elsewhere) = (Scratch::new(), Scratch::conforming());
    scratch.remove("specs/liberty").link("specs/liberty", elsewhere.root().join("specs/liberty"));
    let output = scratch.run(&[]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("specs/liberty: a symbolic link leads out of the repository"), "{output}");
}

#[test]
fn in_a_loop() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/again", ".");
    let output = scratch.run(&[]);
    fails_but_checks_the_rest(&output, "specs/liberty/again: a symbolic link that leads back");
    insta::assert_snapshot!(output, @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × specs/liberty/again: a symbolic link that leads back to `specs/liberty`, the directory that it lies in
      help: remove the link

    ----- exit 2
    ");
}

#[test]
fn to_each_other() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/a.rst", "b.rst").link("specs/liberty/b.rst", "a.rst");
    let output = scratch.run(&[]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("liberty/a.rst: ") && output.stderr.contains("liberty/b.rst: "), "{output}");
    assert!(output.stdout.contains("see the 2 errors above"), "{output}");
}

/// A link to a spec is a spec, and so is what lies in a linked directory.
#[test]
fn within_the_repository() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/again.rst", "backups.rst");
    scratch.write("approved/deep/c.rst", SPEC).link("specs/liberty/approved", "../../approved");
    let output = scratch.run(&[]).passes();
    assert!(output.stdout.starts_with("3 specs of liberty "), "{output}");
    scratch.run(&["specs/liberty/again.rst"]).passes();
}

/// A path that leads through a linked directory names the same spec.
#[test]
fn a_path_through_a_linked_directory() {
    let scratch = Scratch::conforming();
    scratch.write("approved/deep/c.rst", SPEC).link("specs/liberty/approved", "../../approved");
    let output = scratch.run(&["specs/liberty/approved/deep/c.rst"]).passes();
    assert!(output.stdout.starts_with("1 spec of liberty "), "{output}");
}

/// The repository itself may be reached by a link.
#[test]
fn to_the_repository() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::empty());
    elsewhere.link("link", scratch.root());
    let output = elsewhere.run_in("link/specs", &["liberty/backups.rst"]).passes();
    assert!(output.stdout.contains("against ../templates/liberty.rst"), "{output}");
    let output = elsewhere.run(&["--config", "link/release.toml", "link/specs/liberty/backups.rst"]);
    assert_eq!(output.code, 0, "{output}");
}
