//! What the commands have in common that write files.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::{fail, tell};
use crate::error::Error;
use crate::escape::printable;
use crate::paths::display;
use crate::plan::{self, Hold, Plan};
use crate::repository::{Repository, uncommitted};

#[derive(Args)]
pub(super) struct Writing {
    /// Show what would be done, with a diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// A change that takes longer tells its steps.
const PATIENCE: Duration = Duration::from_secs(1);

/// A repository, and the right to change it where a command does.
pub(super) struct Access {
    pub repository: Repository,
    pub hold: Option<Hold>,
}

/// The configuration that the environment names, which `--config` goes before.
pub(super) fn config_of_environment() -> Option<PathBuf> {
    std::env::var_os("SPECLINT_CONFIG").filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The repository of a configuration, of the one that the environment names, or of the working directory.
///
/// # Errors
/// Where there is none.
pub(super) fn find(config: Option<&Path>) -> Result<Repository, Error> {
    let config = config.map(Path::to_owned).or_else(config_of_environment);
    config.as_deref().map_or_else(|| Repository::find(Path::new(".")), Repository::open)
}

/// Opens the repository of a command, as [`find`] does.
///
/// # Errors
/// Where there is none, or half of a change was made to it and the command is not one that writes.
pub(super) fn open(config: Option<&Path>, writes: bool) -> Result<Access, Error> {
    let open = || find(config);
    let repository = open()?;
    let Some(hold) = hold(&repository.root, writes)? else { return Ok(Access { repository, hold: None }) };
    // Another process may have changed it until now.
    Ok(Access { repository: open()?, hold: Some(hold) })
}

/// The right to change the repository at a root, where a command `writes`.
///
/// # Errors
/// Where it is not to be had. Where the command writes nothing: if half of a change was made, which it would show as
/// what the repository is.
pub(super) fn hold(root: &Path, writes: bool) -> Result<Option<Hold>, Error> {
    if writes {
        return Hold::take(root, &mut |text| tell(&format!("{}\n", printable(text)))).map(Some);
    }
    match plan::unfinished(root) {
        Some(title) => Err(Error::new(format!("a change of this repository was interrupted: {title}"))
            .help("run the interrupted command again, or any other that writes: it finishes or undoes the change")),
        None => Ok(None),
    }
}

/// Ends the changes that were made.
///
/// # Errors
/// Where one is not as it was made; others of them are told.
pub(super) fn settle(hold: &Hold) -> Result<(), Error> {
    let mut errors = hold.settle().into_iter();
    let first = errors.next();
    for error in errors {
        fail(&error);
    }
    first.map_or(Ok(()), Err)
}

/// Carries a plan out by the right to do so, or shows it where there is none; the text that tells of it.
///
/// # Errors
/// Where it fails, or where a file was saved meanwhile; what could be kept is told.
pub(super) fn carry_out(root: &Path, plan: Plan, hold: Option<&Hold>) -> Result<String, Error> {
    let files: Vec<PathBuf> = plan.paths().map(|path| root.join(path)).collect();
    for file in uncommitted(root, &files) {
        tell(&format!("warning: {} has changes that are not committed\n", display(&file)));
    }
    let steps: String = plan.steps.iter().map(|step| printable(step) + "\n").collect();
    let Some(hold) = hold else {
        return Ok(format!("{steps}\n{}", plan.diff()));
    };
    let begun = Instant::now();
    let is_watched = std::io::stderr().is_terminal();
    plan.carry_out(hold, &mut |step| {
        if is_watched && begun.elapsed() > PATIENCE {
            tell(&format!("{}\n", printable(step)));
        }
    })?;
    settle(hold)?;
    Ok(steps)
}
