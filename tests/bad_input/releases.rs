//! Releases that are not there.

use crate::common::{SPEC, Scratch, TEMPLATE};

fn scratch() -> Scratch {
    let scratch = Scratch::conforming();
    for release in ["kilo", "juno"] {
        scratch.write(&format!("templates/{release}.rst"), TEMPLATE);
        scratch.write(&format!("specs/{release}/a.rst"), SPEC);
    }
    scratch
}

#[test]
fn an_unknown_release() {
    insta::assert_snapshot!(scratch().run(&["--release", "libert"]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: release `libert` has no specs directory: there is no `specs/libert`
      help: did you mean the release `liberty`?

    ----- exit 2
    ");
}

#[test]
fn one_that_is_like_no_other() {
    insta::assert_snapshot!(scratch().run(&["--release", "2026.2"]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: release `2026.2` has no specs directory: there is no `specs/2026.2`
      help: create the directory, or name one of the releases juno, kilo and liberty

    ----- exit 2
    ");
}

#[test]
fn the_current_release() {
    let scratch = scratch();
    scratch.write("release.toml", "current_release = \"mitaka\"\n");
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the current release `mitaka` has no specs directory: there is no `specs/mitaka`
      help: create the directory, or name one of the releases juno, kilo and liberty

    ----- exit 2
    ");
}

/// All others are checked.
#[test]
fn one_of_all() {
    let scratch = scratch();
    scratch.config("[releases.havana]\nrules.empty-section = \"off\"\n");
    let output = scratch.run(&["--all-releases"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("release `havana` has no specs directory"), "{output}");
    assert!(output.stdout.contains("3 specs of 3 releases in all: all conform"), "{output}");
}

#[test]
fn a_single_file_is_no_release() {
    let scratch = scratch();
    scratch.write("specs/README.rst", "The releases.\n").write("specs/notes.txt", "None.\n");
    scratch.run(&["--all-releases"]).passes();
}
