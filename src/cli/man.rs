//! `speclint man`

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::{Man, generate_to};

use super::{CLEAN, Cli, fail, print};
use crate::error::Error;

#[derive(Args)]
#[command(
    after_long_help = "Examples:\n  speclint man                                      the page of the program\n  \
                       speclint man --dir ~/.local/share/man/man1        all pages, also those of commands"
)]
pub(super) struct Arguments {
    /// Write all pages into this directory, one a command
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    match arguments.dir {
        Some(directory) => write_all(&directory).map_or_else(|error| fail(&error), |()| CLEAN),
        None => print(CLEAN, |out| Man::new(Cli::command()).render(&mut &mut *out)),
    }
}

fn write_all(directory: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(directory).map_err(|error| Error::io(directory, "make the directory", &error))?;
    generate_to(Cli::command(), directory).map_err(|error| Error::io(directory, "write the pages", &error))
}
