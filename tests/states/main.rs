//! What may become of a repository in which all conforms, in all ways and in pairs of them: a check of what changed is
//! red where a check of everything is, and green where that is green.
//!
//! The check of everything is the oracle. It knows nothing of git.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

use std::path::Path;
use std::sync::Mutex;

use common::{Output, SPEC, Scratch, TEMPLATE, replaced};

/// Something that happens to a repository.
struct Change {
    name: &'static str,
    /// What it is about; two changes of one thing do not happen at once.
    of: &'static str,
    make: for<'s> fn(&'s Scratch) -> &'s Scratch,
}

const fn change(of: &'static str, name: &'static str, make: for<'s> fn(&'s Scratch) -> &'s Scratch) -> Change {
    Change { name, of, make }
}

/// A spec that lacks a section.
fn bad() -> String {
    replaced(SPEC, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", "")
}

/// A template that demands a section that no spec has.
fn strict() -> String {
    TEMPLATE.to_owned() + "\nMore\n====\n\nMore of it.\n"
}

/// Something that no rule minds.
fn touched() -> String {
    SPEC.to_owned() + "\nIndeed.\n"
}

const CHANGES: &[Change] = &[
    change("spec", "changed, and bad", |it| it.write("specs/liberty/a.rst", bad())),
    change("spec", "changed, and good", |it| it.write("specs/liberty/a.rst", touched())),
    change("spec", "added, and bad", |it| it.write("specs/liberty/new.rst", bad())),
    change("spec", "added, and good", |it| it.write("specs/liberty/new.rst", touched())),
    change("spec", "added to a release that is not the current one", |it| it.write("specs/kilo/new.rst", bad())),
    change("spec", "added in a directory of its own", |it| it.write("specs/liberty/deep/er/x.rst", bad())),
    change("spec", "added as a README of its own", |it| it.write("specs/liberty/own/README.rst", bad())),
    change("spec", "added with a name that is not UTF-8", |it| {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"specs/liberty/\xff.rst");
        std::fs::write(it.root().join(name), bad()).expect("writable");
        it
    }),
    change("spec", "renamed", |it| {
        std::fs::rename(it.path("specs/liberty/a.rst"), it.path("specs/liberty/z.rst")).expect("it is there");
        it
    }),
    change("spec", "renamed, and its extension is another", |it| {
        std::fs::rename(it.path("specs/liberty/a.rst"), it.path("specs/liberty/a.txt")).expect("it is there");
        it
    }),
    change("spec", "deleted", |it| it.remove("specs/liberty/a.rst")),
    change("spec", "deleted, all of the current release", |it| it.remove("specs/liberty")),
    change("spec", "deleted, but for what is no spec", |it| {
        it.remove("specs/liberty").write("specs/liberty/left.txt", "Left.\n");
        it
    }),
    change("spec", "replaced by a link to a bad one", |it| {
        it.write("drafts/bad.rst", bad())
            .remove("specs/liberty/a.rst")
            .link("specs/liberty/a.rst", "../../drafts/bad.rst");
        it
    }),
    change("spec", "changed behind a link", |it| it.write("drafts/linked.rst", bad())),
    change("spec", "a README that is no longer beside another one", |it| it.remove("specs/liberty/duo/b.rst")),
    change("spec", "another configuration's that has gone", |it| it.remove("specs/liberty/other/release.toml")),
    change("spec", "all of a release whose template alone has a section", |it| {
        it.remove("specs/juno").remove("templates/juno.rst")
    }),
    change("spec", "a link to nothing", |it| it.remove("drafts/linked.rst")),
    change("spec", "a link out of the repository", |it| {
        it.remove("specs/liberty/linked.rst").link("specs/liberty/linked.rst", "/etc/hostname");
        it
    }),
    change("spec", "a link to a directory of bad ones", |it| {
        it.write("drafts/more/bad.rst", bad()).link("specs/liberty/more", "../../drafts/more");
        it
    }),
    change("file", "with another extension among specs", |it| it.write("specs/liberty/notes.txt", "Notes.\n")),
    change("file", "that is unexpected among specs", |it| it.write("specs/liberty/notes.xyz", "Notes.\n")),
    change("file", "that nothing is said of", |it| it.write("doc/notes.txt", "Notes.\n")),
    change("template", "stricter", |it| it.write("templates/liberty.rst", strict())),
    change("template", "with other words", |it| {
        it.write("templates/liberty.rst", replaced(TEMPLATE, "real server", "server"));
        it
    }),
    change("template", "deleted", |it| it.remove("templates/liberty.rst")),
    change("template", "deleted, so that another one holds", |it| {
        it.write("templates/liberty.md", "# Title\n\n## Other\n\nText.\n").remove("templates/liberty.rst");
        it
    }),
    change("template", "a link to a stricter one", |it| {
        it.write("templates/strict.rst", strict()).remove("templates/liberty.rst");
        it.link("templates/liberty.rst", "strict.rst");
        it
    }),
    change("template", "stricter where a link leads", |it| it.write("templates/common.rst", strict())),
    change("template", "no template any longer", |it| it.write("templates/liberty.rst", "Text.\n")),
    change("template", "a copy among the specs", |it| it.write("specs/liberty/my-template.rst", TEMPLATE)),
    change("metadata", "with a bad value", |it| it.write("keps/1/kep.yaml", "number: 1\nstatus: dnoe\n")),
    change("metadata", "with another value", |it| it.write("keps/1/kep.yaml", "number: 1\nstatus: done\n")),
    change("metadata", "of a number that is taken", |it| it.write("keps/1/kep.yaml", "number: 02\nstatus: draft\n")),
    change("metadata", "by which more is demanded", |it| it.write("keps/1/kep.yaml", "number: 1\nstatus: strict\n")),
    change("metadata", "by which a spec is left out", |it| it.write("keps/1/kep.yaml", "number: 1\nstatus: moved\n")),
    change("metadata", "by which a bad spec is checked", |it| {
        it.write("keps/3/kep.yaml", "number: 3\nstatus: draft\n")
    }),
    change("metadata", "that are none", |it| it.write("keps/1/kep.yaml", "a: b: c\n")),
    change("metadata", "deleted", |it| it.remove("keps/1/kep.yaml")),
    change("metadata", "a link to bad ones", |it| {
        it.remove("keps/1/kep.yaml").link("keps/1/kep.yaml", "../../drafts/kep.yaml");
        it
    }),
    change("metadata", "of the template", |it| it.write("keps/template/kep.yaml", "status: x\n")),
    change("template", "of certain metadata, and stricter", |it| it.write("templates/done.rst", strict())),
    change("template", "of certain metadata, and deleted", |it| it.remove("templates/done.rst")),
    change("baseline", "deleted", |it| it.remove("speclint-baseline.toml")),
    change("baseline", "empty", |it| it.write("speclint-baseline.toml", "version = 2\n")),
    change("baseline", "with a mistake", |it| it.write("speclint-baseline.toml", "version = \n")),
    change("configuration", "with a rule more", |it| {
        it.config("sections.open = [\"Only here\"]\n[rules.line-length]\nmax = 10\n");
        it
    }),
    change("configuration", "with another comment", |it| it.config(&format!("{CONFIG}# Here.\n"))),
    change("configuration", "with a mistake", |it| it.config("[rulse]\n")),
    change("configuration", "with another current release", |it| {
        it.write("release.toml", format!("current_release = \"kilo\"\n{CONFIG}"));
        it
    }),
    change("configuration", "under the other name", |it| {
        it.remove("release.toml").write("speclint.toml", format!("current_release = \"liberty\"\n{CONFIG}"));
        it
    }),
    change("configuration", "of a directory of specs", |it| {
        let inner = "current_release = \"x\"\nlayout = { specs = \"{release}\", template = \"t.rst\" }\n";
        it.write("specs/liberty/inner/release.toml", inner).write("specs/liberty/inner/t.rst", strict());
        it.write("specs/liberty/inner/x/a.rst", SPEC);
        it
    }),
];

