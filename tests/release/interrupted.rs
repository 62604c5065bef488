//! A run that is killed leaves the repository as it was, or the next one finishes.

use std::process::Command;

use speclint::Repository;
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
    let moves = Moves::Unmerged(Some("main".to_owned()));
    let opening = Opening { name: "mitaka".to_owned(), moves, ..Opening::default() };
    let Opened::Planned { plan, .. } = open(&repository, &opening).expect("a plan") else { panic!("it is open") };
    let mut left: usize = step.parse().expect("a number");
    plan.carry_out(&mut |_| {
        if left == 0 {
            // No destructor runs, as with a signal that cannot be caught.
            std::process::abort();
        }
        left -= 1;
    })
    .expect("it is carried out");
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
        let journal = scratch.path(".speclint/journal.json").exists();
        if journal {
            let output = scratch.run(&[]);
            assert_eq!(output.code, 2, "no check of a half of it: {output}");
        } else if files(&scratch) == before {
            unchanged += 1;
        } else {
            assert_eq!(files(&scratch), after, "killed at step {step}");
        }
        scratch.run(&args).passes();
        assert_eq!(files(&scratch), after, "killed at step {step}");
        assert!(!scratch.path(".speclint").exists(), "killed at step {step}");
        finished += usize::from(journal);
        step += 1;
    }
    assert!(
        unchanged > 5 && finished > 5,
        "killed at {step} steps: {unchanged} changed nothing, {finished} were finished"
    );
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
      × a change of this repository was interrupted
      help: run the command again that was interrupted (`speclint release open NAME`): it finishes

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    finished what was interrupted: open release mitaka
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    release mitaka is open: nothing is changed
    ----- exit 0
    ");
}

/// What somebody writes in between is not overwritten.
#[test]
fn and_changed_since() {
    let scratch = half_done();
    scratch.write("doc/source/index.rst", "Mine.\n");
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    ----- stderr
      × doc/source/index.rst: the file was changed while a change was unfinished
      help: `open release mitaka` was interrupted: before it, this file was `.speclint/0.before`; after it, it is `.speclint/0.after`. Make it one of the two, or remove `.speclint/` to leave all as it is now
    ----- exit 2
    ");
    assert_eq!(text(&scratch, "doc/source/index.rst"), "Mine.\n");
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
    let failure = plan.carry_out(&mut |step| {
        if step == "write templates/mitaka.rst" {
            scratch.directory("templates/mitaka.rst");
        }
    });
    let failure = failure.expect_err("a directory is in the way");
    assert_eq!(failure.help.as_deref(), Some("nothing was changed: what had been is put back"));
    scratch.remove("templates/mitaka.rst");
    assert_eq!(files(&scratch), before);
    assert!(!scratch.path(".speclint").exists() && !scratch.path("specs/mitaka").exists());
}
