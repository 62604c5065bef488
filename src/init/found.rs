//! What was found, and the draft that it makes.

use std::collections::BTreeSet;
use std::path::PathBuf;

use toml_edit::InlineTable;

use super::Init;
use super::draft::{Draft, Said, paths};
use super::gate::{self, Gate};
use super::groups::Others;
use super::home::Pair;
use super::layout::{Layout, layout};
use super::preset::Preset;
use super::survey::{MORE, Survey};
use crate::config::is_glob;

/// Another template, with what speaks for it.
#[derive(Debug)]
pub(super) struct Alternative {
    pub template: String,
    pub home: String,
    pub specs: usize,
    pub score: f64,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    pub draft: Draft,
    pub layout: Layout,
    /// The template of the draft, and that of other releases.
    pub templates: Vec<String>,
    /// How many sections of two levels that has, and those of the first level, without case and marks.
    pub demanded: usize,
    pub first_level: BTreeSet<String>,
    pub score: f64,
    pub alternatives: Vec<Alternative>,
    /// Templates of single releases, by a name of their own: `specs/2023.2-bobcat-template.rst`.
    pub of_releases: Vec<(String, String)>,
    /// Paths of templates, links included: none is a spec.
    pub all_templates: BTreeSet<PathBuf>,
    /// Groups of documents elsewhere, which may be meant or not.
    pub apart: Vec<String>,
    pub gate: Gate,
    pub preset: Option<&'static Preset>,
    /// A template that is to be written, with its path.
    pub proposal: Option<(String, String)>,
    /// What that is.
    pub proposal_is: &'static str,
}

/// A draft of a pair, and of what follows other templates.
pub(super) fn found<'s>(
    survey: &'s Survey,
    init: &Init,
    pair: Pair<'s>,
    preset: Option<&'static Preset>,
    others: Option<&Others<'_, 's>>,
) -> Found {
    let mut layout = layout(survey, &pair, init.release.as_deref());
    if init.specs.iter().any(|path| is_glob(path)) {
        layout.specs = init.specs.clone();
        layout.ignore.clear();
    }
    let mut draft = Draft { current: current(&layout, init.release.as_deref()), ..Draft::default() };
    let apart = others.map(|others| others.group(&pair, &mut layout, &mut draft)).unwrap_or_default();
    let usual = layout.specs == ["specs/{release}"];
    if !usual {
        let of = if layout.has_releases() { " of a release" } else { "" };
        draft.layout.say("specs", paths(&layout.specs), &format!("The specs{of}."));
    }
    let what = match pair.choice.paths.as_slice() {
        [one] if one.contains("{release}") => "The template of each release.",
        [_] => "The template of all specs.",
        _ => "The release's own template, or else the common one.",
    };
    draft.layout.say("template", paths(&pair.choice.paths), what);
    let more: BTreeSet<&str> = pair
        .choice
        .members
        .iter()
        .filter_map(|page| page.path.extension()?.to_str())
        .filter(|own| MORE.contains(own))
        .collect();
    for extension in more {
        let of = pair.choice.members.iter().find(|page| page.path.extension().is_some_and(|own| own == extension));
        let formats: InlineTable = of.map(|page| (extension, page.format.extension())).into_iter().collect();
        draft.layout.say("formats", formats, "The template has an extension of its own.");
    }
    if let Some(index) = index(survey, &layout) {
        draft.layout.say("index", index, "The page that lists the releases.");
    }
    if !layout.ignore.is_empty() {
        draft.layout.say("ignore", paths_of(&layout.ignore), "No document there follows the template.");
    }
    for other in &layout.others {
        draft.leave_out(other, "is no release, by its name");
    }
    let gate = gate::read(survey, &layout, &pair.choice);
    Found {
        draft,
        templates: pair.choice.paths.clone(),
        demanded: pair.choice.members.iter().map(|page| page.headings.paths.len()).max().unwrap_or(0),
        first_level: pair.choice.members.iter().flat_map(|page| page.headings.first.clone()).collect(),
        score: pair.score,
        layout,
        alternatives: Vec::new(),
        of_releases: Vec::new(),
        all_templates: BTreeSet::new(),
        apart,
        gate,
        preset,
        proposal: None,
        proposal_is: "",
    }
}

fn paths_of(of: &[String]) -> toml_edit::Value {
    of.iter().map(String::as_str).collect()
}

fn current(layout: &Layout, given: Option<&str>) -> Option<Said> {
    if let Some(name) = given.filter(|_| layout.has_releases()) {
        return Some(Said { name: name.to_owned(), why: "as it was given".to_owned() });
    }
    let name = layout.releases.last()?;
    let why = match layout.busy.contains(name) {
        true => "the newest, by its name",
        false => "the newest, by its name, though it has no specs yet",
    };
    Some(Said { name: name.clone(), why: why.to_owned() })
}

/// The page that lists the releases, where it is not the usual one.
fn index(survey: &Survey, layout: &Layout) -> Option<&'static str> {
    let known = [
        "doc/source/index.rst",
        "docs/index.md",
        "docs/source/index.rst",
        "doc/source/specs/index.rst",
        "SUMMARY.md",
        "src/SUMMARY.md",
    ];
    let first = known.into_iter().find(|path| survey.root.join(path).is_file());
    first.filter(|path| layout.has_releases() && *path != known[0])
}
