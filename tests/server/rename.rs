//! Headings that get other names.

use serde_json::{Value, json};

use super::client::{Client, Encoding, able};
use crate::common::{SPEC, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

fn params(client: &Client<'_>, path: &str, text: &str, name: &str) -> Value {
    let at = client.at(path, text);
    json!({ "textDocument": at["textDocument"], "position": at["position"], "newName": name })
}

#[test]
fn with_what_refers_to_them() {
    let scratch = Scratch::conforming();
    let text = SPEC.replace("A scheduler starts them.", "A scheduler (𝄞) starts them, see `Storage`_.");
    for encoding in [Encoding::Utf8, Encoding::Utf16] {
        let mut client = Client::with(&scratch, encoding, able());
        client.open_as(PATH, &text);
        let prepared = client.request("textDocument/prepareRename", client.at(PATH, "Storage\n"));
        assert_eq!(prepared["placeholder"], "Storage");
        let params = params(&client, PATH, "Storage\n", "Stored é");
        let edit = client.request("textDocument/rename", params);
        let wanted = text.replace("`Storage`_", "`Stored é`_").replace("Storage\n-------", "Stored é\n--------");
        assert_eq!(client.edited(&edit)[PATH], wanted);
    }
}

/// Any document of the repository may be renamed in, and others that refer to it follow, saved or not.
#[test]
fn in_all_documents() {
    let scratch = Scratch::conforming();
    let page = "# Page\n\n## How it works\n\nSee [above](#how-it-works).\n";
    scratch.write("docs/page.md", page).write("docs/other.md", "See [the page](page.md#how-it-works).\n");
    let mut client = Client::plain(&scratch);
    client.open("docs/page.md");
    let params = params(&client, "docs/page.md", "How it works", "What it does");
    let edit = client.request("textDocument/rename", params);
    let edited = client.edited(&edit);
    assert_eq!(
        edited["docs/page.md"],
        page.replace("How it works", "What it does").replace("how-it-works", "what-it-does")
    );
    assert_eq!(edited["docs/other.md"], "See [the page](page.md#what-it-does).\n");
}

#[test]
fn that_are_refused() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    assert_eq!(client.request("textDocument/prepareRename", client.at(PATH, "A table")), Value::Null);
    let mut why = |text: &str, name: &str| {
        let params = params(&client, PATH, text, name);
        client.refusal("textDocument/rename", params)
    };
    assert_eq!(why("A table", "Other"), "there is no heading here");
    assert_eq!(why("Storage", " "), "a heading is a text on one line (write one)");
    assert_eq!(why("Storage", "a\nb"), "a heading is a text on one line (write one)");
    // What would be no heading any more.
    assert_eq!(why("Storage", ".. note::"), "the heading keeps its name: other headings would change");
    client.open_as("docs/page.rst", "One\n===\n\nTwo\n===\n\nSee `One`_ and `Two`_.\n");
    let params = params(&client, "docs/page.rst", "One", "Two");
    assert!(client.refusal("textDocument/rename", params).contains("would lead elsewhere"));
}
