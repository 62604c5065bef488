//! A run that is killed leaves the repository as it was, or the next one finishes.

use std::process::Command;

use speclint::Repository;
use speclint::plan::Hold;
use speclint::release::{Moves, Opened, Opening, open};

use super::{files, text, unmerged};
use crate::common::Scratch;

const ROOT: &str = "SPECLINT_TEST_ROOT";
const STEP: &str = "SPECLINT_TEST_STEP";

/// Opens a release and kills the process before a step. A process of its own runs it, see `at_every_step`.
#[test]
fn child() {
    let (Ok(root), Ok(step)) = (std::env::var(ROOT), std::env::var(STEP)) else { return };
    let repository = Repository::find(root.as_ref()).expect("a repository");
    let scratch_root = repository.root.clone();
    let moves = Moves::Unmerged(Some("main".to_owned()));
    let opening = Opening { name: "mitaka".to_owned(), moves, ..Opening::default() };
    let Opened::Planned { plan, .. } = open(&repository, &opening).expect("a plan") else { panic!("it is open") };
    let mut left: usize = step.parse().expect("a number");
    let hold = Hold::take(&scratch_root, &mut |_| {}).expect("nobody else has it");
    plan.carry_out(&hold, &mut |_| {
        if left == 0 {
            // No destructor runs, as with a signal that cannot be caught.
            std::process::abort();
        }
        left -= 1;
    })
    .expect("it is carried out");
    if left == 0 {
        // All is changed, and what was there before not yet removed.
        std::process::abort();
    }
}

/// Runs `child` in a process of its own; whether it came to its end.
fn killed_at(scratch: &Scratch, step: usize) -> bool {
    let mut command = Command::new(std::env::current_exe().expect("the test"));
    command.args(["--exact", "interrupted::child"]).env(ROOT, scratch.root()).env(STEP, step.to_string());
    command.env("GIT_CONFIG_GLOBAL", scratch.path("no-git-configuration"));
    command.output().expect("it runs").status.success()
}

#[test]
fn at_every_step() {
    let args = ["release", "open", "mitaka", "--unmerged=main"];
    let done = unmerged();
    done.run(&args).passes();
    let (before, after) = (files(&unmerged()), files(&done));
    let (mut unchanged, mut finished, mut step) = (0, 0, 0);
    loop {
        let scratch = unmerged();
        if killed_at(&scratch, step) {
            assert_eq!(files(&scratch), after);
            break;
        }
        let begun = records(&scratch).iter().any(|name| name.starts_with("journal-"));
        let of_authors: Vec<_> = files(&scratch).into_iter().filter(|(path, _)| !path.contains(".speclint-")).collect();
        if begun {
            for args in [&["check"][..], &["fix", "--diff"], &["new", "x", "--dry-run"], &["release", "list"]] {
                let output = scratch.run(args);
                assert_eq!(output.code, 2, "nothing is told of a half of it: {output}");
                assert!(output.stderr.contains("was interrupted: open release mitaka"), "{output}");
            }
        } else if of_authors == before {
            unchanged += 1;
        } else {
            assert_eq!(of_authors, after, "killed at step {step}");
        }
        let left = (files(&scratch), records(&scratch));
        scratch.run(&["release", "open", "mitaka", "--unmerged=main", "--dry-run"]);
        assert_eq!((files(&scratch), records(&scratch)), left, "--dry-run writes nothing; killed at step {step}");
        let output = scratch.run(&args);
        assert_eq!(output.code, 0, "killed at step {step}: {output}");
        assert_eq!(files(&scratch), after, "killed at step {step}");
        assert_eq!(records(&scratch), [""; 0], "killed at step {step}");
        finished += usize::from(begun);
        step += 1;
    }
    assert!(
        unchanged > 5 && finished > 5,
        "killed at {step} steps: {unchanged} changed nothing, {finished} were finished"
    );
}

/// The names of what is written down of changes.
fn records(scratch: &Scratch) -> Vec<String> {
    let entries = walkdir::WalkDir::new(scratch.path(".git/speclint")).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| name != "lock").collect()
}

