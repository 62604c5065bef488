//! One spec held against what is demanded of it.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::variants::{Beside, Held, Variant, Variants};
use super::{FileReport, read_included};
use crate::checker::{Checker, Spec};
use crate::document::{Document, MAX_LEN, Metadata};
use crate::error::Error;
use crate::lines::LineIndex;
use crate::repository::Repository;
use crate::rules::{Diagnostic, Facts, Fingerprint, Level, MetadataFile, Rule, SpecFile, Words, unreadable};

/// What is found in a spec.
pub(super) struct Checked {
    pub file: FileReport,
    /// What is found in the file beside it that holds its metadata.
    pub beside: Option<FileReport>,
    /// What it was held against.
    pub variant: Arc<Variant>,
    /// What rules that look at all specs of a set know of it.
    pub facts: Facts,
}

impl Checked {
    /// All that is found.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.file.diagnostics.iter().chain(self.beside.iter().flat_map(|file| &file.diagnostics))
    }
}

/// The bytes of a spec.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn read_spec(repository: &Repository, spec: &SpecFile) -> Result<Vec<u8>, Error> {
    let bytes = repository.files.read(real_path(spec), MAX_LEN);
    bytes.map_err(|error| Error::io(&spec.path, "read the file", &error))
}

pub(super) fn real_path(spec: &SpecFile) -> &Path {
    spec.real.as_deref().unwrap_or(&spec.path)
}

/// Holds the bytes of a spec against what is demanded of it.
///
/// # Errors
/// Where it cannot be told what that is.
pub(super) fn check_spec(variants: &Variants<'_>, spec: &SpecFile, bytes: Vec<u8>) -> Result<Checked, Error> {
    let set = &variants.set.name;
    let mut file = FileReport::new(set, &spec.path);
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (document, diagnostic) = Checker::check_undecodable(&error, spec);
            file.diagnostics.push(diagnostic);
            file.source = Some(document.source);
            return Ok(Checked { file, beside: None, variant: variants.base().clone(), facts: Facts::default() });
        }
    };
    let document = Document::parse(text, spec.format);
    let beside = variants.beside(spec);
    let Held { variant, is_unreadable, .. } = variants.held(&document, beside.as_ref())?;
    if variant.left_out_by.is_some() {
        return Ok(Checked { file, beside: None, variant, facts: Facts::default() });
    }
    file.template = Some(variant.template.clone());
    let (checker, repository) = (&variant.checker, variants.repository);
    let facts = with_spec(repository, spec, &document, beside.as_ref(), |spec| {
        file.diagnostics = checker.check(spec);
        checker.facts(spec)
    });
    let rules = &variants.request.rules;
    file.diagnostics.retain(|diagnostic| rules.has(diagnostic.rule));
    let is_told = checker.level(Rule::Metadata) != Level::Off && rules.has(Rule::Metadata);
    if beside.is_none() && is_unreadable && !is_told {
        file.diagnostics.insert(0, unreadable_metadata(&document));
    }
    let beside = beside.map(|beside| {
        let mut report = FileReport::new(set, &beside.path);
        report.diagnostics = match &beside.error {
            Some(error) => vec![no_metadata(repository, &beside, spec, error)],
            None if is_told => {
                with_spec(repository, spec, &document, Some(&beside), |of| checker.check_beside(of, &beside.file))
            }
            None => unreadable_beside(&beside.file),
        };
        report.source = beside.error.is_none().then_some(beside.file.source);
        report
    });
    file.source = (!file.diagnostics.is_empty()).then_some(document.source);
    Ok(Checked { file, beside, variant, facts })
}

/// What rules that look at all specs of a set know of one that is not checked; `None` where it cannot be read.
pub(super) fn facts_of(variants: &Variants<'_>, spec: &SpecFile) -> Option<Facts> {
    let text = String::from_utf8(read_spec(variants.repository, spec).ok()?).ok()?;
    let document = Document::parse(text, spec.format);
    let beside = variants.beside(spec);
    let variant = variants.held(&document, beside.as_ref()).ok()?.variant;
    let facts = |spec: &Spec<'_>| variant.checker.facts(spec);
    variant.left_out_by.is_none().then(|| with_spec(variants.repository, spec, &document, beside.as_ref(), facts))
}

/// Looks at a spec as a checker does.
pub(crate) fn with_spec<T>(
    repository: &Repository,
    file: &SpecFile,
    document: &Document,
    beside: Option<&Beside>,
    look: impl FnOnce(&Spec<'_>) -> T,
) -> T {
    let read = |path: &Path| read_included(repository, path);
    let beside = beside.map(|beside| &beside.file);
    look(&Spec { file, document, beside, read: &read })
}

/// What is reported of metadata in a document that cannot be read although `[when]` asks for them.
fn unreadable_metadata(document: &Document) -> Diagnostic {
    let (range, reason) = Metadata::of(document).error.unwrap_or_default();
    unreadable(range, &reason).diagnostic(Rule::Metadata, Level::Error, document, &document.lines())
}

/// The same of metadata in a file beside it.
fn unreadable_beside(file: &MetadataFile) -> Vec<Diagnostic> {
    let lines = LineIndex::new(&file.source);
    let diagnostic = |(range, reason): &(Range<usize>, String)| {
        unreadable(range.clone(), reason).about_file(Rule::Metadata, Level::Error, &lines)
    };
    file.metadata.error.iter().map(diagnostic).collect()
}

/// What is reported of a file that is to hold metadata, and cannot be read.
fn no_metadata(repository: &Repository, beside: &Beside, spec: &SpecFile, error: &Error) -> Diagnostic {
    let is_missing = matches!(repository.files.kind(&beside.path), Ok(None));
    let message = match is_missing {
        true => "there is no such file, and it is to hold the metadata of a spec".to_owned(),
        false => format!("the metadata cannot be read: {}", error.message),
    };
    let help = Words::of([
        "`rules.metadata.file` in the configuration says that it holds those of ".into(),
        spec.path.clone().into(),
    ]);
    Diagnostic {
        rule: Rule::Metadata,
        level: Level::Error,
        section: Vec::new(),
        fingerprint: Fingerprint { rule: Rule::Metadata, section: Vec::new(), subject: None },
        message,
        label: Words::default(),
        help,
        span: None,
        fix: None,
    }
}
