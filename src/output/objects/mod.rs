//! What the formats of JSON consist of, and its JSON Schema. `docs/output.md` describes it.

mod diagnostic;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::diagnostic::PlaceObject;

use self::diagnostic::DiagnosticObject;
use super::{Cause, Shown, causes};
use crate::check::{BaselineReport, Recorded, ReleaseReport};
use crate::error::Error;
use crate::lines::LineIndex;
use crate::paths::Here;
use crate::repository::{Passed, Reason};
use crate::rules::Span;

/// Grows when a key changes its meaning or goes; new keys may come without it.
const VERSION: u32 = 3;

/// A report as one object.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "speclint check --format json")]
pub struct ReportObject {
    #[serde(flatten)]
    summary: SummaryObject,
    /// What was checked.
    releases: Vec<ReleaseObject>,
    /// What the rules report.
    diagnostics: Vec<DiagnosticObject>,
    /// Why something could not be checked.
    errors: Vec<ErrorObject>,
}

/// An object of a report that has one on each line.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[schemars(title = "a line of speclint check --format json-lines")]
pub enum LineObject {
    /// What a rule reports.
    Diagnostic(Box<DiagnosticObject>),
    /// Why something could not be checked.
    Error(ErrorObject),
    /// What was checked.
    Release(ReleaseObject),
    /// The last line.
    Summary(SummaryObject),
}

/// What holds for a report as a whole.
#[derive(Serialize, JsonSchema)]
pub struct SummaryObject {
    /// The version of this format.
    version: u32,
    /// Whether the exit code is 0.
    passes: bool,
    /// How many paths are no specs and were passed over.
    skipped: usize,
    /// The releases that the configuration leaves out of a check of all of them.
    left_out: Vec<String>,
    /// What lies among the specs and is none.
    passed: Vec<PassedObject>,
    /// What specs had to differ from to be checked.
    changed_since: Option<String>,
    /// What the baseline did, where there is one.
    baseline: Option<BaselineObject>,
    /// The rules that were chosen by `--select`; empty: all.
    select: Vec<&'static str>,
    /// Those that were left out by `--ignore`.
    ignore: Vec<&'static str>,
    /// How many diagnostics there are that are not among these, by `--max-findings`.
    not_shown: usize,
    /// With `--statistics`, what is found most.
    statistics: Option<Vec<CauseObject>>,
}

/// The same wrong in several specs.
#[derive(Serialize, JsonSchema)]
struct CauseObject {
    rule: &'static str,
    /// What it is about, as of a diagnostic.
    subject: Option<String>,
    /// In how many files it is found.
    specs: usize,
    /// How often it is found.
    findings: usize,
    /// How many of the findings carry a fix, which may not be proved.
    fixable: usize,
}

/// A file among the specs that is none.
#[derive(Serialize, JsonSchema)]
struct PassedObject {
    path: String,
    /// `page`, `template`, `ignored`, `when`, `place-keeper`, `submodule` or `nested`.
    reason: &'static str,
}

/// What the baseline did.
#[derive(Serialize, JsonSchema)]
struct BaselineObject {
    /// How many diagnostics it records that were not reported.
    hidden: usize,
    /// How many specs conform only by that.
    conforming: usize,
    /// What it records and is no more.
    gone: Vec<GoneObject>,
}

/// An entry of the baseline that no longer holds.
#[derive(Serialize, JsonSchema)]
struct GoneObject {
    path: String,
    rule: String,
    subject: String,
    count: usize,
}

/// A release, or another set of specs, that was checked.
#[derive(Serialize, JsonSchema)]
pub struct ReleaseObject {
    /// The release, the group, `RELEASE/GROUP`, or nothing.
    name: String,
    release: Option<String>,
    group: Option<String>,
    /// The directory of its specs.
    directory: String,
    /// The template that they were held against.
    template: Option<String>,
    /// How many specs were held against it.
    specs: usize,
    /// How many of them have no error.
    conforming: usize,
    /// Diagnostics of level `error`, those about files that are no specs included.
    errors: usize,
    /// The same of level `warn`.
    warnings: usize,
}

/// Why something could not be checked.
#[derive(Serialize, JsonSchema)]
pub struct ErrorObject {
    /// The file or directory that it is about.
    path: Option<String>,
    /// What is wrong, in one sentence.
    message: String,
    /// What to do about it.
    help: Option<String>,
    #[serde(flatten)]
    place: Option<PlaceObject>,
}

