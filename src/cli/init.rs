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
    /// The template, where several may be meant
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// A directory of specs, where several may be meant, or a pattern as in `layout.specs`; may be given several times
    #[arg(long, value_name = "PATH")]
    specs: Vec<String>,
    /// The format of a new repository's documents [default: md beside a README.md, else rst]
    #[arg(long, value_name = "FORMAT")]
    format: Option<DocumentFormat>,
    /// Propose a template where there is none: the sections that most specs share
    #[arg(long)]
    from_specs: bool,
    /// Write the file even if nearly no spec conforms
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Clone, Copy, ValueEnum)]
enum DocumentFormat {
    Rst,
    Md,
}

const EXAMPLES: &str = "\
In a repository that has specs it finds the template and the documents that follow it, reads
what the repository's own gate demands, writes a release.toml and says how many specs conform.
If fewer than one in 50 do, it writes nothing. In an empty directory it sets up a specs
repository: a template, a first release, an index, a sample spec.

Examples:
  speclint init --dry-run             what would be written
  speclint init --release liberty     with another current release
  speclint init --from-specs          with a template of the sections that most specs share
  speclint init --template 0000-template.md --specs text
                                      where it takes others
  speclint init specs-of-mine         a new repository, in an empty directory

Exit codes: 0 done, 2 it could not be done.";

pub(super) fn run(arguments: Arguments) -> u8 {
    match set_up(arguments) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn set_up(arguments: Arguments) -> Result<u8, Error> {
    let format = arguments.format.map(|format| match format {
        DocumentFormat::Rst => Format::Rst,
        DocumentFormat::Md => Format::Markdown,
    });
    let root = arguments.directory.clone();
    let found = root.canonicalize().map_err(|error| Error::io(&root, "open the directory", &error))?;
    let hold = hold(&found, !arguments.writing.dry_run)?;
    let wanted = Init {
        directory: arguments.directory,
        release: arguments.release,
        template: arguments.template,
        specs: arguments.specs,
        format,
        from_specs: arguments.from_specs,
        force: arguments.force,
    };
    let Initialized { plan, report, remarks, refusal } = init(&wanted)?;
    let mut text = match &refusal {
        Some(_) => plan.steps.iter().map(|step| printable(step) + "\n").collect(),
        None => carry_out(&found, plan, hold.as_ref())?,
    };
    if let Some(report) = report {
        text += "\n";
        text += &output::summary(&output::Shown::all(&report));
        report.errors.iter().for_each(|error| text += &format!("{}\n", error.line(display)));
    }
    if !remarks.is_empty() {
        text += "\n";
    }
    for remark in remarks {
        let lines: Vec<String> = remark.lines().map(printable_line).collect();
        text += &format!("note: {}\n", lines.join("\n"));
    }
    let code = print(CLEAN, |out| out.write_all(text.as_bytes()));
    Ok(refusal.map_or(code, |error| fail(&error)))
}

fn printable_line(line: &str) -> String {
    printable(line).into_owned()
}
