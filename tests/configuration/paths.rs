//! Paths that lead out of the repository, and other paths that are none.

use super::{check, mistake};

#[test]
fn that_lead_out() {
    insta::assert_snapshot!(check("current_release = \"liberty\"\n\n[layout]\nspecs = \"../specs/{release}\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `../specs/{release}` leads out of the repository
       ╭─[release.toml:4:9]
     3 │ [layout]
     4 │ specs = "../specs/{release}"
       ·         ──────────┬─────────
       ·                   ╰── leads out
       ╰────
      help: paths are relative to the directory of this file, and stay below it

    ----- exit 2
    "#);
}

#[test]
fn at_each_key() {
    for (config, place) in [
        ("layout.specs = \"..\"", "2:16"),
        ("layout.specs = \"/srv/specs\"", "2:16"),
        ("layout.specs = \"specs/../../{release}\"", "2:16"),
        ("layout.template = \"/etc/passwd\"", "2:19"),
        ("layout.index = \"a/../../b\"", "2:16"),
        ("releases.kilo.layout.specs = \"../kilo\"", "2:30"),
        ("releases.kilo.layout.template = \"../kilo.rst\"", "2:33"),
    ] {
        let found = mistake(&format!("current_release = \"liberty\"\n{config}\n"));
        assert!(found.message.ends_with("leads out of the repository"), "{config}: {found:?}");
        assert!(found.help.starts_with("paths are relative"), "{config}: {found:?}");
        assert_eq!(found.place, place, "{config}");
    }
}

/// In a list the item itself is pointed at.
#[test]
fn in_a_list() {
    for (config, place) in [
        ("layout.template = [\"templates/a.rst\", \"../a.rst\"]", "2:39"),
        ("rules.line-length.exempt-patterns = [\"^ok$\", \"(\"]", "2:46"),
        ("layout.ignore = [\"*.md\", \"[a\"]", "2:26"),
    ] {
        let found = mistake(&format!("current_release = \"liberty\"\n{config}\n"));
        assert_eq!(found.place, place, "{config}");
    }
}

#[test]
fn with_an_unknown_placeholder() {
    insta::assert_snapshot!(check("current_release = \"liberty\"\nlayout.specs = \"specs/{relase}\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `specs/{relase}` has an unknown placeholder
       ╭─[release.toml:2:16]
     1 │ current_release = "liberty"
     2 │ layout.specs = "specs/{relase}"
       ·                ────────┬───────
       ·                        ╰── unknown placeholder
       ╰────
      help: `{release}` is the only placeholder

    ----- exit 2
    "#);
    for path in ["{}", "{Release}", "{release", "release}", "{{release}}", "{release}/{name}"] {
        let found = mistake(&format!("current_release = \"liberty\"\nlayout.specs = \"{path}\"\n"));
        assert_eq!(found.message, format!("`{path}` has an unknown placeholder"));
        assert_eq!(found.help, "`{release}` is the only placeholder");
    }
}

#[test]
fn that_are_empty() {
    let found = mistake("current_release = \"liberty\"\nlayout.specs = \"\"\n");
    assert_eq!((&*found.place, &*found.message), ("2:16", "an empty path"));
}

#[test]
fn no_template_at_all() {
    let found = mistake("current_release = \"liberty\"\nlayout.template = []\n");
    assert_eq!(found.place, "2:19");
}

#[test]
fn regular_expressions() {
    for (pattern, reason) in
        [("(", "unclosed group"), ("a{2,1}", "invalid repetition"), ("\\\\p{x}", "Unicode property")]
    {
        let found =
            mistake(&format!("current_release = \"liberty\"\nrules.line-length.exempt-patterns = [\"{pattern}\"]\n"));
        assert!(found.message.starts_with("invalid regular expression `"), "{found:?}");
        assert!(found.message.contains(reason), "{found:?}");
    }
}

#[test]
fn glob_patterns() {
    for (pattern, reason) in
        [("[a", "unclosed character class"), ("{a", "unclosed alternate group"), ("[b-a]", "invalid range")]
    {
        for key in ["layout.ignore", "rules.unexpected-file.allowed", "releases.kilo.layout.ignore"] {
            let found = mistake(&format!("current_release = \"liberty\"\n{key} = [\"{pattern}\"]\n"));
            assert!(found.message.starts_with("invalid glob pattern `"), "{found:?}");
            assert!(found.message.contains(reason), "{found:?}");
        }
    }
}
