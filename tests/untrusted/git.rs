//! git configuration that runs programs.

use super::{Clone, SECRET, contents};
use crate::common::TEMPLATE;

/// Keys of a configuration, with the program.
const KEYS: [&str; 9] = [
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.editor",
    "core.gitProxy",
    "diff.external",
    "filter.x.clean",
    "filter.x.process",
    "credential.helper",
];

#[test]
fn of_programs() {
    for key in KEYS {
        let clone = Clone::new();
        clone.scratch.write(".gitattributes", "* filter=x diff=x\n").commit();
        clone.scratch.git(&["config", key, &clone.program()]);
        // What is newer than the index may have to be read anew.
        clone.scratch.write("specs/liberty/planted.rst", "x\n").write("specs/liberty/backups.rst", "y\n");
        clone.is_harmless(key);
    }
}

#[test]
fn of_hooks() {
    for hook in ["post-index-change", "post-checkout", "reference-transaction", "pre-commit", "fsmonitor-watchman"] {
        let clone = Clone::new();
        let path = clone.scratch.path(".git/hooks").join(hook);
        std::fs::copy(clone.outside("run"), &path).expect("writable");
        clone.is_harmless(hook);
        clone.scratch.git(&["config", "core.hooksPath", &clone.outside.root().display().to_string()]);
        std::fs::rename(clone.outside("run"), clone.outside(hook)).expect("writable");
        clone.is_harmless(hook);
    }
}

/// What a clone lacks is fetched by a program of its configuration.
#[test]
fn of_a_remote_that_has_what_is_missing() {
    let clone = Clone::new();
    clone.scratch.git(&["config", "remote.origin.url", &format!("ext::{}", clone.program())]);
    clone.scratch.git(&["config", "remote.origin.promisor", "true"]);
    clone.scratch.git(&["config", "extensions.partialClone", "origin"]);
    clone.scratch.git(&["config", "protocol.ext.allow", "always"]);
    let tree = clone.scratch.path(".git/objects");
    for entry in walkdir::WalkDir::new(tree).into_iter().filter_map(Result::ok).filter(|it| it.file_type().is_file()) {
        std::fs::remove_file(entry.path()).expect("writable");
    }
    clone.is_harmless("promisor");
}

/// What a configuration includes may lie anywhere.
#[test]
fn of_files_that_are_included() {
    let clone = Clone::new();
    clone.outside.write("config", format!("[user]\n\tname = {SECRET}\n[branch \"main\"]\n\tremote = {SECRET}\n"));
    clone.scratch.git(&["config", "include.path", &clone.outside("config").display().to_string()]);
    clone
        .scratch
        .write("templates/liberty.rst", format!("{TEMPLATE}\n").replace("=====\n\nSay", "=====\n\n:author: x\n\nSay"));
    clone.is_harmless("include");
}

/// A few trees that name each other again and again hold a billion files.
#[test]
fn of_a_billion_files() {
    let clone = Clone::new();
    let script = "b=$(echo x | git hash-object -w --stdin)
        t=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '100644 blob %s\\tf%s.md\\n' $b $i; done | git mktree)
        for l in 1 2 3 4 5 6 7 8; do
            t=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\\td%s\\n' $t $i; done | git mktree)
        done
        git -c user.name=N -c user.email=n update-ref refs/heads/bomb $(git -c user.name=N -c user.email=n commit-tree $t -p HEAD -m x)
        git symbolic-ref HEAD refs/heads/bomb";
    assert_eq!(clone.scratch.shell(script).code, 0);
    let limited = |args: &str| clone.scratch.shell(&format!("ulimit -v 2000000; \"$SPECLINT\" {args}"));
    assert_eq!(limited("new x").code, 0);
    let output = limited("--changed=bomb");
    assert!(output.code == 2 && output.stderr.contains("an answer that is too long"), "{output}");
}

/// A directory of a clone that is itself a repository without a working tree, with its own configuration.
#[test]
fn of_a_directory_that_is_a_repository() {
    let clone = Clone::new();
    let scratch = &clone.scratch;
    scratch.write("inner/HEAD", "ref: refs/heads/main\n").directory("inner/objects").directory("inner/refs");
    let config = format!(
        "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = {0}\nfsmonitor = {0}/run\n",
        clone.outside.root().display()
    );
    scratch.write("inner/config", config);
    scratch.write("inner/release.toml", "current_release = \"liberty\"\n");
    scratch.write("inner/templates/liberty.rst", crate::common::TEMPLATE);
    scratch.write("inner/specs/liberty/a.rst", crate::common::SPEC);
    let before = contents(&clone.outside.root());
    for args in [&["--changed=main"][..], &["--changed"], &["new", "x"], &["release", "open", "mitaka"]] {
        let output = scratch.run_in("inner", args);
        assert!(output.code <= 2, "{output}");
        assert_eq!(contents(&clone.outside.root()), before, "{args:?}: {output}");
    }
}

/// A variable of another repository, as its hooks have them.
#[test]
fn of_another_repository() {
    let (clone, other) = (Clone::new(), Clone::new());
    clone.scratch.write("specs/liberty/backups.rst", "x\n");
    let mut command = clone.scratch.command(&["--changed=main"]);
    command.env("GIT_DIR", other.scratch.path(".git")).env("GIT_INDEX_FILE", other.scratch.path(".git/index"));
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "the changed spec is found: {output:?}");
}

/// A working tree whose `.git` lies elsewhere, and only its variables tell.
#[test]
fn of_a_tree_that_only_variables_know() {
    let clone = Clone::new();
    let elsewhere = clone.outside("elsewhere.git");
    std::fs::rename(clone.scratch.path(".git"), &elsewhere).expect("writable");
    clone.scratch.write("specs/liberty/backups.rst", "x\n");
    let mut command = clone.scratch.command(&["--changed=main"]);
    command.env("GIT_DIR", &elsewhere).env("GIT_WORK_TREE", clone.scratch.root());
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "the changed spec is found: {output:?}");
}
