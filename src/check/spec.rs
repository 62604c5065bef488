//! The check of one spec.

use std::path::Path;

use super::FileReport;
use crate::compare::compare;
use crate::config::{Level, Rule, RuleTable};
use crate::diagnostic::{Diagnostic, Finding, Span};
use crate::document::{Document, Format};
use crate::lines::LineIndex;
use crate::rules::{self, Context, Guidance};
use crate::template::Template;

/// What all specs of a release are held against.
pub(super) struct Checker<'c> {
    pub template: &'c Template<'c>,
    pub guidance: &'c Guidance<'c>,
    /// The template's path as it is shown.
    pub template_path: &'c str,
    pub rules: &'c RuleTable,
    pub deny_warnings: bool,
}

impl Checker<'_> {
    pub fn check(&self, release: &str, path: &Path, format: Format, bytes: Vec<u8>) -> FileReport {
        let mut report = FileReport::new(release, path);
        match String::from_utf8(bytes) {
            Ok(source) => {
                report.diagnostics = self.check_text(&source, format);
                report.source = (!report.diagnostics.is_empty()).then_some(source);
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let finding = rules::not_utf8(at, error.as_bytes()[at]);
                let source = String::from_utf8_lossy(error.as_bytes()).into_owned();
                // A file of which nothing can be read does not conform, whatever the rule's level.
                report.diagnostics.push(diagnostic(&LineIndex::new(&source), Rule::Encoding, Level::Error, finding));
                report.source = Some(source);
            }
        }
        report
    }

    fn check_text(&self, source: &str, format: Format) -> Vec<Diagnostic> {
        let document = Document::parse(source, format);
        let comparison = compare(self.template, &document.outline);
        let lines = LineIndex::new(source);
        let cx = Context {
            document: &document,
            lines: &lines,
            template: self.template,
            template_path: self.template_path,
            guidance: self.guidance,
            comparison: &comparison,
            rules: self.rules,
        };
        let level = |rule: Rule| if self.deny_warnings { Level::Error } else { self.rules.level(rule) };
        rules::check_document(&cx)
            .into_iter()
            .map(|(rule, finding)| diagnostic(&lines, rule, level(rule), finding))
            .collect()
    }
}

fn diagnostic(lines: &LineIndex<'_>, rule: Rule, level: Level, finding: Finding) -> Diagnostic {
    let span = Some(Span::new(lines, finding.range));
    Diagnostic { rule, level, message: finding.message, label: finding.label, help: finding.help, span }
}
