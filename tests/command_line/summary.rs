//! The lines that end a report, in all their shapes.

use super::{faulty, two_releases};
use crate::common::{SPEC, Scratch, replaced};

/// The summary alone.
fn summary(scratch: &Scratch, args: &[&str]) -> String {
    let output = scratch.run(&[&["--format", "short"], args].concat());
    let lines = output.stdout.lines().filter(|line| !line.starts_with("specs/"));
    lines.collect::<Vec<_>>().join("\n")
}

fn with(specs: &[&str]) -> Scratch {
    let scratch = Scratch::new();
    for (i, spec) in specs.iter().enumerate() {
        scratch.write(&format!("specs/liberty/{i}.rst"), spec);
    }
    scratch
}

#[test]
fn of_one_release() {
    let faulty = faulty();
    let warned = replaced(SPEC, "A table of schedules.", "");
    for (specs, expected) in [
        (&[SPEC][..], "1 spec of liberty held against templates/liberty.rst: it conforms"),
        (&[&*warned], "1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)"),
        (&[&*faulty], "1 spec of liberty held against templates/liberty.rst: it does not conform (1 error, 1 warning)"),
        (&[SPEC, SPEC], "2 specs of liberty held against templates/liberty.rst: all conform"),
        (
            &[SPEC, &*warned, &*warned],
            "3 specs of liberty held against templates/liberty.rst: all conform (2 warnings)",
        ),
        (
            &[SPEC, SPEC, &*faulty],
            "3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)",
        ),
        (
            &[&*faulty, "x\n", SPEC, SPEC],
            "4 specs of liberty held against templates/liberty.rst: 2 conform, 2 do not (2 errors, 1 warning)",
        ),
        (&[], "no spec of liberty to check yet: specs/liberty is empty"),
    ] {
        // What can be fixed is told after that.
        assert_eq!(summary(&with(specs), &[]).lines().next(), Some(expected));
    }
}

#[test]
fn with_one_that_conforms() {
    let summary = summary(&with(&[SPEC, &faulty()]), &[]);
    assert!(summary.contains(" 1 conforms, 1 does not "), "{summary}");
}

#[test]
fn of_several_releases() {
    insta::assert_snapshot!(summary(&two_releases(), &["--all-releases"]), @"
    1 spec of kilo held against templates/kilo.rst: it conforms
    3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    4 specs of 2 releases in all: 3 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ");
    let scratch = two_releases();
    scratch.directory("specs/mitaka");
    insta::assert_snapshot!(summary(&scratch, &["--all-releases"]), @"
    1 spec of kilo held against templates/kilo.rst: it conforms
    3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    no spec of mitaka to check yet: specs/mitaka is empty
    4 specs of 3 releases in all: 3 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ");
}

/// In the order of the releases' names, as everywhere.
#[test]
fn of_several_releases_by_paths() {
    let summary = summary(&two_releases(), &["specs/liberty/backups.rst", "specs/kilo/a.rst"]);
    assert_eq!(
        summary.lines().collect::<Vec<_>>(),
        [
            "1 spec of kilo held against templates/kilo.rst: it conforms",
            "1 spec of liberty held against templates/liberty.rst: it conforms",
            "2 specs of 2 releases in all: all conform",
        ]
    );
}

/// What was not checked does not conform.
#[test]
fn of_several_empty_releases() {
    let scratch = Scratch::new();
    scratch.directory("specs/kilo");
    let text = summary(&scratch, &["--all-releases"]);
    assert!(!text.contains("all conform"), "{text}");
}

#[test]
fn with_denied_warnings() {
    let warned = replaced(SPEC, "A table of schedules.", "");
    assert_eq!(
        summary(&with(&[&warned]), &["--deny-warnings"]),
        "1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)"
    );
}

#[test]
fn with_errors() {
    let scratch = with(&[SPEC]);
    assert_eq!(summary(&scratch, &["nowhere.rst"]), "nothing was checked: see the error above");
    assert_eq!(summary(&scratch, &["a.rst", "b.rst"]), "nothing was checked: see the 2 errors above");
    insta::assert_snapshot!(summary(&scratch, &["specs/liberty", "a.rst", "b.rst"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the 2 errors above
    ");
}

#[test]
fn with_skipped_paths() {
    let scratch = with(&[SPEC]);
    scratch.write("README.md", "Specs.\n");
    let skipped = |paths: &[&str]| summary(&scratch, &[&["--skip-other-files"], paths].concat());
    assert_eq!(skipped(&["README.md"]), "1 path is no spec of the repository: not checked");
    assert_eq!(skipped(&["README.md", "templates"]), "2 paths are no specs of the repository: not checked");
    insta::assert_snapshot!(skipped(&["README.md", "specs/liberty/0.rst"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    1 path is no spec of the repository: not checked
    ");
}

/// Where nearly all specs lack a section, the template may be at fault; a few may lack it by chance.
#[test]
fn what_nearly_all_specs_lack() {
    let hints = |specs: usize, lacking: usize| {
        let scratch = Scratch::new();
        for number in 0..specs {
            let spec = if number < lacking { SPEC.split("Testing\n").next().unwrap_or_default() } else { SPEC };
            scratch.write(&format!("specs/liberty/{number}.rst"), spec);
        }
        let output = scratch.run(&[]).stdout;
        output.lines().filter(|line| line.contains(" lack ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(hints(9, 9), [""; 0]);
    assert_eq!(hints(10, 8), [""; 0]);
    assert_eq!(
        hints(10, 9),
        ["9 of 10 specs lack `Testing`: if specs need not have it, say so in the template or in `sections.optional`"]
    );
}
