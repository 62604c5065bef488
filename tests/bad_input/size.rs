//! Specs that are far too large. Each check has to end after seconds of work, in a debug build too.
#![cfg(unix)]

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const SECONDS: u64 = 45;

/// For what takes as many minutes if the work grows with the square of the size.
const FEW_SECONDS: u64 = 10;

/// Checks one spec, and counts what is found.
fn findings(name: &str, contents: &str, config: &str, seconds: u64) -> usize {
    let scratch = Scratch::new();
    let path = format!("specs/liberty/{name}");
    scratch.config(config).write(&path, contents);
    let output = scratch.run_within(seconds, &["--format", "short", &path]);
    assert_eq!(output.stderr, "");
    output.stdout.lines().filter(|line| line.starts_with(&path)).count()
}

#[test]
fn a_line_of_ten_megabytes() {
    let line = "x".repeat(10 << 20);
    // docutils reads nothing of such a document: it has no section.
    assert_eq!(findings("a.rst", &format!("{SPEC}\n{line}\n"), "", SECONDS), 2);
    assert_eq!(findings("a.md", &format!("{SPEC_MARKDOWN}\n{line}\n"), "", SECONDS), 0);
    let config = "rules.line-length = { exempt = [\"literal-blocks\"] }\n";
    assert_eq!(findings("a.md", &format!("{SPEC_MARKDOWN}\n{line}\n"), config, SECONDS), 1);
}

/// What is shown of it is a part.
#[test]
fn an_excerpt_of_a_long_line() {
    let scratch = Scratch::new();
    scratch.config("rules.line-length = \"error\"\n");
    let output = scratch.check("a.md", format!("{SPEC_MARKDOWN}\n{}\n", "word ".repeat(1 << 20).trim_end()));
    assert_eq!(output.code, 1);
    let longest = output.stdout.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(250), "{longest:?}");
}

#[test]
fn a_heading_of_a_megabyte() {
    let heading = format!("# {}\n", "word ".repeat(200_000));
    let scratch = Scratch::new();
    let output = scratch.check("a.md", heading.repeat(2));
    assert_eq!(output.code, 1);
}

#[test]
fn a_hundred_thousand_sections() {
    let sections: String = (0..100_000).map(|i| format!("\nSection {i}\n===============\n\nNone.\n")).collect();
    assert_eq!(findings("a.rst", &format!("{SPEC}{sections}"), "", SECONDS), 100_000);
}

#[test]
fn a_hundred_thousand_sections_in_markdown() {
    let sections: String = (0..100_000).map(|i| format!("\n## Section {i}\n\nNone.\n")).collect();
    assert_eq!(findings("a.md", &format!("{SPEC_MARKDOWN}{sections}"), "", SECONDS), 100_000);
}

#[test]
fn a_hundred_thousand_subsections() {
    let sections: String = (0..100_000).map(|i| format!("\nSection {i}\n---------------\n\nNone.\n")).collect();
    assert_eq!(findings("a.rst", &format!("{SPEC}{sections}"), "", SECONDS), 0);
}

/// Missing sections beside many that might be meant by them.
#[test]
fn a_hundred_thousand_sections_and_none_of_the_template() {
    let sections: String = (0..100_000).map(|i| format!("\n## Section {i}\n\nNone.\n")).collect();
    assert_eq!(findings("a.md", &format!("# Title\n{sections}"), "", SECONDS), 100_003);
}

#[test]
fn a_section_a_hundred_thousand_times() {
    let sections = "\n## Testing\n\nNone.\n".repeat(100_000);
    assert_eq!(findings("a.md", &format!("{SPEC_MARKDOWN}{sections}"), "", SECONDS), 100_000);
}

#[test]
fn findings_in_each_line() {
    let lines = "wo\u{ad}rd\n".repeat(100_000);
    assert_eq!(findings("a.rst", &format!("{SPEC}\n{lines}"), "", SECONDS), 100_000);
}

#[test]
fn many_invisible_characters_in_one_line() {
    let line = "a\u{200b}".repeat(400_000);
    assert_eq!(findings("a.md", &format!("{SPEC_MARKDOWN}\n{line}\n"), "", FEW_SECONDS), 1);
}

#[test]
fn many_suppressions() {
    let word = "x".repeat(90);
    let section = |i| format!("\nSection {i}\n---------------\n\n.. speclint: allow line-length\n\n{word}\n");
    let sections: String = (0..40_000).map(section).collect();
    let config = "rules.line-length = \"error\"\n";
    assert_eq!(findings("a.rst", &format!("{SPEC}{sections}"), config, FEW_SECONDS), 0);
}

#[test]
fn many_literal_blocks() {
    let block = format!("\n::\n\n  {}\n\nText\n", "x ".repeat(45).trim_end());
    let config = "rules.line-length = { exempt = [\"literal-blocks\"] }\n";
    assert_eq!(findings("a.rst", &format!("{SPEC}{}", block.repeat(50_000)), config, FEW_SECONDS), 0);
}

#[test]
fn many_specs() {
    let scratch = Scratch::new();
    for i in 0..500 {
        scratch.write(&format!("specs/liberty/{}/{i}.rst", i % 7), SPEC);
    }
    let output = scratch.run(&[]).passes();
    assert_eq!(output.stdout, "500 specs of liberty held against templates/liberty.rst: all conform\n");
}
