use crate::common::{SPEC, Scratch};

#[test]
fn off_by_default() {
    insta::assert_snapshot!(Scratch::new().run(&[]), @"
    no spec of liberty to check yet: specs/liberty is empty
    ----- exit 0
    ");
}

#[test]
fn on() {
    let scratch = Scratch::new();
    insta::assert_snapshot!(scratch.config("rules.empty-release = \"error\"").run(&[]), @r#"
    empty-release

      × specs/liberty: the release has no spec
      help: add a spec, or set `empty-release = "off"` while the release is being opened

    no spec of liberty to check yet: specs/liberty is empty (1 error)
    ----- exit 1
    "#);
    let output = scratch.config("rules.empty-release = \"warn\"").run(&[]);
    assert_eq!(output.code, 0);
    assert!(output.stdout.contains("the release has no spec"), "{output}");
}

/// A page that each directory has does not fill it.
#[test]
fn front_pages() {
    let scratch = Scratch::new();
    scratch.config("rules.empty-release = \"error\"");
    scratch.write("specs/liberty/index.rst", "Liberty\n").write("specs/liberty/README.md", "Liberty\n");
    assert_eq!(scratch.run(&[]).code, 1);
    scratch.write("specs/liberty/a.rst", SPEC).run(&[]).passes();
}

#[test]
fn for_one_release() {
    let scratch = Scratch::new();
    scratch
        .directory("specs/kilo")
        .config("rules.empty-release = \"error\"\nreleases.kilo.rules.empty-release = \"off\"");
    assert_eq!(scratch.run(&["--release", "kilo"]).code, 0);
    assert_eq!(scratch.run(&["--release", "liberty"]).code, 1);
}
