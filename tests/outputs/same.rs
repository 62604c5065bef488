//! The same findings in every format.

use super::{array, everything, parse, report, strings};

#[test]
fn counts() {
    let scratch = everything();
    let json = parse(&report(&scratch, "json"));
    let all = array(&json, "/diagnostics").len();
    assert!(all >= 4, "{json}");
    let of = |format: &str, what: &str| {
        let text = report(&scratch, format);
        text.matches(what).count()
    };
    assert_eq!(of("short", "]"), all);
    assert_eq!(of("full", "help:"), all);
    assert_eq!(of("json-lines", "{\"type\":\"diagnostic\""), all);
    assert_eq!(of("github", "title=speclint%3A "), all);
    assert_eq!(of("junit", "<failure ") + of("junit", "<system-out>"), all);
    assert_eq!(array(&parse(&report(&scratch, "sarif")), "/runs/0/results").len(), all);
    // An error stands among them.
    assert_eq!(array(&parse(&report(&scratch, "gitlab")), "").len(), all + 1);
    assert_eq!(array(&parse(&report(&scratch, "rdjson")), "/diagnostics").len(), all + 1);
}

/// Where a format has a place for them.
#[test]
fn fingerprints() {
    let scratch = everything();
    let json = parse(&report(&scratch, "json"));
    let all = strings(array(&json, "/diagnostics"), "/fingerprint");
    let mut unique = all.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), all.len(), "each has one of its own: {all:?}");
    let sarif = parse(&report(&scratch, "sarif"));
    assert_eq!(strings(array(&sarif, "/runs/0/results"), "/partialFingerprints/speclint~1v1"), all);
    let gitlab = parse(&report(&scratch, "gitlab"));
    assert_eq!(strings(&array(&gitlab, "")[1..], "/fingerprint"), all);
    let lines = report(&scratch, "json-lines");
    let lines: Vec<_> = lines.lines().map(parse).filter(|line| line["type"] == "diagnostic").collect();
    assert_eq!(strings(&lines, "/fingerprint"), all);
}

/// Wherever it is asked for, and whatever stands above it.
#[test]
fn fingerprints_stay() {
    let scratch = everything();
    let of = |directory: &str, path: &str| {
        let output = scratch.run_in(directory, &["--format", "json", path]);
        let json = parse(&output.stdout);
        strings(array(&json, "/diagnostics"), "/fingerprint").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let before = of("", "specs/liberty/late.rst");
    assert_eq!(before.len(), 1);
    assert_eq!(of("specs/liberty", "late.rst"), before);
    let text = std::fs::read_to_string(scratch.path("specs/liberty/late.rst")).expect("readable");
    scratch.write("specs/liberty/late.rst", text.replace("at night.\n", "at night.\n\nEvery night.\n"));
    assert_eq!(of("", "specs/liberty/late.rst"), before);
}
