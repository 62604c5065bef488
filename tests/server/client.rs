//! A client of the server, in as many words as the tests need.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use serde_json::{Value, json};

use crate::common::Scratch;

/// In which units columns are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    fn len(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

/// A server, and what the client knows of it.
pub struct Client<'s> {
    pub scratch: &'s Scratch,
    pub encoding: Encoding,
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Messages that came while another one was waited for.
    backlog: VecDeque<Value>,
    /// The texts and versions of open documents, by path.
    pub texts: BTreeMap<String, (String, i64)>,
    next: i64,
    /// What the server told when it began.
    pub capabilities: Value,
}

/// All that a client can do.
pub fn able() -> Value {
    json!({
        "textDocument": {
            "codeAction": { "resolveSupport": { "properties": ["edit"] }, "dataSupport": true, "disabledSupport": true },
            "definition": { "linkSupport": true },
            "completion": { "completionItem": { "snippetSupport": true } },
        },
        "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "codeLens": { "refreshSupport": true },
            "workspaceEdit": { "documentChanges": true },
        },
    })
}

impl<'s> Client<'s> {
    /// A client that can do as little as the protocol allows.
    pub fn plain(scratch: &'s Scratch) -> Self {
        Self::with(scratch, Encoding::Utf16, json!({}))
    }

    /// A client that can do all.
    pub fn able(scratch: &'s Scratch) -> Self {
        Self::with(scratch, Encoding::Utf16, able())
    }

    pub fn with(scratch: &'s Scratch, encoding: Encoding, mut capabilities: Value) -> Self {
        let mut client = Self::silent(scratch, encoding);
        if encoding == Encoding::Utf8 {
            capabilities["general"] = json!({ "positionEncodings": ["utf-8", "utf-16"] });
        }
        let folder = json!({ "uri": client.uri(""), "name": "specs" });
        let params =
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": [folder] });
        let result = client.request("initialize", params);
        client.capabilities = result["capabilities"].clone();
        client.notify("initialized", json!({}));
        client
    }

