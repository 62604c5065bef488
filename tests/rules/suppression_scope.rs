//! How far a suppression comment reaches.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, replaced};

/// How many lines of a spec are said to end in white space, with a comment before this text that allows some.
#[track_caller]
fn found(before: &str) -> Vec<String> {
    let spec = SPEC.replace(".\n", ". \n");
    let spec = replaced(&spec, before, &format!(".. speclint: allow trailing-whitespace\n\n{before}"));
    lines(&Scratch::new().findings("spec.rst", spec))
}

#[track_caller]
fn found_in_markdown(before: &str) -> Vec<String> {
    let spec = SPEC_MARKDOWN.replace(".\n", ". \n");
    let comment = format!("<!-- speclint: allow trailing-whitespace -->\n\n{before}");
    lines(&Scratch::with_markdown().findings("spec.md", replaced(&spec, before, &comment)))
}

/// `5:70: warning[trailing-whitespace] white space at the end of 3 lines` → `3 lines from 5`.
#[track_caller]
fn lines(found: &[String]) -> Vec<String> {
    let lines = |finding: &String| {
        assert!(finding.contains("warning[trailing-whitespace]"), "{finding}");
        let (first, _) = finding.split_once(':').expect("a line");
        let (_, count) = finding.split_once("at the end of ").expect("a count");
        format!("{count} from {first}")
    };
    found.iter().map(lines).collect()
}

#[test]
fn a_section() {
    assert_eq!(found("Backups are taken"), ["5 lines from 5"]);
    assert_eq!(found_in_markdown("Backups are taken"), ["5 lines from 3"]);
    assert_eq!(found("A scenario"), ["5 lines from 5"]);
    assert_eq!(found("Every database"), [""; 0]);
}

#[test]
fn a_section_with_its_subsections() {
    assert_eq!(found("A scheduler"), ["3 lines from 5"]);
    assert_eq!(found_in_markdown("A scheduler"), ["3 lines from 3"]);
}

#[test]
fn a_subsection() {
    assert_eq!(found("None"), ["5 lines from 5"]);
    assert_eq!(found_in_markdown("None"), ["5 lines from 3"]);
}

/// Where an inner section allows it as well, both comments suppress something.
#[test]
fn a_section_and_its_subsection() {
    let allow = ".. speclint: allow trailing-whitespace\n\n";
    let spec = SPEC.replace(".\n", ". \n");
    let spec = replaced(&spec, "A scheduler", &format!("{allow}A scheduler"));
    let spec = replaced(&spec, "None", &format!("{allow}None"));
    assert_eq!(lines(&Scratch::new().findings("spec.rst", spec)), ["3 lines from 5"]);
}

/// What is allowed stays where the rest is mended.
#[test]
fn and_what_is_fixed() {
    let spec = SPEC.replace(".\n", ". \n");
    let spec = replaced(&spec, "A scheduler", ".. speclint: allow trailing-whitespace\n\nA scheduler");
    let scratch = Scratch::new();
    scratch.write("specs/liberty/spec.rst", spec).run(&["fix"]).passes();
    scratch.run(&["--deny-warnings"]).passes();
    let text = std::fs::read_to_string(scratch.path("specs/liberty/spec.rst")).expect("it is there");
    assert_eq!(text.lines().filter(|line| line.ends_with(' ')).count(), 3);
}

#[test]
fn the_document() {
    for before in ["Every database", "===============\nNightly"] {
        assert_eq!(found(before), [""; 0], "{before}");
    }
    for before in ["Every database", "# Nightly"] {
        assert_eq!(found_in_markdown(before), [""; 0], "{before}");
    }
}

/// A section that is missing belongs to the one that it is missing from.
#[test]
fn what_is_missing() {
    let scratch = Scratch::new();
    let spec = replaced(SPEC, "Storage\n-------\n\nA table of schedules.\n\n", "");
    let with = |before: &str| {
        let comment = format!(".. speclint: allow missing-section\n\n{before}");
        scratch.findings("spec.rst", replaced(&spec, before, &comment)).len()
    };
    assert_eq!(with("A scheduler"), 0);
    assert_eq!(with("Every database"), 0);
    assert_eq!(with("A scenario"), 2, "the finding, and the comment that suppresses nothing");
}

#[test]
fn what_is_extra() {
    let spec = format!("{SPEC}\nThoughts\n========\n\n.. speclint: allow extra-section\n\nMany.\n");
    assert_eq!(Scratch::new().findings("spec.rst", spec), [""; 0]);
}

#[test]
fn findings_about_the_whole_document() {
    let spec = replaced(SPEC, "Every database", ".. speclint: allow carriage-return\n\nEvery database");
    assert_eq!(Scratch::new().findings("spec.rst", spec.replace('\n', "\r\n")), [""; 0]);
    let spec = replaced(SPEC, "A scenario", ".. speclint: allow carriage-return\n\nA scenario");
    assert_eq!(Scratch::new().findings("spec.rst", spec.replace('\n', "\r\n")).len(), 2, "a section's is not enough");
}

#[test]
fn several_rules() {
    let spec = replaced(SPEC, "A table of schedules.\n", ".. speclint: allow empty-section, trailing-whitespace \n");
    assert_eq!(Scratch::new().findings("spec.rst", spec), [""; 0]);
}

/// An author who copies the template copies its suppressions.
#[test]
fn in_the_template_it_says_nothing() {
    let scratch = Scratch::new();
    scratch.write(
        "templates/liberty.rst",
        replaced(TEMPLATE, "Name the tables", ".. speclint: allow line-length\n\nName the tables"),
    );
    scratch.check("spec.rst", SPEC).passes();
}
