//! Templates and configurations while they are written: what is wrong with them, and what they would do to specs.

use super::client::Client;
use crate::common::{SPEC, Scratch, TEMPLATE};

const PATH: &str = "templates/liberty.rst";

fn scratch() -> Scratch {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/other.rst", SPEC.replace("A table of schedules.", "Tables."));
    scratch.write("specs/liberty/third.rst", SPEC.replace("Storage\n", "Upgrade\n"));
    scratch
}

fn says(found: &[serde_json::Value], words: &str) -> bool {
    found.iter().any(|found| found["message"].as_str().is_some_and(|message| message.contains(words)))
}

#[test]
fn what_a_template_would_do() {
    let scratch = scratch();
    let mut client = Client::able(&scratch);
    client.open(PATH);
    let found = client.found_when(PATH, |found| !found.is_empty());
    insta::assert_snapshot!(found[0]["message"].as_str().expect("a text"), @"
    1 of 3 specs fails with this template as it stands:
    specs/liberty/third.rst: section `Storage` is missing from `Change`
    ");
    assert_eq!(client.line(PATH, &found[0]), "1:1: info[impact] 1 of 3 specs fails with this template as it stands:");
    let place = &found[0]["relatedInformation"][0]["location"];
    assert_eq!(client.path(&place["uri"]), "specs/liberty/third.rst");
    client.replace_text(PATH, "Storage\n-------\n", "Storage\n-------\n\n.. speclint: was Upgrade\n");
    client.replace_text(PATH, "Testing\n=======\n", "Proof\n=====\n");
    let found = client.found_when(PATH, |found| says(found, "3 of 3 specs fail"));
    assert!(says(&found, "specs/liberty/other.rst: section `Proof` is missing"), "{found:?}");
    client.next("workspace/codeLens/refresh");
    let lenses = client.request("textDocument/codeLens", client.document(PATH));
    assert_eq!(lenses[0]["command"]["title"], "3 of 3 specs fail");
    let command = &lenses[0]["command"];
    let params = serde_json::json!({ "command": command["command"], "arguments": command["arguments"] });
    client.request("workspace/executeCommand", params);
    let shown = client.next("window/showMessage");
    insta::assert_snapshot!(shown["message"].as_str().expect("a text"), @"
    3 of 3 specs fail
    specs/liberty/backups.rst
    specs/liberty/other.rst
    specs/liberty/third.rst
    ");
    client
        .set(PATH, &TEMPLATE.replace("Storage\n-------\n", "Storage\n-------\n\n.. speclint: match Storage|Upgrade\n"));
    client.found_when(PATH, <[_]>::is_empty);
    let lenses = client.request("textDocument/codeLens", client.document(PATH));
    assert_eq!(lenses[0]["command"]["title"], "3 specs conform");
}

#[test]
fn what_is_wrong_with_a_template() {
    let scratch = scratch();
    let mut client = Client::able(&scratch);
    client.open(PATH);
    client.replace_text(PATH, "Testing\n=======\n", "Testing\n=======\n\n.. speclint: opional\n");
    let found = client.found_when(PATH, |found| says(found, "opional"));
    assert_eq!(client.line(PATH, &found[0]), "30:1: error unknown annotation `opional`");
    client.set(PATH, "");
    client.found_when(PATH, |found| says(found, "the template is empty"));
    client.set(PATH, TEMPLATE);
    client.found_when(PATH, |found| says(found, "1 of 3 specs fails"));
}

/// A spec that is open is held against the template as it stands.
#[test]
fn specs_beside_a_template() {
    let scratch = scratch();
    let spec = "specs/liberty/other.rst";
    let mut client = Client::able(&scratch);
    client.open(spec);
    assert_eq!(client.lines(spec), [""; 0]);
    client.open(PATH);
    client.replace_text(PATH, "Testing\n=======\n", "Proof\n=====\n");
    let found = client.found_when(spec, |found| !found.is_empty());
    assert_eq!(client.path(&serde_json::json!(client.uri(spec))), spec);
    assert!(says(&found, "`Proof`"), "{found:?}");
    // The unsaved spec counts for the template.
    client.replace_text(spec, "Testing\n=======\n", "Proof\n=====\n");
    assert_eq!(client.lines(spec), [""; 0]);
}

#[test]
fn configurations() {
    let scratch = scratch();
    let path = "release.toml";
    let mut client = Client::able(&scratch);
    client.open(path);
    let found = client.found_when(path, |found| !found.is_empty());
    assert!(says(&found, "1 of 3 specs fails with this configuration as it stands"), "{found:?}");
    client.set(path, "current_release = \"liberty\"\n[rules]\nmising-section = \"off\"\n");
    let found = client.found_when(path, |found| says(found, "mising-section"));
    assert_eq!(client.line(path, &found[0]), "3:1: error unknown key `mising-section`");
    assert!(says(&found, "did you mean `missing-section`?"), "{found:?}");
    client.set(path, "current_release = \"liberty\"\n[rules]\nmissing-section = \"off\"\nextra-section = \"off\"\n");
    client.found_when(path, <[_]>::is_empty);
    // A statement that names nothing.
    client.set(path, "current_release = \"liberty\"\n[sections]\nopen = [\"Storge\"]\n");
    let found = client.found_when(path, |found| says(found, "no template has a section `Storge`"));
    assert_eq!(client.line(path, &found[0]), "3:10: error no template has a section `Storge`");
    client.set(
        path,
        "current_release = \"liberty\"\n[sections]\noptional = [\"Change > Storage\"]\nopen = [\"Change\"]\n",
    );
    client.found_when(path, <[_]>::is_empty);
}
