//! Documents and files that change, and what has to be looked at again then.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Session, not_open};
use crate::repository::{BASELINE, FILE_NAMES};
use crate::server::protocol::{
    CodeLensRefreshRequest, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWatchedFilesRegistrationOptions, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, FileChangeType, FileSystemWatcher, Registration, RegistrationParams,
    RegistrationRequest,
};
use crate::server::refresh::{Refresh, Refreshed};
use crate::server::transport::{Failure, value};
use crate::server::uris::{Place, path_of};
use crate::server::view::Home;
use crate::server::workspace::Role;

/// The files that a client is asked to watch.
const WATCHED: &str = "**/*.{rst,md,markdown,txt,toml,yaml,yml,json}";

impl Session {
    pub(super) fn watch(&self) {
        if self.client.watches {
            let watcher = FileSystemWatcher { glob_pattern: WATCHED.to_owned().into(), kind: None };
            let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
            let registration = Registration {
                id: "speclint-files".to_owned(),
                method: "workspace/didChangeWatchedFiles".to_owned(),
                register_options: Some(value(&options)),
            };
            self.outbox.ask::<RegistrationRequest>(&RegistrationParams { registrations: vec![registration] });
        }
    }

    pub(super) fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = self.documents.open(params);
        let (uri, was_there) = (document.uri.clone(), document.was_there);
        if let Some(place) = document.place.clone() {
            self.workspace.lay(&place, self.documents.get(&uri).map_or("", |own| own.positions.text()));
            if !was_there || is_config(&place) {
                self.forget(&place);
            }
        }
        self.touched(&uri);
    }

    pub(super) fn changed(&mut self, params: DidChangeTextDocumentParams) -> Result<(), Failure> {
        let uri = params.text_document.text_document_identifier.uri.0;
        let version = params.text_document.version;
        let document = self.documents.change(&uri, version, params.content_changes);
        let document = document.ok_or_else(|| not_open(&uri))?;
        if let Some(place) = &document.place {
            self.workspace.lay(place, document.positions.text());
        }
        self.touched(&uri);
        Ok(())
    }

    pub(super) fn saved(&mut self, params: &DidSaveTextDocumentParams) {
        // A client that watches files tells of it.
        if !self.client.watches
            && let Some(place) = path_of(&params.text_document.uri.0).map(|path| Place::of(&path))
        {
            self.refresh_of(&place);
        }
    }

    pub(super) fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(document) = self.documents.close(&params.text_document.uri.0) else { return };
        self.unchecked.retain(|uri| *uri != document.uri);
        self.publish(&document.uri, None, Vec::new());
        let Some(place) = document.place else { return };
        self.workspace.overlay.lift(&place.real);
        if !document.was_there || is_config(&place) {
            return self.forget(&place);
        }
        self.text_changed(&place);
    }

    /// Files that changed on the disk. Of an open one the client's text counts.
    pub(super) fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        let mut configs = BTreeSet::new();
        for change in &params.changes {
            let Some(place) = path_of(&change.uri.0).map(|path| Place::of(&path)) else { continue };
            let is_changed = change.kind == FileChangeType::Changed;
            if is_changed && self.documents.of_file(&place.real).is_some() {
                continue;
            }
            match is_config(&place) {
                true => self.forget(&place),
                false => configs.extend(self.workspace.config_of(&place).ok().flatten()),
            }
        }
        configs.into_iter().for_each(|config| self.refresh(&config));
    }

    /// Notes that the text of a document is another one, and what depends on it.
    fn touched(&mut self, uri: &str) {
        self.mark(uri);
        let Some(place) = self.documents.get(uri).and_then(|document| document.place.clone()) else { return };
        if is_config(&place) && self.home(&place).is_err() {
            // There was a mistake in it: what holds when that is mended is read now.
            self.forget(&place);
        }
        self.text_changed(&place);
    }

    /// Has looked at again what depends on the text of a file.
    fn text_changed(&mut self, place: &Place) {
        match self.home(place) {
            Ok(Some(Home { role: Role::Specs { set, specs, .. }, cache, .. })) => {
                specs.iter().for_each(|spec| cache.forget(&spec.path));
                if set.is_judged_together() {
                    self.mark_others();
                }
            }
            Ok(Some(Home { role: Role::Template { .. } | Role::Config, .. })) => self.refresh_of(place),
            _ => {}
        }
    }

    /// Reads repositories anew when they are next looked at: files came or went that may make others of them.
    fn forget(&mut self, place: &Place) {
        place.paths.iter().for_each(|path| self.workspace.forget_configs(path));
        self.mark_others();
    }

    /// Has a document checked next.
    fn mark(&mut self, uri: &str) {
        self.unchecked.retain(|other| other != uri);
        self.unchecked.push_back(uri.to_owned());
    }

    /// Has all documents checked, after those that are to be already.
    fn mark_others(&mut self) {
        for document in self.documents.all() {
            if !self.unchecked.contains(&document.uri) {
                self.unchecked.push_front(document.uri.clone());
            }
        }
    }

    fn refresh_of(&mut self, place: &Place) {
        if let Ok(Some(config)) = self.workspace.config_of(place) {
            self.refresh(&config);
        }
    }

    /// Reads a repository anew, beside all else.
    fn refresh(&mut self, config: &Path) {
        let places: Vec<Place> = self.documents.all().filter_map(|document| document.place.clone()).collect();
        let mut wanted: Vec<PathBuf> = Vec::new();
        for place in places {
            if self.workspace.config_of(&place).ok().flatten().as_deref() != Some(config) {
                continue;
            }
            match self.workspace.known(config).role(config, &place) {
                Ok(Role::Template { path, .. }) => wanted.push(path),
                Ok(Role::Config) => wanted.push(config.to_owned()),
                _ => {}
            }
        }
        let (number, stop) = self.workspace.begin_refresh(config);
        let files = self.workspace.overlay.clone();
        Refresh { config: config.to_owned(), number, files, stop, wanted }.begin(&self.events);
    }

    /// Takes over a repository that was read anew.
    pub(super) fn refreshed(&mut self, refreshed: Refreshed) {
        let Refreshed { config, number, repository, cache, impacts } = refreshed;
        let Some(known) = self.workspace.end_refresh(&config, number) else { return };
        // A configuration with a mistake takes nothing away from what is known.
        if repository.is_ok() || known.repository.is_err() {
            (known.repository, known.cache, known.impacts) = (repository, cache, impacts);
        }
        self.mark_others();
        if self.client.refreshes_lenses {
            self.outbox.ask::<CodeLensRefreshRequest>(&());
        }
    }
}

/// Whether a file is named like a configuration or the baseline.
fn is_config(place: &Place) -> bool {
    let name = place.real.file_name().unwrap_or_default();
    name == BASELINE || FILE_NAMES.iter().any(|own| name == *own)
}
