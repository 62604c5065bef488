//! Which file configures the specs of a directory.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::escape::printable;
use crate::files::{Files, MAX_CONFIG};
use crate::paths::display;

/// The names of the configuration file. The second one is also cargo-release's.
pub const FILE_NAMES: [&str; 2] = ["speclint.toml", "release.toml"];

/// The keys of cargo-release's configuration, those of old versions included.
const OF_CARGO_RELEASE: [&str; 44] = [
    "allow-branch",
    "certs-source",
    "consolidate-commits",
    "consolidate-pushes",
    "dependent-version",
    "dev-version",
    "dev-version-ext",
    "disable-publish",
    "disable-push",
    "disable-release",
    "disable-tag",
    "enable-all-features",
    "enable-features",
    "exclude-paths",
    "metadata",
    "no-dev-version",
    "owners",
    "package",
    "post-release-commit-message",
    "post-release-replacements",
    "pre-release-commit-message",
    "pre-release-hook",
    "pre-release-replacements",
    "pro-release-commit-message",
    "publish",
    "push",
    "push-options",
    "push-remote",
    "rate-limit",
    "registry",
    "release",
    "shared-version",
    "sign-commit",
    "sign-tag",
    "tag",
    "tag-message",
    "tag-name",
    "tag-prefix",
    "target",
    "unstable",
    "upload-doc",
    "upload-handbook",
    "verify",
    "workspace",
];

/// The configuration of speclint in a directory; `None` where there is none.
///
/// # Errors
/// Where there are two.
pub(crate) fn config_in(files: &dyn Files, directory: &Path) -> Result<Option<PathBuf>, Error> {
    let is_there =
        |path: &PathBuf| files.kind(path).is_ok_and(|kind| kind.is_some()) && !is_of_cargo_release(files, path);
    let mut found = FILE_NAMES.iter().map(|name| directory.join(name)).filter(is_there);
    match (found.next(), found.next()) {
        (Some(one), Some(other)) => {
            Err(Error::new(format!("two configurations beside each other: `{}`", display(&other)))
                .help("remove one of them; both are read in the same way")
                .at(&one))
        }
        (one, _) => Ok(one),
    }
}

/// Whether a `release.toml` is cargo-release's: it has keys, and all of them are of that.
fn is_of_cargo_release(files: &dyn Files, path: &Path) -> bool {
    if !path.ends_with("release.toml") {
        return false;
    }
    let text = files.read(path, MAX_CONFIG).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let table = text.and_then(|text| toml::from_str::<toml::Table>(&text).ok()).unwrap_or_default();
    !table.is_empty() && table.keys().all(|key| OF_CARGO_RELEASE.contains(&key.as_str()))
}

/// The configuration in the nearest directory, from `start` upwards; `None` where no directory has one.
///
/// # Errors
/// Where a directory has two.
pub(crate) fn nearest_config(files: &dyn Files, start: &Path) -> Result<Option<PathBuf>, Error> {
    for directory in start.ancestors() {
        if let Some(config) = config_in(files, directory)? {
            return Ok(Some(config));
        }
    }
    Ok(None)
}

/// The error where [`nearest_config`] finds none.
pub(crate) fn no_config(start: &Path) -> Error {
    Error::new(format!(
        "no `release.toml` or `speclint.toml` in `{}` or in any directory above it",
        printable(&start.to_string_lossy())
    ))
    .help("`speclint init` makes one; or name one with `--config FILE`")
}
