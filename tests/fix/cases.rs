//! Each kind of fix, as a person sees it.

use crate::common::{Output, SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// What `fix --diff` shows for a spec, without the names of the files.
fn diff(name: &str, text: &str, args: &[&str]) -> String {
    let scratch = if name.ends_with(".md") { Scratch::with_markdown() } else { Scratch::new() };
    let path = format!("specs/liberty/{name}");
    let output = scratch.write(&path, text).run(&[&["fix", "--diff", &path], args].concat());
    assert!(output.code < 2);
    assert_eq!(std::fs::read_to_string(scratch.path(&path)).expect("it is there"), text, "only shown");
    let lines = output.stdout.lines().filter(|line| !line.starts_with("--- a/") && !line.starts_with("+++ b/"));
    lines.map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn a_renamed_section() {
    let spec = replaced(SPEC, "Interfaces\n----------\n", "interface:\n----------\n");
    insta::assert_snapshot!(diff("a.rst", &spec, &[]), @"
    @@ -14,7 +14,7 @@

     A scheduler starts them.

    -interface:
    +Interfaces
     ----------

     None.
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
    let spec = replaced(SPEC_MARKDOWN, "### Interfaces\n", "### Interface ###\n");
    insta::assert_snapshot!(diff("a.md", &spec, &[]), @"
    @@ -10,7 +10,7 @@

     A scheduler starts them.

    -### Interface ###
    +### Interfaces ###

     None.

    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
    let spec = replaced(SPEC_MARKDOWN, "## Testing\n", "Tesing\n------\n");
    insta::assert_snapshot!(diff("a.md", &spec, &[]), @"
    @@ -18,7 +18,7 @@

     A table of schedules.

    -Tesing
    -------
    +Testing
    +-------

     A scenario restores the backup of the night before.
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
}

/// Overline, indentation and length stay as they are.
#[test]
fn a_renamed_section_with_an_overline() {
    let spec = replaced(SPEC, "Problem\n=======\n\nBackups", "###########\n  Problems\n###########\n\nBackups");
    let spec = spec.replace("\nChange\n======\n", "\n########\nChange\n########\n");
    let spec = spec.replace("\nTesting\n=======\n", "\n#######\nTesting\n#######\n");
    insta::assert_snapshot!(diff("a.rst", &spec, &[]), @"
    @@ -4,9 +4,9 @@

     Every database is backed up at night.

    -###########
    -  Problems
    -###########
    +##########
    +  Problem
    +##########

     Backups are taken by hand, and often forgotten.

    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
}

#[test]
fn a_misordered_section() {
    let testing = "Testing\n=======\n\nA scenario restores the backup of the night before.\n";
    let spec = replaced(&replaced(SPEC, testing, ""), "Problem\n=======\n", &format!("{testing}\nProblem\n=======\n"));
    insta::assert_snapshot!(diff("a.rst", spec.trim_end(), &[]), @r"
    @@ -4,11 +4,6 @@

     Every database is backed up at night.

    -Testing
    -=======
    -
    -A scenario restores the backup of the night before.
    -
     Problem
     =======

    @@ -27,4 +22,9 @@
     Storage
     -------

    -A table of schedules.
    \ No newline at end of file
    +A table of schedules.
    +
    +Testing
    +=======
    +
    +A scenario restores the backup of the night before.
    \ No newline at end of file
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
}

/// The targets of links above a heading lead to it, and go where it goes.
#[test]
fn a_misordered_section_with_a_target() {
    let interfaces = ".. _interfaces:\n\nInterfaces\n----------\n\nNone.\n\n";
    let spec = replaced(SPEC, "Interfaces\n----------\n\nNone.\n\n", "");
    let spec = replaced(&spec, "Testing\n=======\n", &format!("{interfaces}.. _testing:\n\nTesting\n=======\n"));
    insta::assert_snapshot!(diff("a.rst", &spec, &[]), @"
    @@ -14,11 +14,6 @@

     A scheduler starts them.

    -Storage
    --------
    -
    -A table of schedules.
    -
     .. _interfaces:

     Interfaces
    @@ -26,6 +21,11 @@

     None.

    +Storage
    +-------
    +
    +A table of schedules.
    +
     .. _testing:

     Testing
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
}

#[test]
fn a_misplaced_section() {
    let spec = replaced(SPEC, "Interfaces\n----------\n\nNone.\n\n", "")
        + "\nInterfaces\n==========\n\nNone.\n\nOf old\n------\n\nNone.\n";
    insta::assert_snapshot!(diff("a.rst", &spec, &["--unsafe-fixes"]), @"
    @@ -14,6 +14,16 @@

     A scheduler starts them.

    +Interfaces
    +----------
    +
    +None.
    +
    +Of old
    +~~~~~~
    +
    +None.
    +
     Storage
     -------

    @@ -23,13 +33,3 @@
     =======

     A scenario restores the backup of the night before.
    -
    -Interfaces
    -==========
    -
    -None.
    -
    -Of old
    -------
    -
    -None.
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
    let spec = replaced(SPEC_MARKDOWN, "### Interfaces\n\nNone.\n\n", "")
        + "\n## Interfaces\n\nNone.\n\n### Of old\n\nNone.\n";
    insta::assert_snapshot!(diff("a.md", &spec, &["--unsafe-fixes"]), @"
    @@ -10,6 +10,14 @@

     A scheduler starts them.

    +### Interfaces
    +
    +None.
    +
    +#### Of old
    +
    +None.
    +
     ### Storage

     A table of schedules.
    @@ -17,11 +25,3 @@
     ## Testing

     A scenario restores the backup of the night before.
    -
    -## Interfaces
    -
    -None.
    -
    -### Of old
    -
    -None.
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
}

#[test]
fn missing_sections() {
    let spec = "=====\nTitle\n=====\n\nA text.\n\nProblem\n=======\n\nNone.\n";
    assert!(diff("a.rst", spec, &[]).starts_with("0 diagnostics would be fixed"));
    insta::assert_snapshot!(diff("a.rst", spec, &["--add-missing"]), @"
    @@ -8,3 +8,23 @@
     =======

     None.
    +
    +Change
    +======
    +
    +None.
    +
    +Interfaces
    +----------
    +
    +None.
    +
    +Storage
    +-------
    +
    +None.
    +
    +Testing
    +=======
    +
    +None.
    4 diagnostics would be fixed in 1 of 1 spec; nothing is left
    ");
    insta::assert_snapshot!(diff("a.md", "# Title\n\n## Testing\nDone.", &["--add-missing=To be written."]), @r"
    @@ -1,4 +1,16 @@
     # Title

    +## Problem
    +To be written.
    +
    +## Change
    +To be written.
    +
    +### Interfaces
    +To be written.
    +
    +### Storage
    +To be written.
    +
     ## Testing
     Done.
    \ No newline at end of file
    4 diagnostics would be fixed in 1 of 1 spec; nothing is left
    ");
}

/// An empty file gets all of the template's sections.
#[test]
fn all_sections_missing() {
    insta::assert_snapshot!(diff("a.rst", "A text.\n", &["--add-missing"]), @"
    @@ -1 +1,26 @@
     A text.
    +
    +Problem
    +=======
    +
    +None.
    +
    +Change
    +======
    +
    +None.
    +
    +Interfaces
    +----------
    +
    +None.
    +
    +Storage
    +-------
    +
    +None.
    +
    +Testing
    +=======
    +
    +None.
    3 diagnostics would be fixed in 1 of 1 spec; nothing is left
    ");
}

#[test]
fn characters() {
    let spec = replaced(SPEC, "Change\n======\n", "Change\n====\n")
        .replace("None.\n", "None.  \n")
        .replace("Every", "E\u{200b}very");
    insta::assert_snapshot!(diff("a.rst", &spec, &[]).replace('\u{200b}', "[U+200B]"), @"
    @@ -2,7 +2,7 @@
     Nightly Backups
     ===============

    -E[U+200B]very database is backed up at night.
    +Every database is backed up at night.

     Problem
     =======
    @@ -10,14 +10,14 @@
     Backups are taken by hand, and often forgotten.

     Change
    -====
    +======

     A scheduler starts them.

     Interfaces
     ----------

    -None.
    +None.

     Storage
     -------
    3 diagnostics would be fixed in 1 of 1 spec; nothing is left
    ");
    let crlf = SPEC.replace('\n', "\r\n");
    assert_eq!(
        diff("a.rst", &crlf, &[]).lines().last(),
        Some("1 diagnostic would be fixed in 1 of 1 spec; nothing is left")
    );
}

/// Two spaces at the end of a line of Markdown are a line break.
#[test]
fn line_breaks_of_markdown_stay() {
    let spec = replaced(SPEC_MARKDOWN, "None.\n", "None.  \nBut one. \nOr two.\n   \n");
    insta::assert_snapshot!(diff("a.md", &spec, &[]), @"
    @@ -13,10 +13,10 @@
     ### Interfaces

     None.
    -But one.
    +But one.
     Or two.
    -

    +
     ### Storage

     A table of schedules.
    1 diagnostic would be fixed in 1 of 1 spec; nothing is left
    ");
}

/// In a document of CRLF lines new lines end so, too.
#[test]
fn keeps_line_ends() {
    let scratch = Scratch::new();
    scratch.config("rules.carriage-return = \"off\"\n");
    let testing = "\nTesting\n=======\n\nA scenario restores the backup of the night before.\n";
    scratch.write("specs/liberty/a.rst", replaced(SPEC, testing, "").replace('\n', "\r\n"));
    scratch.run(&["fix", "--add-missing"]).passes();
    let text = std::fs::read_to_string(scratch.path("specs/liberty/a.rst")).expect("it is there");
    assert!(text.ends_with("\r\n\r\nTesting\r\n=======\r\n\r\nNone.\r\n"), "{text:?}");
    scratch.run(&[]).passes();
}

#[test]
fn written() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", SPEC);
    scratch.write(
        "specs/liberty/b.rst",
        replaced(SPEC, "Testing\n=======\n", "Test\n====\n").replace("None.\n", "None. \n"),
    );
    scratch.write("specs/liberty/c.rst", replaced(SPEC, "Problem\n=======\n", "Other\n=====\n"));
    insta::assert_snapshot!(scratch.run(&["fix"]), @"
    specs/liberty/b.rst: trailing-whitespace
    1 diagnostic fixed in 1 of 3 specs; 4 diagnostics left, see `speclint check`
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["fix"]), @"
    0 diagnostics fixed in 0 of 3 specs; 4 diagnostics left, see `speclint check`
    ----- exit 0
    ");
}

#[test]
fn with_a_check_after() {
    let scratch = Scratch::new();
    scratch.write(
        "specs/liberty/a.rst",
        replaced(SPEC, "Testing\n=======\n", "testing\n=======\n").replace("None.\n", ""),
    );
    insta::assert_snapshot!(scratch.run(&["check", "--fix", "--format", "short"]), @"
    specs/liberty/a.rst:17:1: warning[empty-section] section `Interfaces` is empty
    1 spec of liberty held against templates/liberty.rst: it conforms (1 warning)
    ----- stderr
    specs/liberty/a.rst: renamed-section
    1 diagnostic fixed in 1 of 1 spec; 1 diagnostic left, see `speclint check`
    ----- exit 0
    ");
}

/// What is recorded is not touched.
#[test]
fn with_a_baseline() {
    let scratch = Scratch::new();
    let spec = replaced(SPEC, "Testing\n=======\n", "testing\n=======\n");
    scratch.write("specs/liberty/a.rst", spec).run(&["--write-baseline"]).passes();
    assert!(scratch.run(&["fix"]).stdout.starts_with("0 diagnostics fixed"));
    assert!(scratch.run(&["fix", "--no-baseline"]).stdout.contains("1 diagnostic fixed"));
}

#[test]
fn what_cannot_be_done() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", b"\xff").write("specs/liberty/b.rst", SPEC.replace("None.\n", "None. \n"));
    let output: Output = scratch.run(&["fix"]);
    insta::assert_snapshot!(output, @"
    specs/liberty/b.rst: trailing-whitespace
    1 diagnostic fixed in 1 of 1 spec; what could not be looked at is left, see `speclint check`
    ----- stderr
      × specs/liberty/a.rst: not UTF-8: the byte at offset 0 begins no character
      help: save the file as UTF-8 text
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["fix", "nowhere.rst"]), @"
    no spec to fix
    ----- stderr
      × nowhere.rst: cannot find the file: no such file or directory
    ----- exit 2
    ");
    let path = scratch.path("specs/liberty/b.rst");
    std::fs::write(&path, SPEC.replace("None.\n", "None. \n")).expect("writable");
    let mut permissions = path.metadata().expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("its owner may");
    insta::assert_snapshot!(scratch.run(&["fix", "specs/liberty/b.rst"]), @"
    0 diagnostics fixed in 0 of 1 spec; 1 diagnostic left, see `speclint check`
    ----- stderr
      × specs/liberty/b.rst: the file is read-only
      help: make it writable, or leave it out
    ----- exit 2
    ");
    assert_eq!(scratch.run(&["check", "--diff"]).code, 2);
}

/// Where another heading of its level has made the title a section, nothing is moved out of it.
#[test]
fn a_title_that_became_a_section() {
    let spec = SPEC
        .replace("===============\nNightly Backups\n===============\n", "Nightly Backups\n###############\n")
        + "\nOther\n#####\n\nNone.\n";
    assert!(diff("a.rst", &spec, &["--add-missing"]).starts_with("0 diagnostics would be fixed"));
}

/// What a heading ends with is its author's: the name alone is written anew, and not where that would lose markup.
#[test]
fn marks_stay_where_a_heading_is_renamed() {
    let markdown = |heading: &str| {
        let scratch = Scratch::with_markdown();
        scratch.write("templates/liberty.md", "# T\n\n## Goals {#goals}\n\nNone.\n\n## Other\n\nNone.\n");
        let spec = format!("# T\n\n## {heading}\n\nNone.\n\n## Other\n\nNone.\n\n[^1]: A note.\n");
        scratch.write("specs/liberty/a.md", spec).run(&["fix"]);
        let text = std::fs::read_to_string(scratch.path("specs/liberty/a.md")).expect("a spec");
        text.lines().nth(2).map(str::to_owned).unwrap_or_default()
    };
    for (before, after) in [
        ("goals", "## Goals"),
        ("goals {#own}", "## Goals {#own}"),
        ("goals [^1]", "## Goals [^1]"),
        ("goals[^1] {#own .wide} ##", "## Goals[^1] {#own .wide} ##"),
        ("[goals](a.md)", "## [goals](a.md)"),
        ("goals <a name=\"x\"></a>", "## goals <a name=\"x\"></a>"),
        ("**goals**:", "## **goals**:"),
    ] {
        assert_eq!(markdown(before), after);
    }
    let rst = |heading: &str| {
        let scratch = Scratch::new();
        let document = |heading: &str| {
            let line = "=".repeat(heading.len());
            format!("#\nT\n#\n\n{heading}\n{line}\n\nNone.\n\nOther\n=====\n\nNone.\n\n.. [1] A note.\n")
        };
        scratch.write("templates/liberty.rst", document("Goals")).write("specs/liberty/a.rst", document(heading));
        scratch.run(&["fix"]);
        let text = std::fs::read_to_string(scratch.path("specs/liberty/a.rst")).expect("a spec");
        text.lines().skip(4).take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rst("goals [1]_"), ["Goals [1]_", "=========="]);
    assert_eq!(rst("goals\\ [1]_"), ["Goals\\ [1]_", "==========="]);
    assert_eq!(rst("_`goals`"), ["_`goals`", "========"]);
}
