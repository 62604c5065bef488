//! For machines: JSON, in one object or an object a line. `docs/output.md` describes both.

use std::io::{self, Write};

use serde::Serialize;

use crate::check::{BaselineReport, FileReport, Recorded, ReleaseReport, Report};
use crate::document::Text;
use crate::error::Error;
use crate::escape;
use crate::lines::LineIndex;
use crate::paths::Here;
use crate::repository::{Passed, Reason};
use crate::rules::{Diagnostic, Span};

/// Grows when a key changes its meaning or goes; new keys may come without it.
const VERSION: u32 = 2;

#[derive(Serialize)]
struct Whole<'r> {
    version: u32,
    passes: bool,
    skipped: usize,
    left_out: &'r [String],
    passed: Vec<PassedObject>,
    changed_since: Option<&'r str>,
    baseline: Option<BaselineObject<'r>>,
    releases: Vec<ReleaseObject<'r>>,
    diagnostics: Vec<DiagnosticObject<'r>>,
    errors: Vec<ErrorObject<'r>>,
}

#[derive(Serialize)]
struct PassedObject {
    path: String,
    reason: &'static str,
}

#[derive(Serialize)]
struct BaselineObject<'r> {
    hidden: usize,
    conforming: usize,
    gone: &'r [Recorded],
}

#[derive(Serialize)]
struct ReleaseObject<'r> {
    name: String,
    release: Option<&'r str>,
    group: Option<&'r str>,
    directory: String,
    template: Option<String>,
    specs: usize,
    conforming: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct DiagnosticObject<'r> {
    path: String,
    release: Option<&'r str>,
    group: Option<&'r str>,
    rule: &'static str,
    level: &'static str,
    section: &'r [Text],
    message: &'r str,
    help: String,
    #[serde(flatten)]
    place: Option<PlaceObject>,
}

/// A part of a document.
#[derive(Serialize)]
pub(crate) struct PlaceObject {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: usize,
    end_byte: usize,
}

/// Why something could not be checked.
#[derive(Serialize)]
pub(crate) struct ErrorObject<'r> {
    path: Option<String>,
    message: &'r str,
    help: Option<&'r str>,
    #[serde(flatten)]
    place: Option<PlaceObject>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'r> {
    Diagnostic(DiagnosticObject<'r>),
    Error(ErrorObject<'r>),
    Release(ReleaseObject<'r>),
    Summary {
        version: u32,
        passes: bool,
        skipped: usize,
        left_out: &'r [String],
        passed: Vec<PassedObject>,
        changed_since: Option<&'r str>,
        baseline: Option<BaselineObject<'r>>,
    },
}

/// Writes the report as one object.
///
/// # Errors
/// Where `out` does.
pub fn write_json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", escape::json(&serde_json::to_string_pretty(&report_object(report))?))
}

/// The whole report, for programs.
pub(crate) fn report_object(report: &Report) -> impl Serialize + '_ {
    let here = Here::now();
    Whole {
        version: VERSION,
        passes: report.passes(),
        skipped: report.skipped,
        left_out: &report.left_out,
        passed: report.passed.iter().map(|passed| PassedObject::new(&here, passed)).collect(),
        changed_since: report.changed_since.as_deref(),
        baseline: report.baseline.as_ref().map(BaselineObject::new),
        releases: report.releases.iter().map(|release| ReleaseObject::new(&here, release)).collect(),
        diagnostics: diagnostics(&here, report).collect(),
        errors: report.errors.iter().map(|error| ErrorObject::new(&here, error)).collect(),
    }
}

/// Writes an object a line: diagnostics, errors, releases, and at the end one of type `summary`.
///
/// # Errors
/// Where `out` does.
pub fn write_json_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let here = Here::now();
    let lines = diagnostics(&here, report)
        .map(Line::Diagnostic)
        .chain(report.errors.iter().map(|error| Line::Error(ErrorObject::new(&here, error))))
        .chain(report.releases.iter().map(|release| Line::Release(ReleaseObject::new(&here, release))))
        .chain([Line::Summary {
            version: VERSION,
            passes: report.passes(),
            skipped: report.skipped,
            left_out: &report.left_out,
            passed: report.passed.iter().map(|passed| PassedObject::new(&here, passed)).collect(),
            changed_since: report.changed_since.as_deref(),
            baseline: report.baseline.as_ref().map(BaselineObject::new),
        }]);
    for line in lines {
        write_json_line(&line, out)?;
    }
    Ok(())
}

/// Writes a value as JSON on a line of its own.
///
/// # Errors
/// Where `out` does.
pub(crate) fn write_json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", escape::json(&serde_json::to_string(value)?))
}

fn diagnostics<'r>(here: &Here, report: &'r Report) -> impl Iterator<Item = DiagnosticObject<'r>> {
    report.files.iter().flat_map(move |file| {
        let path = here.relative(&file.path);
        file.diagnostics.iter().map(move |diagnostic| DiagnosticObject::new(here, file, path.clone(), diagnostic))
    })
}

impl<'r> DiagnosticObject<'r> {
    fn new(here: &Here, file: &'r FileReport, path: String, diagnostic: &'r Diagnostic) -> Self {
        DiagnosticObject {
            path,
            release: file.set.release.as_deref(),
            group: file.set.group.as_deref(),
            rule: diagnostic.rule.name(),
            level: diagnostic.level.name(),
            section: &diagnostic.section,
            message: &diagnostic.message,
            help: diagnostic.help.shown(|path| here.relative(path)),
            place: diagnostic.span.as_ref().map(PlaceObject::new),
        }
    }
}

impl PlaceObject {
    /// The place of a span.
    pub fn new(span: &Span) -> Self {
        PlaceObject {
            line: span.line,
            column: span.column,
            end_line: span.end_line,
            end_column: span.end_column,
            start_byte: span.range.start,
            end_byte: span.range.end,
        }
    }
}

impl<'r> BaselineObject<'r> {
    fn new(report: &'r BaselineReport) -> Self {
        BaselineObject { hidden: report.hidden, conforming: report.specs, gone: &report.gone }
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

impl<'r> ReleaseObject<'r> {
    fn new(here: &Here, release: &'r ReleaseReport) -> Self {
        ReleaseObject {
            name: release.set.name(),
            release: release.set.release.as_deref(),
            group: release.set.group.as_deref(),
            directory: here.relative(&release.directory),
            template: release.template.as_deref().map(|path| here.relative(path)),
            specs: release.specs,
            conforming: release.conforming,
            errors: release.errors,
            warnings: release.warnings,
        }
    }
}

impl<'r> ErrorObject<'r> {
    /// An error, with its path as it looks from here.
    pub fn new(here: &Here, error: &'r Error) -> Self {
        let place = error
            .place
            .as_ref()
            .map(|place| PlaceObject::new(&Span::new(&LineIndex::new(&place.source), place.range.clone())));
        ErrorObject {
            path: error.path.as_deref().map(|path| here.relative(path)),
            message: &error.message,
            help: error.help.as_deref(),
            place,
        }
    }
}
