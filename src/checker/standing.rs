//! What an editor shows of a spec besides its diagnostics.

use std::path::Path;

use super::{Checker, Spec};
use crate::document::{Document, SectionId};
use crate::edit::Edit;
use crate::rules;
use crate::template::Template;

/// How a spec stands beside its template.
#[derive(Debug)]
pub(crate) struct Standing {
    /// The spec, with what the comparison takes for its title and its sections.
    pub document: Document,
    /// Which section of the spec is which of the template's: (template, spec).
    pub pairs: Vec<(SectionId, SectionId)>,
    /// The sections of the template that it has nowhere, in the order of the template, level by level.
    pub absent: Vec<Absent>,
}

/// A section of the template that a spec has nowhere.
#[derive(Debug)]
pub(crate) struct Absent {
    /// The template's.
    pub section: SectionId,
    /// The section of the spec that it belongs into; `None`: the document itself.
    pub parent: Option<SectionId>,
    pub is_required: bool,
    /// What puts it there, as `fix --add-missing` does; `None` where that would change more.
    pub edit: Option<Edit>,
}

impl Checker {
    pub(crate) fn template(&self) -> &Template {
        &self.template
    }

    pub(crate) fn template_path(&self) -> &Path {
        &self.template_path
    }

    /// How a spec stands beside the template.
    pub(crate) fn standing(&self, spec: &Spec<'_>) -> Standing {
        self.in_context(spec, |cx| {
            let absent = cx.comparison.absent.iter().map(|&(section, place)| Absent {
                section,
                parent: place.parent,
                is_required: !self.template.demand(section).optional,
                edit: rules::addition(cx, section, place),
            });
            Standing { absent: absent.collect(), document: cx.document.clone(), pairs: cx.comparison.pairs.clone() }
        })
    }
}
