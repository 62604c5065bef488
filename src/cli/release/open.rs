//! `speclint release open`

use std::path::PathBuf;

use clap::Args;

use crate::check::{Request, check};
use crate::cli::writing::{Access, Writing, carry_out};
use crate::cli::{CLEAN, print, tell};
use crate::error::Error;
use crate::escape::printable;
use crate::output::{Format, Short, Shown};
use crate::release::{Moves, Opened, Opening, open};
use crate::repository::Repository;

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The new release
    name: String,
    /// Give it a copy of this template [default: that of the current release]
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Move the specs of the current release that are not in BASE [default: the default branch of the upstream]
    #[arg(long, value_name = "BASE", num_args = 0..=1, require_equals = true)]
    unmerged: Option<Option<String>>,
    /// Move these specs of the current release
    #[arg(long, value_name = "SPEC", num_args = 1.., conflicts_with = "unmerged")]
    carry: Vec<PathBuf>,
    /// Leave the index as it is
    #[arg(long)]
    no_index: bool,
    #[command(flatten)]
    pub writing: Writing,
}

const EXAMPLES: &str = "\
Examples:
  speclint release open mitaka --dry-run                 what it would do
  speclint release open mitaka --unmerged                with the specs that the upstream lacks
  speclint release open mitaka --carry specs/liberty/a.rst

All or nothing: a failure puts back what was changed, and after an interruption the next run finishes.
Exit codes: 0 it is open, 2 it could not be opened.";

pub(super) fn run(access: &Access, arguments: Arguments) -> Result<u8, Error> {
    let repository = &access.repository;
    let name = arguments.name;
    let moves = match (arguments.unmerged, arguments.carry) {
        (Some(base), _) => Moves::Unmerged(base),
        (None, specs) if specs.is_empty() => Moves::None,
        (None, specs) => Moves::Carry(specs),
    };
    let opening =
        Opening { name: name.clone(), template: arguments.template, moves, without_index: arguments.no_index };
    let (plan, moved, remarks) = match open(repository, &opening)? {
        Opened::Already => {
            return Ok(print(CLEAN, |out| writeln!(out, "release {name} is open: nothing is changed")));
        }
        Opened::Planned { plan, moved, remarks, warnings } => {
            for warning in warnings {
                tell(&format!("warning: {}\n", printable(&warning)));
            }
            (plan, moved, remarks)
        }
    };
    let mut text = carry_out(&repository.root, plan, access.hold.as_ref())?;
    for remark in remarks {
        text += &format!("note: {}\n", printable(&remark));
    }
    if access.hold.is_none() || moved.is_empty() {
        return Ok(print(CLEAN, |out| out.write_all(text.as_bytes())));
    }
    let repository = Repository::open(&repository.config.path)?;
    let report = check(&repository, &Request { paths: moved, ..Request::default() });
    Ok(print(CLEAN, |out| {
        writeln!(out, "{text}\nwhat the moved specs need now:")?;
        Short.write_all(&Shown::all(&report), out)
    }))
}
