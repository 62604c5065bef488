//! Paths on the command line that are no specs.

use super::fails_but_checks_the_rest;
use crate::common::{Output, SPEC, Scratch, TEMPLATE};

/// The check of a good spec and of this path.
fn check(scratch: &Scratch, path: &str) -> Output {
    let output = scratch.run(&["specs/liberty/backups.rst", path]);
    fails_but_checks_the_rest(&output, path);
    output
}

#[test]
fn that_do_not_exist() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(check(&scratch, "specs/liberty/restore.rst"), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × specs/liberty/restore.rst: cannot find the file: no such file or directory

    ----- exit 2
    ");
    check(&scratch, "specs/mitaka");
    check(&scratch, "nowhere/at/all.rst");
}

#[test]
fn that_are_elsewhere() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(check(&scratch, "templates/liberty.rst"), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × `templates/liberty.rst` is a template, and no spec
      help: `speclint check` holds specs against it

    ----- exit 2
    ");
    check(&scratch, "release.toml");
    check(&scratch, "/dev/null");
}

#[test]
fn that_are_ignored() {
    let scratch = Scratch::conforming();
    scratch.config("layout.ignore = [\"old.rst\"]\n").write("specs/liberty/old.rst", SPEC);
    insta::assert_snapshot!(check(&scratch, "specs/liberty/old.rst"), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × `specs/liberty/old.rst` is in a specs directory, but it is no spec
      help: `layout.ignore` names it

    ----- exit 2
    ");
}

#[test]
fn that_have_another_extension() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/a.txt", SPEC);
    let output = check(&scratch, "specs/liberty/a.txt");
    assert!(output.stderr.contains("a spec ends in `.rst`, `.md` or `.markdown`"), "{output}");
}

#[test]
fn directories_without_specs() {
    let scratch = Scratch::conforming();
    scratch.directory("specs/liberty/deep");
    insta::assert_snapshot!(check(&scratch, "specs/liberty/deep"), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × no specs in `specs/liberty/deep`
      help: name a spec, or a directory that holds some

    ----- exit 2
    ");
    check(&scratch, "templates");
}

#[test]
fn of_a_release_that_was_not_asked_for() {
    let scratch = Scratch::conforming();
    scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/a.rst", SPEC);
    let output = scratch.run(&["--release", "kilo", "specs/liberty/backups.rst"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(!output.stderr.contains("is no spec of the repository"), "{output}");
}

/// A misspelt command is taken for a path.
#[test]
fn that_are_misspelt_commands() {
    let output = Scratch::conforming().run(&["chek"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("`check`"), "{output}");
}

#[test]
fn an_empty_path() {
    let output = Scratch::conforming().run(&[""]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{output}");
    assert!(output.stderr.contains("PATH"), "{output}");
}

#[test]
fn that_name_one_spec_in_many_ways() {
    let scratch = Scratch::conforming();
    let root = scratch.root();
    let absolute = root.join("specs/liberty/backups.rst");
    let paths =
        ["specs/liberty/backups.rst", "./specs/../specs/liberty/backups.rst", "specs/liberty", "specs", ".", "specs/"];
    let mut args = paths.to_vec();
    args.push(absolute.to_str().expect("a path in UTF-8"));
    for path in &args {
        let output = scratch.run(&[path]).passes();
        assert!(output.stdout.starts_with("1 spec of liberty "), "{path}: {output}");
    }
    let output = scratch.run(&args).passes();
    assert!(output.stdout.starts_with("1 spec of liberty "), "{output}");
}
