//! Misplaced sections: under another parent, or at another depth.

use super::{check, differences, fixed};
use crate::common::{SPEC, Scratch, replaced, rst};

#[test]
fn under_another_parent() {
    let storage = "Storage\n-------\n\nA table of schedules.\n\n";
    let spec = replaced(SPEC, storage, "");
    let spec = replaced(&spec, "Change\n======", &format!("{storage}Change\n======"));
    insta::assert_snapshot!(check(&spec), @"
    misplaced-section

      × section `Storage` stands under `Problem`; the template has it under `Change`
        ╭─[specs/liberty/spec.rst:12:1]
     11 │
     12 │ Storage
        · ───┬───
        ·    ╰── belongs after `Interfaces`
     13 │ -------
        ╰────
      help: move it with its subsections after `Interfaces` (line 22); its heading there:

                Storage
                -------

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --unsafe-fixes`
    ----- exit 1
    ");
}

#[test]
fn too_deep() {
    let spec = replaced(SPEC, "Testing\n=======", "Testing\n-------");
    insta::assert_snapshot!(check(&spec), @"
    misplaced-section

      × section `Testing` stands under `Change`; the template has it at the first level
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ Testing
        · ───┬───
        ·    ╰── belongs after `Change`
     28 │ -------
        ╰────
      help: move it with its subsections after `Change` (line 12); its heading there:

                Testing
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --unsafe-fixes`
    ----- exit 1
    ");
}

#[test]
fn not_deep_enough() {
    let spec = replaced(SPEC, "Storage\n-------", "Storage\n=======");
    insta::assert_snapshot!(check(&spec), @"
    misplaced-section

      × section `Storage` stands at the first level; the template has it under `Change`
        ╭─[specs/liberty/spec.rst:22:1]
     21 │
     22 │ Storage
        · ───┬───
        ·    ╰── belongs after `Interfaces`
     23 │ =======
        ╰────
      help: move it with its subsections after `Interfaces` (line 17); its heading there:

                Storage
                -------

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --unsafe-fixes`
    ----- exit 1
    ");
}

/// Nothing is said of what stands under a section that has to move.
#[test]
fn with_its_subsections() {
    assert_eq!(
        differences(
            &["Problem", "Change", "  Interfaces", "  Storage", "Testing"],
            &["Problem", "  Change", "    Interfaces", "    Storage", "Testing"]
        ),
        [
            "12:1: error[misplaced-section] section `Change` stands under `Problem`; the template has it at the first level"
        ]
    );
}

/// A section that counts at its own place is not missing elsewhere.
#[test]
fn not_a_section_that_has_its_place() {
    assert_eq!(
        differences(
            &["Interfaces", "  Errors", "Storage", "  Errors"],
            &["Interfaces", "  Errors", "Storage", "  Sizes"]
        ),
        ["22:1: error[missing-section] section `Errors` is missing from `Storage`"]
    );
}

#[test]
fn two_that_changed_their_parents() {
    assert_eq!(
        differences(&["One", "  Left", "Two", "  Right"], &["One", "  Right", "Two", "  Left"]),
        [
            "12:1: error[misplaced-section] section `Right` stands under `One`; the template has it under `Two`",
            "22:1: error[misplaced-section] section `Left` stands under `Two`; the template has it under `One`",
        ]
    );
}

#[test]
fn what_a_misspelt_section_holds_is_its_own() {
    // `Storage` is missing under `Change`; the one under `Testng` belongs to what is meant by `Testing`.
    let template = "Change\n======\n\nStorage\n-------\n\nTesting\n=======\n\nStorage\n-------\n";
    let spec = "Change\n======\n\nText.\n\nTestng\n======\n\nText.\n\nStorage\n-------\n\nText.\n";
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", template);
    let found = scratch.findings("spec.rst", spec);
    let rules: Vec<&str> = found.iter().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(rules, ["missing-section", "renamed-section"], "{found:#?}");
}

/// Whose section it is, is known before others are looked for elsewhere.
#[test]
fn not_what_stands_under_a_misspelt_sibling() {
    assert_eq!(
        differences(&["Problem", "Interfaces", "  Testing", "Testing"], &["Problem", "Intefraces", "  Testing"]),
        [
            "12:1: error[renamed-section] section `Interfaces` is headed `Intefraces`",
            "20:6: error[missing-section] section `Testing` is missing",
        ]
    );
}

/// The section that it stands under may have a slip in its own heading, or stand elsewhere itself.
#[test]
fn under_a_misspelt_or_misplaced_parent() {
    let template = ["Motivation", "  Goals", "Proposal"];
    for spec in [["Motivation", "Proposals", "  Goals"], ["Motivation", "PROPOSAL", "  Goals"]] {
        let text = spec[1];
        assert_eq!(
            differences(&template, &spec),
            [
                format!("12:1: error[renamed-section] section `Proposal` is headed `{text}`"),
                format!(
                    "17:1: error[misplaced-section] section `Goals` stands under `{text}`; the template has it under \
                     `Motivation`"
                ),
            ]
        );
        assert_eq!(fixed(&template, &spec, &["--unsafe-fixes"]), rst(&template));
    }
    // What the template has under such a section is its own.
    let template = ["Change", "  Storage", "Testing", "  Storage", "  Errors"];
    for spec in [
        ["Change", "Testng", "  Storage", "  Errors"],
        ["Change", "TESTING", "  Storage", "  Errors"],
        ["Change", "  Testing", "    Storage", "    Errors"],
    ] {
        let found = differences(&template, &spec);
        let missing = "error[missing-section] section `Storage` is missing from `Change`";
        assert_eq!(found.iter().filter(|found| found.contains("Storage")).count(), 1, "{found:#?}");
        assert!(found.iter().any(|found| found.contains(missing)), "{found:#?}");
    }
}
