//! `speclint outline`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use walkdir::{DirEntry, WalkDir};

use super::writing::find;
use super::{CLEAN, FAILED, fail, print};
use crate::config::SpecSet;
use crate::document::{Document, Formats, Outline};
use crate::error::Error;
use crate::escape::printable;
use crate::files::{NamedFiles, stays_in_repository, walk_error};
use crate::output::{outline_object, write_json_line};
use crate::parallel::in_parallel;
use crate::paths::Here;

#[derive(Args)]
#[command(
    after_long_help = "Examples:\n  speclint outline templates/liberty.rst              the tree of one document\n  \
                             speclint outline specs/liberty                      of all documents in a directory\n  \
                             speclint outline --format json-lines docs | jq .    for programs"
)]
pub(super) struct Arguments {
    /// Documents, or directories of documents [default: the specs of the current release]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the trees
    #[arg(long, value_name = "FORMAT", default_value = "tree")]
    format: OutputFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// Indented headings with their lines
    Tree,
    /// A JSON object a document
    JsonLines,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    let mut code = CLEAN;
    let mut note = |error: &Error| code = fail(error);
    // Outside of a specs repository, too, documents have outlines.
    let formats = find(None).map_or_else(|_| Formats::default(), |own| own.config.formats());
    let mut paths = Vec::new();
    if arguments.paths.is_empty() {
        match current_specs() {
            Ok((specs, errors)) => {
                paths = specs;
                errors.iter().for_each(&mut note);
            }
            Err(error) => note(&error),
        }
    }
    let are_dirs = in_parallel(&arguments.paths, |path| path.is_dir());
    for (path, is_dir) in arguments.paths.into_iter().zip(are_dirs) {
        match is_dir {
            true => documents(&path, &formats, &mut paths, &mut note),
            false => paths.push(path),
        }
    }
    let mut failed = false;
    let files = NamedFiles::default();
    let code = print(code, |out| {
        for paths in paths.chunks(CHUNK) {
            for result in in_parallel(paths, |path| written(path, &files, &formats, arguments.format)) {
                match result {
                    Ok(written) => out.write_all(&written)?,
                    Err(error) => {
                        out.flush()?;
                        fail(&error);
                        failed = true;
                    }
                }
            }
        }
        Ok(())
    });
    if failed { FAILED } else { code }
}

/// So many documents are parsed before their trees are printed.
const CHUNK: usize = 1024;

/// The specs of the current release, and why some cannot be read.
fn current_specs() -> Result<(Vec<PathBuf>, Vec<Error>), Error> {
    let repository = find(None)?;
    let set = SpecSet { release: repository.config.current_release.clone(), group: None };
    let set = repository.set(&set);
    let listing = repository.listing(&set)?;
    let errors = listing.errors.iter().cloned().chain(listing.nothing_to_check(&set.name)).collect();
    let here = Here::now();
    Ok((listing.specs.iter().map(|spec| here.relative(&spec.path).into()).collect(), errors))
}

/// The documents in a directory but hidden ones.
fn documents(path: &Path, formats: &Formats, found: &mut Vec<PathBuf>, note: &mut impl FnMut(&Error)) {
    if let Err(error) = stays_in_repository(path) {
        return note(&error);
    }
    let before = found.len();
    let mut failed = false;
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_shown) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && formats.of(entry.path()).is_some() => {
                found.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                failed = true;
                note(&walk_error(&error));
            }
        }
    }
    if found.len() == before && !failed {
        note(&Error::new(format!("no file in this directory ends in {}", formats.endings())).at(path));
    }
}

/// The tree of the document at a path, as it is printed.
fn written(path: &Path, files: &NamedFiles, formats: &Formats, format: OutputFormat) -> Result<Vec<u8>, Error> {
    let text = files.read(path)?;
    let of = formats.require(path, "the file")?;
    let mut out = Vec::new();
    write(&mut out, path, &Document::parse(text, of).outline, format)
        .map_err(|error| Error::io(path, "print the tree", &error))?;
    Ok(out)
}

fn write(out: &mut dyn Write, path: &Path, outline: &Outline, format: OutputFormat) -> io::Result<()> {
    let path = path.to_string_lossy();
    if format == OutputFormat::JsonLines {
        return write_json_line(&outline_object(&path, outline), out);
    }
    writeln!(out, "{}", printable(&path))?;
    for (name, heading) in [("title", outline.title()), ("subtitle", outline.subtitle())] {
        if let Some(heading) = heading {
            writeln!(out, "{:6}  {} ({name})", heading.line, printable(&heading.text))?;
        }
    }
    for id in outline.section_ids() {
        let section = outline.section(id);
        writeln!(out, "{:6}  {}{}", section.line, "  ".repeat(outline.depth(id)), printable(&section.text))?;
    }
    writeln!(out)
}
