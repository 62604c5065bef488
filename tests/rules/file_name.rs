use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

/// A repository whose specs have to be named so.
fn repository(pattern: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.config(&format!("rules.file-name = {{ pattern = '{pattern}' }}\n"));
    scratch
}

/// Of these paths below the specs directory, those that are reported.
fn reported(pattern: &str, names: &[&str]) -> Vec<String> {
    let scratch = repository(pattern);
    for name in names {
        scratch.write(&format!("specs/liberty/{name}"), if name.ends_with(".md") { SPEC_MARKDOWN } else { SPEC });
    }
    let output = scratch.run(&["--format", "short"]);
    assert_eq!(output.stderr, "", "{output}");
    let found = output.stdout.lines().filter_map(|line| line.split_once(": error[file-name]"));
    found.map(|(path, _)| path.trim_start_matches("specs/liberty/").to_owned()).collect()
}

#[test]
fn another_name() {
    let scratch = repository(r"^[a-z0-9-]+\.rst$");
    insta::assert_snapshot!(scratch.check("Nightly_Backups.rst", SPEC), @r"
    file-name

      × specs/liberty/Nightly_Backups.rst: the name `Nightly_Backups.rst` does not match `^[a-z0-9-]+\.rst$`
      help: rename or move the file; `rules.file-name.pattern` in release.toml says how specs are named

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn another_place() {
    let scratch = repository(r"^(approved|implemented)/[^/]+$");
    scratch.write("specs/liberty/approved/a.rst", SPEC);
    insta::assert_snapshot!(scratch.check("backups.rst", SPEC), @"
    file-name

      × specs/liberty/backups.rst: the path `backups.rst` does not match `^(approved|implemented)/[^/]+$`
      help: rename or move the file; `rules.file-name.pattern` in release.toml says how specs are named

    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
    scratch.remove("specs/liberty/backups.rst").run(&[]).passes();
}

#[test]
fn names() {
    let names = ["a.rst", "B.rst", "c_d.md", "deep/e.rst", "deep/F.md"];
    for (pattern, expected) in [
        (r"^[a-z_]+\.(rst|md)$", &["B.rst", "deep/F.md"][..]),
        ("[a-z]", &[]),
        (r"\.rst$", &["c_d.md", "deep/F.md"]),
        ("^deep", &["B.rst", "a.rst", "c_d.md", "deep/F.md", "deep/e.rst"]),
        ("^deep/", &["B.rst", "a.rst", "c_d.md"]),
        ("^[^/]+$", &["deep/F.md", "deep/e.rst"]),
        (r"^(.*/)?[a-z_]+\.\w+$", &["B.rst", "deep/F.md"]),
        (r"(?i)^[a-z]\.rst$", &["c_d.md", "deep/F.md"]),
    ] {
        assert_eq!(reported(pattern, &names), expected, "{pattern}");
    }
}

/// What is no spec has no name to be judged.
#[test]
fn of_other_files() {
    let scratch = repository(r"^\d{4}-");
    scratch.write("specs/liberty/index.rst", "x\n").write("specs/liberty/figure.png", "");
    scratch.write("specs/liberty/0001-a.rst", SPEC).run(&[]).passes();
}

/// It holds for a spec that is named by path, or comes from standard input, as well.
#[test]
fn of_single_specs() {
    let scratch = repository(r"^\d{4}-");
    for (name, code) in [("0001-a.rst", 0), ("a.rst", 1), ("deep/0002-b.rst", 0), ("deep/b.rst", 1)] {
        let path = format!("specs/liberty/{name}");
        let output = scratch.run_with_stdin(&["--stdin-name", &path, "-"], SPEC.as_bytes());
        assert_eq!(output.code, code, "{output}");
        let output = scratch.check(name, SPEC);
        assert_eq!((output.code, output.stdout.contains("file-name")), (code, code == 1), "{output}");
    }
    let scratch = repository("^deep/[a-z]+");
    for (name, code) in [("deep/b.rst", 0), ("b.rst", 1)] {
        let path = format!("specs/liberty/{name}");
        assert_eq!(scratch.run_with_stdin(&["--stdin-name", &path, "-"], SPEC.as_bytes()).code, code, "{name}");
        assert_eq!(scratch.check(name, SPEC).code, code, "{name}");
    }
}

/// Below the specs directory: what a glob begins with.
#[test]
fn of_specs_that_globs_find() {
    let scratch = repository("^[a-z]+/deep/x/[0-9]");
    let config = "layout.specs = 'docs/*/deep'\nlayout.template = 't.rst'\n";
    scratch.write("release.toml", config.to_owned() + "rules.file-name = { pattern = '^[a-z]+/deep/x/[0-9]' }\n");
    scratch.write("t.rst", crate::common::TEMPLATE).write("docs/a/deep/x/1.rst", SPEC).run(&[]).passes();
    assert_eq!(scratch.write("docs/a/deep/y/1.rst", SPEC).run(&[]).code, 1);
}

/// A spec with a wrong name does not conform; as a warning it does.
#[test]
fn levels() {
    let scratch = repository("^x");
    let output = scratch.check("a.rst", SPEC);
    assert!(output.code == 1 && output.stdout.ends_with(": it does not conform (1 error)\n"), "{output}");
    scratch.config("rules.file-name = { level = 'warn', pattern = '^x' }");
    let output = scratch.run(&["--format", "short"]).passes();
    assert!(output.stdout.ends_with(": it conforms (1 warning)\n"), "{output}");
    assert_eq!(scratch.run(&["--deny-warnings"]).code, 1);
    scratch.config("rules.file-name = { level = 'off', pattern = '^x' }").run(&["--deny-warnings"]).passes();
    scratch.config("").run(&["--deny-warnings"]).passes();
}

/// A comment cannot silence it: it would be heard only in the wrong file.
#[test]
fn suppressed() {
    let output = repository("^x").check("a.rst", format!(".. speclint: allow file-name\n\n{SPEC}"));
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stdout.contains("\nsuppression\n"), "{output}");
}

#[test]
fn mistakes() {
    for (config, word) in [
        ("rules.file-name = 'error'", "nothing that it looks for"),
        ("rules.file-name = { pattern = '[' }", "invalid regular expression"),
        ("rules.file-name = '^x'", "`^x`"),
    ] {
        let output = Scratch::conforming().config(config).run(&[]);
        assert!(output.code == 2 && output.stderr.contains(word), "{config}: {output}");
    }
}

/// A number that no two specs may have, whichever of them is checked.
#[test]
fn unique() {
    let scratch = Scratch::new();
    scratch.config(r"rules.file-name = { pattern = '^(?<number>\d+)-.*\.rst$', unique = ['number'] }");
    for name in ["0001-a.rst", "0002-b.rst", "1-c.rst", "d.rst"] {
        scratch.write(&format!("specs/liberty/{name}"), SPEC);
    }
    let short = |paths: &[&str]| scratch.run(&[paths, &["--format", "short"]].concat()).stdout;
    insta::assert_snapshot!(short(&[]), @r"
    specs/liberty/0001-a.rst: error[file-name] another spec has the number 1 in its name
    specs/liberty/1-c.rst: error[file-name] another spec has the number 1 in its name
    specs/liberty/d.rst: error[file-name] the name `d.rst` does not match `^(?<number>\d+)-.*\.rst$`
    4 specs of liberty held against templates/liberty.rst: 1 conforms, 3 do not (3 errors)
    ");
    insta::assert_snapshot!(short(&["specs/liberty/1-c.rst"]), @"
    specs/liberty/1-c.rst: error[file-name] another spec has the number 1 in its name
    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ");
    assert!(short(&["specs/liberty/0002-b.rst"]).contains("it conforms"));
    scratch.config(r"rules.file-name = { pattern = '^(?<number>\d+)-.*\.rst$', unique = ['nubmer'] }");
    insta::assert_snapshot!(scratch.run(&[]), @r#"
    file-name

      × specs/liberty/d.rst: the name `d.rst` does not match `^(?<number>\d+)-.*\.rst$`
      help: rename or move the file; `rules.file-name.pattern` in release.toml says how specs are named

    4 specs of liberty held against templates/liberty.rst: 3 conform, 1 does not (1 error)
    the check is not complete: see the error above
    ----- stderr
      × `rules.file-name.pattern` has no group `nubmer`
       ╭─[release.toml:2:70]
     1 │ current_release = "liberty"
     2 │ rules.file-name = { pattern = '^(?<number>\d+)-.*\.rst$', unique = ['nubmer'] }
       ·                                                                      ───┬──
       ·                                                                         ╰── names nothing
       ╰────
      help: write one: `(?<nubmer>[0-9]+)`

    ----- exit 2
    "#);
}
