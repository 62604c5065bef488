//! The outline of a document, with what is missing from it.

use super::protocol::{DocumentSymbol, SymbolKind};
use super::view::View;
use crate::checker::Standing;
use crate::document::{Document, SectionId};
use crate::template::Template;

/// The symbols of a document: its title and sections, as they lie in each other.
pub(super) fn symbols(view: &View) -> Vec<DocumentSymbol> {
    let held = view.held().ok().flatten();
    match &held {
        Some(held) => Symbols::of(view, &held.standing.document, Some((&held.standing, held.template()))),
        None => view.document().map(|document| Symbols::of(view, &document, None)).unwrap_or_default(),
    }
}

struct Symbols<'s> {
    view: &'s View,
    document: &'s Document,
    held: Option<(&'s Standing, &'s Template)>,
}

impl<'s> Symbols<'s> {
    fn of(view: &'s View, document: &'s Document, held: Option<(&'s Standing, &'s Template)>) -> Vec<DocumentSymbol> {
        let symbols = Symbols { view, document, held };
        let outline = &document.outline;
        let sections: Vec<DocumentSymbol> = outline.roots().map(|id| symbols.symbol(id)).collect();
        let missing = symbols.missing(None);
        let mut titles = (0..outline.promoted()).rev();
        // What is missing from the document is told of its title, or else of its first section.
        let Some(last) = titles.next() else {
            let mut sections = sections;
            if let (Some(first), Some(missing)) = (sections.first_mut(), missing) {
                let own = first.detail.take().map(|own| format!("{own}; ")).unwrap_or_default();
                first.detail = Some(format!("{own}of the document {missing}"));
            }
            return sections;
        };
        let title = |id: SectionId, children: Vec<DocumentSymbol>, detail: Option<String>| DocumentSymbol {
            detail,
            children: Some(children),
            range: view.range(outline.section(id).heading.start..outline.end(id)),
            kind: SymbolKind::Module,
            ..symbols.symbol_alone(id)
        };
        let mut found = title(last, sections, missing);
        for id in titles {
            found = title(id, vec![found], None);
        }
        vec![found]
    }

    fn symbol(&self, id: SectionId) -> DocumentSymbol {
        let children = self.document.outline.children(Some(id)).map(|id| self.symbol(id)).collect();
        DocumentSymbol { children: Some(children), detail: self.detail(id), ..self.symbol_alone(id) }
    }

    #[expect(deprecated, reason = "a symbol has no constructor but all of its fields")]
    fn symbol_alone(&self, id: SectionId) -> DocumentSymbol {
        let outline = &self.document.outline;
        let section = outline.section(id);
        // Clients refuse a symbol without a name.
        let name = if section.text.trim().is_empty() { "(no text)" } else { &*section.text };
        DocumentSymbol {
            name: name.to_owned(),
            detail: None,
            kind: SymbolKind::String,
            tags: None,
            deprecated: None,
            range: self.view.range(section.heading.start..outline.end(id)),
            selection_range: self.view.range(section.text_range.clone()),
            children: None,
        }
    }

    fn detail(&self, id: SectionId) -> Option<String> {
        let is_empty = self.held.is_some() && self.document.outline.is_bare(id);
        let details = [is_empty.then(|| "empty".to_owned()), self.missing(Some(id))];
        let details: Vec<String> = details.into_iter().flatten().collect();
        (!details.is_empty()).then(|| details.join("; "))
    }

    /// What is missing from a section; `None` for the document itself.
    fn missing(&self, parent: Option<SectionId>) -> Option<String> {
        let (standing, template) = self.held?;
        let absent = standing.absent.iter().filter(|absent| absent.is_required && absent.parent == parent);
        let names: Vec<String> = absent.map(|absent| format!("`{}`", template.name(absent.section))).collect();
        (!names.is_empty()).then(|| format!("missing: {}", names.join(", ")))
    }
}
