//! Renamed sections: a heading that is surely meant by one of the template's.

use super::{check, differences, fixed};
use crate::common::{SPEC, replaced, rst};

#[test]
fn by_case() {
    let spec = replaced(SPEC, "Testing\n=======", "TESTING\n=======");
    insta::assert_snapshot!(check(&spec), @"
    renamed-section

      × section `Testing` is headed `TESTING`
        ╭─[specs/liberty/spec.rst:27:1]
     26 │
     27 │ TESTING
        · ───┬───
        ·    ╰── `Testing` in the template
     28 │ =======
        ╰────
      help: write the heading as templates/liberty.rst:27 has it: `Testing`

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 1
    ");
}

#[test]
fn by_spelling() {
    let spec = replaced(SPEC, "Interfaces\n----------", "Intefraces\n----------");
    insta::assert_snapshot!(check(&spec), @"
    renamed-section

      × section `Interfaces` is headed `Intefraces`
        ╭─[specs/liberty/spec.rst:17:1]
     16 │
     17 │ Intefraces
        · ─────┬────
        ·      ╰── `Interfaces` in the template
     18 │ ----------
        ╰────
      help: write the heading as templates/liberty.rst:17 has it: `Interfaces`

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    ----- exit 1
    ");
}

#[test]
fn what_is_near_enough() {
    let renamed = |name: &str, text: &str| {
        let found = differences(&[name, "Other"], &[text, "Other"]);
        match found.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [found] => found == format!("7:1: error[renamed-section] section `{name}` is headed `{text}`"),
            [_, _] => false,
            _ => panic!("{name} {text}: {found:?}"),
        }
    };
    for (name, text) in [
        ("Testing", "testing"),
        ("Testing", "Testing:"),
        ("Testing", "Tesing"),
        ("Testing", "Testings"),
        ("Testing", "Tetsing"),
        ("Assignee(s)", "Assignees"),
        ("Upgrade and rollback", "Upgrade & rollback"),
        ("REST API impact", "REST-API Impact"),
    ] {
        assert!(renamed(name, text), "{name} {text}");
    }
    for (name, text) in [
        ("Testing", "Tests"),
        ("Phase 1", "Phase 2"),
        ("Goals", "Coal"),
        ("Public API", "Python API"),
        ("Problem", "Change of the Problem"),
    ] {
        assert!(!renamed(name, text), "{name} {text}");
    }
}

#[test]
fn each_of_two_finds_its_own() {
    assert_eq!(
        differences(&["Work Items", "Milestones"], &["milestone", "work items"]),
        [
            "7:1: error[renamed-section] section `Milestones` is headed `milestone`",
            "7:1: error[misordered-section] section `Milestones` is out of order",
            "12:1: error[renamed-section] section `Work Items` is headed `work items`",
        ]
    );
}

/// What a section has to have it has to have under another name and at another place, too.
#[test]
fn what_is_missing_under_it() {
    let template = ["Problem", "Change", "  Interfaces", "  Storage"];
    for spec in [
        &["Problem", "Chagne", "  storage"][..],
        &["Problem", "change", "  Storge"],
        &["Problem", "  Change", "    Storage"],
    ] {
        let found = differences(&template, spec);
        let missing = found.iter().filter(|found| found.contains("section `Interfaces` is missing from"));
        assert_eq!(missing.count(), 1, "{found:#?}");
        let fixed = fixed(&template, spec, &["--unsafe-fixes", "--add-missing"]);
        let headings: Vec<&str> = fixed.lines().filter(|line| template.iter().any(|own| own.trim() == *line)).collect();
        assert_eq!(headings, ["Problem", "Change", "Interfaces", "Storage"], "{fixed}");
    }
}

/// Where the heading itself is elsewhere, that is better evidence than a misspelt one here.
#[test]
fn the_very_heading_elsewhere_is_meant_rather() {
    assert_eq!(
        differences(&["Problem", "Change", "Testing"], &["Problem", "  Testing", "Change", "Texting"]),
        [
            "12:1: error[misplaced-section] section `Testing` stands under `Problem`; the template has it at the \
             first level",
            "22:1: error[extra-section] section `Texting` is not in the template",
        ]
    );
}

/// The section that is misplaced is reported even where the misspelt one is at its place.
#[test]
fn a_misspelt_heading_does_not_hide_another() {
    assert_eq!(
        differences(&["Change", "  Chagne"], &["Change", "  Change", "Chagne"]),
        [
            "17:1: error[misplaced-section] section `Chagne` stands at the first level; the template has it under `Change`"
        ]
    );
}

/// What stands under a renamed section belongs to it.
#[test]
fn what_stands_under_it_is_not_misplaced() {
    assert_eq!(
        differences(&["Alpha Part", "  Details", "Beta Part", "  Details"], &["Alpha part", "  Details", "Beta Part"])
            .into_iter()
            .map(|finding| finding.split_once(' ').map(|(_, finding)| finding.to_owned()).unwrap_or_default())
            .collect::<Vec<_>>(),
        [
            "error[renamed-section] section `Alpha Part` is headed `Alpha part`",
            "error[missing-section] section `Details` is missing from `Beta Part`",
        ]
    );
}

/// A number before it or a mark in brackets makes no other heading of it, so that `fix --add-missing` writes no second.
#[test]
fn by_a_number_or_a_mark() {
    for text in ["5. Testing", "5) Testing", "A. Testing", "Testing (optional)", "[REQUIRED] Testing", "Testing [WIP]"]
    {
        assert_eq!(
            differences(&["Problem", "Testing"], &["Problem", text]),
            [format!("12:1: error[renamed-section] section `Testing` is headed `{text}`")]
        );
        let fixed = fixed(&["Problem", "Testing"], &["Problem", text], &["--add-missing"]);
        // What its author says in brackets is not taken away.
        let expected = if text.contains("WIP") { text } else { "Testing" };
        assert_eq!(fixed, rst(&["Problem", expected]), "{text}");
    }
    // They are not looked for among the first ones alone.
    let mut spec: Vec<String> = (0..100).map(|n| format!("Thought {n}")).collect();
    spec.push("101. Testing".to_owned());
    let spec: Vec<&str> = spec.iter().map(String::as_str).collect();
    let found = differences(&["Testing"], &spec);
    assert!(found.iter().any(|found| found.contains("renamed-section")), "{found:?}");
}

/// Equal letters are better evidence than those that are left without a number.
#[test]
fn by_case_rather_than_by_a_number() {
    assert_eq!(
        differences(&["Test plan"], &["2. Test plan", "TEST PLAN"]),
        [
            "7:1: error[extra-section] section `2. Test plan` is not in the template",
            "12:1: error[renamed-section] section `Test plan` is headed `TEST PLAN`",
        ]
    );
}

/// What tells siblings apart is no slip.
#[test]
fn by_nothing_that_tells_siblings_apart() {
    for (template, text) in [
        (["1. Story", "2. Story"], "3. Story"),
        (["Story (short)", "Story (long)"], "Story (wide)"),
        (["User Story A", "User Story B"], "User Story C"),
        (["Phase I: Work", "Phase II: Work"], "Phase III: Work"),
    ] {
        let found = differences(&template, &[template[0], text]);
        let rules: Vec<&str> = found.iter().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
        assert_eq!(rules, ["missing-section", "extra-section"], "{found:#?}");
    }
    // One number is no other.
    assert_eq!(
        differences(&["1. Goals", "2. Testing"], &["1. Goals", "3. testing"]),
        ["12:1: error[renamed-section] section `2. Testing` is headed `3. testing`"]
    );
}

/// The nearest one is meant, whichever comes first, and each but once.
#[test]
fn by_the_nearest_misspelling() {
    assert_eq!(
        differences(&["Security impacts"], &["Securitty impact", "Security impact"]),
        [
            "7:1: error[extra-section] section `Securitty impact` is not in the template",
            "12:1: error[renamed-section] section `Security impacts` is headed `Security impact`",
        ]
    );
    assert_eq!(
        differences(&["Securitty impact", "Security impacts"], &["Security impactss", "Securittty impact"]),
        [
            "7:1: error[renamed-section] section `Security impacts` is headed `Security impactss`",
            "7:1: error[misordered-section] section `Security impacts` is out of order",
            "12:1: error[renamed-section] section `Securitty impact` is headed `Securittty impact`",
        ]
    );
}

/// A misspelling is looked for among the first 64 extra sections.
#[test]
fn among_so_many_extra_ones() {
    let spec = |others: usize| {
        let mut spec: Vec<String> = (0..others).map(|n| format!("Thought {n}")).collect();
        spec.push("Tesing".to_owned());
        spec
    };
    for (others, is_found) in [(63, true), (64, false)] {
        let spec = spec(others);
        let found = differences(&["Testing"], &spec.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.iter().any(|found| found.contains("renamed-section")), is_found, "{others}");
    }
}

/// Its heading and its place are wrong: it gets the one, and then the other.
#[test]
fn and_out_of_order() {
    let template = ["Motivation", "  Goals", "Proposal"];
    let spec = ["Proposals", "Motivation", "  Goals"];
    assert_eq!(
        differences(&template, &spec),
        [
            "7:1: error[renamed-section] section `Proposal` is headed `Proposals`",
            "7:1: error[misordered-section] section `Proposal` is out of order",
        ]
    );
    assert_eq!(fixed(&template, &spec, &[]), rst(&template));
    // Also where it is the renamed section that shows the others to be out of order.
    let (template, spec) = (["One", "Two", "Three", "Four"], ["Four", "One", "two", "three"]);
    assert_eq!(fixed(&template, &spec, &[]), rst(&template));
}
