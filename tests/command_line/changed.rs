//! `--changed`, on git repositories.

use super::faulty;
use crate::common::{Output, SPEC, Scratch, TEMPLATE, replaced};

/// A repository whose branch `main` has three specs that do not conform, in two releases; the current branch is
/// `work`.
fn branched() -> Scratch {
    let scratch = Scratch::new();
    for path in ["specs/liberty/a.rst", "specs/liberty/b.rst", "specs/kilo/c.rst"] {
        scratch.write(path, faulty());
    }
    scratch.write("templates/kilo.rst", TEMPLATE).write("README.md", "Specs.\n").commit();
    scratch.git(&["checkout", "--quiet", "-b", "work"]);
    scratch
}

/// The specs that something is said about.
fn specs(output: &Output) -> Vec<&str> {
    let findings = output.stdout.lines().filter_map(|line| line.strip_prefix("specs/")?.split_once(".rst:"));
    let mut paths: Vec<&str> = findings.map(|(path, _)| path).collect();
    paths.dedup();
    paths
}

fn changed(scratch: &Scratch) -> Output {
    scratch.run(&["--changed=main", "--format", "short"])
}

#[test]
fn nothing() {
    insta::assert_snapshot!(changed(&branched()).passes(), @"
    no spec differs from main: nothing to check
    ----- exit 0
    ");
    let scratch = branched();
    scratch.write("README.md", "Our specs.\n");
    insta::assert_snapshot!(changed(&scratch).passes(), @"
    no spec differs from main: nothing to check
    ----- exit 0
    ");
}

#[test]
fn one_spec() {
    let scratch = branched();
    scratch.write("specs/liberty/a.rst", SPEC);
    insta::assert_snapshot!(changed(&scratch).passes(), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    only what differs from main was checked
    ----- exit 0
    ");
}

/// Rules that only new specs have to follow.
#[test]
fn added() {
    let scratch = branched();
    let added = |args: &[&str]| scratch.run(&[&["--changed=main", "--added"], args].concat());
    scratch.write("specs/liberty/a.rst", touched());
    insta::assert_snapshot!(added(&[]).passes(), @"
    no spec was added since main: nothing to check
    ----- exit 0
    ");
    scratch.write("specs/liberty/new.rst", SPEC).write("templates/liberty.rst", format!("{TEMPLATE}\nMore\n====\n"));
    insta::assert_snapshot!(added(&["--format", "short"]), @"
    specs/liberty/new.rst:30:52: error[missing-section] section `More` is missing
    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    only specs that were added since main were checked
    ----- exit 1
    ");
    scratch.git(&["add", "--all"]);
    assert!(scratch.run(&["--staged", "--added"]).stdout.contains("1 spec of liberty"));
    insta::assert_snapshot!(scratch.run(&["--added"]), @"
    nothing was checked: see the error above
    ----- stderr
      × `--added` says nothing by itself
      help: `--changed=BASE --added` checks the specs that BASE does not have

    ----- exit 2
    ");
}

fn touched() -> String {
    faulty() + "\nMore.\n"
}

/// Each in its own way.
#[test]
fn in_all_ways() {
    type Change = fn(&Scratch) -> &Scratch;
    let cases: [(&str, Change, &[&str]); 9] = [
        ("committed", |it| it.write("specs/liberty/a.rst", touched()).commit(), &["liberty/a"]),
        ("staged", |it| it.write("specs/liberty/a.rst", touched()).git(&["add", "."]), &["liberty/a"]),
        ("unstaged", |it| it.write("specs/liberty/a.rst", touched()), &["liberty/a"]),
        ("new", |it| it.write("specs/liberty/new one.rst", faulty()), &["liberty/new one"]),
        ("new and staged", |it| it.write("specs/kilo/né.rst", faulty()).git(&["add", "."]), &["kilo/né"]),
        ("of another release", |it| it.write("specs/kilo/c.rst", touched()), &["kilo/c"]),
        ("moved", |it| it.git(&["mv", "specs/liberty/a.rst", "specs/liberty/z.rst"]), &["liberty/z"]),
        ("moved on", |it| it.git(&["mv", "specs/kilo/c.rst", "specs/liberty/c.rst"]).commit(), &["liberty/c"]),
        ("deleted", |it| it.git(&["rm", "--quiet", "specs/liberty/a.rst"]), &[]),
    ];
    for (name, change, expected) in cases {
        let scratch = branched();
        change(&scratch);
        assert_eq!(specs(&changed(&scratch)), expected, "{name}");
    }
}

/// What happened on the base since the branch left it does not count.
#[test]
fn since_the_merge_base() {
    let scratch = branched();
    scratch.git(&["checkout", "--quiet", "main"]).write("specs/liberty/b.rst", faulty() + "\nLater.\n").commit();
    scratch.git(&["checkout", "--quiet", "work"]);
    assert_eq!(changed(&scratch).code, 0);
}

#[test]
fn a_template_that_changed_checks_its_release() {
    let scratch = branched();
    scratch.write("templates/liberty.rst", replaced(TEMPLATE, "real server", "server"));
    assert_eq!(specs(&changed(&scratch)), ["liberty/a", "liberty/b"]);
}

#[test]
fn a_configuration_that_changed_checks_all_releases() {
    let scratch = branched();
    scratch.config("# As before.\n");
    assert_eq!(specs(&changed(&scratch)), ["kilo/c", "liberty/a", "liberty/b"]);
}

#[test]
fn only_of_a_release() {
    let scratch = branched();
    scratch.write("specs/kilo/c.rst", touched()).write("specs/liberty/a.rst", touched());
    let output = scratch.run(&["--changed=main", "--release", "kilo", "--format", "short"]);
    assert_eq!(specs(&output), ["kilo/c"]);
}

/// A release that is left out stays so, and the summary names it.
#[test]
fn of_a_release_that_is_left_out() {
    let scratch = branched();
    scratch.config("[releases.kilo]\ncheck = false\n").commit().git(&["branch", "--quiet", "--force", "main"]);
    scratch.write("specs/kilo/c.rst", touched());
    insta::assert_snapshot!(changed(&scratch).passes(), @"
    no spec differs from main: nothing to check
    left out by release.toml: kilo
    ----- exit 0
    ");
}

/// The specs repository need not be the whole of the git repository.
#[test]
fn below_the_root_of_the_git_repository() {
    let scratch = Scratch::empty();
    scratch.write("docs/release.toml", "current_release = \"liberty\"\n").write("docs/templates/liberty.rst", TEMPLATE);
    scratch.write("docs/specs/liberty/a.rst", faulty()).commit();
    scratch.write("docs/specs/liberty/b.rst", faulty());
    let output = scratch.run_in("docs/specs", &["--changed=HEAD", "--format", "short"]);
    assert!(output.stdout.starts_with("liberty/b.rst:") && !output.stdout.contains("a.rst"), "{output}");
}

#[test]
fn the_default_branch_of_the_upstream() {
    let upstream = branched();
    upstream.git(&["checkout", "--quiet", "main"]);
    let clone = Scratch::empty();
    clone.git(&["clone", "--quiet", &upstream.root().to_string_lossy(), "."]);
    clone.git(&["checkout", "--quiet", "-b", "topic"]).write("specs/liberty/a.rst", touched());
    for args in [&["--changed"][..], &["--changed=origin/main"]] {
        let output = clone.run(&[args, &["--format", "short"]].concat());
        assert_eq!(specs(&output), ["liberty/a"]);
        assert!(output.stdout.contains("only what differs from origin/main was checked"), "{output}");
    }
}

#[test]
fn without_an_answer_from_git() {
    insta::assert_snapshot!(Scratch::conforming().run(&["--changed"]), @"
    nothing was checked: see the error above
    ----- stderr
      × `--changed` asks git, and git says: not a git repository (or any of the parent directories): .git
      help: run it inside a git repository, or without `--changed`

    ----- exit 2
    ");
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.commit().run(&["--changed"]), @"
    nothing was checked: see the error above
    ----- stderr
      × cannot tell the default branch of the upstream
      help: name a branch or commit to compare with: `--changed=BASE`

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["--changed=nowhere"]), @"
    nothing was checked: see the error above
    ----- stderr
      × there is no commit `nowhere`
      help: name a branch or commit that is there, or fetch it

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["--changed=--all"]), @"
    nothing was checked: see the error above
    ----- stderr
      × there is no commit `--all`
      help: name a branch or commit that is there, or fetch it

    ----- exit 2
    ");
    let mut command = scratch.command(&["--changed"]);
    let output = command.env("PATH", "").output().expect("it runs");
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr), @"
    × cannot run `git`: No such file or directory (os error 2)
    help: install git
    ");
}

/// A submodule is another repository, of which git's index has no file.
#[test]
fn staged_with_a_submodule() {
    let scratch = Scratch::conforming();
    scratch.commit().git(&["clone", "--quiet", ".", "specs/liberty/other"]).git(&["add", "--all"]);
    insta::assert_snapshot!(scratch.run(&["--staged"]).passes(), @"
    no spec of liberty was to be checked
    no spec differs from HEAD: nothing to check
    ----- exit 0
    ");
}

#[test]
fn before_the_first_commit() {
    let scratch = Scratch::conforming();
    scratch.git(&["init", "--quiet"]);
    insta::assert_snapshot!(scratch.run(&["--changed=main"]), @"
    nothing was checked: see the error above
    ----- stderr
      × nothing is committed yet, so that nothing differs from a commit
      help: commit something, or leave `--changed` out

    ----- exit 2
    ");
}
