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
