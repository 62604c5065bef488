use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, TEMPLATE_MARKDOWN, replaced};

const GUIDANCE: &str = "Name the tables that change, and describe the migration.";

#[test]
fn guidance_that_was_left_in() {
    let spec = replaced(SPEC, "A table of schedules.", GUIDANCE);
    insta::assert_snapshot!(Scratch::new().check("spec.rst", spec), @"
    template-text

      ⚠ the template's guidance is left in `Storage`
        ╭─[specs/liberty/spec.rst:25:1]
     24 │
     25 │ Name the tables that change, and describe the migration.
        · ────────────────────────────┬───────────────────────────
        ·                             ╰── the template's own words
     26 │
        ╰────
      help: replace it with what the section asks for (see templates/liberty.rst:22)

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
}

#[test]
fn a_copy_of_the_template() {
    let sections = ["Title", "Problem", "Change", "Interfaces", "Storage", "Testing"];
    let found = |found: Vec<String>| {
        let names = found.iter().map(|finding| {
            assert!(finding.contains("warning[template-text]"), "{finding}");
            finding.split('`').nth(1).expect("the section's name").to_owned()
        });
        names.collect::<Vec<_>>()
    };
    assert_eq!(found(Scratch::new().findings("spec.rst", TEMPLATE)), sections);
    assert_eq!(found(Scratch::with_markdown().findings("spec.md", TEMPLATE_MARKDOWN)), sections);
    assert_eq!(found(Scratch::new().findings("spec.md", TEMPLATE_MARKDOWN)), sections);
}

#[test]
fn what_counts_as_unchanged() {
    let scratch = Scratch::new();
    let storage = |body: &str| {
        let found = scratch.findings("spec.rst", replaced(SPEC, "A table of schedules.", body));
        found.iter().filter(|finding| finding.contains("template-text")).count()
    };
    for body in [
        "Name the tables that change,\nand describe the migration.",
        "Name   the tables\n  that change, and describe the migration.",
        "Name the tables that change, and describe the migration.\n\nThe schedules move.",
        "The schedules move.\n\nName the tables that change, and describe the migration.",
    ] {
        assert_eq!(storage(body), 1, "{body}");
    }
    for body in [
        "Name the tables that change.",
        "Name the tables that change, and describe the migration. None.",
        ".. Name the tables that change, and describe the migration.",
        "..\n   Name the tables that change, and describe the migration.",
        // The guidance of another section.
        "Show every request that is new or altered.",
    ] {
        assert_eq!(storage(body), 0, "{body}");
    }
}

#[test]
fn comments_in_markdown() {
    let scratch = Scratch::with_markdown();
    for body in [
        "<!-- Name the tables that change, and describe the migration. -->",
        "<!--\nName the tables that change, and describe the migration.\n-->",
        "<!--\nThe following is guidance.\n\nName the tables that change, and describe the migration.\n-->",
    ] {
        let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", &format!("{body}\n\nNone."));
        assert_eq!(scratch.findings("spec.md", spec), [""; 0], "{body}");
    }
}

/// A comment of the template is no guidance of its own either, be it of several paragraphs.
#[test]
fn comments_of_the_template() {
    let scratch = Scratch::with_markdown();
    let guidance = "<!--\nA first paragraph of more than six words.\n\nA second paragraph of more than six words.\n-->";
    scratch.write("templates/liberty.md", replaced(TEMPLATE_MARKDOWN, GUIDANCE, guidance));
    let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", &format!("{guidance}\n\nNone."));
    assert_eq!(scratch.findings("spec.md", spec), [""; 0]);
}

#[test]
fn min_words() {
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", replaced(TEMPLATE, GUIDANCE, "One two three four five."));
    let spec = replaced(SPEC, "A table of schedules.", "One two three four five.");
    let found = |min_words: &str| {
        scratch.config(&format!("rules.template-text = {{ {min_words} }}"));
        scratch.findings("spec.rst", &spec).len()
    };
    assert_eq!(found(""), 0, "the default is six words");
    assert_eq!(found("min-words = 6"), 0);
    assert_eq!(found("min-words = 5"), 1);
    assert_eq!(found("min-words = 0"), 1);
}
