//! `speclint release show`

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{Releases, Report, Request, check};
use crate::cli::formats::TextOrJson;
use crate::cli::{CLEAN, FAILED, fail, print};
use crate::error::Error;
use crate::escape::printable;
use crate::nearest::list;
use crate::output::{self, ErrorObject, ReleaseObject, count, write_json};
use crate::paths::{Here, display};
use crate::repository::Repository;
use crate::rules::Diagnostic;
use crate::rules::Rule;

#[derive(Args)]
pub(super) struct Arguments {
    /// The release [default: the current one]
    name: Option<String>,
    /// Hold its specs against this template instead of its own
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextOrJson,
}

/// A release, spec by spec.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "speclint release show --format json")]
pub(in crate::cli) struct ShowObject {
    /// What was checked: the release, and its groups.
    releases: Vec<ReleaseObject>,
    specs: Vec<SpecObject>,
    errors: Vec<ErrorObject>,
}

/// A spec that was checked.
#[derive(Serialize, JsonSchema)]
pub(in crate::cli) struct SpecObject {
    path: String,
    conforms: bool,
    /// How many diagnostics of level `error` there are.
    errors: usize,
    /// The same of level `warn`.
    warnings: usize,
    /// The paths of the sections that are missing: `Change > Storage`.
    missing: Vec<String>,
}

impl SpecObject {
    pub(super) fn new(here: &Here, path: &Path, diagnostics: &[Diagnostic]) -> Self {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
        let missing = diagnostics.iter().filter(|diagnostic| diagnostic.rule == Rule::MissingSection);
        SpecObject {
            path: here.relative(path),
            conforms: errors == 0,
            errors,
            warnings: diagnostics.len() - errors,
            missing: missing.filter_map(|diagnostic| diagnostic.fingerprint.path()).collect(),
        }
    }
}

impl ShowObject {
    fn new(report: &Report) -> Self {
        let here = Here::now();
        let found = found(report);
        let spec =
            |path: &PathBuf| SpecObject::new(&here, path, found.get(path.as_path()).copied().unwrap_or_default());
        ShowObject {
            releases: report.releases.iter().map(|release| ReleaseObject::new(&here, release)).collect(),
            specs: report.checked.iter().map(spec).collect(),
            errors: report.errors.iter().map(|error| ErrorObject::new(&here, error)).collect(),
        }
    }
}

pub(super) fn run(repository: &Repository, arguments: Arguments) -> Result<u8, Error> {
    let releases = arguments.name.map_or(Releases::Current, Releases::Named);
    let report = check(repository, &Request { releases, template: arguments.template, ..Request::default() });
    let code = if report.errors.is_empty() { CLEAN } else { FAILED };
    if arguments.format == TextOrJson::Json {
        return Ok(print(code, |out| write_json(&ShowObject::new(&report), out)));
    }
    for error in &report.errors {
        fail(error);
    }
    Ok(print(code, |out| {
        out.write_all(specs(&report).as_bytes())?;
        out.write_all(output::summary(&output::Shown::all(&report)).as_bytes())
    }))
}

/// What is found, by file.
fn found(report: &Report) -> HashMap<&Path, &[Diagnostic]> {
    report.files.iter().map(|file| (file.path.as_path(), file.diagnostics.as_slice())).collect()
}

/// A line for each spec.
pub(super) fn specs(report: &Report) -> String {
    let found = found(report);
    let line = |path: &PathBuf| {
        let diagnostics = found.get(path.as_path()).copied().unwrap_or_default();
        format!("{}: {}\n", display(path), printable(&verdict(diagnostics)))
    };
    report.checked.iter().map(line).collect()
}

/// `conforms`, or what is the matter.
pub(super) fn verdict(diagnostics: &[Diagnostic]) -> String {
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    if errors.is_empty() {
        return match diagnostics.len() {
            0 => "conforms".to_owned(),
            warnings => format!("conforms ({})", count(warnings, "warning")),
        };
    }
    let missing: Vec<&str> = errors
        .iter()
        .filter(|error| error.rule == Rule::MissingSection)
        .map(|error| {
            error.message.strip_prefix("section `").and_then(|name| name.split('`').next()).unwrap_or_default()
        })
        .collect();
    let others = errors.len() - missing.len();
    let lacks = match missing.as_slice() {
        [] => return count(others, "error"),
        // All of them are missing, and none is named first.
        [""] => "has no section".to_owned(),
        _ => format!("lacks {}", list(missing)),
    };
    if others == 0 { lacks } else { format!("{lacks}; {}", count(others, "other error")) }
}
