//! Names of releases, which stand in paths.

use super::{check, mistake};
use crate::common::Scratch;

#[test]
fn with_a_separator() {
    insta::assert_snapshot!(check("current_release = \"stable/liberty\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × the name of a release is no directory's name
       ╭─[release.toml:1:19]
     1 │ current_release = "stable/liberty"
       ·                   ────────┬───────
       ·                           ╰── this name
       ╰────
      help: a release is named like its directory, for instance `liberty`, `2026.2` or `v1.33`

    ----- exit 2
    "#);
}

#[test]
fn that_name_no_directory() {
    for (config, place) in [
        ("current_release = \"\"", "1:19"),
        ("current_release = \" \"", "1:19"),
        ("current_release = \"..\"", "1:19"),
        ("current_release = \".\"", "1:19"),
        ("current_release = \"../kilo\"", "1:19"),
        ("current_release = \"/etc\"", "1:19"),
        ("current_release = 'a\\b'", "1:19"),
        ("current_release = \"a\\u0000b\"", "1:19"),
        ("current_release = \"a\\nb\"", "1:19"),
        ("current_release = \"liberty\"\n[releases.\"a/b\"]\ncheck = false", "2:11"),
        ("current_release = \"liberty\"\n[releases.\"\"]\ncheck = false", "2:11"),
    ] {
        let found = mistake(config);
        assert!(found.message.starts_with("the name of a release "), "{config}: {found:?}");
        assert_eq!(found.place, place, "{config}");
    }
}

#[test]
fn that_do() {
    for name in ["2026.2", "v1.33", "kilo-1", "Größe", "a b", "{release}", "..."] {
        let scratch = Scratch::empty();
        scratch.write("release.toml", format!("current_release = \"{name}\"\n"));
        scratch.write(&format!("specs/{name}/a.rst"), crate::common::SPEC);
        scratch.write(&format!("templates/{name}.rst"), crate::common::TEMPLATE).run(&[]).passes();
    }
}

/// The command line takes no other names than the file.
#[test]
fn on_the_command_line() {
    let scratch = Scratch::conforming();
    for name in ["", ".", "..", "../templates", "liberty/deep", "/etc"] {
        let output = scratch.run(&["--release", name]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains("the name of a release"), "{name}: {output}");
    }
}
