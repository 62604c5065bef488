//! Which specs a command is about, and what they are held against.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::writing::{self, Access};
use crate::check::{Base, Chosen, Releases, Request, SpecText};
use crate::document::MAX_LEN;
use crate::error::Error;
use crate::files::{Disk, read_from};
use crate::paths::{directory_of, display};
use crate::repository::{Repository, canonical, nearest_config, no_config};
use crate::rules::Rule;

#[derive(Args, Default)]
pub(super) struct Selection {
    /// Specs, or directories of specs [default: the current release]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only this release instead of the current one
    #[arg(long, value_name = "NAME", conflicts_with = "all_releases")]
    release: Option<String>,
    /// Every release: those with a specs directory and those of release.toml
    #[arg(long)]
    all_releases: bool,
    /// Only specs that differ from BASE [default: the default branch of the upstream]
    #[arg(long, value_name = "BASE", num_args = 0..=1, require_equals = true, conflicts_with = "paths")]
    changed: Option<Option<String>>,
    /// With --changed or --staged: only specs that BASE does not have
    #[arg(long)]
    added: bool,
    /// Only specs that are staged, as git's index has them; with PATHs, these too
    #[arg(long, conflicts_with = "changed")]
    staged: bool,
    /// Hold the specs against this template instead of their release's
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Look at these rules alone
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_parser(), hide_possible_values = true)]
    select: Vec<Rule>,
    /// Do not look at these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_parser(), hide_possible_values = true)]
    ignore: Vec<Rule>,
    /// What speclint-baseline.toml records, too
    #[arg(long)]
    pub no_baseline: bool,
    /// Use this configuration [default: the nearest release.toml or speclint.toml, from the
    /// working directory upwards]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Pass over PATHs that are no specs of the repository, as a hook that is given all changed files must
    #[arg(long)]
    skip_other_files: bool,
}

impl Selection {
    /// The repository that the specs are of.
    ///
    /// # Errors
    /// As [`writing::open`].
    pub fn open(&self, writes: bool) -> Result<Access, Error> {
        if self.staged {
            if writes {
                return Err(Error::new("what is staged cannot be changed").help("leave `--staged` out"));
            }
            return Ok(Access {
                repository: Repository::staged(
                    Path::new("."),
                    self.config.clone().or_else(writing::config_of_environment).as_deref(),
                )?,
                hold: None,
            });
        }
        let config = match self.config()? {
            Some(config) => config,
            None => return Err(no_config(&canonical(Path::new("."))?)),
        };
        writing::open(Some(&config), writes)
    }

    /// The configuration: the one that is named, that of the working directory, or that of a path.
    fn config(&self) -> Result<Option<PathBuf>, Error> {
        if let Some(config) = self.config.clone().or_else(writing::config_of_environment) {
            return Ok(Some(config));
        }
        let here = canonical(Path::new("."))?;
        let disk = Disk::default();
        let directories = self.paths.iter().filter_map(|path| directory_of(path).canonicalize().ok());
        for directory in std::iter::once(here.clone()).chain(directories) {
            if let Some(config) = nearest_config(&disk, &directory)? {
                return Ok(Some(config));
            }
        }
        Ok(None)
    }

    /// Whether all paths may be passed over, and none of them has a configuration.
    pub fn is_elsewhere(&self) -> bool {
        self.skip_other_files && !self.paths.is_empty() && !self.staged && matches!(self.config(), Ok(None))
    }

    /// The request for these specs. One of them may be a text from standard input (`-`), which has this name.
    ///
    /// # Errors
    /// Where a path is surely meant as a command, or the text has no name.
    pub fn request(mut self, name: Option<PathBuf>) -> Result<Request, Error> {
        let text = self.text(name)?;
        for path in &self.paths {
            if let Some(command) = misspelt_command(path) {
                return Err(Error::new(format!("there is no `{}`", display(path)))
                    .help(format!("did you mean the command `{command}`?")));
            }
        }
        let releases = match self.release {
            Some(name) => Releases::Named(name),
            None if self.all_releases => Releases::All,
            None => Releases::Current,
        };
        if self.added && self.changed.is_none() && !self.staged {
            return Err(Error::new("`--added` says nothing by itself")
                .help("`--changed=BASE --added` checks the specs that BASE does not have"));
        }
        Ok(Request {
            releases,
            changed: match self.changed {
                Some(base) => Some(base.map_or(Base::Upstream, Base::Named)),
                None => self.staged.then_some(Base::Head),
            },
            added: self.added,
            paths: self.paths,
            skip_other_files: self.skip_other_files,
            template: self.template,
            no_baseline: self.no_baseline,
            rules: Chosen { select: self.select, ignore: self.ignore },
            text,
            ..Request::default()
        })
    }

    /// Whether a spec is read from standard input.
    pub fn has_text(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }

    /// Takes the text from standard input out of the paths.
    fn text(&mut self, name: Option<PathBuf>) -> Result<Option<SpecText>, Error> {
        let named = self.paths.len();
        self.paths.retain(|path| path.as_os_str() != "-");
        match (named - self.paths.len(), name) {
            (0, None) => Ok(None),
            (0, Some(_)) => Err(Error::new("`--stdin-name` names a spec from standard input, and none is read")
                .help("add `-` to the paths to read one")),
            (1, Some(path)) => {
                let bytes = read_from(std::io::stdin(), 0, MAX_LEN)
                    .map_err(|error| Error::new(format!("cannot read standard input: {error}")))?;
                Ok(Some(SpecText { path, bytes }))
            }
            (1, None) => {
                Err(Error::new("a spec from standard input has no name, and the name tells its format and its release")
                    .help("give it one: `--stdin-name specs/RELEASE/NAME.rst`"))
            }
            _ => Err(Error::new("`-` twice: standard input is one spec").help("leave out one of them")),
        }
    }
}

/// The name of a rule; an unknown one is told with those that are like it.
fn rule_parser() -> impl TypedValueParser<Value = Rule> {
    let names = PossibleValuesParser::new(Rule::ALL.iter().map(|rule| rule.name()));
    names.map(|name| Rule::by_name(&name).unwrap_or(Rule::ALL[0]))
}

/// The command that is surely meant by a path to nothing that is but a word.
fn misspelt_command(path: &std::path::Path) -> Option<&'static str> {
    const COMMANDS: [&str; 11] =
        ["check", "fix", "init", "new", "outline", "release", "rules", "config", "completions", "man", "server"];
    let word = path.to_str().filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic()) && !path.exists())?;
    crate::nearest::nearest(word, COMMANDS)
}
