//! What is found in an open document, as one types.

use std::path::Path;

use super::impact::{Failing, Impact};
use super::positions::Positions;
use super::protocol::{Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, LspRange};
use super::view::{Home, View, file_uri};
use super::workspace::Role;
use crate::check::{Request, Variants, check_again};
use crate::config::Config;
use crate::error::Error;
use crate::rules;

/// What is found in a document.
#[derive(Default)]
pub(super) struct Found {
    /// As the client is told.
    pub told: Vec<Diagnostic>,
    /// What rules find.
    pub by_rules: Vec<rules::Diagnostic>,
    /// Why something else could not be checked, for the log.
    pub errors: Vec<Error>,
}

const SOURCE: &str = "speclint";

/// So many specs are named that a template would let fail.
const MAX_NAMED: usize = 50;

/// Checks an open document.
pub(super) fn check(view: &View) -> Found {
    let Some(home) = &view.home else {
        let errors: Vec<Error> = view.obstacle.iter().cloned().collect();
        return Found { told: errors.iter().map(|error| of_error(view, error)).collect(), errors, ..Found::default() };
    };
    match &home.role {
        Role::Specs { path, .. } => of_spec(view, home, path),
        Role::Template { path, .. } => of_template(view, home, path),
        Role::Config => of_config(view, home),
        Role::Other => Found::default(),
    }
}

/// The same findings as those of `speclint check` with this path.
fn of_spec(view: &View, home: &Home, path: &Path) -> Found {
    let request = Request { paths: vec![path.to_owned()], ..Request::default() };
    let mut report = check_again(&home.repository, &request, &home.cache);
    let own = report.files.iter_mut().find(|file| file.path == *path);
    let by_rules = own.map(|file| std::mem::take(&mut file.diagnostics)).unwrap_or_default();
    let mut told: Vec<Diagnostic> = by_rules.iter().map(|found| of_rule(view, found)).collect();
    // What `[when]` leaves out is not asked for here, but open.
    let is_left_out = report.passed.iter().any(|passed| passed.path == *path);
    if report.checked.is_empty() && !is_left_out {
        told.extend(report.errors.iter().map(|error| of_error(view, error)));
    }
    Found { told, by_rules, errors: report.errors }
}

/// What is wrong with a template, and what it would do to specs.
fn of_template(view: &View, home: &Home, path: &Path) -> Found {
    let Role::Template { sets, .. } = &home.role else { return Found::default() };
    // The template is read anew: what is kept is that of the last refresh. What is wrong for one set is for most.
    let request = Request::default();
    let is_own = |error: &Error| error.path.as_deref() == Some(path);
    let wrong = sets.iter().take(1).find_map(|set| Variants::of(&home.repository, &request, set).err());
    if let Some(error) = wrong.filter(is_own) {
        return Found { told: vec![of_error(view, &error)], ..Found::default() };
    }
    with_impact(view, home, is_own)
}

/// What is wrong with a configuration, and what it would do to specs.
fn of_config(view: &View, home: &Home) -> Found {
    let path = &home.repository.config.path;
    match Config::parse(path, view.text()) {
        Err(error) => Found { told: vec![of_error(view, &error)], ..Found::default() },
        Ok(_) => with_impact(view, home, |error| error.path.as_ref() == Some(path)),
    }
}

/// What was found when specs were last held against an open file. Of errors those of the file itself are told.
fn with_impact(view: &View, home: &Home, is_own: impl Fn(&Error) -> bool) -> Found {
    let Some(impact) = &home.impact else { return Found::default() };
    let (own, others) = impact.errors.iter().cloned().partition::<Vec<Error>, _>(is_own);
    let mut told: Vec<Diagnostic> = own.iter().map(|error| of_error(view, error)).collect();
    told.extend(of_impact(view, impact));
    Found { told, errors: others, by_rules: Vec::new() }
}

fn of_impact(view: &View, impact: &Impact) -> Option<Diagnostic> {
    if impact.failing.is_empty() {
        return None;
    }
    let what = if view.is_config { "this configuration" } else { "this template" };
    let mut message = format!("{} with {what} as it stands:", impact.summary());
    for failing in impact.failing.iter().take(MAX_NAMED) {
        message += &format!("\n{}: {}", view.shown(&failing.path), failing.message);
        if failing.errors > 1 {
            message += &format!(" (and {} more)", failing.errors - 1);
        }
    }
    if let Some(more) = impact.failing.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        message += &format!("\n… and {more} more");
    }
    Some(Diagnostic {
        severity: Some(DiagnosticSeverity::Information),
        code: Some(Code::String("impact".to_owned())),
        related_information: Some(
            impact.failing.iter().take(MAX_NAMED).map(|failing| related(view, failing)).collect(),
        ),
        ..diagnostic(first_line(view), message)
    })
}

fn related(view: &View, failing: &Failing) -> DiagnosticRelatedInformation {
    let range = failing.source.as_ref().zip(failing.span.as_ref()).map(|(source, span)| {
        let positions = Positions::new(source.clone(), view.positions.encoding());
        positions.range(span.range.clone())
    });
    let location = Location { uri: file_uri(&failing.path), range: range.unwrap_or_default() };
    DiagnosticRelatedInformation { location, message: failing.message.clone() }
}

/// A rule's finding.
pub(super) fn of_rule(view: &View, found: &rules::Diagnostic) -> Diagnostic {
    let range = found.span.as_ref().map_or_else(|| first_line(view), |span| view.range(span.range.clone()));
    let help = found.help.shown(|path| view.shown(path));
    let message = if help.is_empty() { found.message.clone() } else { format!("{}\n{help}", found.message) };
    let severity = if found.is_error() { DiagnosticSeverity::Error } else { DiagnosticSeverity::Warning };
    Diagnostic {
        severity: Some(severity),
        code: Some(Code::String(found.rule.name().to_owned())),
        ..diagnostic(range, message)
    }
}

/// Why a document could not be checked. A place in another file is told in words.
fn of_error(view: &View, error: &Error) -> Diagnostic {
    let place = error.place.as_deref().filter(|place| *place.source == **view.text());
    let range = place.map_or_else(|| first_line(view), |place| view.range(place.range.clone()));
    let mut message = match place {
        Some(_) => error.message.clone(),
        None => error.line(|path| view.shown(path)),
    };
    if let Some(help) = &error.help {
        message += &format!("\n{help}");
    }
    Diagnostic { severity: Some(DiagnosticSeverity::Error), ..diagnostic(range, message) }
}

fn diagnostic(range: LspRange, message: String) -> Diagnostic {
    Diagnostic { range, message: message.into(), source: Some(SOURCE.to_owned()), ..Diagnostic::default() }
}

fn first_line(view: &View) -> LspRange {
    view.range(view.positions.line(0))
}
