//! The new template among the documents: where its neighbour is excluded, or listed, so is it.

use super::Green;
use super::conf::{CONF, matcher};
use super::tree::Docs;
use crate::document::sphinx;
use crate::error::Error;
use crate::paths::display;
use crate::plan::Plan;

impl Green<'_> {
    /// Gives a document that is in no list its place, if it is the new template. Whether that could be done.
    pub(super) fn place_template(
        &self,
        before: &Docs,
        after: &Docs,
        name: &str,
        plan: &mut Plan,
    ) -> Result<bool, Error> {
        let root = &self.repository.root;
        let is_template = after.files.get(name).is_some_and(|file| *file == root.join(&self.new_template));
        if !is_template {
            return Ok(false);
        }
        let file = |path: &std::path::Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (old_file, new_file) = (file(&self.old_template), file(&self.new_template));
        let beside = |file: &str| match name.rsplit_once('/') {
            Some((directory, _)) => format!("{directory}/{file}"),
            None => file.to_owned(),
        };
        let is_beside = self.old_template.parent() == self.new_template.parent();
        let old_path = beside(&old_file);
        let old_name = before.conf.document(&old_path).filter(|_| is_beside);
        if let Some(old_name) = old_name.filter(|old| before.files.contains_key(old))
            && self.list_beside(before, &old_name, &new_file, plan)?
        {
            return Ok(true);
        }
        let neighbour = before.conf.excluded.iter().find(|own| is_beside && own.matches(&old_path));
        let by_name = neighbour.and_then(|own| Some(format!("{}{new_file}", own.pattern.strip_suffix(&old_file)?)));
        let path = beside(&new_file);
        // The text of `conf.py` may have changed in the plan.
        let place = after.conf.excluded.iter().find(|own| neighbour.is_some_and(|old| old.pattern == own.pattern));
        let pattern = by_name.filter(|pattern| matcher(pattern).is_some_and(|own| own.is_match(&path)));
        let pattern = pattern.unwrap_or(path);
        let Some(text) = after.conf.with_excluded(&pattern, place) else { return Ok(false) };
        let Some((conf, _)) = self.text(&after.directory.join(CONF), plan)? else { return Ok(false) };
        plan.write(&conf, text)?;
        plan.steps.push(format!("{}: `exclude_patterns` has `{pattern}`, too", display(&conf)));
        Ok(true)
    }

    /// Enters the template below the entry of the old one.
    fn list_beside(&self, before: &Docs, old_name: &str, new_file: &str, plan: &mut Plan) -> Result<bool, Error> {
        let leads_there = |page: &str, path: &str| {
            let whole = before.joined(page, path);
            before.conf.document(&whole).unwrap_or(whole) == old_name
        };
        let entries = before.lists.iter().flat_map(|list| list.entries.iter().map(|entry| (&list.page, &entry.path)));
        let Some((page, path)) = entries.into_iter().find(|(page, path)| leads_there(page, path)) else {
            return Ok(false);
        };
        let Some((file, text)) = self.text(&before.files[page], plan)? else { return Ok(false) };
        let entry = sphinx::toctrees(&text).into_iter().flat_map(|list| list.entries).find(|entry| entry.path == *path);
        let Some(entry) = entry else { return Ok(false) };
        let stem = new_file.rsplit_once('.').map_or(new_file, |(stem, _)| stem);
        let new_path = match path.rsplit_once('/') {
            Some((directory, _)) => format!("{directory}/{stem}"),
            None => stem.to_owned(),
        };
        let start = text[..entry.range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[entry.range.end..].find('\n').map_or(text.len(), |at| entry.range.end + at + 1);
        let title = &text[start..entry.range.start];
        let new_title = match title.trim_end().strip_suffix('<') {
            Some(words) if !self.name.is_in(words) => format!("{} ({}) <", words.trim_end(), self.name.to),
            _ => self.name.apply(title),
        };
        let line = format!("{new_title}{new_path}{}", &text[entry.range.end..end]);
        let mut new = text.clone();
        new.insert_str(end, &line);
        plan.write(&file, new)?;
        plan.steps.push(format!("{}: `{}` beside `{path}`", display(&file), line.trim()));
        Ok(true)
    }
}
