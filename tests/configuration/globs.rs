//! `layout.specs` with several paths and with globs.

use crate::common::{SPEC, Scratch, TEMPLATE};

/// A repository with these specs, and this `layout.specs`.
fn repository(specs: &str, files: &[&str]) -> Scratch {
    let scratch = Scratch::empty();
    scratch.config(&format!("layout = {{ specs = {specs}, template = \"t.rst\" }}\n")).write("t.rst", TEMPLATE);
    for file in files {
        scratch.write(file, SPEC);
    }
    scratch
}

#[test]
fn which_files_they_match() {
    for (specs, files, count) in [
        ("[\"a/{release}\", \"b/{release}\"]", &["a/liberty/x.rst", "b/liberty/y.rst", "c/liberty/z.rst"][..], 2),
        ("\"*/{release}\"", &["a/liberty/x.rst", "b/liberty/deep/y.rst", "a/kilo/z.rst"], 2),
        ("\"{a,b}/{release}\"", &["a/liberty/x.rst", "b/liberty/y.rst", "c/liberty/z.rst"], 2),
        ("\"[ab]/{release}\"", &["a/liberty/x.rst", "b/liberty/y.rst", "c/liberty/z.rst"], 2),
        ("\"?/{release}\"", &["a/liberty/x.rst", "bb/liberty/y.rst"], 1),
        ("\"s/{release}/*.rst\"", &["s/liberty/x.rst", "s/liberty/deep/y.rst"], 1),
        ("\"s/{release}/**/*.rst\"", &["s/liberty/x.rst", "s/liberty/deep/er/y.rst"], 2),
        ("\"s/{release}/*/spec.rst\"", &["s/liberty/a/spec.rst", "s/liberty/a/notes.rst", "s/liberty/spec.rst"], 1),
        (
            "\"s/{release}/{approved,done}/x\"",
            &["s/liberty/approved/x/a.rst", "s/liberty/done/x/b.rst", "s/liberty/approved/a.rst"],
            2,
        ),
        // A name that is written out is meant, though `layout.ignore` holds it.
        ("\"s/{release}/*/README.rst\"", &["s/liberty/a/README.rst", "s/liberty/b/README.rst"], 2),
    ] {
        let output = repository(specs, files).run(&[]).passes();
        let noun = if count == 1 { "spec" } else { "specs" };
        assert!(output.stdout.starts_with(&format!("{count} {noun} of liberty ")), "{specs}: {output}");
    }
}

#[test]
fn that_match_nothing() {
    insta::assert_snapshot!(repository("\"*/{release}/*.rst\"", &["a/kilo/x.rst"]).run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the current release `liberty` has no specs: nothing matches `*/{release}/*.rst`
      help: create the directory, or name one of the releases kilo

    ----- exit 2
    ");
    insta::assert_snapshot!(repository("[\"a/{release}\", \"b/{release}\"]", &["c/x.rst"]).run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the current release `liberty` has no specs directory: there is no `a/liberty`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
}

#[test]
fn the_releases_that_they_find() {
    let scratch = repository("\"*/{release}/*.rst\"", &["a/liberty/x.rst", "b/kilo/y.rst", "b/mitaka/deep/z.rst"]);
    insta::assert_snapshot!(scratch.run(&["--all-releases"]), @"
    1 spec of kilo held against t.rst: it conforms
    1 spec of liberty held against t.rst: it conforms
    2 specs of 2 releases in all: all conform
    ----- exit 0
    ");
}

#[test]
fn mistakes() {
    for specs in [
        "\"**/{release}\"",
        "\"a/[\"",
        "\"a/*{release}\"",
        "\"a/{releases}\"",
        "\"../*/{release}\"",
        "\"\"",
        "[\"a\", \"\"]",
    ] {
        let output = repository(specs, &[]).run(&[]);
        assert_eq!(output.code, 2, "{specs}: {output}");
        assert!(output.stderr.contains("release.toml:2:"), "{specs}: {output}");
    }
    insta::assert_snapshot!(repository("\"**/{release}\"", &[]).run(&[]), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `**/{release}` does not say where the release's name stands
       ╭─[release.toml:2:20]
     1 │ current_release = "liberty"
     2 │ layout = { specs = "**/{release}", template = "t.rst" }
       ·                    ───────┬──────
       ·                           ╰── `**` here
       ╰────
      help: a `**` before it could end anywhere: write a `*` for each directory

    ----- exit 2
    "#);
}
