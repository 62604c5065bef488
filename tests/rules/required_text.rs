use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// What is found in a spec, `backups`, with these options of a text.
fn found(options: &str, name: &str, spec: &str) -> Vec<String> {
    let scratch = if name.ends_with("md") { Scratch::with_markdown() } else { Scratch::new() };
    scratch.config(&format!("[[rules.required-text.texts]]\n{options}\n"));
    scratch.findings(name, spec).into_iter().filter(|finding| finding.contains("required-text")).collect()
}

#[test]
fn regions() {
    let spec = ".. first\n\n".to_owned() + &replaced(SPEC, "A table of schedules.", "A table, first and last.");
    for (options, count) in [
        ("pattern = 'first'", 0),
        ("pattern = 'nowhere'", 1),
        ("pattern = 'first'\nin = \"preamble\"", 0),
        ("pattern = 'Nightly'\nin = \"preamble\"", 1),
        ("pattern = 'Nightly'\nin = \"head\"", 0),
        ("pattern = 'table'\nin = \"head\"", 1),
        ("pattern = 'table'\nin = \"Change > Storage\"", 0),
        ("pattern = 'table'\nin = \"Change\"", 0),
        ("pattern = 'table'\nin = \"Testing\"", 1),
        // A section that is not there is another rule's finding.
        ("pattern = 'table'\nin = \"Nowhere\"", 0),
        ("pattern = 'first'\nmin = 2", 0),
        ("pattern = 'first'\nmin = 3", 1),
        ("pattern = 'first'\nmax = 1", 1),
        ("pattern = 'first'\nmin = 0\nmax = 2", 0),
        ("pattern = 'nowhere'\nunless = 'Nightly'", 0),
        ("pattern = 'nowhere'\nunless = '^first$'", 1),
        // `^` and `$` match at the ends of lines.
        ("pattern = '^None\\.$'", 0),
        ("pattern = '(?<file_name>\\w+) are taken'", 1),
    ] {
        assert_eq!(found(options, "backups.rst", &spec).len(), count, "{options}");
    }
    assert_eq!(found("pattern = '(?i)(?<file_name>backups) are taken'", "Backups.rst", &spec), [""; 0]);
}

#[test]
fn in_markdown() {
    let spec = "---\nlicence: free\n---\n".to_owned() + SPEC_MARKDOWN;
    assert_eq!(found("pattern = 'licence: free'\nin = \"preamble\"", "a.md", &spec), [""; 0]);
    assert_eq!(found("pattern = 'scheduler'\nin = \"Change\"", "a.md", &spec), [""; 0]);
    assert_eq!(found("pattern = 'scheduler'\nin = \"head\"", "a.md", &spec).len(), 1);
}

#[test]
fn how_it_reads() {
    let scratch = Scratch::new();
    let bug =
        "name = \"the address of the bug\"\npattern = 'https://bugs\\.example\\.org/(?<file_name>\\S+)'\nin = \"head\"";
    scratch.config(&format!("[[rules.required-text.texts]]\n{bug}\n"));
    insta::assert_snapshot!(scratch.check("backups.rst", SPEC), @"
    required-text

      × the address of the bug is missing
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
    let spec = replaced(SPEC, "Every database", "https://bugs.example.org/backup\n\nEvery database");
    insta::assert_snapshot!(scratch.check("backups.rst", spec), @"
    required-text

      × the address of the bug is for `backup`, and the file is named `backups`
       ╭─[specs/liberty/backups.rst:5:26]
     4 │
     5 │ https://bugs.example.org/backup
       ·                          ───┬──
       ·                             ╰── not the file's name
     6 │
       ╰────
      help: write the file's name without its extension, or rename the file

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    scratch.config("[[rules.required-text.texts]]\npattern = 'None'\nmax = 0\nmin = 0\n");
    insta::assert_snapshot!(scratch.check("backups.rst", SPEC), @"
    required-text

      × a text that matches `None` is there 1 times; at most 0 are allowed
        ╭─[specs/liberty/backups.rst:20:1]
     19 │
     20 │ None.
        · ──┬─
        ·   ╰── one too many
     21 │
        ╰────
      help: remove it

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn mistakes() {
    for config in [
        "rules.required-text = \"error\"",
        "rules.required-text = { texts = [] }",
        "rules.required-text = { texts = [{ pattern = '(' }] }",
        "rules.required-text = { texts = [{ pattern = 'a', in = '' }] }",
    ] {
        let output = Scratch::conforming().config(config).run(&[]);
        assert_eq!(output.code, 2, "{config}: {output}");
    }
}
