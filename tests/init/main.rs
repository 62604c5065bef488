//! `init`: what it finds, and what it makes from nothing.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;
mod gates;
mod kinds;
mod metadata;

use std::io::Write;
use std::path::Path;

use common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, TEMPLATE_MARKDOWN, replaced};

fn config(scratch: &Scratch) -> String {
    std::fs::read_to_string(scratch.path("release.toml")).expect("the file is there")
}

fn with(files: &[&str]) -> Scratch {
    let scratch = Scratch::empty();
    for file in files {
        let text = match (file.contains("emplate"), file.ends_with(".md")) {
            (true, false) => TEMPLATE,
            (true, true) => TEMPLATE_MARKDOWN,
            (false, false) => SPEC,
            (false, true) => SPEC_MARKDOWN,
        };
        scratch.write(file, text);
    }
    scratch
}

#[test]
fn layouts() {
    for (files, expected) in [
        (
            &["specs/kilo/a.rst", "specs/liberty/b.rst", "specs/template.rst"][..],
            "current_release = \"liberty\"\ntemplate = \"specs/template.rst\"",
        ),
        (
            &["specs/zed/a.rst", "specs/2023.1/b.rst", "specs/zed-template.rst", "specs/2023.1-template.rst"],
            "current_release = \"2023.1\"\ntemplate = \"specs/{release}-template.rst\"",
        ),
        (
            &["specs/v9/a.md", "specs/v10/b.md", "templates/v9-template.md", "templates/v10-template.md"],
            "current_release = \"v10\"\ntemplate = \"templates/{release}-template.md\"",
        ),
        (
            &["specs/kilo/a.rst", "specs/liberty/b.rst", "specs/liberty-template.rst", "specs/template.rst"],
            "current_release = \"liberty\"\ntemplate = [\"specs/{release}-template.rst\", \"specs/template.rst\"]",
        ),
        (&["text/a.md", "text/b.md", "0000-template.md"], "specs = \"text\"\ntemplate = \"0000-template.md\""),
        (
            &["proposals/a.md", "proposals/deep/b.md", "proposal-templates/0000-x-template.md"],
            "specs = \"proposals\"\ntemplate = \"proposal-templates/0000-x-template.md\"",
        ),
        (
            &["specs/approved/a.rst", "specs/backlog/b.rst", "specs/template.rst"],
            "specs = \"specs/approved\"\ntemplate = \"specs/template.rst\"",
        ),
        (
            &["specs/kilo/a.rst", "specs/backlog/b.rst", "specs/template.rst"],
            "current_release = \"kilo\"\ntemplate = \"specs/template.rst\"\n[releases.backlog]\ncheck = false",
        ),
        (&["notes/a.md", "notes/b.md", "template.md"], "specs = \"notes\"\ntemplate = \"template.md\""),
    ] {
        let scratch = with(files);
        scratch.run(&["init"]).passes();
        let text = config(&scratch);
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "[layout]");
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected, "{files:?}");
        scratch.run(&["--all-releases"]).passes();
    }
}

