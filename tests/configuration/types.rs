//! Values of a wrong type.

use super::{check, mistake};

#[test]
fn a_release_that_is_a_number() {
    insta::assert_snapshot!(check("current_release = 2026.2\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × invalid type: floating point `2026.2`, expected a string
       ╭─[release.toml:1:19]
     1 │ current_release = 2026.2
       ·                   ───┬──
       ·                      ╰── here
       ╰────
      help: write it in quotes: `"2026.2"`

    ----- exit 2
    "#);
}

#[test]
fn a_rule_that_is_true() {
    insta::assert_snapshot!(check("current_release = \"liberty\"\nrules.line-length = true\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × invalid type: boolean `true`, expected `"error"`, `"warn"`, `"off"` or a table of options
       ╭─[release.toml:2:21]
     1 │ current_release = "liberty"
     2 │ rules.line-length = true
       ·                     ──┬─
       ·                       ╰── here
       ╰────

    ----- exit 2
    "#);
}

#[test]
fn at_the_value() {
    for (config, place) in [
        ("current_release = 2026", "1:19"),
        ("current_release = [\"liberty\"]", "1:19"),
        ("current_release = \"liberty\"\nlayout = \"specs\"", "2:10"),
        ("current_release = \"liberty\"\nlayout.specs = 1", "2:16"),
        ("current_release = \"liberty\"\nlayout.specs = [1]", "2:17"),
        ("current_release = \"liberty\"\nsections = [\"History\"]", "2:12"),
        ("current_release = \"liberty\"\nsections.optional = \"History\"", "2:21"),
        ("current_release = \"liberty\"\nsections.depth = \"2\"", "2:18"),
        ("current_release = \"liberty\"\ngroups = [\"backlog\"]", "2:10"),
        ("current_release = \"liberty\"\ngroups.backlog = \"specs/backlog\"", "2:18"),
        ("current_release = \"liberty\"\nlayout.template = 1", "2:19"),
        ("current_release = \"liberty\"\nlayout.ignore = \"*.md\"", "2:17"),
        ("current_release = \"liberty\"\nlayout.ignore = [\"*.md\", 1]", "2:26"),
        ("current_release = \"liberty\"\nrules = \"off\"", "2:9"),
        ("current_release = \"liberty\"\nrules.line-length = { max = \"79\" }", "2:29"),
        ("current_release = \"liberty\"\nrules.line-length = { max = -1 }", "2:29"),
        ("current_release = \"liberty\"\nrules.line-length = { max = 7.9 }", "2:29"),
        ("current_release = \"liberty\"\nrules.line-length = { exempt = \"urls\" }", "2:32"),
        ("current_release = \"liberty\"\nrules.empty-section = [\"warn\"]", "2:23"),
        ("current_release = \"liberty\"\nreleases = [\"kilo\"]", "2:12"),
        ("current_release = \"liberty\"\nreleases.kilo = \"specs/kilo\"", "2:17"),
        ("current_release = \"liberty\"\nreleases.kilo.check = \"no\"", "2:23"),
    ] {
        let found = mistake(config);
        assert!(found.message.contains("expected"), "{config}: {found:?}");
        assert_eq!(found.place, place, "{config}: {found:?}");
    }
}

/// TOML has strings, integers, arrays and tables; who writes it need not know what else there is.
#[test]
fn in_words_of_toml() {
    for config in [
        "layout = \"specs\"",
        "layout.specs = { path = \"specs\" }",
        "sections = \"History\"",
        "sections.optional = \"History\"",
        "groups.backlog = \"specs/backlog\"",
        "layout.ignore = \"*.md\"",
        "rules = \"off\"",
        "rules.line-length = { max = \"79\" }",
        "rules.line-length = { max = -1 }",
        "releases = [\"kilo\"]",
        "releases.kilo = \"specs/kilo\"",
    ] {
        let found = mistake(&format!("current_release = \"liberty\"\n{config}\n"));
        for jargon in [
            "map",
            "sequence",
            "struct",
            "usize",
            "u64",
            "LayoutTable",
            "ReleaseTable",
            "RuleTable",
            "SectionTable",
            "GroupTable",
        ] {
            assert!(!found.message.contains(jargon), "{config}: {found:?}");
        }
    }
}

/// A level that is no string.
#[test]
fn a_level_that_is_a_number() {
    let found = mistake("current_release = \"liberty\"\nrules.empty-section = { level = 1 }\n");
    assert_eq!(found.place, "2:33");
    assert!(found.message.contains("expected") && found.message.contains("warn"), "{found:?}");
}

/// The commonest mistake of a project whose releases are named by date.
#[test]
fn a_release_without_quotes() {
    let found = mistake("current_release = 2026.2\n");
    assert!(found.help.contains("\"2026.2\""), "{found:?}");
    let found = mistake("current_release = \"2026.2\"\n[releases.2026.2]\ncheck = false\n");
    assert!(found.help.contains("[releases.\"2026.2\"]"), "{found:?}");
}

/// An array is no table.
#[test]
fn an_array_in_the_place_of_a_table() {
    for config in ["rules = []", "rules = [\"off\"]", "layout = [\"docs\"]", "releases.kilo = [false]"] {
        let output = check(&format!("current_release = \"liberty\"\n{config}\n"));
        assert!(output.code == 2 && output.stderr.contains("invalid type"), "{config}: {output}");
    }
}
