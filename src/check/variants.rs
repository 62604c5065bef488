//! What the specs of a set are held against: for most sets one template and its rules, and where `[when]` says so others
//! for specs with certain metadata.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Request;
use crate::checker::{Checker, Demands};
use crate::config::{Settings, When};
use crate::document::{Document, MAX_LEN, Metadata};
use crate::error::Error;
use crate::files::{read_inside, read_named};
use crate::repository::{Repository, Set};
use crate::rules::{MetadataFile, SpecFile, metadata_of};

/// The variants of a set. A spec belongs to exactly one of them.
pub(crate) struct Variants<'v> {
    pub repository: &'v Repository,
    pub request: &'v Request,
    pub set: Arc<Set>,
    parts: Parts,
}

/// The variants of a set, whoever asks for them.
#[derive(Clone)]
pub(super) struct Parts {
    /// What holds where no table of `[when]` applies.
    base: Arc<Variant>,
    /// What holds where one alone applies, in the order of the tables.
    single: Arc<[Arc<Variant>]>,
    /// What holds where several apply, by their places in the file. Made when a spec asks for it.
    several: Arc<Mutex<BTreeMap<Vec<usize>, Made>>>,
}

/// A variant, or why there is none.
type Made = Result<Arc<Variant>, Error>;

/// What some specs of a set are held against.
pub(crate) struct Variant {
    /// The names of the tables of `[when]` that apply.
    pub names: Vec<String>,
    pub settings: Settings,
    pub template: PathBuf,
    pub checker: Checker,
    /// The table by which such specs are not checked.
    pub left_out_by: Option<String>,
}

/// A file beside a spec that was to hold its metadata.
pub(crate) struct Beside {
    pub path: PathBuf,
    /// What it holds; nothing, where it cannot be read.
    pub file: MetadataFile,
    /// Why it cannot be read.
    pub error: Option<Error>,
}

/// What a spec is held against.
pub(crate) struct Held {
    pub variant: Arc<Variant>,
    /// By which metadata tables apply, in the order of the tables: keys and values.
    pub reasons: Vec<(String, String)>,
    /// Whether it cannot be told which tables apply, as the metadata cannot be read.
    pub is_unreadable: bool,
}

impl<'v> Variants<'v> {
    /// Reads the templates of a set, and all that is said of them.
    ///
    /// # Errors
    /// Where a template is not there, or has a mistake.
    pub fn of(repository: &'v Repository, request: &'v Request, set: &Arc<Set>) -> Result<Self, Error> {
        Ok(Self::made_of(repository, request, set, Parts::of(repository, request, set)?))
    }

    /// As [`of`](Self::of), from what is read already.
    pub(super) fn made_of(repository: &'v Repository, request: &'v Request, set: &Arc<Set>, parts: Parts) -> Self {
        Variants { repository, request, set: set.clone(), parts }
    }

    /// What holds where no table of `[when]` applies.
    pub fn base(&self) -> &Arc<Variant> {
        &self.parts.base
    }

    /// The checkers of which each statement of the configuration has to name something in one.
    pub fn checkers(&self) -> impl Iterator<Item = &Checker> {
        std::iter::once(&self.parts.base).chain(&*self.parts.single).map(|variant| &variant.checker)
    }

    /// The file beside a spec that is to hold its metadata, if there is to be one.
    pub fn beside(&self, spec: &SpecFile) -> Option<Beside> {
        let path = self.set.metadata_file(spec)?;
        let (file, error) = match read_metadata(self.repository, &path) {
            Ok(file) => (file, None),
            Err(error) => (MetadataFile { source: "".into(), metadata: Metadata::default() }, Some(error)),
        };
        Some(Beside { path, file, error })
    }

    /// What a spec is held against.
    ///
    /// # Errors
    /// Where tables of `[when]` apply together that contradict its template.
    pub fn held(&self, document: &Document, beside: Option<&Beside>) -> Result<Held, Error> {
        let whens = self.repository.config.whens();
        if whens.is_empty() {
            return Ok(self.held_by_all());
        }
        let of_base = |is_unreadable| Held { is_unreadable, ..self.held_by_all() };
        let metadata = metadata_of(document, beside.map(|beside| &beside.file));
        if metadata.error.is_some() || beside.is_some_and(|beside| beside.error.is_some()) {
            return Ok(of_base(true));
        }
        let mut applying = Vec::new();
        let mut reasons = Vec::new();
        for (at, when) in whens.iter().enumerate() {
            if let Some(own) = when.reasons(&metadata) {
                applying.push(at);
                reasons.extend(own);
            }
        }
        let variant = match applying.as_slice() {
            [] => self.parts.base.clone(),
            [one] => self.parts.single[*one].clone(),
            _ => self.several(applying)?,
        };
        Ok(Held { variant, reasons, is_unreadable: false })
    }

    /// What all specs are held against where there is no table of `[when]`.
    pub fn held_by_all(&self) -> Held {
        Held { variant: self.parts.base.clone(), reasons: Vec::new(), is_unreadable: false }
    }

    fn several(&self, whens: Vec<usize>) -> Made {
        let mut known = self.parts.several.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || Variant::new(self.repository, self.request, &self.set, &whens).map(Arc::new);
        known.entry(whens.clone()).or_insert_with(make).clone()
    }
}

impl Parts {
    pub(super) fn of(repository: &Repository, request: &Request, set: &Set) -> Result<Self, Error> {
        let make = |whens: &[usize]| Variant::new(repository, request, set, whens).map(Arc::new);
        let base = make(&[])?;
        let single = (0..repository.config.whens().len()).map(|at| make(&[at])).collect::<Result<_, _>>()?;
        Ok(Parts { base, single, several: Arc::default() })
    }
}

impl Variant {
    fn new(repository: &Repository, request: &Request, set: &Set, whens: &[usize]) -> Result<Self, Error> {
        let all = repository.config.whens();
        let applying: Vec<&When> = whens.iter().map(|&at| &all[at]).collect();
        let settings = applying.iter().fold(set.settings.clone(), |settings, when| when.over(&settings));
        let last = applying.iter().rev().find(|when| when.check.is_some());
        let left_out_by = last.filter(|when| when.check == Some(false)).map(|when| when.name.clone());
        let template = match &request.template {
            Some(path) => path.clone(),
            None => repository.template_under(set, &settings.layout)?,
        };
        let format = settings.layout.formats.require(&template, "a template")?;
        let source = match &request.template {
            Some(path) => read_named(path)?,
            None => read_inside(&*repository.files, &repository.root, &template, MAX_LEN)?,
        };
        let beside =
            set.metadata_name().and_then(|name| read_metadata(repository, &template.with_file_name(name)).ok());
        let demands = Demands {
            sections: settings.sections.clone(),
            rules: settings.rules.clone(),
            conditions: applying.iter().flat_map(|when| when.metadata.keys().cloned()).collect(),
            deny_warnings: request.deny_warnings,
            placeholder: request.placeholder.clone(),
        };
        let document = Document::parse(source, format);
        let checker = Checker::new(document, beside.as_ref(), template.clone(), demands)?;
        let names = applying.iter().map(|when| when.name.clone()).collect();
        Ok(Variant { names, settings, template, checker, left_out_by })
    }
}

/// A file that holds metadata beside a document.
fn read_metadata(repository: &Repository, path: &Path) -> Result<MetadataFile, Error> {
    let text = read_inside(&*repository.files, &repository.root, path, MAX_LEN)?;
    let metadata = Metadata::of_file(path, &text);
    Ok(MetadataFile { source: text.into(), metadata })
}
