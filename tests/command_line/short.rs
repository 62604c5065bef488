use super::{faulty, two_releases};
use crate::common::Scratch;

#[test]
fn a_line_a_finding() {
    insta::assert_snapshot!(two_releases().run(&["--format", "short"]), @"
    specs/liberty/restore.rst:22:1: warning[empty-section] section `Storage` is empty
    specs/liberty/restore.rst:23:8: error[missing-section] section `Testing` is missing
    3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

#[test]
fn findings_about_files() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/a.txt", "").write("specs/liberty/b.zip", "");
    let output = scratch.run(&["--format", "short"]);
    assert_eq!(
        output.stdout.lines().take(2).collect::<Vec<_>>(),
        [
            "specs/liberty/a.txt: error[file-extension] `a.txt` does not end in `.rst`, `.md` or `.markdown`",
            "specs/liberty/b.zip: warning[unexpected-file] a file that is no spec: it is not checked",
        ]
    );
}

#[test]
fn errors() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.run(&["--format", "short", "nowhere.rst"]), @"
    nothing was checked: see the error above
    ----- stderr
    nowhere.rst: cannot find the file: no such file or directory
    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.config("layouts = 1\n").run(&["--format", "short"]), @"
    nothing was checked: see the error above
    ----- stderr
    release.toml:2:1: unknown key `layouts`
    ----- exit 2
    ");
}

/// As grep prints places: `path:line:column: `.
#[test]
fn places() {
    let scratch = Scratch::new();
    let output = scratch.write("specs/liberty/a.rst", faulty()).run(&["--format", "short"]);
    for line in output.stdout.lines().filter(|line| line.starts_with("specs/")) {
        let mut parts = line.splitn(4, ':');
        assert_eq!(parts.next(), Some("specs/liberty/a.rst"));
        assert!(parts.next().is_some_and(|line| line.parse::<usize>().is_ok_and(|line| line > 0)), "{line}");
        assert!(parts.next().is_some_and(|column| column.parse::<usize>().is_ok_and(|column| column > 0)), "{line}");
        let rest = parts.next().expect("a message");
        assert!(rest.starts_with(" error[") || rest.starts_with(" warning["), "{line}");
    }
}
