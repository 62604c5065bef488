//! `layout.formats`: documents of other extensions.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

const TXT: &str = "layout.formats = { txt = 'rst' }\n";

#[test]
fn markdown_in_full() {
    Scratch::new().check("spec.markdown", SPEC_MARKDOWN).passes();
    let scratch = Scratch::with_markdown();
    let template = std::fs::read(scratch.path("templates/liberty.md")).expect("a template");
    scratch.remove("templates/liberty.md").write("templates/liberty.markdown", template);
    scratch.config("layout.template = 'templates/{release}.markdown'").check("spec.markdown", SPEC_MARKDOWN).passes();
}

#[test]
fn specs() {
    let scratch = Scratch::new();
    scratch.config(TXT);
    scratch.check("spec.txt", SPEC).passes();
    let spec = replaced(SPEC, "Testing\n=======\n", "Tests\n=====\n");
    assert!(!scratch.findings("spec.txt", spec).is_empty());
}

/// Without it a text is none.
#[test]
fn nothing_is_a_document_by_accident() {
    insta::assert_snapshot!(Scratch::new().check("spec.txt", SPEC), @"
    nothing was checked: see the error above
    ----- stderr
      × `specs/liberty/spec.txt` is in a specs directory, but it is no spec
      help: a spec ends in `.rst`, `.md` or `.markdown`, and its name does not begin with a dot

    ----- exit 2
    ");
}

#[test]
fn mistakes() {
    for (config, message) in [
        ("layout.formats = { txt = 'rts' }", "unknown value `rts`"),
        ("layout.formats = { 'a.b' = 'rst' }", "`a.b` is no extension of files, such as `txt`"),
        ("layout.formats = { '' = 'rst' }", "`` is no extension of files, such as `txt`"),
        ("layout.formats = ['txt']", "invalid type"),
    ] {
        let scratch = Scratch::new();
        scratch.config(config);
        let output = scratch.check("spec.rst", SPEC);
        assert_eq!(output.code, 2, "{config}");
        assert!(output.stderr.contains(message), "{config}: {}", output.stderr);
    }
}
