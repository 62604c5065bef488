//! Headings that get other names, with all that refers to them: in the document and in others of the repository.

use crate::common::Scratch;

fn repository(extension: &str, template: &str) -> Scratch {
    let scratch = Scratch::empty();
    scratch.write("release.toml", format!("layout.specs = \"specs\"\nlayout.template = \"template.{extension}\"\n"));
    scratch.write(&format!("template.{extension}"), template);
    scratch
}

fn text(scratch: &Scratch, path: &str) -> String {
    std::fs::read_to_string(scratch.path(path)).expect("it is there")
}

const RST: &str = "S\n#\n\nProposed change\n===============\n\nNone.\n\nOther\n=====\n\nNone.\n";
const MARKDOWN: &str = "# S\n\n## Summary\n\nNone.\n\n## Other\n\nNone.\n";

fn rst(reference: &str) -> String {
    format!("S\n#\n\nPropsed change\n==============\n\nNone.\n\nOther\n=====\n\n{reference}\n")
}

fn markdown(reference: &str) -> String {
    format!("# S\n\n## Summry\n\nNone.\n\n## Other\n\n{reference}\n")
}

#[test]
fn in_the_document() {
    for (before, after) in [
        ("See `Propsed change`_.", "See `Proposed change`_."),
        ("See `it <Propsed change_>`_.", "See `it <Proposed change_>`_."),
        (".. _x: `Propsed change`_", ".. _x: `Proposed change`_"),
        (
            "See :ref:`Propsed change` and :ref:`it <propsed change>`.",
            "See :ref:`Proposed change` and :ref:`it <Proposed change>`.",
        ),
        ("See `it <#propsed-change>`_.", "See `it <#proposed-change>`_."),
    ] {
        let scratch = repository("rst", RST);
        scratch.write("specs/a.rst", rst(before)).run(&["fix"]);
        assert_eq!(
            text(&scratch, "specs/a.rst"),
            RST.replace("Other\n=====\n\nNone.", &format!("Other\n=====\n\n{after}"))
        );
    }
    for (before, after) in [
        ("- [Summry](#summry)\n- [Other](#other)", "- [Summary](#summary)\n- [Other](#other)"),
        ("[it](#summry \"why\")", "[it](#summary \"why\")"),
        ("<a href=\"#summry\">it</a>", "<a href=\"#summary\">it</a>"),
        ("[it]\n\n[it]: #summry", "[it]\n\n[it]: #summary"),
        ("[it](#user-content-summry)", "[it](#user-content-summary)"),
    ] {
        let scratch = repository("md", MARKDOWN);
        scratch.write("specs/a.md", markdown(before)).run(&["fix"]);
        assert_eq!(text(&scratch, "specs/a.md"), MARKDOWN.replace("Other\n\nNone.", &format!("Other\n\n{after}")));
    }
}

/// What cannot be written anew keeps the heading.
#[test]
fn in_the_document_and_not_to_be_rewritten() {
    for reference in [
        "See `Propsed\nchange`_.",
        "See `Propsed change`_.\n\nPropsed change\n--------------\n\nNone.",
        "See |propsed change|_.\n\n.. |propsed change| image:: x.png",
        "+--------------------+\n| `Propsed change`_  |\n+--------------------+",
        "See `it <https://example.org/specs/a.html#propsed-change>`_.",
    ] {
        let scratch = repository("rst", RST);
        let output = scratch.write("specs/a.rst", rst(reference)).run(&["fix"]);
        assert_eq!(text(&scratch, "specs/a.rst"), rst(reference));
        assert!(output.stdout.contains("renamed-section not fixed: "), "{}", output.stdout);
    }
}

