//! Where a new spec is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{NewSpec, file_name, number};
use crate::config::Settings;
use crate::error::Error;
use crate::nearest::list;
use crate::paths::{display, with_slashes};
use crate::release;
use crate::repository::{Repository, Set, is_front_page};

/// The absolute path of a new spec.
pub(super) fn path(repository: &Repository, set: &Set, new: &NewSpec, extension: &str) -> Result<PathBuf, Error> {
    let settings = &set.settings;
    let stem = match new.name.rsplit_once('.') {
        Some((stem, own)) if own == extension => stem,
        Some((_, own)) if settings.layout.formats.extensions().any(|known| known == own) => {
            return Err(Error::new(format!("the template is a `.{extension}` file, and the name ends in `.{own}`"))
                .help("leave the extension out"));
        }
        _ => &new.name,
    };
    release::check_file_name(stem, "spec", "for instance `nightly-backups`")?;
    let numbered = number::numbered(repository, set, stem);
    let stem = numbered.as_deref().unwrap_or(stem);
    let layout = &settings.layout;
    // `keps/*/*/README.md`: the name is that of the file's directory.
    let own_directory = file_name(set);
    let file = match &own_directory {
        Some(file) => Path::new(stem).join(file),
        None => PathBuf::from(format!("{stem}.{extension}")),
    };
    let base = repository.specs_dir(set);
    let holds = |path: &Path| path.strip_prefix(&repository.root).is_ok_and(|path| set.holds(path));
    let fits = |directory: &Path| {
        let path = directory.join(&file);
        let relative = with_slashes(path.strip_prefix(&base).unwrap_or(&path));
        holds(&path) && has_right_name(settings, &relative, stem, extension)
    };
    let directory = match &new.directory {
        Some(directory) => {
            let here =
                std::path::absolute(directory).map_err(|error| Error::io(directory, "find the directory", &error))?;
            // Relative to where the user is, or to the specs.
            [here, base.join(directory)]
                .into_iter()
                .find(|path| path.is_dir())
                .ok_or_else(|| Error::new("there is no such directory").help("make it first").at(directory))?
        }
        None => usual_directory(repository, set, &base, |directory| holds(&directory.join(&file)), fits)?,
    };
    let path = directory.join(&file);
    if !holds(&path) {
        let paths: Vec<String> = layout.specs.iter().map(|path| format!("`{path}`")).collect();
        return Err(Error::new(format!("`{}` would be no spec of {}", display(&path), set.name))
            .help(format!("specs are in {}", list(paths.iter().map(String::as_str)))));
    }
    if !fits(&directory) {
        let rule = settings.rules.file_name.0.pattern.as_ref().map(|pattern| pattern.0.as_str()).unwrap_or_default();
        return Err(Error::new(format!("`{}` is no name for a spec here", display(&file)))
            .help(format!("the rule `file-name` wants `{rule}`")));
    }
    if own_directory.is_none() && is_front_page(&file) {
        return Err(
            Error::new(format!("`{}` would be a page, and not checked", display(&file))).help("choose another name")
        );
    }
    if layout.ignore.iter().any(|pattern| pattern.matches(&file)) && own_directory.is_none() {
        return Err(Error::new(format!("`{}` would not be checked", display(&file)))
            .help("`layout.ignore` holds it; choose another name"));
    }
    let is_same = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let there = path
        .parent()
        .unwrap_or(&directory)
        .read_dir()
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    if let Some(there) = there.into_iter().find(|other| is_same(other) == is_same(&path)) {
        return Err(Error::new("the file is there already")
            .help("it is not overwritten; choose another name")
            .at(&there));
    }
    Ok(path)
}

/// Whether the rule `file-name` is content.
fn has_right_name(settings: &Settings, relative: &str, stem: &str, extension: &str) -> bool {
    settings.rules.file_name.0.pattern.as_ref().is_none_or(|pattern| match pattern.0.as_str().contains('/') {
        true => pattern.0.is_match(relative),
        false => pattern.0.is_match(&format!("{stem}.{extension}")),
    })
}

/// The directory where specs are: that of the layout, or the only one below it that has some. Where there are none yet,
/// those count that other releases have.
fn usual_directory(
    repository: &Repository,
    set: &Set,
    base: &Path,
    may_be: impl Fn(&Path) -> bool,
    fits: impl Fn(&Path) -> bool,
) -> Result<PathBuf, Error> {
    let mut with_specs = directories(repository, set)?;
    if with_specs.is_empty() {
        let others = repository.sets()?.iter().filter(|other| other.name.group == set.name.group);
        for other in others.filter(|other| other.name != set.name) {
            let old_base = repository.specs_dir(other);
            let below = directories(repository, other).unwrap_or_default();
            let below = below.iter().filter_map(|path| path.strip_prefix(&old_base).ok());
            with_specs.extend(below.map(|below| base.join(below)).filter(|path| path.is_dir()));
        }
    }
    let below = base.read_dir().into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let below = below.filter(|path| path.is_dir());
    let mut directories: BTreeSet<PathBuf> =
        with_specs.iter().cloned().chain(below).filter(|path| fits(path)).collect();
    // Where none is right, the reason is told of one that may be.
    if directories.is_empty()
        && let Some(first) =
            std::iter::once(base).chain(with_specs.iter().map(PathBuf::as_path)).find(|path| may_be(path))
    {
        return Ok(first.to_owned());
    }
    if fits(base) && (with_specs.contains(base) || directories.is_empty() || with_specs.is_empty()) {
        return Ok(base.to_owned());
    }
    match (directories.pop_first(), directories.is_empty()) {
        (Some(only), true) => Ok(only),
        (first, _) => {
            directories.extend(first);
            let names: Vec<String> = directories.iter().take(5).map(|path| display(path)).collect();
            Err(Error::new("the layout leaves open which directory a new spec is in").help(match names.is_empty() {
                true => "say it with `--in DIRECTORY`".to_owned(),
                false => {
                    format!("say it with `--in DIRECTORY`, for instance {}", list(names.iter().map(String::as_str)))
                }
            }))
        }
    }
}

/// The directories in which a set has specs.
fn directories(repository: &Repository, set: &Set) -> Result<BTreeSet<PathBuf>, Error> {
    let specs = &repository.listing(set)?.specs;
    Ok(specs.iter().filter_map(|spec| spec.path.parent().map(Path::to_owned)).collect())
}
