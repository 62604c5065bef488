//! What is found while a document is written.

use super::client::Client;
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

/// A spec with a mistake of each kind.
const FAULTY: &str = "\
===============
Nightly Backups
===============

Every database is backed up at night.  

Problem
=======

Backups are taken by hand, and often forgotten.

Chnage
======

A scheduler starts them.

Storage
-------

Interfaces
----------

None.
";

#[test]
fn of_a_spec_as_it_is_typed() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
    client.replace_text(PATH, "Problem", "Prolbem");
    assert_eq!(client.lines(PATH), ["7:1: error[renamed-section] section `Problem` is headed `Prolbem`"]);
    client.replace_text(PATH, "Prolbem", "Problem");
    assert_eq!(client.lines(PATH), [""; 0]);
    client.set(PATH, FAULTY);
    insta::assert_snapshot!(client.lines(PATH).join("\n"), @"
    5:38: warning[trailing-whitespace] white space at the end of the line
    12:1: error[renamed-section] section `Change` is headed `Chnage`
    17:1: error[misordered-section] section `Storage` is out of order
    17:1: warning[empty-section] section `Storage` is empty
    23:6: error[missing-section] section `Testing` is missing
    ");
    assert_eq!(scratch.findings("other.rst", FAULTY), client_lines(&scratch, FAULTY));
    assert_eq!(client.end(), 0);
}

fn client_lines(scratch: &Scratch, text: &str) -> Vec<String> {
    let mut client = Client::plain(scratch);
    client.open_as("specs/liberty/third.rst", text);
    client.lines("specs/liberty/third.rst")
}

/// The message says what to do, and where the template is, seen from the repository.
#[test]
fn with_help() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    client.found(PATH);
    client.replace_text(PATH, "Testing\n=======\n", "");
    let found = client.found(PATH);
    insta::assert_snapshot!(found[0]["message"].as_str().expect("a text"), @"
    section `Testing` is missing
    write it here (templates/liberty.rst:27 says what it is for):

        Testing
        =======
    ");
    assert_eq!(found[0]["source"], "speclint");
}

#[test]
fn of_markdown() {
    let scratch = Scratch::with_markdown();
    scratch.write("specs/liberty/backups.md", SPEC_MARKDOWN);
    let mut client = Client::plain(&scratch);
    client.open("specs/liberty/backups.md");
    assert_eq!(client.lines("specs/liberty/backups.md"), [""; 0]);
    client.replace_text("specs/liberty/backups.md", "### Storage", "## Storage");
    let lines = client.lines("specs/liberty/backups.md");
    assert_eq!(
        lines,
        [
            "17:4: error[misplaced-section] section `Storage` stands at the first level; the template has it under `Change`"
        ]
    );
}

/// What the baseline records is not told again, and what is recorded twice is told once.
#[test]
fn with_a_baseline() {
    let scratch = Scratch::conforming();
    scratch.write(PATH, FAULTY).run(&["check", "--write-baseline"]);
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
    client.replace_text(PATH, "Problem\n=======\n", "Prolbem\n=======\n");
    assert_eq!(client.lines(PATH), scratch.findings("backups.rst", FAULTY.replace("Problem\n", "Prolbem\n")));
}

/// Files that are no specs have no findings: pages, templates, what lies elsewhere.
#[test]
fn of_specs_alone() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    for path in ["specs/liberty/index.rst", "docs/page.rst", "specs/liberty/notes.txt"] {
        client.open_as(path, FAULTY);
        assert_eq!(client.lines(path), [""; 0], "{path}");
    }
}

/// Rules of sets hold one open document against another.
#[test]
fn that_depend_on_other_documents() {
    let scratch = Scratch::conforming();
    scratch.config("[rules.metadata.keys]\nNumber = { required = false, unique = true }\n");
    let numbered = |number: &str| {
        SPEC.replace("===============\n\nEvery", &format!("===============\n\n:Number: {number}\n\nEvery"))
    };
    scratch.write(PATH, numbered("1")).write("specs/liberty/other.rst", numbered("2"));
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
    client.open("specs/liberty/other.rst");
    assert_eq!(client.lines("specs/liberty/other.rst"), [""; 0]);
    client.replace_text("specs/liberty/other.rst", ":Number: 2", ":Number: 1");
    assert_eq!(client.found_when(PATH, |found| !found.is_empty()).len(), 1);
    assert_eq!(client.found("specs/liberty/other.rst").len(), 1);
    client.replace_text("specs/liberty/other.rst", ":Number: 1", ":Number: 3");
    assert_eq!(client.lines("specs/liberty/other.rst"), [""; 0]);
    assert_eq!(client.found_when(PATH, <[_]>::is_empty).len(), 0);
}
