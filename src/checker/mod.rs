//! A template and its rules → what is found in a document. It reads no file.

mod alone;
mod fix;
mod included;
mod proof;
mod rename;
#[cfg(feature = "cli")]
mod standing;
mod why;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

pub use self::alone::Proved;
pub use self::fix::{Fixed, Refused, Wanted};
pub use self::rename::Renamed;
#[cfg(feature = "cli")]
pub(crate) use self::rename::rename_section;
#[cfg(feature = "cli")]
pub(crate) use self::standing::{Absent, Standing};
pub use self::why::Why;

use self::included::included;
use crate::compare::{Difference, compare};
use crate::document::{Document, Metadata};
use crate::error::Error;
use crate::lines::LineIndex;
use crate::nearest::nearest;
use crate::rules::{
    self, Context, Diagnostic, Facts, Finding, Guidance, Level, MetadataFile, Rule, RuleTable, SpecFile,
};
use crate::template::{SectionDemands, SectionPath, Template, Understood};

/// What stands in a section of which there is nothing to say.
const NONE: &str = "None.";

/// What all specs of a set are held against.
#[derive(Debug)]
pub struct Checker {
    template: Template,
    /// What the template says of itself, perhaps in a file beside it.
    metadata: Metadata,
    template_path: PathBuf,
    guidance: Guidance,
    rules: RuleTable,
    /// The sections that the configuration speaks of.
    stated: Vec<SectionPath>,
    /// Keys of metadata that conditions ask for.
    conditions: Vec<String>,
    deny_warnings: bool,
    placeholder: String,
}

/// Something that is said of a template beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stated {
    /// Of the section at a path.
    Section(String),
    /// Of a key among its metadata.
    Key(String),
    /// Of a group of the pattern of specs' names.
    Group(String),
}

/// What is demanded of specs besides what their template says.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// What sections have to be or may be there.
    pub sections: SectionDemands,
    /// The levels and options of rules.
    pub rules: RuleTable,
    /// Keys of metadata by which it is decided that these demands hold.
    pub conditions: Vec<String>,
    /// Report warnings as errors.
    pub deny_warnings: bool,
    /// What the fixes of missing sections write into them (`None.`).
    pub placeholder: Option<String>,
}

/// A document that is held against a template.
pub struct Spec<'s> {
    /// Where it lies.
    pub file: &'s SpecFile,
    /// Its text, parsed.
    pub document: &'s Document,
    /// The file beside it that holds its metadata; `None` where the document does.
    pub beside: Option<&'s MetadataFile>,
    /// Reads a file that the document includes; `None` where it cannot be read.
    pub read: &'s dyn Fn(&Path) -> Option<String>,
}

impl Checker {
    /// Reads a template. Messages name it by `path`; `beside` is the file beside it that holds its metadata.
    ///
    /// # Errors
    /// Where it has no section, or an annotation does not parse.
    pub fn new(
        template: Document,
        beside: Option<&MetadataFile>,
        path: PathBuf,
        demands: Demands,
    ) -> Result<Self, Error> {
        let metadata = beside.map_or_else(|| Metadata::of(&template), |file| file.metadata.clone());
        let template = Template::with(template, &demands.sections).map_err(|error| error.at(&path))?;
        Ok(Checker {
            guidance: Guidance::new(&template, &demands.rules),
            template,
            metadata,
            template_path: path,
            rules: demands.rules,
            stated: demands.sections.statements.into_iter().map(|statement| statement.path).collect(),
            conditions: demands.conditions,
            deny_warnings: demands.deny_warnings,
            placeholder: demands.placeholder.unwrap_or_else(|| NONE.to_owned()),
        })
    }

    /// What is found in a spec, in the order of the document.
    pub fn check(&self, spec: &Spec<'_>) -> Vec<Diagnostic> {
        self.in_context(spec, |cx| {
            let found = rules::check_document(cx);
            found.into_iter().map(|(rule, finding)| self.diagnostic(rule, finding, cx.document, cx.lines)).collect()
        })
    }

