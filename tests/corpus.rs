//! Real specs repositories, where `../shared/corpus` is there: their outlines are docutils' (and CommonMark's), and
//! the verdicts on them are those of the title test that the OpenStack specs repositories share.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use speclint::compare::{Difference, compare};
use speclint::document::{Formats, SectionId};
use speclint::template::{SectionDemands, Template};
use speclint::{Document, Format, Outline, Releases, Repository, Request, check};

/// The corpus; says that a test is skipped where it is not there.
fn corpus() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !path.is_dir() {
        // Not by a macro: the test harness would keep it to itself.
        let name = std::thread::current().name().unwrap_or_default().to_owned();
        let _ = writeln!(std::io::stderr(), "SKIPPED {name}: there is no ../shared/corpus");
        return None;
    }
    Some(path)
}

/// The reference outlines by path.
fn reference(corpus: &Path, file: &str) -> HashMap<String, Value> {
    let text = std::fs::read_to_string(corpus.join(file)).expect("the corpus has reference outlines");
    let outlines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON object a line"));
    outlines.map(|outline| (outline["path"].as_str().unwrap_or_default().to_owned(), outline)).collect()
}

/// An outline in the shape of the reference: title, subtitle and nested `[text, children]`.
fn shape(outline: &Outline) -> Value {
    fn sections(outline: &Outline, parent: Option<usize>) -> Value {
        let section =
            |id| serde_json::json!({"text": outline.section(id).text, "sections": sections(outline, Some(id))});
        outline.children(parent).map(section).collect()
    }
    serde_json::json!({
        "title": outline.title().map(|title| &title.text),
        "subtitle": outline.subtitle().map(|subtitle| &subtitle.text),
        "sections": sections(outline, None),
    })
}

