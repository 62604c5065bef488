//! What was checked: the lines that end a report.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cause, Shown, causes, count};
use crate::check::{BASELINE, ReleaseReport, Report};
use crate::config::SpecSet;
use crate::escape::printable;
use crate::paths::display;
use crate::repository::{Passed, Reason};
use crate::rules::{Fix, FixKind, Rule};

/// One line for each release, one for all if there are several, and what was not checked.
pub fn summary(shown: &Shown<'_>) -> String {
    let report = shown.report;
    let mut lines: Vec<String> = report.releases.iter().map(release).collect();
    if report.releases.iter().filter(|release| release.specs > 0).count() > 1 {
        lines.push(total(&report.releases));
    }
    lines.extend(most_frequent(shown));
    lines.extend(fixable(report));
    lines.extend(lacked(report));
    if let Some(base) = &report.changed_since {
        let is_nothing = report.releases.iter().all(|release| release.specs == 0);
        lines.push(match (is_nothing, report.only_added) {
            (true, false) => format!("no spec differs from {base}: nothing to check"),
            (true, true) => format!("no spec was added since {base}: nothing to check"),
            (false, false) => format!("only what differs from {base} was checked"),
            (false, true) => format!("only specs that were added since {base} were checked"),
        });
    }
    if !report.left_out.is_empty() {
        let names = report.left_out.iter().map(String::as_str);
        lines.push(format!("left out by release.toml: {}", crate::nearest::list(names)));
    }
    if let Some(baseline) = &report.baseline {
        if baseline.hidden > 0 {
            let are = if baseline.hidden == 1 { "is" } else { "are" };
            let specs: usize = report.releases.iter().map(|release| release.specs).sum();
            let only = match baseline.specs {
                0 => String::new(),
                1 => format!("; 1 of {specs} conforms only by that"),
                some => format!("; {some} of {specs} conform only by that"),
            };
            let hidden = count(baseline.hidden, "diagnostic");
            lines.push(format!("{hidden} {are} recorded in {BASELINE} and not shown{only}"));
        }
        for gone in &baseline.gone {
            let subject = if gone.subject.is_empty() { String::new() } else { format!(" `{}`", gone.subject) };
            let times = if gone.count == 1 { String::new() } else { format!(" ({} times)", gone.count) };
            lines.push(format!("recorded in {BASELINE}, and gone: {}: {}{subject}{times}", gone.path, gone.rule));
        }
        if !baseline.gone.is_empty() {
            lines.push("forget what is gone with `speclint check --prune-baseline`".to_owned());
        }
    }
    if !report.passed.is_empty() {
        lines.push(passed(&report.passed));
    }
    if report.skipped > 0 {
        let are = if report.skipped == 1 { "is no spec" } else { "are no specs" };
        lines.push(format!("{} {are} of the repository: not checked", count(report.skipped, "path")));
    }
    if !report.errors.is_empty() || lines.is_empty() {
        let what = if report.releases.is_empty() { "nothing was checked" } else { "the check is not complete" };
        lines.push(match report.errors.len() {
            0 => what.to_owned(),
            1 => format!("{what}: see the error above"),
            errors => format!("{what}: see the {errors} errors above"),
        });
    }
    if shown.not_shown() > 0 {
        lines.push(format!("{} not shown", count(shown.not_shown(), "more finding")));
    }
    lines.extend(report.rules.words());
    lines.iter().map(|line| printable(line) + "\n").collect()
}

/// What is found most, where so much is found that nobody sees it.
fn most_frequent(shown: &Shown<'_>) -> Option<String> {
    const LONG: usize = 20;
    const NAMED: usize = 3;
    let causes = causes(shown.report);
    let findings: usize = causes.iter().map(|cause| cause.findings).sum();
    if shown.statistics || findings < LONG || causes.len() < 2 {
        return None;
    }
    let named = causes.iter().take(NAMED).map(|Cause { rule, subject, files, .. }| {
        let subject = subject.as_ref().map(|subject| format!(" `{}`", shortened(subject))).unwrap_or_default();
        format!("{}{subject} ({})", rule.name(), count(*files, "file"))
    });
    Some(format!("most frequent: {}", named.collect::<Vec<_>>().join(", ")))
}