const CONFIG: &str = r#"sections.open = ["Only here"]
[rules]
unexpected-file = "error"

[groups.keps]
layout.specs = "keps/{1,2,3}/README.rst"
layout.template = "keps/template/README.rst"
rules.metadata.file = "kep.yaml"
rules.metadata.keys.status = { values = ["draft", "done", "strict", "moved"] }
rules.metadata.keys.number = { required = true, unique = true }

[when.done]
metadata.status = ["done"]
layout.template = "templates/done.rst"

[when.strict]
metadata.status = ["strict"]
sections.required = ["More"]

[when.moved]
metadata.status = ["moved"]
check = false
"#;

/// A repository in which all conforms, with links and a baseline.
fn good() -> Scratch {
    let scratch = Scratch::empty();
    scratch.config(CONFIG).write("templates/liberty.rst", TEMPLATE).write("templates/common.rst", TEMPLATE);
    scratch.link("templates/kilo.rst", "common.rst").write("specs/kilo/c.rst", SPEC);
    scratch.write("specs/liberty/a.rst", SPEC).write("specs/liberty/b.rst", bad());
    scratch.write("drafts/linked.rst", SPEC).link("specs/liberty/linked.rst", "../../drafts/linked.rst");
    scratch.write("specs/liberty/duo/README.rst", bad()).write("specs/liberty/duo/b.rst", SPEC);
    let inner = "current_release = \"x\"\nlayout = { specs = \"{release}\", template = \"t.rst\" }\n";
    scratch
        .write("specs/liberty/other/release.toml", inner)
        .write("specs/liberty/other/t.rst", "T\n=\n\nA\n-\n\nB\n-\n");
    scratch.write("specs/liberty/other/x/a.rst", "T\n=\n\nA\n-\n\nNone.\n\nB\n-\n\nNone.\n");
    let juno = |text: &str| text.to_owned() + "\nOnly here\n=========\n\nNone.\n";
    scratch.write("templates/juno.rst", juno(TEMPLATE)).write("specs/juno/a.rst", juno(SPEC));
    scratch.write("keps/template/README.rst", TEMPLATE).write("keps/template/kep.yaml", "number: 0\nstatus: draft\n");
    scratch.write("keps/1/README.rst", SPEC).write("keps/1/kep.yaml", "number: 1\nstatus: draft\n");
    scratch.write("keps/2/README.rst", SPEC).write("keps/2/kep.yaml", "number: 2\nstatus: done\n");
    scratch.write("keps/3/README.rst", bad()).write("keps/3/kep.yaml", "number: 3\nstatus: moved\n");
    scratch.write("templates/done.rst", TEMPLATE).write("drafts/kep.yaml", "status: bad\n");
    scratch
        .write("speclint-baseline.toml", "version = 2\n[\"specs/liberty/b.rst\"]\nmissing-section = [\"Testing\"]\n");
    scratch.commit();
    assert!(!is_red(&scratch), "{}", scratch.run(&["--all-releases"]));
    scratch
}

