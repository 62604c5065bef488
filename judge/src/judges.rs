//! What cmark, cmark-gfm and commonmark.js see in a document.

use std::ffi::{c_char, c_int, c_void};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A heading at the top of a document, or a region. Lines are 1-based.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// `start` is the first line of the paragraph that it was made of, link definitions included.
    Heading { start: usize, level: u8, text: String },
    /// `lines` are those between the fences.
    Code { start: usize, fenced: bool, lines: usize },
    /// `row` is the line of the first row of the body; without such a row, that of the delimiter row.
    Table { row: usize, rows: usize },
    /// Something that CommonMark lacks.
    Extension,
}

unsafe extern "C" {
    fn judge_cmark(source: *const c_char, len: usize, extended: c_int, out_len: *mut usize) -> *mut c_char;
    fn judge_cmark_gfm(source: *const c_char, len: usize, extended: c_int, out_len: *mut usize) -> *mut c_char;
    fn free(pointer: *mut c_void);
}

/// CommonMark 0.31.2 by cmark.
pub fn cmark(source: &str) -> Vec<Record> {
    let mut len = 0;
    // SAFETY: the function reads `source.len()` bytes, and returns `len` bytes that are freed here.
    unsafe { records(judge_cmark(source.as_ptr().cast(), source.len(), 0, &raw mut len), len) }
}

/// CommonMark 0.29 by cmark-gfm, with tables, footnotes and strikethrough where it is `extended`.
pub fn cmark_gfm(source: &str, extended: bool) -> Vec<Record> {
    let mut len = 0;
    // SAFETY: as above.
    unsafe { records(judge_cmark_gfm(source.as_ptr().cast(), source.len(), extended.into(), &raw mut len), len) }
}

/// # Safety
/// `bytes` are `len` bytes by `malloc`, or null.
unsafe fn records(bytes: *mut c_char, len: usize) -> Vec<Record> {
    if bytes.is_null() {
        return Vec::new();
    }
    // SAFETY: by the promise above.
    let found = parse(unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), len) });
    // SAFETY: nothing borrows from it any longer.
    unsafe { free(bytes.cast()) };
    found
}

fn parse(mut bytes: &[u8]) -> Vec<Record> {
    let mut found = Vec::new();
    while let Some(end) = bytes.iter().position(|&b| b == b'\n') {
        let head = str::from_utf8(&bytes[..end]).expect("ASCII");
        bytes = &bytes[end + 1..];
        let (kind, numbers) = head.split_at(1);
        let numbers: Vec<usize> = numbers.split_whitespace().map(|number| number.parse().unwrap_or(0)).collect();
        found.push(match (kind, &*numbers) {
            ("H", &[level, start, len]) => {
                let (text, rest) = bytes.split_at(len);
                bytes = rest;
                Record::Heading { start, level: level as u8, text: folded(&String::from_utf8_lossy(text)) }
            }
            ("C", &[start, fenced, lines]) => Record::Code { start, fenced: fenced == 1, lines },
            ("T", &[row, rows]) => Record::Table { row, rows },
            _ => Record::Extension,
        });
    }
    found
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// CommonMark 0.31.2 by commonmark.js, in a process of its own.
pub struct CommonMarkJs {
    process: Child,
    documents: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl CommonMarkJs {
    /// Starts `node` with the package in a directory.
    pub fn start(package: &Path) -> std::io::Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("commonmark.js");
        let mut node = Command::new("node");
        let mut process = node.arg(script).arg(package).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let documents = process.stdin.take().expect("it is piped");
        let answers = BufReader::new(process.stdout.take().expect("it is piped"));
        Ok(CommonMarkJs { process, documents, answers })
    }

    pub fn records(&mut self, source: &str) -> Vec<Record> {
        // It keeps a byte order mark as text.
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        // For node, these characters end lines.
        let json = Value::from(source).to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        writeln!(self.documents, "{json}").expect("commonmark.js is there");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("commonmark.js is there");
        let answer: Vec<Value> = serde_json::from_str(&answer).expect("commonmark.js answers in JSON");
        let number = |record: &Value, key: &str| record[key].as_u64().unwrap_or(0) as usize;
        let record = |record: &Value| match record["text"].as_str() {
            Some(text) => Record::Heading {
                start: number(record, "start"),
                level: number(record, "level") as u8,
                text: folded(text),
            },
            None => Record::Code {
                start: number(record, "start"),
                fenced: record["fenced"] == true,
                lines: number(record, "lines"),
            },
        };
        answer.iter().map(record).collect()
    }
}

impl Drop for CommonMarkJs {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
