//! What holds for any text.

mod invariants;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use speclint::compare::{Difference, compare};
use speclint::document::{Metadata, References};
use speclint::output::Style;
use speclint::template::Template;
use speclint::{Document, Format, Repository, Request, SpecText, check};
use tempfile::TempDir;

/// Lines that begin constructs, and pieces that damage them.
const PIECES: [&str; 44] = [
    "",
    " ",
    "    ",
    "\t",
    "Title",
    "Überschrift",
    "日本語",
    "=====",
    "-----",
    "==",
    "~",
    "* item",
    "- ",
    "1. one",
    "2. two",
    "iv) four",
    "#. auto",
    "(a) b",
    ":field: x",
    "-a  option",
    "--long",
    "| line",
    ">>> doctest",
    "+---+",
    "| a |",
    "=== ===",
    "a   b",
    "..",
    ".. comment",
    ".. note:: x",
    ".. _t: u",
    ".. [1] f",
    ".. |s| image:: x",
    "__ anonymous",
    "text::",
    "::",
    "> quote",
    "# Title",
    "###",
    "```",
    "<div>",
    "---",
    "\u{a0}",
    "\u{feff}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{0,8}", 1 => any::<String>()];
    let end = select(&["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\u{2028}", " "][..]);
    vec((piece, end), 0..40)
        .prop_map(|lines| lines.into_iter().flat_map(|(piece, end)| [piece, end.to_owned()]).collect())
}

/// What is read of a document besides its outline stands in it, and is written without harm.
fn check_contents(source: &str, format: Format) {
    let document = Document::parse(source, format);
    for reference in References::of(&document).all {
        assert!(source.get(reference.range).is_some());
    }
    for field in Metadata::of(&document).fields {
        assert!(source.get(field.range.clone()).is_some());
        assert!(field.values.iter().all(|value| source.get(value.range.clone()).is_some()));
        if let Some(edit) = field.with_value(&document, "new: 'value'") {
            assert!(source.get(edit.range).is_some());
        }
    }
}

/// A comparison names each section of the spec once at most, and sections that are there. Only one that is renamed may be
/// out of order, too.
fn check_comparison(template: &str, spec: &str) {
    let Ok(template) = Template::new(Document::parse(template, Format::Markdown)) else { return };
    let length = spec.len();
    let spec = Document::parse(spec, Format::Markdown).outline;
    let comparison = compare(&template, &spec);
    let mut sections = Vec::new();
    let mut renamed = Vec::new();
    for difference in &comparison.differences {
        match *difference {
            Difference::Missing { place, .. } => assert!(place.offset(&spec) <= length),
            Difference::Renamed { spec, .. } => renamed.push(spec),
            Difference::Misordered { spec, .. } if renamed.contains(&spec) => {}
            Difference::Misplaced { spec, .. }
            | Difference::Misordered { spec, .. }
            | Difference::Duplicate { spec, .. }
            | Difference::Extra { spec, .. } => sections.push(spec),
        }
    }
    sections.extend(renamed);
    let count = sections.len();
    sections.sort_unstable();
    sections.dedup();
    assert_eq!(sections.len(), count, "{:?}", comparison.differences);
    assert!(sections.iter().all(|id| spec.section_ids().contains(id)));
    let missing = |difference: &&Difference| matches!(difference, Difference::Missing { .. });
    let same = compare(&template, &template.document.outline);
    assert_eq!(same.differences.iter().find(missing), None, "a template has its own sections");
}

/// A repository for texts that are in no file of it.
static SCRATCH: LazyLock<(TempDir, Repository)> = LazyLock::new(|| {
    let directory = tempfile::tempdir().expect("a directory for the test");
    let root = directory.path();
    std::fs::write(root.join("release.toml"), "current_release = \"one\"\n[rules]\nline-length = { max = 9 }\n")
        .and_then(|()| std::fs::create_dir_all(root.join("specs/one")))
        .and_then(|()| std::fs::create_dir(root.join("templates")))
        .and_then(|()| std::fs::write(root.join("templates/one.rst"), "T\n=\n\nTitle\n-----\n\nMore\n----\n"))
        .expect("a writable directory");
    let repository = Repository::open(&root.join("release.toml")).expect("a valid release.toml");
    (directory, repository)
});

/// A whole check of any text ends without a panic, with findings that lie in the text.
fn check_report(source: &str, name: &str) {
    let (directory, repository) = &*SCRATCH;
    let text = SpecText { path: directory.path().join("specs/one").join(name), bytes: source.as_bytes().to_vec() };
    let report = check(repository, &Request { text: Some(text), ..Request::default() });
    assert_eq!(report.errors, []);
    for diagnostic in report.files.iter().flat_map(|file| &file.diagnostics) {
        let span = diagnostic.span.as_ref().expect("a finding about a text has a place");
        assert!(source.get(span.range.clone()).is_some(), "{diagnostic:?}");
    }
    assert!(speclint::output::full(&report, Style::default()).contains("1 spec of one held against"));
}

/// A document of headings with few texts, so that two of them have much in common.
fn headings() -> impl Strategy<Value = String> {
    let heading = (1..5usize, select(&["One", "Two", "two", "Twoo", "Three", "Four (optional)", "Five 1"][..]));
    vec(heading, 1..12).prop_map(|headings| {
        let lines = headings.into_iter().map(|(level, text)| format!("{} {text}\n\ntext\n\n", "#".repeat(level)));
        std::iter::once("# Title\n\n".to_owned()).chain(lines).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_rst(source in text()) {
        invariants::check(&source, Format::Rst);
        check_contents(&source, Format::Rst);
    }

    #[test]
    fn any_rst_spec(source in text()) {
        check_report(&source, "a.rst");
    }

    #[test]
    fn any_markdown_spec(source in text()) {
        check_report(&source, "a.md");
    }

    #[test]
    fn any_comparison(template in headings(), spec in headings()) {
        check_comparison(&template, &spec);
    }

    #[test]
    fn any_markdown(source in text()) {
        invariants::check(&source, Format::Markdown);
        check_contents(&source, Format::Markdown);
    }
}
