//! `release list`, `release show` and `release diff`.

use crate::common::{SPEC, Scratch, TEMPLATE, replaced};

/// A spec without its last section.
fn lacking() -> String {
    replaced(SPEC, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", "")
}

fn releases() -> Scratch {
    let scratch = Scratch::conforming();
    scratch
        .config("[releases.ideas]\ncheck = false\n")
        .directory("specs/mitaka")
        .write("templates/mitaka.rst", TEMPLATE);
    scratch.write("specs/liberty/b.rst", lacking()).write("specs/liberty/c.rst", "Problem\n=======\n\nNone. \n");
    scratch.write("specs/liberty/d.rst", "None.\n");
    scratch
        .write("specs/kilo/a.rst", lacking())
        .write("templates/kilo.rst", TEMPLATE)
        .write("specs/ideas/a.rst", "x\n");
    scratch
}

#[test]
fn list() {
    insta::assert_snapshot!(releases().run(&["release", "list"]).passes(), @"
      ideas                           not checked, by release.toml
      kilo     templates/kilo.rst     1 spec, none conforms
    * liberty  templates/liberty.rst  4 specs, 1 of which conform
      mitaka   templates/mitaka.rst   no spec yet
    ----- exit 0
    ");
    let scratch = releases();
    let output = scratch.remove("templates/kilo.rst").run(&["release", "list"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("release `kilo` has no template"), "{output}");
}

#[test]
fn show() {
    insta::assert_snapshot!(releases().run(&["release", "show"]).passes(), @"
    specs/liberty/b.rst: lacks Testing
    specs/liberty/backups.rst: conforms
    specs/liberty/c.rst: lacks Change and Testing
    specs/liberty/d.rst: has no section
    4 specs of liberty held against templates/liberty.rst: 1 conforms, 3 do not (4 errors, 1 warning)
    1 of 5 findings can be fixed with `speclint fix`, 2 more with --add-missing
    ----- exit 0
    ");
    insta::assert_snapshot!(releases().run(&["release", "show", "mitaka"]).passes(), @"
    no spec of mitaka to check yet: specs/mitaka is empty
    ----- exit 0
    ");
    insta::assert_snapshot!(releases().run(&["release", "show", "kile"]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: release `kile` has no specs directory: there is no `specs/kile`
      help: did you mean the release `kilo`?
    ----- exit 2
    ");
}

/// A template that demands other things.
const NEW: &str = "\
=====
Title
=====

Say it.

Summary
=======

In short.

Testing
=======

.. speclint: optional

Scenarios.

Change
======

.. speclint: any-order

Interfaces
----------

.. speclint: repeat

Requests.

Upgrade
-------

Steps.

Rolling
~~~~~~~

At once.
";

#[test]
fn diff() {
    let scratch = releases();
    scratch.write("templates/mitaka.rst", NEW);
    insta::assert_snapshot!(scratch.run(&["release", "diff", "liberty", "mitaka"]).passes(), @"
    templates/liberty.rst → templates/mitaka.rst
    + Summary
    - Problem
    ~ Testing: optional, was required; elsewhere in the order
    ~ Change: subsections in any order, was in order
    ~   Interfaces: any number of times, was once
    +   Upgrade
    +     Rolling
    -   Storage
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["release", "diff", "mitaka", "liberty"]).passes(), @"
    templates/mitaka.rst → templates/liberty.rst
    + Problem
    - Summary
    ~ Change: in order, was subsections in any order; elsewhere in the order
    ~   Interfaces: once, was any number of times
    +   Storage
    -   Upgrade
    -     Rolling
    ~ Testing: required, was optional
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["release", "diff", "kilo", "liberty"]).passes(), @"
    templates/kilo.rst → templates/liberty.rst
    both demand the same sections
    ----- exit 0
    ");
}

/// The price of a change before it is made.
#[test]
fn diff_with_a_draft() {
    let scratch = releases();
    scratch.write("draft.rst", NEW).write("same.rst", TEMPLATE.to_owned() + "\n");
    insta::assert_snapshot!(scratch.run(&["release", "diff", "--template", "draft.rst"]).passes(), @"
    templates/liberty.rst → draft.rst
    + Summary
    - Problem
    ~ Testing: optional, was required; elsewhere in the order
    ~ Change: subsections in any order, was in order
    ~   Interfaces: any number of times, was once
    +   Upgrade
    +     Rolling
    -   Storage

    1 spec of liberty conforms now; 1 would not:
      specs/liberty/backups.rst: lacks Summary and Upgrade; 2 other errors
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["release", "diff", "kilo", "--template", "same.rst"]).passes(), @"
    templates/kilo.rst → same.rst
    both demand the same sections

    0 specs of kilo conform now, and would then
    ----- exit 0
    ");
}

#[test]
fn diff_of_what_is_not_there() {
    for args in [&["liberty"][..], &["liberty", "nowhere"], &["a/b", "liberty"], &["--template", "none.rst"], &[]] {
        let output = releases().run(&[&["release", "diff"], args].concat());
        assert_eq!(output.code, 2, "{args:?}: {output}");
    }
}
