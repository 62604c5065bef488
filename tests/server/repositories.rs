//! Repositories: several of them, none, and what comes, goes and changes on the disk.

use serde_json::{Value, json};

use super::client::Client;
use crate::common::{SPEC, Scratch, TEMPLATE};

const PATH: &str = "specs/liberty/backups.rst";

fn watched(client: &mut Client<'_>, path: &str, kind: u8) {
    let change = json!({ "uri": client.uri(path), "type": kind });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
}

const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

/// A repository with two in it, of which each document belongs to the nearest.
#[test]
fn several_at_once() {
    let scratch = Scratch::conforming();
    scratch.write("other/release.toml", "current_release = \"kilo\"\n");
    scratch.write("other/templates/kilo.rst", "Model\n=====\n\nOnly\n----\n\nThis.\n\nTwo\n---\n\nMore.\n");
    scratch.write("other/specs/kilo/a.rst", "A\n=\n\nOnly\n----\n\nThis one.\n");
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.open("other/specs/kilo/a.rst");
    assert_eq!(client.lines(PATH), [""; 0]);
    assert_eq!(
        client.lines("other/specs/kilo/a.rst"),
        scratch
            .run(&["--format", "short", "other/specs/kilo/a.rst"])
            .stdout
            .lines()
            .filter_map(|line| line.strip_prefix("other/specs/kilo/a.rst:"))
            .collect::<Vec<_>>()
    );
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [] } }));
    client.replace_text(PATH, "Problem", "Prolbem");
    assert_eq!(client.found(PATH).len(), 1);
}

/// A client is asked to watch files only if it can.
#[test]
fn watched_files() {
    let scratch = Scratch::conforming();
    let mut client = Client::able(&scratch);
    let asked = client.next("client/registerCapability");
    assert_eq!(asked["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
    scratch.write("templates/liberty.rst", TEMPLATE.replace("Testing", "Proof"));
    watched(&mut client, "templates/liberty.rst", CHANGED);
    let found = client.found_when(PATH, |found| !found.is_empty());
    assert!(client.line(PATH, &found[0]).contains("`Proof`"), "{found:?}");
    scratch.write("templates/liberty.rst", TEMPLATE);
    watched(&mut client, "templates/liberty.rst", CHANGED);
    client.found_when(PATH, <[Value]>::is_empty);
    scratch.write("release.toml", "current_release = \"liberty\"\n[sections]\noptional = [\"Nowhere\"]\n");
    watched(&mut client, "release.toml", CHANGED);
    scratch.remove("templates/liberty.rst");
    watched(&mut client, "templates/liberty.rst", DELETED);
    let found = client.found_when(PATH, |found| !found.is_empty());
    assert!(found[0]["message"].as_str().expect("a text").contains("release `liberty` has no template"), "{found:?}");
}

/// A spec is one before it is saved for the first time.
#[test]
fn new_files() {
    let scratch = Scratch::conforming();
    let mut client = Client::able(&scratch);
    client.open_as("specs/liberty/new.rst", &SPEC.replace("Problem", "Prolbem"));
    assert_eq!(client.found("specs/liberty/new.rst").len(), 1);
    client.open_as("specs/mitaka/new.rst", SPEC);
    let found = client.found("specs/mitaka/new.rst");
    assert!(found[0]["message"].as_str().expect("a text").contains("release `mitaka` has no template"), "{found:?}");
    // With its template, which is not saved either.
    client.open_as("templates/mitaka.rst", TEMPLATE);
    client.found_when("specs/mitaka/new.rst", <[Value]>::is_empty);
}

/// Where there is no configuration there is nothing to hold a document against, until there is one.
#[test]
fn none_and_then_one() {
    let scratch = Scratch::empty();
    scratch.write(PATH, SPEC.replace("Problem", "Prolbem")).write("templates/liberty.rst", TEMPLATE);
    let mut client = Client::able(&scratch);
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
    scratch.config("");
    watched(&mut client, "release.toml", CREATED);
    assert_eq!(client.found_when(PATH, |found| !found.is_empty()).len(), 1);
    scratch.remove("release.toml");
    watched(&mut client, "release.toml", DELETED);
    client.found_when(PATH, <[Value]>::is_empty);
}

/// A closed document has no findings, and its file counts again.
#[test]
fn closed_documents() {
    let scratch = Scratch::conforming();
    let mut client = Client::able(&scratch);
    client.open_as("templates/liberty.rst", &TEMPLATE.replace("Testing", "Proof"));
    client.open(PATH);
    client.found_when(PATH, |found| !found.is_empty());
    let uri = json!(client.uri("templates/liberty.rst"));
    client.close("templates/liberty.rst");
    client.wait_for(|message| {
        let params = &message["params"];
        params["uri"] == uri && params["version"].is_null() && params["diagnostics"] == json!([])
    });
    client.found_when(PATH, <[Value]>::is_empty);
    let document = client.document("templates/liberty.rst");
    assert!(client.refusal("textDocument/documentSymbol", document).ends_with("is not open"));
}
