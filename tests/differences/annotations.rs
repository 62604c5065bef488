//! What a template says in comments.

use super::differences;
use crate::common::{Scratch, markdown, rst};

/// Held against a template with these headings, the first spec passes, and what is found in the second begins so.
#[track_caller]
fn holds(template: &[&str], good: &[&str], bad: &[&str], expected: &[&str]) {
    for (name, write) in [("spec.rst", rst as fn(&[&str]) -> String), ("spec.md", markdown)] {
        let scratch = Scratch::new();
        scratch.remove("templates/liberty.rst");
        scratch.write(&format!("templates/liberty{}", &name[4..]), write(template));
        assert_eq!(scratch.findings(name, write(good)), [""; 0], "{name}: {good:?}");
        let found = scratch.findings(name, write(bad));
        let found: Vec<&str> =
            found.iter().filter_map(|finding| finding.split_once(' ')).map(|(_, text)| text).collect();
        assert_eq!(found, expected, "{name}: {bad:?}");
    }
}

#[test]
fn optional() {
    let template = ["A", "B <- optional", "  B1", "C"];
    holds(&template, &["A", "C"], &["A", "B", "C"], &["error[missing-section] section `B1` is missing from `B`"]);
    holds(
        &template,
        &["A", "B", "  B1", "C"],
        &["A", "C", "B", "  B1"],
        &["error[misordered-section] section `C` is out of order"],
    );
    assert_eq!(differences(&["A", "B <- optional"], &["A", "B (optional)"]), [""; 0]);
}

/// The heading's ending says the same, in any case, and the spec may have it or not.
#[test]
fn optional_in_the_heading() {
    for mark in ["(optional)", "(Optional)", "(OPTIONAL)"] {
        let template = ["A".to_owned(), format!("B {mark}"), "C".to_owned()];
        let template: Vec<&str> = template.iter().map(String::as_str).collect();
        let duplicate = ["error[duplicate-section] section `B` appears again"];
        holds(&template, &["A", "C"], &["A", "B", "B", "C"], &duplicate);
        holds(&template, &["A", "B", "C"], &["A", "B (optional)", "B", "C"], &duplicate);
        holds(
            &template,
            &["A", "B (Optional)", "C"],
            &["A", "X", "C"],
            &["error[extra-section] section `X` is not in the template"],
        );
    }
}

#[test]
fn optional_as_all_of_a_heading() {
    assert_eq!(
        differences(&["A", "(optional)"], &["A"]),
        ["10:6: error[missing-section] section `(optional)` is missing"]
    );
}

/// The author has copied the ending to a section that the template has without it.
#[test]
fn optional_in_a_heading_of_the_spec_alone() {
    assert_eq!(
        differences(&["A", "Testing"], &["A", "Testing (optional)"]),
        ["12:1: error[renamed-section] section `Testing` is headed `Testing (optional)`",]
    );
}

#[test]
fn repeat() {
    let template = ["A", "Note <- repeat", "B"];
    holds(
        &template,
        &["A", "Note", "Note", "Note", "B"],
        &["A", "B"],
        &["error[missing-section] section `Note` is missing"],
    );
    holds(
        &template,
        &["A", "Note", "B"],
        &["Note", "A", "Note", "B"],
        &["error[misordered-section] section `Note` is out of order"],
    );
}

#[test]
fn repeat_and_match() {
    let template = ["Stories", r"  Story 1 <- repeat match ^Story \d+$", "Design"];
    let missing = "error[missing-section] section `Story 1` is missing from `Stories`";
    holds(
        &template,
        &["Stories", "  Story 7", "  Story 12", "Design"],
        &["Stories", "  Story X", "Design"],
        &[missing],
    );
    // The template's own text does not count where it has a pattern that does not match it.
    let template = ["A", r"Story N <- match ^Story \d+$"];
    holds(
        &template,
        &["A", "Story 1"],
        &["A", "Story N"],
        &["error[renamed-section] section `Story N` is headed `Story N`"],
    );
}

