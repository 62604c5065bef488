//! The outline of a document: symbols, folding, and how far it is.

use serde_json::Value;

use super::client::Client;
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

/// The symbols of a document, a line each.
fn symbols(client: &mut Client<'_>, path: &str) -> String {
    fn tell(symbols: &Value, depth: usize, into: &mut String) {
        for symbol in symbols.as_array().into_iter().flatten() {
            let (name, range) = (symbol["name"].as_str().expect("a name"), &symbol["range"]);
            let detail = symbol["detail"].as_str().map(|detail| format!(" ({detail})")).unwrap_or_default();
            let lines = format!("{}-{}", range["start"]["line"], range["end"]["line"]);
            *into += &format!("{}{name}{detail} {lines}\n", "  ".repeat(depth));
            tell(&symbol["children"], depth + 1, into);
        }
    }
    let result = client.request("textDocument/documentSymbol", client.document(path));
    let mut text = String::new();
    tell(&result, 0, &mut text);
    text
}

#[test]
fn of_a_spec_with_what_is_missing() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    insta::assert_snapshot!(symbols(&mut client, PATH), @"
    Nightly Backups 0-30
      Problem 6-11
      Change 11-26
        Interfaces 16-21
        Storage 21-26
      Testing 26-30
    ");
    client.set(PATH, &SPEC.replace("Storage\n-------\n", "").replace("\nNone.\n\nA table of schedules.\n", ""));
    client.replace_text(PATH, "Testing\n=======\n", "");
    insta::assert_snapshot!(symbols(&mut client, PATH), @"
    Nightly Backups (missing: `Testing`) 0-26
      Problem 6-11
      Change (missing: `Storage`) 11-26
        Interfaces 16-26
    ");
    // Without a title.
    client.set(PATH, "Problem\n=======\n\nOne.\n\nTesting\n=======\n\nTwo.\n");
    insta::assert_snapshot!(symbols(&mut client, PATH), @"
    Problem (of the document missing: `Change`) 0-5
    Testing 5-9
    ");
}

/// Any document has an outline.
#[test]
fn of_other_documents() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open_as("docs/page.rst", "One\n===\n\nTwo\n===\n");
    assert_eq!(symbols(&mut client, "docs/page.rst"), "One 0-3\nTwo 3-5\n");
    client.open_as("docs/notes.txt", "One\n===\n\nTwo\n===\n");
    // The client takes it for reStructuredText.
    assert_eq!(symbols(&mut client, "docs/notes.txt"), "One 0-3\nTwo 3-5\n");
}

#[test]
fn how_far_a_spec_is() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    let mut lens = |text: &str| {
        client.set(PATH, text);
        let lenses = client.request("textDocument/codeLens", client.document(PATH));
        lenses[0]["command"]["title"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(lens(SPEC), "5 of 5 sections");
    assert_eq!(lens(&SPEC.replace("A table of schedules.", "")), "5 of 5 sections, 1 empty");
    assert_eq!(lens(&SPEC.replace("Testing\n=======\n", "")), "4 of 5 sections");
    assert_eq!(lens(&SPEC.replace("Testing\n", "Tseting\n")), "4 of 5 sections");
    assert_eq!(lens(""), "0 of 5 sections");
}

#[test]
fn folding() {
    let scratch = Scratch::with_markdown();
    let path = "specs/liberty/backups.md";
    let text = "---\nauthor: me\n---\n".to_owned() + SPEC_MARKDOWN + "\n<!-- a\ncomment -->\n\n```\ncode\n```\n";
    scratch.write(path, text);
    let mut client = Client::plain(&scratch);
    client.open(path);
    let ranges = client.request("textDocument/foldingRange", client.document(path));
    let range = |range: &Value| format!("{}-{} {}", range["startLine"], range["endLine"], range["kind"]);
    let ranges: Vec<String> = ranges.as_array().expect("a list").iter().map(range).collect();
    insta::assert_snapshot!(ranges.join("\n"), @r#"
    0-2 "region"
    3-32 "region"
    7-9 "region"
    11-21 "region"
    15-17 "region"
    19-21 "region"
    23-32 "region"
    27-28 "comment"
    30-32 "region"
    "#);
}
