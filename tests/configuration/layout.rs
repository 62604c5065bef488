//! The `[layout]` table.

use super::repository;
use crate::common::{SPEC, Scratch, TEMPLATE};

#[track_caller]
fn checks_one_spec(scratch: &Scratch) {
    let output = scratch.run(&[]).passes();
    assert!(output.stdout.starts_with("1 spec of liberty held against "), "{output}");
}

#[test]
fn specs() {
    for (path, spec) in [
        ("docs/{release}", "docs/liberty/a.rst"),
        ("{release}", "liberty/a.rst"),
        ("{release}-specs/approved", "liberty-specs/approved/a.rst"),
        ("releases/v{release}x", "releases/vlibertyx/deep/a.rst"),
        ("{release}/.specs", "liberty/.specs/a.rst"),
        ("./specs", "specs/a.rst"),
        ("specs/", "specs/a.rst"),
        ("a/../specs", "specs/a.rst"),
    ] {
        let scratch = repository(&format!("layout.specs = \"{path}\"\n"), spec, "templates/liberty.rst");
        scratch.directory("a");
        checks_one_spec(&scratch);
    }
}

#[test]
fn template() {
    for template in [
        "\"docs/template.rst\"",
        "[\"docs/none.md\", \"docs/template.rst\"]",
        "[\"docs/template.rst\", \"docs/none.md\"]",
    ] {
        let config = format!("layout.template = {template}\n");
        checks_one_spec(&repository(&config, "specs/liberty/a.rst", "docs/template.rst"));
    }
}

/// The first of the list that is there.
#[test]
fn templates_in_order() {
    let scratch = repository("layout.template = [\"b.rst\", \"a.rst\"]\n", "specs/liberty/a.rst", "b.rst");
    scratch.write("a.rst", "Title\n=====\n\nA\n-\n\nB\n-\n");
    checks_one_spec(&scratch);
}

#[test]
fn ignore() {
    let scratch = Scratch::conforming();
    scratch.config("layout.ignore = [\"*.draft.rst\", \"old/**\", \"sub/a.rst\", \"whole\"]\n");
    for path in ["new.draft.rst", "deep/new.draft.rst", "old/a.rst", "old/deep/a.rst", "sub/a.rst", "whole/a.rst"] {
        scratch.write(&format!("specs/liberty/{path}"), "No spec.\n");
    }
    checks_one_spec(&scratch);
    let output = scratch.write("specs/liberty/sub/b.rst", SPEC).run(&[]).passes();
    assert!(output.stdout.starts_with("2 specs "), "{output}");
}

#[test]
fn ignored_by_default() {
    let scratch = Scratch::conforming();
    for path in
        ["index.rst", "README.rst", "README.md", "deep/README.txt", "deep/index.rst", ".hidden.rst", ".git/a.rst"]
    {
        scratch.write(&format!("specs/liberty/{path}"), "No spec.\n");
    }
    scratch.write("specs/liberty/deep/beside.rst", SPEC);
    let output = scratch.run(&[]).passes();
    assert!(output.stdout.starts_with("2 specs "), "{output}");
    assert!(output.stdout.contains("passed over: 5 pages (specs/liberty/README.md …)"), "{output}");
}

/// A release's own table lies over the one of all.
#[test]
fn of_one_release() {
    let scratch = Scratch::conforming();
    let config = "[layout]\nignore = [\"a.rst\"]\n[releases.kilo]\nlayout.specs = \"old/kilo\"\nlayout.template = \"templates/old.rst\"\n";
    scratch.config(config).write("specs/liberty/a.rst", "No spec.\n").write("old/kilo/a.rst", "No spec.\n");
    scratch.write("old/kilo/b.rst", SPEC).write("templates/old.rst", TEMPLATE);
    let output = scratch.run(&["--all-releases"]).passes();
    insta::assert_snapshot!(output, @"
    1 spec of kilo held against templates/old.rst: it conforms
    1 spec of liberty held against templates/liberty.rst: it conforms
    2 specs of 2 releases in all: all conform
    passed over: 2 ignored files (old/kilo/a.rst …)
    ----- exit 0
    ");
}

#[test]
fn a_release_that_is_not_checked() {
    let scratch = Scratch::conforming();
    scratch.write("specs/kilo/a.rst", "No spec.\n").config("[releases.kilo]\ncheck = false\n");
    insta::assert_snapshot!(scratch.run(&["--all-releases"]).passes(), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    left out by release.toml: kilo
    ----- exit 0
    ");
    assert_eq!(
        scratch.run(&["--release", "kilo", "--template", "templates/liberty.rst"]).code,
        1,
        "unless it is named"
    );
    assert_eq!(scratch.run(&["specs/kilo/a.rst", "--template", "templates/liberty.rst"]).code, 1, "by a path, too");
}

/// Nothing would be left to check.
#[test]
fn the_current_release_cannot_be_left_out() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.config("[releases.liberty]\ncheck = false\n").run(&["--all-releases"]), @r#"
    nothing was checked: see the error above
    ----- stderr
      × the current release is left out of the check
       ╭─[release.toml:1:19]
     1 │ current_release = "liberty"
       ·                   ────┬────
       ·                       ╰── this release
     2 │ [releases.liberty]
       ╰────
      help: remove the `check = false` of [releases."liberty"]

    ----- exit 2
    "#);
}
