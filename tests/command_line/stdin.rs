//! Specs from standard input.

use super::{faulty, two_releases};
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

#[test]
fn with_a_name() {
    let scratch = Scratch::new();
    let output = scratch.run_with_stdin(&["--stdin-name", "specs/liberty/new.rst", "-"], faulty().as_bytes());
    insta::assert_snapshot!(output, @"
    empty-section

      ⚠ section `Storage` is empty
        ╭─[specs/liberty/new.rst:22:1]
     21 │
     22 │ Storage
        · ───┬───
        ·    ╰── nothing under this heading
     23 │ -------
        ╰────
      help: say what there is to say, or that there is nothing: `None.`

    missing-section

      × section `Testing` is missing
        ╭─[specs/liberty/new.rst:23:8]
     22 │ Storage
     23 │ -------
        ·        ▲
        ·        ╰── `Testing` belongs here, after `Change`
        ╰────
      help: write it here (templates/liberty.rst:27 says what it is for):

                Testing
                =======

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
    scratch.run_with_stdin(&["--stdin-name", "specs/liberty/new.rst", "-"], SPEC.as_bytes()).passes();
}

/// The name tells the format.
#[test]
fn in_markdown() {
    let scratch = Scratch::new();
    scratch.run_with_stdin(&["--stdin-name", "specs/liberty/new.md", "-"], SPEC_MARKDOWN.as_bytes()).passes();
    let output = scratch.run_with_stdin(&["--stdin-name", "specs/liberty/new.md", "-"], SPEC.as_bytes());
    assert_eq!(output.code, 1, "{output}");
}

/// The name tells the release, and `--release` tells it against the name.
#[test]
fn of_another_release() {
    let scratch = two_releases();
    let release = |args: &[&str]| {
        let output = scratch.run_with_stdin(&[args, &["-"]].concat(), SPEC.as_bytes()).passes();
        output.stdout.split(' ').nth(3).unwrap_or_default().to_owned()
    };
    assert_eq!(release(&["--stdin-name", "specs/kilo/new.rst"]), "kilo");
    assert_eq!(release(&["--stdin-name", "specs/liberty/new.rst"]), "liberty");
    assert_eq!(release(&["--stdin-name", "elsewhere.rst"]), "liberty", "the current release");
    assert_eq!(release(&["--stdin-name", "elsewhere.rst", "--release", "kilo"]), "kilo");
    assert_eq!(release(&["--stdin-name", "specs/liberty/a.rst", "--release", "kilo"]), "kilo");
    let absolute = scratch.root().join("specs/kilo/new.rst");
    assert_eq!(release(&["--stdin-name", absolute.to_str().expect("a path in UTF-8")]), "kilo");
}

/// An editor is run in the directory of the file that was opened first.
#[test]
fn of_another_release_by_a_relative_path() {
    let scratch = two_releases();
    let script = "cd specs/liberty && \"$SPECLINT\" --stdin-name ../kilo/new.rst - < ../kilo/a.rst";
    let output = scratch.shell(script).passes();
    assert!(output.stdout.starts_with("1 spec of kilo "), "{output}");
}

#[test]
fn without_a_name() {
    insta::assert_snapshot!(Scratch::new().run_with_stdin(&["-"], SPEC.as_bytes()), @"
    nothing was checked: see the error above
    ----- stderr
      × a spec from standard input has no name, and the name tells its format and its release
      help: give it one: `--stdin-name specs/RELEASE/NAME.rst`

    ----- exit 2
    ");
}

#[test]
fn with_a_name_that_tells_no_format() {
    insta::assert_snapshot!(Scratch::new().run_with_stdin(&["--stdin-name", "new.txt", "-"], SPEC.as_bytes()), @"
    nothing was checked: see the error above
    ----- stderr
      × `new.txt` does not end in `.rst`, `.md` or `.markdown`
      help: the name tells the format; give one with `--stdin-name`

    ----- exit 2
    ");
}

/// Who gives a name means standard input.
#[test]
fn a_name_alone() {
    let scratch = Scratch::conforming();
    let output = scratch.run_with_stdin(&["--stdin-name", "specs/liberty/new.rst"], faulty().as_bytes());
    assert_ne!(output.code, 0, "{output}");
}

#[test]
fn with_files() {
    let scratch = Scratch::conforming();
    let args = ["specs/liberty/backups.rst", "-", "--stdin-name", "specs/liberty/new.rst"];
    let output = scratch.run_with_stdin(&args, SPEC.as_bytes()).passes();
    assert!(output.stdout.starts_with("2 specs of liberty "), "{output}");
}

#[test]
fn odd_texts() {
    let scratch = Scratch::new();
    for (text, rule) in [(&b""[..], "missing-section"), (b"\xff", "encoding"), (b"a\0", "encoding")] {
        let output = scratch.run_with_stdin(&["--stdin-name", "new.rst", "--format", "short", "-"], text);
        assert_eq!(output.code, 1, "{output}");
        assert!(output.stdout.contains(&format!("error[{rule}]")), "{output}");
    }
}
