//! A reader that has seen enough.
#![cfg(unix)]

use std::process::Stdio;

use crate::common::Scratch;

/// A repository with more findings than a pipe holds.
fn scratch() -> Scratch {
    let scratch = Scratch::new();
    let sections: String = (0..10_000).map(|i| format!("\n## Section {i}\n\nNone.\n")).collect();
    scratch.write("specs/liberty/a.md", format!("# Title\n{sections}"));
    scratch
}

#[test]
fn head() {
    let scratch = scratch();
    for command in [
        "check",
        "check --format short",
        "check --format json",
        "check --format json-lines",
        "outline",
        "outline --format json-lines",
        "rules",
        "--help",
    ] {
        let output = scratch.shell(&format!("\"$SPECLINT\" {command} | head -1"));
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{command}: {output}");
        assert_eq!(output.stdout.lines().count(), 1, "{command}: {output}");
    }
}

/// The exit code is the one of the whole check, and nothing is told on stderr.
#[test]
fn nobody() {
    let scratch = scratch();
    for (args, code) in [
        (&["--format", "short"][..], 1),
        (&["--format", "json"], 1),
        (&["--format", "full"], 1),
        (&["outline"], 0),
        (&["rules"], 0),
        (&["rules", "encoding"], 0),
    ] {
        let mut child = scratch
            .command(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr), (Some(code), Vec::new()), "{args:?}");
    }
}

#[test]
fn a_full_disk() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let scratch = scratch();
    for args in ["check", "check --format json", "outline", "rules"] {
        let output = scratch.shell(&format!("\"$SPECLINT\" {args} > /dev/full"));
        assert_eq!(output.code, 2, "{args}: {output}");
        assert!(output.stderr.contains("cannot write to standard output"), "{args}: {output}");
    }
}

#[test]
fn no_standard_error() {
    let scratch = Scratch::empty();
    assert_eq!(scratch.shell("\"$SPECLINT\" 2>&-").code, 2);
    assert_eq!(scratch.shell("\"$SPECLINT\" rules nonsense 2>&-").code, 2);
}
