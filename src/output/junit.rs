//! For systems that show tests: JUnit's XML, as Jenkins describes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::found::Found;
use super::github::place;
use super::{Format, Shown};
use crate::escape::is_obeyed;
use crate::paths::Here;
use crate::rules::Span;

/// A suite for each file and a case for each finding; a spec without findings has a case that passes.
pub struct Junit;

/// The suites of what could not be checked.
const ERRORS: &str = "speclint";

impl Format for Junit {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (here, report) = (shown.top(), shown.report);
        let mut suites: BTreeMap<String, Vec<Found<'_>>> = BTreeMap::new();
        for path in &report.checked {
            suites.entry(here.relative(path)).or_default();
        }
        for found in shown.found(&here) {
            suites.entry(found.path.clone()).or_default().push(found);
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"speclint\">")?;
        if !report.errors.is_empty() {
            let count = report.errors.len();
            write_suite(out, ERRORS, count, 0, count)?;
            for error in &report.errors {
                let path = error.path.as_deref().map(|path| here.relative(path)).unwrap_or_default();
                let text = with_place(&path, place(error).as_ref(), error.help.as_deref().unwrap_or_default());
                let outcome = Outcome { element: "error", kind: "error", message: &error.message, text: &text };
                write_case(out, ERRORS, &path, Some(outcome))?;
            }
            writeln!(out, "</testsuite>")?;
        }
        for (path, found) in &suites {
            let failures = found.iter().filter(|found| found.diagnostic.is_error()).count();
            write_suite(out, path, found.len().max(1), failures, 0)?;
            if found.is_empty() {
                write_case(out, path, "conforms", None)?;
            }
            for found in found {
                write_finding(out, &here, path, found)?;
            }
            writeln!(out, "</testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// What came of a case.
struct Outcome<'o> {
    /// `failure`, `error` or, where it passes all the same, `system-out`.
    element: &'o str,
    kind: &'o str,
    message: &'o str,
    text: &'o str,
}

fn write_finding(out: &mut dyn Write, here: &Here, path: &str, found: &Found<'_>) -> io::Result<()> {
    let diagnostic = found.diagnostic;
    let rule = diagnostic.rule.name();
    let name = match diagnostic.fingerprint.path() {
        Some(subject) => format!("{rule}: {subject}"),
        None => rule.to_owned(),
    };
    let help = diagnostic.help.shown(|path| here.relative(path));
    let text = with_place(path, diagnostic.span.as_ref(), &help);
    // A warning fails nothing.
    let element = if diagnostic.is_error() { "failure" } else { "system-out" };
    let outcome = Outcome { element, kind: rule, message: &diagnostic.message, text: &text };
    write_case(out, path, &name, Some(outcome))
}

fn write_suite(out: &mut dyn Write, name: &str, tests: usize, failures: usize, errors: usize) -> io::Result<()> {
    let name = escaped(name);
    writeln!(out, "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")
}

/// A case; without an outcome it passes.
fn write_case(out: &mut dyn Write, class: &str, name: &str, outcome: Option<Outcome<'_>>) -> io::Result<()> {
    write!(out, "<testcase classname=\"{}\" name=\"{}\"", escaped(class), escaped(name))?;
    let Some(Outcome { element, kind, message, text }) = outcome else { return writeln!(out, "/>") };
    let (message, text) = (escaped(message), escaped(text));
    match element {
        "system-out" => writeln!(out, "><{element}>{message}\n{text}</{element}></testcase>"),
        _ => writeln!(out, "><{element} type=\"{kind}\" message=\"{message}\">{text}</{element}></testcase>"),
    }
}

/// `path:line:column`, and what to do.
fn with_place(path: &str, span: Option<&Span>, help: &str) -> String {
    let place = span.map(|span| format!(":{}:{}", span.line, span.column)).unwrap_or_default();
    format!("{path}{place}\n{help}")
}

/// A text in XML, with nothing in it that a terminal or a CI system would obey. XML has no way to write most control
/// characters.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '"' | '#' => drop(write!(safe, "&#{};", u32::from(c))),
            // A line that begins with a colon might be a command.
            ':' if safe.ends_with([':', '\n']) || safe.is_empty() => safe += "&#58;",
            '\n' => safe.push(c),
            '\t' => safe += "&#9;",
            c if is_obeyed(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.extend(c.escape_unicode()),
            c => safe.push(c),
        }
    }
    safe
}
