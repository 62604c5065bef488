//! The pages and links that each release has of its own, beside its specs: for a new release, like its neighbour's.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::names::Renaming;
use crate::document::{Formats, with_adornments};
use crate::error::Error;
use crate::paths::display;
use crate::plan::{Node, Plan};
use crate::repository::links::links;

/// Plans a copy of each index page and symbolic link of the neighbour in these directories, which are relative to the
/// root. What of a page leads to the neighbour's specs is left out.
///
/// # Errors
/// Where a page cannot be read or is there already.
pub(super) fn copy(
    root: &Path,
    directories: &[PathBuf],
    name: Renaming<'_>,
    formats: &Formats,
    plan: &mut Plan,
) -> Result<(), Error> {
    for directory in directories {
        let walk = WalkDir::new(root.join(directory)).follow_root_links(false).sort_by_file_name().into_iter();
        for entry in walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
            let Ok(path) = entry.path().strip_prefix(root) else { continue };
            let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
            let is_own =
                path.parent().is_some_and(|parent| parent.components().any(|part| part.as_os_str() == name.from));
            if !is_own {
                continue;
            }
            let copy: PathBuf =
                parts.map(|part| if part == name.from { name.to.to_owned() } else { part.into_owned() }).collect();
            if plan.node(&copy)?.is_some() {
                continue;
            }
            if entry.file_type().is_symlink() {
                let Some(Node::Link(target)) = plan.node(path)? else { continue };
                let target = PathBuf::from(name.apply(&target.to_string_lossy()));
                plan.put(&copy, Some(Node::Link(target)))?;
            } else if is_page(path, formats) {
                let text = plan.text(path)?.unwrap_or_default();
                plan.create(&copy, page(&text, entry.path(), name, formats))?;
            } else {
                continue;
            }
            plan.steps.push(format!("{}: like {}", display(&copy), display(path)));
        }
    }
    Ok(())
}

fn is_page(path: &Path, formats: &Formats) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    formats.of(path).is_some() && stem.is_some_and(|stem| stem == "index" || stem == "readme")
}

/// A page of another release, without the lines that list the neighbour's specs.
fn page(text: &str, path: &Path, name: Renaming<'_>, formats: &Formats) -> String {
    let format = formats.read_as(path);
    let directory = path.parent().unwrap_or(path);
    let is_spec = |file: &Path| file.starts_with(directory) && formats.of(file).is_some() && !is_page(file, formats);
    let listed = links(text, format)
        .into_iter()
        .filter(|link| link.target(directory, formats).is_some_and(|to| is_spec(&to.file)));
    let listed: Vec<usize> = listed.map(|link| link.range.start).collect();
    let mut start = 0;
    let mut new = String::new();
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        if !listed.iter().any(|at| range.contains(at)) {
            new += line;
        }
    }
    with_adornments(&name.apply(&new))
}
