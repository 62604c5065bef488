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
    let sections = ["Model", "Model", "Problem", "Change", "Interfaces", "Storage", "Testing"];
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

const LIST: &str = "* Name the tables that change, with all columns.\n* Say how the migration is undone again.\n* None";

/// A list item is a text of its own, so that one more does not hide the others; and so is a list.
#[test]
fn list_items() {
    for (name, template, spec) in [("liberty.rst", TEMPLATE, SPEC), ("liberty.md", TEMPLATE_MARKDOWN, SPEC_MARKDOWN)] {
        let scratch = if name.ends_with("md") { Scratch::with_markdown() } else { Scratch::new() };
        scratch.write(&format!("templates/{name}"), replaced(template, GUIDANCE, LIST));
        let count = |body: &str| {
            let found =
                scratch.findings(&name.replace("liberty", "spec"), replaced(spec, "A table of schedules.", body));
            found.iter().filter(|finding| finding.contains("guidance is left in `Storage`")).count()
        };
        let (first, second) =
            ("Name the tables that change, with all columns.", "Say how the migration is undone again.");
        for (body, expected) in [
            (LIST.to_owned(), 1),
            (format!("{LIST}\n* A table of schedules."), 2),
            (format!("* A table of schedules.\n* {second}"), 1),
            (format!("- {first}\n\n- A table of schedules."), 1),
            (format!("1. {first}\n2. {second}\n3. And more."), 2),
            ("* Name the tables that change,\n  with all columns.\n* More.".to_owned(), 1),
            // Words of an item that are none of their own.
            (format!("* A table. {first}\n* None"), 0),
            ("* None\n* A table of schedules, with a column for each day.".to_owned(), 0),
        ] {
            assert_eq!(count(&body), expected, "{name}: {body}");
        }
    }
}

/// A list to tick off is a form, with all that is in it.
#[test]
fn items_to_tick_off() {
    let list = "- [ ] Name the tables that change, with all columns.\n  - Say how the migration is undone again.";
    let scratch = Scratch::with_markdown();
    scratch.write("templates/liberty.md", replaced(TEMPLATE_MARKDOWN, GUIDANCE, list));
    let spec = replaced(SPEC_MARKDOWN, "A table of schedules.", &format!("{list}\n- [x] More."));
    assert_eq!(scratch.findings("spec.md", spec), [""; 0]);
}

#[test]
fn a_title_that_was_left_in() {
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", replaced(TEMPLATE, "=====\nModel\n=====", "=======\nExample\n======="));
    let spec = replaced(SPEC, "===============\nNightly Backups\n===============", "=======\nExample\n=======");
    insta::assert_snapshot!(scratch.check("spec.rst", &spec), @"
    template-text

      ⚠ the title is the template's: `Example`
       ╭─[specs/liberty/spec.rst:2:1]
     1 │ =======
     2 │ Example
       · ───┬───
       ·    ╰── the template's own words
     3 │ =======
       ╰────
      help: write what the document is about (see templates/liberty.rst:2)

    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- exit 0
    ");
    scratch.write(
        "templates/liberty.rst",
        replaced(TEMPLATE, "=====\nModel\n=====", "=======\nExample\n=======\n\n.. speclint: keep"),
    );
    assert_eq!(scratch.findings("spec.rst", spec), [""; 0]);
}

/// What stays is no guidance: under this heading, and not in its subsections.
#[test]
fn keep() {
    let spec = replaced(SPEC, "A table of schedules.", GUIDANCE);
    let annotated = replaced(TEMPLATE, "Storage\n-------\n", "Storage\n-------\n\n.. speclint: keep\n");
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", annotated);
    assert_eq!(scratch.findings("spec.rst", &spec), [""; 0]);
    let scratch = Scratch::new();
    scratch.config("sections.keep = ['Change > Storage']");
    assert_eq!(scratch.findings("spec.rst", &spec), [""; 0]);
    scratch.config("sections.keep = ['Change']");
    assert_eq!(scratch.findings("spec.rst", &spec).len(), 1);
}
