//! Real specs repositories, where `../shared/corpus` is there: their outlines are docutils' (and CommonMark's), and
//! the verdicts on them are those of the title test that the OpenStack specs repositories share.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use speclint::compare::{Difference, compare};
use speclint::template::Template;
use speclint::{Document, Format, Outline};

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
fn shape(outline: &Outline<'_>) -> Value {
    fn sections(outline: &Outline<'_>, parent: Option<usize>) -> Value {
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
        let format = Format::of(Path::new(path)).expect("the corpus has two formats");
        let actual = shape(&Document::parse(&source, format).outline);
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
    let template = Template::new(Document::parse(&template, Format::Rst)).expect("a template with sections");
    let spec = Document::parse(&spec, Format::Rst);
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
    // A repeated title keeps its last section, as in the test.
    fn titles(outline: &Value) -> Vec<(&str, Vec<&str>)> {
        let mut titles: Vec<(&str, Vec<&str>)> = Vec::new();
        for section in outline["sections"].as_array().into_iter().flatten() {
            let text = section["text"].as_str().unwrap_or_default();
            let children = section["sections"].as_array().into_iter().flatten();
            let children = children.map(|child| child["text"].as_str().unwrap_or_default()).collect();
            titles.retain(|(other, _)| *other != text);
            titles.push((text, children));
        }
        titles
    }
    let (expected, actual) = (titles(template), titles(spec));
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
/// where it stands at the first level.
fn our_verdict(template: &Template<'_>, spec: &Outline<'_>) -> Vec<(&'static str, String)> {
    let outline = &template.document.outline;
    let mut found = Vec::new();
    for difference in compare(template, spec).differences {
        let (missing, extra) = match difference {
            Difference::Missing { template, .. } => (Some(template), None),
            Difference::Renamed { template, spec } | Difference::Misplaced { template, spec, .. } => {
                (Some(template), Some(spec))
            }
            Difference::Extra { spec, .. } => (None, Some(spec)),
            Difference::Misordered { .. } | Difference::Duplicate { .. } => (None, None),
        };
        if let Some(id) = missing.filter(|&id| outline.depth(id) <= 2) {
            let parent = outline.parent(id).map(|parent| format!("{}/", outline.section(parent).text));
            found.push(("missing", parent.unwrap_or_default() + &outline.section(id).text));
        }
        if let Some(id) = extra.filter(|&id| spec.depth(id) == 1) {
            found.push(("extra", spec.section(id).text.to_string()));
        }
    }
    found.sort();
    found
}

/// A team of the corpus: its directory, the template of a release (`{}`), and how many specs it has.
type Team = (&'static str, &'static str, usize);

const TEAMS: [Team; 10] = [
    ("trove-specs/specs", "trove-templates/2015-02-24-4a72d21.rst", 79),
    ("trove-specs/specs", "trove-templates/2016-01-06-f200cf2.rst", 79),
    ("nova-specs/specs", "nova-specs/specs/{}-template.rst", 807),
    ("cinder-specs/specs", "cinder-specs/specs/template.rst", 211),
    ("glance-specs/specs", "glance-specs/specs/template.rst", 203),
    ("heat-specs/specs", "heat-specs/specs/templates/{}-template.rst", 151),
    ("ironic-specs/specs", "ironic-specs/specs/template.rst", 259),
    ("manila-specs/specs", "manila-specs/specs/template.rst", 67),
    ("oslo-specs/specs", "oslo-specs/specs/template.rst", 97),
    ("qa-specs/specs", "qa-specs/template.rst", 45),
];

/// For every spec below a release's directory, against the team's template.
#[test]
fn verdicts_are_those_of_the_shared_title_test() {
    let Some(corpus) = corpus() else { return };
    let reference = reference(&corpus, "outlines-rst.jsonl");
    // The templates of Trove's past are not among the references.
    let of = |path: &Path, source: &str| {
        let there = reference.get(&*path.strip_prefix(&corpus).expect("inside").to_string_lossy()).cloned();
        there.unwrap_or_else(|| shape(&Document::parse(source, Format::Rst).outline))
    };
    for (team, template, count) in TEAMS {
        let (mut specs, mut faulty) = (0, 0);
        for release in corpus.join(team).read_dir().expect("readable") {
            let release = release.expect("readable").path();
            let name = release.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let template_path = corpus.join(template.replace("{}", &name));
            if !release.is_dir() || name == "templates" || !template_path.is_file() {
                continue;
            }
            let source = std::fs::read_to_string(&template_path).expect("UTF-8");
            let demanded = of(&template_path, &source);
            let template = Template::new(Document::parse(&source, Format::Rst)).expect("a template with sections");
            for path in files(&release) {
                let source = std::fs::read_to_string(&path).expect("UTF-8");
                let ours = our_verdict(&template, &Document::parse(&source, Format::Rst).outline);
                let theirs = verdict(&demanded, &of(&path, &source));
                assert_eq!(ours, theirs, "{}", path.display());
                faulty += usize::from(!theirs.is_empty());
                specs += 1;
            }
        }
        println!("{team} with {template}: {specs} specs, {faulty} of which do not conform");
        assert_eq!(specs, count, "specs of {team}");
    }
}

/// The gate of Nova is green with the `release.toml` of the examples, as it is upstream.
#[test]
fn nova_passes_with_its_example() {
    let Some(corpus) = corpus() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = tempfile::tempdir().expect("a directory for the test");
    for entry in walkdir::WalkDir::new(corpus.join("nova-specs/specs")) {
        let entry = entry.expect("readable");
        let to = scratch.path().join(entry.path().strip_prefix(corpus.join("nova-specs")).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(to).expect("writable");
        } else {
            std::fs::copy(entry.path(), to).expect("writable");
        }
    }
    std::fs::copy(root.join("examples/nova/release.toml"), scratch.path().join("release.toml")).expect("writable");
    let repository = speclint::Repository::find(scratch.path()).expect("a repository");
    let request = speclint::Request { releases: speclint::Releases::All, ..speclint::Request::default() };
    let report = speclint::check(&repository, &request);
    let specs: usize = report.releases.iter().map(|release| release.specs).sum();
    assert!(report.passes(), "{:#?}", report.errors);
    assert_eq!((specs, report.left_out.len()), (807, 2));
}