fn compare_outlines(file: &str, count: usize) {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    let reference = reference(&corpus, file);
    for (path, expected) in &reference {
        let source = std::fs::read_to_string(corpus.join(path)).expect("the corpus is UTF-8");
        let format = Formats::default().of(Path::new(path)).expect("the corpus has two formats");
        let actual = shape(&Document::parse(source.as_str(), format).outline);
        if ["title", "subtitle", "sections"].iter().any(|key| actual[key] != expected[key]) {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "{} of {} outlines differ: {wrong:#?}", wrong.len(), reference.len());
    assert_eq!(reference.len(), count);
}

#[test]
fn rst_outlines_are_those_of_docutils() {
    compare_outlines("outlines-rst.jsonl", 2253);
}

#[test]
fn markdown_outlines_are_those_of_commonmark() {
    compare_outlines("outlines-md.jsonl", 1227);
}

/// The differences between a spec and a template of the corpus, each with the heading that it is about.
fn differences(template: &Path, spec: &Path) -> Vec<(&'static str, String)> {
    let read = |path: &Path| std::fs::read_to_string(path).expect("the corpus is UTF-8");
    let (template, spec) = (read(template), read(spec));
    let template = Template::new(Document::parse(template.as_str(), Format::Rst)).expect("a template with sections");
    let spec = Document::parse(spec.as_str(), Format::Rst);
    let name = |id| template.name(id).to_owned();
    let text = |id: usize| spec.outline.section(id).text.to_string();
    let found = compare(&template, &spec.outline).differences.into_iter().map(|difference| match difference {
        Difference::Missing { template, .. } => ("missing", name(template)),
        Difference::Renamed { template, .. } => ("renamed", name(template)),
        Difference::Misplaced { template, .. } => ("misplaced", name(template)),
        Difference::Misordered { spec, .. } => ("misordered", text(spec)),
        Difference::Duplicate { spec, .. } => ("duplicate", text(spec)),
        Difference::Extra { spec, .. } => ("extra", text(spec)),
    });
    found.collect()
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries =
        walkdir::WalkDir::new(directory).sort_by_file_name().into_iter().map(|entry| entry.expect("readable"));
    let specs = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rst"));
    specs.map(walkdir::DirEntry::into_path).filter(|path| !path.ends_with("index.rst")).collect()
}

#[test]
fn trove_liberty_conforms_to_the_template_of_its_time() {
    let Some(corpus) = corpus() else { return };
    let template = corpus.join("trove-templates/2015-02-24-4a72d21.rst");
    let specs = files(&corpus.join("trove-specs/specs/liberty"));
    assert_eq!(specs.len(), 19);
    for spec in specs {
        let found = differences(&template, &spec);
        let gone: Vec<_> = found.iter().filter(|(kind, _)| !matches!(*kind, "misordered" | "duplicate")).collect();
        assert!(gone.is_empty(), "{}: {gone:?}", spec.display());
    }
}

#[test]
fn trove_liberty_lacks_the_sections_of_a_later_template() {
    let Some(corpus) = corpus() else { return };
    let template = corpus.join("trove-templates/2016-01-06-f200cf2.rst");
    for spec in files(&corpus.join("trove-specs/specs/liberty")) {
        let found = differences(&template, &spec);
        assert!(found.iter().any(|(kind, _)| *kind == "missing"), "{}", spec.display());
        if spec.ends_with("mongodb-backup-restore.rst") {
            assert_eq!(found, [("missing", "Dashboard Impact (UX)".to_owned()), ("missing", "Appendix".to_owned())]);
        }
    }
}

/// Missing and extra first-level sections, and missing second-level ones as `Parent/Child`: what the shared title
/// test says, computed from the reference outlines alone.
fn verdict(template: &Value, spec: &Value) -> Vec<(&'static str, String)> {
    fn below(section: &Value) -> Vec<&Value> {
        section["sections"].as_array().into_iter().flatten().collect()
    }
    // A repeated title keeps its last section, as in the test.
    fn titles(sections: Vec<&Value>) -> Vec<(&str, Vec<&str>)> {
        let mut titles: Vec<(&str, Vec<&str>)> = Vec::new();
        for section in sections {
            let text = section["text"].as_str().unwrap_or_default();
            let children = section["sections"].as_array().into_iter().flatten();
            let children = children.map(|child| child["text"].as_str().unwrap_or_default()).collect();
            titles.retain(|(other, _)| *other != text);
            titles.push((text, children));
        }
        titles
    }
    // A lone section over all others is the title, though a text before it keeps docutils from saying so.
    let under_title = |outline| match below(outline).as_slice() {
        [lone] if !below(lone).is_empty() => below(lone),
        sections => sections.to_vec(),
    };
    let expected = titles(under_title(template));
    let lone = titles(under_title(spec));
    let is_title = lone.iter().any(|(title, _)| expected.iter().any(|(other, _)| other == title));
    let actual = if is_title { lone } else { titles(below(spec)) };
    let mut found = Vec::new();
    for (title, children) in &expected {
        match actual.iter().find(|(other, _)| other == title) {
            None => found.push(("missing", (*title).to_owned())),
            Some((_, there)) => {
                let gone = children.iter().filter(|child| !there.contains(child));
                found.extend(gone.map(|child| ("missing", format!("{title}/{child}"))));
            }
        }
    }
    let extra = actual.iter().filter(|(title, _)| !expected.iter().any(|(other, _)| other == title));
    found.extend(extra.map(|(title, _)| ("extra", (*title).to_owned())));
    found.sort();
    found
}

/// What speclint says of the same: a renamed or misplaced section is missing where the template has it, and extra
/// where it stands at the first level; and of what is missing, nothing below it counts.
fn our_verdict(template: &Template, spec: &Outline) -> Vec<(&'static str, String)> {
    let outline = &template.document.outline;
    let mut found = Vec::new();
    let comparison = compare(template, spec);
    let first = 1 + comparison.promoted.saturating_sub(spec.promoted());
    let otherwise: HashSet<SectionId> = comparison.differences.iter().copied().filter_map(otherwise).collect();
    for difference in comparison.differences {
        let (missing, extra) = match difference {
            Difference::Missing { template, .. } => (Some(template), None),
            Difference::Renamed { template, spec } | Difference::Misplaced { template, spec, .. } => {
                (Some(template), Some(spec))
            }
            Difference::Extra { spec, .. } => (None, Some(spec)),
            Difference::Misordered { .. } | Difference::Duplicate { .. } => (None, None),
        };
        let counts =
            |&id: &SectionId| outline.depth(id) <= 2 && outline.parent(id).is_none_or(|own| !otherwise.contains(&own));
        if let Some(id) = missing.filter(counts) {
            let parent = outline.parent(id).map(|parent| format!("{}/", outline.section(parent).text));
            found.push(("missing", parent.unwrap_or_default() + &outline.section(id).text));
        }
        if let Some(id) = extra.filter(|&id| spec.depth(id) == first) {
            found.push(("extra", spec.section(id).text.to_string()));
        }
    }
    found.sort();
    found
}

/// The section of the template that the spec has under another name or at another place.
fn otherwise(difference: Difference) -> Option<SectionId> {
    match difference {
        Difference::Renamed { template, .. } | Difference::Misplaced { template, .. } => Some(template),
        _ => None,
    }
}

/// A team's documents, and which template its specs follow.
struct Team {
    name: &'static str,
    /// How many pairs of a spec and a template there are, and in how many the test finds something.
    pairs: usize,
    with_findings: usize,
    /// The templates of a spec, by the first directory that it lies in below `specs`; relative to the corpus.
    templates: fn(&str) -> Vec<String>,
}

/// The template of Trove at a day.
fn trove(version: &str) -> Vec<String> {
    vec![format!("trove-templates/{version}.rst")]
}

/// Where the template of a team is, if it has one for all.
macro_rules! one_template {
    ($path:literal) => {
        |_| vec![$path.to_owned()]
    };
}

/// Sections of which the templates say in words that they are optional. The title test demands them.
const OPTIONAL: [(&str, &str); 4] = [
    ("nova", "History"),
    ("qa", "Proposed change/Alternatives"),
    ("trove", "Proposed Change/Alternatives"),
    ("trove", "Proposed change/Alternatives"),
];

const TEAMS: &[Team] = &[
    Team {
        name: "trove",
        pairs: 207,
        with_findings: 135,
        templates: |release| match release {
            // No version of the template fits these.
            "kilo" => [
                "2014-09-09-22b5846",
                "2014-10-31-5f57c91",
                "2014-11-26-072dffd",
                "2015-02-10-c84bcf9",
                "2015-02-24-4a72d21",
                "2015-04-17-484a08a",
                "2015-06-03-c53904b",
                "2015-11-16-906089e",
                "2016-01-06-f200cf2",
            ]
            .into_iter()
            .flat_map(trove)
            .collect(),
            "liberty" => trove("2015-02-24-4a72d21"),
            _ => trove("2016-01-06-f200cf2"),
        },
    },
    Team {
        name: "nova",
        pairs: 813,
        with_findings: 55,
        templates: |release| match release {
            // Of no release: the newest.
            "abandoned" | "backlog" => vec!["nova-specs/specs/2026.2-template.rst".to_owned()],
            release => vec![format!("nova-specs/specs/{release}-template.rst")],
        },
    },
    Team {
        name: "cinder",
        pairs: 211,
        with_findings: 192,
        templates: one_template!("cinder-specs/specs/template.rst"),
    },
    Team { name: "glance", pairs: 159, with_findings: 65, templates: one_template!("glance-specs/specs/template.rst") },
    Team {
        name: "heat",
        pairs: 151,
        with_findings: 0,
        templates: |release| vec![format!("heat-specs/specs/templates/{release}-template.rst")],
    },
    Team {
        name: "ironic",
        pairs: 259,
        with_findings: 126,
        templates: one_template!("ironic-specs/specs/template.rst"),
    },
    Team { name: "manila", pairs: 67, with_findings: 67, templates: one_template!("manila-specs/specs/template.rst") },
    Team {
        name: "oslo",
        pairs: 97,
        with_findings: 80,
        templates: |release| match release {
            "policy" => vec!["oslo-specs/specs/policy-template.rst".to_owned()],
            _ => vec!["oslo-specs/specs/template.rst".to_owned()],
        },
    },
    Team { name: "qa", pairs: 45, with_findings: 44, templates: one_template!("qa-specs/template.rst") },
];

/// The specs of a team, with the first directory below `specs` that each lies in.
fn specs_of<'r>(team: &Team, reference: &'r HashMap<String, Value>) -> Vec<(&'r str, &'r str)> {
    let prefix = format!("{}-specs/specs/", team.name);
    let is_spec = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        !name.ends_with("template.rst") && name != "index.rst" && name != "README.rst"
    };
    let mut specs: Vec<(&str, &str)> = reference
        .keys()
        .filter_map(|path| Some((path.strip_prefix(&prefix)?.split_once('/')?.0, path.as_str())))
        .filter(|(directory, path)| *directory != "templates" && is_spec(path))
        .collect();
    specs.sort_unstable();
    specs
}

