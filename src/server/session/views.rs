//! What capabilities are given of the session.

use super::{Session, not_open};
use crate::error::Error;
use crate::server::documents::OpenDocument;
use crate::server::edits::{EditWriter, OpenFile};
use crate::server::protocol::Uri;
use crate::server::transport::Failure;
use crate::server::uris::Place;
use crate::server::view::{Home, View};
use crate::server::workspace::Role;

impl Session {
    /// An open document, with what is known around it.
    ///
    /// # Errors
    /// Where it is not open.
    pub fn view(&mut self, uri: &Uri) -> Result<View, Failure> {
        let document = self.documents.get(&uri.0).ok_or_else(|| not_open(&uri.0))?;
        let view = View {
            uri: uri.clone(),
            version: document.version,
            positions: document.positions.clone(),
            format: document.format(),
            found: document.found.clone(),
            path: document.place.as_ref().map(|place| place.real.clone()),
            is_config: false,
            home: None,
            obstacle: None,
        };
        let Some(place) = document.place.clone() else { return Ok(view) };
        let config = self.workspace.config_of(&place).ok().flatten();
        let is_config = config.is_some_and(|config| place.is_at(&config));
        Ok(match self.home(&place) {
            Ok(home) => View { home, is_config, ..view },
            Err(error) => View { obstacle: Some(error), is_config, ..view },
        })
    }

    /// What a file is to its repository; `None` where it has none.
    pub(super) fn home(&mut self, place: &Place) -> Result<Option<Home>, Error> {
        let Some(config) = self.workspace.config_of(place)? else { return Ok(None) };
        let known = self.workspace.known(&config);
        let role = known.role(&config, place)?;
        let impact = match &role {
            Role::Template { path, .. } => known.impacts.get(path).cloned(),
            Role::Config => known.impacts.get(&config).cloned(),
            _ => None,
        };
        let repository = known.repository.as_ref().map_err(Clone::clone)?.clone();
        Ok(Some(Home { repository, cache: known.cache.clone(), role, impact }))
    }

    /// What is needed to write edits.
    pub fn edit_writer(&self) -> EditWriter {
        let file = |document: &OpenDocument| {
            let (place, uri) = (document.place.clone()?, document.uri.as_str().into());
            Some(OpenFile { place, uri, version: document.version })
        };
        EditWriter {
            client: self.client.clone(),
            encoding: self.documents.encoding(),
            open: self.documents.all().filter_map(file).collect(),
        }
    }
}
