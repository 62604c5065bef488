//! URIs of files ↔ their paths.

use std::path::{Path, PathBuf};

use crate::paths::unfollowed_from;

/// The path of a `file:` URI; `None` for any other.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("file://")).map(|_| &uri[7..])?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = path.split(['?', '#']).next().filter(|path| path.starts_with('/'))?;
    let bytes = decoded(path);
    if bytes.contains(&0) { None } else { from_bytes(bytes) }
}

/// The bytes of a path without `%20` and the like.
fn decoded(path: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, more)) = rest.split_first() {
        let digits = more.get(..2).filter(|two| first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        rest = if code.is_some() { &more[2..] } else { more };
        bytes.push(code.unwrap_or(first));
    }
    bytes
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    let path = String::from_utf8(bytes).ok()?;
    // `/C:/directory`
    let has_drive = path.as_bytes().get(2) == Some(&b':');
    Some(if has_drive { path[1..].into() } else { path.into() })
}

/// The URI of a path.
pub(super) fn uri_of(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut uri = "file://".to_owned();
    if bytes.first() != Some(&b'/') {
        uri.push('/');
    }
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

/// The paths that a file is known by; it need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// With the links of its directory followed, but not its own, as a link to a spec is a spec; and with none followed,
    /// where that is another one.
    pub paths: Vec<PathBuf>,
    /// With all links followed.
    pub real: PathBuf,
}

impl Place {
    /// Whether a path is one of them.
    pub fn is_at(&self, path: &Path) -> bool {
        self.real == path || self.paths.iter().any(|own| own == path)
    }

    pub fn of(path: &Path) -> Self {
        let written = unfollowed_from(Path::new("/"), path);
        let followed = match (written.parent(), written.file_name()) {
            (Some(directory), Some(name)) => real_directory(directory).join(name),
            _ => written.clone(),
        };
        let real = followed.canonicalize().unwrap_or_else(|_| followed.clone());
        Place { paths: if followed == written { vec![written] } else { vec![followed, written] }, real }
    }
}

/// A directory with links followed as far as it is there.
fn real_directory(directory: &Path) -> PathBuf {
    let mut rest = Vec::new();
    for above in directory.ancestors() {
        if let Ok(real) = above.canonicalize() {
            return rest.into_iter().rev().fold(real, |path, name| path.join(name));
        }
        rest.extend(above.file_name());
    }
    directory.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_uris() {
        let path = |uri: &str| path_of(uri).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(path("file:///a/b%20c.rst").as_deref(), Some("/a/b c.rst"));
        assert_eq!(path("FILE://localhost/a").as_deref(), Some("/a"));
        assert_eq!(path("file:///%E2%82%AC/100%").as_deref(), Some("/€/100%"));
        for uri in
            ["", "file", "file:/", "file://", "file://server/a", "untitled:Untitled-1", "https://a/b", "file:///a%00b"]
        {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[test]
    fn uris_of_paths() {
        for path in ["/a/b c.rst", "/€/100%", "/a#b?c", "/a:b@c"] {
            let uri = uri_of(Path::new(path));
            assert!(uri.is_ascii() && !uri.contains([' ', '#', '?']), "{uri}");
            assert_eq!(path_of(&uri), Some(PathBuf::from(path)));
        }
    }
}