    /// What is found in the file beside a spec that holds its metadata.
    pub fn check_beside(&self, spec: &Spec<'_>, file: &MetadataFile) -> Vec<Diagnostic> {
        let found = self.in_context(spec, rules::check_beside);
        let lines = LineIndex::new(&file.source);
        let level = self.level(Rule::Metadata);
        found.into_iter().map(|finding| finding.about_file(Rule::Metadata, level, &lines)).collect()
    }

    /// What rules that look at all specs of a set know of one of them.
    pub fn facts(&self, spec: &Spec<'_>) -> Facts {
        if !rules::wants_facts(&self.rules) {
            return Facts::default();
        }
        rules::facts(&self.rules, &rules::metadata_of(spec.document, spec.beside))
    }

    /// Compares a spec with the template, for rules to look at.
    fn in_context<T>(&self, spec: &Spec<'_>, look: impl FnOnce(&Context<'_>) -> T) -> T {
        let comparison = compare(&self.template, &spec.document.outline);
        let promoted = spec.document.outline.promoted();
        let seen;
        let document = if comparison.promoted == promoted {
            spec.document
        } else {
            seen = spec.document.with_promoted(comparison.promoted);
            &seen
        };
        let is_missing = comparison.differences.iter().any(|found| matches!(found, Difference::Missing { .. }));
        let lines = document.lines();
        look(&Context {
            spec: spec.file,
            document,
            beside: spec.beside,
            metadata: OnceCell::new(),
            code: OnceCell::new(),
            lines: &lines,
            template: &self.template,
            template_path: &self.template_path,
            guidance: &self.guidance,
            comparison: &comparison,
            promoted: promoted.max(comparison.promoted),
            included: if is_missing { included(spec) } else { Vec::new() },
            lost_title: rules::lost_title(&self.template, &document.outline, &comparison),
            rules: &self.rules,
            placeholder: &self.placeholder,
            line_end: OnceCell::new(),
            usual_gap: OnceCell::new(),
            is_spaced: OnceCell::new(),
            steps: OnceCell::new(),
        })
    }

    /// What is found in a spec that is no text, whatever the level of rules: of such a file nothing can be read.
    pub fn check_undecodable(error: &FromUtf8Error, file: &SpecFile) -> (Document, Diagnostic) {
        let at = error.utf8_error().valid_up_to();
        let document = Document::parse(String::from_utf8_lossy(error.as_bytes()), file.format);
        let finding = rules::not_utf8(at, error.as_bytes()[at]);
        let diagnostic = finding.diagnostic(Rule::Encoding, Level::Error, &document, &document.lines());
        (document, diagnostic)
    }

    fn diagnostic(&self, rule: Rule, finding: Finding, document: &Document, lines: &LineIndex<'_>) -> Diagnostic {
        finding.diagnostic(rule, self.level(rule), document, lines)
    }

    /// What the template says without annotations.
    pub fn understood(&self) -> &[Understood] {
        self.template.understood()
    }

    /// What is stated of the template beside it, and whether the template has it.
    pub fn statements(&self) -> Vec<(Stated, bool)> {
        let section = |path: &SectionPath| (Stated::Section(path.to_string()), self.template.has(path));
        let mut statements: Vec<(Stated, bool)> = self.stated.iter().map(section).collect();
        statements.extend(rules::stated_sections(&self.rules).map(section));
        let groups = rules::stated_groups(&self.rules);
        statements.extend(groups.into_iter().map(|(group, is_known)| (Stated::Group(group), is_known)));
        let keys = rules::stated_keys(&self.rules, &self.conditions, &self.metadata);
        statements.extend(keys.into_iter().map(|(key, is_known)| (Stated::Key(key), is_known)));
        statements
    }

    /// What of the template may be meant by a statement that names nothing.
    pub fn nearest(&self, statement: &Stated) -> Option<String> {
        match statement {
            Stated::Section(path) => self.template.nearest(path),
            Stated::Group(_) => None,
            Stated::Key(key) => {
                let names = self.metadata.fields.iter().map(|field| field.name.as_str());
                nearest(key, names).map(str::to_owned)
            }
        }
    }

    /// The level of a rule whose findings are reported.
    pub fn level(&self, rule: Rule) -> Level {
        if self.deny_warnings { Level::Error } else { self.rules.level(rule) }
    }
}
