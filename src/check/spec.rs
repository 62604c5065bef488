//! The check of one spec.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::Arc;

use super::included::included;
use super::{FileReport, Request, TemplateFile};
use crate::compare::{Difference, compare};
use crate::config::{Level, Rule, RuleTable, Settings, SpecSet};
use crate::diagnostic::{Diagnostic, Finding, Span};
use crate::document::{Document, Outline, SectionId};
use crate::error::Error;
use crate::lines::LineIndex;
use crate::paths::display;
use crate::repository::{Repository, SpecFile};
use crate::rules::{self, Context, Guidance};
use crate::template::Template;

/// What stands in a section of which there is nothing to say.
const NONE: &str = "None.";

/// What all specs of a release are held against.
pub(crate) struct Checker {
    /// The repository's root.
    root: PathBuf,
    template: Template,
    guidance: Guidance,
    /// The template's path as it is shown.
    template_path: String,
    rules: RuleTable,
    deny_warnings: bool,
    placeholder: String,
}

impl Checker {
    /// Reads a template.
    pub fn new(
        repository: &Repository,
        file: &TemplateFile,
        settings: &Settings,
        request: &Request,
    ) -> Result<Self, Error> {
        let document = Document::parse(file.source.clone(), file.format);
        let template = Template::with(document, &settings.sections).map_err(|error| error.at(&file.path))?;
        let guidance = Guidance::new(&template, &settings.rules);
        Ok(Checker {
            root: repository.root.clone(),
            template,
            guidance,
            template_path: display(&file.path),
            rules: settings.rules.clone(),
            deny_warnings: request.deny_warnings,
            placeholder: request.placeholder.clone().unwrap_or_else(|| NONE.to_owned()),
        })
    }

    /// Holds a spec against the template.
    pub fn check(&self, set: &SpecSet, spec: &SpecFile, bytes: Vec<u8>) -> FileReport {
        let mut report = FileReport::new(set, &spec.path);
        match String::from_utf8(bytes) {
            Ok(source) => {
                let source: Arc<str> = source.into();
                report.diagnostics = self.check_text(source.clone(), spec);
                report.source = (!report.diagnostics.is_empty()).then_some(source);
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let finding = rules::not_utf8(at, error.as_bytes()[at]);
                let source = Arc::from(String::from_utf8_lossy(error.as_bytes()));
                // A file of which nothing can be read does not conform, whatever the rule's level.
                report.diagnostics.push(diagnostic(
                    &LineIndex::new(&source),
                    None,
                    Rule::Encoding,
                    Level::Error,
                    finding,
                ));
                report.source = Some(source);
            }
        }
        report
    }

    /// What is found in the text of a spec.
    pub fn check_text(&self, source: impl Into<Arc<str>>, spec: &SpecFile) -> Vec<Diagnostic> {
        let document = Document::parse(source, spec.format);
        let comparison = compare(&self.template, &document.outline);
        let is_missing = comparison.differences.iter().any(|found| matches!(found, Difference::Missing { .. }));
        let lines = document.lines();
        let cx = Context {
            spec,
            document: &document,
            lines: &lines,
            template: &self.template,
            template_path: &self.template_path,
            guidance: &self.guidance,
            comparison: &comparison,
            included: if is_missing { included(&self.root, &spec.path, &document) } else { Vec::new() },
            lost_title: rules::lost_title(&self.template, &document.outline, &comparison),
            rules: &self.rules,
            placeholder: &self.placeholder,
            line_end: OnceCell::new(),
        };
        let level = |rule: Rule| if self.deny_warnings { Level::Error } else { self.rules.level(rule) };
        rules::check_document(&cx)
            .into_iter()
            .map(|(rule, finding)| {
                let section = finding.owner.and_then(|id| section_path(&document.outline, id));
                diagnostic(&lines, section, rule, level(rule), finding)
            })
            .collect()
    }
}

fn diagnostic(
    lines: &LineIndex<'_>,
    section: Option<String>,
    rule: Rule,
    level: Level,
    finding: Finding,
) -> Diagnostic {
    let span = Some(Span::new(lines, finding.range.clone()));
    let Finding { message, label, help, fix, .. } = finding;
    Diagnostic { rule, level, section, message, label, help, span, fix }
}

/// The headings of a section and those that it lies in, but for the title.
fn section_path(outline: &Outline, id: SectionId) -> Option<String> {
    let own = Some(id).filter(|&id| id >= outline.promoted());
    let mut headings: Vec<&str> =
        std::iter::successors(own, |&id| outline.parent(id)).map(|id| &*outline.section(id).text).collect();
    headings.reverse();
    (!headings.is_empty()).then(|| headings.join(" > "))
}
