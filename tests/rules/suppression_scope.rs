//! How far a suppression comment reaches.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, replaced};

/// The lines where a spec has white space at its end, with a comment before this text.
#[track_caller]
fn found(before: &str) -> Vec<String> {
    let spec = SPEC.replace(".\n", ". \n");
    let spec = replaced(&spec, before, &format!(".. speclint: allow trailing-whitespace\n\n{before}"));
    let found = Scratch::new().findings("spec.rst", spec);
    found
        .iter()
        .map(|finding| {
            assert!(finding.contains("warn[trailing-whitespace]"), "{finding}");
            finding.split(':').next().expect("a line").to_owned()
        })
        .collect()
}

fn found_in_markdown(before: &str) -> usize {
    let spec = SPEC_MARKDOWN.replace(".\n", ". \n");
    let comment = format!("<!-- speclint: allow trailing-whitespace -->\n\n{before}");
    let found = Scratch::with_markdown().findings("spec.md", replaced(&spec, before, &comment));
    assert!(found.iter().all(|finding| finding.contains("warn[trailing-whitespace]")), "{found:?}");
    found.len()
}

#[test]
fn a_section() {
    assert_eq!(found("Backups are taken").len(), 5);
    assert_eq!(found_in_markdown("Backups are taken"), 5);
    assert_eq!(found("A scenario"), ["5", "10", "15", "20", "25"]);
}

#[test]
fn a_section_with_its_subsections() {
    assert_eq!(found("A scheduler"), ["5", "10", "32"]);
    assert_eq!(found_in_markdown("A scheduler"), 3);
}

#[test]
fn a_subsection() {
    assert_eq!(found("None"), ["5", "10", "15", "27", "32"]);
    assert_eq!(found_in_markdown("None"), 5);
}

#[test]
fn the_document() {
    for before in ["Every database", "===============\nNightly"] {
        assert_eq!(found(before), [""; 0], "{before}");
    }
    for before in ["Every database", "# Nightly"] {
        assert_eq!(found_in_markdown(before), 0, "{before}");
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
