//! What the commands have in common that write files.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::tell;
use crate::error::Error;
use crate::escape::printable;
use crate::paths::display;
use crate::plan::Plan;
use crate::repository::uncommitted;

#[derive(Args)]
pub(super) struct Writing {
    /// Show what would be done, with a diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// From then on a person is told what goes on.
const PATIENCE: Duration = Duration::from_secs(1);

/// Carries a plan out, or shows it; the text that tells of it.
///
/// # Errors
/// Where it fails: nothing is changed then.
pub(super) fn carry_out(root: &Path, plan: Plan, writing: &Writing) -> Result<String, Error> {
    let files: Vec<PathBuf> = plan.paths().map(|path| root.join(path)).collect();
    for file in uncommitted(root, &files) {
        tell(&format!("warning: {} has changes that are not committed\n", display(&file)));
    }
    let steps: String = plan.steps.iter().map(|step| printable(step) + "\n").collect();
    if writing.dry_run {
        return Ok(format!("{steps}\n{}", plan.diff()));
    }
    let begun = Instant::now();
    let is_watched = std::io::stderr().is_terminal();
    plan.carry_out(&mut |step| {
        if is_watched && begun.elapsed() > PATIENCE {
            tell(&format!("{}\n", printable(step)));
        }
    })?;
    Ok(steps)
}