    /// A client that has not introduced itself.
    pub fn silent(scratch: &'s Scratch, encoding: Encoding) -> Self {
        let mut command = scratch.command(&["server", "--stdio"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("it starts");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = output;
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Client {
            scratch,
            encoding,
            input: child.stdin.take(),
            child,
            messages,
            backlog: VecDeque::new(),
            texts: BTreeMap::new(),
            next: 0,
            capabilities: Value::Null,
        }
    }

    pub fn uri(&self, path: &str) -> String {
        format!("file://{}", self.scratch.root().join(path).to_string_lossy())
    }

    /// The path of a URI below the root.
    pub fn path(&self, uri: &Value) -> String {
        let root = self.uri("");
        let uri = uri.as_str().expect("an URI");
        uri.strip_prefix(&root).unwrap_or_else(|| panic!("{uri} is not below {root}")).to_owned()
    }

    pub fn send(&mut self, message: &Value) {
        self.send_bytes(message.to_string().as_bytes());
    }

    pub fn send_bytes(&mut self, body: &[u8]) {
        let input = self.input.as_mut().expect("it is open");
        write!(input, "Content-Length: {}\r\n\r\n", body.len()).expect("the server reads");
        input.write_all(body).expect("the server reads");
        input.flush().expect("the server reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request: its id.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait_for(|message| message["id"] == json!(id) && message["method"].is_null())
    }

    /// The result of a request.
    #[track_caller]
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    /// Why a request fails.
    #[track_caller]
    pub fn refusal(&mut self, method: &str, params: Value) -> String {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{method} succeeds: {answer}")).to_owned()
    }

    /// The next message of which something holds; others wait.
    pub fn wait_for(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.backlog.iter().position(&is_it) {
            return self.backlog.remove(at).expect("it is there");
        }
        loop {
            let message = self.messages.recv().expect("the server goes on");
            if is_it(&message) {
                return message;
            }
            self.backlog.push_back(message);
        }
    }

    /// The next notification or request of this method.
    pub fn next(&mut self, method: &str) -> Value {
        self.wait_for(|message| message["method"] == json!(method))["params"].clone()
    }

    /// Opens a file as it is on the disk.
    pub fn open(&mut self, path: &str) {
        let text = std::fs::read_to_string(self.scratch.path(path)).expect("a text");
        self.open_as(path, &text);
    }

    /// Opens a file with a text that is not saved.
    pub fn open_as(&mut self, path: &str, text: &str) {
        self.texts.insert(path.to_owned(), (text.to_owned(), 1));
        let document = json!({ "uri": self.uri(path), "languageId": "restructuredtext", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn close(&mut self, path: &str) {
        self.texts.remove(path);
        let document = json!({ "uri": self.uri(path) });
        self.notify("textDocument/didClose", json!({ "textDocument": document }));
    }

    pub fn text(&self, path: &str) -> &str {
        &self.texts[path].0
    }

    /// Gives a document another text.
    pub fn set(&mut self, path: &str, text: &str) {
        self.change(path, json!([{ "text": text }]), text.to_owned());
    }

    /// Replaces a byte range of a document.
    pub fn replace(&mut self, path: &str, range: std::ops::Range<usize>, with: &str) {
        let old = self.text(path);
        let new = format!("{}{with}{}", &old[..range.start], &old[range.end..]);
        let range = json!({ "start": self.position(old, range.start), "end": self.position(old, range.end) });
        self.change(path, json!([{ "range": range, "text": with }]), new);
    }

    /// Replaces a text that is once in a document.
    pub fn replace_text(&mut self, path: &str, old: &str, new: &str) {
        let at = self.text(path).find(old).expect("it is there");
        self.replace(path, at..at + old.len(), new);
    }

    fn change(&mut self, path: &str, changes: Value, new: String) {
        let version = self.texts[path].1 + 1;
        self.texts.insert(path.to_owned(), (new, version));
        let document = json!({ "uri": self.uri(path), "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The position of a byte offset, as the protocol counts.
    pub fn position(&self, text: &str, offset: usize) -> Value {
        let mut start = 0;
        let mut line = 0;
        let bytes = text.as_bytes();
        for at in 0..offset {
            let ends = bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if ends {
                (start, line) = (at + 1, line + 1);
            }
        }
        let character: usize = text[start..offset].chars().map(|c| self.encoding.len(c)).sum();
        json!({ "line": line, "character": character })
    }

    /// The byte offset of a position.
    pub fn offset(&self, text: &str, position: &Value) -> usize {
        let at = |offset: &usize| self.position(text, *offset) == *position;
        let offsets = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
        offsets.into_iter().find(at).unwrap_or_else(|| panic!("{position} is nowhere in {text:?}"))
    }

    /// The place of a text in a document, as the parameters of a request.
    pub fn at(&self, path: &str, text: &str) -> Value {
        self.at_offset(path, self.text(path).find(text).expect("it is there"))
    }

    pub fn at_offset(&self, path: &str, offset: usize) -> Value {
        let position = self.position(self.text(path), offset);
        json!({ "textDocument": { "uri": self.uri(path) }, "position": position })
    }

    pub fn document(&self, path: &str) -> Value {
        json!({ "textDocument": { "uri": self.uri(path) } })
    }

    /// What is found in the newest version of a document, when it was checked.
    pub fn found(&mut self, path: &str) -> Vec<Value> {
        self.found_when(path, |_| true)
    }

    /// What is found in the newest version of a document as soon as something holds of it.
    pub fn found_when(&mut self, path: &str, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let (uri, version) = (json!(self.uri(path)), json!(self.texts[path].1));
        let message = self.wait_for(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"] == version
                && holds(params["diagnostics"].as_array().expect("a list"))
        });
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The same, a line each as `--format short` has them, without the path.
    pub fn lines(&mut self, path: &str) -> Vec<String> {
        let found = self.found(path);
        found.iter().map(|diagnostic| self.line(path, diagnostic)).collect()
    }

    pub fn line(&self, path: &str, diagnostic: &Value) -> String {
        let text = self.text(path);
        let start = self.offset(text, &diagnostic["range"]["start"]);
        let line = diagnostic["range"]["start"]["line"].as_u64().expect("a number") + 1;
        let before = &text[..start];
        let column = before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..].chars().count() + 1;
        let level = match diagnostic["severity"].as_u64() {
            Some(1) => "error",
            Some(2) => "warning",
            Some(3) => "info",
            _ => "?",
        };
        let message = diagnostic["message"].as_str().expect("a text").lines().next().unwrap_or_default();
        let rule = diagnostic["code"].as_str().map(|rule| format!("[{rule}]")).unwrap_or_default();
        format!("{line}:{column}: {level}{rule} {message}")
    }

    /// The documents that an edit changes, as they are with it.
    pub fn edited(&self, edit: &Value) -> BTreeMap<String, String> {
        let mut edits: Vec<(String, Vec<Value>)> = Vec::new();
        for (uri, own) in edit["changes"].as_object().into_iter().flatten() {
            edits.push((self.path(&json!(uri)), own.as_array().expect("a list").clone()));
        }
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            let path = self.path(&change["textDocument"]["uri"]);
            let version = self.texts.get(&path).map(|(_, version)| *version);
            assert_eq!(change["textDocument"]["version"], json!(version), "{change}");
            edits.push((path, change["edits"].as_array().expect("a list").clone()));
        }
        let edited = |(path, edits): (String, Vec<Value>)| {
            let saved = || std::fs::read_to_string(self.scratch.path(&path)).expect("a text");
            let text = self.texts.get(&path).map_or_else(saved, |(text, _)| text.clone());
            let text = self.with_edits(&text, &edits);
            (path, text)
        };
        edits.into_iter().map(edited).collect()
    }

    /// A text with edits made.
    pub fn with_edits(&self, text: &str, edits: &[Value]) -> String {
        let range = |edit: &Value| {
            let range = &edit["range"];
            self.offset(text, &range["start"])..self.offset(text, &range["end"])
        };
        let mut sorted: Vec<&Value> = edits.iter().collect();
        sorted.sort_by_key(|edit| range(edit).start);
        let (mut new, mut rest) = (String::new(), 0);
        for edit in sorted {
            let range = range(edit);
            assert!(range.start >= rest, "edits overlap: {edits:?}");
            new += &text[rest..range.start];
            new += edit["newText"].as_str().expect("a text");
            rest = range.end;
        }
        new + &text[rest..]
    }

    /// Ends the server as the protocol wants it; its exit code.
    pub fn end(mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.code()
    }

    /// The exit code of a server that ends.
    pub fn code(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().expect("it ends").code().expect("no signal ends it")
    }
}

impl Drop for Client<'_> {
    fn drop(&mut self) {
        // A server whose client is gone ends.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

fn read(input: &mut impl BufRead) -> Option<Value> {
    let mut len = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => len = value.parse().expect("a number"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; len];
    input.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}
