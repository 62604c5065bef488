//! `speclint release`

mod diff;
mod list;
mod open;
mod show;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub(super) use self::diff::DiffObject;
pub(super) use self::list::ListObject;
pub(super) use self::show::ShowObject;

use super::writing;

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Use this configuration [default: the nearest release.toml or speclint.toml, from the
    /// working directory upwards]
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Open a release: its directory, its template, the index, the current release, specs that did not merge
    Open(open::Arguments),
    /// List the releases: template, number of specs, how many conform
    List(list::Arguments),
    /// Show a release, spec by spec
    Show(show::Arguments),
    /// Tell what a template demands that another did not, and which specs would fail under it
    Diff(diff::Arguments),
}

pub(super) fn run(arguments: Arguments) -> u8 {
    let config = arguments.config.as_deref();
    let writes = matches!(&arguments.command, Command::Open(arguments) if !arguments.writing.dry_run);
    let done = writing::open(config, writes).and_then(|access| match arguments.command {
        Command::Open(arguments) => open::run(&access, arguments),
        Command::List(arguments) => Ok(list::run(&access.repository, &arguments)),
        Command::Show(arguments) => show::run(&access.repository, arguments),
        Command::Diff(arguments) => diff::run(&access.repository, arguments),
    });
    done.unwrap_or_else(|error| super::fail(&error))
}
