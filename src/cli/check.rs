//! `speclint check`

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CLEAN, FAILED, VIOLATIONS, fail, print, style, tell};
use crate::check::{BASELINE, Base, Baseline, Releases, Report, Request, SpecText, check};
use crate::edit;
use crate::error::Error;
use crate::output;
use crate::paths::display;
use crate::plan;
use crate::repository::{Repository, read_from};

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Specs, or directories of specs; `-` reads a spec from standard input [default: the current release]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Check this release instead of the current one
    #[arg(long, value_name = "NAME", conflicts_with = "all_releases")]
    release: Option<String>,
    /// Check every release: those with a specs directory and those of release.toml
    #[arg(long)]
    all_releases: bool,
    /// Check only specs that differ from BASE [default: the default branch of the upstream]
    #[arg(long, value_name = "BASE", num_args = 0..=1, require_equals = true, conflicts_with_all = ["paths", "stdin_name"])]
    changed: Option<Option<String>>,
    /// Hold the specs against this template instead of their release's
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Report warnings as errors
    #[arg(long)]
    deny_warnings: bool,
    /// Record what is found in speclint-baseline.toml, so that later checks report only what is new
    #[arg(long, conflicts_with_all = ["no_baseline", "deny_warnings", "stdin_name"])]
    write_baseline: bool,
    /// Show what --write-baseline would change, and write nothing
    #[arg(long, requires = "write_baseline")]
    diff: bool,
    /// Report what speclint-baseline.toml records, too
    #[arg(long)]
    no_baseline: bool,
    /// Tell which configuration, template and rules apply to the specs, and check nothing
    #[arg(long, conflicts_with_all = ["format", "write_baseline"])]
    explain: bool,
    /// Use this configuration [default: the nearest release.toml, from the working directory upwards]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The path that a spec from standard input would have: it tells its format and its release
    #[arg(long, value_name = "PATH")]
    stdin_name: Option<PathBuf>,
    /// Pass over PATHs that are no specs of the repository, as a hook that is given all changed files must
    #[arg(long)]
    skip_other_files: bool,
}

const EXAMPLES: &str = "\
Examples:
  speclint check                                  the current release
  speclint check specs/liberty/new-thing.rst      one spec, against its release's template
  speclint check --template draft.rst             what a new template would demand
  speclint check --format short --deny-warnings   one line a finding; warnings fail too
  speclint check --stdin-name specs/kilo/a.rst -  a spec from standard input

Exit codes: 0 all conform, 1 some do not, 2 something could not be checked.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The line in its context, and what to do
    Full,
    /// One line a finding: path:line:column: level[rule] message
    Short,
    /// One JSON object
    Json,
    /// A JSON object a line
    JsonLines,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    let Arguments { format, explain, write_baseline, diff, .. } = arguments;
    let (repository, request) = match request(arguments) {
        Ok(request) => request,
        Err(error) => return show(&Report { errors: vec![error], ..Report::default() }, format),
    };
    if explain {
        return super::explain::run(&repository, &request);
    }
    let report = check(&repository, &request);
    // What could not be checked would be missing from the record.
    if write_baseline && report.errors.is_empty() {
        return match record(&repository, &report, diff) {
            Ok(text) => print(CLEAN, |out| out.write_all(text.as_bytes())),
            Err(error) => fail(&error),
        };
    }
    show(&report, format)
}

/// Prints a report.
fn show(report: &Report, format: Format) -> u8 {
    let code = match (report.errors.is_empty(), report.passes()) {
        (false, _) => FAILED,
        (true, true) => CLEAN,
        (true, false) => VIOLATIONS,
    };
    match format {
        Format::Full => print(code, |out| {
            output::write_full(report, style(&std::io::stdout()), out)?;
            out.flush()?;
            report.errors.iter().for_each(|error| tell(&(output::error(error, style(&std::io::stderr())) + "\n")));
            out.write_all(output::summary(report).as_bytes())
        }),
        Format::Short => print(code, |out| {
            output::write_short(report, out)?;
            out.flush()?;
            report.errors.iter().for_each(|error| tell(&format!("{error}\n")));
            out.write_all(output::summary(report).as_bytes())
        }),
        Format::Json => print(code, |out| output::write_json(report, out)),
        Format::JsonLines => print(code, |out| output::write_json_lines(report, out)),
    }
}

fn request(arguments: Arguments) -> Result<(Repository, Request), Error> {
    let repository = super::repository(arguments.config.as_deref())?;
    if plan::is_unfinished(&repository.root) {
        return Err(Error::new("a change of this repository was interrupted")
            .help("run the command again that was interrupted (`speclint release open NAME`): it finishes"));
    }
    let (mut paths, mut text) = (Vec::new(), None);
    for path in arguments.paths {
        if path.as_os_str() != "-" {
            if let Some(command) = misspelt_command(&path) {
                return Err(Error::new(format!("there is no `{}`", path.display()))
                    .help(format!("did you mean the command `{command}`?")));
            }
            paths.push(path);
            continue;
        }
        let name = arguments.stdin_name.clone().ok_or_else(|| {
            Error::new("a spec from standard input has no name, and the name tells its format and its release")
                .help("give it one: `--stdin-name specs/RELEASE/NAME.rst`")
        })?;
        if text.is_some() {
            return Err(Error::new("`-` twice: standard input is one spec").help("leave out one of them"));
        }
        let bytes = read_from(std::io::stdin(), 0)
            .map_err(|error| Error::new(format!("cannot read standard input: {error}")))?;
        text = Some(SpecText { path: name, bytes });
    }
    if text.is_none() && arguments.stdin_name.is_some() {
        return Err(Error::new("`--stdin-name` names a spec from standard input, and none is read")
            .help("add `-` to the paths to read one"));
    }
    let releases = match arguments.release {
        Some(name) => Releases::Named(name),
        None if arguments.all_releases => Releases::All,
        None => Releases::Current,
    };
    let request = Request {
        releases,
        changed: arguments.changed.map(|base| base.map_or(Base::Upstream, Base::Named)),
        paths,
        skip_other_files: arguments.skip_other_files,
        template: arguments.template,
        text,
        deny_warnings: arguments.deny_warnings,
        no_baseline: arguments.no_baseline || arguments.write_baseline,
    };
    Ok((repository, request))
}

/// Records what was found.
fn record(repository: &Repository, report: &Report, only_diff: bool) -> Result<String, Error> {
    let path = repository.root.join(BASELINE);
    let old = Baseline::load(&repository.root)?;
    let text = |baseline: &Option<Baseline>| baseline.as_ref().map(Baseline::to_toml).unwrap_or_default();
    let (before, new) = (text(&old), old.unwrap_or_default().renewed(report, &repository.root));
    let after = new.to_toml();
    if only_diff {
        return Ok(edit::diff(BASELINE, &before, &after));
    }
    edit::write(&path, &after)?;
    let entries: Vec<_> = new.entries().collect();
    let files: HashSet<_> = entries.iter().map(|entry| &entry.path).collect();
    let diagnostics = output::count(entries.iter().map(|entry| entry.count).sum(), "diagnostic");
    Ok(format!("{diagnostics} in {} recorded in {}\n", output::count(files.len(), "file"), display(&path)))
}

/// The command that is surely meant by a path to nothing that is but a word.
fn misspelt_command(path: &Path) -> Option<&'static str> {
    let word = path.to_str().filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic()) && !path.exists())?;
    crate::nearest::nearest(word, ["check", "outline", "rules", "config", "release"])
}
