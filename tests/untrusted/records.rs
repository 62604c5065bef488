//! Records of changes that speclint did not write.

use std::path::PathBuf;

use super::Clone;

/// A directory of the tree that earlier versions took for their own is nobody's.
#[test]
fn in_the_tree() {
    let record =
        r#"{"title":"open release v2","directories":[],"entries":[{"path":"PATH","before":null,"after":"0.after"}]}"#;
    for path in [".git/hooks/pre-commit", "../planted", "/tmp/speclint-planted", "specs/liberty/x.rst"] {
        let clone = Clone::new();
        clone.scratch.write(".speclint/journal.json", record.replace("PATH", path));
        clone.scratch.write(".speclint/0.after", "#!/bin/sh\n").write(".speclint/notes.txt", "n\n");
        clone.is_harmless(path);
        assert!(
            clone.scratch.path(".speclint/notes.txt").exists() && clone.scratch.path(".speclint/journal.json").exists()
        );
        assert!(!clone.scratch.path("specs/liberty/x.rst").exists());
    }
}

/// The directory of the records of a clone, which a command makes that writes.
fn home(clone: &Clone) -> PathBuf {
    assert_eq!(clone.scratch.run(&["new", "first"]).code, 0);
    let homes = clone.scratch.path(".git/speclint").read_dir().expect("it is there");
    homes.map(|entry| entry.expect("readable").path()).next().expect("it is there")
}

const DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn record(clone: &Clone, path: &str, staged: &str) -> String {
    serde_json::json!({
        "version": 2,
        "root": clone.scratch.root(),
        "title": "open release v2",
        "directories": [],
        "entries": [{ "path": path, "staged": staged, "before": DIGEST, "after": DIGEST, "saved": null }],
    })
    .to_string()
}

/// A repository that comes as an archive brings its git directory.
#[test]
fn in_the_git_directory() {
    const OWN: &str = ".speclint-0123456789abcdef";
    for (path, staged) in [
        (".git/hooks/pre-commit", OWN),
        (".GIT/hooks/pre-commit", OWN),
        ("../planted", OWN),
        ("specs/../../planted", OWN),
        ("/tmp/planted", OWN),
        ("", OWN),
        ("outside/secret.rst", OWN),
        ("specs/liberty/backups.rst", "late.rst"),
        ("specs/liberty/backups.rst", "../../.git/config"),
        ("specs/liberty/backups.rst", ".speclint-../../etc/pass"),
    ] {
        for name in ["staging-0.json", "journal-0.json", "done-0.json"] {
            let clone = Clone::new();
            let home = home(&clone);
            clone.link("outside", &clone.outside("secrets"));
            std::fs::write(home.join(name), record(&clone, path, staged)).expect("writable");
            clone.is_harmless(&format!("{path} {staged} {name}"));
            assert!(clone.scratch.path("specs/liberty/late.rst").exists());
            let output = clone.scratch.run(&["new", "second"]);
            assert_eq!(output.code, 2, "{path} {staged} {name}: {output}");
            assert!(output.stderr.contains("the record of a change that was interrupted is not of this"), "{output}");
        }
    }
}

/// Links and pipes in the place of what a record has kept.
#[test]
fn whose_files_are_links() {
    const ONE: &str = ".speclint-0000000000000001";
    const OTHER: &str = ".speclint-0000000000000002";
    let record = |clone: &Clone, path: &str| {
        record(clone, path, OTHER).replace("\"saved\":null", &format!("\"saved\":\"{ONE}\""))
    };
    for name in ["staging-0.json", "journal-0.json", "done-0.json"] {
        // What is written over is somebody else's, and said to be what was there.
        let clone = Clone::new();
        let home = home(&clone);
        clone.link("notes.md", &clone.outside("secret.rst"));
        clone.link(ONE, &clone.outside("secret.rst"));
        clone.scratch.write(OTHER, "planted\n");
        std::fs::write(home.join(name), record(&clone, "notes.md")).expect("writable");
        clone.is_harmless(name);
        // What is written is somebody else's.
        let clone = Clone::new();
        let home = self::home(&clone);
        std::fs::copy(
            clone.scratch.path("specs/liberty/backups.rst"),
            clone.scratch.path(&format!("specs/liberty/{ONE}")),
        )
        .expect("writable");
        clone.link(&format!("specs/liberty/{OTHER}"), &clone.outside("secret.rst"));
        std::fs::write(home.join(name), record(&clone, "specs/liberty/backups.rst")).expect("writable");
        clone.is_harmless(name);
        let text = std::fs::read_to_string(clone.scratch.path("specs/liberty/backups.rst")).expect("it is there");
        assert!(!text.contains(super::SECRET));
        // Nothing is ever written into the pipe.
        let clone = Clone::new();
        let home = self::home(&clone);
        let pipe = clone.scratch.path(&format!("specs/liberty/{OTHER}"));
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().expect("mkfifo is there").success());
        std::fs::write(home.join(name), record(&clone, "specs/liberty/backups.rst")).expect("writable");
        clone.is_harmless(name);
    }
}

