//! `new`

use crate::common::{SPEC, Scratch, TEMPLATE};

const MARKDOWN: &str = "\
---
title: TITLE
start-date: YYYY-MM-DD
status: draft
---

# Title

- Authors: who

Say it in a line.

## Problem

<!-- speclint: match ^Problem -->
<!-- Keep this. -->

Who has it, and --> what it costs.

### Parts (optional)

All of them.

## Testing
";

/// A text without the day.
fn undated(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(at) = text.find(": 20").filter(|&at| text.as_bytes().get(at + 6) == Some(&b'-')) {
        text.replace_range(at + 2..at + 12, "[TODAY]");
    }
    text
}

fn made(scratch: &Scratch, path: &str) -> String {
    undated(&std::fs::read_to_string(scratch.path(path)).expect("the file is there"))
}

#[test]
fn in_restructured_text() {
    let scratch = Scratch::new();
    scratch.config("rules.line-length = { max = 60 }\n");
    insta::assert_snapshot!(scratch.run(&["new", "weekly-backups"]).passes(), @"
    specs/liberty/weekly-backups.rst
    ----- exit 0
    ");
    insta::assert_snapshot!(made(&scratch, "specs/liberty/weekly-backups.rst"), @"
    ==============
    Weekly backups
    ==============

    ..
     Say in one paragraph what will be possible.

    Problem
    =======

    ..
     Tell what users cannot do today, and what it costs them.

    Change
    ======

    ..
     Explain the idea before its parts, so that a newcomer can
     judge it.

    Interfaces
    ----------

    ..
     Show every request that is new or altered.

    Storage
    -------

    ..
     Name the tables that change, and describe the migration.

    Testing
    =======

    ..
     Name the scenarios that run against a real server.
    ");
    insta::assert_snapshot!(scratch.run(&["--format", "short"]), @"
    specs/liberty/weekly-backups.rst:8:1: warning[empty-section] section `Problem` is empty
    specs/liberty/weekly-backups.rst:8:1: error[empty-document] nothing is written under any heading
    specs/liberty/weekly-backups.rst:21:1: warning[empty-section] section `Interfaces` is empty
    specs/liberty/weekly-backups.rst:27:1: warning[empty-section] section `Storage` is empty
    specs/liberty/weekly-backups.rst:33:1: warning[empty-section] section `Testing` is empty
    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error, 4 warnings)
    ----- exit 1
    ");
}

#[test]
fn in_markdown() {
    let scratch = Scratch::with_markdown();
    scratch.write("templates/liberty.md", MARKDOWN).commit().git(&["config", "user.name", "Ada"]);
    scratch.run(&["new", "weekly-backups.md", "--title", "Backups, week by week"]).passes();
    insta::assert_snapshot!(made(&scratch, "specs/liberty/weekly-backups.md"), @"
    ---
    title: Backups, week by week
    start-date: [TODAY]
    status: draft
    ---

    # Backups, week by week

    <!--
    - Authors: who

    Say it in a line.
    -->

    ## Problem

    <!-- Keep this. -->

    <!--
    Who has it, and  what it costs.
    -->

    ### Parts

    <!--
    All of them.
    -->

    ## Testing
    ");
    insta::assert_snapshot!(scratch.run(&["--format", "short"]), @"
    specs/liberty/weekly-backups.md:15:4: error[empty-document] nothing is written under any heading
    specs/liberty/weekly-backups.md:23:5: warning[empty-section] section `Parts` is empty
    specs/liberty/weekly-backups.md:29:4: warning[empty-section] section `Testing` is empty
    1 spec of liberty held against templates/liberty.md: it does not conform (1 error, 2 warnings)
    ----- exit 1
    ");
}

#[test]
fn bare() {
    let scratch = Scratch::new();
    insta::assert_snapshot!(scratch.run(&["new", "Ärger", "--bare", "--dry-run"]).passes(), @"
    diff --git a/specs/liberty/Ärger.rst b/specs/liberty/Ärger.rst
    new file mode 100644
    --- /dev/null
    +++ b/specs/liberty/Ärger.rst
    @@ -0,0 +1,18 @@
    +=====
    +Ärger
    +=====
    +
    +Problem
    +=======
    +
    +Change
    +======
    +
    +Interfaces
    +----------
    +
    +Storage
    +-------
    +
    +Testing
    +=======
    ----- exit 0
    ");
    assert!(!scratch.path("specs/liberty/Ärger.rst").exists());
}

#[test]
fn where_it_is_put() {
    for (config, files, args, path) in [
        ("", &[][..], &[][..], "specs/liberty/x.rst"),
        ("", &["specs/liberty/approved/a.rst"], &[], "specs/liberty/approved/x.rst"),
        ("", &["specs/liberty/a.rst", "specs/liberty/old/b.rst"], &[], "specs/liberty/x.rst"),
        (
            "",
            &["specs/liberty/approved/a.rst", "specs/liberty/done/a.rst"],
            &["--in", "approved"],
            "specs/liberty/approved/x.rst",
        ),
        (
            "rules.file-name = { pattern = '^approved/' }",
            &["specs/liberty/approved/a.rst", "specs/liberty/done/a.rst"],
            &[],
            "specs/liberty/approved/x.rst",
        ),
        ("", &["specs/kilo/a.rst"], &["--release", "kilo", "--in", "specs/kilo"], "specs/kilo/x.rst"),
        (
            "[groups.backlog]\nlayout.specs = \"backlog\"\n",
            &["backlog/a.rst"],
            &["--group", "backlog"],
            "backlog/x.rst",
        ),
        (
            "layout.specs = \"keps/*/*/README.rst\"",
            &["keps/sig/1-a/README.rst"],
            &["--in", "keps/sig"],
            "keps/sig/x/README.rst",
        ),
    ] {
        let scratch = Scratch::new();
        scratch.config(&format!("layout.template = \"templates/liberty.rst\"\n{config}\n"));
        for file in files {
            scratch.write(file, SPEC);
        }
        let output = scratch.run(&[&["new", "x"], args].concat()).passes();
        assert_eq!(output.stdout, format!("{path}\n"));
        assert!(scratch.path(path).exists());
    }
}

#[test]
fn what_cannot_be() {
    let scratch = Scratch::new();
    scratch.config("rules.file-name = { pattern = '^[a-z-]+\\.rst$' }\n").write("specs/liberty/there.rst", SPEC);
    let cases: [&[&str]; 14] = [
        &["there"],
        &["a/b"],
        &[".."],
        &["a\nb"],
        &["con"],
        &["a:b"],
        &[".hidden"],
        &["index"],
        &["a.md"],
        &["Upper"],
        &["x", "--release", "nowhere"],
        &["x", "--group", "none"],
        &["x", "--in", "nowhere"],
        &["x", "--title", ""],
    ];
    for args in cases {
        let output = scratch.run(&[&["new"], args].concat());
        assert_eq!(output.code, 2, "{args:?}: {output}");
        assert!(output.stderr.contains('×'), "{args:?}: {output}");
    }
    assert_eq!(scratch.path("specs/liberty").read_dir().expect("it is there").count(), 1);
    let two = Scratch::new();
    two.write("specs/liberty/a/a.rst", SPEC).write("specs/liberty/b/b.rst", SPEC);
    insta::assert_snapshot!(two.run(&["new", "x"]), @"
    ----- stderr
      × the layout leaves open which directory a new spec is in
      help: say it with `--in DIRECTORY`, for instance specs/liberty/a and specs/liberty/b
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["new", "There"]), @r"
    ----- stderr
      × `There.rst` is no name for a spec here
      help: the rule `file-name` wants `^[a-z-]+\.rst$`
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["new", "Upper"]), @r"
    ----- stderr
      × `Upper.rst` is no name for a spec here
      help: the rule `file-name` wants `^[a-z-]+\.rst$`
    ----- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn opened_in_an_editor() {
    let scratch = Scratch::new();
    scratch.write("editor", "#!/bin/sh\necho \"$1\" > opened\nbasename \"$2\" >> opened\n");
    let output =
        scratch.shell("chmod +x editor && EDITOR='./editor --wait' \"$SPECLINT\" new x --edit && cat opened").passes();
    assert_eq!(output.stdout, "specs/liberty/x.rst\n--wait\nx.rst\n");
    let output = scratch.shell("VISUAL='./nowhere' \"$SPECLINT\" new y --edit");
    assert_eq!(output.code, 2, "{output}");
}

/// What a template's own spec lacks is for its author to write, and nothing else.
#[test]
fn conforms_but_for_what_is_to_be_written() {
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", TEMPLATE.replace('\n', "\r\n")).run(&["new", "x"]).passes();
    let json = scratch.run(&["--format", "json-lines", "--deny-warnings"]).stdout;
    let rules = json.lines().filter(|line| line.contains("\"type\":\"diagnostic\""));
    assert!(rules.clone().count() > 0 && rules.clone().all(|line| line.contains("\"rule\":\"empty-")), "{json}");
}

/// Whatever the notation of a template's metadata, a new spec has them, filled in.
#[test]
fn metadata_in_other_notations() {
    let made_of = |extension: &str, metadata: &str| {
        let is_rst = extension == "rst";
        let sections =
            if is_rst { "One\n===\n\nText.\n\nTwo\n===\n\nText.\n" } else { "## One\n\nText.\n\n## Two\n\nText.\n" };
        let scratch = if is_rst { Scratch::new() } else { Scratch::with_markdown() };
        scratch.write(&format!("templates/liberty.{extension}"), format!("{metadata}\n\n{sections}")).commit();
        scratch.run(&["new", "thing", "--title", "A: \"thing\""]).passes();
        scratch.config("rules.metadata.keys = { Title = { required = true }, Owner = { required = true } }\nrules.empty-document = 'off'");
        scratch.run(&[]).passes();
        made(&scratch, &format!("specs/liberty/thing.{extension}"))
    };
    for (extension, metadata, kept) in [
        (
            "md",
            "+++\ntitle = \"TITLE\"\nowner = \"Ada\"\n+++\n\n# T",
            "+++\ntitle = \"A: \\\"thing\\\"\"\nowner = \"Ada\"\n+++\n",
        ),
        ("md", "\u{feff}---\ntitle: TITLE\nowner: Ada\n---\n\n# T", "---\ntitle: 'A: \"thing\"'\nowner: Ada\n---\n"),
        ("md", "---\ntitle: &t TITLE\nowner: *t\n---\n\n# T", "---\ntitle: &t TITLE\nowner: *t\n---\n"),
        ("md", "---\ntitle: |\n  TITLE\nowner: Ada\n---\n\n# T", "---\ntitle: |\n  TITLE\nowner: Ada\n---\n"),
        (
            "md",
            "# T\n\n| Title | TITLE |\n|---|---|\n| Owner | Ada |",
            "| Title | A: \"thing\" |\n|---|---|\n| Owner | Ada |\n",
        ),
        ("md", "# T\n\n```yaml\ntitle: TITLE\nowner: Ada\n```", "```yaml\ntitle: 'A: \"thing\"'\nowner: Ada\n```\n"),
        ("md", "# T\n\n**Title:** TITLE<br>\n**Owner:** Ada", "**Title:** A: \"thing\"<br>\n**Owner:** Ada\n"),
        ("rst", "\u{feff}:Title: TITLE\n:Owner: Ada\n\n#\nT\n#", ":Title: A: \"thing\"\n:Owner: Ada\n"),
        ("rst", "#\nT\n#\n\n.. title:: TITLE\n.. owner:: Ada\n\n:Title: TITLE", ".. owner:: Ada\n"),
    ] {
        let made = made_of(extension, metadata);
        assert!(made.contains(kept), "{metadata}\n\n{made}");
    }
}

/// A new spec from a template, with this title, by this author.
fn with_title(format: &str, template: &str, title: &str, author: &str) -> String {
    let scratch = if format == "md" { Scratch::with_markdown() } else { Scratch::new() };
    scratch.write(&format!("templates/liberty.{format}"), template).commit().git(&["config", "user.name", author]);
    scratch.run(&["new", "x", &format!("--title={title}")]).passes();
    made(&scratch, &format!("specs/liberty/x.{format}"))
}

/// Each value means what was given, to readers of YAML 1.1, too.
#[test]
fn titles_in_front_matter() {
    for (title, value) in [
        ("Backups, nightly", "Backups, nightly"),
        ("Backups: nightly", "'Backups: nightly'"),
        ("Backups #2", "'Backups #2'"),
        ("It's \"on\"", "It's \"on\""),
        ("'a' b", "'''a'' b'"),
        ("@home", "'@home'"),
        ("`run`", "'`run`'"),
        ("- a", "'- a'"),
        ("[a]", "'[a]'"),
        ("{a}", "'{a}'"),
        ("? a", "'? a'"),
        ("*a", "'*a'"),
        ("&a b", "'&a b'"),
        ("!a", "'!a'"),
        ("> a", "'> a'"),
        ("%a", "'%a'"),
        ("a:", "'a:'"),
        ("---", "---"),
        ("yes", "'yes'"),
        ("Off", "'Off'"),
        ("null", "'null'"),
        ("~", "'~'"),
        ("1.10", "'1.10'"),
        ("12:30", "'12:30'"),
        ("0x1F", "'0x1F'"),
        ("1_000", "'1_000'"),
        ("2 fast", "2 fast"),
    ] {
        let text = with_title("md", "---\ntitle: T\n---\n\n# T\n\n## Problem\n", title, "Ada");
        assert!(text.starts_with(&format!("---\ntitle: {value}\n---\n")), "{title}: {text}");
    }
    let long = "long ".repeat(60).trim().to_owned();
    let text = with_title("md", "---\ntitle: T\n---\n\n# T\n\n## Problem\n", &long, "Ada");
    assert!(text.starts_with(&format!("---\ntitle: {long}\n---\n\n# {long}\n")), "{text}");
}

/// The heading has exactly the title's text.
#[test]
fn titles_with_markup() {
    for (title, rst, markdown) in [
        ("Plain, as most (are)", "Plain, as most (are)", "Plain, as most (are)"),
        ("snake_case and C++", "snake_case and C++", "snake_case and C++"),
        ("2 * 3", "2 * 3", "2 * 3"),
        ("*args", r"\*args", "*args"),
        ("*a* b", r"\*a\* b", r"\*a\* b"),
        ("`a`", r"\`a\`", r"\`a\`"),
        ("a_", r"a\_", "a_"),
        ("__init__", r"\__init\_\_", r"\_\_init\_\_"),
        ("|a|", r"\|a\|", "|a|"),
        ("[a]", "[a]", r"\[a\]"),
        ("[a](b)", "[a](b)", r"\[a\](b)"),
        ("<b> & &amp;", "<b> & &amp;", r"\<b\> \& \&amp;"),
        (r"a\*b", r"a\\\*b", r"a\\\*b"),
        ("a #", "a #", r"a \#"),
        ("- a", r"\- a", "- a"),
        ("1. a", "1. a", "1. a"),
        (":a: b", r"\:a: b", ":a: b"),
        (".. a", r"\.. a", ".. a"),
        ("====", r"\====", "===="),
    ] {
        let text = with_title("md", "# T\n\n## Problem\n", title, "Ada");
        assert_eq!(text.lines().next(), Some(&*format!("# {markdown}")), "{title}");
        let text = with_title("rst", "T\n=\n\nSay it.\n\nProblem\n-------\n", title, "Ada");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some(rst), "{title}");
        assert_eq!(lines.next().map(str::len), Some(rst.len()), "{title}");
    }
}

#[test]
fn authors() {
    let author = "Ada: L <ada@b.c>";
    for (field, filled) in [
        ("authors:\n  - who\n  - else", "authors:\n  - who\n  - else"),
        ("authors:\n- who", "authors:\n- who"),
        ("authors: [who]", "authors: [who]"),
        ("author:\n  name: who", "author:\n  name: who"),
        ("author: |\n  who", "author: |\n  who"),
        ("author: >-\n  who\n  else", "author: >-\n  who\n  else"),
        ("author: >-", "author: >-"),
        ("author:", "author: 'Ada: L <ada@b.c>'"),
        ("author: \"who\" # name", "author: 'Ada: L <ada@b.c>' # name"),
    ] {
        let template = format!("---\n{field}\nstatus: draft\n---\n\n# T\n\n## Problem\n");
        let text = with_title("md", &template, "X", author);
        assert_eq!(text, format!("---\n{filled}\nstatus: draft\n---\n\n# X\n\n## Problem\n"));
    }
    let table = "| Author |\n|---|\n| who |\n";
    let text = with_title("md", &format!("# T\n\n{table}\n## Problem\n"), "X", author);
    assert!(!text.contains("Ada"), "{text}");
    let template = "+++\nauthor = 'who'\nrank = 1\n+++\n\n# T\n\n## Problem\n";
    let text = with_title("md", template, "X", author);
    assert_eq!(text, "+++\nauthor = \"Ada: L <ada@b.c>\"\nrank = 1\n+++\n\n# X\n\n## Problem\n");
    let text = with_title("rst", "T\n=\n\n:Author: who\n:Status: draft\n\nProblem\n-------\n", "X", author);
    assert_eq!(text, "X\n=\n\n:Author: Ada: L <ada@b.c>\n:Status: draft\n\nProblem\n-------\n");
}

/// What defines or shows something is no guidance, and stays where it is.
#[test]
fn keeps_what_is_no_guidance() {
    let rst = "\
.. _label:

=
T
=

.. contents::
   :local:

.. image:: x.png
   :alt: y

.. |date| date::
.. _link: https://a.b
.. __: https://b.c
.. [1] A note.

:Status: draft

**Reviewer:** who

.. include:: head.txt

.. note:: Write it.

Say it, see [1]_.

.. A comment.

Problem
-------

Who has it?
.. _no: target

.. image:: example.png

.. _change:

Change
------
";
    insta::assert_snapshot!(with_title("rst", rst, "X", "Ada"), @"
    .. _label:

    =
    X
    =

    .. contents::
       :local:

    .. image:: x.png
       :alt: y

    .. |date| date::
    .. _link: https://a.b
    .. __: https://b.c
    .. [1] A note.

    :Status: draft

    **Reviewer:** who

    .. include:: head.txt

    ..
     .. note:: Write it.

     Say it, see [1]_.

    .. A comment.

    Problem
    -------

    ..
     Who has it?
     .. _no: target

     .. image:: example.png

    .. _change:

    Change
    ------
    ");
    let markdown = "\
---
status: draft
---

# T

[![build](https://a.b/c.svg)](https://a.b)
![chart](c.png)

**Reviewer:** who

[TOC]

<a id=\"top\"></a>

Say it in [short].

- Note: a line

[short]: #problem
[long]: /x \"a
  b\"

## Problem

![example](e.png)

Who has it?

[p]: #problem
";
    insta::assert_snapshot!(with_title("md", markdown, "X", "Ada"), @r#"
    ---
    status: draft
    ---

    # X

    [![build](https://a.b/c.svg)](https://a.b)
    ![chart](c.png)

    **Reviewer:** who

    [TOC]

    <a id="top"></a>

    <!--
    Say it in [short].

    - Note: a line
    -->

    [short]: #problem
    [long]: /x "a
      b"

    ## Problem

    <!--
    ![example](e.png)

    Who has it?
    -->

    [p]: #problem
    "#);
}

/// The path of the spec that is made.
fn place(scratch: &Scratch, name: &str) -> String {
    scratch.run(&["new", name]).passes().stdout.trim().to_owned()
}

/// Where specs are numbered, a new one has the next number, also after those of the upstream's branches.
#[test]
fn with_the_next_number() {
    let cases: [(&[&str], &str, &str); 8] = [
        (&["0001-a", "0009-b"], "backups", "0010-backups"),
        (&["1-a", "12-b", "notes"], "backups", "13-backups"),
        (&["eip-1", "eip-20"], "backups", "eip-21"),
        (&["RFC-0001-a", "RFC-0002-b"], "backups", "RFC-0003-backups"),
        (&["0001-a", "0009-b"], "0042-backups", "0042-backups"),
        (&["0001-a", "b", "c"], "backups", "backups"),
        (&["20260101-a", "20260102-b"], "backups", "backups"),
        (&["ipv6-a", "ipv4-b"], "backups", "backups"),
    ];
    for (there, name, expected) in cases {
        let scratch = Scratch::new();
        for name in there {
            scratch.write(&format!("specs/liberty/{name}.rst"), SPEC);
        }
        assert_eq!(place(&scratch, name), format!("specs/liberty/{expected}.rst"), "{there:?}");
    }
    let scratch = Scratch::new();
    scratch.write("specs/liberty/0001-a.rst", SPEC).write("specs/liberty/0002-b.rst", SPEC).commit();
    scratch.write("specs/liberty/0007-c.rst", SPEC).commit();
    scratch.git(&["update-ref", "refs/remotes/origin/work", "HEAD"]).git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    assert_eq!(place(&scratch, "backups"), "specs/liberty/0008-backups.rst");
    assert!(made(&scratch, "specs/liberty/0008-backups.rst").contains("\nBackups\n"));
}

/// A new spec says its number where its neighbours say theirs, and as they do.
#[test]
fn that_says_its_number() {
    let made_of = |template: &str, specs: &[(&str, &str)], args: &[&str]| {
        let scratch = Scratch::with_markdown();
        scratch.write("templates/liberty.md", template);
        for (name, text) in specs {
            scratch.write(&format!("specs/liberty/{name}.md"), format!("{text}\n## Problem\n\nNone.\n"));
        }
        let place = scratch.run(&[&["new"], args].concat()).passes().stdout.trim().to_owned();
        made(&scratch, &place).replace("\n\n## Problem\n", "")
    };
    let template = "---\neip: <to be assigned>\ntitle: TITLE\n---\n\n# TITLE\n\n## Problem\n";
    let eips = |form: fn(u32) -> String| [19, 20].map(|number| (format!("eip-{number}"), form(number)));
    for (form, head) in [
        (
            (|n| format!("---\neip: {n}\ntitle: A\n---\n\n# A\n")) as fn(u32) -> String,
            "---\neip: 21\ntitle: Backups\n---\n\n# Backups",
        ),
        (|n| format!("---\neip: '{n:04}'\ntitle: A\n---\n"), "---\neip: '0021'\ntitle: Backups\n---\n\n# Backups"),
        (|n| format!("---\neip: EIP-{n}\ntitle: A\n---\n"), "---\neip: EIP-21\ntitle: Backups\n---\n\n# Backups"),
        // What has more numbers, or another one, tells nothing.
        (|n| format!("---\neip: {n}.7\n---\n"), "---\neip: <to be assigned>\ntitle: Backups\n---\n\n# Backups"),
        (|_| "---\neip: 7\n---\n".to_owned(), "---\neip: <to be assigned>\ntitle: Backups\n---\n\n# Backups"),
        // The title says it, too.
        (|n| format!("# EIP-{n:04}: A\n"), "---\neip: <to be assigned>\ntitle: Backups\n---\n\n# EIP-0021: Backups"),
        (|n| format!("# {n}. A\n"), "---\neip: <to be assigned>\ntitle: Backups\n---\n\n# 21. Backups"),
    ] {
        let specs = eips(form);
        let specs: Vec<(&str, &str)> = specs.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(made_of(template, &specs, &["x", "--title=Backups"]), head);
    }
    // A link to the file itself has its name, too; what leads elsewhere is not made up.
    let template = "# T\n\n- Proposal: [SE-NNNN](NNNN-x.md)\n- Pull: [NNNN](https://example.org/NNNN)\n\n## Problem\n";
    let se = |n: &str, name: &str| {
        format!("# A\n\n- Proposal: [SE-{n}]({name}.md)\n- Pull: [{n}](https://example.org/{n})\n")
    };
    let specs = [("0098-a", se("0098", "0098-a")), ("0099-b", se("0099", "0099-b"))];
    let specs: Vec<(&str, &str)> = specs.iter().map(|(name, text)| (*name, &**text)).collect();
    let made = made_of(template, &specs, &["x"]);
    assert_eq!(made, "# X\n\n- Proposal: [SE-0100](0100-x.md)\n- Pull: [NNNN](https://example.org/NNNN)");
    // A template without the key.
    let text = "---\nkind: a\neip: 20\ntitle: A\n---\n";
    let made = made_of(
        "---\nkind: b\ntitle: T\n---\n\n# T\n\n## Problem\n",
        &[("eip-20", text)],
        &["eip-21", "--title=Backups"],
    );
    assert_eq!(made, "---\nkind: b\neip: 21\ntitle: Backups\n---\n\n# Backups");
    let specs = [("0001-a", "# 1. A\n"), ("0002-b", "# 2. B\n")];
    assert_eq!(made_of("# T\n\n## Problem\n", &specs, &["0042-x", "--title", "42. X"]), "# 42. X");
}

/// What else is in the template's title stays in a spec's.
#[test]
fn titles_with_a_placeholder() {
    for (template, title, expected) in [
        ("Feature: [NAME]", "Backups", "Feature: Backups"),
        ("Feature: [NAME]", "Feature: Backups", "Feature: Backups"),
        ("{short title}", "Backups", "Backups"),
        ("[a] and [b]", "Backups", "Backups"),
    ] {
        let text = with_title("md", &format!("# {template}\n\n## Problem\n"), title, "Ada");
        assert!(text.starts_with(&format!("# {expected}\n")), "{template}: {text}");
    }
}

/// A value that the rule `metadata` refuses is left to the author, and a date is written as it allows.
#[test]
fn values_that_are_allowed() {
    let scratch = Scratch::with_markdown();
    let template = "---\nauthor: <name (@account)>\ncreated: <day>\n---\n\n# T\n\n## Problem\n";
    scratch.write("templates/liberty.md", template).commit().git(&["config", "user.name", "Ada"]);
    let keys = r"{ author = { values = ['.* \(@\w+\)'] }, created = { values = ['\d{2}-[A-Z][a-z]{2}-\d{4}'] } }";
    scratch.config(&format!("rules.metadata.keys = {keys}\n"));
    scratch.run(&["new", "x"]).passes();
    let spec = made(&scratch, "specs/liberty/x.md");
    let created = spec.lines().find_map(|line| line.strip_prefix("created: ")).expect("the line is there");
    assert!(
        created.len() == 11 && created.as_bytes()[2] == b'-' && spec.contains("author: <name (@account)>\n"),
        "{spec}"
    );
}

/// Specs in directories of their own, whatever their file is called, and templates with an extension of their own.
#[test]
fn in_a_directory_of_its_own() {
    let scratch = Scratch::with_markdown();
    scratch.write("t/spec.template", "# Spec\n\n## Problem\n");
    for name in ["001-a", "002-b"] {
        scratch.write(&format!("specs/{name}/spec.md"), format!("# Spec: {name}\n\n## Problem\n\nNone.\n"));
    }
    let layout =
        "layout = { specs = 'specs/*/spec.md', template = 't/spec.template', formats = { template = 'md' } }\n";
    scratch.write("release.toml", format!("{layout}rules.file-name.pattern = '^\\d{{3}}-[a-z]+/spec\\.md$'\n"));
    assert_eq!(place(&scratch, "c"), "specs/003-c/spec.md");
    insta::assert_snapshot!(scratch.run(&["new", "C!"]), @r"
    ----- stderr
      × `004-C!/spec.md` is no name for a spec here
      help: the rule `file-name` wants `^\d{3}-[a-z]+/spec\.md$`
    ----- exit 2
    ");
    scratch
        .write("release.toml", layout.replace("/*/spec.md", "/*.md"))
        .write("specs/a.md", "# A\n\n## Problem\n\nNone.\n");
    assert_eq!(place(&scratch, "x"), "specs/x.md");
}

/// Where metadata stand in a file beside each spec, a new one gets that of the template, with its own number.
#[test]
fn with_its_metadata_beside() {
    let scratch = Scratch::with_markdown();
    scratch.write("keps/template/README.md", "# KEP-NNNN: Title\n\n## Summary\n\n## Plan\n");
    let kep = "# Fill in.\ntitle: KEP Template\nkep-number: NNNN\nauthors:\n  - \"@jane\"\nstatus: a|b # one\ncreation-date: yyyy-mm-dd\n";
    scratch.write("keps/template/kep.yaml", kep);
    for (number, name) in [(99, "a"), (1205, "b")] {
        let directory = format!("keps/sig/{number}-{name}");
        let text = format!("# KEP-{number}: A\n\n## Summary\n\nA.\n\n## Plan\n\nA.\n");
        scratch.write(&format!("{directory}/README.md"), text);
        scratch.write(
            &format!("{directory}/kep.yaml"),
            format!("title: A\nkep-number: {number}\ncreation-date: 2020-01-01\n"),
        );
    }
    let layout = "[layout]\nspecs = 'keps/sig/*/README.md'\ntemplate = 'keps/template/README.md'\n";
    let rules = "[rules.metadata]\nfile = 'kep.yaml'\nkeys.kep-number = { required = true, values = ['\\d+'] }\n";
    scratch.write("release.toml", format!("{layout}{rules}"));
    insta::assert_snapshot!(scratch.run(&["new", "backups"]), @"
    keps/sig/1206-backups/README.md
    ----- stderr
    keps/sig/1206-backups/kep.yaml: like keps/template/kep.yaml
    ----- exit 0
    ");
    insta::assert_snapshot!(made(&scratch, "keps/sig/1206-backups/kep.yaml"), @r#"
    # Fill in.
    title: Backups
    kep-number: 1206
    authors:
      - "@jane"
    status: a|b # one
    creation-date: [TODAY]
    "#);
    assert!(made(&scratch, "keps/sig/1206-backups/README.md").starts_with("# KEP-1206: Backups\n"));
    let json = scratch.run(&["--format", "json-lines"]).stdout;
    assert!(!json.contains("\"rule\":\"metadata\""), "{json}");
}

/// What the template keeps is no guidance, with a title that stays.
#[test]
fn what_stays() {
    let scratch = Scratch::with_markdown();
    let template = "# Decision\n\n<!-- speclint: keep -->\n\nAll rights reserved by us, whatever is written here.\n\n## Problem\n\nWho has it?\n\n## Licence\n\nThis document is under the licence of the project, as all are.\n";
    scratch.write("templates/liberty.md", template).config("sections.keep = [\"Licence\"]\n");
    scratch.run(&["new", "x", "--bare"]).passes();
    insta::assert_snapshot!(made(&scratch, "specs/liberty/x.md"), @"
    # Decision

    All rights reserved by us, whatever is written here.

    ## Problem

    ## Licence

    This document is under the licence of the project, as all are.
    ");
    let spec = made(&scratch, "specs/liberty/x.md").replace("## Problem\n", "## Problem\n\nWe do.\n");
    scratch.check("x.md", spec).passes();
}

/// A placeholder that the format does not show is seen in a spec. Of sections alike one is enough without guidance.
#[test]
fn placeholders() {
    let scratch = Scratch::with_markdown();
    let template = "# <!-- title -->\n\n## Options  \n\n### <!-- title of option -->\n\nSay it.   \n\n### <!-- title of option -->\n\nSay it, too.\n\n#### <More>\n\n## Result\n";
    scratch.write("templates/liberty.md", template);
    scratch.run(&["new", "x"]).passes();
    insta::assert_snapshot!(made(&scratch, "specs/liberty/x.md"), @"
    # X

    ## Options

    ### {title of option}

    <!--
    Say it.
    -->

    ### {title of option}

    <!--
    Say it, too.
    -->

    #### {More}

    ## Result
    ");
    scratch.run(&["new", "y", "--bare"]).passes();
    insta::assert_snapshot!(made(&scratch, "specs/liberty/y.md"), @"
    # Y

    ## Options

    ### {title of option}

    ## Result
    ");
    insta::assert_snapshot!(scratch.run(&["--format", "short", "specs/liberty/y.md"]), @"
    specs/liberty/y.md:3:4: error[empty-document] nothing is written under any heading
    specs/liberty/y.md:5:5: warning[empty-section] section `{title of option}` is empty
    specs/liberty/y.md:5:5: warning[template-text] the heading is the template's placeholder: `{title of option}`
    specs/liberty/y.md:7:4: warning[empty-section] section `Result` is empty
    1 spec of liberty held against templates/liberty.md: it does not conform (1 error, 3 warnings)
    ----- exit 1
    ");
}
