//! Runs that are killed at any moment.

use std::collections::BTreeMap;

use super::{begin, files, fixable, is_whole, repository};
use crate::common::Scratch;

/// So many runs are killed, each a little later than the one before.
const KILLS: u32 = 60;

/// Kills a run after so much work of this process.
fn kill_after(scratch: &Scratch, args: &[&str], work: u32) {
    let mut run = begin(scratch, args);
    for _ in 0..work {
        // Whatever takes some time, and asks no clock.
        std::hint::black_box(scratch.path("release.toml").metadata().is_ok());
    }
    run.kill().expect("it ran");
    run.wait().expect("it has ended");
}

/// The files without those that a killed run had prepared.
fn of_authors(scratch: &Scratch) -> BTreeMap<String, String> {
    let mut files = files(&scratch.root());
    files.retain(|path, _| !path.contains(".speclint-"));
    files
}

#[test]
fn fixes() {
    for kill in 0..KILLS {
        let scratch = repository(10, kill % 2 == 0);
        kill_after(&scratch, &["fix"], kill * 600);
        for (path, text) in of_authors(&scratch).iter().filter(|(path, _)| path.starts_with("specs/")) {
            let number: usize = path[path.len() - 7..path.len() - 4].parse().expect("a number");
            let (before, after) = (fixable(number), fixable(number).replace("night. ", "night."));
            assert!(*text == before || *text == after, "{path}: {text}");
        }
        let output = scratch.run(&["fix"]);
        assert_eq!(output.code, 0, "{output}");
        let files = files(&scratch.root());
        is_whole(&files);
        assert!(files.iter().all(|(path, text)| !path.starts_with("specs/") || text.contains("night.\n")));
    }
}

#[test]
fn releases_that_are_opened() {
    let args = [
        "release",
        "open",
        "mitaka",
        "--carry",
        "specs/liberty/s000.rst",
        "specs/liberty/s001.rst",
        "specs/liberty/s002.rst",
    ];
    let (mut unchanged, mut finished) = (0, 0);
    for kill in 0..KILLS {
        let scratch = repository(4, kill % 2 == 0);
        scratch.write("notes.md", "[First](specs/liberty/s000.rst)\n");
        let before = of_authors(&scratch);
        kill_after(&scratch, &args, kill * 600);
        let is_unfinished = scratch.run(&["check"]).stderr.contains("was interrupted");
        let now = of_authors(&scratch);
        if !is_unfinished && now == before {
            unchanged += 1;
        }
        let output = scratch.run(&["new", "other"]);
        assert_eq!(output.code, 0, "{output}");
        let files = files(&scratch.root());
        is_whole(&files);
        let is_open = files["release.toml"].contains("mitaka");
        finished += usize::from(is_open);
        let directory = if is_open { "mitaka" } else { "liberty" };
        for number in 0..3 {
            assert_eq!(
                files.get(&format!("specs/{directory}/s{number:03}.rst")),
                Some(&fixable(number)),
                "kill {kill}"
            );
        }
        assert_eq!(files["notes.md"], format!("[First](specs/{directory}/s000.rst)\n"));
        assert_eq!(files.values().filter(|text| text.contains("Nightly Back0")).count(), 4, "kill {kill}");
    }
    println!("of {KILLS} runs {unchanged} had changed nothing, and {finished} releases are open");
}
