use crate::common::Scratch;

#[test]
fn a_file_that_is_no_document() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/backups.rst.orig", "Backups\n");
    insta::assert_snapshot!(scratch.run(&[]), @"
    unexpected-file

      ⚠ specs/liberty/backups.rst.orig: a file that is no spec: it is not checked
      help: move it out of the specs directory, or name it in `rules.unexpected-file.allowed` or `layout.ignore`

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}

/// Whether a file beside a spec is reported.
fn reported(options: &str, name: &str) -> bool {
    let scratch = Scratch::conforming();
    scratch.config(&format!("rules.unexpected-file = {options}")).write(&format!("specs/liberty/{name}"), "");
    scratch.run(&["--format", "short"]).stdout.contains(&format!("specs/liberty/{name}: warning[unexpected-file]"))
}

#[test]
fn by_default() {
    for name in ["a.png", "a.svg", "deep/a.jpg", "a.jpeg", "a.gif", "a.dot", "a.diag", "a.drawio", "a.puml", ".hidden"]
    {
        assert!(!reported("{}", name), "{name}");
    }
    for name in ["a.zip", "a.rst~", "a.rst.rej", "deep/Makefile", "a.json"] {
        assert!(reported("{}", name), "{name}");
    }
}

/// The list takes the place of the default. A pattern with a slash is of the whole path.
#[test]
fn allowed() {
    let options = "{ allowed = [\"*.json\", \"samples/*.xml\"] }";
    for (name, expected) in [
        ("a.json", false),
        ("deep/a.json", false),
        ("samples/a.xml", false),
        ("a.xml", true),
        ("deep/samples/a.xml", true),
        ("samples/deep/a.xml", true),
        ("a.png", true),
    ] {
        assert_eq!(reported(options, name), expected, "{name}");
    }
    assert!(reported("{ allowed = [] }", "a.png"));
}
