//! The names that a new release may have.

use super::{files, unmerged};

#[test]
fn that_cannot_be() {
    let scratch = unmerged();
    let before = files(&scratch);
    let names = [
        "", " ", ".", "..", "a/b", "a\\b", "../x", "/x", "a\nb", "a\u{7}", ".hidden", "a:b", "a*", "a?", "a[b", "a{b",
        "a|b", "a<b", "a>b", "a\"b", "a.", "a ", " a", "nul", "CON", "com1", "lpt9.txt", "Liberty", "KILO", "kilo",
    ];
    for name in names {
        let output = scratch.run(&["release", "open", "--", name]);
        assert_eq!(output.code, 2, "{name:?}: {output}");
        assert!(output.stderr.contains("help:"), "{name:?}: {output}");
    }
    assert_eq!(files(&scratch), before);
}

#[test]
fn that_can_be() {
    for name in ["mitaka", "2026.2", "v1.33", "Übergang", "next-one", "com10", "a b"] {
        let scratch = unmerged();
        scratch.run(&["release", "open", name]).passes();
        scratch.run(&["--all-releases"]).passes();
    }
}