#[test]
fn match_alone() {
    let template = ["A", "Testing <- match ^(Testing|Tests)$", "B"];
    let duplicate = ["error[duplicate-section] section `Tests` appears again"];
    holds(&template, &["A", "Tests", "B"], &["A", "Testing", "Tests", "B"], &duplicate);
}

#[test]
fn several_words_in_one_comment() {
    let template = ["A", "Note <- optional, repeat, match ^Note", "B"];
    holds(
        &template,
        &["A", "B"],
        &["Note 1", "A", "Note 2", "B"],
        &["error[misordered-section] section `Note 1` is out of order"],
    );
}

#[test]
fn any_order_of_first_level_sections() {
    let template = ["<- any-order", "A", "B", "  B1", "  B2"];
    let found = ["error[misordered-section] section `B2` is out of order"];
    holds(&template, &["B", "  B1", "  B2", "A"], &["B", "  B2", "  B1", "A"], &found);
}

#[test]
fn any_order_of_subsections() {
    let template = ["A", "B <- any-order", "  B1", "  B2"];
    let found = ["error[misordered-section] section `B` is out of order"];
    holds(&template, &["A", "B", "  B2", "  B1"], &["B", "  B2", "  B1", "A"], &found);
}

#[test]
fn open() {
    let template = ["<- open", "A", "B"];
    holds(&template, &["X", "A", "Y", "B", "  Z"], &["X", "B"], &["error[missing-section] section `A` is missing"]);
}

#[test]
fn closed() {
    let template = ["A", "B <- closed", "  B1"];
    let found = ["error[extra-section] section `X` is not in the template under `B`"];
    holds(&template, &["A", "  X", "B", "  B1", "    Y"], &["A", "B", "  X", "  B1"], &found);
}

#[test]
fn closed_and_without_subsections() {
    let found = ["error[extra-section] section `X` is not in the template under `B`"];
    holds(&["A", "B <- closed"], &["A", "  X", "B"], &["A", "B", "  X"], &found);
}

/// A spec that was copied from the template still has the annotations in it: they say nothing there.
#[test]
fn in_a_spec() {
    let template = ["<- open", "A <- optional", "B <- closed", "  B1"];
    holds(
        &template,
        &template,
        &["A <- optional", "B", "  X"],
        &[
            "error[missing-section] section `B1` is missing from `B`",
            "error[extra-section] section `X` is not in the template under `B`",
        ],
    );
}

#[test]
fn where_no_annotation_is_heard() {
    for template in ["* Guidance\n\n  .. speclint: optional\n", "  .. speclint: optional\n"] {
        let scratch = Scratch::conforming();
        scratch.write("templates/liberty.rst", format!("Change\n======\n\n{template}\nTesting\n=======\n"));
        let output = scratch.run(&[]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.to_string().contains("an annotation inside of a list, a paragraph or the like"), "{output}");
    }
    let scratch = Scratch::with_markdown();
    scratch.write("templates/liberty.md", "# Title\n\n## Change <!-- speclint: optional -->\n\n## Testing\n");
    let output = scratch.check("spec.md", "# Title\n\n## Testing\n\nText.\n");
    assert!(output.to_string().contains("an annotation inside of"), "{output}");
}

/// A former name: what still has it is renamed, be it optional or not.
#[test]
fn was() {
    let template = ["A", "Design <- was Proposed design", "B <- optional", "C <- optional, was See also"];
    holds(
        &template,
        &["A", "Design"],
        &["A", "Proposed design", "See Also"],
        &[
            "error[renamed-section] section `Design` is headed `Proposed design`",
            "error[renamed-section] section `C` is headed `See Also`",
        ],
    );
    holds(
        &template,
        &["A", "Design", "C"],
        &["A", "Design", "Proposed design"],
        &["error[extra-section] section `Proposed design` is not in the template"],
    );
}

#[test]
fn was_is_fixed() {
    let spec = super::fixed(&["A", "Design <- was Proposed design"], &["A", "Proposed design"], &[]);
    assert!(spec.contains("\nDesign\n======\n") && !spec.contains("Proposed"), "{spec}");
}
