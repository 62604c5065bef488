//! `--format`: several at once, and files that they are written to.

use super::{faulty, two_releases};
use crate::common::Scratch;

fn text(scratch: &Scratch, path: &str) -> String {
    std::fs::read_to_string(scratch.path(path)).expect("the file was written")
}

#[test]
fn several_at_once() {
    let scratch = two_releases();
    let output = scratch.run(&["--format", "short", "--format", "json=out.json", "--format", "full=out.txt"]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""), "{output}");
    for (format, path) in [("json", "out.json"), ("full", "out.txt")] {
        assert_eq!(text(&scratch, path), scratch.run(&["--format", format]).stdout, "{format}");
    }
    assert_eq!(output.stdout, scratch.run(&["--format", "short"]).stdout);
}

/// Somebody has to be told, and the file is only where somebody looks for it.
#[test]
fn only_files() {
    let scratch = two_releases();
    let output = scratch.run(&["--format", "short=out.txt", "specs", "nowhere.rst"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{output}");
    assert!(output.stderr.contains("nowhere.rst") && text(&scratch, "out.txt").contains("nowhere.rst"), "{output}");
    scratch.run(&["--format", "short=out.txt", "specs/kilo"]).passes();
}

#[test]
fn two_for_one_place() {
    let scratch = two_releases();
    for (args, expected) in [
        (["--format", "short", "--format", "json"], "two formats for standard output"),
        (["--format", "short=a", "--format", "json=a"], "two formats for `a`"),
    ] {
        let output = scratch.run(&args);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{output}");
        assert!(output.stderr.contains(expected), "{output}");
    }
    assert!(!scratch.path("a").exists());
}

#[test]
fn what_is_no_format() {
    let scratch = two_releases();
    insta::assert_snapshot!(scratch.run(&["--format", "shrt=out.txt"]), @"
    ----- stderr
    error: invalid value 'shrt' for '--format <FORMAT>'
      [possible values: full, short, json, json-lines, github, sarif, gitlab, junit, rdjson]

      tip: a similar value exists: 'short'

    For more information, try '--help'.
    ----- exit 2
    ");
    assert_eq!(scratch.run(&["--format", "short="]).code, 2);
}

/// The report is not silently lost.
#[test]
fn what_cannot_be_written() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.run(&["--format", "short", "--format", "json=specs"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    ----- stderr
      × specs: cannot write the report: is a directory
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["--format", "json=no/such/directory.json"]), @"
    ----- stderr
      × no/such/directory.json: cannot write the report: no such file or directory
    ----- exit 2
    ");
}

/// Where the file lies is the user's to choose, not the clone's.
#[cfg(unix)]
#[test]
fn through_links() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", faulty());
    let outside = tempfile::tempdir().expect("a directory for the test");
    let secret = outside.path().join("secret");
    std::fs::write(&secret, "mine").expect("a writable directory");
    scratch.link("out.json", &secret).link("out", outside.path());
    for path in ["out.json", "./out.json", "out/new.json", "out/secret"] {
        let output = scratch.run(&["--format", &format!("json={path}")]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains("through a link"), "{output}");
    }
    assert_eq!(std::fs::read_to_string(&secret).expect("readable"), "mine");
    assert!(!outside.path().join("new.json").exists());
    let path = outside.path().join("named.json").display().to_string();
    assert_eq!(scratch.run(&["--format", &format!("json={path}")]).code, 1);
    assert!(outside.path().join("named.json").exists());
}
