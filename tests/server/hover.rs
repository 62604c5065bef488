//! What there is to say of a place, and where the template says it.

use serde_json::{Value, json};

use super::client::{Client, Encoding, able};
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

fn hover(client: &mut Client<'_>, path: &str, text: &str) -> String {
    let result = client.request("textDocument/hover", client.at(path, text));
    result["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_guidance_of_a_section() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    insta::assert_snapshot!(hover(&mut client, PATH, "A table of schedules"), @"
    **Storage** (required), templates/liberty.rst:22

    ```rst
    Name the tables that change, and describe the migration.
    ```
    ");
    // A section that the template has not is of the one that it lies in.
    client.replace_text(PATH, "A table of schedules.", "Tables\n~~~~~~\n\nOne.");
    assert!(hover(&mut client, PATH, "One.").starts_with("**Storage** (required)"));
    assert_eq!(hover(&mut client, PATH, "Every database"), "");
}

/// Guidance in comments shows.
#[test]
fn the_guidance_in_markdown() {
    let scratch = Scratch::with_markdown();
    let path = "specs/liberty/backups.md";
    let template = crate::common::TEMPLATE_MARKDOWN.replace(
        "Name the tables that change, and describe the migration.",
        "<!-- speclint: optional -->\n<!-- Name the *tables*. -->",
    );
    scratch.write("templates/liberty.md", template).write(path, SPEC_MARKDOWN);
    let mut client = Client::plain(&scratch);
    client.open(path);
    insta::assert_snapshot!(hover(&mut client, path, "A table"), @"
    **Storage** (optional), templates/liberty.md:17

    Name the *tables*.
    ");
}

#[test]
fn the_page_of_a_rule() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open_as(PATH, &(SPEC.replace("Problem", "Prolbem") + "\n.. speclint: allow empty-section\n"));
    client.found(PATH);
    assert!(hover(&mut client, PATH, "Prolbem").starts_with("# renamed-section"));
    assert!(hover(&mut client, PATH, "empty-section").starts_with("# empty-section"));
    client.open_as("release.toml", "current_release = \"liberty\"\n[rules.line-length]\nmax = 79\n");
    assert!(hover(&mut client, "release.toml", "line-length").starts_with("# line-length"));
    assert_eq!(hover(&mut client, "release.toml", "max"), "");
}

#[test]
fn the_section_of_the_template() {
    let scratch = Scratch::conforming();
    for encoding in [Encoding::Utf8, Encoding::Utf16] {
        let mut client = Client::with(&scratch, encoding, able());
        client.open(PATH);
        let found = client.request("textDocument/definition", client.at(PATH, "A table of"));
        let template = std::fs::read_to_string(scratch.path("templates/liberty.rst")).expect("a text");
        assert_eq!(client.path(&found[0]["targetUri"]), "templates/liberty.rst");
        let range = &found[0]["targetSelectionRange"];
        let range = client.offset(&template, &range["start"])..client.offset(&template, &range["end"]);
        assert_eq!(&template[range], "Storage");
    }
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    let found = client.request("textDocument/definition", client.at(PATH, "Problem"));
    assert_eq!(client.path(&found["uri"]), "templates/liberty.rst");
    let nothing = client.request("textDocument/definition", client.at(PATH, "Every"));
    assert_eq!(nothing, Value::Null);
    client.open("templates/liberty.rst");
    let of_template = client.at("templates/liberty.rst", "Storage");
    assert_eq!(client.request("textDocument/definition", of_template), json!(null));
}
