//! Templates that are none.

use crate::common::{SPEC, Scratch, TEMPLATE, replaced};

/// The check of a good spec against this template.
fn against(template: impl AsRef<[u8]>) -> crate::common::Output {
    let scratch = Scratch::conforming();
    scratch.write("templates/liberty.rst", template).run(&[])
}

#[test]
fn missing() {
    let scratch = Scratch::conforming();
    scratch.write("specs/kilo/a.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&["--all-releases"]), @r#"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × release.toml: release `kilo` has no template
      help: none of these files exists:

                templates/kilo.rst
                templates/kilo.md

            copy a template there, or name another place in `layout.template`, or leave the release out with

                [releases."kilo"]
                check = false

    ----- exit 2
    "#);
}

/// `check = false` leaves a release out of all releases, and of nothing else.
#[test]
fn missing_for_the_current_release() {
    let scratch = Scratch::conforming();
    let output = scratch.remove("templates/liberty.rst").run(&[]);
    assert_eq!(output.code, 2, "{output}");
    assert!(!output.stderr.contains("check = false"), "{output}");
}

#[test]
fn empty() {
    insta::assert_snapshot!(against(""), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.rst: the template is empty
      help: a template has the sections that specs must have

    ----- exit 2
    ");
    assert_eq!(against(" \n\n").code, 2);
}

#[test]
fn without_a_section() {
    insta::assert_snapshot!(against("Topic\n=====\n\nSay what changes.\n"), @"
    nothing was checked: see the error above
    ----- stderr
      × the template has no section: a check against it would find nothing to check
       ╭─[templates/liberty.rst:1:1]
     1 │ Topic
       · ──┬──
       ·   ╰── the title
     2 │ =====
       ╰────
      help: the only heading became the document's title; write the sections that specs must have below it

    ----- exit 2
    ");
}

#[test]
fn without_a_section_under_an_overlined_title() {
    let output = against("=====\nTitle\n=====\n\nSay what changes.\n");
    assert!(output.code == 2 && output.stderr.contains("[templates/liberty.rst:2:1]"), "{output}");
}

#[test]
fn without_a_heading() {
    insta::assert_snapshot!(against("Say what changes.\n"), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.rst: the template has no section: a check against it would find nothing to check
      help: write the sections that specs must have as headings

    ----- exit 2
    ");
}

/// The section became the subtitle.
#[test]
fn with_a_lone_section() {
    let output = against("=====\nTitle\n=====\n\nProblem\n=======\n\nSay what it is.\n");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("subtitle"), "{output}");
}

#[test]
fn not_utf8() {
    let template = replaced(TEMPLATE, "Tell what", "Tell \u{1} what").into_bytes();
    let template: Vec<u8> = template.into_iter().map(|byte| if byte == 1 { 0xfc } else { byte }).collect();
    insta::assert_snapshot!(against(template), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.rst: not UTF-8: the byte at offset 86 begins no character
      help: save the file as UTF-8 text

    ----- exit 2
    ");
}

#[test]
fn with_a_byte_order_mark_and_carriage_returns() {
    let output = against(format!("\u{feff}{}", TEMPLATE.replace('\n', "\r\n")));
    output.passes();
}

#[test]
fn a_directory() {
    let scratch = Scratch::conforming();
    scratch.remove("templates/liberty.rst").directory("templates/liberty.rst");
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.rst: cannot read the file: it is a directory

    ----- exit 2
    ");
}

#[test]
fn of_another_kind() {
    let scratch = Scratch::conforming();
    scratch.config("layout.template = \"templates/liberty.txt\"\n").write("templates/liberty.txt", TEMPLATE);
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.txt: a template has to be a document, whose name ends in `.rst`, `.md` or `.markdown`
      help: rename it, or say the format of its extension in `layout.formats`

    ----- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::new());
    scratch.remove("templates/liberty.rst");
    scratch.link("templates/liberty.rst", elsewhere.root().join("templates/liberty.rst"));
    let output = scratch.run(&[]);
    let elsewhere = elsewhere.root().to_string_lossy().into_owned();
    insta::assert_snapshot!(output.to_string().replace(&elsewhere, "[ELSEWHERE]"), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.rst: a symbolic link leads out of the repository, to `[ELSEWHERE]/templates/liberty.rst`; it is not followed
      help: put the file itself into the repository

    ----- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn a_link_within_the_repository() {
    let scratch = Scratch::conforming();
    scratch
        .write("templates/kilo.rst", TEMPLATE)
        .remove("templates/liberty.rst")
        .link("templates/liberty.rst", "kilo.rst");
    scratch.run(&[]).passes();
}

/// A link to nothing is not passed over for the next of the list.
#[cfg(unix)]
#[test]
fn a_broken_link() {
    let scratch = Scratch::conforming();
    scratch.write("templates/liberty.md", crate::common::TEMPLATE_MARKDOWN);
    scratch.remove("templates/liberty.rst").link("templates/liberty.rst", "nowhere.rst");
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × templates/liberty.rst: cannot read the file: no such file or directory

    ----- exit 2
    ");
}

/// Without a spec nothing is held against a template: a release that was just opened need not have one.
#[test]
fn missing_in_an_empty_release() {
    let scratch = Scratch::new();
    scratch.remove("templates/liberty.rst").run(&[]).passes();
}

/// Its section would not be demanded of any spec.
#[test]
fn with_a_heading_that_docutils_refuses() {
    let output = against("=====\nTitle\n=====\n\nProblem\n-------\n\nText.\n\n========\nSecurity\n--------\n\nText.\n");
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("[templates/liberty.rst:10:1]"), "{output}");
}

/// What is indented is an example of a heading, and no section.
#[test]
fn with_an_indented_heading() {
    let output = against("=====\nTitle\n=====\n\nProblem\n=======\n\n   Like this\n   =========\n\nChange\n======\n");
    assert_eq!((output.code, &*output.stderr), (1, ""), "{output}");
}
