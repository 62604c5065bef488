//! The protocol itself: its beginning and end, cancelled and unknown requests, malformed messages.

use serde_json::{Value, json};

use super::client::{Client, Encoding, able};
use crate::common::Scratch;

const PATH: &str = "specs/liberty/backups.rst";

#[test]
fn from_beginning_to_end() {
    let scratch = Scratch::conforming();
    let mut client = Client::silent(&scratch, Encoding::Utf16);
    assert_eq!(client.refusal("textDocument/hover", json!({})), "`initialize` comes first");
    client.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.refusal("initialize", json!({ "capabilities": {} })), "`initialize` comes once");
    client.request("shutdown", Value::Null);
    assert_eq!(client.refusal("textDocument/hover", json!({})), "the server is shut down");
    client.notify("exit", Value::Null);
    assert_eq!(client.code(), 0);
    // A client that goes without a word.
    assert_eq!(Client::plain(&scratch).code(), 1);
    let mut client = Client::plain(&scratch);
    client.notify("exit", Value::Null);
    assert_eq!(client.code(), 1);
    assert_eq!(Client::silent(&scratch, Encoding::Utf16).code(), 1);
}

#[test]
fn what_it_can_do() {
    let scratch = Scratch::conforming();
    let client = Client::able(&scratch);
    insta::assert_snapshot!(serde_json::to_string_pretty(&client.capabilities).expect("JSON"), @r##"
    {
      "codeActionProvider": {
        "codeActionKinds": [
          "quickfix",
          "source.fixAll.speclint"
        ],
        "resolveProvider": true
      },
      "codeLensProvider": {},
      "completionProvider": {
        "triggerCharacters": [
          " ",
          ":",
          "#",
          ".",
          "["
        ]
      },
      "definitionProvider": true,
      "documentSymbolProvider": true,
      "executeCommandProvider": {
        "commands": [
          "speclint.addMissing",
          "speclint.fixAll",
          "speclint.showFailing"
        ]
      },
      "foldingRangeProvider": true,
      "hoverProvider": true,
      "positionEncoding": "utf-16",
      "renameProvider": {
        "prepareProvider": true
      },
      "textDocumentSync": {
        "change": 2,
        "openClose": true,
        "save": true
      },
      "workspace": {
        "workspaceFolders": {
          "changeNotifications": true,
          "supported": true
        }
      }
    }
    "##);
    assert_eq!(Client::with(&scratch, Encoding::Utf8, able()).capabilities["positionEncoding"], "utf-8");
}

#[test]
fn what_it_cannot_do() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    assert_eq!(client.refusal("textDocument/implementation", json!({})), "`textDocument/implementation` is not served");
    assert_ne!(client.refusal("textDocument/hover", json!({ "position": "here" })), "");
    // Of notifications what is not known is passed over.
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
}

/// A message that is none is told in the log, and the next one is heard.
#[test]
fn malformed_messages() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    for body in [&b"{"[..], b"[]", b"\"\"", b"{\"jsonrpc\":\"2.0\"}", b"\xff\xfe", b"{\"method\":\"a\\ud800\"}", b""] {
        client.send_bytes(body);
        let message = client.next("window/logMessage");
        let message = message["message"].as_str().expect("a text");
        assert!(message.starts_with("something came that is no message"), "{message}");
    }
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": 7 } }));
    let message = client.next("window/logMessage");
    assert!(message["message"].as_str().expect("a text").starts_with("`textDocument/didOpen`: "), "{message}");
    client.open(PATH);
    assert_eq!(client.lines(PATH), [""; 0]);
    assert_eq!(client.end(), 0);
}

/// Each request is answered once, also one that is cancelled before or after it is answered.
#[test]
fn cancelled_requests() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    client.open(PATH);
    for _ in 0..20 {
        let at = client.at(PATH, "Storage");
        let params = json!({ "textDocument": at["textDocument"], "position": at["position"], "newName": "Stores" });
        let id = client.begin("textDocument/rename", params);
        client.notify("$/cancelRequest", json!({ "id": id }));
        let answer = client.answer(id);
        let is_cancelled = answer["error"]["code"] == json!(-32800);
        assert!(is_cancelled || answer["result"]["changes"].is_object(), "{answer}");
    }
    client.notify("$/cancelRequest", json!({ "id": 9_999 }));
    client.notify("$/cancelRequest", json!({ "id": "a name" }));
    assert_eq!(client.end(), 0);
}
