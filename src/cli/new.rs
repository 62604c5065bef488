//! `speclint new`

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use super::writing::{Access, Writing, carry_out, open};
use super::{CLEAN, fail, print, tell};
use crate::error::Error;
use crate::files::user_name;
use crate::new::{NewSpec, new_spec};
use crate::paths::display;

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The name of its file, with or without the extension
    name: String,
    /// Its title [default: its name in words]
    #[arg(long)]
    title: Option<String>,
    /// The release that it is of [default: the current one]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// The group that it is of
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// The directory for it, where the layout leaves that open
    #[arg(long = "in", value_name = "DIRECTORY")]
    directory: Option<PathBuf>,
    /// Leave the template's guidance out
    #[arg(long)]
    bare: bool,
    /// Open it in $VISUAL or $EDITOR
    #[arg(long, conflicts_with = "dry_run")]
    edit: bool,
    #[command(flatten)]
    writing: Writing,
    /// Use this configuration [default: the nearest release.toml or speclint.toml, from the
    /// working directory upwards]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  speclint new nightly-backups
  speclint new nightly-backups --title 'Backups at night' --edit
  speclint new nightly-backups --in approved --bare

The sections are those of the template, and its guidance stands in comments.
Exit codes: 0 it is there, 2 it could not be made.";

pub(super) fn run(arguments: Arguments) -> u8 {
    match make(arguments) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn make(arguments: Arguments) -> Result<u8, Error> {
    let Access { repository, hold } = open(arguments.config.as_deref(), !arguments.writing.dry_run)?;
    let new = NewSpec {
        name: arguments.name,
        title: arguments.title,
        release: arguments.release,
        group: arguments.group,
        directory: arguments.directory,
        bare: arguments.bare,
        date: time::OffsetDateTime::now_utc().date().to_string(),
        author: user_name(&repository.root),
    };
    let (plan, path) = new_spec(&repository, &new)?;
    let text = carry_out(&repository.root, plan, hold.as_ref())?;
    if hold.is_some() {
        // The user's editor may be open for long.
        drop(hold);
        tell(&text);
        let code = print(CLEAN, |out| writeln!(out, "{}", display(&path)));
        return if arguments.edit { edit(&path).map(|()| code) } else { Ok(code) };
    }
    Ok(print(CLEAN, |out| out.write_all(text.trim_start().as_bytes())))
}

/// Opens a file in the user's editor, which may have arguments of its own.
fn edit(path: &Path) -> Result<(), Error> {
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let editor = editor.ok_or_else(|| Error::new("no editor: neither `VISUAL` nor `EDITOR` is set"))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(&editor);
    let status = Command::new(program).args(words).arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::new(format!("`{editor}` ended with {status}")).at(path)),
        Err(error) => Err(Error::new(format!("cannot run `{editor}`: {error}")).at(path)),
    }
}
