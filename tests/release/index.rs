//! The page that lists the releases: an entry more, like those that are there.

use crate::common::{SPEC, Scratch, TEMPLATE};

/// The lines that opening `mitaka` adds to an index, and the one that stands after them.
fn added(path: &str, index: &str) -> String {
    let scratch = Scratch::conforming();
    scratch.config(&format!("layout.index = \"{path}\"\n")).write(path, index);
    scratch.write("specs/kilo/a.rst", SPEC).write("templates/kilo.rst", TEMPLATE);
    scratch.run(&["release", "open", "mitaka"]).passes();
    let new = std::fs::read_to_string(scratch.path(path)).expect("the file is there");
    let start = new.bytes().zip(index.bytes()).take_while(|(a, b)| a == b).count();
    let end = new.bytes().rev().zip(index.bytes().rev()).take_while(|(a, b)| a == b).count();
    let end = end.min(index.len() - start);
    assert_eq!(&index[..start], &new[..start], "what was there stays");
    assert_eq!(format!("{}{}", &new[..start], &new[new.len() - end..]), index, "what was there stays");
    new
}

#[test]
fn an_entry_of_a_toctree() {
    insta::assert_snapshot!(added("index.rst", "Specs\n=====\n\nAll.\n\n.. toctree::\n   :maxdepth: 1\n\n   specs/liberty/index\n   Kilo <specs/kilo/index>\n\nMore.\n"), @"
    Specs
    =====

    All.

    .. toctree::
       :maxdepth: 1

       specs/mitaka/index
       specs/liberty/index
       Kilo <specs/kilo/index>

    More.
    ");
}

/// The newest last.
#[test]
fn an_entry_at_the_end() {
    insta::assert_snapshot!(added("index.rst", "Specs\n=====\n\n.. toctree::\n\n   kilo/index\n   Liberty (next) <liberty/index>\n"), @"
    Specs
    =====

    .. toctree::

       kilo/index
       Liberty (next) <liberty/index>
       Mitaka (next) <mitaka/index>
    ");
}

#[test]
fn a_section() {
    let index = "=====\nSpecs\n=====\n\nAll.\n\nLiberty\n-------\n.. toctree::\n   :glob:\n\n   specs/liberty/*\n\nKilo\n----\n.. toctree::\n   :glob:\n\n   specs/kilo/*\n\nOther\n-----\n\nMore.\n";
    insta::assert_snapshot!(added("doc/index.rst", index), @"
    =====
    Specs
    =====

    All.

    Mitaka
    ------
    .. toctree::
       :glob:

       specs/mitaka/*

    Liberty
    -------
    .. toctree::
       :glob:

       specs/liberty/*

    Kilo
    ----
    .. toctree::
       :glob:

       specs/kilo/*

    Other
    -----

    More.
    ");
}

#[test]
fn a_section_at_the_end() {
    let index = "Kilo\n----\n.. toctree::\n   :glob:\n\n   specs/kilo/*\n\nLiberty\n-------\n.. toctree::\n   :glob:\n\n   specs/liberty/*\n";
    insta::assert_snapshot!(added("doc/index.rst", index), @"
    Kilo
    ----
    .. toctree::
       :glob:

       specs/kilo/*

    Liberty
    -------
    .. toctree::
       :glob:

       specs/liberty/*

    Mitaka
    ------
    .. toctree::
       :glob:

       specs/mitaka/*
    ");
}

#[test]
fn several_toctrees_of_a_release() {
    let index = "=======\nAll of it\n=======\n\n.. toctree::\n\n   about\n\nLiberty approved specs:\n\n.. toctree::\n   :glob:\n\n   specs/liberty/approved/*\n\nLiberty implemented specs:\n\n.. toctree::\n   :glob:\n\n   specs/liberty/implemented/*\n\nKilo approved specs:\n\n.. toctree::\n   :glob:\n\n   specs/kilo/approved/*\n";
    insta::assert_snapshot!(added("doc/index.rst", index), @"
    =======
    All of it
    =======

    .. toctree::

       about

    Mitaka approved specs:

    .. toctree::
       :glob:

       specs/mitaka/approved/*

    Mitaka implemented specs:

    .. toctree::
       :glob:

       specs/mitaka/implemented/*

    Liberty approved specs:

    .. toctree::
       :glob:

       specs/liberty/approved/*

    Liberty implemented specs:

    .. toctree::
       :glob:

       specs/liberty/implemented/*

    Kilo approved specs:

    .. toctree::
       :glob:

       specs/kilo/approved/*
    ");
}

#[test]
fn an_item_of_a_list() {
    insta::assert_snapshot!(added("README.md", "# Specs\n\n* [Liberty](specs/liberty/)\n* [Kilo](specs/kilo/)\n\nMore.\n"), @"
    # Specs

    * [Mitaka](specs/mitaka/)
    * [Liberty](specs/liberty/)
    * [Kilo](specs/kilo/)

    More.
    ");
    insta::assert_snapshot!(added("README.md", "# Specs\n\n- [Kilo](specs/kilo/README.md)\n\n- [Liberty](specs/liberty/README.md)\n"), @"
    # Specs

    - [Kilo](specs/kilo/README.md)

    - [Liberty](specs/liberty/README.md)

    - [Mitaka](specs/mitaka/README.md)
    ");
}

/// mdBook's table of contents, where the specs stand below their release.
#[test]
fn a_summary() {
    let index = "# Summary\n\n[Introduction](README.md)\n\n- [Liberty](liberty/README.md)\n  - [Backups](liberty/backups.md)\n- [Kilo](kilo/README.md)\n  - [First](kilo/first.md)\n";
    insta::assert_snapshot!(added("SUMMARY.md", index), @"
    # Summary

    [Introduction](README.md)

    - [Mitaka](mitaka/README.md)
    - [Liberty](liberty/README.md)
      - [Backups](liberty/backups.md)
    - [Kilo](kilo/README.md)
      - [First](kilo/first.md)
    ");
}

/// A lone release tells no order: the newest goes on top.
#[test]
fn one_release() {
    insta::assert_snapshot!(added("index.rst", "Specs\n=====\n\n.. toctree::\n\n   liberty/index\n"), @"
    Specs
    =====

    .. toctree::

       mitaka/index
       liberty/index
    ");
}

#[test]
fn that_lists_it_already() {
    let index = "Specs\n=====\n\n.. toctree::\n\n   mitaka/index\n   liberty/index\n";
    assert_eq!(added("index.rst", index), index);
}

/// A page that has no line end at its end.
#[test]
fn without_a_last_line_end() {
    let scratch = Scratch::conforming();
    scratch.config("layout.index = \"README.md\"\n").write("README.md", "- [Kilo](kilo/)\n- [Liberty](liberty/)");
    scratch.write("specs/kilo/a.rst", SPEC).write("templates/kilo.rst", TEMPLATE);
    scratch.run(&["release", "open", "mitaka"]).passes();
    let new = std::fs::read_to_string(scratch.path("README.md")).expect("the file is there");
    assert_eq!(new, "- [Kilo](kilo/)\n- [Liberty](liberty/)\n- [Mitaka](mitaka/)\n");
}

/// A release whose lists stand in sections of its section.
#[test]
fn a_section_with_subsections() {
    let index = "Specs\n=====\n\nLiberty\n-------\n\nApproved\n~~~~~~~~\n\n.. toctree::\n   :glob:\n\n   specs/liberty/approved/*\n\nDone\n~~~~\n\n.. toctree::\n   :glob:\n\n   specs/liberty/done/*\n\nKilo\n----\n\nDone\n~~~~\n\n.. toctree::\n   :glob:\n\n   specs/kilo/done/*\n";
    insta::assert_snapshot!(added("doc/index.rst", index), @"
    Specs
    =====

    Mitaka
    ------

    Approved
    ~~~~~~~~

    .. toctree::
       :glob:

       specs/mitaka/approved/*

    Done
    ~~~~

    .. toctree::
       :glob:

       specs/mitaka/done/*

    Liberty
    -------

    Approved
    ~~~~~~~~

    .. toctree::
       :glob:

       specs/liberty/approved/*

    Done
    ~~~~

    .. toctree::
       :glob:

       specs/liberty/done/*

    Kilo
    ----

    Done
    ~~~~

    .. toctree::
       :glob:

       specs/kilo/done/*
    ");
}

/// Opens a release in a repository whose index is this; what the command says, and the index as it is then.
fn opened(index: &str, others: &[(&str, &str)]) -> (String, String) {
    let scratch = Scratch::conforming();
    scratch.config("layout.index = \"doc/index.rst\"\n").write("doc/index.rst", index);
    for release in ["juno", "kilo"] {
        scratch.write(&format!("specs/{release}/a.rst"), SPEC).write(&format!("templates/{release}.rst"), TEMPLATE);
    }
    for (path, text) in others {
        scratch.write(path, text);
    }
    let output = scratch.run(&["release", "open", "mitaka"]).passes();
    let said = output.stdout.lines().chain(output.stderr.lines()).filter(|line| line.contains("index"));
    let said = said.collect::<Vec<_>>().join("\n");
    (said, std::fs::read_to_string(scratch.path("doc/index.rst")).expect("the file is there"))
}

const BY_STATE: &str = "\
Specs
=====

Approved
--------

Kilo
~~~~
.. toctree::
   :glob:

   specs/kilo/approved/*

Liberty
~~~~~~~
.. toctree::
   :glob:

   specs/liberty/approved/*

Done
----

Juno
~~~~
.. toctree::
   :glob:

   specs/juno/done/*

Kilo
~~~~
.. toctree::
   :glob:

   specs/kilo/done/*

Liberty
~~~~~~~
.. toctree::
   :glob:

   specs/liberty/done/*";

/// A release that stands in several sections.
#[test]
fn several_sections_of_a_release() {
    let (said, index) = opened(BY_STATE, &[]);
    insta::assert_snapshot!(said, @"
    doc/index.rst:21: an entry like that of liberty
    doc/index.rst:52: an entry like that of liberty
    ");
    insta::assert_snapshot!(index, @"
    Specs
    =====

    Approved
    --------

    Kilo
    ~~~~
    .. toctree::
       :glob:

       specs/kilo/approved/*

    Liberty
    ~~~~~~~
    .. toctree::
       :glob:

       specs/liberty/approved/*

    Mitaka
    ~~~~~~
    .. toctree::
       :glob:

       specs/mitaka/approved/*

    Done
    ----

    Juno
    ~~~~
    .. toctree::
       :glob:

       specs/juno/done/*

    Kilo
    ~~~~
    .. toctree::
       :glob:

       specs/kilo/done/*

    Liberty
    ~~~~~~~
    .. toctree::
       :glob:

       specs/liberty/done/*

    Mitaka
    ~~~~~~
    .. toctree::
       :glob:

       specs/mitaka/done/*
    ");
}

/// Where the page has not heard of the current release, the newest one that it lists is the neighbour.
#[test]
fn without_the_current_release() {
    let index = BY_STATE.split("Liberty").next().unwrap_or_default().to_owned() + "Done\n----\n\nLater.\n";
    let (said, index) = opened(&index, &[]);
    insta::assert_snapshot!(said, @"doc/index.rst:7: an entry like that of kilo");
    insta::assert_snapshot!(index, @"
    Specs
    =====

    Approved
    --------

    Mitaka
    ~~~~~~
    .. toctree::
       :glob:

       specs/mitaka/approved/*

    Kilo
    ~~~~
    .. toctree::
       :glob:

       specs/kilo/approved/*

    Done
    ----

    Later.
    ");
}

/// A page that lists no release has no place for one, and that above the specs may.
#[test]
fn that_lists_no_release() {
    let index = "Specs\n=====\n\n.. toctree::\n   :glob:\n\n   specs/*\n";
    let (said, same) = opened(index, &[]);
    insta::assert_snapshot!(said, @"note: doc/index.rst lists no release: `layout.index` names the page that lists the releases");
    assert_eq!(same, index);
    let (said, _) = opened(
        index,
        &[("specs/index.rst", "Releases\n========\n\n.. toctree::\n\n   kilo/index\n   liberty/index\n")],
    );
    insta::assert_snapshot!(said, @"specs/index.rst:8: an entry like that of liberty");
}
