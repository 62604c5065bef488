//! Results go to stdout, the rest to stderr; the exit code tells them apart.

use super::{faulty, two_releases};
use crate::common::Scratch;

#[test]
fn results() {
    let scratch = two_releases();
    for args in [&[][..], &["--format", "short"], &["--format", "json"], &["--format", "json-lines"]] {
        let output = scratch.run(args);
        assert_eq!((output.code, output.stderr.as_str()), (1, ""), "{output}");
        assert!(output.stdout.contains("missing-section") && output.stdout.contains("empty-section"), "{output}");
    }
}

#[test]
fn errors() {
    let scratch = two_releases();
    for args in [&["specs", "nowhere.rst"][..], &["--format", "short", "specs", "nowhere.rst"]] {
        let output = scratch.run(args);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stdout.contains("missing-section") && !output.stdout.contains("nowhere.rst"), "{output}");
        assert!(output.stderr.contains("nowhere.rst") && !output.stderr.contains("missing-section"), "{output}");
    }
}

/// In a terminal both streams are one: the errors come after the findings, and before the summary.
#[cfg(unix)]
#[test]
fn together() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", faulty());
    let output = scratch.shell("\"$SPECLINT\" --format short specs nowhere.rst 2>&1");
    insta::assert_snapshot!(output, @"
    specs/liberty/a.rst:22:1: warning[empty-section] section `Storage` is empty
    specs/liberty/a.rst:23:8: error[missing-section] section `Testing` is missing
    nowhere.rst: cannot find the file: no such file or directory
    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    the check is not complete: see the error above
    ----- exit 2
    ");
}

#[test]
fn exit_codes() {
    let scratch = Scratch::conforming();
    assert_eq!(scratch.run(&[]).code, 0);
    scratch.write("specs/liberty/a.rst", faulty());
    assert_eq!(scratch.run(&[]).code, 1);
    assert_eq!(scratch.run(&["specs/liberty/backups.rst"]).code, 0);
    assert_eq!(scratch.run(&["specs", "nowhere.rst"]).code, 2, "before 1");
    assert_eq!(scratch.run(&["--help"]).code, 0);
    assert_eq!(scratch.run(&["--version"]).code, 0);
}
