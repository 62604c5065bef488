//! `release.toml` with another current release. Only the values are changed: all else stays as it is, byte for byte.

use std::ops::Range;

use toml_edit::{Document, Item, Value};

use crate::error::Error;

/// The text with another current release; with `template`, that path before those of `layout.template`.
///
/// # Errors
/// Where it is no TOML, or has no current release.
pub(super) fn with_release(text: &str, name: &str, template: Option<&str>) -> Result<String, Error> {
    let document = Document::parse(text).map_err(|error| Error::new(error.message().to_owned()))?;
    let current = document.get("current_release").and_then(Item::span).ok_or_else(|| {
        Error::new("this repository has no releases: `release.toml` names no current one")
            .help("a layout with `{release}` in it has releases")
    })?;
    let mut edits = vec![(current, quoted(name))];
    if let Some(path) = template {
        let layout = document.get("layout").and_then(Item::as_table_like);
        let paths = layout.and_then(|layout| layout.get("template")).and_then(Item::as_value);
        let (paths, span) = paths
            .and_then(|paths| Some((paths, paths.span()?)))
            .ok_or_else(|| Error::new("`layout.template` is not where it is expected: in the table `[layout]`"))?;
        edits.push(match paths {
            Value::Array(_) => (span.start + 1..span.start + 1, format!("{}, ", quoted(path))),
            _ => (span.clone(), format!("[{}, {}]", quoted(path), &text[span])),
        });
    }
    edits.sort_by_key(|(range, _): &(Range<usize>, String)| range.start);
    let mut new = text.to_owned();
    for (range, value) in edits.into_iter().rev() {
        new.replace_range(range, &value);
    }
    Ok(new)
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