/// A lock that nobody ever gives back is no lock.
#[test]
fn with_a_pipe_for_a_lock() {
    let clone = Clone::new();
    let home = home(&clone);
    std::fs::remove_file(home.join("lock")).expect("it is there");
    assert!(std::process::Command::new("mkfifo").arg(home.join("lock")).status().expect("mkfifo is there").success());
    std::fs::write(home.join("journal-0.json"), "{}").expect("writable");
    clone.is_harmless("lock");
}

/// Of another root, of another version, cut off, or no record at all.
#[test]
fn that_are_none() {
    let clone = Clone::new();
    let home = home(&clone);
    let good = record(&clone, "specs/liberty/backups.rst", ".speclint-0123456789abcdef");
    for text in [
        good.replace("\"version\":2", "\"version\":1"),
        good.replace(&clone.scratch.root().display().to_string(), "/elsewhere"),
        good[..40].to_owned(),
        "[".repeat(100_000),
        String::new(),
    ] {
        for name in ["staging-0.json", "journal-0.json", "done-0.json"] {
            std::fs::write(home.join(name), &text).expect("writable");
            let output = clone.scratch.run(&["new", "second"]);
            assert!(output.code == 2 && output.stderr.contains("the record of a change"), "{name}: {output}");
            std::fs::remove_file(home.join(name)).expect("it stays for its user to look at");
        }
    }
    assert_eq!(clone.scratch.run(&["new", "second"]).code, 0);
}

/// Links in the place of what speclint makes there.
#[test]
fn behind_links() {
    for name in ["lock", "staging-0.json", "journal-0.json", "done-0.json", "draft-.json"] {
        let clone = Clone::new();
        let home = home(&clone);
        let _ = std::fs::remove_file(home.join(name));
        std::os::unix::fs::symlink(clone.outside("secret.rst"), home.join(name)).expect("writable");
        clone.is_harmless(name);
    }
    let clone = Clone::new();
    let home = home(&clone);
    let key = home.file_name().expect("a name").to_string_lossy().into_owned();
    let record = record(&clone, "x", "x").replace("open release v2", super::SECRET);
    clone.outside.write(&format!("secrets/{key}/journal-0.json"), record);
    clone.scratch.remove(".git/speclint").link(".git/speclint", clone.outside("secrets"));
    clone.is_harmless("the directory");
}

/// A `.git` that leads elsewhere leads nobody's records there.
#[test]
fn of_a_git_directory_elsewhere() {
    for of in ["gitdir: GIT\n", "gitdir: GIT"] {
        let clone = Clone::new();
        let elsewhere = clone.outside("project/.git");
        std::fs::create_dir_all(elsewhere.parent().expect("a directory")).expect("writable");
        std::fs::rename(clone.scratch.path(".git"), &elsewhere).expect("writable");
        clone.scratch.write(".git", of.replace("GIT", &elsewhere.display().to_string()));
        assert_eq!(clone.scratch.run(&["new", "first"]).code, 0);
        assert!(!elsewhere.join("speclint").exists());
        clone.link(".git", &elsewhere);
        assert_eq!(clone.scratch.run(&["new", "second"]).code, 0);
        assert!(!elsewhere.join("speclint").exists());
    }
}

/// A linked working tree has its own, and it is found.
#[test]
fn of_a_linked_working_tree() {
    let clone = Clone::new();
    clone.scratch.git(&["worktree", "add", "--quiet", "tree", "-b", "tree"]);
    assert_eq!(clone.scratch.run_in("tree", &["new", "first"]).code, 0);
    assert!(clone.scratch.path(".git/worktrees/tree/speclint").is_dir());
    assert!(!clone.scratch.path(".git/speclint").exists());
}
