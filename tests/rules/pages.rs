//! Each rule has a page, and each page a rule.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::Scratch;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

/// Names and default levels, as `speclint rules` lists them.
fn rules() -> BTreeMap<String, String> {
    let output = Scratch::empty().run(&["rules"]).passes();
    let words = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.next()?))
    };
    let rules: BTreeMap<_, _> = output.stdout.lines().filter_map(words).collect();
    assert_eq!(rules.len(), output.stdout.lines().count(), "each rule once: {output}");
    rules
}

#[test]
fn one_for_each_rule() {
    let pages = docs().read_dir().expect("the pages are there").map(|entry| {
        let path = entry.expect("the pages are there").path();
        assert_eq!(path.extension().and_then(|extension| extension.to_str()), Some("md"));
        path.file_stem().expect("a name").to_string_lossy().into_owned()
    });
    let mut pages: Vec<String> = pages.filter(|name| name != "README").collect();
    pages.sort();
    assert_eq!(pages, rules().into_keys().collect::<Vec<_>>());
}

#[test]
fn with_the_default_level() {
    for (name, level) in rules() {
        let page = std::fs::read_to_string(docs().join(format!("{name}.md"))).expect("a page");
        let mut lines = page.lines().filter(|line| !line.is_empty());
        assert_eq!(lines.next(), Some(&*format!("# {name}")));
        assert_eq!(lines.next(), Some(&*format!("Default level: `{level}`")), "{name}");
    }
}

#[test]
fn with_the_same_parts() {
    for name in rules().keys() {
        let page = std::fs::read_to_string(docs().join(format!("{name}.md"))).expect("a page");
        let prose = page.split("```").step_by(2);
        let parts: Vec<&str> = prose.flat_map(str::lines).filter(|line| line.starts_with("## ")).collect();
        assert_eq!(parts[..3], ["## What it does", "## Why is this bad?", "## Example"], "{name}");
        assert!(parts[3..].iter().all(|part| *part == "## Options"), "{name}");
    }
}

#[test]
fn all_in_the_table_of_the_readme() {
    let readme = std::fs::read_to_string(docs().join("README.md")).expect("a page");
    let listed: BTreeMap<String, String> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| ["))
        .map(|line| {
            let mut cells = line.split(" | ");
            let (name, target) = cells.next().and_then(|cell| cell.split_once("](")).expect("a link");
            assert_eq!(target, format!("{name}.md)"));
            (name.to_owned(), cells.next().expect("a level").trim_matches('`').to_owned())
        })
        .collect();
    assert_eq!(listed, rules());
}

/// The command prints the page itself.
#[test]
fn printed_by_the_command() {
    for name in rules().keys() {
        let page = std::fs::read_to_string(docs().join(format!("{name}.md"))).expect("a page");
        assert_eq!(Scratch::empty().run(&["rules", name]).passes().stdout, page);
    }
}
