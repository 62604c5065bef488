use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// What is found in a spec with this text in it.
fn found(options: &str, text: &str) -> Vec<String> {
    let scratch = Scratch::new();
    scratch.config(&format!("rules.line-length = {options}"));
    scratch.findings("spec.rst", replaced(SPEC, "A table of schedules.", text))
}

#[test]
fn a_long_line() {
    let scratch = Scratch::new();
    scratch.config("rules.line-length = { max = 40 }");
    let spec =
        replaced(SPEC, "A table of schedules.", "A table of schedules, which also holds the time of the last run.");
    insta::assert_snapshot!(scratch.check("spec.rst", spec), @"
    line-length

      × line of 47 characters; at most 40 are allowed
        ╭─[specs/liberty/spec.rst:10:41]
      9 │
     10 │ Backups are taken by hand, and often forgotten.
        ·                                         ───┬───
        ·                                            ╰── 7 too many
     11 │
        ╰────
      help: break the line

    line-length

      × line of 64 characters; at most 40 are allowed
        ╭─[specs/liberty/spec.rst:25:41]
     24 │
     25 │ A table of schedules, which also holds the time of the last run.
        ·                                         ────────────┬───────────
        ·                                                     ╰── 24 too many
     26 │
        ╰────
      help: break the line

    line-length

      × line of 51 characters; at most 40 are allowed
        ╭─[specs/liberty/spec.rst:30:41]
     29 │
     30 │ A scenario restores the backup of the night before.
        ·                                         ─────┬─────
        ·                                              ╰── 11 too many
        ╰────
      help: break the line

    1 spec of liberty held against templates/liberty.rst: it does not conform (3 errors)
    ----- exit 1
    ");
}

#[test]
fn counts_characters() {
    let long = |line: &str| !found("\"error\"", line).is_empty();
    for (line, is_long) in [
        ("x".repeat(79), false),
        ("x".repeat(80), true),
        ("ü".repeat(79), false),
        ("ü".repeat(80), true),
        ("日".repeat(79), false),
        ("日".repeat(80), true),
        (format!("{}\tx", "x".repeat(77)), false),
        (format!("{}\tx", "x".repeat(78)), true),
    ] {
        assert_eq!(long(&line), is_long, "{line}");
    }
}

#[test]
fn max() {
    assert_eq!(found("{ max = 20 }", "xxxx xxxx xxxx xxxx xxxx").len(), 5, "four lines of the spec are longer too");
    assert_eq!(
        found("{ max = 100 }", &"x ".repeat(50)),
        ["25:100: warning[trailing-whitespace] white space at the end of the line"]
    );
    assert_eq!(
        found("{ max = 100 }", "x ".repeat(51).trim_end()),
        ["25:101: error[line-length] line of 101 characters; at most 100 are allowed"]
    );
}

/// A byte order mark is no character of the first line.
#[test]
fn a_byte_order_mark() {
    let scratch = Scratch::new();
    scratch.config("rules.line-length = { max = 60 }");
    let spec = SPEC.replace("===============", &"=".repeat(60));
    assert_eq!(scratch.findings("spec.rst", format!("\u{feff}{spec}")), [""; 0]);
}

/// The line ends are no part of a line.
#[test]
fn line_ends() {
    let scratch = Scratch::new();
    scratch.config("rules.line-length = { max = 51 }\nrules.carriage-return = \"off\"");
    assert_eq!(SPEC.lines().map(str::len).max(), Some(51), "its longest line just fits");
    assert_eq!(scratch.findings("spec.rst", SPEC), [""; 0]);
    assert_eq!(scratch.findings("spec.rst", SPEC.replace('\n', "\r\n")), [""; 0]);
}

/// Each exemption exempts its own kind of line, and no other.
#[test]
fn exempt() {
    let long = "word ".repeat(20);
    let long = long.trim_end();
    let cases = [
        ("urls", format!("See https://example.org/ {long}")),
        ("no-spaces", "x".repeat(90)),
        ("no-spaces", format!("  {}", "x".repeat(90))),
        ("literal-blocks", format!("Code::\n\n   {long}")),
        ("literal-blocks", format!(".. code-block:: sh\n\n   {long}")),
        ("literal-blocks", format!("* Item::\n\n     {long}")),
        ("paths", format!("/usr/share {long}")),
    ];
    for (own, text) in &cases {
        for exemption in ["urls", "no-spaces", "literal-blocks", "tables", "paths"] {
            let exempt = found(&format!("{{ exempt = [\"{exemption}\"] }}"), text).is_empty();
            // An address has more than one slash, too.
            let expected = exemption == *own || (exemption == "paths" && *own == "urls");
            assert_eq!(exempt, expected, "{exemption}: {text}");
        }
        assert!(!found("{ exempt = [] }", text).is_empty(), "{text}");
    }
}

#[test]
fn exempt_tables() {
    let cell = format!("{}x", "x ".repeat(45));
    let grid = format!("+-{0}-+\n| {cell} |\n+-{0}-+", "-".repeat(cell.len()));
    let simple = format!("=== {0}\na   {cell}\n=== {0}", "=".repeat(cell.len()));
    let csv = format!(".. csv-table::\n\n   a, {cell}");
    for table in [grid, simple, csv] {
        for (exemption, expected) in [("tables", 0), ("literal-blocks", 1)] {
            let findings = found(&format!("{{ exempt = [\"{exemption}\"] }}"), &table);
            let findings = findings.iter().filter(|finding| finding.contains("line-length")).count();
            assert_eq!(findings.min(1), expected, "{exemption}: {table}");
        }
    }
}

#[test]
fn exempt_in_markdown() {
    let long = "word ".repeat(20);
    let long = long.trim_end();
    for (own, text) in [
        ("literal-blocks", format!("```\n{long}\n```")),
        ("literal-blocks", format!("    {long}")),
        ("literal-blocks", format!("* a\n\n  ~~~ sh\n  {long}\n  ~~~")),
        ("tables", format!("| a |\n|---|\n| {long} |")),
    ] {
        for exemption in ["literal-blocks", "tables"] {
            let scratch = Scratch::with_markdown();
            scratch.config(&format!("rules.line-length = {{ exempt = [\"{exemption}\"] }}"));
            let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", &text);
            assert_eq!(scratch.findings("spec.md", spec).is_empty(), exemption == own, "{exemption}: {text}");
        }
    }
}

#[test]
fn several_exemptions() {
    let options = r#"{ exempt = ["urls", "tables", "no-spaces"] }"#;
    assert_eq!(
        found(options, &format!("{}\n\nhttps://example.org/ {}", "x".repeat(90), "x ".repeat(40).trim_end())),
        [""; 0]
    );
}

#[test]
fn exempt_patterns() {
    let long = format!(".. image:: {}x", "x ".repeat(40));
    let patterns = |patterns: &str| found(&format!("{{ exempt-patterns = [{patterns}] }}"), &long).is_empty();
    assert!(!patterns(""));
    assert!(patterns(r"'^\.\. image::'"));
    assert!(patterns(r"'^never$', 'image'"));
    assert!(!patterns(r"'^image'"));
}
