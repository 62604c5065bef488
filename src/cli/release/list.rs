//! `speclint release list`

use crate::check::{ReleaseReport, Releases, Request, check};
use crate::cli::{CLEAN, FAILED, fail, print};
use crate::escape::printable;
use crate::output::count;
use crate::paths::display;
use crate::repository::Repository;

pub(super) fn run(repository: &Repository) -> u8 {
    let report = check(repository, &Request { releases: Releases::All, ..Request::default() });
    for error in &report.errors {
        fail(error);
    }
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
    let text: String = rows.iter().map(line).collect();
    print(if report.errors.is_empty() { CLEAN } else { FAILED }, |out| out.write_all(text.as_bytes()))
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
