use super::faulty;
use crate::common::{SPEC, Scratch, replaced};

/// A check of one spec with a warning.
fn warned() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", replaced(SPEC, "A table of schedules.", ""));
    scratch
}

#[test]
fn deny_warnings() {
    let scratch = warned();
    assert_eq!(scratch.run(&[]).code, 0);
    insta::assert_snapshot!(scratch.run(&["--deny-warnings"]), @"
    empty-section

      × section `Storage` is empty
        ╭─[specs/liberty/a.rst:22:1]
     21 │
     22 │ Storage
        · ───┬───
        ·    ╰── nothing under this heading
     23 │ -------
        ╰────
      help: say what there is to say, or that there is nothing: `None.`

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    Scratch::conforming().run(&["--deny-warnings"]).passes();
    Scratch::new().run(&["--deny-warnings"]).passes();
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/a.zip", "");
    assert_eq!(scratch.run(&["--deny-warnings"]).code, 1, "warnings about files too");
    scratch.config("rules.unexpected-file = \"off\"\n").run(&["--deny-warnings"]).passes();
}

#[test]
fn template() {
    let scratch = Scratch::conforming();
    let template = replaced(crate::common::TEMPLATE, "Testing\n=======", "Costs\n=====\n\nMoney.\n\nTesting\n=======");
    scratch.write("drafts/new.rst", template);
    insta::assert_snapshot!(scratch.run(&["--template", "drafts/new.rst"]), @"
    missing-section

      × section `Costs` is missing
        ╭─[specs/liberty/backups.rst:27:1]
     26 │
     27 │ Testing
        · ▲
        · ╰── `Costs` belongs here, after `Change`
     28 │ =======
        ╰────
      help: write it here (drafts/new.rst:27 says what it is for):

                Costs
                =====

    1 spec of liberty held against drafts/new.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
    scratch.run(&[]).passes();
}

/// Of all releases, and of a release that has none of its own.
#[test]
fn template_of_several_releases() {
    let scratch = Scratch::conforming();
    scratch.write("specs/kilo/a.rst", SPEC);
    let output = scratch.run(&["--all-releases", "--template", "templates/liberty.rst"]).passes();
    assert!(output.stdout.contains("2 specs of 2 releases in all: all conform"), "{output}");
}

#[test]
fn template_outside_of_the_repository() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::new());
    let template = elsewhere.path("templates/liberty.rst");
    scratch.run(&["--template", template.to_str().expect("a path in UTF-8")]).passes();
}

#[test]
fn template_that_is_none() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.run(&["--template", "nowhere.rst"]), @"
    nothing was checked: see the error above
    ----- stderr
      × nowhere.rst: cannot read the file: no such file or directory

    ----- exit 2
    ");
    for path in ["specs", "release.toml"] {
        let output = scratch.run(&["--template", path]);
        assert!(output.code == 2 && output.stderr.contains(path), "{output}");
    }
}

#[test]
fn skip_other_files() {
    let scratch = Scratch::conforming();
    scratch.write("src/main.rs", "").write("specs/README.md", "").directory("empty");
    let paths = ["src/main.rs", "specs/README.md", "empty"];
    let output = scratch.run(&[&["--skip-other-files"], &paths[..]].concat()).passes();
    assert_eq!(output.stdout, "3 paths are no specs of the repository: not checked\n");
    assert_eq!(scratch.run(&paths).code, 2);
    scratch.write("specs/liberty/b.rst", faulty());
    assert_eq!(scratch.run(&["--skip-other-files", "src/main.rs", "specs/liberty/b.rst"]).code, 1);
}

/// What specs depend on is no other file: all of them are checked then.
#[test]
fn skip_other_files_but_not_inputs() {
    for path in ["release.toml", "templates/liberty.rst", "speclint-baseline.toml"] {
        let scratch = Scratch::conforming();
        scratch.write("specs/liberty/b.rst", faulty()).write("speclint-baseline.toml", "version = 2\n");
        assert_eq!(scratch.run(&["--skip-other-files", path]).code, 1, "{path}");
    }
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/a.txt", "");
    let output = scratch.run(&["--skip-other-files", "specs/liberty/a.txt"]);
    assert!(output.code == 1 && output.stdout.contains("file-extension"), "{output}");
}

/// A path that does not exist is no other file, but a mistake.
#[test]
fn skip_other_files_but_not_missing_ones() {
    let output = Scratch::conforming().run(&["--skip-other-files", "nowhere.rst"]);
    assert!(output.code == 2 && output.stderr.contains("nowhere.rst"), "{output}");
}

/// What cannot be checked although it is a spec is not skipped.
#[cfg(unix)]
#[test]
fn skip_other_files_but_not_refused_ones() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::conforming());
    scratch.link("specs/liberty/outside.rst", elsewhere.root().join("specs/liberty/backups.rst"));
    let output = scratch.run(&["--skip-other-files", "specs/liberty/outside.rst"]);
    assert_eq!(output.code, 2, "{output}");
}

#[test]
fn check_is_the_default_command() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", faulty());
    let (short, long) = (scratch.run(&["--format", "short"]), scratch.run(&["check", "--format", "short"]));
    assert_eq!((short.code, short.stdout), (long.code, long.stdout));
}

/// A mistake in the arguments is a failure to run: exit 2, on stderr.
#[test]
fn mistakes() {
    let scratch = Scratch::conforming();
    for (args, word) in [
        (&["--format", "jsn"][..], "json"),
        (&["--fromat", "json"], "--format"),
        (&["--release"], "--release <NAME>"),
        (&["--release", "kilo", "--all-releases"], "cannot be used with"),
        (&["outline", "--format", "json"], "json-lines"),
        (&["rules", "a", "b"], "unexpected argument"),
    ] {
        let output = scratch.run(args);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{args:?}: {output}");
        assert!(output.stderr.contains(word), "{args:?}: {output}");
    }
}