#[test]
fn verdicts_are_those_of_the_shared_title_test() {
    let Some(corpus) = corpus() else { return };
    let reference = reference(&corpus, "outlines-rst.jsonl");
    let read = |path: &str| std::fs::read_to_string(corpus.join(path)).expect("the corpus is UTF-8");
    let mut wrong = Vec::new();
    let mut counts = Vec::new();
    for team in TEAMS {
        let (mut pairs, mut with_findings) = (0, 0);
        for (directory, path) in specs_of(team, &reference) {
            let source = read(path);
            let spec = Document::parse(source.as_str(), Format::Rst);
            for template_path in (team.templates)(directory) {
                let source = read(&template_path);
                let document = Document::parse(source.as_str(), Format::Rst);
                // The versions of Trove's template have no reference outline.
                let outline = reference.get(&template_path).cloned().unwrap_or_else(|| shape(&document.outline));
                let mut theirs = verdict(&outline, &reference[path]);
                theirs.retain(|(_, section)| !OPTIONAL.contains(&(team.name, section)));
                // As teams have it: deeper levels say nothing about these.
                for depth in [None, Some(2)] {
                    let sections = SectionDemands { depth, ..SectionDemands::default() };
                    let template = Template::with(document.clone(), &sections);
                    let ours = our_verdict(&template.expect("a template with sections"), &spec.outline);
                    if ours != theirs {
                        wrong.push((path, template_path.clone(), depth, ours, theirs.clone()));
                    }
                }
                pairs += 1;
                with_findings += usize::from(!theirs.is_empty());
            }
        }
        let _ = writeln!(
            std::io::stderr(),
            "{}: {pairs} specs against their templates, {with_findings} with findings",
            team.name
        );
        counts.push((team.name, pairs, with_findings));
    }
    assert!(wrong.is_empty(), "{} verdicts differ: {wrong:#?}", wrong.len());
    let expected = TEAMS.iter().map(|team| (team.name, team.pairs, team.with_findings));
    assert_eq!(counts, expected.collect::<Vec<_>>());
}

