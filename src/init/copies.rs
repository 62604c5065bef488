//! Documents among the specs that are named like templates.

use std::collections::BTreeSet;
use std::path::Path;

use super::draft::{Line, paths};
use super::find::static_part;
use super::found::Found;
use super::survey::Survey;
use crate::paths::with_slashes;

impl Found {
    /// Other documents that are named like templates, and lie among the specs: they are templates too, of which none is
    /// ever tried, so that copies and links of them are known as well.
    pub(super) fn add_copies(&mut self, survey: &Survey) {
        let has_common = self.templates.iter().any(|path| !path.contains("{release}"));
        let of_releases: BTreeSet<String> = self.of_releases.iter().map(|(_, path)| path.clone()).collect();
        let mut texts: Vec<Option<String>> = self.templates.iter().map(|path| survey.text(path)).collect();
        let mut ignored: Vec<String> = Vec::new();
        let linked: BTreeSet<&Path> = survey
            .pages
            .iter()
            .filter(|page| self.is_among_specs(&page.path))
            .filter_map(|page| page.link.as_deref())
            .collect();
        for path in self.all_templates.iter().filter(|path| survey.page(path).is_some_and(|page| page.link.is_none())) {
            let shown = with_slashes(path);
            let is_own = self.templates.contains(&shown) || self.is_of_family(&shown);
            let is_known = is_own || of_releases.contains(&shown) || self.is_of_group(&shown);
            let is_met = self.is_among_specs(path) || linked.contains(&**path);
            let text = survey.text(&shown);
            if is_known || !is_met || texts.contains(&text) {
                continue;
            }
            texts.push(text);
            match has_common {
                true => self.templates.push(shown),
                false => ignored.extend(path.file_name().map(|name| name.to_string_lossy().into_owned())),
            }
        }
        if has_common && self.templates.len() > 1 {
            self.draft.layout.lines.retain(|line| line.key != "template");
            let what = "The first that is there; the others are known as templates, so that they are no specs.";
            self.draft.layout.lines.insert(
                0,
                Line {
                    key: "template".to_owned(),
                    value: paths(&self.templates),
                    remark: Some(what.to_owned()),
                    is_proposed: false,
                },
            );
        }
        ignored.dedup();
        if !ignored.is_empty() {
            self.draft.layout.say_more("ignore", ignored, "Templates for other documents.");
        }
    }

    fn is_of_group(&self, path: &str) -> bool {
        let lines = self.draft.groups.values().flat_map(|group| &group.lines);
        lines.filter(|line| line.key == "layout.template").any(|line| line.value.as_str() == Some(path))
    }

    fn is_of_family(&self, path: &str) -> bool {
        let is = |pattern: &String| {
            let parts: Vec<&str> = pattern.split("{release}").collect();
            parts.len() > 1 && path.starts_with(parts[0]) && parts.last().is_some_and(|end| path.ends_with(end))
        };
        self.templates.iter().any(is)
    }

    fn is_among_specs(&self, path: &Path) -> bool {
        let is_of_release = |name: &str| self.layout.releases.iter().any(|release| release == name);
        let is_in_release = || path.components().any(|part| is_of_release(&part.as_os_str().to_string_lossy()));
        let is_below = self.layout.specs.iter().any(|specs| path.starts_with(static_part(specs)));
        is_below && (!self.layout.has_releases() || is_in_release())
    }
}