/// As much of a name as is read at a glance.
fn shortened(name: &str) -> String {
    const MOST: usize = 60;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// `passed over: 2 pages (specs/index.rst …), 1 template (specs/template.rst)`
fn passed(passed: &[Passed]) -> String {
    let of = |why: Reason, what: &str| {
        let own: Vec<&Passed> = passed.iter().filter(|passed| passed.why == why).collect();
        let first = display(&own.first()?.path);
        let more = if own.len() > 1 { " …" } else { "" };
        Some(format!("{} ({first}{more})", count(own.len(), what)))
    };
    let kinds = [
        of(Reason::Page, "page"),
        of(Reason::Template, "template"),
        of(Reason::Ignored, "ignored file"),
        of(Reason::NoDocument, "other file"),
        of(Reason::Submodule, "submodule"),
        of(Reason::PlaceKeeper, "empty file"),
    ];
    let mut kinds: Vec<String> = kinds.into_iter().flatten().collect();
    let whens: BTreeSet<&String> = passed
        .iter()
        .filter_map(|passed| match &passed.why {
            Reason::When(name) => Some(name),
            _ => None,
        })
        .collect();
    let by_when =
        |name: &String| of(Reason::When(name.clone()), "spec").map(|specs| format!("{specs} by [when.{name}]"));
    kinds.extend(whens.into_iter().filter_map(by_when));
    format!("passed over: {}", kinds.join(", "))
}

/// How many of the findings `speclint fix` mends, where it does any: `3 of 7 findings can be fixed with …`.
fn fixable(report: &Report) -> Option<String> {
    let (mut all, mut safe, mut more, mut missing) = (0, 0, 0, 0);
    for diagnostic in report.files.iter().flat_map(|file| &file.diagnostics) {
        all += 1;
        match &diagnostic.fix {
            Some(Fix { kind: FixKind::Add(_), .. }) => missing += 1,
            Some(fix) if fix.is_safe() => safe += 1,
            Some(_) => more += 1,
            None => {}
        }
    }
    let mut ways = Vec::new();
    for (count, option) in [(safe, ""), (more, " --unsafe-fixes"), (missing, " --add-missing")] {
        match (count, ways.is_empty()) {
            (0, _) => {}
            (_, true) => ways
                .push(format!("{count} of {} can be fixed with `speclint fix{option}`", self::count(all, "finding"))),
            (_, false) => ways.push(format!("{count} more with{option}")),
        }
    }
    (!ways.is_empty()).then(|| ways.join(", "))
}

/// Of so few specs all may lack a section by chance.
const FEW: usize = 10;

/// The sections that nearly all specs of a release lack, if all were checked: the template may not mean them for specs.
fn lacked(report: &Report) -> Vec<String> {
    let mut missing: BTreeMap<&SpecSet, BTreeMap<String, usize>> = BTreeMap::new();
    for file in &report.files {
        for found in file.diagnostics.iter().filter(|found| found.rule == Rule::MissingSection) {
            let Some(path) = found.fingerprint.path() else { continue };
            *missing.entry(&file.set).or_default().entry(path).or_default() += 1;
        }
    }
    let whole = report.releases.iter().filter(|release| !release.has_others && release.specs >= FEW);
    whole.flat_map(|release| lacked_by_most(release, missing.remove(&release.set).unwrap_or_default())).collect()
}

fn lacked_by_most(release: &ReleaseReport, mut counts: BTreeMap<String, usize>) -> Vec<String> {
    counts.retain(|_, count| *count * 10 >= release.specs * 9);
    let line = |(path, count): (String, usize)| {
        format!(
            "{count} of {} lack `{path}`: if specs need not have it, say so in the template or in `sections.optional`",
            self::count(release.specs, "spec")
        )
    };
    counts.into_iter().map(line).collect()
}

fn release(release: &ReleaseReport) -> String {
    let name = release.set.name();
    let of = if name.is_empty() { String::new() } else { format!(" of {name}") };
    let (errors, warnings) = (release.errors, release.warnings);
    match &release.template {
        Some(template) if release.specs > 0 => format!(
            "{}{of} held against {}: {}",
            count(release.specs, "spec"),
            display(template),
            verdict(release.specs, release.conforming, errors, warnings)
        ),
        _ if release.has_others => format!("no spec{of} was to be checked{}", found(errors, warnings)),
        _ => format!("no spec{of} to check yet: {} is empty{}", display(&release.directory), found(errors, warnings)),
    }
}

fn total(releases: &[ReleaseReport]) -> String {
    let sum = |field: fn(&ReleaseReport) -> usize| releases.iter().map(field).sum::<usize>();
    let specs = sum(|release| release.specs);
    let are_releases = releases.iter().all(|release| release.set.release.is_some() && release.set.group.is_none());
    // Specs of one release may be held against several templates.
    let names: BTreeSet<String> = releases.iter().map(|release| release.set.name()).collect();
    let of = match (are_releases, names.len()) {
        (true, 2..) => format!(" of {}", count(names.len(), "release")),
        _ => String::new(),
    };
    format!(
        "{}{of} in all: {}",
        count(specs, "spec"),
        verdict(
            specs,
            sum(|release| release.conforming),
            sum(|release| release.errors),
            sum(|release| release.warnings)
        )
    )
}

/// How many specs conform, and how much was found. Where all conform, errors are about files that are no specs.
fn verdict(specs: usize, conforming: usize, errors: usize, warnings: usize) -> String {
    if specs == conforming && errors > 0 {
        let warnings = found(0, warnings);
        return format!("{}, but {} in other files{warnings}", conform(specs, conforming), count(errors, "error"));
    }
    conform(specs, conforming) + &found(errors, warnings)
}

fn conform(specs: usize, conforming: usize) -> String {
    match (specs, specs - conforming) {
        (1, 0) => "it conforms".to_owned(),
        (1, _) => "it does not conform".to_owned(),
        (_, 0) => "all conform".to_owned(),
        (_, not) => {
            let conform = if conforming == 1 { "conforms" } else { "conform" };
            format!("{conforming} {conform}, {not} {} not", if not == 1 { "does" } else { "do" })
        }
    }
}

fn found(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => String::new(),
        (0, _) => format!(" ({})", count(warnings, "warning")),
        (_, 0) => format!(" ({})", count(errors, "error")),
        _ => format!(" ({}, {})", count(errors, "error"), count(warnings, "warning")),
    }
}
