//! How paths are shown.

use std::path::{Component, Path, PathBuf};

use crate::escape::printable;

/// A path as people are shown it: relative to the working directory where that is possible, with `/` between its
/// parts, on one line and with nothing that a terminal would obey.
pub(crate) fn display(path: &Path) -> String {
    Here::now().display(path)
}

/// The working directory, asked for once where many paths are shown.
pub(crate) struct Here(Option<PathBuf>);

impl Here {
    pub fn now() -> Self {
        let here = std::env::current_dir();
        Here(here.and_then(|here| here.canonicalize().or(Ok(here))).ok())
    }

    /// As if this, which is absolute and without links, were the working directory.
    #[cfg(feature = "cli")]
    pub fn at(directory: &Path) -> Self {
        Here(Some(directory.to_owned()))
    }

    /// As [`display`].
    pub fn display(&self, path: &Path) -> String {
        printable(&self.relative(path)).into_owned()
    }

    /// The same path for programs, which may open it.
    pub fn relative(&self, path: &Path) -> String {
        let shown = match &self.0 {
            Some(here) if path.is_absolute() => relative(path, here),
            _ => path.to_owned(),
        };
        with_slashes(&shown)
    }
}

/// A path with `/` between its parts, as configurations and documents have it.
pub(crate) fn with_slashes(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// A path below a directory without `.` and `..`.
pub(crate) fn normal(directory: &Path, path: &str) -> PathBuf {
    let mut normal = directory.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

/// The directory that a path lies in; that of a mere name is the working directory.
pub(crate) fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An absolute path without `.` and `..`, in which no symbolic link is followed but those of the working directory.
///
/// # Errors
/// Where the working directory is gone.
pub(crate) fn unfollowed(path: &Path) -> std::io::Result<PathBuf> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize())?;
    Ok(unfollowed_from(&here, path))
}

/// As [`unfollowed`], from this directory, which is absolute and without links.
pub(crate) fn unfollowed_from(here: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for component in here.join(path).components() {
        match component {
            Component::ParentDir => drop(whole.pop()),
            Component::CurDir => {}
            component => whole.push(component),
        }
    }
    whole
}

/// `path` as seen from `base`, both absolute; paths that share no directory but the root stay absolute.
fn relative(path: &Path, base: &Path) -> PathBuf {
    let shared = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    if shared <= 1 {
        return path.to_owned();
    }
    let up = base.components().skip(shared).map(|_| Component::ParentDir);
    let relative: PathBuf = up.chain(path.components().skip(shared)).collect();
    if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative }
}
