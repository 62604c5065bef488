//! MD043 of markdownlint, `required-headings`.

use toml_edit::Value;

use super::Gate;
use crate::init::survey::Survey;
use crate::init::templates::Choice;
use crate::paths::with_slashes;

/// Headings by their order, with `*` for any number of others.
pub(super) fn read(survey: &Survey, choice: &Choice<'_>, gate: &mut Gate) {
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
            gate.demands.sections.say("required", Value::from_iter(missing), &format!("{file} demands them."));
        }
        let others = own.iter().filter(|path| !path.contains(" > ") && !names.contains(path)).map(|path| path.as_str());
        let others: Vec<&str> = others.collect();
        if !others.is_empty() && !names.is_empty() {
            gate.demands.sections.say("optional", Value::from_iter(others), &format!("{file} does not demand them."));
        }
        if headings.iter().any(|heading| is_wild(&heading)) {
            gate.demands.rules.say("extra-section", "off", &format!("{file} lets others be."));
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
