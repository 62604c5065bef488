//! What is known of a new spec, and where its metadata say it.

use super::number::Numerals;
use crate::document::{Document, Field, Metadata};
use crate::edit::Edit;
use crate::rules::{RuleTable, allows};

/// What is known of a new spec.
pub(super) struct Known<'k> {
    pub title: String,
    /// How it says its number.
    pub numerals: Numerals,
    /// The file's name without its extension.
    pub name: String,
    pub release: Option<String>,
    /// As `2026-11-23`.
    pub date: String,
    pub author: Option<String>,
    /// A value that they refuse is not written.
    pub rules: &'k RuleTable,
}

impl Known<'_> {
    /// The edits that put what is known into metadata: `Start Date: (today)` → `Start Date: 2026-11-23`.
    pub fn edits(&self, document: &Document, metadata: &Metadata) -> Vec<Edit> {
        let numeral = |field: &Field| self.numerals.values.iter().find(|numeral| field.is_named(&numeral.key));
        let edit = |field: &Field| match numeral(field) {
            Some(numeral) => field.with_value_like(document, &numeral.text, Some(&numeral.like)),
            None => field.with_value(document, &self.value(&field.name)?),
        };
        let known = metadata.fields.iter().filter_map(edit);
        let mut edits: Vec<Edit> = known.chain(self.missing(metadata)).collect();
        edits.sort_by_key(|edit| edit.range.start);
        edits
    }

    /// The lines that say the number and that the template's front matter has not, where other specs have them.
    fn missing(&self, metadata: &Metadata) -> impl Iterator<Item = Edit> {
        let numerals =
            self.numerals.values.iter().filter(|it| metadata.block.is_some() && metadata.get(&it.key).is_none());
        numerals.filter_map(|numeral| {
            let next = numeral.next.iter().find_map(|key| metadata.get(key))?;
            Some(Edit { range: next.range.start..next.range.start, text: format!("{}\n", numeral.line.as_ref()?) })
        })
    }

    /// The title as a heading has it: with the number, or in the place of what stands for it in the template's.
    pub fn heading(&self, template: &Document) -> String {
        if let Some(number) = self.numerals.title.as_ref().filter(|number| !self.title.starts_with(number.trim_end())) {
            return format!("{number}{}", self.title);
        }
        if template.outline.title().is_none() {
            return self.title.clone();
        }
        let form = template.form(0);
        match form.placeholders(&form.text).as_slice() {
            [place] if !self.title.starts_with(form.text[..place.start].trim_end()) || place.start == 0 => {
                format!("{}{}{}", &form.text[..place.start], self.title, &form.text[place.end..])
            }
            _ => self.title.clone(),
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        let is_allowed = |value: &String| allows(self.rules, name, value);
        match name.to_lowercase().replace(['-', '_'], " ").as_str() {
            "title" => Some(self.title.clone()),
            "feature name" | "name" => {
                Some(self.name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').to_owned())
            }
            "date" | "start date" | "created" | "creation date" => {
                [Some(self.date.clone()), day_first(&self.date)].into_iter().flatten().find(is_allowed)
            }
            "release" | "milestone" => self.release.clone(),
            "author" | "authors" => self.author.clone().filter(is_allowed),
            _ => None,
        }
    }
}

/// `2026-11-23` → `23-Nov-2026`
fn day_first(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let [year, month, day] = date.split('-').collect::<Vec<_>>().try_into().ok()?;
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{day}-{month}-{year}"))
}
