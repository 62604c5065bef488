//! What may be written where the cursor is.

use serde_json::{Value, json};

use super::client::Client;
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const PATH: &str = "specs/liberty/backups.rst";

const STORAGE: &str = "Storage\n-------\n\nA table of schedules.\n\n";

fn items(client: &mut Client<'_>, path: &str, offset: usize) -> Vec<Value> {
    let at = client.at_offset(path, offset);
    client.request("textDocument/completion", at).as_array().expect("a list").clone()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().expect("a label")).collect()
}

/// The document with an item accepted; placeholders of snippets are written out.
fn accepted(client: &Client<'_>, path: &str, item: &Value) -> String {
    let mut edits = vec![item["textEdit"].clone()];
    edits.extend(item["additionalTextEdits"].as_array().into_iter().flatten().cloned());
    client.with_edits(client.text(path), &edits).replace("${0:None.}", "None.")
}

/// Where it belongs, a section is written as `fix --add-missing` writes it.
#[test]
fn a_missing_section_where_it_belongs() {
    let scratch = Scratch::new();
    let text = SPEC.replace(STORAGE, "");
    let wanted = {
        scratch.write(PATH, &text).run(&["fix", "--add-missing", PATH]);
        std::fs::read_to_string(scratch.path(PATH)).expect("a text")
    };
    for make in [Client::plain, Client::able] {
        for typed in ["", "St", "Storage"] {
            let mut client = make(&scratch);
            let at = text.find("Testing").expect("it is there");
            let with_typed = format!("{}{typed}\n\n{}", &text[..at], &text[at..]);
            client.open_as(PATH, &with_typed);
            let items = items(&mut client, PATH, at + typed.len());
            assert_eq!(labels(&items), ["Storage"], "{typed}");
            assert_eq!(accepted(&client, PATH, &items[0]), wanted, "{typed}");
            let says = items[0]["documentation"]["value"].as_str().expect("a text");
            assert!(says.contains("Name the tables that change"), "{says}");
        }
    }
}

/// Elsewhere it goes to its place, and the cursor stays.
#[test]
fn a_missing_section_from_elsewhere() {
    let scratch = Scratch::new();
    let text = SPEC.replace(STORAGE, "");
    let wanted = {
        scratch.write(PATH, &text).run(&["fix", "--add-missing", PATH]);
        std::fs::read_to_string(scratch.path(PATH)).expect("a text")
    };
    let mut client = Client::able(&scratch);
    let at = text.find("Problem").expect("it is there");
    client.open_as(PATH, &format!("{}Sto\n\n{}", &text[..at], &text[at..]));
    let items = items(&mut client, PATH, at + 3);
    assert_eq!(labels(&items), ["Storage"]);
    let place = wanted.find("Problem").expect("it is there");
    assert_eq!(accepted(&client, PATH, &items[0]), format!("{}\n\n{}", &wanted[..place], &wanted[place..]));
}

#[test]
fn in_the_style_of_the_document() {
    let scratch = Scratch::new();
    let text = SPEC.replace(STORAGE, "").replace("----------", "~~~~~~~~~~").replace('\n', "\r\n");
    let mut client = Client::plain(&scratch);
    client.open_as(PATH, &text);
    let end = text.find("Testing").expect("it is there") - 2;
    let items = items(&mut client, PATH, end);
    let edited = accepted(&client, PATH, &items[0]);
    assert!(edited.contains("\r\nStorage\r\n~~~~~~~\r\n\r\nNone.\r\n"), "{edited:?}");
    assert!(!edited.replace("\r\n", "").contains('\n'), "{edited:?}");
}

#[test]
fn in_markdown() {
    let scratch = Scratch::with_markdown();
    let path = "specs/liberty/backups.md";
    let text = SPEC_MARKDOWN.replace("### Storage\n\nA table of schedules.\n\n", "### \n\n");
    let mut client = Client::plain(&scratch);
    client.open_as(path, &text);
    let at = text.find("### \n").expect("it is there") + 4;
    let items = items(&mut client, path, at);
    assert_eq!(labels(&items), ["Storage"]);
    assert_eq!(items[0]["filterText"], "### Storage");
    assert!(accepted(&client, path, &items[0]).contains("None.\n\n### Storage\n\nNone.\n\n## Testing"));
}

