use crate::common::{SPEC, Scratch, replaced};

#[test]
fn an_underline_that_is_too_short() {
    let spec = replaced(SPEC, "Interfaces\n----------", "Interfaces\n--------");
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    heading-adornment

      ⚠ docutils warns of this heading: title underline too short
        ╭─[specs/liberty/spec.rst:18:1]
     17 │ Interfaces
     18 │ --------
        · ────┬───
        ·     ╰── title underline too short
     19 │
        ╰────
      help: make the adornment as long as the heading: 10 columns

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 0
    ");
}

#[test]
fn a_level_that_is_skipped() {
    let spec = replaced(SPEC, "None.\n", "None.\n\nRequests\n~~~~~~~~\n\nNone.\n");
    let spec = replaced(
        &spec,
        "scenario restores the backup of the night before.\n",
        "scenario.\n\nNightly\n~~~~~~~\n\nNone.\n",
    );
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    heading-adornment

      ⚠ docutils refuses this heading: inconsistent title style: skip from level 2 to 4
        ╭─[specs/liberty/spec.rst:37:1]
     36 │
     37 │ Nightly
        · ───┬───
        ·    ╰── inconsistent title style: skip from level 2 to 4
     38 │ ~~~~~~~
        ╰────
      help: give it the adornment of level 3, or add the level between

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}

/// Every reason, in the words of docutils, with the line of the text that docutils names. The last two are of headings
/// where none can be.
#[test]
fn reasons() {
    let spec = replaced(SPEC, "A table of schedules.", "Tables\n~~~~~~\n\nOne.") + "\n";
    for (text, line, expected) in [
        ("Costs\n----", 2, "warns of this heading: title underline too short"),
        ("----\nCosts\n----", 1, "warns of this heading: title overline too short"),
        ("-----\nCosts\n=====", 1, "refuses this heading: title overline and underline mismatch"),
        ("-----\nCosts\n\nNone.", 1, "refuses this heading: missing matching underline for section title overline"),
        ("-----\nCosts", 1, "refuses this heading: incomplete section title"),
        ("-----\n~~~~~", 1, "refuses this heading: invalid section title or transition marker"),
        ("Costs\n~~~~~\n\nNone.", 1, "refuses this heading: inconsistent title style: skip from level 2 to 4"),
        ("* Item\n\n  Costs\n  -----", 4, "refuses this heading: unexpected section title"),
        ("* Item\n\n  ------", 3, "refuses this heading: unexpected section title or transition"),
    ] {
        let found = Scratch::new().findings("spec.rst", format!("{spec}{text}\n"));
        let found: Vec<&String> = found.iter().filter(|finding| finding.contains("heading-adornment")).collect();
        let line = spec.lines().count() + line;
        let expected = format!("{line}:1: warning[heading-adornment] docutils {expected}");
        assert_eq!(found.first(), Some(&&expected), "{text}");
    }
}

/// The adornments of a heading that only docutils takes for none.
#[test]
fn no_heading_and_no_warning() {
    let scratch = Scratch::new();
    for text in ["Costs\n---", "--\nCosts\n--", "-----", "Costs\n\n----\n\nMore.", "::\n\n  Costs\n  ---"] {
        let found = scratch.findings("spec.rst", format!("{SPEC}\n{text}\n"));
        assert!(!found.iter().any(|finding| finding.contains("heading-adornment")), "{text}: {found:?}");
    }
}

#[test]
fn in_lists_quotes_and_directives() {
    let spec = format!("{SPEC}\n.. note::\n\n   Costs\n   =====\n\nAs follows:\n\n    Costs\n    -----\n");
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    heading-adornment

      ⚠ docutils refuses this heading: unexpected section title
        ╭─[specs/liberty/spec.rst:35:1]
     34 │    Costs
     35 │    =====
        · ────┬───
        ·     ╰── unexpected section title
     36 │
        ╰────
      help: a heading stands at the left margin, outside of lists and directives

    heading-adornment

      ⚠ docutils refuses this heading: unexpected section title
        ╭─[specs/liberty/spec.rst:40:1]
     39 │     Costs
     40 │     -----
        · ────┬────
        ·     ╰── unexpected section title
        ╰────
      help: a heading stands at the left margin, outside of lists and directives

    1 spec of liberty held against templates/liberty.rst: it conforms (2 warnings)
    ----- exit 0
    ");
}

/// A line that docutils does not read is no heading.
#[test]
fn a_line_that_docutils_does_not_read() {
    let found = Scratch::new().findings("spec.rst", format!("{SPEC}\n{}\n", "x".repeat(10_001)));
    let found: Vec<&String> = found.iter().filter(|finding| finding.contains("heading-adornment")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("10,000 characters") && !found[0].contains("this heading"), "{found:?}");
}
