//! From a section of a spec to the template's.

use std::sync::Arc;

use super::positions::Positions;
use super::protocol::{Definition, Location, LocationLink, Position};
use super::view::{View, file_uri};

/// Where the template has the section that a position lies in.
pub(super) fn definition(view: &View, position: Position) -> Option<LocationLink> {
    let held = view.held().ok().flatten()?;
    let outline = &held.standing.document.outline;
    let id = outline.section_at(view.offset(position))?;
    let model = held.template_section(id)?;
    let document = &held.template().document;
    let section = document.outline.section(model);
    let positions = Positions::new(Arc::clone(&document.source), view.positions.encoding());
    Some(LocationLink {
        origin_selection_range: Some(view.range(outline.section(id).text_range.clone())),
        target_uri: file_uri(held.variant.checker.template_path()),
        target_range: positions.range(section.heading.start..document.outline.end(model)),
        target_selection_range: positions.range(section.text_range.clone()),
    })
}

/// The same for clients that know places alone.
pub(super) fn place(link: LocationLink) -> Definition {
    Definition::Location(Location { uri: link.target_uri, range: link.target_selection_range })
}
