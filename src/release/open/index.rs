//! The page that lists the releases, when one is opened.

use std::path::{Path, PathBuf};

use super::Opener;
use crate::document::Format;
use crate::error::Error;
use crate::paths::display;
use crate::release::index::{self, Addition};
use crate::release::names::Renaming;
use crate::release::wording::Wording;
use crate::repository::is_front_page;

/// A page that lists releases.
struct Listing {
    /// Relative to the root.
    path: PathBuf,
    text: String,
    format: Format,
}

impl Opener<'_> {
    /// Adds the release to the page that lists the releases.
    pub(super) fn index(&mut self) -> Result<(), Error> {
        let Some(path) = self.index_path().filter(|_| !self.opening.without_index) else { return Ok(()) };
        let Some(Listing { path, text, format }) = self.listing(&path)? else { return Ok(()) };
        if index::lists(&text, &self.new.name) {
            self.plan.steps.push(format!("{}: lists it already", display(&path)));
            return Ok(());
        }
        let neighbour = self.neighbour(&text, format).to_owned();
        let others: Vec<String> = self.releases.iter().filter(|name| **name != neighbour).cloned().collect();
        let mut wording = Wording::new(Renaming { from: &neighbour, to: &self.new.name });
        wording.learn(&text, format, &others);
        let Addition { text, lines, remarks } = index::add(&text, format, &wording, &others).ok_or_else(|| {
            let name = &self.new.name;
            Error::new(format!("the index is not understood: it lists `{neighbour}` in no way that is known"))
                .help(format!(
                    "put an entry for `{name}` beside that of `{neighbour}` by hand, and run this again with `--no-index`"
                ))
                .at(&self.repository.root.join(&path))
        })?;
        for (line, remark) in remarks {
            self.remarks.push(format!("{}:{line}: {remark}", display(&path)));
        }
        for line in lines {
            self.plan.steps.push(format!("{}:{line}: an entry like that of {neighbour}", display(&path)));
        }
        self.plan.write(&path, text)
    }

    /// The page that lists the releases, relative to the root.
    pub(super) fn index_path(&self) -> Option<PathBuf> {
        self.new.set.settings.layout.index.as_ref().map(|path| path.expand(Some(&self.new.name)))
    }

    /// The page that lists releases: the one that is named, or one above the specs where that lists none.
    fn listing(&mut self, named: &Path) -> Result<Option<Listing>, Error> {
        let mut pages = vec![named.to_owned()];
        pages.extend(self.pages_above().into_iter().filter(|path| path != named));
        let mut is_there = false;
        for path in pages {
            let Some(text) = self.plan.text(&path)? else { continue };
            let whole = self.repository.root.join(&path);
            let format = self.new.set.settings.layout.formats.require(&whole, "an index")?;
            let names = || self.releases.iter().chain([&self.old.name, &self.new.name]);
            let is_named = path == named;
            let speaks = |name: &String| {
                if is_named { index::mentions(&text, name) } else { index::has_entry(&text, format, name) }
            };
            if names().any(speaks) {
                return Ok(Some(Listing { path, text, format }));
            }
            is_there |= is_named;
        }
        let advice = "`layout.index` names the page that lists the releases";
        let what = if is_there { "lists no release" } else { "is not there" };
        self.remarks.push(format!("{} {what}: {advice}", display(named)));
        Ok(None)
    }

    /// The front pages of the directories that hold those of releases.
    fn pages_above(&self) -> Vec<PathBuf> {
        let root = &self.repository.root;
        let specs = self.old.set.settings.layout.specs.iter().filter(|path| !path.has_globs());
        let above = specs.filter_map(|path| path.expand(Some(&self.old.name)).parent().map(Path::to_owned));
        let mut found: Vec<PathBuf> = above
            .flat_map(|directory| root.join(&directory).read_dir().into_iter().flatten().filter_map(Result::ok))
            .filter_map(|entry| entry.path().strip_prefix(root).ok().map(Path::to_owned))
            .filter(|path| is_front_page(path) && self.old.set.settings.layout.formats.of(path).is_some())
            .collect();
        found.sort();
        found
    }

    /// The release whose entry the new one's is like: the current one, or the newest that the page lists where it has not
    /// heard of that.
    fn neighbour(&self, text: &str, format: Format) -> &str {
        if index::mentions(text, &self.old.name) {
            return &self.old.name;
        }
        // Numbers came after letters.
        let age = |name: &&String| (name.starts_with(|c: char| c.is_ascii_digit()), (*name).clone());
        let listed = self.releases.iter().filter(|name| index::has_entry(text, format, name));
        listed.max_by_key(age).unwrap_or(&self.old.name)
    }
}