impl ReportObject {
    pub(crate) fn new(shown: &Shown<'_>, here: &Here) -> Self {
        ReportObject {
            summary: SummaryObject::new(shown, here),
            releases: releases(shown, here).collect(),
            diagnostics: shown.found(here).map(|found| DiagnosticObject::new(here, found)).collect(),
            errors: errors(shown, here).collect(),
        }
    }
}

/// The lines of a report, in their order.
#[cfg(feature = "cli")]
pub(super) fn lines<'s>(shown: &'s Shown<'_>, here: &'s Here) -> impl Iterator<Item = LineObject> + 's {
    let diagnostics = shown.found(here).map(|found| DiagnosticObject::new(here, found));
    diagnostics
        .map(|object| LineObject::Diagnostic(Box::new(object)))
        .chain(errors(shown, here).map(LineObject::Error))
        .chain(releases(shown, here).map(LineObject::Release))
        .chain([LineObject::Summary(SummaryObject::new(shown, here))])
}

fn releases<'s>(shown: &'s Shown<'_>, here: &'s Here) -> impl Iterator<Item = ReleaseObject> + 's {
    shown.report.releases.iter().map(|release| ReleaseObject::new(here, release))
}

fn errors<'s>(shown: &'s Shown<'_>, here: &'s Here) -> impl Iterator<Item = ErrorObject> + 's {
    shown.report.errors.iter().map(|error| ErrorObject::new(here, error))
}

impl SummaryObject {
    fn new(shown: &Shown<'_>, here: &Here) -> Self {
        let report = shown.report;
        SummaryObject {
            version: VERSION,
            passes: report.passes(),
            skipped: report.skipped,
            left_out: report.left_out.clone(),
            passed: report.passed.iter().map(|passed| PassedObject::new(here, passed)).collect(),
            changed_since: report.changed_since.clone(),
            baseline: report.baseline.as_ref().map(BaselineObject::new),
            select: report.rules.select.iter().map(|rule| rule.name()).collect(),
            ignore: report.rules.ignore.iter().map(|rule| rule.name()).collect(),
            not_shown: shown.not_shown(),
            statistics: shown.statistics.then(|| causes(report).into_iter().map(CauseObject::new).collect()),
        }
    }
}

impl CauseObject {
    fn new(cause: Cause) -> Self {
        let Cause { rule, subject, files: specs, findings, fixable } = cause;
        CauseObject { rule: rule.name(), subject, specs, findings, fixable }
    }
}

impl BaselineObject {
    fn new(report: &BaselineReport) -> Self {
        let gone = |Recorded { path, rule, subject, count }: &Recorded| GoneObject {
            path: path.clone(),
            rule: rule.clone(),
            subject: subject.clone(),
            count: *count,
        };
        BaselineObject { hidden: report.hidden, conforming: report.specs, gone: report.gone.iter().map(gone).collect() }
    }
}

impl PassedObject {
    fn new(here: &Here, passed: &Passed) -> Self {
        let reason = match &passed.why {
            Reason::Ignored | Reason::NoDocument => "ignored",
            Reason::Page => "page",
            Reason::Template => "template",
            Reason::Submodule => "submodule",
            Reason::PlaceKeeper => "place-keeper",
            Reason::Nested(_) => "nested",
            Reason::When(_) => "when",
        };
        PassedObject { path: here.relative(&passed.path), reason }
    }
}

impl ReleaseObject {
    pub(crate) fn new(here: &Here, release: &ReleaseReport) -> Self {
        ReleaseObject {
            name: release.set.name(),
            release: release.set.release.clone(),
            group: release.set.group.clone(),
            directory: here.relative(&release.directory),
            template: release.template.as_deref().map(|path| here.relative(path)),
            specs: release.specs,
            conforming: release.conforming,
            errors: release.errors,
            warnings: release.warnings,
        }
    }
}

impl ErrorObject {
    pub(crate) fn new(here: &Here, error: &Error) -> Self {
        let place = error
            .place
            .as_ref()
            .map(|place| PlaceObject::new(&Span::new(&LineIndex::new(&place.source), place.range.clone())));
        ErrorObject {
            path: error.path.as_deref().map(|path| here.relative(path)),
            message: error.message.clone(),
            help: error.help.clone(),
            place,
        }
    }
}