#[test]
fn how_it_reads() {
    let scratch =
        with(&["specs/kilo/a.rst", "specs/liberty/b.rst", "specs/ideas/c.rst", "specs/template.rst", "docs/index.md"]);
    scratch.write("specs/kilo/b.rst", replaced(SPEC, "Testing\n=======\n", "Test\n====\n"));
    insta::assert_snapshot!(scratch.run(&["init", "--dry-run"]).passes(), @r#"
    release.toml: specs in specs/{release}, templates at specs/template.rst; liberty is the newest, by its name

    diff --git a/release.toml b/release.toml
    new file mode 100644
    --- /dev/null
    +++ b/release.toml
    @@ -0,0 +1,12 @@
    +# The release that specs are written for: the newest, by its name.
    +current_release = "liberty"
    +
    +[layout]
    +# The template of all specs.
    +template = "specs/template.rst"
    +# The page that lists the releases.
    +index = "docs/index.md"
    +
    +# It is no release, by its name.
    +[releases.ideas]
    +check = false

    2 specs of kilo held against specs/template.rst: 1 conforms, 1 does not (2 errors)
    1 spec of liberty held against specs/template.rst: it conforms
    3 specs of 2 releases in all: 2 conform, 1 does not (2 errors)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    left out by release.toml: ideas

    note: most specs that fail do so since 1 of 3 lack `Testing`; 1 of 3 have sections that the template has not
    note: documents that are no specs here: 1 in docs, 1 in specs/ideas and 1 named like templates
    ----- exit 0
    "#);
    assert!(!scratch.path("release.toml").exists());
    insta::assert_snapshot!(scratch.run(&["init"]).passes(), @"
    release.toml: specs in specs/{release}, templates at specs/template.rst; liberty is the newest, by its name

    2 specs of kilo held against specs/template.rst: 1 conforms, 1 does not (2 errors)
    1 spec of liberty held against specs/template.rst: it conforms
    3 specs of 2 releases in all: 2 conform, 1 does not (2 errors)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    left out by release.toml: ideas

    note: most specs that fail do so since 1 of 3 lack `Testing`; 1 of 3 have sections that the template has not
    note: documents that are no specs here: 1 in docs, 1 in specs/ideas and 1 named like templates
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["init"]), @"
    ----- stderr
      × release.toml: there is a `release.toml` already
      help: edit it, or remove it first
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run_in("specs", &["init"]), @"
    ----- stderr
      × ../release.toml: there is a `release.toml` already
      help: edit it, or remove it first
    ----- exit 2
    ");
}

#[test]
fn with_a_release() {
    let scratch = with(&["specs/kilo/a.rst", "specs/phoenix/b.rst", "specs/template.rst"]);
    scratch.run(&["init", "--release", "phoenix"]).passes();
    assert!(config(&scratch).contains("current_release = \"phoenix\""), "{}", config(&scratch));
    scratch.run(&["--all-releases"]).passes();
}

#[test]
fn without_a_template() {
    let scratch = with(&["specs/kilo/a.rst", "specs/kilo/b.rst", "specs/liberty/c.rst"]);
    scratch.write(
        "specs/liberty/d.rst",
        replaced(SPEC, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", ""),
    );
    insta::assert_snapshot!(scratch.run(&["init"]), @"
    ----- stderr
      × no template is found for the specs in specs/{release}
      help: `--template FILE` names it; `--from-specs` proposes one: the sections that most specs share
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["init", "--from-specs"]).passes(), @"
    specs/template.rst: a proposal, of the sections that most specs share
    release.toml: specs in specs/{release}, templates at specs/template.rst; liberty is the newest, by its name

    2 specs of kilo held against specs/template.rst: all conform
    2 specs of liberty held against specs/template.rst: all conform
    4 specs of 2 releases in all: all conform
    ----- exit 0
    ");
    insta::assert_snapshot!(std::fs::read_to_string(scratch.path("specs/template.rst")).expect("it is there"), @"
    =====
    Title
    =====

    .. speclint: open, any-order

    Say in one paragraph what this is about.

    Problem
    =======

    .. 4 of 4 specs have this section.

    Change
    ======

    .. 4 of 4 specs have this section.

    Interfaces
    ----------

    .. 4 of 4 specs have this section.

    Storage
    -------

    .. 4 of 4 specs have this section.

    Testing
    =======

    .. speclint: optional

    .. 3 of 4 specs have this section.
    ");
    scratch.run(&["--all-releases"]).passes();
}

#[test]
fn from_markdown_specs() {
    let scratch = with(&["text/a.md", "text/b.md"]);
    scratch.run(&["init", "--from-specs"]).passes();
    scratch.run(&[]).passes();
}

/// From nothing: a repository that passes the strictest check, and in which a release can be opened.
#[test]
fn an_empty_directory() {
    for format in ["rst", "md"] {
        let scratch = Scratch::empty();
        scratch.write("LICENSE", "Free.\n");
        let output = scratch.run(&["init", "--format", format, "--release", "2026.1"]).passes();
        assert!(output.stdout.contains("specs/2026.1/decide-by-writing"), "{output}");
        let output = scratch.run(&["--deny-warnings"]).passes();
        assert!(output.stdout.starts_with("1 spec of 2026.1 held against "), "{output}");
        scratch.run(&["new", "second"]).passes();
        scratch.run(&["release", "open", "2026.2"]).passes();
        let output = scratch.run(&["--all-releases", "--format", "short"]);
        assert_eq!(output.stdout.matches("error[").count(), 1, "what `new` wrote has to be filled in: {output}");
        assert!(output.stdout.contains("error[empty-document]"), "{output}");
    }
}

#[test]
fn a_readme_that_is_there_stays() {
    let scratch = Scratch::empty();
    scratch.write("README.md", "Ours.\n").run(&["init", "--format", "md"]).passes();
    assert_eq!(std::fs::read_to_string(scratch.path("README.md")).expect("it is there"), "Ours.\n");
}

#[test]
fn what_cannot_be() {
    let scratch = with(&["specs/kilo/a.rst", "specs/template.rst"]);
    for args in
        [&["nowhere"][..], &["specs/template.rst"], &["--release", "a/b"], &["--release", ".."], &["--release", "a:b"]]
    {
        let output = scratch.run(&[&["init"], args].concat());
        assert_eq!(output.code, 2, "{args:?}: {output}");
        assert!(!scratch.path("release.toml").exists(), "{args:?}");
    }
    let output = with(&["a.rst", "b.rst"]).run(&["init"]);
    assert_eq!(output.code, 2, "{output}");
}

/// Each repository of `../shared/corpus`: layout, template, current release, specs.
#[test]
fn real_repositories() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        // Not by a macro: the test harness would keep it to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED real_repositories: there is no ../shared/corpus");
        return;
    }
    let mut others = Vec::new();
    for (name, specs, template, current, count) in [
        ("trove-specs", "specs/{release}", "specs/template.rst", "rocky", 79),
        ("nova-specs", "specs/{release}", "specs/{release}-template.rst", "2026.2", 807),
        ("cinder-specs", "specs/{release}", "specs/template.rst", "2026.1", 208),
        ("glance-specs", "specs/{release}", "specs/template.rst", "2026.2", 188),
        ("heat-specs", "specs/{release}", "specs/templates/{release}-template.rst", "queens", 147),
        ("ironic-specs", "specs/approved", "specs/template.rst", "", 125),
        ("manila-specs", "specs/{release}", "specs/template.rst", "hibiscus", 55),
        ("oslo-specs", "specs/{release}", "specs/template.rst", "epoxy", 86),
        ("qa-specs", "specs", "template.rst", "", 45),
        ("magnum-specs", "specs/{release}", "specs/template.rst", "hibiscus", 13),
        ("masakari-specs", "specs/{release}", "specs/{release}-template.rst", "2025.2", 12),
        ("swift-specs", "specs", "template.rst", "", 19),
        ("rust-rfcs", "text/[0-9]*.md", "0000-template.md", "", 639),
        ("swift-evolution", "proposals/[0-9]*.md", "proposal-templates/0000-swift-template.md", "", 575),
    ] {
        let scratch = Scratch::empty();
        let root = corpus.join(name);
        for entry in walkdir::WalkDir::new(&root) {
            let entry = entry.expect("readable");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
                scratch.write(&path, std::fs::read(entry.path()).expect("readable"));
            }
        }
        let output = scratch.run(&["init"]).passes();
        let text = config(&scratch);
        let is_default = specs == "specs/{release}";
        let is_as_expected = text.contains(&format!("{specs:?}")) != is_default
            && text.contains(&format!("{template:?}"))
            && text.contains("current_release") != current.is_empty()
            && (text.contains(&format!("current_release = {current:?}")) || current.is_empty())
            && output.stdout.contains(&format!("{count} specs"));
        if !is_as_expected {
            others.push(format!("{name}: {text}{}", output.stdout));
        }
        let check = scratch.run(&["--all-releases", "--format", "short"]);
        assert!(check.code < 2, "{name}: {check}");
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
