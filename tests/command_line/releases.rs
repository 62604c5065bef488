use super::two_releases;
use crate::common::SPEC;

#[test]
fn the_current_one() {
    let output = two_releases().run(&["--format", "short"]);
    assert!(output.stdout.contains("3 specs of liberty ") && !output.stdout.contains("kilo"), "{output}");
}

#[test]
fn another_one() {
    let output = two_releases().run(&["--release", "kilo"]).passes();
    assert_eq!(output.stdout, "1 spec of kilo held against templates/kilo.rst: it conforms\n");
}

#[test]
fn all() {
    insta::assert_snapshot!(two_releases().run(&["--all-releases", "--format", "short"]), @"
    specs/liberty/restore.rst:22:1: warning[empty-section] section `Storage` is empty
    specs/liberty/restore.rst:23:8: error[missing-section] section `Testing` is missing
    1 spec of kilo held against templates/kilo.rst: it conforms
    3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    4 specs of 2 releases in all: 3 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

/// In the order of their names, and of the paths of their specs, part by part.
#[test]
fn in_order() {
    let scratch = two_releases();
    for name in ["b", "a/b", "a", "A"] {
        scratch.write(&format!("specs/kilo/{name}.rst"), "x\n");
    }
    let output = scratch.run(&["--all-releases", "--format", "short"]);
    let mut paths: Vec<&str> = output.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    paths.retain(|path| path.starts_with("specs/"));
    paths.dedup();
    let kilo = ["A.rst", "a/b.rst", "a.rst", "b.rst"].map(|name| format!("specs/kilo/{name}"));
    assert_eq!(paths[..4], kilo);
    assert_eq!(paths[4..], ["specs/liberty/restore.rst"]);
}

/// A path says by itself which release it is of.
#[test]
fn of_paths() {
    let scratch = two_releases();
    let output = scratch.run(&["specs/kilo/a.rst"]).passes();
    assert!(output.stdout.starts_with("1 spec of kilo "), "{output}");
    let output = scratch.run(&["--release", "kilo", "specs"]).passes();
    assert!(output.stdout.starts_with("1 spec of kilo ") && !output.stdout.contains("liberty"), "{output}");
    let output = scratch.run(&["--all-releases", "specs/kilo"]).passes();
    assert!(output.stdout.starts_with("1 spec of kilo "), "{output}");
}

/// A release whose template is in the other format.
#[test]
fn of_both_formats() {
    let scratch = two_releases();
    scratch.write("templates/2026.2.md", crate::common::TEMPLATE_MARKDOWN).write("specs/2026.2/a.rst", SPEC);
    scratch.write("specs/2026.2/b.md", crate::common::SPEC_MARKDOWN);
    let output = scratch.run(&["--release", "2026.2"]).passes();
    assert_eq!(output.stdout, "2 specs of 2026.2 held against templates/2026.2.md: all conform\n");
}
