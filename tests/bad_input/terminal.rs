//! Characters that a terminal would obey.

use crate::common::{SPEC, Scratch};

/// A heading that clears the screen.
const HEADING: &str = "Evil \u{1b}[2J\u{7}";

#[test]
fn in_the_excerpt() {
    let scratch = Scratch::new();
    let output = scratch.check("a.rst", format!("{SPEC}\n{}\nTab\there \u{1b}[31m  \n", "text"));
    assert!(!output.stdout.contains('\u{1b}'), "{output}");
}

#[test]
fn in_messages() {
    let spec = format!("{SPEC}\n{HEADING}\n============\n\nNone.\n");
    for format in ["full", "short"] {
        let scratch = Scratch::new();
        let output = scratch.write("specs/liberty/a.rst", &spec).run(&["--format", format]);
        assert_eq!(output.code, 1);
        assert!(!output.stdout.contains(['\u{1b}', '\u{7}']), "{format}: {}", output.stdout.escape_debug());
    }
}

#[test]
fn in_outlines() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", format!("{SPEC}\n{HEADING}\n============\n\nNone.\n"));
    let output = scratch.run(&["outline"]);
    assert!(!output.stdout.contains(['\u{1b}', '\u{7}']), "{}", output.stdout.escape_debug());
}

#[test]
fn in_json_they_are_escaped() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", format!("{SPEC}\n{HEADING}\n============\n\nNone.\n"));
    for args in [&["--format", "json"][..], &["--format", "json-lines"], &["outline", "--format", "json-lines"]] {
        let output = scratch.run(args);
        assert!(output.stdout.contains("Evil \\u001b[2J\\u0007"), "{output}");
    }
}

/// A line end in a file's name does not make two findings of one.
#[cfg(unix)]
#[test]
fn in_the_name_of_a_file() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a\nb\u{1b}.rst", "x\n");
    let output = scratch.run(&["--format", "short"]);
    assert_eq!(output.stdout.lines().count(), 3, "{output}");
    assert!(!output.stdout.contains('\u{1b}'), "{}", output.stdout.escape_debug());
}
