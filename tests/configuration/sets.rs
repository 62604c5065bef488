//! Releases by pattern, groups, and repositories without releases.

use crate::common::{SPEC, Scratch, TEMPLATE, replaced};

/// A spec without one section.
fn lacking() -> String {
    replaced(SPEC, "Storage\n-------\n\nA table of schedules.\n\n", "")
}

/// What is said in one line a finding.
fn short(scratch: &Scratch, args: &[&str]) -> String {
    scratch.run(&[&["--format", "short"], args].concat()).to_string()
}

/// Releases with a spec each, and a template for all.
fn releases(config: &str, names: &[&str]) -> Scratch {
    let scratch = Scratch::empty();
    scratch.config(&format!("layout.template = \"t.rst\"\n{config}")).write("t.rst", TEMPLATE);
    for name in names.iter().chain(&["liberty"]) {
        scratch.write(&format!("specs/{name}/a.rst"), lacking());
    }
    scratch
}

#[test]
fn releases_that_a_pattern_leaves_out() {
    let scratch =
        releases("[releases.\"[a-k]*\"]\ncheck = false\n[releases.juno]\ncheck = true\n", &["grizzly", "juno", "kilo"]);
    insta::assert_snapshot!(short(&scratch, &["--all-releases"]), @"
    specs/juno/a.rst:22:1: error[missing-section] section `Storage` is missing from `Change`
    specs/liberty/a.rst:22:1: error[missing-section] section `Storage` is missing from `Change`
    1 spec of juno held against t.rst: it does not conform (1 error)
    1 spec of liberty held against t.rst: it does not conform (1 error)
    2 specs of 2 releases in all: 0 conform, 2 do not (2 errors)
    left out by release.toml: grizzly and kilo
    ----- exit 1
    ");
}

/// In the order of the file, the very name last; lists of sections come in addition.
#[test]
fn several_tables_for_a_release() {
    let config = "sections.optional = [\"Testing\"]\nrules.missing-section = \"error\"\n\
                  [releases.mitaka]\nrules.missing-section = \"error\"\n\
                  [releases.\"m*\"]\nrules.missing-section = \"off\"\nsections.optional = [\"Change > Storage\"]\n\
                  [releases.\"*\"]\nrules.missing-section = \"warn\"\n";
    insta::assert_snapshot!(short(&releases(config, &["mitaka", "m"]), &["--all-releases"]), @"
    specs/liberty/a.rst:22:1: warn[missing-section] section `Storage` is missing from `Change`
    1 spec of liberty held against t.rst: it conforms (1 warning)
    1 spec of m held against t.rst: it conforms
    1 spec of mitaka held against t.rst: it conforms
    3 specs of 3 releases in all: all conform (1 warning)
    ----- exit 0
    ");
}

#[test]
fn groups() {
    let scratch = Scratch::conforming();
    let config = "[groups.backlog]\nlayout.specs = \"specs/backlog\"\nlayout.template = \"templates/liberty.rst\"\nsections.optional = [\"Change > Storage\"]\n\
                  [groups.notes]\nlayout.specs = \"notes/{release}\"\nrules.missing-section = \"warn\"\n";
    scratch.config(config).write("specs/backlog/b.rst", lacking()).write("notes/liberty/n.rst", lacking());
    scratch.write("notes/kilo/n.rst", lacking()).write("templates/kilo.rst", TEMPLATE).write("specs/kilo/k.rst", SPEC);
    insta::assert_snapshot!(short(&scratch, &[]), @"
    notes/liberty/n.rst:22:1: warn[missing-section] section `Storage` is missing from `Change`
    1 spec of backlog held against templates/liberty.rst: it conforms
    1 spec of liberty held against templates/liberty.rst: it conforms
    1 spec of liberty/notes held against templates/liberty.rst: it conforms (1 warning)
    3 specs in all: all conform (1 warning)
    ----- exit 0
    ");
    insta::assert_snapshot!(short(&scratch, &["--all-releases"]), @"
    notes/kilo/n.rst:22:1: warn[missing-section] section `Storage` is missing from `Change`
    notes/liberty/n.rst:22:1: warn[missing-section] section `Storage` is missing from `Change`
    1 spec of backlog held against templates/liberty.rst: it conforms
    1 spec of kilo held against templates/kilo.rst: it conforms
    1 spec of kilo/notes held against templates/kilo.rst: it conforms (1 warning)
    1 spec of liberty held against templates/liberty.rst: it conforms
    1 spec of liberty/notes held against templates/liberty.rst: it conforms (1 warning)
    5 specs in all: all conform (2 warnings)
    ----- exit 0
    ");
    insta::assert_snapshot!(short(&scratch, &["--release", "kilo"]), @"
    notes/kilo/n.rst:22:1: warn[missing-section] section `Storage` is missing from `Change`
    1 spec of kilo held against templates/kilo.rst: it conforms
    1 spec of kilo/notes held against templates/kilo.rst: it conforms (1 warning)
    2 specs in all: all conform (1 warning)
    ----- exit 0
    ");
    insta::assert_snapshot!(short(&scratch, &["specs/backlog/b.rst", "notes/liberty/n.rst"]), @"
    notes/liberty/n.rst:22:1: warn[missing-section] section `Storage` is missing from `Change`
    1 spec of backlog held against templates/liberty.rst: it conforms
    1 spec of liberty/notes held against templates/liberty.rst: it conforms (1 warning)
    2 specs in all: all conform (1 warning)
    ----- exit 0
    ");
    let json = scratch.run(&["--format", "json", "notes/liberty"]).stdout;
    assert!(json.contains("\"name\": \"liberty/notes\"") && json.contains("\"group\": \"notes\""), "{json}");
}

#[test]
fn a_group_without_specs() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(short(scratch.config("[groups.backlog]\nsections.depth = 1\n"), &[]), @"
    nothing was checked: see the error above
    ----- stderr
    release.toml:2:9: group `backlog` does not say where its specs are
    ----- exit 2
    ");
    insta::assert_snapshot!(short(scratch.config("[groups.backlog]\nlayout.specs = \"nowhere\"\n"), &[]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
    release.toml: group `backlog` has no specs directory: there is no `nowhere`
    ----- exit 2
    ");
}

fn without_releases() -> Scratch {
    let scratch = Scratch::empty();
    scratch.write("release.toml", "[layout]\nspecs = \"text\"\ntemplate = \"t.rst\"\n").write("t.rst", TEMPLATE);
    scratch.write("text/a.rst", SPEC).write("text/deep/b.rst", lacking());
    scratch
}

#[test]
fn no_releases() {
    let scratch = without_releases();
    insta::assert_snapshot!(short(&scratch, &[]), @"
    text/deep/b.rst:22:1: error[missing-section] section `Storage` is missing from `Change`
    2 specs held against t.rst: 1 conforms, 1 does not (1 error)
    ----- exit 1
    ");
    assert_eq!(short(&scratch, &[]), short(&scratch, &["--all-releases"]));
    insta::assert_snapshot!(short(&scratch, &["text/a.rst"]), @"
    1 spec held against t.rst: it conforms
    ----- exit 0
    ");
    insta::assert_snapshot!(short(&scratch, &["--release", "liberty"]), @"
    nothing was checked: see the error above
    ----- stderr
    release.toml: this repository has no releases
    ----- exit 2
    ");
    let output = scratch.run_with_stdin(&["--stdin-name", "text/new.rst", "-"], lacking().as_bytes());
    assert_eq!(output.code, 1, "{output}");
    scratch.remove("text").directory("text");
    insta::assert_snapshot!(short(&scratch, &[]), @"
    no spec to check yet: text is empty
    ----- exit 0
    ");
    scratch.remove("text");
    insta::assert_snapshot!(short(&scratch, &[]), @"
    nothing was checked: see the error above
    ----- stderr
    release.toml: the repository has no specs directory: there is no `text`
    ----- exit 2
    ");
}

/// A layout with `{release}` needs a current one.
#[test]
fn no_current_release() {
    let scratch = Scratch::conforming();
    scratch.write("release.toml", "[layout]\ntemplate = \"t.rst\"\n");
    insta::assert_snapshot!(short(&scratch, &[]), @"
    nothing was checked: see the error above
    ----- stderr
    release.toml:1:1: `current_release` is missing
    ----- exit 2
    ");
}
