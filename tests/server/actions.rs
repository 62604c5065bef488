//! Fixes: of a finding, and of a whole document. What the client makes of them is what `speclint fix` writes.

use serde_json::{Value, json};

use super::client::{Client, Encoding};
use crate::common::{SPEC, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

/// A misspelt heading, sections out of order, white space, and a section that is missing.
fn faulty() -> String {
    let storage = "Storage\n-------\n\nA table of schedules.\n\n";
    let testing = "Testing\n=======\n\nA scenario restores the backup of the night before.\n";
    let text = SPEC.replace(storage, "").replace("Interfaces\n", &format!("{storage}Interfaces\n"));
    text.replace(testing, "").replace("Problem\n", "Prolbem\n").replace("at night.\n", "at night.  \n")
}

fn actions(client: &mut Client<'_>, text: &str, only: Option<&str>) -> Vec<Value> {
    let at = client.at(PATH, text);
    let range = json!({ "start": at["position"], "end": at["position"] });
    actions_in(client, &range, only)
}

fn actions_in(client: &mut Client<'_>, range: &Value, only: Option<&str>) -> Vec<Value> {
    let only = only.map(|kind| json!([kind])).unwrap_or(Value::Null);
    let params = json!({
        "textDocument": { "uri": client.uri(PATH) },
        "range": range,
        "context": { "diagnostics": [], "only": only },
    });
    client.request("textDocument/codeAction", params).as_array().expect("a list").clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().expect("a title")).collect()
}

#[test]
fn of_one_finding() {
    let scratch = Scratch::new();
    scratch.write(PATH, faulty());
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.found(PATH);
    let found = actions(&mut client, "Prolbem", Some("quickfix"));
    assert_eq!(titles(&found), ["Write the heading as `Problem`"]);
    assert_eq!(found[0]["diagnostics"][0]["code"], "renamed-section");
    assert!(found[0]["edit"].is_null(), "its edits follow when it is chosen");
    let chosen = client.request("codeAction/resolve", found[0].clone());
    assert_eq!(client.edited(&chosen["edit"])[PATH], faulty().replace("Prolbem", "Problem"));
}

/// A client that cannot wait for edits gets them at once.
#[test]
fn with_edits_at_once() {
    let scratch = Scratch::new();
    scratch.write(PATH, faulty());
    for encoding in [Encoding::Utf8, Encoding::Utf16] {
        let mut client = Client::with(&scratch, encoding, json!({}));
        client.open(PATH);
        client.found(PATH);
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let found = actions_in(&mut client, &whole, Some("quickfix"));
        let found: Vec<&Value> = found.iter().filter(|action| !action["edit"].is_null()).collect();
        assert!(!found.is_empty());
        for action in found {
            assert_ne!(client.edited(&action["edit"])[PATH], faulty(), "{action}");
        }
    }
}

/// All safe fixes are those that `speclint fix` makes.
#[test]
fn of_all_findings() {
    let scratch = Scratch::new();
    scratch.write(PATH, faulty());
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.found(PATH);
    for kind in ["source", "source.fixAll", "source.fixAll.speclint"] {
        let found = actions(&mut client, "Every", Some(kind));
        assert_eq!(titles(&found), ["Make all safe fixes of this document"], "{kind}");
        let chosen = client.request("codeAction/resolve", found[0].clone());
        let edited = client.edited(&chosen["edit"]);
        scratch.write(PATH, faulty()).run(&["fix", PATH]);
        assert_eq!(edited[PATH], std::fs::read_to_string(scratch.path(PATH)).expect("a text"));
    }
    assert_eq!(actions(&mut client, "Every", Some("refactor")), [Value::Null; 0]);
}

