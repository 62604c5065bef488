//! Renames that lose nothing: what was at a path comes to stand under another name instead of being overwritten.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Renames to where nothing is.
///
/// # Errors
/// Of the kind `AlreadyExists` where something is.
pub(super) fn move_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match at_once::move_to_free(from, to) {
        Err(error) if is_unsupported(&error) => in_steps::move_to_free(from, to),
        result => result,
    }
}

/// Lets two files or links change places.
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    match at_once::exchange(one, other) {
        Err(error) if is_unsupported(&error) => in_steps::exchange(one, other),
        result => result,
    }
}

/// Sets right what an [`exchange`] with a first path left that was killed: it has been made then, or not begun.
pub(super) fn finish_exchange(one: &Path) -> io::Result<()> {
    in_steps::finish_exchange(one)
}

/// Whether the system or the file system knows no such rename.
fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}

/// As the system does it: nobody ever sees something else than before or after.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod at_once {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    use super::{Path, io};

    pub fn move_to_free(from: &Path, to: &Path) -> io::Result<()> {
        rename(from, to, RenameFlags::NOREPLACE)
    }

    pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
        rename(one, other, RenameFlags::EXCHANGE)
    }

    fn rename(from: &Path, to: &Path, flags: RenameFlags) -> io::Result<()> {
        // Two of them are one on some systems.
        let unsupported = [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP];
        renameat_with(CWD, from, CWD, to, flags).map_err(|error| match unsupported.contains(&error) {
            true => io::ErrorKind::Unsupported.into(),
            false => error.into(),
        })
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod at_once {
    use super::{Path, io};

    pub fn move_to_free(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// In steps that every system knows. There is always a file at `other`: without its `release.toml` a repository could not
/// be found to be set right. What somebody saves by a rename just between two steps is overwritten.
mod in_steps {
    use super::{Path, PathBuf, fs, io};

    pub fn move_to_free(from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Ok(()) => fs::remove_file(from),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // A file system without such links.
            Err(_) if to.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(from, to),
        }
    }

    pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
        let aside = aside(one);
        if let Err(error) = fs::hard_link(other, &aside) {
            // A file system without such links; a symbolic link would be followed.
            if other.is_symlink() {
                return Err(error);
            }
            fs::copy(other, &aside)?;
        }
        fs::rename(one, other)?;
        fs::rename(aside, one)
    }

    pub fn finish_exchange(one: &Path) -> io::Result<()> {
        let aside = aside(one);
        match (aside.symlink_metadata().is_ok(), one.symlink_metadata().is_ok()) {
            (true, true) => fs::remove_file(aside),
            (true, false) => fs::rename(aside, one),
            (false, _) => Ok(()),
        }
    }

    fn aside(path: &Path) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push("~");
        name.into()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        /// Two files, and what reads them.
        fn two() -> (tempfile::TempDir, PathBuf, PathBuf) {
            let directory = tempfile::tempdir().expect("a directory");
            let (one, other) = (directory.path().join("one"), directory.path().join("other"));
            fs::write(&one, "1").expect("writable");
            fs::write(&other, "2").expect("writable");
            (directory, one, other)
        }

        fn texts(one: &Path, other: &Path) -> (String, String) {
            let read = |path: &Path| fs::read_to_string(path).expect("it is there");
            (read(one), read(other))
        }

        #[test]
        fn files_change_places() {
            let (directory, one, other) = two();
            exchange(&one, &other).expect("it is made");
            assert_eq!(texts(&one, &other), ("2".to_owned(), "1".to_owned()));
            assert_eq!(directory.path().read_dir().expect("readable").count(), 2);
        }

        #[test]
        fn killed_after_each_step() {
            let (_directory, one, other) = two();
            fs::hard_link(&other, aside(&one)).expect("a link");
            finish_exchange(&one).expect("it is set right");
            assert_eq!(texts(&one, &other), ("1".to_owned(), "2".to_owned()));
            fs::hard_link(&other, aside(&one)).expect("a link");
            fs::rename(&one, &other).expect("a rename");
            finish_exchange(&one).expect("it is set right");
            assert_eq!(texts(&one, &other), ("2".to_owned(), "1".to_owned()));
            assert!(!aside(&one).exists());
        }

        #[test]
        fn nothing_is_overwritten() {
            let (_directory, one, other) = two();
            let error = move_to_free(&one, &other).expect_err("something is there");
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(texts(&one, &other), ("1".to_owned(), "2".to_owned()));
        }
    }
}
