//! Changes of a repository beside other processes, and where they cannot be made.
#![cfg(all(unix, feature = "cli"))]

#[path = "../common/mod.rs"]
mod common;

mod attributes;
mod concurrent;
mod editors;
mod killed;
mod refused;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};

use common::{SPEC, Scratch, TEMPLATE};

/// A spec that `fix` has something to do for. It is known by its number.
fn fixable(number: usize) -> String {
    SPEC.replace("at night.", "at night. ").replace("Nightly Backups", &format!("Nightly Back{number:03}"))
}

/// A repository with so many specs to fix, in git or not.
fn repository(specs: usize, in_git: bool) -> Scratch {
    let scratch = Scratch::new();
    scratch.config("rules.trailing-whitespace = \"error\"\n");
    for number in 0..specs {
        scratch.write(&format!("specs/liberty/s{number:03}.rst"), fixable(number));
    }
    if in_git {
        scratch.git(&["init", "--quiet"]);
    }
    scratch
}

/// Begins to run speclint.
fn begin(scratch: &Scratch, args: &[&str]) -> Child {
    let mut command = scratch.command(args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
}

/// The files of a repository but git's, by their paths.
fn files(root: &Path) -> BTreeMap<String, String> {
    let walk = walkdir::WalkDir::new(root).into_iter().filter_entry(|entry| entry.file_name() != ".git");
    walk.map(|entry| entry.expect("readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
            (path, std::fs::read_to_string(entry.path()).expect("text"))
        })
        .collect()
}

/// The template's text, which nothing here changes.
fn is_whole(files: &BTreeMap<String, String>) {
    assert_eq!(files.get("templates/liberty.rst").map(String::as_str), Some(TEMPLATE));
    let litter: Vec<&String> = files.keys().filter(|path| path.contains(".speclint-")).collect();
    assert!(litter.is_empty(), "{litter:?}");
}
