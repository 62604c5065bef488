//! Values at the paths of files.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Values by path. Directories are looked for by hashing and names by halving, since a path of many parts is dear to hash
/// and dearer to compare.
#[derive(Debug)]
pub(super) struct ByPath<T> {
    /// By absolute directory, what is in it in the order of names.
    directories: HashMap<PathBuf, Vec<(OsString, T)>>,
}

impl<T> ByPath<T> {
    /// The values of files, by paths relative to `top`. `of_directory` makes those of the directories that they are in.
    pub fn new(top: &Path, files: impl Iterator<Item = (PathBuf, T)>, of_directory: impl Fn() -> T) -> Self {
        let mut directories: HashMap<PathBuf, Vec<(OsString, T)>> = HashMap::from([(PathBuf::new(), Vec::new())]);
        for (path, value) in files {
            let (Some(directory), Some(file)) = (path.parent(), path.file_name()) else { continue };
            let own = (file.to_owned(), value);
            match directories.get_mut(directory) {
                Some(values) => values.push(own),
                None => {
                    add_directory(&mut directories, directory, &of_directory);
                    directories.entry(directory.to_owned()).or_default().push(own);
                }
            }
        }
        let sorted = |(directory, mut values): (PathBuf, Vec<(OsString, T)>)| {
            values.sort_by(|(a, _), (b, _)| a.cmp(b));
            (top.join(directory), values)
        };
        ByPath { directories: directories.into_iter().map(sorted).collect() }
    }

    pub fn get(&self, path: &Path) -> Option<&T> {
        let values = self.list(path.parent()?);
        let name = path.file_name()?;
        values.binary_search_by(|(own, _)| own.as_os_str().cmp(name)).ok().map(|at| &values[at].1)
    }

    /// What is in a directory, in the order of names.
    pub fn list(&self, directory: &Path) -> &[(OsString, T)] {
        self.directories.get(directory).map_or(&[], Vec::as_slice)
    }

    /// The directories that have a file of one of these names, in order.
    pub fn directories_with(&self, names: &[&str]) -> Vec<PathBuf> {
        let has_one =
            |values: &[(OsString, T)]| values.iter().any(|(own, _)| names.iter().any(|name| own.as_os_str() == *name));
        let directories = self.directories.iter().filter(|(_, values)| has_one(values));
        let mut found: Vec<PathBuf> = directories.map(|(directory, _)| directory.clone()).collect();
        found.sort();
        found
    }
}

/// Adds a directory, and those that it is in, to what these hold.
fn add_directory<T>(
    directories: &mut HashMap<PathBuf, Vec<(OsString, T)>>,
    directory: &Path,
    of_directory: &impl Fn() -> T,
) {
    if directories.contains_key(directory) {
        return;
    }
    directories.insert(directory.to_owned(), Vec::new());
    if let (Some(parent), Some(name)) = (directory.parent(), directory.file_name()) {
        add_directory(directories, parent, of_directory);
        directories.entry(parent.to_owned()).or_default().push((name.to_owned(), of_directory()));
    }
}
