use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// A repository in which specs have to hold a text.
fn repository(text: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.config(&format!("[[rules.text.texts]]\n{text}\n"));
    scratch
}

/// What is found in a spec that is named `backups`: `LINE:COLUMN: LEVEL[RULE] MESSAGE`.
fn found(text: &str, spec: &str) -> Vec<String> {
    repository(text).findings("backups.rst", spec)
}

/// Whether the rule finds something in a spec.
fn is_reported(text: &str, spec: &str) -> bool {
    let found = found(text, spec);
    assert!(found.iter().all(|found| found.contains("error[text]")), "{text}: {found:?}");
    !found.is_empty()
}

/// The spec with a line in each place where a text may be looked for.
fn marked() -> String {
    let spec = replaced(SPEC, "Every database is", "Mark head.\n\nEvery database is");
    let spec = replaced(&spec, "A scheduler starts them.", "Mark change.");
    format!(".. Mark preamble.\n\n{}", replaced(&spec, "A table of schedules.", "Mark storage."))
}

#[test]
fn that_is_missing() {
    let scratch =
        repository("message = \"the licence is missing\"\npattern = 'Creative\\s+Commons'\nin = \"preamble\"");
    insta::assert_snapshot!(scratch.check("backups.rst", SPEC), @"
    text

      × the licence is missing
       ╭─[specs/liberty/backups.rst:1:1]
     1 │ ===============
       · ▲
       · ╰── here or below
     2 │ Nightly Backups
       ╰────
      help: write it before the first heading

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    let scratch = repository("pattern = '^:Status: '\nin = \"head\"");
    insta::assert_snapshot!(scratch.check("backups.rst", SPEC), @"
    text

      × a text that matches `^:Status: ` is missing
       ╭─[specs/liberty/backups.rst:1:1]
     1 │ ===============
       · ▲
       · ╰── here or below
     2 │ Nightly Backups
       ╰────
      help: write it before the first section

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    let scratch = repository("message = \"a cost is missing\"\npattern = '\\d+ EUR'\nin = \"Change > Storage\"");
    insta::assert_snapshot!(scratch.check("backups.rst", SPEC), @"
    text

      × a cost is missing
        ╭─[specs/liberty/backups.rst:24:1]
     23 │ -------
     24 │
        · ▲
        · ╰── here or below
     25 │ A table of schedules.
        ╰────
      help: write it in the section `Change > Storage`

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn that_is_there_too_rarely_or_too_often() {
    let spec = replaced(SPEC, "A table of schedules.", "See [1] and [2].");
    let scratch = repository("pattern = '\\[\\d\\]'\nmin = 3");
    insta::assert_snapshot!(scratch.check("backups.rst", &spec), @r"
    text

      × a text that matches `\[\d\]`: 2 of at least 3
       ╭─[specs/liberty/backups.rst:1:1]
     1 │ ===============
       · ▲
       · ╰── here or below
     2 │ Nightly Backups
       ╰────
      help: write it anywhere

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    let scratch = repository("pattern = '\\[\\d\\]'\nmax = 1");
    insta::assert_snapshot!(scratch.check("backups.rst", &spec), @r"
    text

      × a text that matches `\[\d\]` is there 2 times; at most 1 may be
        ╭─[specs/liberty/backups.rst:25:13]
     24 │
     25 │ See [1] and [2].
        ·             ─┬─
        ·              ╰── one too many
     26 │
        ╰────
      help: remove it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn in_the_words_of_the_team() {
    let spec = replaced(SPEC, "A table of schedules.", "TBD");
    let text = "pattern = 'TBD'\nmax = 0\nmessage = 'nothing is to be decided later'\nhelp = 'ask on the list'";
    insta::assert_snapshot!(repository(text).check("backups.rst", &spec), @"
    text

      × nothing is to be decided later
        ╭─[specs/liberty/backups.rst:25:1]
     24 │
     25 │ TBD
        · ─┬─
        ·  ╰── this text
     26 │
        ╰────
      help: ask on the list

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn that_is_not_allowed() {
    let spec = replaced(SPEC, "A table of schedules.", "A TBD, and another TBD.");
    insta::assert_snapshot!(repository("pattern = 'TBD'\nmax = 0\nin = 'Change > Storage'").check("backups.rst", &spec), @"
    text

      × a text that matches `TBD` is not allowed in the section `Change > Storage`
        ╭─[specs/liberty/backups.rst:25:3]
     24 │
     25 │ A TBD, and another TBD.
        ·   ─┬─
        ·    ╰── this text
     26 │
        ╰────
      help: remove it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    assert_eq!(found("pattern = 'TBD'\nmax = 0", SPEC), [""; 0]);
    assert_eq!(
        found("pattern = 'TBD'\nmax = 0", &spec),
        ["25:3: error[text] a text that matches `TBD` is not allowed anywhere"]
    );
}

#[test]
fn that_disagrees_with_the_name_of_the_file() {
    let spec = replaced(SPEC, "Every database is", "https://bugs.example.org/backup\n\nEvery database is");
    insta::assert_snapshot!(named("pattern = 'https://bugs\\.example\\.org/(?<name>\\S+)'").check("backups.rst", &spec), @"
    text

      × `name` is `backup` here and `backups` in the file's name
       ╭─[specs/liberty/backups.rst:5:26]
     4 │
     5 │ https://bugs.example.org/backup
       ·                          ───┬──
       ·                             ╰── `backups` in the file's name
     6 │
       ╰────
      help: correct one of the two

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

/// A repository in which specs have to hold a text, and a file is named as it says.
fn named(text: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.config(&format!("rules.file-name.pattern = '^(?<name>.+?)\\.(rst|md)$'\n[[rules.text]]\n{text}\n"));
    scratch
}

#[test]
fn regions() {
    let spec = marked();
    for (region, word, is_there) in [
        ("document", "preamble", true),
        ("document", "head", true),
        ("document", "storage", true),
        ("preamble", "preamble", true),
        ("preamble", "head", false),
        ("preamble", "Nightly", false),
        ("head", "preamble", true),
        ("head", "head", true),
        ("head", "Nightly", true),
        ("head", "change", false),
        ("Change", "change", true),
        ("Change", "storage", true),
        ("Change", "Change", false),
        ("Change", "head", false),
        ("Change > Storage", "storage", true),
        ("Change > Storage", "change", false),
        ("* > Storage", "storage", true),
        ("Problem", "change", false),
    ] {
        let text = format!("pattern = '(Mark )?{word}'\nin = '{region}'");
        assert_eq!(is_reported(&text, &spec), !is_there, "{text}");
    }
    let of_markdown = |region: &str, word: &str| {
        let spec = format!("Mark preamble.\n\n{}", replaced(SPEC_MARKDOWN, "Every", "Mark head.\n\nEvery"));
        let spec = replaced(&spec, "A table of schedules.", "Mark storage.");
        let scratch = repository(&format!("pattern = 'Mark {word}'\nin = '{region}'"));
        scratch.findings("backups.md", spec).is_empty()
    };
    for (region, words) in [
        ("document", &["preamble", "head", "storage"][..]),
        ("preamble", &["preamble"]),
        ("head", &["preamble", "head"]),
        ("Change > Storage", &["storage"]),
    ] {
        for word in ["preamble", "head", "storage"] {
            assert_eq!(of_markdown(region, word), words.contains(&word), "{word} in {region}");
        }
    }
}

/// A section that is not there is another rule's matter.
/// A path names a section as the template has it, also where the spec may call it otherwise.
#[test]
fn in_a_section_that_is_called_otherwise() {
    let template = "# T\n\n## Stories *(mandatory)*\n\n### Story 1 - [Title]\n\n### Story 2 - [Title]\n\n## Other\n";
    for path in ["Stories > Story 1 - [Title]", "Stories (mandatory) > Story 1 - [Title]"] {
        for heading in ["Stories", "Stories *(mandatory)*"] {
            let scratch = Scratch::with_markdown();
            scratch.write("templates/liberty.md", template);
            scratch.config(&format!("[[rules.text]]\npattern = 'Given'\nin = '{path}'\n"));
            let spec = format!(
                "# A\n\n## {heading}\n\n### Story 1 - Backups\n\nGiven.\n\n### Story 2 - Restore\n\nNone.\n\n## Other\n\nNone.\n"
            );
            let found = scratch.findings("a.md", spec);
            assert_eq!(found.len(), 1, "{path}, {heading}: {found:?}");
            assert!(found[0].starts_with("10:"), "{path}, {heading}: {found:?}");
        }
    }
}

#[test]
fn in_a_section_that_is_missing() {
    let scratch = repository("pattern = 'x'\nin = 'History'");
    let output = scratch.check("a.rst", SPEC);
    assert!(output.code == 2 && output.stderr.contains("no template has a section `History`"), "{output}");
    let spec = replaced(SPEC, "Storage\n-------\n\nA table of schedules.\n\n", "");
    let found = found("pattern = 'xyz'\nin = 'Change > Storage'", &spec);
    assert!(found.len() == 1 && found[0].contains("[missing-section]"), "{found:?}");
}

/// Before the first section is all that there is.
#[test]
fn without_sections() {
    let scratch = repository("pattern = 'schedules'\nin = 'head'");
    scratch.config("rules.missing-section = 'off'\nrules.text.texts = [{ pattern = 'nightly', in = 'head' }]\n");
    assert_eq!(scratch.findings("a.rst", "All is done nightly.\n"), [""; 0]);
    assert_eq!(scratch.findings("a.rst", "All is done.\n").len(), 1);
}

#[test]
fn patterns() {
    let spec = replaced(SPEC, "A table of schedules.", "A table\nof schedules\nand `names`.");
    for (pattern, is_there) in [
        ("table of", false),
        ("table.of", false),
        (r"table\s+of", true),
        ("^of", true),
        ("^table", false),
        ("schedules$", true),
        ("of$", false),
        (r"\Aof", false),
        (r"(?s)table.of", true),
        ("A TABLE", false),
        ("(?i)A TABLE", true),
        ("`names`", true),
    ] {
        assert_eq!(is_reported(&format!("pattern = '{pattern}'"), &spec), !is_there, "{pattern}");
    }
}

#[test]
fn min_and_max() {
    let spec = replaced(SPEC, "A table of schedules.", "x1 x2 x3");
    for (limits, is_right) in [
        ("", true),
        ("min = 3", true),
        ("min = 4", false),
        ("max = 3", true),
        ("max = 2", false),
        ("min = 2\nmax = 4", true),
        ("min = 3\nmax = 3", true),
        ("min = 0", true),
        ("min = 0\nmax = 0", false),
    ] {
        assert_eq!(is_reported(&format!("pattern = 'x\\d'\n{limits}"), &spec), !is_right, "{limits}");
    }
    assert!(!is_reported("pattern = 'y\\d'\nmin = 0", &spec), "it need not be there");
    assert!(!is_reported("pattern = 'y\\d'\nmin = 0\nmax = 0", &spec), "it must not be there");
}

#[test]
fn unless() {
    let text = "pattern = 'https://bugs'\nunless = '^\\.\\. no bug'";
    assert!(is_reported(text, SPEC));
    assert!(!is_reported(text, &format!(".. no bug: a chore\n\n{SPEC}")));
    assert!(!is_reported(text, &format!("{SPEC}\n.. no bug\n")), "wherever that stands");
    assert!(is_reported(text, &format!("{SPEC}\nThere is .. no bug\n")), "as a whole pattern");
}

/// A text that names several files is there if one of them is the spec's.
#[test]
fn file_names() {
    let reports = |text: &str, line: &str| {
        let spec = replaced(SPEC, "A table of schedules.", line);
        !named(text).findings("backups.rst", spec).is_empty()
    };
    let text = |more: &str| format!("pattern = 'bug/(?<name>[\\w.-]+)'\n{more}");
    for (line, is_there) in [
        ("bug/backups", true),
        ("bug/backup", false),
        ("bug/Backups", false),
        ("bug/backups.rst", false),
        ("bug/restore and bug/backups", true),
        ("none", false),
    ] {
        assert_eq!(reports(&text(""), line), !is_there, "{line}");
    }
    assert!(reports(&text("min = 2"), "bug/restore and bug/backups"));
    assert!(!reports(&text("max = 1"), "bug/restore and bug/backups"));
    let scratch = named(&text(""));
    let with = |line: &str| replaced(SPEC, "A table of schedules.", line);
    assert_eq!(scratch.findings("deep/v1.2-draft.rst", with("bug/v1.2-draft")), [""; 0]);
    let markdown = replaced(SPEC_MARKDOWN, "A table of schedules.", "bug/v1.2-draft");
    assert_eq!(scratch.findings("v1.2-draft.md", markdown), [""; 0]);
    assert!(!reports("pattern = 'bug(/(?<name>\\w+))?'", "bug"), "a part that need not be there");
}

/// The number in the file's name, in the metadata, in the title and in the text is one number.
#[test]
fn numbers_that_agree() {
    let config = "rules.file-name.pattern = '^(?<number>\\d+)-.*\\.md$'\n\
        rules.metadata.keys.tep = { required = true, values = ['(?<number>\\d+)'] }\n\
        [[rules.text]]\nin = 'title'\npattern = '^TEP-(?<number>\\d+): '\n\
        [[rules.text]]\nin = 'head'\npattern = '/teps/(?<number>\\d+)'\n";
    let found = |name: &str, [tep, title, link]: [&str; 3]| {
        let scratch = Scratch::with_markdown();
        let spec = replaced(SPEC_MARKDOWN, "Every database", &format!("See /teps/{link}\n\nEvery database"));
        let spec = replaced(&spec, "# Nightly", &format!("# TEP-{title}: Nightly"));
        scratch.config(config).findings(name, format!("---\ntep: {tep}\n---\n{spec}"))
    };
    let named = "`number` is `9` here and `0008` in the file's name";
    for (values, expected) in [
        (["8", "0008", "008"], vec![]),
        (["9", "0008", "8"], vec![format!("2:6: error[metadata] {named}")]),
        (["8", "9", "8"], vec![format!("4:7: error[text] {named}")]),
        (["8", "8", "9"], vec![format!("6:11: error[text] {named}")]),
    ] {
        assert_eq!(found("0008-a.md", values), expected, "{values:?}");
    }
    let values = ["8", "9", "8"];
    let all = found("no-number.md", values);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].contains("does not match"), "{all:?}");
    assert!(all[1].ends_with("`number` is `9` here and `8` in `tep`"), "{all:?}");
}

/// A text in a code block is an example.
#[test]
fn in_code() {
    let spec = replaced(SPEC, "A table of schedules.", "Run this::\n\n  rm --TBD\n\nDone.");
    assert!(!is_reported("pattern = 'TBD'\nmax = 0", &spec));
    assert!(is_reported("pattern = 'TBD'\nmax = 0\ncode = true", &spec));
    assert!(is_reported("pattern = 'TBD'", &spec));
    let markdown = replaced(SPEC_MARKDOWN, "A table of schedules.", "```\n- [ ] TBD\n```\n\n- [x] done");
    for (code, count) in [("false", 0), ("true", 1)] {
        let scratch = repository(&format!("pattern = '- \\[ \\]'\nmax = 0\ncode = {code}"));
        assert_eq!(scratch.findings("backups.md", &markdown).len(), count, "{code}");
    }
}

#[test]
fn in_the_title() {
    let text = "in = 'title'\npattern = '^[A-Z][^.]+$'";
    assert!(!is_reported(text, SPEC));
    assert_eq!(
        found(text, &replaced(SPEC, "Nightly Backups", "nightly Backups")),
        ["2:1: error[text] a text that matches `^[A-Z][^.]+$` is missing"]
    );
    let scratch = repository(text);
    scratch.config(&format!("rules.missing-section = 'off'\n[[rules.text]]\n{text}\n"));
    assert_eq!(
        scratch
            .findings("a.md", "Words.\n\n## A\n\nA.\n\n## B\n\nB.\n")
            .iter()
            .filter(|found| found.contains("[text]"))
            .count(),
        1
    );
}

/// Each of several sections of one name has to hold the text.
#[test]
fn in_sections_that_are_repeated() {
    let storage = "Storage\n-------\n\nA table of schedules.\n";
    let spec = replaced(SPEC, storage, &format!("{storage}\nStorage\n-------\n\nNo more.\n"));
    let scratch = repository("in = 'Change > Storage'\npattern = 'table'");
    let config = "sections.repeat = ['Change > Storage']\n[[rules.text]]\nin = 'Change > Storage'\npattern = 'table'\n";
    let found = scratch.config(config).findings("a.rst", spec);
    assert_eq!(found, ["29:1: error[text] a text that matches `table` is missing"]);
}

/// Each text is looked for by itself.
#[test]
fn several() {
    let scratch = Scratch::new();
    let texts = ["first", "second", "schedules"]
        .map(|text| format!("{{ message = 'the {text} is missing', pattern = '{text}' }}"));
    scratch.config(&format!("rules.text = {{ level = 'warn', texts = [{}] }}", texts.join(", ")));
    assert_eq!(
        scratch.findings("a.rst", SPEC),
        ["1:1: warning[text] the first is missing", "1:1: warning[text] the second is missing"]
    );
}

/// A list takes the place of the one for all.
#[test]
fn of_a_release() {
    let scratch = repository("pattern = 'alpha'\n[[releases.kilo.rules.text.texts]]\npattern = 'beta'");
    scratch.write("templates/kilo.rst", crate::common::TEMPLATE).write("specs/kilo/a.rst", format!("{SPEC}\nalpha\n"));
    let output = scratch.run(&["specs/kilo", "--format", "short"]);
    assert!(output.code == 1 && output.stdout.contains("`beta`") && !output.stdout.contains("`alpha`"), "{output}");
}

#[test]
fn suppressed() {
    let text = "pattern = 'xyz'";
    assert!(is_reported(text, SPEC));
    let spec = format!(".. speclint: allow text\n\n{SPEC}");
    assert_eq!(found(text, &spec), [""; 0]);
    let text = "pattern = 'xyz'\nin = 'Change > Storage'";
    let spec = replaced(SPEC, "A table of schedules.", ".. speclint: allow text\n\nA table.");
    assert_eq!(found(text, &spec), [""; 0], "in the section that it is about");
}

#[test]
fn mistakes() {
    for (config, word) in [
        ("rules.text = 'error'", "nothing that it looks for"),
        ("rules.text.texts = []", "nothing that it looks for"),
        ("rules.text.texts = [{ pattern = '(' }]", "invalid regular expression"),
        ("rules.text.texts = [{ pattern = 'a', unless = '[' }]", "invalid regular expression"),
        ("rules.text.texts = [{ pattern = 'a', in = 'A > ' }]", "empty heading"),
        ("rules.text.texts = [{ message = 'a is missing' }]", "`pattern` is missing"),
    ] {
        let scratch = Scratch::conforming();
        let output = scratch.config(config).run(&[]);
        assert!(output.code == 2 && output.stderr.contains(word), "{config}: {output}");
    }
    insta::assert_snapshot!(Scratch::conforming().config("rules.text = \"error\"\n").run(&[]), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `text` is on, and there is nothing that it looks for
       ╭─[release.toml:2:7]
     1 │ current_release = "liberty"
     2 │ rules.text = "error"
       ·       ──┬─
       ·         ╰── no options
       ╰────
      help: give it options (`speclint rules text` tells which), or turn it off

    ----- exit 2
    "#);
}

/// The key belongs into its own table.
#[test]
fn without_a_pattern() {
    let output = Scratch::conforming().config("[[rules.text.texts]]\nmessage = \"a is missing\"\n").run(&[]);
    assert!(output.stderr.contains("`pattern` is missing"), "{output}");
    assert!(!output.stderr.contains("above the first table"), "{output}");
}

/// Neither a carriage return nor a byte order mark is a part of a line.
#[test]
fn in_a_line_of_its_own() {
    let text = "pattern = '^A scheduler starts them\\.$'";
    assert_eq!(repository(text).findings("a.rst", SPEC), [""; 0]);
    let of_rule = |text: &str, spec: &str| {
        let found = found(text, spec);
        found.into_iter().filter(|found| found.contains("text")).collect::<Vec<_>>()
    };
    assert_eq!(of_rule(text, &SPEC.replace('\n', "\r\n")), [""; 0], "with carriage returns");
    let text = "pattern = '^={15}$'\nin = 'document'\nmin = 2";
    assert_eq!(of_rule(text, SPEC), [""; 0]);
    assert_eq!(of_rule(text, &format!("\u{feff}{SPEC}")), [""; 0], "with a byte order mark");
}

/// With a `*` each of the sections has to hold the text.
#[test]
fn in_any_section() {
    let in_all = |spec: &str| found("message = 'a table is missing'\npattern = 'table'\nin = 'Change > *'", spec);
    assert_eq!(in_all(SPEC), ["19:1: error[text] a table is missing"]);
    let spec = replaced(SPEC, "----------\n\nNone.", "----------\n\nA table.");
    assert_eq!(in_all(&spec), [""; 0]);
}
