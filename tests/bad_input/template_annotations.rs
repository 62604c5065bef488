//! Annotations that do not parse.

use crate::common::{Output, Scratch, TEMPLATE, TEMPLATE_MARKDOWN, replaced};

fn rst(words: &str) -> Output {
    let comment = format!(".. speclint: {words}\n\nTell what");
    let scratch = Scratch::conforming();
    scratch.write("templates/liberty.rst", replaced(TEMPLATE, "Tell what", &comment)).run(&[])
}

fn markdown(words: &str) -> Output {
    let comment = format!("<!-- speclint: {words} -->\n\nTell what");
    let scratch = Scratch::conforming();
    scratch.remove("templates/liberty.rst");
    scratch.write("templates/liberty.md", replaced(TEMPLATE_MARKDOWN, "Tell what", &comment)).run(&[])
}

#[test]
fn an_unknown_word() {
    insta::assert_snapshot!(rst("optionl"), @"
    nothing was checked: see the error above
    ----- stderr
      × unknown annotation `optionl`
        ╭─[templates/liberty.rst:10:1]
      9 │
     10 │ .. speclint: optionl
        · ──────────┬─────────
        ·           ╰── this annotation
     11 │
        ╰────
      help: did you mean `optional`?

    ----- exit 2
    ");
    insta::assert_snapshot!(markdown("optional, repeated"), @"
    nothing was checked: see the error above
    ----- stderr
      × unknown annotation `repeated`
       ╭─[templates/liberty.md:7:1]
     6 │
     7 │ <!-- speclint: optional, repeated -->
       · ──────────────────┬──────────────────
       ·                   ╰── this annotation
     8 │
       ╰────
      help: did you mean `repeat`?

    ----- exit 2
    ");
}

#[test]
fn a_regular_expression() {
    insta::assert_snapshot!(rst("match ^(Problem"), @"
    nothing was checked: see the error above
    ----- stderr
      × `match` has an invalid regular expression
        ╭─[templates/liberty.rst:10:1]
      9 │
     10 │ .. speclint: match ^(Problem
        · ──────────────┬─────────────
        ·               ╰── this annotation
     11 │
        ╰────
      help: regex parse error:
                ^(Problem
                 ^
            error: unclosed group

    ----- exit 2
    ");
}

#[test]
fn all_of_them() {
    for (words, message) in [
        ("", "an annotation without words"),
        ("match", "`match` without a regular expression"),
        ("repeat match", "`match` without a regular expression"),
        ("match [", "`match` has an invalid regular expression"),
        ("open closed", "`open` and `closed` at once"),
        ("open, closed", "`open` and `closed` at once"),
        ("Optional", "unknown annotation `Optional`"),
        ("optional; repeat", "unknown annotation `optional;`"),
        ("anyorder", "unknown annotation `anyorder`"),
    ] {
        for output in [rst(words), markdown(words)] {
            assert_eq!(output.code, 2, "{words}: {output}");
            assert!(output.stderr.contains(&format!("× {message}")), "{words}: {output}");
            assert!(output.stderr.contains("[templates/liberty."), "{words}: {output}");
        }
    }
}

#[test]
fn before_the_first_section() {
    let scratch = Scratch::conforming();
    let template = replaced(TEMPLATE, "Say in one", ".. speclint: optional\n\nSay in one");
    insta::assert_snapshot!(scratch.write("templates/liberty.rst", template).run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × `optional` speaks of a section, and stands under none
       ╭─[templates/liberty.rst:5:1]
     4 │
     5 │ .. speclint: optional
       · ──────────┬──────────
       ·           ╰── this annotation
     6 │
       ╰────
      help: write it directly under the heading that it speaks of; before the first section only `any-order`, `open` and `closed` mean something, and under the title `keep`

    ----- exit 2
    ");
}

/// `open` in one comment and `closed` in the next.
#[test]
fn contradictory_in_two_comments() {
    let output = rst("open\n\n.. speclint: closed");
    assert!(output.code == 2 && output.stderr.contains("`open` and `closed` at once"), "{output}");
}