/// In the middle of a sentence there is nothing to complete, and of an optional section it is said.
#[test]
fn only_where_a_heading_may_be() {
    let scratch = Scratch::new();
    let template = std::fs::read_to_string(scratch.path("templates/liberty.rst")).expect("a text");
    scratch.write("templates/liberty.rst", template + "\nUpgrade\n=======\n\n.. speclint: optional\n\nSay how.\n");
    let mut client = Client::plain(&scratch);
    let text = SPEC.replace(STORAGE, "") + "\n";
    client.open_as(PATH, &text);
    let items_at = |client: &mut Client<'_>, offset| items(client, PATH, offset);
    let sentence = text.find("are taken").expect("it is there");
    assert_eq!(items_at(&mut client, sentence), [Value::Null; 0]);
    let items = items_at(&mut client, text.len());
    assert_eq!(labels(&items), ["Upgrade", "Storage"]);
    let upgrade = items.iter().find(|item| item["label"] == "Upgrade").expect("it is there");
    assert_eq!(upgrade["detail"], "optional section");
    let documentation = upgrade["documentation"]["value"].as_str().expect("a text");
    assert!(documentation.contains("Say how.") && !documentation.contains("speclint: optional"), "{documentation}");
}

#[test]
fn words_of_comments() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    let text = SPEC.to_owned() + "\n.. speclint: al\n\n.. speclint: allow missing-section, em\n";
    client.open_as(PATH, &text);
    let end = |word: &str| text.find(word).expect("it is there") + word.len();
    let allow = items(&mut client, PATH, end("speclint: al"));
    assert_eq!(labels(&allow), ["allow"]);
    let rules = items(&mut client, PATH, end(", em"));
    assert!(labels(&rules).contains(&"empty-section") && !labels(&rules).contains(&"missing-section"), "{rules:?}");
    let empty = rules.iter().find(|item| item["label"] == "empty-section").expect("it is there");
    assert!(accepted(&client, PATH, empty).ends_with("allow missing-section, empty-section\n"));
    assert!(empty["documentation"]["value"].as_str().expect("a text").starts_with("# empty-section"));
}

#[test]
fn annotations_of_templates() {
    let scratch = Scratch::conforming();
    let path = "templates/liberty.rst";
    let mut client = Client::plain(&scratch);
    let text = std::fs::read_to_string(scratch.path(path)).expect("a text")
        + "\n.. speclint: optional \n\n.. speclint: was \n";
    client.open_as(path, &text);
    let end = |word: &str| text.find(word).expect("it is there") + word.len();
    let words = items(&mut client, path, end("speclint: optional "));
    assert_eq!(labels(&words), ["repeat", "match", "any-order", "open", "closed", "was", "keep"]);
    assert_eq!(words[0]["detail"], "the section may appear several times");
    assert_eq!(items(&mut client, path, end("speclint: was ")), [Value::Null; 0]);
}

#[test]
fn rules_of_the_configuration() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    let cases = [
        ("current_release = \"liberty\"\n\n[rules.|", "missing-section"),
        ("current_release = \"liberty\"\n\n[rules]\n|", "missing-section"),
        ("current_release = \"liberty\"\n\n[releases.kilo.rules]\nemp|", "empty-section"),
        ("current_release = \"liberty\"\n\n[rules]\nempty-section = |", "\"off\""),
        ("current_release = \"liberty\"\n\n[rules]\nempty-section = \"|\"", "off"),
        ("current_release = \"liberty\"\n\n[sections]\nopt|", "optional"),
    ];
    for (at, (text, wanted)) in cases.into_iter().enumerate() {
        let offset = text.find('|').expect("a cursor");
        let text = text.replace('|', "");
        match at {
            0 => client.open_as("release.toml", &text),
            _ => client.set("release.toml", &text),
        }
        let items = items(&mut client, "release.toml", offset);
        assert!(labels(&items).contains(&wanted), "{text}: {:?}", labels(&items));
    }
    client.set("release.toml", "current_release = \"liberty\"\n\n[layout]\n");
    assert_eq!(items(&mut client, "release.toml", 38), [Value::Null; 0]);
    assert_eq!(json!(client.end()), 0);
}