#[test]
fn in_other_documents() {
    let scratch = repository("md", MARKDOWN);
    scratch.write("specs/a.md", markdown("None."));
    scratch.write("specs/b.md", MARKDOWN.replace("Other\n\nNone.", "Other\n\n[it](a.md#summry), [own](#summary)"));
    scratch.write("docs/page.rst", "`It <../specs/a.md#summry>`_ and `another <../specs/b.md#summry>`_\n");
    scratch.write("README.md", "[it](./specs/a.md#summry), [no](https://example.org/#summry)\n");
    // These are nobody's documents.
    for path in [".cache/page.md", "node_modules/page.md"] {
        scratch.write(path, "[it](../specs/a.md#summry)\n");
    }
    insta::assert_snapshot!(scratch.run(&["fix", "--diff"]), @"
    --- a/README.md
    +++ b/README.md
    @@ -1 +1 @@
    -[it](./specs/a.md#summry), [no](https://example.org/#summry)
    +[it](./specs/a.md#summary), [no](https://example.org/#summry)
    --- a/docs/page.rst
    +++ b/docs/page.rst
    @@ -1 +1 @@
    -`It <../specs/a.md#summry>`_ and `another <../specs/b.md#summry>`_
    +`It <../specs/a.md#summary>`_ and `another <../specs/b.md#summry>`_
    --- a/specs/a.md
    +++ b/specs/a.md
    @@ -1,6 +1,6 @@
     # S
     
    -## Summry
    +## Summary
     
     None.
     
    --- a/specs/b.md
    +++ b/specs/b.md
    @@ -6,4 +6,4 @@
     
     ## Other
     
    -[it](a.md#summry), [own](#summary)
    +[it](a.md#summary), [own](#summary)
    1 diagnostic would be fixed in 1 of 2 specs; 2 diagnostics left, see `speclint check`
    ----- exit 1
    ");
    insta::assert_snapshot!(scratch.run(&["fix"]), @"
    specs/a.md: renamed-section
    README.md: references to specs/a.md
    docs/page.rst: references to specs/a.md
    specs/b.md: references to specs/a.md
    1 diagnostic fixed in 1 of 2 specs; 2 diagnostics left, see `speclint check`
    ----- exit 0
    ");
    assert!(text(&scratch, "specs/b.md").contains("[it](a.md#summary), [own](#summary)"));
    assert_eq!(
        text(&scratch, "docs/page.rst"),
        "`It <../specs/a.md#summary>`_ and `another <../specs/b.md#summry>`_\n"
    );
    assert_eq!(text(&scratch, "README.md"), "[it](./specs/a.md#summary), [no](https://example.org/#summry)\n");
}

/// Two specs that refer to each other, and both get other headings.
#[test]
fn of_each_other() {
    let scratch = repository("md", MARKDOWN);
    scratch.write("specs/a.md", markdown("[it](b.md#summry)")).write("specs/b.md", markdown("[it](a.md#summry)"));
    let diff = scratch.run(&["fix", "--diff"]);
    assert_eq!(diff.stdout.matches("+[it](").count(), 2, "{}", diff.stdout);
    scratch.run(&["fix"]).passes();
    for (path, other) in [("specs/a.md", "b"), ("specs/b.md", "a")] {
        let expected = MARKDOWN.replace("Other\n\nNone.", &format!("Other\n\n[it]({other}.md#summary)"));
        assert_eq!(text(&scratch, path), expected);
    }
}

/// Where another document cannot be changed, or may mean another section, nothing is.
#[test]
fn in_other_documents_that_stay() {
    for (other, bytes, why) in [
        (
            "docs/x.md",
            &b"\xff [it](../specs/a.rst#propsed-change)\n"[..],
            "docs/x.md may refer to it, and is not UTF-8",
        ),
        (
            "docs/x.rst",
            b"`It <https://example.org/a.html#propsed-change>`_\n",
            "docs/x.rst:1 may refer to it, or to another",
        ),
        (
            "docs/x.rst",
            b"S\n#\n\nPropsed change\n==============\n\n:ref:`Propsed change`\n",
            "docs/x.rst:7 may refer to it, or to another section",
        ),
    ] {
        let scratch = repository("rst", RST);
        scratch.write("specs/a.rst", rst("None. ")).write(other, bytes);
        let output = scratch.run(&["fix"]);
        // All else is fixed.
        assert_eq!(text(&scratch, "specs/a.rst"), rst("None."));
        assert!(
            output.stdout.contains(&format!("specs/a.rst:4: renamed-section not fixed: {why}")),
            "{}",
            output.stdout
        );
        assert_eq!(std::fs::read(scratch.path(other)).expect("it is there"), bytes);
    }
}

/// A label of this name is something else.
#[test]
fn a_label_of_the_old_name() {
    let scratch = repository("rst", RST);
    let other = "See `Propsed change`_.\n\n.. _propsed change:\n\nA paragraph.";
    scratch.write("specs/a.rst", rst(other)).run(&["fix"]).passes();
    assert_eq!(
        text(&scratch, "specs/a.rst"),
        RST.replace("Other\n=====\n\nNone.", &format!("Other\n=====\n\n{other}"))
    );
    let scratch = repository("rst", RST);
    let page = ".. _propsed change:\n\nSee :ref:`it <propsed change>`.\n";
    scratch.write("specs/a.rst", rst("None.")).write("docs/x.rst", page).run(&["fix"]).passes();
    assert_eq!(text(&scratch, "specs/a.rst"), RST);
    assert_eq!(text(&scratch, "docs/x.rst"), page);
}

/// One of several files that cannot be written keeps all of them.
#[cfg(unix)]
#[test]
fn all_or_nothing() {
    let scratch = repository("md", MARKDOWN);
    scratch.write("specs/a.md", markdown("None.")).write("page.md", "[it](specs/a.md#summry)\n");
    let path = scratch.path("page.md");
    let mut permissions = path.metadata().expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("its owner may");
    assert_eq!(scratch.run(&["fix"]).code, 2);
    assert_eq!(text(&scratch, "specs/a.md"), markdown("None."));
}

/// With a machine that reads, standard output is JSON and nothing else.
#[test]
fn with_a_check_in_json() {
    let scratch = repository("md", MARKDOWN);
    scratch.write("specs/a.md", markdown("None.")).write("specs/b.md", b"\xff");
    for args in [&["check", "--fix", "--diff", "--format", "json"][..], &["check", "--fix", "--format", "json"]] {
        let output = scratch.run(args);
        assert_eq!(output.code, 2, "one spec could not be read");
        let report: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
        assert!(report.to_string().contains("encoding"));
        assert!(!output.stderr.contains("nothing is left"), "{}", output.stderr);
    }
}

/// `--diff` is red where it shows something, and where the check would be.
#[test]
fn exit_codes_of_diff() {
    let scratch = repository("md", MARKDOWN);
    scratch.write("specs/a.md", MARKDOWN);
    assert_eq!(scratch.run(&["check", "--fix", "--diff"]).code, 0);
    assert_eq!(scratch.run(&["fix", "--diff"]).code, 0);
    scratch.write("specs/a.md", markdown("None."));
    assert_eq!(scratch.run(&["check", "--fix", "--diff"]).code, 1);
    assert_eq!(scratch.run(&["fix", "--diff"]).code, 1);
    scratch.write("specs/a.md", "# S\n\n## Summary\n\nNone.\n");
    assert_eq!(scratch.run(&["check", "--fix", "--diff"]).code, 1);
    assert_eq!(scratch.run(&["fix", "--diff"]).code, 0);
}

/// A name that leads to another section already is not given to a second one.
#[test]
fn to_what_has_the_new_name_already() {
    let scratch = Scratch::empty();
    scratch.write("release.toml", "layout.specs = \"specs\"\nlayout.template = \"t.rst\"\n");
    scratch.write("t.rst", "T\n=\n\nA\n-\n\nSecurity impact\n~~~~~~~~~~~~~~~\n\nB\n-\n");
    let spec = "T\n=\n\nA\n-\n\nSecurty impact\n~~~~~~~~~~~~~~\n\n`Security Impact`_\n\nB\n-\n\nx\n\n\
                Security Impact\n~~~~~~~~~~~~~~~\n\ny\n";
    scratch.write("specs/s.rst", spec).run(&["fix"]);
    assert_eq!(std::fs::read_to_string(scratch.path("specs/s.rst")).expect("it is there"), spec);
    scratch.write("t.md", "# T\n\n## A\n\n## Security impact\n").remove("t.rst").remove("specs/s.rst");
    scratch.write("release.toml", "layout.specs = \"specs\"\nlayout.template = \"t.md\"\n");
    let spec = "# T\n\n## A\n\nsee [s](#security-impact)\n\n## Securty impact\n\nz\n\n<a id=\"security-impact\"></a>\n\nhere\n";
    scratch.write("specs/s.md", spec).run(&["fix"]);
    assert_eq!(std::fs::read_to_string(scratch.path("specs/s.md")).expect("it is there"), spec);
}

/// Links in whatever document that people read, however it is called and the path is written.
#[test]
fn in_all_documents() {
    for (other, before, after) in [
        ("x.md", "[it](specs/my%20spec.md#summry)\n", "[it](specs/my%20spec.md#summary)\n"),
        (
            ".github/PULL_REQUEST_TEMPLATE.md",
            "[it](<../specs/my spec.md#summry>)\n",
            "[it](<../specs/my spec.md#summary>)\n",
        ),
        ("README.MD", "[it](specs/my%20spec.md#summry)\n", "[it](specs/my%20spec.md#summary)\n"),
        ("page.RST", "`it <specs/my%20spec.md#summry>`_\n", "`it <specs/my%20spec.md#summary>`_\n"),
        // What tools keep, and another repository.
        (".venv/x.md", "[it](../specs/my%20spec.md#summry)\n", "[it](../specs/my%20spec.md#summry)\n"),
        ("other/x.md", "[it](../specs/my%20spec.md#summry)\n", "[it](../specs/my%20spec.md#summry)\n"),
    ] {
        let scratch = repository("md", MARKDOWN);
        scratch.write("other/.git", "gitdir: elsewhere\n");
        scratch
            .write("specs/my spec.md", markdown("[own](my%20spec.md#summry)"))
            .write(other, before)
            .run(&["fix"])
            .passes();
        assert_eq!(text(&scratch, other), after, "{other}");
        assert!(text(&scratch, "specs/my spec.md").contains("[own](my%20spec.md#summary)"));
    }
}

/// What docutils puts into the document: HTML as it is, and other files.
#[test]
fn in_what_a_document_includes() {
    let raw = |name: &str| format!("None.\n\n.. raw:: html\n\n   <a href=\"#{name}\">it</a>");
    let scratch = repository("rst", RST);
    scratch.write("specs/a.rst", rst(&raw("propsed-change"))).run(&["fix"]).passes();
    assert_eq!(
        text(&scratch, "specs/a.rst"),
        RST.replace("Other\n=====\n\nNone.", &format!("Other\n=====\n\n{}", raw("proposed-change")))
    );
    let scratch = repository("rst", RST);
    let spec = rst("None.\n\n.. include:: notes.txt");
    let output = scratch.write("specs/a.rst", &spec).write("specs/notes.txt", "See `Propsed change`_.\n").run(&["fix"]);
    assert_eq!(text(&scratch, "specs/a.rst"), spec);
    let why = "renamed-section not fixed: notes.txt refers to it, which line 14 includes";
    assert!(output.stdout.contains(why), "{output}");
    scratch.write("specs/notes.txt", "See Other_.\n").run(&["fix"]).passes();
    assert!(text(&scratch, "specs/a.rst").starts_with("S\n#\n\nProposed change\n"));
}
