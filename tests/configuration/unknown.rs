//! Keys and values that do not exist, with the nearest that does.

use super::{check, mistake};

#[test]
fn a_key() {
    insta::assert_snapshot!(check("current_release = \"liberty\"\n\n[layout]\nspec = \"specs/{release}\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × unknown key `spec`
       ╭─[release.toml:4:1]
     3 │ [layout]
     4 │ spec = "specs/{release}"
       · ──┬─
       ·   ╰── no such key
       ╰────
      help: did you mean `specs`?

    ----- exit 2
    "#);
}

#[test]
fn a_level() {
    insta::assert_snapshot!(check("current_release = \"liberty\"\n\n[rules]\nempty-section = \"warning\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × unknown value `warning`
       ╭─[release.toml:4:18]
     3 │ [rules]
     4 │ empty-section = "warning"
       ·                  ───┬───
       ·                     ╰── no such value
       ╰────
      help: did you mean `warn`?

    ----- exit 2
    "#);
}

#[test]
fn a_key_that_is_like_no_other() {
    insta::assert_snapshot!(check("current_release = \"liberty\"\nxyz = 1\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × unknown key `xyz`
       ╭─[release.toml:2:1]
     1 │ current_release = "liberty"
     2 │ xyz = 1
       · ─┬─
       ·  ╰── no such key
       ╰────
      help: valid here: current_release, layout, sections, rules, releases, groups and when

    ----- exit 2
    "#);
}

#[test]
fn keys_at_each_level() {
    for (config, place, key, near) in [
        ("current-release = \"liberty\"", "1:1", "current-release", "current_release"),
        ("current_release = \"liberty\"\n[rule]", "2:2", "rule", "rules"),
        ("current_release = \"liberty\"\n[release.kilo]", "2:2", "release", "releases"),
        ("current_release = \"liberty\"\nlayout.templates = \"a\"", "2:8", "templates", "template"),
        ("current_release = \"liberty\"\n[layout]\nignored = []", "3:1", "ignored", "ignore"),
        (
            "current_release = \"liberty\"\n[rules]\nmissing-sections = \"off\"",
            "3:1",
            "missing-sections",
            "missing-section",
        ),
        ("current_release = \"liberty\"\n[rules]\nline_length = \"off\"", "3:1", "line_length", "line-length"),
        ("current_release = \"liberty\"\n[rules.line-length]\nmaximum = 1", "3:1", "maximum", "max"),
        (
            "current_release = \"liberty\"\nrules.line-length = { max = 1, exempt_patterns = [] }",
            "2:32",
            "exempt_patterns",
            "exempt-patterns",
        ),
        ("current_release = \"liberty\"\nrules.empty-section = { levels = \"off\" }", "2:25", "levels", "level"),
        ("current_release = \"liberty\"\n[releases.kilo]\nchecked = false", "3:1", "checked", "check"),
        ("current_release = \"liberty\"\n[releases.kilo.layout]\nspec = \"a\"", "3:1", "spec", "specs"),
        (
            "current_release = \"liberty\"\n[releases.kilo]\nrules.empty-sectoin = \"off\"",
            "3:7",
            "empty-sectoin",
            "empty-section",
        ),
    ] {
        let found = mistake(config);
        assert_eq!(found.message, format!("unknown key `{key}`"), "{config}");
        assert_eq!(found.help, format!("did you mean `{near}`?"), "{config}");
        assert_eq!(found.place, place, "{config}");
    }
}

/// An option of another rule is none of this one.
#[test]
fn an_option_of_another_rule() {
    let found = mistake("current_release = \"liberty\"\nrules.empty-section = { max = 79 }\n");
    assert_eq!((&*found.message, &*found.help), ("unknown key `max`", "valid here: level"));
}

#[test]
fn values() {
    for (config, place, value, near) in [
        ("rules.empty-section = \"Error\"", "2:24", "Error", "error"),
        ("rules.empty-section = { level = \"warning\" }", "2:34", "warning", "warn"),
        ("rules.line-length = { exempt = [\"tables\", \"url\"] }", "2:44", "url", "urls"),
        ("rules.line-length = { exempt = [\"literal_blocks\"] }", "2:34", "literal_blocks", "literal-blocks"),
        ("releases.kilo.rules.empty-section = \"of\"", "2:38", "of", "off"),
    ] {
        let found = mistake(&format!("current_release = \"liberty\"\n{config}\n"));
        assert_eq!(found.message, format!("unknown value `{value}`"), "{config}");
        assert_eq!(found.help, format!("did you mean `{near}`?"), "{config}");
        assert_eq!(found.place, place, "{config}");
    }
}
