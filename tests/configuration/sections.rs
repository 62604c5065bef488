//! The `[sections]` table.

use crate::common::{Scratch, TEMPLATE, TEMPLATE_MARKDOWN, markdown, rst};

/// The rules and headings of what is found, with these demands of sections.
fn found(config: &str, headings: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for (name, template, spec) in [("rst", TEMPLATE, rst(headings)), ("md", TEMPLATE_MARKDOWN, markdown(headings))] {
        let scratch = Scratch::empty();
        scratch.config(&format!("[sections]\n{config}\n")).write(&format!("templates/liberty.{name}"), template);
        let findings = scratch.findings(&format!("a.{name}"), spec);
        all.push(
            findings.iter().filter_map(|finding| Some(finding.split_once("error[")?.1.replace(']', ""))).collect(),
        );
    }
    let [rst, markdown]: [Vec<String>; 2] = all.try_into().expect("two formats");
    assert_eq!(rst, markdown, "both formats are alike");
    rst
}

const ALL: [&str; 5] = ["Problem", "Change", "  Interfaces", "  Storage", "Testing"];

fn with<'h>(more: &[&'h str]) -> Vec<&'h str> {
    ALL.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn words() {
    let none: &[&str] = &[];
    for (config, headings, expected) in [
        ("", &ALL[..], none),
        ("optional = [\"Testing\"]", &ALL[..4], none),
        ("optional = [\"Testing\"]", &ALL, none),
        ("optional = [\"Change > Storage\"]", &["Problem", "Change", "  Interfaces", "Testing"], none),
        ("optional = [\"* > Storage\"]", &["Problem", "Change", "  Interfaces", "Testing"], none),
        ("optional = [\"* > *\"]", &["Problem", "Change", "Testing"], none),
        ("optional = [\"*\"]", &["Problem"], none),
        (
            "optional = [\"*\"]\nrequired = [\"Testing\"]",
            &["Problem"],
            &["missing-section section `Testing` is missing"],
        ),
        // What the template has not.
        ("optional = [\"History\"]", &with(&["History"]), none),
        ("optional = [\"History\"]", &["History", "Problem", "Change", "  Interfaces", "  Storage", "Testing"], none),
        ("", &with(&["History"]), &["extra-section section `History` is not in the template"]),
        ("required = [\"History\"]", &ALL, &["missing-section section `History` is missing"]),
        ("required = [\"Change > History\"]", &ALL, &["missing-section section `History` is missing from `Change`"]),
        (
            "required = [\"Change > History\"]",
            &["Problem", "Change", "  History", "  Interfaces", "  Storage", "Testing"],
            none,
        ),
        ("repeat = [\"Testing\"]", &with(&["Testing"]), none),
        ("", &with(&["Testing"]), &["duplicate-section section `Testing` appears again"]),
        ("any-order = [\"Change\"]", &["Problem", "Change", "  Storage", "  Interfaces", "Testing"], none),
        (
            "",
            &["Problem", "Change", "  Storage", "  Interfaces", "Testing"],
            &["misordered-section section `Storage` is out of order"],
        ),
        (
            "closed = [\"Change\"]",
            &["Problem", "Change", "  Interfaces", "  Storage", "  More", "Testing"],
            &["extra-section section `More` is not in the template under `Change`"],
        ),
        (
            "closed = [\"*\"]\nopen = [\"Change\"]",
            &["Problem", "Change", "  Interfaces", "  Storage", "  More", "Testing"],
            none,
        ),
        ("depth = 1", &["Problem", "Change", "Testing"], none),
        ("depth = 1", &["Problem", "Testing"], &["missing-section section `Change` is missing"]),
        (
            "depth = 2",
            &["Problem", "Change", "Testing"],
            &[
                "missing-section section `Interfaces` is missing from `Change`",
                "missing-section section `Storage` is missing from `Change`",
            ],
        ),
    ] {
        assert_eq!(found(config, headings), expected, "{config} with {headings:?}");
    }
}

#[test]
fn mistakes() {
    for (config, message) in [
        ("optional = [\"A\"]\nrequired = [\"A\"]", "`A` is both optional and required"),
        ("open = [\"A > B\"]\nclosed = [\"A > B\"]", "`A > B` is both open and closed"),
        ("depth = 0", "a depth of 0 compares nothing"),
        ("optional = [\"A > \"]", "an empty heading in the path"),
        ("optional = [\"\"]", "an empty heading in the path"),
    ] {
        let scratch = Scratch::conforming();
        let output = scratch.config(&format!("[sections]\n{config}\n")).run(&[]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains(message) && output.stderr.contains("release.toml:"), "{output}");
    }
}