/// All that a check of Nova's documents with the example for Nova takes into account, below a directory.
fn nova(corpus: &Path) -> Option<tempfile::TempDir> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/nova/release.toml");
    if !config.is_file() {
        let _ = writeln!(std::io::stderr(), "SKIPPED nova_conforms_with_the_example: there is no examples/nova");
        return None;
    }
    let directory = tempfile::tempdir().expect("a directory for the test");
    std::fs::copy(config, directory.path().join("release.toml")).expect("a writable directory");
    let from = corpus.join("nova-specs");
    // The corpus is older than this release, and has no template of the backlog.
    std::fs::create_dir_all(directory.path().join("specs/2027.1")).expect("a writable directory");
    let backlog = from.join("specs/backlog");
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.expect("readable");
        if entry.path().starts_with(&backlog) {
            continue;
        }
        let to = directory.path().join(entry.path().strip_prefix(&from).expect("inside"));
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(&to).expect("a writable directory"),
            false => std::fs::write(&to, std::fs::read(entry.path()).expect("readable")).expect("a writable directory"),
        }
    }
    Some(directory)
}

#[test]
fn nova_conforms_with_the_example() {
    let Some(directory) = corpus().and_then(|corpus| nova(&corpus)) else { return };
    let repository = Repository::find(directory.path()).expect("a release.toml that can be read");
    let report = check(&repository, &Request { releases: Releases::All, ..Request::default() });
    let style = speclint::output::Style::default();
    assert!(report.passes(), "{}{:#?}", speclint::output::full(&report, style), report.errors);
    let specs: usize = report.releases.iter().map(|release| release.specs).sum();
    assert_eq!((report.releases.len(), specs), (25, 807));
}
