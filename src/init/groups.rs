//! Specs of other kinds, each with a template of its own: `[groups]`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::draft::{Draft, Table, paths, slug};
use super::home::{Pair, pair};
use super::layout::{Layout, layout};
use super::names::{is_template, stem};
use super::survey::{Page, Survey};
use super::templates::Choice;
use crate::pattern::Glob;

/// Fewer documents are no kind of their own.
const LEAST: usize = 3;

/// So much better has another template to fit, in percent.
const BETTER: f64 = 115.0;

/// So many groups at most are proposed.
const MAX_GROUPS: usize = 4;

/// Templates beside the one that was chosen.
pub(super) struct Others<'o, 's> {
    pub survey: &'s Survey,
    pub choices: &'o [Choice<'s>],
    pub templates: &'o BTreeSet<&'o Path>,
}

impl<'s> Others<'_, 's> {
    /// Says what is held against another template than that of the pair. What is a group's is no more of the layout.
    /// Returns the groups that lie elsewhere.
    pub fn group(&self, chosen: &Pair<'s>, layout: &mut Layout, draft: &mut Draft) -> Vec<String> {
        if layout.has_releases() {
            return Vec::new();
        }
        self.split(chosen, layout, draft);
        let own: Vec<String> = draft.groups.keys().cloned().collect();
        self.find_more(chosen, layout, draft);
        draft.groups.keys().filter(|name| !own.contains(name)).cloned().collect()
    }

    /// Paths of specs whose documents fit another template better.
    fn split(&self, chosen: &Pair<'s>, layout: &mut Layout, draft: &mut Draft) {
        let fits = |choice: &Choice<'s>, pages: &[&Page]| pages.iter().map(|page| choice.fit(page)).sum::<f64>();
        let count = |path: &str| chosen.fits.iter().filter(|fit| holds(path, &fit.page.path)).count();
        // Where most of them are, the template is the one that was chosen.
        let main = layout.specs.iter().max_by_key(|path| count(path)).cloned();
        for path in layout.specs.clone().into_iter().filter(|path| Some(path) != main.as_ref()) {
            let all = chosen.fits.iter().map(|fit| fit.page);
            let pages: Vec<&Page> = all.filter(|page| holds(&path, &page.path)).collect();
            let own = fits(&chosen.choice, &pages);
            let best = self.choices.iter().max_by(|a, b| fits(a, &pages).total_cmp(&fits(b, &pages)));
            let Some(best) = best.filter(|best| fits(best, &pages) * 100.0 > own * BETTER) else { continue };
            if layout.specs.len() > 1 && pages.len() >= LEAST && say(std::slice::from_ref(&path), best, draft) {
                layout.specs.retain(|own| *own != path);
            }
        }
    }

    /// Documents elsewhere, or of other names, that follow a template.
    fn find_more(&self, chosen: &Pair<'s>, layout_of_chosen: &Layout, draft: &mut Draft) {
        let mut taken: BTreeSet<&Path> = self.templates.clone();
        taken.extend(chosen.fits.iter().filter(|fit| fit.fits()).map(|fit| &*fit.page.path));
        for choice in self.choices.iter().filter(|choice| choice.releases.is_empty()) {
            let found = pair(self.survey, &taken, choice.clone(), &[]);
            let fitting = found.fits.iter().filter(|fit| fit.fits()).count();
            let is_kind = fitting >= LEAST && fitting * 2 > found.fits.len() && found.score > 1.0;
            // Two headings are soon shared.
            if !is_kind || choice.members.iter().all(|page| page.headings.first.len() < 3) {
                continue;
            }
            let places = layout(self.survey, &found, None);
            let is_apart = places.specs.iter().all(|path| {
                !layout_of_chosen.specs.contains(path)
                    && !chosen.fits.iter().any(|fit| fit.fits() && holds(path, &fit.page.path))
            });
            if is_apart && !places.has_releases() && say(&places.specs, choice, draft) {
                taken.extend(found.fits.iter().map(|fit| &*fit.page.path));
            }
        }
    }
}

/// Whether a document is at a path of specs, which may be a pattern.
fn holds(specs: &str, path: &Path) -> bool {
    path.starts_with(specs) || Glob::new(specs).is_ok_and(|glob| path.ancestors().any(|above| glob.is_match(above)))
}

/// Writes a group; `false`: there are too many.
fn say(specs: &[String], choice: &Choice<'_>, draft: &mut Draft) -> bool {
    let name = name(choice);
    if draft.groups.len() == MAX_GROUPS || draft.groups.contains_key(&name) || specs.is_empty() {
        return false;
    }
    let mut group = Table { remark: Some("These follow a template of their own.".to_owned()), ..Table::default() };
    group.say("layout.specs", paths(specs), "");
    group.say("layout.template", paths(&choice.paths), "");
    draft.groups.insert(name, group);
    true
}

/// The template's name without the words that say that it is one, or that of its directory.
fn name(choice: &Choice<'_>) -> String {
    let path = PathBuf::from(choice.paths.first().map(String::as_str).unwrap_or_default());
    let words = |path: &Path| {
        let own = slug(&stem(path));
        let words = own.split('-').filter(|word| !["template", "readme", "index"].contains(word) && !is_number(word));
        words.collect::<Vec<_>>().join("-")
    };
    let own = words(&path);
    let directory = || path.parent().filter(|path| is_template(path)).map(words).unwrap_or_default();
    let name = if own.is_empty() { directory() } else { own };
    if name.is_empty() { "other".to_owned() } else { name }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) || word.bytes().all(|b| b == b'n' || b == b'x')
}
