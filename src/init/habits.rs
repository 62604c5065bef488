//! What specs do, where no gate says what they should: a draft that refused it would be thrown away.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Table};
use super::found::Found;
use super::judge::{ONE_IN, conform};
use super::metadata::FEW;
use super::survey::plain;
use crate::check::Report;
use crate::config::SpecSet;
use crate::nearest::list;
use crate::rules::{Diagnostic, Rule};
use crate::template::section_path;

/// What at least a third of the specs do, no gate refuses: a draft that did would be thrown away.
pub(super) fn habits(report: &Report, found: &Found, draft: &mut Draft) -> bool {
    let specs = report.checked.len();
    if found.gate.judges_sections || specs < FEW {
        return false;
    }
    let lines = |draft: &Draft| (draft.rules.lines.len(), draft.sections.lines.len());
    let before = lines(draft);
    for (rule, what) in [
        (Rule::ExtraSection, "have first-level sections of their own"),
        (Rule::MisorderedSection, "have sections in another order"),
        (Rule::DuplicateSection, "have a section twice"),
        (Rule::MisplacedSection, "have sections under other headings"),
        (Rule::RenamedSection, "have headings in other words"),
    ] {
        let is_it = |one: &Diagnostic| one.rule == rule && one.is_error();
        let count = report.files.iter().filter(|file| file.diagnostics.iter().any(is_it)).count();
        if count * 3 >= specs {
            draft.rules.say(rule.name(), "off", &format!("{count} of {specs} specs {what}."));
        }
    }
    let lacking = lacking(report, found);
    // A template of which specs lack more than two thirds is not theirs.
    let are_optional = !lacking.is_empty() && lacking.len() * 3 <= found.demanded * 2;
    if are_optional {
        let names = lacking.iter().map(|(name, _)| name.as_str()).collect::<toml_edit::Value>();
        let counts: Vec<String> = lacking.iter().map(|(name, count)| format!("{count} lack `{name}`")).collect();
        let counts = list(counts.iter().map(String::as_str));
        draft.sections.say("optional", names, &format!("Of {specs} specs, {counts}; the newest do, too."));
    }
    let is_demanded = |path: &str| !are_optional || lacking.iter().all(|(name, _)| name != path);
    if let Some(depth) = depth(report, specs, &is_demanded) {
        let remark = format!("{} of {specs} specs lack sections that lie deeper.", depth.lacking);
        draft.sections.say("depth", depth.levels, &remark);
    }
    lines(draft) != before
}

/// Text of the template that most specs have is there to stay.
pub(super) fn kept(report: &Report, draft: &mut Draft) -> bool {
    let specs = report.checked.len();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in &report.files {
        let left = file.diagnostics.iter().filter(|one| one.rule == Rule::TemplateText);
        let sections: BTreeSet<String> = left.map(|one| section_path(one.section.iter().map(|key| &**key))).collect();
        sections.into_iter().for_each(|section| *counts.entry(section).or_default() += 1);
    }
    // That of the title is no section's.
    counts.retain(|section, count| !section.is_empty() && *count * 2 > specs);
    if specs < FEW || counts.is_empty() {
        return false;
    }
    let names = counts.keys().map(String::as_str).collect::<toml_edit::Value>();
    let counts: Vec<String> = counts.iter().map(|(section, count)| format!("{count} in `{section}`")).collect();
    let counts = list(counts.iter().map(String::as_str));
    draft.sections.say("keep", names, &format!("Of {specs} specs, so many have the template's own text: {counts}."));
    true
}

/// So many levels specs follow the template.
struct Depth {
    levels: i64,
    /// How many specs do not follow it any deeper.
    lacking: usize,
}

/// The depth, where a third of the specs lack sections of the third level or deeper, or two thirds some of the second.
fn depth(report: &Report, specs: usize, is_demanded: &dyn Fn(&str) -> bool) -> Option<Depth> {
    let lacking = |is_meant: fn(usize) -> bool| {
        let lacks = |one: &Diagnostic| {
            let path = one.fingerprint.path().filter(|_| one.rule == Rule::MissingSection);
            path.is_some_and(|path| is_demanded(&path) && is_meant(path.split(" > ").count()))
        };
        report.files.iter().filter(|file| file.diagnostics.iter().any(lacks)).count()
    };
    let (second, third) = (lacking(|levels| levels == 2), lacking(|levels| levels > 2));
    if second * 3 >= specs * 2 {
        return Some(Depth { levels: 1, lacking: second });
    }
    (third * 3 >= specs).then_some(Depth { levels: 2, lacking: third })
}

/// Drops groups of documents elsewhere of which few conform: they are no kind of specs.
pub(super) fn without_poor_groups(report: &Report, found: &Found, draft: &mut Draft) -> bool {
    let before = draft.groups.len();
    for release in &report.releases {
        let Some(name) = release.set.group.as_ref().filter(|name| found.apart.contains(name)) else { continue };
        if release.conforming * 4 < release.specs {
            draft.groups.remove(name);
        }
    }
    draft.groups.len() < before
}

/// Where (nearly) no spec has the template's sections, they are free: what is demanded is in the metadata.
pub(super) fn free(report: &Report, draft: &mut Draft) -> bool {
    let (specs, conforming) = conform(report);
    if specs < FEW || conforming * ONE_IN >= specs {
        return false;
    }
    let rules = [
        Rule::MissingSection,
        Rule::RenamedSection,
        Rule::MisplacedSection,
        Rule::MisorderedSection,
        Rule::ExtraSection,
        Rule::DuplicateSection,
        Rule::EmptySection,
        Rule::TemplateText,
    ];
    draft.rules.lines.retain(|line| rules.iter().all(|rule| rule.name() != line.key));
    draft.sections = Table::default();
    let mut remark = format!("{conforming} of {specs} specs have the template's sections: these are free.");
    for rule in rules {
        draft.rules.say(rule.name(), "off", &std::mem::take(&mut remark));
    }
    true
}

/// The sections that nearly all specs lack, those of the newest releases too, with how many do.
fn lacking(report: &Report, found: &Found) -> Vec<(String, usize)> {
    let busy: Vec<&String> = found.layout.releases.iter().filter(|name| found.layout.busy.contains(*name)).collect();
    let newest = &busy[busy.len().saturating_sub(3)..];
    let is_new = |set: &SpecSet| set.release.as_ref().is_none_or(|release| newest.contains(&release));
    let specs: usize = report.releases.iter().map(|release| release.specs).sum();
    let new: usize = report.releases.iter().filter(|release| is_new(&release.set)).map(|release| release.specs).sum();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in &report.files {
        let of = file.diagnostics.iter().filter(|one| one.rule == Rule::MissingSection);
        let names: BTreeSet<String> = of.filter_map(|one| one.fingerprint.path()).collect();
        for name in names {
            let (all, newest) = counts.entry(name).or_default();
            *all += 1;
            *newest += usize::from(is_new(&file.set));
        }
    }
    // Without releases the template may be much younger than most specs.
    let percent = if found.layout.has_releases() { 75 } else { 50 };
    let is_most = |count: usize, of: usize| count * 100 >= of * percent;
    // What holds all others is the template's title, and not to be left out.
    let is_section = |path: &str| {
        let first = path.split(" > ").next().unwrap_or_default();
        found.first_level.is_empty() || found.first_level.contains(&plain(first))
    };
    let most = counts.into_iter().filter(|(_, (all, newest))| is_most(*all, specs) && is_most(*newest, new));
    let most = most.filter(|(name, _)| is_section(name));
    most.map(|(name, (all, _))| (name, all)).collect()
}
