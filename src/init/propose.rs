//! A template of the sections that most specs share.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::find::static_part;
use super::home::pair;
use super::layout::Layout;
use super::survey::{Headings, Page, Survey, first_level};
use super::templates::Choice;
use crate::document::{Document, Format, Formats, SectionId};
use crate::error::Error;
use crate::files::read;
use crate::paths::with_slashes;
use crate::plan::Plan;

/// Sections that fewer of the specs have are left out, in percent.
const SHARED: usize = 50;
/// Sections that fewer have are optional, in percent.
const REQUIRED: usize = 90;

/// So many directories are looked at for documents that are alike.
const MAX_DIRECTORIES: usize = 500;

/// A document that is not there.
pub(super) fn page(path: &str, text: &str) -> Page {
    let format = Formats::default().read_as(Path::new(path));
    let headings = Headings::of(&Document::parse(text, format));
    Page { path: path.into(), format, link: None, headings }
}

/// What the documents of a directory share, as the template that they would have; of all directories, that for which the
/// most documents speak. Its path is in that directory.
pub(super) fn shared(survey: &Survey, templates: &BTreeSet<&Path>, given: &[PathBuf]) -> Option<Page> {
    let is_given = |path: &PathBuf| given.is_empty() || given.contains(path);
    let directories = survey.directories.iter().filter(|path| is_given(path)).take(MAX_DIRECTORIES);
    let mut best: Option<(f64, Page)> = None;
    for directory in directories {
        let own = survey.pages.iter().filter(|page| page.link.is_none() && page.path.starts_with(directory));
        let own: Vec<&Page> = own.filter(|page| !templates.contains(&*page.path)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        own.iter().flat_map(|page| &page.headings.first).for_each(|name| *counts.entry(name).or_default() += 1);
        let first: BTreeSet<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 1 && count * 100 >= own.len() * SHARED)
            .map(|(name, _)| name.to_owned())
            .collect();
        if first.len() < 2 {
            continue;
        }
        let headings = Headings { all: first.clone(), first, paths: Vec::new() };
        let page = Page { path: directory.join("template"), format: own[0].format, link: None, headings };
        let choice = Choice { paths: vec![with_slashes(&page.path)], members: vec![&page], releases: BTreeSet::new() };
        let score = pair(survey, templates, choice, std::slice::from_ref(directory)).score;
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, page));
        }
    }
    best.filter(|(score, _)| *score > 0.0).map(|(_, page)| page)
}

/// A section of several specs.
#[derive(Default)]
struct Shared {
    /// How many specs have it.
    count: usize,
    /// Sum of where it stands among its siblings, from 0 to 1.
    position: f64,
    below: BTreeMap<String, Shared>,
}

/// The path and the text of a proposal.
pub(super) fn template(survey: &Survey, documents: &[PathBuf], layout: &Layout) -> Result<(String, String), Error> {
    let of = |path: &Path| Formats::default().of(path);
    let count_of = |format: &Format| documents.iter().filter(|path| of(path) == Some(*format)).count();
    // Of as many the first.
    let format = Format::ALL.into_iter().rev().max_by_key(count_of).unwrap_or(Format::ALL[0]);
    let mut top = BTreeMap::new();
    let mut specs = 0;
    for path in documents.iter().filter(|path| of(path) == Some(format)) {
        let text = String::from_utf8_lossy(&read(&survey.root.join(path))?).into_owned();
        let document = Document::parse(text, format);
        count(&document, first_level(&document.outline), 2, &mut top);
        specs += 1;
    }
    let title = format.usual_style(0).written("Title");
    let open = format.annotation("open, any-order");
    let mut text = format!("{title}\n\n{open}\nSay in one paragraph what this is about.\n");
    let begin = text.len();
    write(&top, specs, 1, format, &mut text);
    if text.len() == begin {
        return Err(Error::new(format!("no section is shared by half of the {specs} specs"))
            .help("write a template by hand, and name it in `layout.template`"));
    }
    let path = layout.specs.first().map(String::as_str).unwrap_or_default();
    let directory = static_part(path);
    let parts = directory.split('/').filter(|part| !part.is_empty() && of(Path::new(part)).is_none());
    let mut parts: Vec<&str> = parts.collect();
    let name = format!("template.{}", format.extension());
    parts.push(&name);
    Ok((parts.join("/"), text))
}

fn count(document: &Document, sections: Vec<SectionId>, levels: usize, into: &mut BTreeMap<String, Shared>) {
    let outline = &document.outline;
    let siblings = sections.len().max(1);
    let mut seen = Vec::new();
    for (at, id) in sections.into_iter().enumerate() {
        let name = outline.section(id).text.to_string();
        let shared = into.entry(name.clone()).or_default();
        if seen.contains(&name) {
            continue;
        }
        if levels > 1 {
            count(document, outline.children(Some(id)).collect(), levels - 1, &mut shared.below);
        }
        shared.count += 1;
        shared.position += at as f64 / siblings as f64;
        seen.push(name);
    }
}

fn write(sections: &BTreeMap<String, Shared>, specs: usize, depth: usize, format: Format, text: &mut String) {
    let mut shared: Vec<_> = sections.iter().filter(|(_, shared)| shared.count * 100 >= specs * SHARED).collect();
    let mean = |shared: &Shared| shared.position / shared.count as f64;
    shared.sort_by(|(_, a), (_, b)| mean(a).total_cmp(&mean(b)));
    for (name, section) in shared {
        let words = format!("{} of {specs} specs have this section.", section.count);
        let optional = section.count * 100 < specs * REQUIRED;
        *text += &format!("\n{}\n\n", format.usual_style(depth).written(name));
        if optional {
            *text += &format!("{}\n", format.annotation("optional"));
        }
        *text += &format.remark(&words);
        write(&section.below, section.count, depth + 1, format, text);
    }
}

/// A planned template in a file of its own, to be tried.
pub(super) fn scratch(plan: &Plan, path: &Path) -> Result<(tempfile::TempDir, PathBuf), Error> {
    let fail = |error: std::io::Error| Error::new(format!("cannot make a temporary file: {error}"));
    let directory = tempfile::tempdir().map_err(fail)?;
    let file = directory.path().join(path.file_name().unwrap_or_default());
    std::fs::write(&file, plan.text(path)?.unwrap_or_default()).map_err(fail)?;
    Ok((directory, file))
}
