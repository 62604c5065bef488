use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, replaced};

/// A document with these metadata, in each of the places where they may be.
fn documents(metadata: &[(&str, &str)]) -> Vec<(&'static str, &'static str, String)> {
    let lines = |line: fn(&str, &str) -> String| {
        metadata.iter().map(|(name, value)| line(name, value).trim_end().to_owned() + "\n").collect::<String>()
    };
    let under_title = |text: &str, list: String| replaced(text, "Every database", &format!("{list}\nEvery database"));
    let yaml = lines(|name, value| format!("{name}: {value}"));
    let items = lines(|name, value| format!("- {name}: {value}"));
    let bold = lines(|name, value| format!("* **{name}:** {value}"));
    let fields = lines(|name, value| format!(":{name}: {value}"));
    vec![
        ("YAML", "a.md", format!("---\n{yaml}---\n\n{SPEC_MARKDOWN}")),
        ("items", "a.md", under_title(SPEC_MARKDOWN, items.clone())),
        ("items above the title", "a.md", format!("{items}\n{SPEC_MARKDOWN}")),
        ("bold items", "a.md", under_title(SPEC_MARKDOWN, bold)),
        ("fields", "a.rst", under_title(SPEC, fields)),
    ]
}

/// What the rule finds in a document, without its place.
fn found_in(options: &str, name: &str, document: &str) -> Vec<String> {
    let scratch = Scratch::new();
    scratch.config(&format!("rules.metadata = {options}"));
    let found = scratch.findings(name, document);
    found.iter().filter_map(|found| found.split_once("error[metadata] ").map(|(_, found)| found.to_owned())).collect()
}

/// What it finds in these metadata, wherever they are.
#[track_caller]
fn found(options: &str, metadata: &[(&str, &str)]) -> Vec<String> {
    let mut all = documents(metadata).into_iter().map(|(what, name, text)| (what, found_in(options, name, &text)));
    let (_, first) = all.next().expect("some");
    all.for_each(|(what, found)| assert_eq!(found, first, "{what}: {options}: {metadata:?}"));
    first
}

#[test]
fn required() {
    let options = "{ keys = { Status = { required = true }, 'Feature Name' = { required = true } } }";
    let (status, name) = ("`Status` is missing from the metadata", "`Feature Name` is missing from the metadata");
    for (metadata, expected) in [
        (&[("Status", "Draft"), ("Feature Name", "backups")][..], &[][..]),
        (&[("Feature Name", "backups"), ("Owner", "Jane"), ("Status", "Draft")], &[]),
        (&[("status", "Draft"), ("FEATURE NAME", "backups")], &[]),
        (&[("Status", "Draft")], &[name]),
        (&[("Feature", "backups")], &[status, name]),
        (&[("Status", ""), ("Feature Name", "backups")], &["`Status` has no value"]),
    ] {
        assert_eq!(found(options, metadata), expected, "{metadata:?}");
    }
}

#[test]
fn values() {
    let options =
        "{ keys.Status = { required = false, values = ['Draft', 'Accepted', 'Implemented \\(.+\\)', 'a|b'] } }";
    for (value, is_right) in [
        ("Draft", true),
        ("Accepted", true),
        ("Implemented (Swift 5.9)", true),
        ("Implemented ()", false),
        ("a", true),
        ("b", true),
        ("ab", false),
        ("draft", false),
        ("Drafts", false),
        ("A Draft", false),
        ("Draft or Accepted", false),
        ("", true),
    ] {
        let found = found(options, &[("Status", value), ("Owner", "Jane")]);
        let wrong = format!("`{value}` is no value of `Status`");
        assert_eq!(found, if is_right { vec![] } else { vec![wrong] }, "{value}");
    }
    assert_eq!(found(options, &[("Owner", "Jane")]), [""; 0], "a key that is not there");
    assert_eq!(found(&options.replace("Status", "STATUS"), &[("Status", "x")]), ["`x` is no value of `STATUS`"]);
}

