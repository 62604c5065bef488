//! Suppression comments that are wrong.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// What is found where this comment stands under `Storage`, which is not empty.
fn rst(words: &str) -> Vec<String> {
    let comment = format!("{}\n\nA table of schedules.", format!(".. speclint: {words}").trim_end());
    Scratch::new().findings("spec.rst", replaced(SPEC, "A table of schedules.", &comment))
}

fn markdown(words: &str) -> Vec<String> {
    let comment = format!("<!-- speclint: {words} -->\n\nA table of schedules.");
    Scratch::with_markdown().findings("spec.md", replaced(SPEC_MARKDOWN, "A table of schedules.", &comment))
}

#[test]
fn an_unknown_rule() {
    let spec = replaced(SPEC, "A table of schedules.", ".. speclint: allow empty-sections\n\nA table of schedules.");
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    suppression

      ⚠ unknown rule `empty-sections`
        ╭─[specs/liberty/spec.rst:25:1]
     24 │
     25 │ .. speclint: allow empty-sections
        · ────────────────┬────────────────
        ·                 ╰── this comment
     26 │
        ╰────
      help: did you mean `empty-section`?

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
    let comment = "<!-- speclint: allow empty-sections -->\n\nA table of schedules.";
    let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", comment);
    insta::assert_snapshot!(Scratch::with_markdown().check("spec.md", spec), @"
    suppression

      ⚠ unknown rule `empty-sections`
        ╭─[specs/liberty/spec.md:19:1]
     18 │
     19 │ <!-- speclint: allow empty-sections -->
        · ───────────────────┬───────────────────
        ·                    ╰── this comment
     20 │
        ╰────
      help: did you mean `empty-section`?

    1 spec of liberty held against templates/liberty.md: it conforms (1 warning)
    ----- exit 0
    ");
}

#[test]
fn not_needed() {
    let spec = replaced(SPEC, "A table of schedules.", ".. speclint: allow empty-section\n\nA table of schedules.");
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    suppression

      ⚠ `allow empty-section` suppresses nothing: it finds nothing here
        ╭─[specs/liberty/spec.rst:25:1]
     24 │
     25 │ .. speclint: allow empty-section
        · ────────────────┬───────────────
        ·                 ╰── this comment
     26 │
        ╰────
      help: remove it

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}

#[test]
fn of_a_rule_that_is_off() {
    assert_eq!(
        rst("allow line-length"),
        ["25:1: warning[suppression] `allow line-length` suppresses nothing: the rule is off"]
    );
    assert_eq!(
        markdown("allow line-length"),
        ["19:1: warning[suppression] `allow line-length` suppresses nothing: the rule is off"]
    );
}

#[test]
fn each_rule_is_judged_by_itself() {
    let mut found = rst("allow empty-section, nonsense template-text");
    found.sort();
    assert_eq!(
        found,
        [
            "25:1: warning[suppression] `allow empty-section` suppresses nothing: it finds nothing here",
            "25:1: warning[suppression] `allow template-text` suppresses nothing: it finds nothing here",
            "25:1: warning[suppression] unknown rule `nonsense`",
        ]
    );
}

#[test]
fn an_unknown_comment() {
    assert_eq!(rst("alow empty-section"), ["25:1: warning[suppression] unknown comment `alow`"]);
    assert_eq!(markdown("ignore"), ["19:1: warning[suppression] unknown comment `ignore`"]);
}

/// A comment that names no rule does not do what its author meant either.
#[test]
fn without_a_rule() {
    assert_eq!(rst("allow").len(), 1);
    assert_eq!(markdown("allow").len(), 1);
}

#[test]
fn without_a_word() {
    let found = rst("");
    assert_eq!(found.len(), 1);
    assert!(!found[0].contains("``"), "{found:?}");
}

#[test]
fn off() {
    let scratch = Scratch::new();
    scratch.config("rules.suppression = \"off\"");
    let spec = replaced(SPEC, "A table of schedules.", ".. speclint: allow nonsense\n\nA table of schedules.");
    assert_eq!(scratch.findings("spec.rst", spec), [""; 0]);
}

/// The template's own words, copied with it, say nothing in a spec.
#[test]
fn annotations_are_none() {
    for words in ["optional", "repeat match ^A", "any-order", "open", "closed", "match ^A$"] {
        assert_eq!(rst(words), [""; 0], "{words}");
        assert_eq!(markdown(words), [""; 0], "{words}");
    }
}

#[test]
fn where_no_comment_is_heard() {
    let message = "a comment inside of a list, a paragraph or the like is not heard";
    for text in ["* A list\n\n  .. speclint: allow empty-section", "  .. speclint: allow empty-section"] {
        let found =
            Scratch::new().findings("spec.rst", replaced(SPEC, "A table of schedules.", &format!("Text\n\n{text}\n")));
        assert!(found.iter().any(|line| line.contains(message)), "{text}: {found:?}");
    }
    for text in [
        "Text <!-- speclint: allow empty-section --> in a line",
        "* <!-- speclint: allow empty-section -->",
        "> <!-- speclint: allow\n> empty-section -->",
        "Text\n\n### More <!-- speclint: allow empty-section -->\n\nText",
    ] {
        let found =
            Scratch::with_markdown().findings("spec.md", replaced(SPEC_MARKDOWN, "A table of schedules.", text));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains(message), "{text}: {found:?}");
    }
}
