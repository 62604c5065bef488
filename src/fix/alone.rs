//! The fixes of a report's diagnostics, each proved alone, for those who show them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{Asked, Held, How, Opened, Run, Texts, asked, hide, recorded};
use crate::check::{PlacedEdit, Report, Request, read_spec, with_spec};
use crate::checker::{Proved, Renamed, Wanted};
use crate::document::Document;
use crate::edit::Edit;
use crate::files::Files;
use crate::lines::LineIndex;
use crate::parallel::in_parallel;
use crate::paths::unfollowed;
use crate::repository::Repository;
use crate::rules::{Diagnostic, Span, SpecFile};

/// Notes in a report the edits of those fixes of its diagnostics that are proved, each alone. `top` is the directory below
/// which documents may refer to specs.
pub fn prove(repository: &Repository, request: &Request, top: &Path, report: &mut Report) {
    let files: HashMap<PathBuf, usize> =
        report.files.iter().enumerate().map(|(at, file)| (file.path.clone(), at)).collect();
    // What goes wrong is among the errors of the report already.
    let mut known = Report::default();
    let mut all: Vec<Asked<'_>> = Vec::new();
    asked(Opened::Outer(repository), request.clone(), &mut known, &mut all);
    let how = How { rules: &request.rules, wants: &|_| true, top, keep: &|_| Ok(()) };
    let runs: Vec<Run<'_>> = all.iter().map(|asked| Run::new(asked, how, &mut known)).collect();
    let mut texts = Texts::NotRead;
    for run in &runs {
        for set in &run.sets {
            let is_fixable = |path: &PathBuf| {
                let file = files.get(path).map(|&at| &report.files[at]);
                file.is_some_and(|file| file.diagnostics.iter().any(|diagnostic| diagnostic.fix.is_some()))
            };
            let named = set.job.specs.iter().map(|spec| (spec, None));
            let text = set.job.text.iter().map(|(spec, bytes)| (spec, Some(bytes)));
            let specs: Vec<_> = named.chain(text).filter(|(spec, _)| is_fixable(&spec.path)).collect();
            let proved = in_parallel(&specs, |(spec, bytes)| run.proved(set, spec, bytes.cloned()));
            for ((spec, _), (document, proved)) in
                specs.iter().zip(proved).filter_map(|(spec, proved)| Some((spec, proved?)))
            {
                let Some(file) = files.get(&spec.path).map(|&at| &mut report.files[at]) else { continue };
                // Both are in the order of the document.
                let mut at = 0..file.diagnostics.len();
                for proved in proved {
                    let Some(at) = at.find(|&at| file.diagnostics[at] == proved.diagnostic) else { break };
                    if let Ok(others) = texts.concerned(&*run.repository.files, set, top, spec, &proved.anchors) {
                        let own = placed(&spec.path, &document.source, proved.edits);
                        file.fixes.insert(at, own.chain(others).collect());
                    }
                }
            }
        }
    }
}

impl Run<'_> {
    /// A spec, and its fixes; `None` where it cannot be read, which the report says.
    fn proved(&self, set: &Held<'_>, spec: &SpecFile, bytes: Option<Vec<u8>>) -> Option<(Document, Vec<Proved>)> {
        let bytes = bytes.map_or_else(|| read_spec(self.repository, spec), Ok).ok()?;
        let document = Document::parse(String::from_utf8(bytes).ok()?, spec.format);
        let beside = set.variants.beside(spec);
        let variant = set.variants.held(&document, beside.as_ref()).ok()?.variant;
        let recorded = recorded(self.baseline.as_ref(), self.repository, spec);
        let hide = |found: &mut Vec<Diagnostic>| hide(&recorded, found);
        let wanted = Wanted { hide: &hide, fixes: &|diagnostic| self.how.rules.has(diagnostic.rule) };
        let prove = |spec: &crate::checker::Spec<'_>| variant.checker.proved(spec, &wanted);
        let proved = with_spec(self.repository, spec, &document, beside.as_ref(), prove);
        Some((document, proved))
    }
}

impl Texts {
    /// The edits of other documents that go with other names of a spec's headings.
    ///
    /// # Errors
    /// Why they cannot be made.
    pub(super) fn concerned(
        &mut self,
        files: &dyn Files,
        set: &Held<'_>,
        root: &Path,
        spec: &SpecFile,
        renamed: &[Renamed],
    ) -> Result<Vec<PlacedEdit>, String> {
        if renamed.is_empty() {
            return Ok(Vec::new());
        }
        self.read(files, root, set);
        let others = match self {
            Texts::Read(others) => others,
            Texts::Unreadable(why) => return Err(why.clone()),
            Texts::NotRead => return Ok(Vec::new()),
        };
        // That of a text from standard input is as it was given.
        let whole = unfollowed(&spec.path).unwrap_or_else(|_| spec.path.clone());
        let path = whole.strip_prefix(root).unwrap_or(&whole);
        let edits = others.edits_of_others(path, renamed).map_err(|obstacle| obstacle.why)?;
        let place = |(other, edits): (&Path, Vec<Edit>)| {
            let text = others.text(other).unwrap_or_default();
            placed(&root.join(other), text, edits).collect::<Vec<_>>()
        };
        Ok(edits.into_iter().flat_map(place).collect())
    }
}

fn placed(path: &Path, source: &str, edits: Vec<Edit>) -> impl Iterator<Item = PlacedEdit> {
    let lines = LineIndex::new(source);
    edits.into_iter().map(move |Edit { range, text }| PlacedEdit {
        path: path.to_owned(),
        span: Span::new(&lines, range),
        text,
    })
}
