//! Links to what is somebody else's, and files that are none.

use std::path::Path;
use std::process::Command;

use super::{Clone, SECRET};

/// What configuration leads to, and what commands are given.
const PLACES: [&str; 10] = [
    "release.toml",
    "speclint-baseline.toml",
    "templates/liberty.rst",
    "templates/planted.rst",
    "templates/mitaka.rst",
    "specs/liberty/planted.rst",
    "specs/liberty/backups.rst",
    "specs/liberty/index.rst",
    "doc/source/index.rst",
    "specs/mitaka/index.rst",
];

#[test]
fn to_a_file_outside() {
    for place in PLACES {
        let clone = Clone::new();
        clone.link(place, &clone.outside("secret.rst"));
        clone.is_harmless(place);
    }
}

/// In a CI job it has the token that the job was cloned with.
#[test]
fn to_a_file_of_git() {
    for place in PLACES {
        let clone = Clone::new();
        clone.scratch.git(&["config", "http.extraheader", SECRET]);
        clone.link(place, &clone.scratch.root().join(".git/config"));
        clone.is_harmless(place);
    }
}

#[test]
fn to_a_directory_outside() {
    for place in ["specs", "specs/liberty", "specs/liberty/more", "specs/mitaka", "templates", "doc", "doc/source"] {
        let clone = Clone::new();
        clone.link(place, &clone.outside("secrets"));
        clone.is_harmless(place);
    }
}

/// The names of what lies there are nobody's business either.
#[test]
fn to_a_directory_whose_names_are_releases() {
    let clone = Clone::new();
    clone.outside.write(&format!("all/{SECRET}/approved/secret.rst"), "");
    clone.scratch.config("layout.specs = \"cycles/{release}/approved\"\n");
    clone.link("cycles", &clone.outside("all"));
    clone.is_harmless("releases");
}

#[test]
fn to_a_device_without_end() {
    for place in PLACES {
        let clone = Clone::new();
        clone.link(place, Path::new("/dev/zero"));
        clone.is_harmless(place);
    }
}

/// Opening one waits for somebody who writes into it.
#[test]
fn a_pipe() {
    for place in PLACES {
        let clone = Clone::new();
        let path = clone.scratch.path(place);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("writable");
        if path.exists() {
            clone.scratch.remove(place);
        }
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo is there").success());
        clone.is_harmless(place);
    }
}

/// Two links each in a chain of directories make a billion paths of thirty.
#[test]
fn to_the_same_directories_again_and_again() {
    let clone = Clone::new();
    for depth in 0..30 {
        clone.scratch.write(&format!("more/{depth}/a.rst"), "");
        clone.scratch.link(&format!("more/{depth}/b"), format!("../{}", depth + 1));
        clone.scratch.link(&format!("more/{depth}/c"), format!("../{}", depth + 1));
    }
    clone.scratch.directory("more/30").link("specs/liberty/more", "../../more/0");
    let output = clone.scratch.run(&["release", "show"]);
    assert!(output.code == 2 && output.stderr.contains("files lie behind symbolic links"), "{}", output.stderr);
}
