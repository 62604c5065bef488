//! `speclint init`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::writing::{Writing, carry_out, hold};
use super::{CLEAN, fail, print};
use crate::document::Format;
use crate::error::Error;
use crate::escape::printable;
use crate::init::{Init, Initialized, init};
use crate::output;
use crate::paths::display;

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The root of the repository
    #[arg(default_value = ".")]
    directory: PathBuf,
    /// The current release, where it cannot be told; the first one of a new repository [default: v1]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// The format of a new repository's documents
    #[arg(long, value_name = "FORMAT", default_value = "rst")]
    format: DocumentFormat,
    /// Propose a template where there is none: the sections that most specs share
    #[arg(long)]
    from_specs: bool,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Clone, Copy, ValueEnum)]
enum DocumentFormat {
    Rst,
    Md,
}

const EXAMPLES: &str = "\
In a repository that has specs it finds out where they are, writes a release.toml and says how many specs conform. In an
empty directory it sets up a specs repository: a template, a first release, an index, a sample spec.

Examples:
  speclint init --dry-run             what would be written
  speclint init --release liberty     with another current release
  speclint init --from-specs          with a template of the sections that most specs share
  speclint init specs-of-mine         a new repository, in an empty directory

Exit codes: 0 done, 2 it could not be done.";

pub(super) fn run(arguments: Arguments) -> u8 {
    match set_up(arguments) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn set_up(arguments: Arguments) -> Result<u8, Error> {
    let format = match arguments.format {
        DocumentFormat::Rst => Format::Rst,
        DocumentFormat::Md => Format::Markdown,
    };
    let root = arguments.directory.clone();
    let found = root.canonicalize().map_err(|error| Error::io(&root, "open the directory", &error))?;
    let hold = hold(&found, !arguments.writing.dry_run)?;
    let wanted =
        Init { directory: arguments.directory, release: arguments.release, format, from_specs: arguments.from_specs };
    let Initialized { plan, report, remarks } = init(&wanted)?;
    let mut text = carry_out(&found, plan, hold.as_ref())?;
    for remark in remarks {
        text += &format!("note: {}\n", printable(&remark));
    }
    if let Some(report) = report {
        text += "\n";
        text += &output::summary(&report);
        report.errors.iter().for_each(|error| text += &format!("{}\n", error.line(display)));
    }
    Ok(print(CLEAN, |out| out.write_all(text.as_bytes())))
}
