//! `speclint release list`

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{ReleaseReport, Releases, Report, Request, check};
use crate::cli::formats::TextOrJson;
use crate::cli::{CLEAN, FAILED, fail, print};
use crate::escape::printable;
use crate::output::{ErrorObject, ReleaseObject, count, write_json};
use crate::paths::{Here, display};
use crate::repository::Repository;

#[derive(Args)]
pub(super) struct Arguments {
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextOrJson,
}

/// The releases.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "speclint release list --format json")]
pub(in crate::cli) struct ListObject {
    /// The current release.
    current: Option<String>,
    /// Those that were checked, and what came of it.
    releases: Vec<ReleaseObject>,
    /// Those that the configuration leaves out.
    left_out: Vec<String>,
    errors: Vec<ErrorObject>,
}

pub(super) fn run(repository: &Repository, arguments: &Arguments) -> u8 {
    let report = check(repository, &Request { releases: Releases::All, ..Request::default() });
    let code = if report.errors.is_empty() { CLEAN } else { FAILED };
    if arguments.format == TextOrJson::Json {
        let here = Here::now();
        let object = ListObject {
            current: repository.config.current_release.clone(),
            releases: report.releases.iter().map(|release| ReleaseObject::new(&here, release)).collect(),
            left_out: report.left_out,
            errors: report.errors.iter().map(|error| ErrorObject::new(&here, error)).collect(),
        };
        return print(code, |out| write_json(&object, out));
    }
    for error in &report.errors {
        fail(error);
    }
    print(code, |out| out.write_all(table(repository, &report).as_bytes()))
}

fn table(repository: &Repository, report: &Report) -> String {
    let current = repository.config.current_release.as_deref();
    let mut rows: Vec<(String, [String; 3])> = report
        .releases
        .iter()
        .map(|release| {
            let is_current = release.set.release.is_some() && release.set.release.as_deref() == current;
            let mark = if is_current { "*" } else { " " };
            let template = release.template.clone().or_else(|| repository.template(&repository.set(&release.set)).ok());
            let template = template.as_deref().map(display).unwrap_or_default();
            (release.set.name(), [format!("{mark} {}", printable(&name(release))), template, conforming(release)])
        })
        .collect();
    rows.extend(report.left_out.iter().map(|name| {
        (name.clone(), [format!("  {}", printable(name)), String::new(), "not checked, by release.toml".to_owned()])
    }));
    rows.sort();
    let width = |column: usize| rows.iter().map(|(_, row)| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    let line = |(_, [name, template, specs]): &(String, [String; 3])| {
        format!("{name:<first$}  {template:<second$}  {specs}\n")
    };
    rows.iter().map(line).collect()
}

fn name(release: &ReleaseReport) -> String {
    Some(release.set.name()).filter(|name| !name.is_empty()).unwrap_or_else(|| display(&release.directory))
}

fn conforming(release: &ReleaseReport) -> String {
    match (release.specs, release.conforming) {
        (0, _) => "no spec yet".to_owned(),
        (1, 1) => "1 spec, which conforms".to_owned(),
        (all, conforming) if all == conforming => format!("{}, all conform", count(all, "spec")),
        (all, 0) => format!("{}, none conforms", count(all, "spec")),
        (all, conforming) => format!("{}, {conforming} of which conform", count(all, "spec")),
    }
}
