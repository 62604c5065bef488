//! Renamed sections: a heading that is surely meant by one of the template's.

use super::{check, differences};
use crate::common::{SPEC, replaced};

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
            "12:1: error[renamed-section] section `Work Items` is headed `work items`",
        ]
    );
}

#[test]
fn a_renamed_parent_does_not_report_its_subsections() {
    assert_eq!(
        differences(&["Problem", "Change", "  Interfaces", "  Storage"], &["Problem", "Chagne"]),
        ["12:1: error[renamed-section] section `Change` is headed `Chagne`"]
    );
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
