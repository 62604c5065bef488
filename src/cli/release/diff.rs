//! `speclint release diff`

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::show::{self, SpecObject};
use crate::check::{FileReport, Releases, Request, check};
use crate::cli::formats::TextOrJson;
use crate::cli::{CLEAN, FAILED, fail, print};
use crate::config::SpecSet;
use crate::document::{Document, Formats};
use crate::error::Error;
use crate::escape::printable;
use crate::files::read_named;
use crate::output::{ErrorObject, count, write_json};
use crate::paths::{Here, display};
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
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextOrJson,
}

/// What a template demands that another did not.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "speclint release diff --format json")]
pub(in crate::cli) struct DiffObject {
    /// The old template.
    old: String,
    /// The new one.
    new: String,
    /// In the order of the new template, with the sections that they stand in.
    changes: Vec<ChangeObject>,
    /// With `--template`: what specs come to under it.
    price: Option<PriceObject>,
    errors: Vec<ErrorObject>,
}

/// A section of two templates.
#[derive(Serialize, JsonSchema)]
struct ChangeObject {
    section: String,
    /// In the tree, from 1.
    depth: usize,
    /// `same`, `added`, `removed` or `altered`.
    kind: &'static str,
    /// What is demanded otherwise.
    what: Option<String>,
}

/// What a new template costs.
#[derive(Serialize, JsonSchema)]
struct PriceObject {
    /// How many specs conform now.
    conforming: usize,
    /// Those of them that would not under the new template.
    fail: Vec<SpecObject>,
}

impl ChangeObject {
    fn new(change: &Change) -> Self {
        let (kind, what) = match &change.kind {
            ChangeKind::Same => ("same", None),
            ChangeKind::Added => ("added", None),
            ChangeKind::Removed => ("removed", None),
            ChangeKind::Altered(what) => ("altered", Some(what.clone())),
        };
        ChangeObject { section: change.name.clone(), depth: change.depth, kind, what }
    }
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
    let price = arguments.template.map(|template| Price::of(repository, &old, template));
    let errors = price.as_ref().map(|price| price.errors.as_slice()).unwrap_or_default();
    let code = if errors.is_empty() { CLEAN } else { FAILED };
    if arguments.format == TextOrJson::Json {
        let here = Here::now();
        let object = DiffObject {
            old: here.relative(&old_path),
            new: here.relative(&new_path),
            changes: changes.iter().map(ChangeObject::new).collect(),
            price: price.as_ref().map(|price| price.object(&here)),
            errors: errors.iter().map(|error| ErrorObject::new(&here, error)).collect(),
        };
        return Ok(print(code, |out| write_json(&object, out)));
    }
    let mut text = format!("{} → {}\n", display(&old_path), display(&new_path));
    match changes.is_empty() {
        true => text += "both demand the same sections\n",
        false => text.extend(changes.iter().map(line)),
    }
    for error in errors {
        fail(error);
    }
    text += &price.map(|price| price.words(&old)).unwrap_or_default();
    Ok(print(code, |out| out.write_all(text.as_bytes())))
}

/// What the specs of a release come to under a new template.
struct Price {
    /// How many conform now.
    conforming: usize,
    /// What is found in those of them that would not.
    fails: Vec<FileReport>,
    errors: Vec<Error>,
}

impl Price {
    fn of(repository: &Repository, release: &str, template: PathBuf) -> Self {
        let request = Request { releases: Releases::Named(release.to_owned()), ..Request::default() };
        let now = check(repository, &request);
        let mut then = check(repository, &Request { template: Some(template), ..request });
        let is_faulty = |file: &FileReport| file.diagnostics.iter().any(Diagnostic::is_error);
        let faulty: HashSet<&Path> =
            now.files.iter().filter(|file| is_faulty(file)).map(|file| file.path.as_path()).collect();
        then.files.retain(|file| is_faulty(file) && !faulty.contains(file.path.as_path()));
        let conforming = now.checked.iter().filter(|path| !faulty.contains(path.as_path())).count();
        Price { conforming, fails: then.files, errors: now.errors.into_iter().chain(then.errors).collect() }
    }

    fn object(&self, here: &Here) -> PriceObject {
        let spec = |file: &FileReport| SpecObject::new(here, &file.path, &file.diagnostics);
        PriceObject { conforming: self.conforming, fail: self.fails.iter().map(spec).collect() }
    }

    fn words(&self, release: &str) -> String {
        let (specs, s) = (count(self.conforming, "spec"), s(self.conforming));
        let line = |file: &FileReport| {
            format!("  {}: {}\n", display(&file.path), printable(&show::verdict(&file.diagnostics)))
        };
        match self.fails.len() {
            0 => format!("\n{specs} of {release} conform{s} now, and would then\n"),
            failing => {
                let lines: String = self.fails.iter().map(line).collect();
                format!("\n{specs} of {release} conform{s} now; {failing} would not:\n{lines}")
            }
        }
    }
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
