//! Lines that look like the heading of a missing section and are none.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// The help of what is missing in a spec that has this in place of the heading `Testing`.
fn help(name: &str, heading: &str) -> Option<String> {
    let (scratch, spec) = match name {
        "spec.md" => (Scratch::with_markdown(), replaced(SPEC_MARKDOWN, "## Testing", heading)),
        _ => (Scratch::new(), replaced(SPEC, "Testing\n=======", heading)),
    };
    let path = format!("specs/liberty/{name}");
    let output = scratch.write(&path, spec).run(&["--format", "json", &path]);
    let report: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    let missing =
        report["diagnostics"].as_array().expect("an array").iter().find(|found| found["rule"] == "missing-section");
    missing.map(|missing| missing["help"].as_str().expect("a text").to_owned())
}

#[test]
fn in_markdown() {
    for (heading, why) in [
        ("##Testing", "a space has to follow the `#`"),
        ("##testing ##", "a space has to follow the `#`"),
        ("####### Testing", "a heading has at most six `#`"),
        ("> ## Testing", "what stands in a quote or in a list is no section; begin the line with the `#`"),
        ("1. ## Testing", "what stands in a quote or in a list is no section; begin the line with the `#`"),
        ("- > # Testing", "what stands in a quote or in a list is no section; begin the line with the `#`"),
        ("**Testing**", "bold text is no heading; write it with `#`"),
        ("__Testing:__", "bold text is no heading; write it with `#`"),
        ("**5. Testing**:", "bold text is no heading; write it with `#`"),
        ("<h2>Testing</h2>", "a heading in HTML is no section; write it with `#`"),
        ("<H2 id=\"x\">Testing</H2>", "a heading in HTML is no section; write it with `#`"),
        ("Testing\n^^^^^^^", "only `=` and `-` underline a heading; write it with `#`"),
    ] {
        let expected = format!("line 21 looks like the heading of `Testing`, but is none: {why}");
        assert_eq!(help("spec.md", heading), Some(expected), "{heading}");
    }
    for heading in
        ["```\n## Testing\n```", "    ##Testing", "| **Testing** |\n|-|", "<!--\n##Testing\n-->", "#Tests", "Testing"]
    {
        let help = help("spec.md", heading).expect("it is missing");
        assert!(help.starts_with("write it here"), "{heading}: {help}");
    }
}

#[test]
fn in_restructured_text() {
    let nested = "in an indented block, a list or a directive it is no section; take off the indent";
    for (heading, line, why) in [
        ("Testing\n---", 27, "its underline is too short; make it as long as the text"),
        ("Testing\n=", 27, "its underline is too short; make it as long as the text"),
        ("  Testing\n  =======", 27, nested),
        ("* Testing\n  =======", 27, nested),
        (".. note::\n\n   Testing\n   =======", 29, nested),
        ("========\nTesting\n=======", 28, "its overline and its underline have to be the same"),
        ("**Testing**", 27, "bold text is no title; write it in a line of its own, and underline it"),
        ("## Testing", 27, "`#` makes titles in Markdown; underline it here"),
        (".. rubric:: Testing", 27, "a rubric is no section; underline its text instead"),
    ] {
        let expected = format!("line {line} looks like the heading of `Testing`, but is none: {why}");
        assert_eq!(help("spec.rst", heading), Some(expected), "{heading}");
    }
    for heading in ["::\n\n  Testing\n  =======", ".. Testing\n   ---", ".. code::\n\n   ## Testing", "Testing"] {
        let help = help("spec.rst", heading).expect("it is missing");
        assert!(help.starts_with("write it here"), "{heading}: {help}");
    }
    assert_eq!(help("spec.rst", "Testing\n===="), None, "docutils only warns of it");
}

/// It is not written a second time.
#[test]
fn nothing_is_added() {
    let scratch = Scratch::with_markdown();
    let path = "specs/liberty/spec.md";
    let spec = replaced(SPEC_MARKDOWN, "## Testing", "##Testing");
    scratch.write(path, &spec).run(&["fix", "--add-missing", path]);
    assert_eq!(std::fs::read_to_string(scratch.path(path)).expect("it is there"), spec);
}

/// A document has no section for this reason, too.
#[test]
fn in_a_document_without_sections() {
    let output = Scratch::with_markdown().check("spec.md", "# Backups\n\nText.\n\n##Change\n\nText.\n").stdout;
    assert!(output.contains("the document has no section"), "{output}");
    assert!(output.contains("line 5 looks like the heading of `Change`, but is none: a space has to"), "{output}");
}

/// The title has the heading, and the other sections stand below it.
#[test]
fn the_title() {
    let spec = replaced(SPEC_MARKDOWN, "# Nightly Backups", "# Testing");
    let at = spec.find("## Testing").expect("the last section");
    let output = Scratch::with_markdown().check("spec.md", &spec[..at]).stdout;
    assert!(output.contains("line 1 has this heading, but it is the title of the sections below it"), "{output}");
}
