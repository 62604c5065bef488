//! Edits at random, and after each the same findings as a check of the whole text.

use serde_json::json;

use super::client::{Client, Encoding, able};
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

/// What is put in: what makes and unmakes headings, and characters of all lengths.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    " ",
    "=",
    "-",
    "~",
    "=======\n",
    "-------\n",
    "Testing\n=======\n",
    "## Testing\n",
    "# ",
    "Storage",
    "Problem\n",
    "é",
    "€",
    "𝄞",
    "👩‍🔬",
    "\u{200b}",
    "\t",
    "::\n\n    code\n",
    ".. note::\n",
    "```\n",
    "<!-- ",
    "-->",
    ".. speclint: allow missing-section\n",
    "None.\n",
    "|a|",
    "*",
    "`",
    "_",
];

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end as u64)).expect("it is small")
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    // In the end of a line there is no position.
    if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at - 1 } else { at }
}

/// Makes edits, some at once, and compares what is found after each step.
fn edits(scratch: &Scratch, name: &str, encoding: Encoding, start: &str, seed: u64) {
    let path = format!("specs/liberty/{name}");
    scratch.write(&path, start);
    let mut client = Client::with(scratch, encoding, able());
    client.open(&path);
    let mut numbers = Numbers(seed);
    for step in 0..60 {
        for _ in 0..=numbers.below(3) {
            let text = client.text(&path).to_owned();
            let from = boundary(&text, numbers.below(text.len() + 1));
            let len = if numbers.below(3) == 0 { numbers.below(40) } else { 0 };
            let to = boundary(&text, (from + len).min(text.len())).max(from);
            let piece = PIECES[numbers.below(PIECES.len())];
            client.replace(&path, from..to, piece);
        }
        let told = client.lines(&path);
        let text = client.text(&path).to_owned();
        assert_eq!(told, scratch.findings(name, &text), "step {step} of {seed}, {encoding:?}: {text:?}");
    }
    // What the server has is what the client has: its outline, too.
    let text = client.text(&path).to_owned();
    let folded = client.request("textDocument/foldingRange", client.document(&path));
    client.close(&path);
    client.open_as(&path, &text);
    assert_eq!(client.request("textDocument/foldingRange", client.document(&path)), folded);
}

#[test]
fn in_rst() {
    let scratch = Scratch::new();
    for (encoding, seed) in [(Encoding::Utf16, 1), (Encoding::Utf8, 2), (Encoding::Utf16, 3)] {
        edits(&scratch, "backups.rst", encoding, SPEC, seed);
    }
}

#[test]
fn with_carriage_returns() {
    let scratch = Scratch::new();
    for (encoding, seed) in [(Encoding::Utf16, 11), (Encoding::Utf8, 12)] {
        edits(&scratch, "backups.rst", encoding, &SPEC.replace('\n', "\r\n"), seed);
    }
}

#[test]
fn in_markdown() {
    let scratch = Scratch::with_markdown();
    for (encoding, seed) in [(Encoding::Utf16, 21), (Encoding::Utf8, 22)] {
        edits(&scratch, "backups.md", encoding, SPEC_MARKDOWN, seed);
    }
}

/// Several changes of one notification are made one after the other.
#[test]
fn several_at_once() {
    let scratch = Scratch::conforming();
    let mut client = Client::plain(&scratch);
    let path = "specs/liberty/backups.rst";
    client.open(path);
    client.found(path);
    let change = |line: u32, from: u32, to: u32, text: &str| {
        let position = |character: u32| json!({ "line": line, "character": character });
        json!({ "range": { "start": position(from), "end": position(to) }, "text": text })
    };
    let changes = json!([change(6, 0, 7, "Prob"), change(6, 4, 4, "lem"), change(6, 0, 1, "p"), change(6, 0, 1, "P")]);
    let document = json!({ "uri": client.uri(path), "version": 7 });
    client.texts.insert(path.to_owned(), (SPEC.to_owned(), 7));
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    assert_eq!(client.lines(path), [""; 0]);
}
