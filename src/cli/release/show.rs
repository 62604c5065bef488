//! `speclint release show`

use std::collections::HashMap;
use std::path::Path;

use clap::Args;

use crate::check::{Releases, Report, Request, check};
use crate::cli::{CLEAN, FAILED, fail, print};
use crate::error::Error;
use crate::escape::printable;
use crate::nearest::list;
use crate::output::{self, count};
use crate::paths::display;
use crate::repository::Repository;
use crate::rules::Diagnostic;
use crate::rules::Rule;

#[derive(Args)]
pub(super) struct Arguments {
    /// The release [default: the current one]
    name: Option<String>,
    /// Hold its specs against this template instead of its own
    #[arg(long, value_name = "FILE")]
    template: Option<std::path::PathBuf>,
}

pub(super) fn run(repository: &Repository, arguments: Arguments) -> Result<u8, Error> {
    let releases = arguments.name.map_or(Releases::Current, Releases::Named);
    let report = check(repository, &Request { releases, template: arguments.template, ..Request::default() });
    for error in &report.errors {
        fail(error);
    }
    let code = if report.errors.is_empty() { CLEAN } else { FAILED };
    Ok(print(code, |out| {
        out.write_all(specs(&report).as_bytes())?;
        out.write_all(output::summary(&report).as_bytes())
    }))
}

/// A line for each spec.
pub(super) fn specs(report: &Report) -> String {
    let found: HashMap<&Path, &[Diagnostic]> =
        report.files.iter().map(|file| (file.path.as_path(), file.diagnostics.as_slice())).collect();
    let line = |path: &std::path::PathBuf| {
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
