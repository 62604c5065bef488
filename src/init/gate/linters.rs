//! Linters of Markdown: markdownlint's required headings, and eipw.

use toml_edit::{DocumentMut, Value};

use super::Gate;
use crate::init::survey::Survey;
use crate::init::templates::Choice;
use crate::paths::with_slashes;

pub(super) fn read(survey: &Survey, choice: &Choice<'_>, gate: &mut Gate) {
    eipw(survey, choice, gate);
    markdownlint(survey, choice, gate);
}

/// `config/eipw.toml`: which sections there have to be, and in which order those that are known come.
fn eipw(survey: &Survey, choice: &Choice<'_>, gate: &mut Gate) {
    let files = ["config/eipw.toml", "eipw.toml", ".eipw.toml"];
    let Some((file, text)) = files.iter().find_map(|file| Some((*file, survey.text(file)?))) else { return };
    let Ok(document) = text.parse::<DocumentMut>() else {
        gate.unread.push(format!("{file}, which is no TOML"));
        return;
    };
    let Some(lints) = document.get("lints").and_then(|lints| lints.as_table_like()) else { return };
    let of_kind = |kind: &str| {
        let is = |lint: &&toml_edit::Item| lint.get("kind").and_then(|own| own.as_str()) == Some(kind);
        let lint = lints.iter().map(|(_, lint)| lint).find(is)?;
        let sections = lint.get("sections")?.as_array()?;
        Some(sections.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>())
    };
    gate.read.push(file.to_owned());
    gate.judges_sections = true;
    if let Some(required) = of_kind("markdown-section-required") {
        let template = choice.members.iter().flat_map(|page| &page.headings.paths);
        let others: Vec<&String> = template.filter(|path| !path.contains(" > ") && !required.contains(path)).collect();
        let optional = others.into_iter().map(|path| path.as_str()).chain(["* > *"]);
        gate.sections.say("optional", Value::from_iter(optional), &format!("{file} does not demand them."));
    }
    match of_kind("markdown-section-order") {
        Some(_) => gate.rules.say("extra-section", "error", &format!("{file} knows no others.")),
        None => gate.rules.say("extra-section", "off", ""),
    }
    let known = ["markdown-section-required", "markdown-section-order"];
    let kinds = lints.iter().filter_map(|(_, lint)| lint.get("kind")?.as_str());
    let unknown = kinds.filter(|kind| !known.contains(kind)).count();
    if unknown > 0 {
        gate.unread.push(format!("{unknown} lints of {file} about metadata, links and words"));
    }
}

/// MD043, `required-headings`: headings by their order, with `*` for any number of others.
fn markdownlint(survey: &Survey, choice: &Choice<'_>, gate: &mut Gate) {
    let names = ["json", "jsonc", "yaml", "yml"]
        .map(|end| [format!(".markdownlint.{end}"), format!(".markdownlint-cli2.{end}")]);
    let directory = choice.directory();
    let places: Vec<String> = std::iter::once(String::new())
        .chain((!directory.as_os_str().is_empty()).then(|| with_slashes(&directory) + "/"))
        .collect();
    for (place, name) in places.iter().flat_map(|place| names.iter().flatten().map(move |name| (place, name))) {
        let file = format!("{place}{name}");
        let Some(headings) = survey.text(&file).and_then(|text| required_headings(&text)) else { continue };
        gate.read.push(file.clone());
        gate.judges_sections = true;
        let is_wild = |heading: &&String| ["*", "+", "?"].contains(&heading.as_str());
        let names = headings.iter().filter(|heading| !is_wild(heading)).filter_map(|heading| {
            let level = heading.bytes().take_while(|b| *b == b'#').count();
            (level == 2).then(|| heading.trim_start_matches('#').trim().to_owned())
        });
        let own: Vec<&String> = choice.members.iter().flat_map(|page| &page.headings.paths).collect();
        let names: Vec<String> = names.collect();
        let missing: Vec<&str> = names.iter().filter(|name| !own.contains(name)).map(String::as_str).collect();
        if !missing.is_empty() {
            gate.sections.say("required", Value::from_iter(missing), &format!("{file} demands them."));
        }
        let others = own.iter().filter(|path| !path.contains(" > ") && !names.contains(path)).map(|path| path.as_str());
        let others: Vec<&str> = others.collect();
        if !others.is_empty() && !names.is_empty() {
            gate.sections.say("optional", Value::from_iter(others), &format!("{file} does not demand them."));
        }
        if headings.iter().any(|heading| is_wild(&heading)) {
            gate.rules.say("extra-section", "off", &format!("{file} lets others be."));
        }
        return;
    }
}

/// The headings that markdownlint's configuration demands, in JSON or YAML.
fn required_headings(text: &str) -> Option<Vec<String>> {
    let keys = ["MD043", "required-headings", "required-headers"];
    let (key, at) = keys.iter().find_map(|key| Some((key, text.find(key)?)))?;
    let rest = &text[at + key.len()..];
    // What the next rule says is not meant.
    let rest = &rest[..rest.find("MD0").unwrap_or(rest.len())];
    let rest = &rest[rest.find("headings")? + "headings".len()..];
    let list = match rest.find('[').filter(|at| !rest[..*at].contains('-')) {
        Some(at) => {
            rest[at + 1..].split(']').next().unwrap_or_default().split(',').map(str::to_owned).collect::<Vec<_>>()
        }
        None => {
            let lines = rest.lines().skip(1).map(str::trim).take_while(|line| line.starts_with('-') || line.is_empty());
            lines.filter_map(|line| line.strip_prefix('-')).map(str::to_owned).collect()
        }
    };
    let clean = |item: &String| item.trim().trim_matches(['"', '\'']).trim().to_owned();
    let headings: Vec<String> = list.iter().map(clean).filter(|heading| !heading.is_empty()).collect();
    (!headings.is_empty()).then_some(headings)
}
