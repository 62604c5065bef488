//! Texts in memory, checked, fixed and outlined: a question in JSON → an answer in JSON. It is what the WebAssembly build
//! offers, where there are no files.
//!
//! ```
//! let question = r##"{"command": "outline", "path": "a.md", "text": "# A\n\n## One\n\n## Two\n"}"##;
//! let answer: serde_json::Value = serde_json::from_str(&speclint::texts::answer(question))?;
//! assert_eq!(answer["title"]["text"], "A");
//! assert_eq!(answer["sections"][1]["text"], "Two");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A question is an object with a `command`:
//!
//! | `command` | other keys | the answer |
//! |---|---|---|
//! | `check` | `files`, `all_releases`, `deny_warnings` | `report`, as `speclint check --format json` prints it; `text`, for people |
//! | `fix` | `files`, `all_releases`, `unsafe_fixes`, `add_missing` | `files` that change, and their new texts; `fixed`, `refused`, `left` and `errors` |
//! | `outline` | `path`, `text` | as `speclint outline --format json-lines` prints it |
//!
//! `files` holds the texts of a specs repository by their paths: `release.toml`, templates, specs. A text is a string, or
//! where it is not UTF-8 an array of bytes. What cannot be answered is `{"error": …}`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::check::{Releases, Request, check};
use crate::checker::Refused;
use crate::document::{Document, Formats};
use crate::error::Error;
use crate::escape;
use crate::files::Memory;
use crate::fix::{FixReport, Fixes, fix, prove};
use crate::output::{ErrorObject, PlaceObject, ReportObject, Shown, outline_object, plain};
use crate::paths::Here;
use crate::repository::{Repository, config_in};
use crate::rules::Diagnostic;

/// What is asked.
#[derive(Deserialize)]
#[serde(tag = "command", rename_all = "lowercase", deny_unknown_fields)]
enum Question {
    Check {
        files: Files,
        #[serde(default)]
        all_releases: bool,
        #[serde(default)]
        deny_warnings: bool,
    },
    Fix {
        files: Files,
        #[serde(default)]
        all_releases: bool,
        #[serde(default)]
        unsafe_fixes: bool,
        /// What is written into sections that are missing; `None`: they stay missing.
        add_missing: Option<String>,
    },
    Outline {
        path: PathBuf,
        text: String,
    },
}

/// The files of a repository, by their paths.
type Files = BTreeMap<PathBuf, Contents>;

/// What a file holds: a text, or bytes where it is not UTF-8.
#[derive(Deserialize)]
#[serde(untagged)]
enum Contents {
    Text(String),
    Bytes(Vec<u8>),
}

impl Contents {
    fn into_bytes(self) -> Vec<u8> {
        match self {
            Contents::Text(text) => text.into_bytes(),
            Contents::Bytes(bytes) => bytes,
        }
    }
}

/// Answers a question about texts.
pub fn answer(question: &str) -> String {
    let answer = serde_json::from_str(question).map_err(|error| Error::new(format!("no question: {error}")));
    let answer = answer.and_then(answered);
    let answer = answer.unwrap_or_else(|error| {
        let error = ErrorObject::new(&Here::now(), &error);
        written(&Refusal { error })
    });
    escape::json(&answer).into_owned()
}

#[derive(Serialize)]
struct Refusal {
    error: ErrorObject,
}

/// Nothing that is answered has keys that JSON cannot have.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn answered(question: Question) -> Result<String, Error> {
    match question {
        Question::Check { files, all_releases, deny_warnings } => {
            let request = Request { releases: releases(all_releases), deny_warnings, ..Request::default() };
            let repository = repository(files)?;
            let mut report = check(&repository, &request);
            prove(&repository, &request, Path::new(""), &mut report);
            Ok(written(&Checked {
                report: ReportObject::new(&Shown::all(&report), &Here::now()),
                text: plain(&report),
            }))
        }
        Question::Fix { files, all_releases, unsafe_fixes, add_missing } => {
            let request = Request { releases: releases(all_releases), placeholder: add_missing, ..Request::default() };
            let fixes = if unsafe_fixes { Fixes::Unsafe } else { Fixes::Safe };
            let report = fix(&repository(files)?, &request, fixes, Path::new(""), &|_| Ok(()));
            Ok(written(&Fixed::new(&Here::now(), &report)))
        }
        Question::Outline { path, text } => {
            let format = Formats::default().require(&path, "the text")?;
            let document = Document::parse(text, format);
            Ok(written(&outline_object(&path.to_string_lossy(), &document.outline)))
        }
    }
}

fn releases(all: bool) -> Releases {
    if all { Releases::All } else { Releases::Current }
}

fn repository(files: Files) -> Result<Repository, Error> {
    let files = Arc::new(Memory::new(files.into_iter().map(|(path, contents)| (path, contents.into_bytes()))));
    let root = Path::new("");
    let config = config_in(&*files, root)?;
    let config = config.ok_or_else(|| Error::new("no `release.toml` or `speclint.toml` among the files"))?;
    Repository::open_in(files, &config)
}

#[derive(Serialize)]
struct Checked {
    report: ReportObject,
    text: String,
}

#[derive(Serialize)]
struct Fixed<'r> {
    files: BTreeMap<String, &'r str>,
    fixed: Vec<FixObject<'r>>,
    refused: Vec<FixObject<'r>>,
    left: usize,
    errors: Vec<ErrorObject>,
}

#[derive(Serialize)]
struct FixObject<'r> {
    path: String,
    rule: &'static str,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(flatten)]
    place: Option<PlaceObject>,
}

impl<'r> Fixed<'r> {
    fn new(here: &Here, report: &'r FixReport) -> Self {
        let mut fixed = Fixed {
            files: BTreeMap::new(),
            fixed: Vec::new(),
            refused: Vec::new(),
            left: report.files.iter().map(|file| file.left.len()).sum(),
            errors: report.errors.iter().map(|error| ErrorObject::new(here, error)).collect(),
        };
        for file in &report.files {
            let path = || here.relative(&file.path);
            if file.before != file.after {
                fixed.files.insert(path(), &file.after);
            }
            fixed.files.extend(file.others.iter().map(|other| (here.relative(&other.path), other.after.as_str())));
            fixed.fixed.extend(file.fixed.iter().map(|diagnostic| FixObject::new(path(), diagnostic, None)));
            let refused =
                |Refused { diagnostic, why }: &'r Refused| FixObject::new(path(), diagnostic, Some(why.to_string()));
            fixed.refused.extend(file.refused.iter().map(refused));
        }
        fixed
    }
}

impl<'r> FixObject<'r> {
    fn new(path: String, diagnostic: &'r Diagnostic, why: Option<String>) -> Self {
        let place = diagnostic.span.as_ref().map(PlaceObject::new);
        FixObject { path, rule: diagnostic.rule.name(), message: &diagnostic.message, why, place }
    }
}