/// Emphasis and quotes are no part of a value.
#[test]
fn values_with_markup() {
    let options = "{ keys.Status = { required = true, values = ['Accepted'] } }";
    for value in ["\"Accepted\"", "'Accepted'", "Accepted "] {
        assert_eq!(found(options, &[("Status", value)]), [""; 0], "{value}");
    }
    for (line, name) in [
        ("* Status: **Accepted**", "a.md"),
        ("* Status: *Accepted*", "a.md"),
        ("- Status: `Accepted`", "a.md"),
        ("- **Status**: Accepted", "a.md"),
        ("- **Status:** Accepted", "a.md"),
        ("- *Status*: __Accepted__", "a.md"),
        ("+ Status:   Accepted", "a.md"),
        (":Status: *Accepted*", "a.rst"),
        (":Status: ``Accepted``", "a.rst"),
    ] {
        let text = if name == "a.md" { SPEC_MARKDOWN } else { SPEC };
        let document = replaced(text, "Every database", &format!("{line}\n\nEvery database"));
        assert_eq!(found_in(options, name, &document), [""; 0], "{line}");
        let document = document.replace("Accepted", "Wrong");
        assert_eq!(found_in(options, name, &document), ["`Wrong` is no value of `Status`"], "{line}");
    }
}

/// Values in YAML are what is written: a version is no number.
#[test]
fn values_in_yaml() {
    let options = "{ keys.Key = { required = false, values = ['1.10', '2024-01-31', 'true', 'two words', 'a: b'] } }";
    for (value, is_right) in [
        ("1.10", true),
        ("1.1", false),
        ("2024-01-31", true),
        ("true", true),
        ("True", false),
        ("two words", true),
        ("two words  # a comment", true),
        ("'a: b'", true),
        (">-\n  two\n  words", true),
        ("|-\n  two\n  words", false),
        ("[1.10, 'true']", true),
        ("[1.10, false]", false),
        ("\n  - two words\n  - 1.10", true),
        ("\n- two words\n- three", false),
        ("[]", true),
    ] {
        let document = format!("---\nTitle: é\nKey: {value}\nLast: x\n---\n\n{SPEC_MARKDOWN}");
        let found = found_in(options, "a.md", &document);
        assert_eq!(found.is_empty(), is_right, "{value}: {found:?}");
    }
}

