//! What a template or a configuration as it stands would do to the specs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::{Cache, Releases, Report, Request, check_again};
use crate::error::Error;
use crate::repository::Repository;
use crate::rules::{Diagnostic, Span};

/// What comes of the specs that a file is for.
#[derive(Debug, Clone, Default)]
pub(super) struct Impact {
    /// How many specs are held against it.
    pub specs: usize,
    /// Those that would fail, in the order of their paths.
    pub failing: Vec<Failing>,
    /// Why some could not be checked.
    pub errors: Vec<Error>,
}

/// A spec that would fail.
#[derive(Debug, Clone)]
pub(super) struct Failing {
    pub path: PathBuf,
    /// How many errors it has.
    pub errors: usize,
    /// What is wrong first, and where.
    pub message: String,
    pub span: Option<Span>,
    pub source: Option<Arc<str>>,
}

impl Impact {
    /// What an open template does, or (where it is that) the configuration.
    pub fn of(repository: &Repository, path: &Path, cache: &Cache) -> Self {
        let is_config = path == repository.config.path;
        let request = match is_config {
            true => Request { releases: Releases::All, ..Request::default() },
            // What is named is the template, and so all that is held against it is meant.
            false => Request { paths: vec![path.to_owned()], skip_other_files: true, ..Request::default() },
        };
        let report = check_again(repository, &request, cache);
        let is_own = |template: Option<&PathBuf>| is_config || template.is_some_and(|template| template == path);
        let specs = report.releases.iter().filter(|release| is_own(release.template.as_ref())).map(|own| own.specs);
        Impact { specs: specs.sum(), failing: failing(&report, is_own), errors: report.errors }
    }

    /// `2 of 3 specs fail`, `3 specs conform`
    pub fn summary(&self) -> String {
        let specs = crate::output::count(self.specs, "spec");
        match (self.failing.len(), self.specs) {
            (_, 0) => "no spec yet".to_owned(),
            (0, 1) => "1 spec conforms".to_owned(),
            (0, _) => format!("{specs} conform"),
            (1, _) => format!("1 of {specs} fails"),
            (failing, _) => format!("{failing} of {specs} fail"),
        }
    }
}

fn failing(report: &Report, is_own: impl Fn(Option<&PathBuf>) -> bool) -> Vec<Failing> {
    let mut found = Vec::new();
    for file in report.files.iter().filter(|file| is_own(file.template.as_ref())) {
        let errors: Vec<&Diagnostic> = file.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
        if let Some(first) = errors.first() {
            found.push(Failing {
                path: file.path.clone(),
                errors: errors.len(),
                message: first.message.clone(),
                span: first.span.clone(),
                source: file.source.clone(),
            });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}