/// Whether a check of everything is red.
fn is_red(scratch: &Scratch) -> bool {
    scratch.run(&[]).code != 0 || scratch.run(&["--all-releases"]).code != 0
}

/// The singles of what may happen, and a third of the pairs: each test has another third.
fn cases(third: usize) -> Vec<Vec<&'static Change>> {
    let mut pairs = Vec::new();
    for (at, one) in CHANGES.iter().enumerate() {
        for other in CHANGES[at + 1..].iter().filter(|other| other.of != one.of) {
            pairs.push(vec![one, other]);
        }
    }
    CHANGES.iter().map(|change| vec![change]).chain(pairs.into_iter().skip(third).step_by(3)).collect()
}

/// Runs a test for all its cases, on as many threads as there are cores.
fn for_each_case(third: usize, test: fn(&[&Change]) -> Result<(), String>) {
    let failures = Mutex::new(Vec::new());
    let cases = Mutex::new(cases(third));
    let next = || cases.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = next() {
                    if let Err(failure) = test(&case) {
                        let names = case.iter().map(|change| format!("{} {}", change.of, change.name));
                        let failure = format!("{}:\n{failure}", names.collect::<Vec<_>>().join("; "));
                        failures.lock().expect("no thread panics").push(failure);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no thread panics");
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

/// An error where a check is not as red as that of everything.
fn agrees(output: &Output, everything: &Scratch) -> Result<(), String> {
    match (output.code != 0) == is_red(everything) {
        true => Ok(()),
        false => Err(format!("{output}\nbut of everything:\n{}", everything.run(&["--all-releases"]))),
    }
}

fn make(changes: &[&Change]) -> Scratch {
    let scratch = good();
    for change in changes {
        (change.make)(&scratch);
    }
    scratch
}

#[test]
fn changed_in_the_working_tree() {
    for_each_case(0, |changes| {
        let scratch = make(changes);
        let output = scratch.run(&["--changed=HEAD"]);
        agrees(&output, &scratch)
    });
}

/// The working tree is as before; only the next commit would be another one.
#[test]
fn staged_alone() {
    for_each_case(1, |changes| {
        let scratch = make(changes);
        scratch.git(&["add", "--all"]);
        let next = exported(&scratch);
        scratch.git(&["restore", "--worktree", "--source=HEAD", "."]);
        let output = scratch.run(&["--staged"]);
        agrees(&output, &next)
    });
}

/// As pre-commit runs it: with the names of files that are there.
#[test]
fn named_by_a_hook() {
    for_each_case(2, |changes| {
        let scratch = make(changes);
        scratch.git(&["add", "--all"]);
        let script = "git diff --cached --name-only -z --no-renames --diff-filter=ACMTUXB \
                      | xargs -0 \"$SPECLINT\" check --staged --skip-other-files --";
        let output = scratch.shell(script);
        agrees(&output, &scratch)
    });
}

/// What the index holds, as files.
fn exported(scratch: &Scratch) -> Scratch {
    let next = Scratch::empty();
    let prefix = format!("--prefix={}/", next.root().display());
    scratch.git(&["checkout-index", "--all", &prefix]);
    assert!(Path::new(&next.root()).is_dir());
    next
}

/// The next commit is good, and the working tree is not; and the reverse.
#[test]
fn the_index_and_the_working_tree_differ() {
    let scratch = good();
    scratch.write("specs/liberty/a.rst", touched()).git(&["add", "--all"]).write("specs/liberty/a.rst", bad());
    assert_eq!((scratch.run(&["--staged"]).code, scratch.run(&["--changed=HEAD"]).code), (0, 1));
    let scratch = good();
    scratch.write("specs/liberty/a.rst", bad()).git(&["add", "--all"]).write("specs/liberty/a.rst", touched());
    assert_eq!((scratch.run(&["--staged"]).code, scratch.run(&["--changed=HEAD"]).code), (1, 0));
}

/// Before the first commit, all that is staged differs.
#[test]
fn staged_for_the_first_commit() {
    let scratch = Scratch::conforming();
    scratch.git(&["init", "--quiet"]).git(&["add", "--all"]);
    let output = scratch.run(&["--staged"]).passes();
    assert!(output.stdout.starts_with("1 spec of liberty"), "{output}");
    scratch.write("specs/liberty/bad.rst", bad()).git(&["add", "--all"]);
    assert_eq!(scratch.run(&["--staged"]).code, 1);
}

/// `git commit -a` and `git commit PATH` make another index for the hooks that they run.
#[test]
fn the_index_of_a_commit_of_all() {
    let scratch = good();
    scratch.write(".git/hooks/pre-commit", "#!/bin/sh\nexec \"$SPECLINT\" check --staged\n");
    let hook = scratch.path(".git/hooks/pre-commit");
    std::fs::set_permissions(hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it is there");
    let commit = "git -c user.name=N -c user.email=n@example.org commit --quiet --message=x";
    for (how, red) in [("--all", true), ("specs/liberty/c.rst", false), ("specs/liberty/a.rst", true)] {
        scratch.write("specs/liberty/a.rst", bad()).write("specs/liberty/c.rst", touched() + how);
        scratch.git(&["add", "--intent-to-add", "specs/liberty/c.rst"]);
        let output = scratch.shell(&format!("{commit} {how}"));
        assert_eq!(output.code != 0, red, "{how}: {output}");
    }
}

/// Two configurations beside each other are an error, and no reason to pass over a spec.
#[test]
fn two_configurations() {
    let scratch = good();
    scratch.write("speclint.toml", "current_release = \"liberty\"\n").write("specs/liberty/a.rst", bad());
    scratch.git(&["add", "--all"]);
    for args in [&["--staged", "--skip-other-files"][..], &["--skip-other-files"], &["--staged"], &["--changed=HEAD"]] {
        let paths: &[&str] = if args.contains(&"--skip-other-files") { &["specs/liberty/a.rst"] } else { &[] };
        assert_eq!(scratch.run(&[args, paths].concat()).code, 2, "{args:?}");
    }
}

/// Nobody can tell what the next commit will hold.
#[test]
fn an_index_with_conflicts() {
    let scratch = good();
    scratch.git(&["checkout", "--quiet", "-b", "other"]).write("specs/liberty/a.rst", bad()).commit();
    scratch.git(&["checkout", "--quiet", "-"]).write("specs/liberty/a.rst", touched()).commit();
    assert_ne!(scratch.shell("git -c user.name=N -c user.email=n@example.org merge --quiet other").code, 0);
    let output = scratch.run(&["--staged"]);
    assert!(output.code == 2 && output.stderr.contains("git's index has conflicts"), "{output}");
}

/// A template may lie in a directory that is a link.
#[test]
fn templates_behind_a_link() {
    let scratch = good();
    scratch.rename("templates", "kept").link("templates", "kept").commit();
    scratch.write("specs/liberty/a.rst", touched()).git(&["add", "--all"]);
    let output = scratch.run(&["--staged"]).passes();
    assert!(output.stdout.starts_with("1 spec of liberty"), "{output}");
    scratch.write("specs/liberty/a.rst", bad()).git(&["add", "--all"]);
    assert_eq!(scratch.run(&["--staged"]).code, 1);
}