/// A repository in which a release was opened by half.
fn half_done() -> Scratch {
    for step in 0.. {
        let scratch = unmerged();
        assert!(!killed_at(&scratch, step), "it was to be killed before");
        if text(&scratch, "release.toml").contains("mitaka") {
            return scratch;
        }
    }
    unreachable!("steps are counted without end")
}

#[test]
fn how_it_reads() {
    let scratch = half_done();
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × a change of this repository was interrupted: open release mitaka
      help: run the interrupted command again, or any other that writes: it finishes or undoes the change

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    release mitaka is open: nothing is changed
    ----- stderr
    finished what was interrupted: open release mitaka
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    release mitaka is open: nothing is changed
    ----- exit 0
    ");
}

/// What somebody writes in between to a file that was changed already stays.
#[test]
fn and_changed_since() {
    let scratch = half_done();
    scratch.write("doc/source/index.rst", "Mine.\n");
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    release mitaka is open: nothing is changed
    ----- stderr
    finished what was interrupted: open release mitaka
    ----- exit 0
    ");
    assert_eq!(text(&scratch, "doc/source/index.rst"), "Mine.\n");
}

/// Where somebody writes to a file that was not changed yet, the change is undone, and made anew.
#[test]
fn and_undone() {
    let scratch = half_done();
    let mine = text(&scratch, "specs/liberty/backups.rst") + "\nMine.\n";
    scratch.write("specs/liberty/backups.rst", &mine);
    let output = scratch.run(&["new", "other"]);
    insta::assert_snapshot!(output, @"
    specs/liberty/other.rst
    ----- stderr
    undid what was interrupted: open release mitaka
    ----- exit 0
    ");
    assert_eq!(text(&scratch, "specs/liberty/backups.rst"), mine);
    assert!(text(&scratch, "release.toml").contains("liberty"));
    assert!(!scratch.path("specs/mitaka").exists() && !scratch.path("templates/mitaka.rst").exists());
    let output = scratch.run(&["release", "open", "mitaka", "--unmerged=main"]);
    assert_eq!(output.code, 0, "{output}");
    assert!(text(&scratch, "specs/liberty/backups.rst").ends_with("\nMine.\n"));
}

/// What was prepared is gone: that is no reason to take it for done. The change is undone, and made anew.
#[test]
fn and_cleaned_by_somebody() {
    let scratch = half_done();
    for (path, _) in files(&scratch).iter().filter(|(path, _)| path.contains("specs/liberty/.speclint-")) {
        scratch.remove(path);
    }
    let output = scratch.run(&["release", "open", "mitaka", "--unmerged=main"]);
    assert_eq!(output.code, 0, "{output}");
    assert!(output.stderr.contains("undid what was interrupted: open release mitaka"), "{output}");
    assert!(scratch.path("specs/mitaka/restore.rst").exists());
}

/// A failure in the middle puts back what was.
#[cfg(unix)]
#[test]
fn by_a_failure() {
    let scratch = unmerged();
    let before = files(&scratch);
    let repository = Repository::find(&scratch.root()).expect("a repository");
    let moves = Moves::Unmerged(Some("main".to_owned()));
    let opening = Opening { name: "mitaka".to_owned(), moves, ..Opening::default() };
    let Opened::Planned { plan, .. } = open(&repository, &opening).expect("a plan") else { panic!("it is open") };
    // A directory where a file is to be, when the plan is made already.
    let hold = Hold::take(&scratch.root(), &mut |_| {}).expect("nobody else has it");
    let failure = plan.carry_out(&hold, &mut |step| {
        if step == "write templates/mitaka.rst" {
            scratch.directory("templates/mitaka.rst");
        }
    });
    let failure = failure.expect_err("a directory is in the way");
    assert_eq!(failure.help.as_deref(), Some("nothing was changed: what had been is put back"));
    scratch.remove("templates/mitaka.rst");
    assert_eq!(files(&scratch), before);
    assert!(records(&scratch).is_empty() && !scratch.path("specs/mitaka").exists());
}
