use crate::common::{SPEC, Scratch, replaced};

/// What `new` writes says nothing yet.
#[test]
fn a_new_spec() {
    for scratch in [Scratch::new(), Scratch::with_markdown()] {
        for args in [&["new", "backups"][..], &["new", "nightly", "--bare"]] {
            scratch.run(args).passes();
            let output = scratch.run(&["--format", "short"]);
            scratch.remove("specs/liberty").directory("specs/liberty");
            assert_eq!(output.code, 1, "{output}");
            assert_eq!(output.stdout.matches("error[").count(), 1, "{output}");
            assert!(output.stdout.contains("error[empty-document] nothing is written under any heading"), "{output}");
        }
    }
}

#[test]
fn headings_alone() {
    let spec = "Problem\n=======\n\nChange\n======\n\n.. a comment\n\nTesting\n=======\n";
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", spec);
    insta::assert_snapshot!(scratch.config("rules.empty-section = \"off\"").check("spec.rst", spec), @"
    empty-document

      × nothing is written under any heading
       ╭─[specs/liberty/spec.rst:1:1]
     1 │ Problem
       · ───┬───
       ·    ╰── neither here nor in the other sections
     2 │ =======
       ╰────
      help: say in each section what there is to say, or that there is nothing: `None.`

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

/// One word in a section is enough, or in a subsection; what stands before the sections is none.
#[test]
fn one_section_that_is_not_empty() {
    let template = "# Title\n\n## Problem\n\n## Change\n\n### Storage\n";
    let scratch = Scratch::with_markdown();
    scratch.write("templates/liberty.md", template).config("rules.empty-section = \"off\"");
    for (spec, is_empty) in [
        ("# T\n\nText.\n\n## Problem\n\n## Change\n\n### Storage\n", true),
        ("# T\n\n## Problem\n\nNone.\n\n## Change\n\n### Storage\n", false),
        ("# T\n\n## Problem\n\n## Change\n\n### Storage\n\nNone.\n", false),
        ("# T\n\n## Problem\n\n## Change\n\n### Storage\n\n#### Notes\n\nNone.\n", false),
    ] {
        let found = scratch.findings("spec.md", spec);
        assert_eq!(found.iter().any(|found| found.contains("empty-document")), is_empty, "{spec}");
        assert_eq!(found.len(), usize::from(is_empty), "{found:#?}");
    }
}

#[test]
fn suppressed_by_a_comment() {
    let scratch = Scratch::with_markdown();
    scratch.write("templates/liberty.md", "# Title\n\n## Problem\n\n## Change\n");
    let spec = "# T\n\n<!-- speclint: allow empty-document, empty-section -->\n\n## Problem\n\n## Change\n";
    assert_eq!(scratch.findings("spec.md", spec), [""; 0]);
}

/// Sections that the template has not are no sections of the spec that could be empty.
#[test]
fn without_a_section_of_the_template() {
    let found = Scratch::new().findings(
        "spec.rst",
        replaced(SPEC, "\nTesting\n=======\n\nA scenario restores the backup of the night before.\n", ""),
    );
    assert!(found.iter().all(|found| !found.contains("empty-document")), "{found:#?}");
    let found = Scratch::with_markdown().findings("spec.md", "# T\n\n## Thoughts\n\n## Others\n");
    assert!(found.iter().all(|found| !found.contains("empty-document")), "{found:#?}");
}
