//! `speclint release diff`

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::show;
use crate::check::{Releases, Request, check};
use crate::cli::{CLEAN, FAILED, fail, print};
use crate::config::SpecSet;
use crate::document::{Document, Formats};
use crate::error::Error;
use crate::escape::printable;
use crate::files::read_named;
use crate::output::count;
use crate::paths::display;
use crate::release::{Change, ChangeKind, template_diff};
use crate::repository::Repository;
use crate::rules::Diagnostic;
use crate::template::Template;

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The release whose template is the old one [default: the current release]
    old: Option<String>,
    /// The release whose template is the new one
    #[arg(required_unless_present = "template", conflicts_with = "template")]
    new: Option<String>,
    /// A new template: tells which specs of the old one's release would fail under it, too
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  speclint release diff kilo liberty            what liberty's template demands that kilo's did not
  speclint release diff --template draft.rst    what a draft would demand of the current release, and its price";

pub(super) fn run(repository: &Repository, arguments: Arguments) -> Result<u8, Error> {
    let current = || {
        repository
            .config
            .current_release
            .clone()
            .ok_or_else(|| Error::new("this repository has no releases").help("name the old and the new release"))
    };
    let old = arguments.old.map_or_else(current, Ok)?;
    let old_path = template_of(repository, &old)?;
    let new_path = match (&arguments.template, &arguments.new) {
        (Some(path), _) => path.clone(),
        (None, Some(release)) => template_of(repository, release)?,
        (None, None) => return Err(Error::new("no new template").help("name a release, or `--template FILE`")),
    };
    let sections = |release: &str| repository.config.settings(&SpecSet::release(release)).sections;
    let (old_sections, new_sections) = (sections(&old), sections(arguments.new.as_ref().unwrap_or(&old)));
    let (old_text, new_text) = (read_named(&old_path)?, read_named(&new_path)?);
    let formats = repository.config.formats();
    let old_template =
        Template::with(parse(&old_path, &old_text, &formats), &old_sections).map_err(|error| error.at(&old_path))?;
    let new_template =
        Template::with(parse(&new_path, &new_text, &formats), &new_sections).map_err(|error| error.at(&new_path))?;
    let changes = template_diff(&old_template, &new_template);
    let mut text = format!("{} → {}\n", display(&old_path), display(&new_path));
    match changes.is_empty() {
        true => text += "both demand the same sections\n",
        false => text.extend(changes.iter().map(line)),
    }
    let mut code = CLEAN;
    if arguments.template.is_some() {
        let request = Request { releases: Releases::Named(old.clone()), ..Request::default() };
        let now = check(repository, &request);
        let then = check(repository, &Request { template: arguments.template, ..request });
        for error in now.errors.iter().chain(&then.errors) {
            code = FAILED;
            fail(error);
        }
        let is_faulty = |diagnostics: &[Diagnostic]| diagnostics.iter().any(Diagnostic::is_error);
        let faulty_now: HashSet<&Path> =
            now.files.iter().filter(|file| is_faulty(&file.diagnostics)).map(|file| file.path.as_path()).collect();
        let fails =
            then.files.iter().filter(|file| is_faulty(&file.diagnostics) && !faulty_now.contains(file.path.as_path()));
        let fails: Vec<String> = fails
            .map(|file| format!("  {}: {}\n", display(&file.path), printable(&show::verdict(&file.diagnostics))))
            .collect();
        let conform = now.checked.iter().filter(|path| !faulty_now.contains(path.as_path())).count();
        text += &match fails.len() {
            0 => format!("\n{} of {old} conform{} now, and would then\n", count(conform, "spec"), s(conform)),
            failing => {
                format!("\n{} of {old} conform{} now; {failing} would not:\n", count(conform, "spec"), s(conform))
            }
        };
        text.extend(fails);
    }
    Ok(print(code, |out| out.write_all(text.as_bytes())))
}

/// The end of a verb.
fn s(count: usize) -> &'static str {
    if count == 1 { "s" } else { "" }
}

fn template_of(repository: &Repository, release: &str) -> Result<PathBuf, Error> {
    crate::config::check_release_name(release)?;
    let set = SpecSet::release(release);
    repository.template(&repository.set(&set))
}

fn parse(path: &Path, text: &str, formats: &Formats) -> Document {
    Document::parse(text, formats.read_as(path))
}

/// A section: `+` is demanded now, `-` is no more, `~` is demanded otherwise.
fn line(change: &Change) -> String {
    let indent = "  ".repeat(change.depth - 1);
    let name = printable(&change.name);
    match &change.kind {
        ChangeKind::Same => format!("  {indent}{name}\n"),
        ChangeKind::Added => format!("+ {indent}{name}\n"),
        ChangeKind::Removed => format!("- {indent}{name}\n"),
        ChangeKind::Altered(what) => format!("~ {indent}{name}: {}\n", printable(what)),
    }
}
