//! Colours only on a terminal, and not against the user's wish.

use super::faulty;
use crate::common::Scratch;

const ESCAPE: char = '\u{1b}';

fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", faulty());
    scratch
}

#[test]
fn none_in_a_pipe() {
    let scratch = scratch();
    for args in [&[][..], &["--format", "short"], &["nowhere.rst"], &["outline"], &["rules"], &["--help"]] {
        let output = scratch.run(args);
        assert!(!output.stdout.contains(ESCAPE) && !output.stderr.contains(ESCAPE), "{args:?}: {output}");
    }
}

/// What a terminal of util-linux' `script` gets; `None` where there is no such program.
#[cfg(target_os = "linux")]
fn on_a_terminal(scratch: &Scratch, command: &str) -> Option<String> {
    let known = scratch.shell("script --version 2>&1");
    if !known.stdout.contains("util-linux") {
        return None;
    }
    let output = scratch.shell(&format!("TERM=xterm script --quiet --command '{command}' /dev/null < /dev/null"));
    assert!(!output.stdout.is_empty(), "{output}");
    Some(output.stdout)
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_unless_unwanted() {
    let scratch = scratch();
    for (command, colored) in [
        ("\"$SPECLINT\"", true),
        ("\"$SPECLINT\" nowhere.rst", true),
        ("NO_COLOR=1 \"$SPECLINT\"", false),
        ("NO_COLOR=1 \"$SPECLINT\" nowhere.rst", false),
        ("NO_COLOR= \"$SPECLINT\"", true),
        ("\"$SPECLINT\" --color never", false),
        ("NO_COLOR=1 \"$SPECLINT\" --color always", true),
        ("\"$SPECLINT\" --color always | cat", true),
        ("FORCE_COLOR=1 \"$SPECLINT\" | cat", true),
        ("FORCE_COLOR=0 \"$SPECLINT\" | cat", false),
        ("FORCE_COLOR=1 NO_COLOR=1 \"$SPECLINT\" | cat", false),
        ("TERM=dumb \"$SPECLINT\"", false),
        ("\"$SPECLINT\" --format short", false),
        ("\"$SPECLINT\" --format json", false),
        ("\"$SPECLINT\" | cat", false),
        ("\"$SPECLINT\" nowhere.rst 2>&1 | cat", false),
    ] {
        if let Some(text) = on_a_terminal(&scratch, command) {
            assert_eq!(text.contains(ESCAPE), colored, "{command}: {text}");
        }
    }
}

/// A terminal on one stream says nothing of the other.
#[cfg(target_os = "linux")]
#[test]
fn each_stream_by_itself() {
    let scratch = scratch();
    if on_a_terminal(&scratch, "\"$SPECLINT\" specs nowhere.rst > out.txt").is_some() {
        let text = std::fs::read_to_string(scratch.path("out.txt")).expect("the output");
        assert!(!text.contains(ESCAPE) && text.contains("missing-section"), "{text}");
        on_a_terminal(&scratch, "\"$SPECLINT\" specs nowhere.rst 2> err.txt");
        let text = std::fs::read_to_string(scratch.path("err.txt")).expect("the errors");
        assert!(!text.contains(ESCAPE) && text.contains("nowhere.rst"), "{text}");
    }
}

/// A terminal of ASCII, and a narrow one.
#[cfg(target_os = "linux")]
#[test]
fn as_the_terminal_can() {
    let scratch = scratch();
    let Some(text) = on_a_terminal(&scratch, "stty rows 24 cols 60; LC_ALL=C NO_COLOR=1 \"$SPECLINT\"") else { return };
    let text = text.replace('\r', "");
    assert!(text.is_ascii(), "{text}");
    // The summary is for a log as well, and is not broken up.
    let lines: Vec<&str> = text.lines().take_while(|line| !line.contains(" held against ")).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    empty-section

      ! section `Storage` is empty
        ,-[specs/liberty/a.rst:22:1]
     21 |
     22 | Storage
        : ^^^|^^^
        :    `-- nothing under this heading
     23 | -------
        `----
      help: say what there is to say, or that there is
            nothing: `None.`

    missing-section

      x section `Testing` is missing
        ,-[specs/liberty/a.rst:23:8]
     22 | Storage
     23 | -------
        :        ^
        :        `-- `Testing` belongs here, after `Change`
        `----
      help: write it here (templates/liberty.rst:27 says what
            it is for):

                Testing
                =======
    ");
    assert!(lines.iter().all(|line| line.len() <= 60), "{text}");
}

/// A log is UTF-8, whatever the locale.
#[test]
fn as_a_log_can() {
    let scratch = scratch();
    let output = scratch.command(&[]).env("LC_ALL", "C").env("TERM", "dumb").output().expect("it runs");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("├─")
            || String::from_utf8_lossy(&output.stdout).contains("╭─")
    );
}
