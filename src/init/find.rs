//! The template and the specs of a repository: every template is held against every place, and the pair is taken for
//! which the most documents speak.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::found::{Alternative, Found, found};
use super::groups::Others;
use super::home::{Pair, pair};
use super::layout::{documents, layout};
use super::order::rank;
use super::preset::{self, Preset};
use super::survey::{Page, Survey};
use super::templates::{Choice, candidates, choices};
use super::{Init, propose};
use crate::config::is_glob;
use crate::document::Formats;
use crate::error::Error;
use crate::nearest::list;
use crate::paths::with_slashes;

/// So many alternatives are named.
const MAX_ALTERNATIVES: usize = 4;

/// A pair with less is none: not even one document follows the template.
const MIN_SCORE: f64 = 0.3;

/// Templates whose score is less than this share of the best one's are not meant.
const NEAR: f64 = 0.55;

/// The same of one that stands beside the specs.
const NEAR_BESIDE: f64 = 0.25;

/// Finds them.
///
/// # Errors
/// Where there are none.
pub(super) fn find(survey: &Survey, init: &Init) -> Result<Found, Error> {
    let given = init.specs.iter().map(|path| PathBuf::from(static_part(path))).collect::<Vec<_>>();
    if let Some(missing) = given.iter().find(|path| !survey.root.join(path).exists()) {
        return Err(Error::new("there is no such directory of specs").help("name one that is there").at(missing));
    }
    let named = init.template.as_deref().map(|path| named(survey, path)).transpose()?;
    let wants_all = init.specs.is_empty() && init.template.is_none();
    let candidates = candidates(survey);
    let mut all_templates: BTreeSet<&Path> = candidates.iter().map(|page| &*page.path).collect();
    all_templates.extend(named.as_ref().map(|page| &*page.path));
    let is_directory =
        |name: &str| survey.directories.iter().any(|path| path.file_name().is_some_and(|own| own == name));
    let options = match named {
        Some(page) => {
            vec![Choice { paths: vec![with_slashes(&page.path)], members: vec![page], releases: BTreeSet::new() }]
        }
        None => choices(&candidates, &|name| is_directory(name) && rank(name).is_some()),
    };
    let choices = options.clone();
    let mut pairs: Vec<Pair<'_>> =
        options.into_iter().map(|choice| pair(survey, &all_templates, choice, &given)).collect();
    pairs.retain(|pair| pair.score > MIN_SCORE || init.template.is_some());
    sort(&mut pairs);
    let preset = preset::of(survey);
    if pairs.is_empty() {
        return without_template(survey, init, preset, &candidates, &given);
    }
    let alternatives = pairs[1..].iter().take(MAX_ALTERNATIVES).map(|pair| Alternative {
        template: list(pair.choice.paths.iter().map(String::as_str)),
        home: with_slashes(&pair.home),
        specs: pair.fits.iter().filter(|fit| fit.fits()).count(),
        score: pair.score,
    });
    let alternatives = alternatives.collect();
    let of_releases = of_releases(&pairs);
    let pair = pairs.swap_remove(0);
    let others = Others { survey, choices: &choices, templates: &all_templates };
    let mut found = found(survey, init, pair, preset, wants_all.then_some(&others));
    let all_templates = all_templates.into_iter().map(Path::to_owned).collect();
    found.alternatives = alternatives;
    found.of_releases = of_releases;
    found.all_templates = all_templates;
    found.add_copies(survey);
    Ok(found)
}