/// The lens of a spec adds what is missing, as `fix --add-missing` does.
#[test]
fn that_add_sections() {
    let scratch = Scratch::new();
    let text = SPEC.replace("Storage\n-------\n\nA table of schedules.\n\n", "");
    scratch.write(PATH, &text);
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.found(PATH);
    let lenses = client.request("textDocument/codeLens", client.document(PATH));
    let command = &lenses[0]["command"];
    assert_eq!(command["title"], "4 of 5 sections");
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    client.request("workspace/executeCommand", params);
    let asked = client.next("workspace/applyEdit");
    let edited = client.edited(&asked["edit"]);
    scratch.run(&["fix", "--add-missing", PATH]);
    assert_eq!(edited[PATH], std::fs::read_to_string(scratch.path(PATH)).expect("a text"));
}

/// A fix that would change more than it says is not to be had, and the reason is told.
#[test]
fn that_are_refused() {
    let scratch = Scratch::new();
    // Both sections have a footnote that is numbered by its order.
    let text = SPEC
        .replace("Storage\n-------\n\nA table of schedules.\n", "")
        .replace("Interfaces\n----------\n\nNone.\n", "Storage\n-------\n\nA table [#]_.\n\n.. [#] Of schedules.\n\nInterfaces\n----------\n\nNone [#]_.\n\n.. [#] At all.\n");
    scratch.write(PATH, &text);
    let mut client = Client::able(&scratch);
    client.open(PATH);
    assert_eq!(client.found(PATH).len(), 1);
    let found = actions(&mut client, "Storage", Some("quickfix"));
    let (found, text) = match found.is_empty() {
        false => (found, "Storage"),
        true => (actions(&mut client, "Interfaces", Some("quickfix")), "Interfaces"),
    };
    let why = client.refusal("codeAction/resolve", found[0].clone());
    assert!(why.contains("would get another number"), "{text}: {why}");
    // Who can show it is told before.
    let mut capabilities = super::client::able();
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let mut client = Client::with(&scratch, Encoding::Utf16, capabilities);
    client.open(PATH);
    client.found(PATH);
    let found = actions(&mut client, text, Some("quickfix"));
    assert_eq!(found[0]["disabled"]["reason"], why);
    assert!(found[0]["edit"].is_null());
}

/// An action is for the text that it was offered for.
#[test]
fn that_come_too_late() {
    let scratch = Scratch::new();
    scratch.write(PATH, faulty());
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.found(PATH);
    let found = actions(&mut client, "Prolbem", Some("quickfix"));
    client.replace_text(PATH, "Every", "Any");
    assert_eq!(client.refusal("codeAction/resolve", found[0].clone()), "the document was changed since");
    let why = client.refusal("codeAction/resolve", json!({ "title": "of somebody else" }));
    assert_eq!(why, "the action is none of speclint's");
}

/// A heading takes along the references of other documents, also of those that are open and not saved.
#[test]
fn that_change_other_documents() {
    let scratch = Scratch::with_markdown();
    let spec = crate::common::SPEC_MARKDOWN.replace("## Testing", "## Tseting");
    scratch.write("specs/liberty/backups.md", &spec);
    scratch.write("docs/one.md", "See [it](../specs/liberty/backups.md#tseting).\n");
    scratch.write("docs/two.md", "Nothing yet.\n");
    let mut client = Client::able(&scratch);
    client.open("specs/liberty/backups.md");
    client.open_as("docs/two.md", "Now: [it](../specs/liberty/backups.md#tseting).\n");
    client.found("specs/liberty/backups.md");
    let at = client.at("specs/liberty/backups.md", "Tseting");
    let params = json!({
        "textDocument": at["textDocument"],
        "range": { "start": at["position"], "end": at["position"] },
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let found = client.request("textDocument/codeAction", params);
    let chosen = client.request("codeAction/resolve", found[0].clone());
    let edited = client.edited(&chosen["edit"]);
    assert_eq!(edited["specs/liberty/backups.md"], spec.replace("Tseting", "Testing"));
    assert_eq!(edited["docs/one.md"], "See [it](../specs/liberty/backups.md#testing).\n");
    assert_eq!(edited["docs/two.md"], "Now: [it](../specs/liberty/backups.md#testing).\n");
}
