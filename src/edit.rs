//! Writing files of the user.

use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::Error;

/// Writes a file as a whole or not at all: a temporary file beside it takes its place. Its permissions stay, and a
/// symbolic link stays one.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real.metadata().is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(Error::new("the file is read-only").help("make it writable first").at(path));
    }
    let write = || {
        let mut file = NamedTempFile::new_in(real.parent().unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        match real.metadata() {
            Ok(old) => file.as_file().set_permissions(old.permissions())?,
            Err(_) => readable(&file)?,
        }
        file.persist(&real)?;
        Ok(())
    };
    write().map_err(|error: std::io::Error| Error::io(path, "write the file", &error))
}

/// A new file may be read by all, as others in a repository; a temporary one only by its owner.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

/// What a change of a file would be, as a unified diff; empty where it changes nothing.
pub(crate) fn diff(path: &str, old: &str, new: &str) -> String {
    hunks(&format!("a/{path}"), &format!("b/{path}"), old, new)
}

/// The same with these names of the two sides.
pub(crate) fn hunks(from: &str, to: &str, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().header(from, to).to_string()
}
