//! What no editor should send, and what lies in a repository of somebody else: the server goes on, and writes nothing.

use serde_json::{Value, json};

use super::client::Client;
use crate::common::{SPEC, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

/// Requests about a position.
const AT: [&str; 4] =
    ["textDocument/completion", "textDocument/hover", "textDocument/definition", "textDocument/prepareRename"];

/// Requests about a document.
const ABOUT: [&str; 3] = ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/codeLens"];

/// Asks for all that can be asked of a document; nothing has to be found, and nothing may fail.
fn ask_all(client: &mut Client<'_>, uri: &str, positions: &[(u32, u32)]) {
    let document = json!({ "uri": uri });
    for method in ABOUT {
        client.request(method, json!({ "textDocument": document }));
    }
    for &(line, character) in positions {
        let position = json!({ "line": line, "character": character });
        for method in AT {
            client.request(method, json!({ "textDocument": document, "position": position }));
        }
        let range = json!({ "start": position, "end": { "line": 0, "character": 0 } });
        let params = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
        client.request("textDocument/codeAction", params);
    }
}

const POSITIONS: [(u32, u32); 6] = [(0, 0), (3, 7), (0, 1_000_000), (1_000_000, 0), (u32::MAX, u32::MAX), (7, 3)];

#[test]
fn positions_that_are_nowhere() {
    let scratch = Scratch::conforming();
    let mut client = Client::able(&scratch);
    for text in [SPEC, "", "\n", "\r", "=", "𝄞", "=\n=", "\u{feff}", "###", ".. speclint:", "a\r\nb\r\n"] {
        client.open_as(PATH, text);
        client.found(PATH);
        let uri = client.uri(PATH);
        ask_all(&mut client, &uri, &POSITIONS);
        client.close(PATH);
    }
    client.open(PATH);
    let document = json!({ "uri": client.uri(PATH), "version": 2 });
    let change = |start: Value, end: Value| json!({ "range": { "start": start, "end": end }, "text": "é" });
    let at = |line: u32, character: u32| json!({ "line": line, "character": character });
    let changes =
        [change(at(9_999, 0), at(9_999, 9)), change(at(5, 0), at(2, 0)), change(at(0, u32::MAX), at(u32::MAX, 0))];
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    client.texts.insert(PATH.to_owned(), (String::new(), 2));
    client.found(PATH);
    client.set(PATH, SPEC);
    assert_eq!(client.lines(PATH), [""; 0]);
}

#[test]
fn documents_that_are_no_files() {
    let scratch = Scratch::conforming();
    let mut client = Client::able(&scratch);
    let uris = [
        "untitled:Untitled-1",
        "git:/a/b.rst?ref",
        "https://example.org/a.md",
        "file://server/share/a.rst",
        "",
        "%",
        "file:///",
        "file:///dev/null",
        "file:///etc/passwd",
        "file:///nowhere/at/all/a.rst",
        "file:///a%00b.rst",
    ];
    for uri in uris {
        let document = json!({ "uri": uri, "languageId": "restructuredtext", "version": 1, "text": SPEC });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        ask_all(&mut client, uri, &POSITIONS[..2]);
        let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(symbols[0]["name"], "Nightly Backups", "{uri}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///x", "version": 1 }, "contentChanges": [] }),
    );
    let logged = client.next("window/logMessage");
    assert_eq!(logged["message"], "`textDocument/didChange`: file:///x is not open");
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
}

/// Links of a repository lead nowhere out of it, and what cannot be read is said.
#[test]
fn what_is_planted_in_a_repository() {
    let outside = Scratch::empty();
    outside.write("secret.rst", "Secret\n======\n\nWord\n----\n");
    let scratch = Scratch::conforming();
    scratch.remove("templates/liberty.rst").link("templates/liberty.rst", outside.path("secret.rst"));
    scratch.link("specs/liberty/loop.rst", "loop.rst").write("specs/liberty/bytes.rst", b"\xff\xfe");
    let mut client = Client::able(&scratch);
    client.open(PATH);
    let found = client.found(PATH);
    let message = found[0]["message"].as_str().expect("a text");
    assert!(message.contains("leads out of the repository") && !message.contains("Word"), "{message}");
    let logged = client.next("window/logMessage");
    assert!(logged["message"].as_str().expect("a text").contains("leads out of the repository"), "{logged}");
    let uri = client.uri(PATH);
    ask_all(&mut client, &uri, &POSITIONS);
    client.open_as("specs/liberty/loop.rst", SPEC);
    client.found("specs/liberty/loop.rst");
    assert_eq!(client.end(), 0);
}

#[test]
fn long_documents() {
    let scratch = Scratch::conforming();
    let mut client = Client::able(&scratch);
    let sections = (0..2_000).map(|at| format!("Section {at}\n~~~~~~~~~~~~~\n\nText.\n\n"));
    let text = SPEC.to_owned() + "\n" + &sections.collect::<String>() + &"=".repeat(1 << 18);
    client.open_as(PATH, &text);
    client.found(PATH);
    client.replace(PATH, 0..0, "x");
    client.found(PATH);
    let uri = client.uri(PATH);
    ask_all(&mut client, &uri, &[(100_000, 0), (50, 3)]);
    assert_eq!(client.end(), 0);
}

/// Whatever is asked, nothing on the disk changes.
#[test]
fn nothing_is_written() {
    let scratch = Scratch::conforming();
    let text = SPEC.replace("Problem", "Prolbem").replace("Testing\n=======\n", "");
    scratch.write(PATH, &text).commit();
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.found(PATH);
    for command in ["speclint.fixAll", "speclint.addMissing"] {
        let params = json!({ "command": command, "arguments": [client.uri(PATH)] });
        client.request("workspace/executeCommand", params);
        client.next("workspace/applyEdit");
    }
    let at = client.at(PATH, "Storage");
    let params = json!({ "textDocument": at["textDocument"], "position": at["position"], "newName": "Stores" });
    client.request("textDocument/rename", params);
    client.open_as("templates/liberty.rst", "Model\n=====\n\nOther\n-----\n\nText.\n\nMore\n----\n\nText.\n");
    client.found_when("templates/liberty.rst", |found| !found.is_empty());
    let why = client.refusal("workspace/executeCommand", json!({ "command": "rm", "arguments": [client.uri(PATH)] }));
    assert_eq!(why, "there is no command `rm`");
    assert_eq!(client.end(), 0);
    scratch.git(&["diff", "--exit-code", "--quiet"]);
    let status = scratch.shell("git status --porcelain --ignored");
    assert_eq!(status.stdout, "");
    assert!(std::fs::read_dir(scratch.state()).expect("a directory").next().is_none());
}
