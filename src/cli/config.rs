//! `speclint config`

use clap::{Args, Subcommand};

use super::{CLEAN, print};
use crate::config::Config;

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the JSON Schema of release.toml, by which editors complete and check it
    Schema,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    match arguments.command {
        Command::Schema => print(CLEAN, |out| {
            serde_json::to_writer_pretty(&mut *out, &Config::schema())?;
            writeln!(out)
        }),
    }
}
