//! A template of the sections that most specs share.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::layout::Found;
use crate::document::{Document, Format, Formats, SectionId};
use crate::error::Error;
use crate::files::read;
use crate::plan::Plan;

/// Sections that fewer of the specs have are left out, in percent.
const SHARED: usize = 50;
/// Sections that fewer have are optional, in percent.
const REQUIRED: usize = 90;

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
pub(super) fn template(root: &Path, found: &Found) -> Result<(String, String), Error> {
    let of = |path: &Path| Formats::default().of(path);
    let count_of = |format: Format| found.documents.iter().filter(|path| of(path) == Some(format)).count();
    let format = if count_of(Format::Rst) >= count_of(Format::Markdown) { Format::Rst } else { Format::Markdown };
    let mut top = BTreeMap::new();
    let mut specs = 0;
    for path in found.documents.iter().filter(|path| of(path) == Some(format)) {
        let text = String::from_utf8_lossy(&read(&root.join(path))?).into_owned();
        count(&Document::parse(text, format), None, 2, &mut top);
        specs += 1;
    }
    let title = format.usual_style(0).written("Title");
    let mut text = format!("{title}\n\nSay in one paragraph what this is about.\n");
    let begin = text.len();
    write(&top, specs, 1, format, &mut text);
    if text.len() == begin {
        return Err(Error::new(format!("no section is shared by half of the {specs} specs"))
            .help("write a template by hand, and name it in `layout.template`"));
    }
    let directory = found.specs.split("/{release}").next().unwrap_or_default();
    Ok((format!("{directory}/template.{}", format.extension()), text))
}

fn count(document: &Document, parent: Option<SectionId>, levels: usize, into: &mut BTreeMap<String, Shared>) {
    let outline = &document.outline;
    let siblings = outline.children(parent).count().max(1);
    let mut seen = Vec::new();
    for (at, id) in outline.children(parent).enumerate() {
        let name = outline.section(id).text.to_string();
        let shared = into.entry(name.clone()).or_default();
        if levels > 1 {
            count(document, Some(id), levels - 1, &mut shared.below);
        }
        if !seen.contains(&name) {
            shared.count += 1;
            shared.position += at as f64 / siblings as f64;
            seen.push(name);
        }
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
