//! Sphinx's `conf.py`: what it passes over, no reader ever sees. Examples and skeletons among specs are such.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Gate;
use crate::init::find::static_part;
use crate::init::layout::Layout;
use crate::init::names::literal;
use crate::init::survey::Survey;
use crate::init::templates::{Choice, candidates};
use crate::paths::with_slashes;
use crate::release::Conf;
use crate::repository::is_front_page;

pub(super) fn read(survey: &Survey, layout: &Layout, choice: &Choice<'_>, gate: &mut Gate) {
    let templates: BTreeSet<&Path> = candidates(survey).into_iter().map(|page| &*page.path).collect();
    let is_spec = |path: &Path| {
        let is_below = layout.specs.iter().any(|specs| path.starts_with(static_part(specs)));
        let is_template = templates.contains(path) || choice.members.iter().any(|page| page.path == path);
        is_below && !is_template && !is_front_page(path)
    };
    let specs: Vec<&Path> = survey.pages.iter().map(|page| &*page.path).filter(|path| is_spec(path)).collect();
    for conf in &survey.sphinx {
        let file = with_slashes(conf);
        let Some(text) = survey.text(&file) else { continue };
        let conf = Places { conf: Conf::parse(text), directory: conf.parent().unwrap_or(Path::new("")) };
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        // What begins with a dot is passed over anyway.
        for name in specs.iter().filter_map(|path| conf.excluded(path)).filter(|name| !name.starts_with('.')) {
            *names.entry(name).or_default() += 1;
        }
        let has_name = |path: &Path, name: &str| path.components().any(|part| part.as_os_str() == name);
        // What else is named so is a spec, and so is what nearly all are.
        names.retain(|name, count| specs.iter().filter(|path| has_name(path, name)).count() == *count);
        let count: usize = names.values().sum();
        if count == 0 || count * 2 > specs.len() {
            continue;
        }
        let ignored: Vec<String> = names.keys().map(|name| literal(name)).collect();
        gate.demands.layout.say_more("ignore", ignored, &format!("{file} excludes them."));
        let documents = if count == 1 { "1 document".to_owned() } else { format!("{count} documents") };
        gate.notes.push(format!("{file} excludes {documents} among the specs: they are not checked"));
    }
}

/// A `conf.py`, and where it is.
struct Places<'c> {
    conf: Conf,
    directory: &'c Path,
}

impl Places<'_> {
    /// The name of the file, or of the directory above it, that is passed over. The directories of specs are linked into
    /// that of the documents under their own names.
    fn excluded(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(self.directory).unwrap_or(path);
        let parts: Vec<&std::ffi::OsStr> = below.iter().collect();
        let is_excluded = |len: &usize| self.conf.excludes(&with_slashes(&parts[..*len].iter().collect::<PathBuf>()));
        let len = (1..=parts.len()).find(is_excluded)?;
        Some(parts[len - 1].to_string_lossy().into_owned())
    }
}
