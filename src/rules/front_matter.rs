#![doc = include_str!("../../docs/rules/front-matter.md")]

use std::collections::BTreeMap;

use super::options::options;
use super::{Context, Finding, RuleTable, Subject};
use crate::document::Metadata;
use crate::nearest::nearest;
use crate::pattern::ValuePattern;
use crate::template::Template;

options! {
    /// Options of `front-matter`.
    FrontMatter {
        /// Keys that have to be there (none).
        required: Vec<String>,
        /// By key, regular expressions of which one matches the whole value (any value).
        values: BTreeMap<String, Vec<ValuePattern>>,
    }
}

/// The keys whose values are looked at, and whether specs may have them: those that are required, and those that the
/// template has. Of a template without metadata that cannot be told.
pub(crate) fn stated_keys(rules: &RuleTable, template: &Template) -> Vec<(String, bool)> {
    let options = &rules.front_matter.0;
    let metadata = Metadata::of(&template.document);
    let required = options.required.as_deref().unwrap_or_default();
    let is_known = |key: &String| metadata.fields.is_empty() || required.contains(key) || metadata.get(key).is_some();
    options.values.iter().flatten().map(|(key, _)| (key.clone(), is_known(key))).collect()
}

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let options = &cx.rules.front_matter.0;
    let metadata = Metadata::of(cx.document);
    if let Some((range, reason)) = metadata.error {
        return found.push(Finding {
            range,
            owner: None,
            subject: Subject::Alike,
            message: format!("the front matter cannot be read: {reason}"),
            label: "here".into(),
            help: "correct it; quotes around a value help where it has a colon".into(),
            fix: None,
        });
    }
    let start = metadata.fields.first().map_or_else(|| place(cx), |field| field.range.start);
    for key in options.required.iter().flatten() {
        if let Some(field) = metadata.get(key) {
            if field.is_empty() {
                found.push(Finding {
                    range: field.range.clone(),
                    owner: None,
                    subject: Subject::Named(key.as_str().into()),
                    message: format!("`{key}` has no value"),
                    label: "nothing after the name".into(),
                    help: "give it one".into(),
                    fix: None,
                });
            }
            continue;
        }
        let names = metadata.fields.iter().map(|field| field.name.as_str());
        let near = nearest(key, names).map(|near| format!("; did you mean it by `{near}`?")).unwrap_or_default();
        found.push(Finding {
            range: start..start,
            owner: None,
            subject: Subject::Named(key.as_str().into()),
            message: format!("`{key}` is missing from the metadata at the top"),
            label: "the metadata belongs here".into(),
            help: format!("write `{}`{near}", cx.document.field(key, "…")).into(),
            fix: None,
        });
    }
    for (key, allowed) in options.values.iter().flatten() {
        // A key without a value is a matter of `required`.
        let is_allowed = |value: &str| value.is_empty() || allowed.iter().any(|pattern| pattern.matches(value));
        let values = metadata.all(key).into_iter().flat_map(|field| &field.values);
        for value in values.filter(|value| !is_allowed(&value.text)) {
            let words: Vec<String> = allowed.iter().map(|pattern| format!("`{}`", pattern.text)).collect();
            found.push(Finding {
                range: value.range.clone(),
                owner: None,
                subject: Subject::Named(key.as_str().into()),
                message: format!("`{}` is no value of `{key}`", value.text),
                label: "this value".into(),
                help: format!("allowed: {}", words.join(", ")).into(),
                fix: None,
            });
        }
    }
}

/// Where metadata belong: under the title, or where there is none at the top.
fn place(cx: &Context<'_>) -> usize {
    let source = &*cx.document.source;
    let Some(title) = cx.document.outline.title() else { return cx.document.head().start };
    let body = &source[title.body.clone()];
    let blank: usize = body.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    title.body.start + blank
}
