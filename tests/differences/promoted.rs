//! Sections that the format makes the title or the subtitle, as the only ones of their level.

use crate::common::Scratch;

/// What is found in a spec of a name, and in what `fix --add-missing` makes of it.
fn found(name: &str, spec: &str) -> (Vec<String>, Vec<String>) {
    let scratch = Scratch::new();
    let found = scratch.findings(name, spec);
    let path = format!("specs/liberty/{name}");
    scratch.run(&["fix", "--add-missing", &path]);
    let after = std::fs::read_to_string(scratch.path(&path)).expect("the spec is there");
    (found, scratch.findings(name, after))
}

#[test]
fn as_the_title() {
    for (name, spec) in [
        ("spec.rst", "Problem\n=======\n\nNone.\n"),
        ("spec.md", "# Problem\n\nNone.\n"),
        ("spec.md", "# Problem\n\nNone.\n\n## Thoughts\n\nNone.\n"),
    ] {
        let missing = |found: &[String]| {
            let names = found.iter().filter_map(|line| line.split_once("[missing-section] section `"));
            names.map(|(_, rest)| rest.split('`').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let (found, after) = found(name, spec);
        assert_eq!((missing(&found), found.len()), (vec!["Change".to_owned(), "Testing".to_owned()], 2), "{found:#?}");
        // Another section beside it makes it a section: that is not for a fix to do.
        assert_eq!(after, found, "{name}");
    }
}

/// The heading to write is of its level.
#[test]
fn what_is_missing_beside_it() {
    let scratch = Scratch::new();
    for (name, spec, heading) in [
        ("spec.rst", "Change\n======\n\nNone.\n", "Problem\n======="),
        ("spec.rst", "=====\nTitle\n=====\n\nChange\n======\n\nNone.\n", "Problem\n======="),
        ("spec.md", "# Change\n\nNone.\n", "# Problem"),
    ] {
        let output = scratch.check(name, spec).stdout;
        let help: String = output.lines().map(|line| line.trim().to_owned() + "\n").collect();
        assert!(help.contains(&format!(":\n\n{heading}\n")), "{name}: {output}");
        // Before the section, and not before what stands under the title.
        assert!(output.contains("`Problem` belongs here, before all other sections"), "{output}");
    }
}

/// docutils makes a subtitle of a lone section below the title.
#[test]
fn as_the_subtitle() {
    let (found, _) = found("spec.rst", "=====\nTitle\n=====\n\nProblem\n=======\n\nNone.\n");
    assert_eq!(
        found,
        [
            "8:6: error[missing-section] section `Change` is missing",
            "8:6: error[missing-section] section `Testing` is missing",
        ]
    );
}

/// What stands under it is compared, and fixed where that leaves it the title.
#[test]
fn with_subsections() {
    let spec = "# Change\n\nNone.\n\n## Storage\n\nNone.\n\n## interfaces\n\nNone.\n";
    let (found, after) = found("spec.md", spec);
    assert_eq!(
        found,
        [
            "1:1: error[missing-section] section `Problem` is missing",
            "5:4: error[misordered-section] section `Storage` is out of order",
            "9:4: error[renamed-section] section `Interfaces` is headed `interfaces`",
            "11:6: error[missing-section] section `Testing` is missing",
        ]
    );
    assert_eq!(
        after,
        [
            "1:1: error[missing-section] section `Problem` is missing",
            "11:6: error[missing-section] section `Testing` is missing",
        ]
    );
}

/// A title is free: where the template's sections stand below it, it is none of them.
#[test]
fn but_no_title_of_other_sections() {
    let spec =
        "# Testing\n\n## Problem\n\nNone.\n\n## Change\n\nNone.\n\n### Interfaces\n\nNone.\n\n### Storage\n\nNone.\n";
    let (found, _) = found("spec.md", spec);
    assert_eq!(found, ["17:6: error[missing-section] section `Testing` is missing"]);
}

/// A comment under it speaks of the whole document, as under every title.
#[test]
fn with_a_comment() {
    let spec = "# Problem\n\n<!-- speclint: allow missing-section -->\n\nNone.\n";
    assert_eq!(Scratch::new().findings("spec.md", spec), [""; 0]);
}