#[test]
fn yaml_that_is_none() {
    let scratch = Scratch::with_markdown();
    scratch.config("rules.metadata = { keys.Status = { required = true } }");
    insta::assert_snapshot!(scratch.check("a.md", format!("---\nTitle: Backups: nightly\nStatus: Draft\n---\n\n{SPEC_MARKDOWN}")), @"
    metadata

      × the metadata cannot be read: mapping values are not allowed in this context
       ╭─[specs/liberty/a.md:2:1]
     1 │ ---
     2 │ Title: Backups: nightly
       · ───────────┬───────────
       ·            ╰── here
     3 │ Status: Draft
       ╰────
      help: correct it; quotes around a value help where it has a colon

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
    for yaml in ["Status: [a", "Status: \"a", "a: b\n  c: d", "Status: *a"] {
        let found =
            found_in("{ keys.Status = { required = true } }", "a.md", &format!("---\n{yaml}\n---\n\n{SPEC_MARKDOWN}"));
        assert!(found.len() == 1 && found[0].starts_with("the metadata cannot be read: "), "{yaml}: {found:?}");
    }
}

/// YAML that is no table has no keys.
#[test]
fn yaml_without_keys() {
    for yaml in ["", "Status\n", "- Status: Draft\n", "# Status: Draft\n"] {
        let found =
            found_in("{ keys.Status = { required = true } }", "a.md", &format!("---\n{yaml}---\n\n{SPEC_MARKDOWN}"));
        assert_eq!(found, ["`Status` is missing from the metadata"], "{yaml}");
    }
}

/// Where there is YAML, lists are no metadata.
#[test]
fn yaml_and_a_list() {
    let document = format!("---\nOwner: Jane\n---\n\n- Status: Draft\n\n{SPEC_MARKDOWN}");
    assert_eq!(found_in("{ keys.Status = { required = true } }", "a.md", &document).len(), 1);
}

#[test]
fn that_is_missing() {
    let check = |scratch: Scratch, name: &str, document: String| {
        scratch.config("rules.metadata = { keys.Status = { required = true } }").check(name, document)
    };
    insta::assert_snapshot!(check(Scratch::with_markdown(), "a.md", SPEC_MARKDOWN.to_owned()), @"
    metadata

      × `Status` is missing from the metadata
       ╭─[specs/liberty/a.md:3:1]
     2 │
     3 │ Every database is backed up at night.
       · ▲
       · ╰── the metadata belongs here
     4 │
       ╰────
      help: write `- Status: …`

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
    let document = replaced(SPEC, "Every database", ":Author: Jane\n:State: Draft\n\nEvery database");
    insta::assert_snapshot!(check(Scratch::new(), "a.rst", document), @"
    metadata

      × `Status` is missing from the metadata
       ╭─[specs/liberty/a.rst:5:1]
     4 │
     5 │ :Author: Jane
       · ▲
       · ╰── the metadata belongs here
     6 │ :State: Draft
       ╰────
      help: write `:Status: …`; did you mean it by `State`?

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    insta::assert_snapshot!(check(Scratch::with_markdown(), "a.md", format!("---\nOwner: Jane\n---\n\n{SPEC_MARKDOWN}")), @"
    metadata

      × `Status` is missing from the metadata
       ╭─[specs/liberty/a.md:2:1]
     1 │ ---
     2 │ Owner: Jane
       · ▲
       · ╰── the metadata belongs here
     3 │ ---
       ╰────
      help: write `Status: …`

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn that_is_wrong() {
    let scratch = Scratch::with_markdown();
    scratch.config(
        "[rules.metadata.keys]\nOwner = { required = true }\nStatus = { required = false, values = [\"Draft\", 'Implemented \\(.*\\)'] }\n",
    );
    let document = format!("- Feature Name: `backups`\n- Status: **Done**\n- Owner:\n\n{SPEC_MARKDOWN}");
    insta::assert_snapshot!(scratch.check("a.md", document), @r"
    metadata

      × `Done` is no value of `Status`
       ╭─[specs/liberty/a.md:2:11]
     1 │ - Feature Name: `backups`
     2 │ - Status: **Done**
       ·           ────┬───
       ·               ╰── this value
     3 │ - Owner:
       ╰────
      help: allowed: `Draft`, `Implemented \(.*\)`

    metadata

      × `Owner` has no value
       ╭─[specs/liberty/a.md:3:1]
     2 │ - Status: **Done**
     3 │ - Owner:
       · ────┬───
       ·     ╰── nothing after the name
     4 │
       ╰────
      help: give it one

    1 spec of liberty held against templates/liberty.md: it does not conform (2 errors)
    ----- exit 1
    ");
    let document = format!("---\nOwner: Jane\nStatus: Done\n---\n\n{SPEC_MARKDOWN}");
    insta::assert_snapshot!(scratch.check("a.md", document), @r"
    metadata

      × `Done` is no value of `Status`
       ╭─[specs/liberty/a.md:3:9]
     2 │ Owner: Jane
     3 │ Status: Done
       ·         ──┬─
       ·           ╰── this value
     4 │ ---
       ╰────
      help: allowed: `Draft`, `Implemented \(.*\)`

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
}

/// Metadata stand before the first section, and at the margin.
#[test]
fn that_stands_elsewhere() {
    for (name, from, to) in [
        ("a.rst", "A scheduler", ":Status: Draft\n\nA scheduler"),
        ("a.rst", "Every database", "   :Status: Draft\n\nEvery database"),
        ("a.rst", "Every database", "Status: Draft\nwith more words.\n\nEvery database"),
        ("a.md", "A scheduler", "- Status: Draft\n\nA scheduler"),
        ("a.md", "Every database", ":Status: Draft\n\nEvery database"),
        ("a.md", "Every database", "Status: Draft\nwith more words.\n\nEvery database"),
        ("a.md", "Every database", "- Meta\n  - Status: Draft\n\nEvery database"),
        ("a.md", "Every database", "- [Status](a.md): Draft\n\nEvery database"),
    ] {
        let document = replaced(if name == "a.rst" { SPEC } else { SPEC_MARKDOWN }, from, to);
        assert_eq!(found_in("{ keys.Status = { required = true } }", name, &document).len(), 1, "{to}");
    }
}

/// The rows of other systems end in carriage returns, and texts may begin with a byte order mark.
#[test]
fn in_other_encodings() {
    let options = "{ keys.Status = { required = true, values = ['Draft'] } }";
    for (what, name, document) in documents(&[("Status", "Draft"), ("Owner", "Jane")]) {
        assert_eq!(found_in(options, name, &document.replace('\n', "\r\n")), [""; 0], "{what}");
        assert_eq!(found_in(options, name, &format!("\u{feff}{document}")), [""; 0], "{what}");
    }
}

/// A spec without sections has metadata, too.
#[test]
fn without_sections() {
    let options = "{ keys.Status = { required = true } }";
    assert_eq!(found_in(options, "a.md", "- Status: Draft\n"), [""; 0]);
    assert_eq!(found_in(options, "a.rst", ":Status: Draft\n"), [""; 0]);
    assert_eq!(found_in(options, "a.md", "").len(), 1);
    assert_eq!(found_in(options, "a.rst", "Nothing.\n").len(), 1);
}

#[test]
fn levels() {
    let scratch = Scratch::new();
    assert_eq!(scratch.findings("a.rst", SPEC), [""; 0]);
    scratch.config("rules.metadata = { level = 'warn', keys.Status = { required = true } }");
    let found = scratch.findings("a.rst", SPEC);
    assert!(found.len() == 1 && found[0].contains("warning[metadata]"), "{found:?}");
    scratch.config("rules.metadata = { level = 'off', keys.Status = { required = true } }");
    assert_eq!(scratch.findings("a.rst", SPEC), [""; 0]);
}

#[test]
fn suppressed() {
    let document = format!(".. speclint: allow metadata\n\n{SPEC}");
    assert_eq!(found_in("{ keys.Status = { required = true } }", "a.rst", &document), [""; 0]);
    let document = format!("---\nOwner: Jane\n---\n\n<!-- speclint: allow metadata -->\n\n{SPEC_MARKDOWN}");
    assert_eq!(found_in("{ keys.Status = { required = true } }", "a.md", &document), [""; 0]);
}

#[test]
fn mistakes() {
    for (options, word) in [
        ("'error'", "nothing that it looks for"),
        ("{ keys = {} }", "nothing that it looks for"),
        ("{ order = true }", "nothing that it looks for"),
        ("{ keys.Status = { required = false, values = ['('] } }", "invalid regular expression"),
        ("{ keys.Status = { required = false, values = ['a)(b'] } }", "invalid regular expression"),
        ("{ keys.Status = { values = 'a' } }", "expected"),
    ] {
        let output = Scratch::conforming().config(&format!("rules.metadata = {options}\n")).run(&[]);
        assert!(output.code == 2 && output.stderr.contains(word), "{options}: {output}");
    }
}

/// A value may stand on the lines below its key, or be more than a word or a list of words.
#[test]
fn values_of_several_lines() {
    let options = "{ keys.Authors = { required = true } }";
    for (name, metadata) in [
        ("a.rst", ":Authors:\n   Jane"),
        ("a.rst", ":Authors:\n   - Jane\n   - Joe"),
        ("a.md", "- Authors:\n  - Jane\n  - Joe"),
        ("a.md", "- Authors:\n  Jane"),
    ] {
        let text = if name == "a.rst" { SPEC } else { SPEC_MARKDOWN };
        let document = replaced(text, "Every database", &format!("{metadata}\n\nEvery database"));
        assert_eq!(found_in(options, name, &document), [""; 0], "{metadata}");
    }
}

#[test]
fn tables_in_yaml() {
    for yaml in ["Authors:\n  name: Jane", "Authors:\n- name: Jane", "Authors: { name: Jane }", "Authors: [[Jane]]"] {
        let document = format!("---\n{yaml}\n---\n\n{SPEC_MARKDOWN}");
        assert_eq!(found_in("{ keys.Authors = { required = true } }", "a.md", &document), [""; 0], "{yaml}");
    }
}

/// YAML has words for nothing.
#[test]
fn nulls_in_yaml() {
    for value in ["", "null", "~", "''", "[]", "['']"] {
        let document = format!("---\nAuthors: {value}\n---\n\n{SPEC_MARKDOWN}");
        assert_eq!(
            found_in("{ keys.Authors = { required = true } }", "a.md", &document),
            ["`Authors` has no value"],
            "{value}"
        );
    }
}

/// What does not show on the page is no metadata.
#[test]
fn in_comments_and_code() {
    for text in ["<!--\n- Status: Draft\n-->", "```\n- Status: Draft\n```"] {
        let document = replaced(SPEC_MARKDOWN, "Every database", &format!("{text}\n\nEvery database"));
        assert_eq!(found_in("{ keys.Status = { required = true } }", "a.md", &document).len(), 1, "{text}");
    }
}

/// Metadata that are written where the rule says belong there: a title stays one.
#[test]
fn at_the_place_that_is_told() {
    for (name, document, line) in
        [("a.rst", SPEC, ":Status: Draft\n\n"), ("a.md", SPEC_MARKDOWN, "- Status: Draft\n\n")]
    {
        let scratch = Scratch::new();
        scratch.config("rules.metadata = { keys.Status = { required = true } }");
        let found = scratch.findings(name, document);
        let at: usize = found[0].split(':').next().and_then(|line| line.parse().ok()).expect("a line");
        let mut lines: Vec<&str> = document.split_inclusive('\n').collect();
        lines.insert(at - 1, line);
        assert_eq!(scratch.findings(name, lines.concat()), [""; 0], "{name}: at line {at}");
    }
}

/// What no template has is mistyped, and no spec would fail for it.
#[test]
fn of_a_key_that_no_template_has() {
    let scratch = Scratch::conforming();
    let template = TEMPLATE.replacen("=====\nModel\n=====\n", "=====\nModel\n=====\n\n:Status: draft\n", 1);
    scratch.write("templates/liberty.rst", template);
    scratch.config("[rules.metadata.keys]\nStatsu = { values = ['draft'] }\n");
    let output = scratch.run(&["--format", "short"]);
    assert_eq!(output.stderr, "release.toml:3:1: no template has `Statsu` among its metadata\n", "{output}");
    for (known, code) in [("required = true", 1), ("required = false", 0)] {
        scratch.config(&format!("[rules.metadata.keys]\nStatsu = {{ {known}, values = ['draft'] }}\n"));
        assert_eq!(scratch.run(&[]).code, code, "{known}");
    }
}

#[test]
fn of_which_some_are_not_allowed() {
    for (value, is_right) in [("1", true), ("TBD", false), ("tbd.", true), ("", true)] {
        let found =
            found("{ keys.Owner = { required = false, values = ['.*'], not = ['(?i)tbd'] } }", &[("Owner", value)]);
        let wrong = format!("`{value}` is no value of `Owner`");
        assert_eq!(found, if is_right { vec![] } else { vec![wrong] }, "{value}");
    }
}

#[test]
fn that_may_be_missing_but_not_empty() {
    for (demand, expected) in [("", &[][..]), (", empty = false", &["`Owner` has no value"])] {
        let options =
            format!("{{ keys = {{ Status = {{ required = true }}, Owner = {{ required = false{demand} }} }} }}");
        assert_eq!(found(&options, &[("Status", "Draft")]), [""; 0], "{options}");
        assert_eq!(found(&options, &[("Status", "Draft"), ("Owner", "")]), expected, "{options}");
    }
}

#[test]
fn that_may_be_empty() {
    let options = "{ keys.Owner = { required = true, empty = true, values = ['[A-Z].*'] } }";
    assert_eq!(found(options, &[("Status", "x"), ("Owner", "")]), [""; 0]);
    assert_eq!(found(options, &[("Status", "x"), ("Owner", "jane")]), ["`jane` is no value of `Owner`"]);
    assert_eq!(found(options, &[("Status", "x"), ("State", "y")]), ["`Owner` is missing from the metadata"]);
}

#[test]
fn other_keys() {
    let options = "{ other-keys = 'refuse', keys = { Status = {}, 'author.name' = {} } }";
    for (metadata, expected) in [
        (&[("Status", "x"), ("author", "Jane")][..], &[][..]),
        (&[("Statsu", "x"), ("status", "y")], &["`Statsu` is no key of the metadata"]),
        (&[("a", "x"), ("b", "y")], &["`a` is no key of the metadata", "`b` is no key of the metadata"]),
    ] {
        assert_eq!(found(options, metadata), expected, "{metadata:?}");
        assert_eq!(found(&options.replace("refuse", "allow").replace("{}", "{ required = false }"), metadata), [""; 0]);
    }
}

#[test]
fn in_order() {
    let options = "{ order = true, keys = { Title = { required = false }, Status = { required = false }, Owner = { required = false } } }";
    for (keys, expected) in [
        (&["Title", "Status", "Owner"][..], &[][..]),
        (&["Title", "Owner"], &[]),
        (&["Title", "Other", "Owner"], &[]),
        (&["Owner", "Title", "Status"], &["`Owner` is out of order"]),
        (&["Status", "Title", "Owner"], &["`Status` is out of order"]),
    ] {
        let metadata: Vec<(&str, &str)> = keys.iter().map(|key| (*key, "x")).collect();
        assert_eq!(found(options, &metadata), expected, "{keys:?}");
    }
    let twice = format!("- Title: a\n- Status: b\n- Status: c\n\n{SPEC_MARKDOWN}");
    assert_eq!(found_in(options, "a.md", &twice), ["`Status` stands twice"]);
    let scratch = Scratch::with_markdown();
    scratch.config(&format!("rules.metadata = {options}"));
    insta::assert_snapshot!(scratch.check("a.md", format!("---\nTitle: a\nOwner: b\nStatus: c\n---\n\n{SPEC_MARKDOWN}")), @"
    metadata

      × `Owner` is out of order
       ╭─[specs/liberty/a.md:3:1]
     2 │ Title: a
     3 │ Owner: b
       · ────┬───
       ·     ╰── this key
     4 │ Status: c
       ╰────
      help: it belongs after `Status`

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
}

/// What a table of a release says of a key is added to what is said of it, and to the other keys.
#[test]
fn of_a_release() {
    let scratch = Scratch::with_markdown();
    scratch.config(
        "[rules.metadata.keys]\nStatus = { required = true }\nOwner = { required = true }\n\
         [releases.liberty.rules.metadata.keys]\nStatus = { values = ['draft'] }\nTitle = { required = true }\n",
    );
    let found = scratch.findings("a.md", format!("---\nStatus: done\n---\n\n{SPEC_MARKDOWN}"));
    let found: Vec<&str> = found.iter().filter_map(|found| Some(found.split_once("] ")?.1)).collect();
    let missing = |key: &str| format!("`{key}` is missing from the metadata");
    assert_eq!(found, [&*missing("Owner"), &missing("Title"), "`done` is no value of `Status`"]);
}

/// A value that no two specs may have. Whichever of them is checked, it is reported.
#[test]
fn unique() {
    let scratch = Scratch::with_markdown();
    let spec = |number: &str| format!("---\neip: {number}\n---\n\n{SPEC_MARKDOWN}");
    scratch.config("rules.metadata.keys.eip = { required = true, unique = true }");
    for (name, number) in [("a.md", "20"), ("b.md", "020"), ("c.md", "21"), ("d.md", "")] {
        scratch.write(&format!("specs/liberty/{name}"), spec(number));
    }
    insta::assert_snapshot!(scratch.run(&[]), @"
    metadata

      × specs/liberty/a.md: another spec has `20` as `eip`
      help: give one of the two another; the other is specs/liberty/b.md

    metadata

      × specs/liberty/b.md: another spec has `20` as `eip`
      help: give one of the two another; the other is specs/liberty/a.md

    metadata

      × `eip` has no value
       ╭─[specs/liberty/d.md:2:1]
     1 │ ---
     2 │ eip:
       · ──┬──
       ·   ╰── nothing after the name
     3 │ ---
       ╰────
      help: give it one

    trailing-whitespace

      ⚠ white space at the end of the line
       ╭─[specs/liberty/d.md:2:5]
     1 │ ---
     2 │ eip:
       ·     ┬
       ·     ╰── remove this
     3 │ ---
       ╰────
      help: remove the spaces and tabs at the end of lines

    4 specs of liberty held against templates/liberty.md: 1 conforms, 3 do not (3 errors, 1 warning)
    1 of 4 findings can be fixed with `speclint fix`
    ----- exit 1
    ");
    let of = |path: &str| scratch.run(&["--format", "short", path]).stdout;
    assert!(
        of("specs/liberty/b.md").starts_with("specs/liberty/b.md: error[metadata] another spec has `20` as `eip`\n")
    );
    assert!(of("specs/liberty/c.md").contains("it conforms"));
    let output = scratch
        .run_with_stdin(&["-", "--stdin-name", "specs/liberty/new.md", "--format", "short"], spec("21").as_bytes());
    assert!(output.stdout.contains("another spec has `21` as `eip`"), "{output}");
}

/// The metadata of a spec in a file beside it.
#[test]
fn beside_the_spec() {
    let scratch = Scratch::with_markdown();
    scratch.config(
        "layout.specs = 'specs/{release}/*/README.md'\n[rules.metadata]\nfile = 'kep.yaml'\n\
         keys.status = { required = true, values = ['draft', 'done'] }\nkeys.owner = { required = true }\n",
    );
    scratch
        .write("specs/liberty/1/README.md", SPEC_MARKDOWN)
        .write("specs/liberty/1/kep.yaml", "owner: a\nstatus: doen\n");
    scratch.write("specs/liberty/2/README.md", format!("---\nstatus: no\n---\n{SPEC_MARKDOWN}"));
    scratch.write("specs/liberty/2/kep.yaml", "status: done\nowner: b\n");
    scratch.write("specs/liberty/3/README.md", SPEC_MARKDOWN);
    scratch.write("specs/liberty/4/README.md", SPEC_MARKDOWN).write("specs/liberty/4/kep.yaml", "a: b: c\n");
    scratch.write("specs/liberty/5/README.md", SPEC_MARKDOWN).write("specs/liberty/5/kep.yaml", "status: done\n");
    insta::assert_snapshot!(scratch.run(&[]), @"
    metadata

      × `doen` is no value of `status`
       ╭─[specs/liberty/1/kep.yaml:2:9]
     1 │ owner: a
     2 │ status: doen
       ·         ──┬─
       ·           ╰── this value
       ╰────
      help: allowed: `draft`, `done`

    metadata

      × specs/liberty/3/kep.yaml: there is no such file, and it is to hold the metadata of a spec
      help: `rules.metadata.file` in the configuration says that it holds those of specs/liberty/3/README.md

    metadata

      × the metadata cannot be read: mapping values are not allowed in this context
       ╭─[specs/liberty/4/kep.yaml:1:1]
     1 │ a: b: c
       · ───┬───
       ·    ╰── here
       ╰────
      help: correct it; quotes around a value help where it has a colon

    metadata

      × `owner` is missing from the metadata
       ╭─[specs/liberty/5/kep.yaml:1:1]
     1 │ status: done
       · ▲
       · ╰── the metadata belongs here
       ╰────
      help: write `owner: …`

    5 specs of liberty held against templates/liberty.md: 1 conforms, 4 do not (4 errors)
    ----- exit 1
    ");
    let of = |path: &str| scratch.run(&["--format", "short", path]).stdout;
    assert!(of("specs/liberty/2/kep.yaml").contains("it conforms"), "a path of the file is its spec");
    assert!(
        of("specs/liberty/5/kep.yaml").starts_with("specs/liberty/5/kep.yaml:1:1: error[metadata] `owner` is missing")
    );
    assert!(
        of("specs/liberty/1")
            .starts_with("specs/liberty/1/kep.yaml:2:9: error[metadata] `doen` is no value of `status`\n")
    );
}