/// The best pair comes first. Of those that fit about as well, one with a template for each release is meant, or that
/// beside the specs, or that with which they share the most, or else the one of the plainest name.
fn sort(pairs: &mut [Pair<'_>]) {
    let best = pairs.iter().map(|pair| pair.score).fold(0.0, f64::max);
    let shared = |pair: &Pair<'_>| pair.fits.iter().map(|fit| pair.choice.shared(fit.page)).sum::<usize>();
    let most = pairs.iter().map(shared).max().unwrap_or(0).max(1);
    pairs.sort_by_cached_key(|pair| {
        let is_beside = pair.choice.directory() == pair.home && !pair.home.as_os_str().is_empty();
        let is_near = pair.score >= best * if is_beside { NEAR_BESIDE } else { NEAR };
        let order = match is_near {
            true => (pair.choice.own_releases(), is_beside, (shared(pair) * 3 + most / 2) / most),
            false => (0, false, (pair.score * 1000.0) as usize),
        };
        (std::cmp::Reverse((is_near, order)), pair.choice.plainness())
    });
}

/// The part of a pattern before what stands for other names.
pub(super) fn static_part(pattern: &str) -> String {
    let parts: Vec<&str> = pattern.split('/').take_while(|part| !is_glob(part)).collect();
    parts.join("/")
}

/// The document at a path that was given.
fn named<'s>(survey: &'s Survey, path: &Path) -> Result<&'s Page, Error> {
    let absolute = path.canonicalize().map_err(|error| Error::io(path, "open the template", &error))?;
    let relative = absolute.strip_prefix(&survey.root).map_err(|_| {
        Error::new("the template lies outside of the repository").help("copy it into the repository").at(path)
    })?;
    Formats::default().require(relative, "a template")?;
    survey.page(relative).ok_or_else(|| Error::new("no document is there").help("name another file").at(path))
}

/// Templates that are of one release by their names.
fn of_releases(pairs: &[Pair<'_>]) -> Vec<(String, String)> {
    let families = pairs.iter().filter(|pair| !pair.choice.releases.is_empty());
    families
        .flat_map(|pair| {
            pair.choice.releases.iter().filter_map(|release| {
                let path = pair.choice.paths.first()?.replace("{release}", release);
                Some((release.clone(), path))
            })
        })
        .collect()
}

/// No template is found: one that is known, or one of the sections that specs share, if that is wanted.
fn without_template(
    survey: &Survey,
    init: &Init,
    preset: Option<&'static Preset>,
    candidates: &[&Page],
    given: &[PathBuf],
) -> Result<Found, Error> {
    let templates: BTreeSet<&Path> = candidates.iter().map(|page| &*page.path).collect();
    let known = preset.and_then(|preset| Some((preset.template?, preset)));
    if let Some((template, preset)) = known {
        let page = propose::page(template.path, template.text);
        let choice = Choice { paths: vec![template.path.to_owned()], members: vec![&page], releases: BTreeSet::new() };
        let pair = pair(survey, &templates, choice, given);
        let mut found = found(survey, init, pair, Some(preset), None);
        if found.score > 0.0 {
            found.proposal = Some((template.path.to_owned(), template.text.to_owned()));
            found.proposal_is = "the sections that its tool writes";
            return Ok(found);
        }
    }
    let shared = propose::shared(survey, &templates, given);
    let Some(page) = shared else {
        let hint = "say where specs and template are with `--specs DIRECTORY` and `--template FILE`";
        return Err(
            Error::new(format!("no specs are found among the {} documents here", survey.pages.len())).help(hint)
        );
    };
    let choice = Choice { paths: vec![with_slashes(&page.path)], members: vec![&page], releases: BTreeSet::new() };
    let directory = page.path.parent().unwrap_or(Path::new("")).to_owned();
    let places = if given.is_empty() { vec![directory] } else { given.to_vec() };
    let pair = pair(survey, &templates, choice, &places);
    let layout = layout(survey, &pair, init.release.as_deref());
    if !init.from_specs {
        let where_to = list(layout.specs.iter().map(String::as_str));
        let tried = match candidates.len() {
            0 => String::new(),
            some => format!("; no document follows one of the {some} that are named like templates"),
        };
        let help = "`--template FILE` names it; `--from-specs` proposes one: the sections that most specs share";
        return Err(Error::new(format!("no template is found for the specs in {where_to}{tried}")).help(help));
    }
    let specs = documents(&pair, &layout);
    let (path, text) = propose::template(survey, &specs, &layout)?;
    let mut found = found(survey, init, pair, preset, None);
    found.draft.layout.lines.retain(|line| line.key != "template");
    found.draft.layout.say("template", path.as_str(), "The template of all specs.");
    found.templates = vec![path.clone()];
    found.proposal = Some((path, text));
    found.proposal_is = "a proposal, of the sections that most specs share";
    Ok(found)
}
