//! Repositories that somebody made to harm who runs speclint on them.
//!
//! Each is planted with one thing. All commands are run on it, and whatever it is: nothing outside is read, changed or
//! run, and nothing that is printed is obeyed by a terminal or by a CI system.
#![cfg(all(unix, feature = "cli"))]

#[path = "../common/mod.rs"]
mod common;

mod depth;
mod git;
mod links;
mod names;
mod records;

use std::path::{Path, PathBuf};

use common::{SPEC, Scratch, TEMPLATE};

/// What must not be printed.
const SECRET: &str = "the-secret-of-somebody-else";

/// Commands that people and hooks run; those that write come last.
const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["check", "--format", "json-lines"],
    &["check", "--format", "sarif"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "junit"],
    &["check", "--format", "rdjson"],
    &["check", "--statistics"],
    &["check", "--explain", "--format", "json"],
    &["check", "--all-releases"],
    &["check", "--changed=main"],
    &["check", "--changed"],
    &["check", "--explain"],
    &["check", "--skip-other-files", "specs/liberty/planted.rst", "specs/liberty/backups.rst"],
    &["check", "--template", "templates/planted.rst"],
    &["outline"],
    &["outline", "specs/liberty/planted.rst", "templates/planted.rst", "specs"],
    &["outline", "--format", "json-lines"],
    &["release", "list"],
    &["release", "show"],
    &["release", "show", "--format", "json"],
    &["release", "diff", "liberty", "kilo"],
    &["release", "diff", "--template", "templates/planted.rst"],
    &["fix", "--diff"],
    &["fix", "--diff", "--format", "json"],
    &["check", "--fix", "--diff"],
    &["check", "--write-baseline", "--diff"],
    &["new", "other", "--dry-run"],
    &["release", "open", "mitaka", "--dry-run"],
    &["release", "open", "mitaka", "--dry-run", "--unmerged=main"],
    &["release", "open", "mitaka", "--dry-run", "--carry", "specs/liberty/planted.rst"],
    &["fix"],
    &["new", "another"],
    &["check", "--write-baseline"],
    &["release", "open", "mitaka", "--carry", "specs/liberty/planted.rst"],
    &["release", "open", "mitaka"],
    &["release", "open", "newton", "--unmerged=main"],
    &["check"],
];

/// A clone, and what lies outside of it.
struct Clone {
    scratch: Scratch,
    outside: Scratch,
}

impl Clone {
    /// A repository with findings, of which all is committed, and beside it a directory of somebody else's.
    fn new() -> Self {
        let clone = Clone { scratch: Scratch::conforming(), outside: Scratch::empty() };
        let scratch = &clone.scratch;
        scratch.config("[rules]\ntrailing-whitespace = \"error\"\nmetadata.keys.status = { required = true }\n");
        scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/first.rst", SPEC);
        scratch.write("specs/liberty/late.rst", SPEC.replace("at night.", "at night. "));
        scratch.write("specs/liberty/planted.rst", SPEC).write("templates/planted.rst", TEMPLATE);
        scratch.write(
            "doc/source/index.rst",
            "Specs\n=====\n\n.. toctree::\n\n   specs/liberty/index\n   specs/kilo/index\n",
        );
        scratch.commit();
        clone.outside.write("secret.rst", format!("{SECRET}\n{}\n", "=".repeat(SECRET.len())));
        for page in ["secrets/README.md", "secrets/index.rst", "secrets/deep/index.md"] {
            clone.outside.write(page, SECRET);
        }
        clone.outside.write("secrets/secret.rst", format!("{SECRET}\n{}\n", "=".repeat(SECRET.len())));
        clone.outside.write("run", format!("#!/bin/sh\ntouch {}/it-ran\ncat\n", clone.outside.root().display()));
        let mut permissions = clone.outside.path("run").metadata().expect("it is there").permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
        std::fs::set_permissions(clone.outside.path("run"), permissions).expect("its owner may");
        clone
    }

    fn outside(&self, path: &str) -> PathBuf {
        self.outside.root().join(path)
    }

    /// A program that nobody must run.
    fn program(&self) -> String {
        self.outside("run").display().to_string()
    }

    /// Puts this in a file's or directory's place.
    fn link(&self, path: &str, target: &Path) {
        if self.scratch.path(path).symlink_metadata().is_ok() {
            self.scratch.remove(path);
        }
        self.scratch.link(path, target);
    }

    /// Runs all commands, and looks that nothing happens.
    fn is_harmless(&self, name: &str) {
        let before = (contents(&self.outside.root()), contents(&self.scratch.path(".git")));
        for args in COMMANDS {
            let output = self.scratch.run(args);
            let what = format!("{name}: {args:?}: {output}");
            assert!(output.code <= 2, "{what}");
            for text in [&output.stdout, &output.stderr] {
                assert!(!text.contains(SECRET), "{what}");
                is_not_obeyed(text, &what);
            }
            assert_eq!(contents(&self.outside.root()), before.0, "{what}");
            assert_eq!(contents(&self.scratch.path(".git")), before.1, "{what}");
        }
    }
}

/// No terminal and no CI system obeys a text.
fn is_not_obeyed(text: &str, what: &str) {
    let is_obeyed =
        |c: char| c != '\n' && c != '\t' && c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{2028}';
    // A carriage return that ends a line is a part of its end.
    let text = text.replace("\r\n", "\n");
    assert!(!text.contains(is_obeyed), "{:?} in {what}", text.chars().find(|&c| is_obeyed(c)));
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::error"), "{what}");
        assert!(!["##[", "##vso[", "##teamcity["].iter().any(|command| line.contains(command)), "{what}");
    }
}

/// All files and links below a directory but speclint's own records, with what is in them.
fn contents(directory: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(directory).sort_by_file_name().into_iter();
    let walk =
        walk.filter_entry(|entry| entry.path() != directory.join("speclint")).map(|entry| entry.expect("readable"));
    walk.filter(|entry| entry.file_type().is_file() || entry.file_type().is_symlink())
        .map(|entry| {
            let read = entry.path().read_link().map(|target| target.into_os_string().into_encoded_bytes());
            let contents = read.or_else(|_| std::fs::read(entry.path())).expect("readable");
            (entry.into_path(), contents)
        })
        .collect()
}

/// The repository without anything planted: all commands do their work, or the other tests show nothing.
#[test]
fn a_harmless_one() {
    let clone = Clone::new();
    let codes: Vec<i32> = COMMANDS.iter().map(|args| clone.scratch.run(args).code).collect();
    assert_eq!(codes.iter().filter(|&&code| code == 0).count(), 22, "{codes:?}");
    assert!(clone.scratch.path("specs/mitaka").is_dir() && clone.scratch.path("specs/newton").is_dir());
}
