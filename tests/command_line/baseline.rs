//! The record of what did not conform when speclint was adopted.

use super::{faulty, two_releases};
use crate::common::{SPEC, Scratch, replaced};

const FILE: &str = "speclint-baseline.toml";

fn file(scratch: &Scratch) -> String {
    std::fs::read_to_string(scratch.path(FILE)).expect("the file is there")
}

/// Two releases whose findings are recorded.
fn recorded() -> Scratch {
    let scratch = two_releases();
    scratch.run(&["--all-releases", "--write-baseline"]).passes();
    scratch
}

#[test]
fn written() {
    let scratch = two_releases();
    insta::assert_snapshot!(scratch.run(&["--all-releases", "--write-baseline"]), @"
    2 diagnostics in 1 file recorded in speclint-baseline.toml
    ----- exit 0
    ");
    insta::assert_snapshot!(file(&scratch), @r#"
    # What specs did not conform in when speclint was adopted: a check reports only what is not here.
    # `speclint check --prune-baseline` takes out what was mended.

    version = 2

    ["specs/liberty/restore.rst"]
    empty-section = ["Change > Storage"]
    missing-section = ["Testing"]
    "#);
}

#[test]
fn hides_what_it_records() {
    let scratch = recorded();
    insta::assert_snapshot!(scratch.run(&["--all-releases"]).passes(), @"
    1 spec of kilo held against templates/kilo.rst: it conforms
    3 specs of liberty held against templates/liberty.rst: all conform
    4 specs of 2 releases in all: all conform
    2 diagnostics are recorded in speclint-baseline.toml and not shown; 1 of 4 conforms only by that
    ----- exit 0
    ");
    let shown = scratch.run(&["--all-releases", "--no-baseline", "--format", "short"]);
    assert_eq!(shown.code, 1, "{shown}");
    assert!(shown.stdout.contains("error[missing-section]") && !shown.stdout.contains("recorded"), "{shown}");
}

/// Lines may move; what is new is reported; a second one of the same kind is new.
#[test]
fn reports_what_is_new() {
    let scratch = recorded();
    let moved = replaced(&faulty(), "Every database", "Long before.\n\nMuch longer before.\n\nEvery database");
    scratch.write("specs/liberty/restore.rst", &moved);
    assert_eq!(scratch.run(&[]).passes().code, 0);
    scratch.write("specs/liberty/restore.rst", replaced(&moved, "None.\n", "None. \n"));
    let output = scratch.run(&["--format", "short", "--deny-warnings"]);
    insta::assert_snapshot!(output, @"
    specs/liberty/restore.rst:24:6: error[trailing-whitespace] white space at the end of the line
    3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    2 diagnostics are recorded in speclint-baseline.toml and not shown
    ----- exit 1
    ");
}

#[test]
fn says_what_is_gone() {
    let scratch = recorded();
    scratch.write("specs/liberty/restore.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&[]).passes(), @"
    3 specs of liberty held against templates/liberty.rst: all conform
    recorded in speclint-baseline.toml, and gone: specs/liberty/restore.rst: empty-section `Change > Storage`
    recorded in speclint-baseline.toml, and gone: specs/liberty/restore.rst: missing-section `Testing`
    forget what is gone with `speclint check --prune-baseline`
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["--write-baseline", "--diff"]).passes(), @r#"
    --- a/speclint-baseline.toml
    +++ b/speclint-baseline.toml
    @@ -2,7 +2,3 @@
     # `speclint check --prune-baseline` takes out what was mended.
     
     version = 2
    -
    -["specs/liberty/restore.rst"]
    -empty-section = ["Change > Storage"]
    -missing-section = ["Testing"]
    ----- exit 0
    "#);
    assert!(file(&scratch).contains("missing-section"), "only shown");
    scratch.run(&["--write-baseline"]).passes();
    assert!(!file(&scratch).contains("missing-section"));
    insta::assert_snapshot!(scratch.run(&[]).passes(), @"
    3 specs of liberty held against templates/liberty.rst: all conform
    ----- exit 0
    ");
}

/// A spec that is no more has nothing to record, whichever release is checked.
#[test]
fn of_a_spec_that_is_gone() {
    let scratch = recorded();
    scratch.remove("specs/liberty/restore.rst");
    let output = scratch.run(&["--release", "kilo"]).passes();
    assert!(output.stdout.contains("and gone: specs/liberty/restore.rst: missing-section"), "{output}");
}

/// What is recorded of specs that were not checked now stays.
#[test]
fn of_some_specs_leaves_the_others() {
    let scratch = two_releases();
    scratch.write("specs/kilo/b.rst", faulty()).run(&["--all-releases", "--write-baseline"]).passes();
    let before = file(&scratch);
    scratch.run(&["--release", "kilo", "--write-baseline"]).passes();
    assert_eq!(file(&scratch), before);
    scratch.run(&["specs/liberty/backups.rst", "--write-baseline"]).passes();
    assert_eq!(file(&scratch), before);
    scratch.write("specs/kilo/b.rst", SPEC).run(&["--release", "kilo", "--write-baseline"]).passes();
    assert!(!file(&scratch).contains("kilo") && file(&scratch).contains("liberty"), "{}", file(&scratch));
}

#[test]
fn counts_equal_ones() {
    let scratch = Scratch::conforming();
    let twice = replaced(SPEC, "None.\n", "No\u{ad}ne.\n\nNo\u{ad}ne.\n");
    scratch.write("specs/liberty/backups.rst", &twice).run(&["--write-baseline"]).passes();
    assert!(file(&scratch).contains("zero-width-character = 2"), "{}", file(&scratch));
    assert_eq!(scratch.run(&["--deny-warnings"]).passes().code, 0);
    let thrice = replaced(&twice, "A table of", "No\u{ad}ne.\n\nA table of");
    scratch.write("specs/liberty/backups.rst", thrice);
    assert_eq!(scratch.run(&["--deny-warnings"]).code, 1);
}

/// What could not be checked would be missing from the record.
#[test]
fn not_written_where_something_cannot_be_checked() {
    let scratch = two_releases();
    scratch.remove("templates/kilo.rst");
    let output = scratch.run(&["--all-releases", "--write-baseline", "--format", "short"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(!scratch.path(FILE).exists());
}

#[test]
fn with_mistakes() {
    for text in
        ["version = 1\n", "version = 2\n[\"a.rst\"]\nline-length = -1\n", "version = 2\nnothing = []\n", "version"]
    {
        let scratch = Scratch::conforming();
        let output = scratch.write(FILE, text).run(&[]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains(FILE), "{output}");
    }
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.write(FILE, "version = 1\n").run(&[]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × speclint-baseline.toml: a baseline of version 1; this speclint knows version 2
      help: `speclint check --write-baseline` writes the file anew

    ----- exit 2
    ");
}

/// Its permissions stay, and a link stays one.
#[cfg(unix)]
#[test]
fn keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = two_releases();
    scratch.write("kept/old.toml", "version = 2\n").link(FILE, "kept/old.toml");
    let permissions = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(scratch.path("kept/old.toml"), permissions).expect("its owner may");
    scratch.run(&["--write-baseline"]).passes();
    let mode = |path: &str| scratch.path(path).metadata().expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode("kept/old.toml"), 0o640);
    assert!(scratch.path(FILE).is_symlink());
    assert!(file(&scratch).contains("missing-section"));
}

/// A spec that moves within its set takes along what is recorded of it; one of another set does not.
#[test]
fn follows_specs_that_move() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/approved/a.rst", faulty()).write("specs/liberty/b.rst", SPEC);
    scratch.run(&["--write-baseline"]).passes();
    let recorded = file(&scratch);
    scratch.directory("specs/liberty/implemented");
    scratch.rename("specs/liberty/approved/a.rst", "specs/liberty/implemented/a.rst");
    for args in [&[][..], &["specs/liberty/implemented/a.rst"]] {
        let output = scratch.run(args).passes();
        assert!(output.stdout.contains("2 diagnostics are recorded"), "{output}");
    }
    assert_eq!(scratch.run(&["--prune-baseline"]).code, 0);
    assert_eq!(file(&scratch), recorded.replace("approved", "implemented"));
    scratch.write("templates/kilo.rst", crate::common::TEMPLATE).directory("specs/kilo");
    scratch.rename("specs/liberty/implemented/a.rst", "specs/kilo/a.rst");
    assert_eq!(scratch.run(&["--all-releases"]).code, 1);
    // A second one of the name is another spec.
    let scratch = Scratch::new();
    scratch.write("specs/liberty/x/a.rst", faulty()).run(&["--write-baseline"]).passes();
    scratch.write("specs/liberty/y/a.rst", faulty());
    assert_eq!(scratch.run(&[]).code, 1);
}

/// To adopt a template, what it causes is recorded, and no more.
#[test]
fn of_what_a_template_causes() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", SPEC).write("specs/liberty/b.rst", faulty()).commit();
    let template = crate::common::TEMPLATE.to_owned() + "\nMore\n====\n\nMore of it.\n";
    scratch.write("templates/liberty.rst", template).write("specs/liberty/c.rst", faulty());
    insta::assert_snapshot!(scratch.run(&["--write-baseline=HEAD"]).passes(), @"
    3 diagnostics recorded in speclint-baseline.toml, which templates and configuration have caused since HEAD
    ----- exit 0
    ");
    insta::assert_snapshot!(file(&scratch), @r#"
    # What specs did not conform in when speclint was adopted: a check reports only what is not here.
    # `speclint check --prune-baseline` takes out what was mended.

    version = 2

    ["specs/liberty/a.rst"]
    missing-section = ["More"]

    ["specs/liberty/b.rst"]
    missing-section = ["More"]

    ["specs/liberty/c.rst"]
    missing-section = ["More"]
    "#);
    let output = scratch.run(&["--format", "short"]);
    assert!(output.code == 1 && !output.stdout.contains("More"), "{output}");
}

#[test]
fn pruning_only_forgets() {
    let scratch = Scratch::new();
    scratch
        .write("specs/liberty/a.rst", faulty())
        .write("specs/liberty/b.rst", SPEC)
        .run(&["--write-baseline"])
        .passes();
    let recorded = file(&scratch);
    scratch.write("specs/liberty/b.rst", faulty());
    assert_eq!(scratch.run(&["--prune-baseline"]).code, 1, "what is new is still told");
    assert_eq!(file(&scratch), recorded);
    scratch.write("specs/liberty/a.rst", SPEC).run(&["--prune-baseline"]);
    assert!(!file(&scratch).contains("a.rst") && !file(&scratch).contains("b.rst"), "{}", file(&scratch));
}

/// A stricter option brings up what is smaller than what is recorded.
#[test]
fn of_the_largest() {
    let scratch = Scratch::new();
    let spec = replaced(SPEC, "None.\n", &format!("{}\n\nNone.\n", "begin ".to_owned() + &"long ".repeat(11)));
    scratch.config("rules.line-length = { level = \"error\", max = 55 }\n").write("specs/liberty/a.rst", &spec);
    scratch.run(&["--write-baseline"]).passes();
    scratch.config("rules.line-length = { level = \"error\", max = 45 }\n");
    scratch.write("specs/liberty/a.rst", replaced(&spec, "begin ", &format!("{}\n\nbegin ", "less ".repeat(10))));
    let output = scratch.run(&["--format", "short"]);
    assert!(output.stdout.contains("line of 50 characters") && !output.stdout.contains("line of 61"), "{output}");
}

#[test]
fn that_is_none() {
    for (text, message) in [
        ("version = 2\n[[zz]]\na = 1\n", "`zz` has no table of rules, as a file has"),
        ("version = 2\nzz = 3\n", "`zz` has no table of rules, as a file has"),
        ("version = 2\n[zz]\nencoding = -1\n", "`encoding` of `zz` is neither a count nor a list of subjects"),
        ("version = 2\n[zz.encoding]\n", "`encoding` of `zz` is neither a count nor a list of subjects"),
        ("[zz]\nencoding = 1\n", "no `version`; this speclint knows version 2"),
        ("version = \"two\"\n", "no `version`; this speclint knows version 2"),
    ] {
        let output = Scratch::conforming().write(FILE, text).run(&["--format", "short"]);
        assert!(output.code == 2 && output.stderr.contains(message), "{text}: {output}");
    }
}
