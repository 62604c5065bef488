//! What is no TOML, and what TOML does not say.

use super::{check, mistake};
use crate::common::{Output, Scratch};

#[test]
fn malformed() {
    insta::assert_snapshot!(check("current_release = \"liberty\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × invalid basic string, expected `"`
       ╭─[release.toml:1:27]
     1 │ current_release = "liberty
       ·                           ▲
       ·                           ╰── here
       ╰────

    ----- exit 2
    "#);
}

#[test]
fn malformed_in_other_ways() {
    for (config, place) in [
        ("current_release = liberty", "1:19"),
        ("current_release \"liberty\"", "1:17"),
        ("current_release = \"liberty\"\n[layout", "2:8"),
        ("current_release = \"liberty\"\ncurrent_release = \"kilo\"", "2:1"),
        ("current_release = \"liberty\"\n[rules]\n[rules]", "3:2"),
        ("current_release = \"liberty\"\nlayout.ignore = [\"a\"", "2:21"),
        ("<<<<<<< HEAD\ncurrent_release = \"liberty\"", "1:9"),
    ] {
        let found = mistake(config);
        assert_eq!(found.place, place, "{config}: {found:?}");
        assert!(!found.message.is_empty() && !found.message.contains('\n'), "{found:?}");
    }
}

#[test]
fn empty() {
    insta::assert_snapshot!(check(""), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `current_release` is missing
       ╭─[release.toml:1:1]
     1 │
       · ▲
       · ╰── not in this file
       ╰────
      help: write, above the first table:

                current_release = "NAME"

            or, if the repository has no releases, leave `{release}` out of `layout.specs`

    ----- exit 2
    "#);
}

#[test]
fn without_a_current_release() {
    insta::assert_snapshot!(check("# The specs of the project.\n\n[layout]\nspecs = \"specs/{release}\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `current_release` is missing
       ╭─[release.toml:1:1]
     1 │ # The specs of the project.
       · ▲
       · ╰── not in this file
     2 │
       ╰────
      help: write, above the first table:

                current_release = "NAME"

            or, if the repository has no releases, leave `{release}` out of `layout.specs`

    ----- exit 2
    "#);
}

/// What a check says that need not read anything but `release.toml`.
fn of_bytes(bytes: &[u8]) -> Output {
    let scratch = Scratch::conforming();
    scratch.write("release.toml", bytes).run(&[])
}

#[test]
fn not_utf8() {
    insta::assert_snapshot!(of_bytes(b"current_release = \"liberty\" # f\xfcr alle\n"), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: not UTF-8: the byte at offset 31 begins no character
      help: save the file as UTF-8 text

    ----- exit 2
    ");
}

#[test]
fn with_a_byte_order_mark_and_carriage_returns() {
    of_bytes(b"\xef\xbb\xbfcurrent_release = \"liberty\"\r\n\r\n[rules]\r\nempty-section = \"off\"\r\n").passes();
}

/// Both count as text editors do.
#[test]
fn places_after_a_byte_order_mark_and_carriage_returns() {
    let found = mistake("\u{feff}# Grüße\r\ncurrent_release = \"liberty\"\r\n[rules]\r\nempty-sections = \"off\"\r\n");
    assert_eq!((&*found.place, &*found.message), ("4:1", "unknown key `empty-sections`"));
}
