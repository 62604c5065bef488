//! An open document with what is known around it: what every capability looks at.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::impact::Impact;
use super::positions::Positions;
use super::protocol::{LspRange, Position, Uri};
use super::uris::uri_of;
use super::workspace::Role;
use crate::check::{Cache, Request, Variant, with_spec};
use crate::checker::Standing;
use crate::document::{Document, Format, MAX_LEN, SectionId};
use crate::error::Error;
use crate::repository::Repository;
use crate::rules::{Diagnostic, SpecFile};
use crate::template::Template;

/// An open document. It is a snapshot, which may be looked at on any thread.
#[derive(Clone)]
pub(super) struct View {
    pub uri: Uri,
    pub version: i32,
    pub positions: Arc<Positions>,
    /// What it is read as; `None` where it is no document of a known format.
    pub format: Option<Format>,
    /// What was found in it last.
    pub found: Arc<[Diagnostic]>,
    /// Its file, where it has one.
    pub path: Option<PathBuf>,
    /// Whether it is a configuration, be it one with a mistake.
    pub is_config: bool,
    /// What it is to its repository, where it has one that can be read.
    pub home: Option<Home>,
    /// Why that cannot be told.
    pub obstacle: Option<Error>,
}

/// The repository of a document.
#[derive(Clone)]
pub(super) struct Home {
    pub repository: Arc<Repository>,
    pub cache: Arc<Cache>,
    pub role: Role,
    /// What it does to specs, where it is a template or the configuration and that is known.
    pub impact: Option<Impact>,
}

/// A spec beside its template.
pub(super) struct Held {
    pub variant: Arc<Variant>,
    pub standing: Standing,
}

impl Held {
    pub fn template(&self) -> &Template {
        self.variant.checker.template()
    }

    /// The section of the template that a section of the spec stands for, or the nearest of those that it lies in.
    pub fn template_section(&self, id: SectionId) -> Option<SectionId> {
        let outline = &self.standing.document.outline;
        let pair = |id: SectionId| self.standing.pairs.iter().find(|(_, spec)| *spec == id).map(|(model, _)| *model);
        std::iter::successors(Some(id), |&id| outline.parent(id)).find_map(pair)
    }
}

impl View {
    /// The text.
    pub fn text(&self) -> &Arc<str> {
        self.positions.text()
    }

    pub fn range(&self, range: Range<usize>) -> LspRange {
        self.positions.range(range)
    }

    pub fn offset(&self, position: Position) -> usize {
        self.positions.offset(position)
    }

    /// The document, parsed; `None` where it is of no known format, or too long to be read.
    pub fn document(&self) -> Option<Document> {
        let format = self.spec().map(|spec| spec.format).or(self.format)?;
        (self.text().len() <= MAX_LEN).then(|| Document::parse(self.text().clone(), format))
    }

    /// The spec that it is.
    pub fn spec(&self) -> Option<&SpecFile> {
        match &self.home.as_ref()?.role {
            Role::Specs { specs, path, .. } => specs.iter().find(|spec| spec.path == *path),
            _ => None,
        }
    }

    /// The spec beside its template; `None` where it is none, or is not checked.
    ///
    /// # Errors
    /// Where there is no template, or it has a mistake.
    pub fn held(&self) -> Result<Option<Held>, Error> {
        let (Some(home), Some(file)) = (&self.home, self.spec()) else { return Ok(None) };
        let Role::Specs { set, .. } = &home.role else { return Ok(None) };
        let Some(document) = self.document() else { return Ok(None) };
        let request = Request::default();
        let variants = home.cache.variants(&home.repository, &request, set)?;
        let beside = variants.beside(file);
        let variant = variants.held(&document, beside.as_ref())?.variant;
        if variant.left_out_by.is_some() {
            return Ok(None);
        }
        let standing = |spec: &crate::checker::Spec<'_>| variant.checker.standing(spec);
        let standing = with_spec(&home.repository, file, &document, beside.as_ref(), standing);
        Ok(Some(Held { variant, standing }))
    }

    /// Whether it is a template.
    pub fn is_template(&self) -> bool {
        self.home.as_ref().is_some_and(|home| matches!(home.role, Role::Template { .. }))
    }

    /// A path as people are shown it: relative to the repository.
    pub fn shown(&self, path: &Path) -> String {
        let root = self.home.as_ref().map(|home| home.repository.root.as_path());
        let shown = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
        crate::escape::printable(&crate::paths::with_slashes(shown)).into_owned()
    }

    /// The line of an offset up to it.
    pub fn line_before(&self, offset: usize) -> &str {
        let text = &self.text()[..offset];
        &text[text.rfind(['\n', '\r']).map_or(0, |at| at + 1)..]
    }
}

/// The URI of a path, as an URI of the protocol.
pub(super) fn file_uri(path: &Path) -> Uri {
    uri_of(path).into()
}
