//! What the tests of the command line share: a repository of their own, and the binary run in it.

// Each test binary uses a part of it.
#![allow(dead_code)]

mod documents;
mod output;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

#[allow(unused_imports)]
pub use documents::{SPEC, SPEC_MARKDOWN, TEMPLATE, TEMPLATE_MARKDOWN, markdown, replaced, rst};
pub use output::Output;

/// A specs repository in a directory of its own, which goes away with it.
pub struct Scratch {
    directory: TempDir,
    /// The user's state directory, which is no part of the repository.
    state: TempDir,
}

impl Scratch {
    /// An empty directory.
    pub fn empty() -> Self {
        let directory = || tempfile::tempdir().expect("a directory for the test");
        Scratch { directory: directory(), state: directory() }
    }

    /// A repository whose current release is `liberty`, with a template in reStructuredText and no spec.
    pub fn new() -> Self {
        let scratch = Self::empty();
        scratch.config("").write("templates/liberty.rst", TEMPLATE).directory("specs/liberty");
        scratch
    }

    /// The same with a template in Markdown.
    pub fn with_markdown() -> Self {
        let scratch = Self::empty();
        scratch.config("").write("templates/liberty.md", TEMPLATE_MARKDOWN).directory("specs/liberty");
        scratch
    }

    /// A repository with one spec, which conforms.
    pub fn conforming() -> Self {
        let scratch = Self::new();
        scratch.write("specs/liberty/backups.rst", SPEC);
        scratch
    }

    /// Writes a `release.toml` that says this besides the current release.
    pub fn config(&self, text: &str) -> &Self {
        self.write("release.toml", format!("current_release = \"liberty\"\n{text}"))
    }

    /// Writes a file, with the directories that it needs.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> &Self {
        let contents = titled(path, contents.as_ref());
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a path below the root")).expect("a writable directory");
        std::fs::write(path, contents).expect("a writable file");
        self
    }

    /// Writes a spec of the current release and checks it alone.
    pub fn check(&self, name: &str, contents: impl AsRef<[u8]>) -> Output {
        let path = format!("specs/liberty/{name}");
        self.write(&path, contents).run(&[&path])
    }

    /// What is found in a spec of the current release: `LINE:COLUMN: LEVEL[RULE] MESSAGE`.
    pub fn findings(&self, name: &str, contents: impl AsRef<[u8]>) -> Vec<String> {
        let path = format!("specs/liberty/{name}");
        let output = self.write(&path, contents).run(&["--format", "short", &path]);
        assert_eq!(output.stderr, "", "{output}");
        let prefix = path + ":";
        output.stdout.lines().filter_map(|line| line.strip_prefix(&*prefix)).map(str::to_owned).collect()
    }

    pub fn directory(&self, path: &str) -> &Self {
        std::fs::create_dir_all(self.path(path)).expect("a writable directory");
        self
    }

    pub fn remove(&self, path: &str) -> &Self {
        let path = self.path(path);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.expect("it is there");
        self
    }

    pub fn rename(&self, from: &str, to: &str) -> &Self {
        std::fs::rename(self.path(from), self.path(to)).expect("it is there");
        self
    }

    /// Makes a symbolic link.
    #[cfg(unix)]
    pub fn link(&self, path: &str, target: impl AsRef<Path>) -> &Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a path below the root")).expect("a writable directory");
        std::os::unix::fs::symlink(target, path).expect("a writable directory");
        self
    }

    pub fn root(&self) -> PathBuf {
        self.directory.path().canonicalize().expect("the directory is there")
    }

    /// The state directory of the user who runs the commands.
    pub fn state(&self) -> PathBuf {
        self.state.path().to_owned()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Runs speclint at the root.
    pub fn run(&self, args: &[&str]) -> Output {
        self.run_in("", args)
    }

    /// Runs speclint in a directory of the repository.
    pub fn run_in(&self, directory: &str, args: &[&str]) -> Output {
        self.finish(self.command(args).current_dir(self.path(directory)), b"")
    }

    /// Runs speclint at the root with this on its standard input.
    pub fn run_with_stdin(&self, args: &[&str], stdin: &[u8]) -> Output {
        self.finish(&mut self.command(args), stdin)
    }

    /// Runs speclint at the root, which fails the test if it works for longer than so many seconds; what else the
    /// machine does is not counted.
    #[cfg(unix)]
    pub fn run_within(&self, seconds: u64, args: &[&str]) -> Output {
        let mut command = Command::new("sh");
        let script = format!("ulimit -t {seconds}; exec \"$0\" \"$@\"");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_speclint")]).args(args);
        self.prepare(&mut command);
        self.finish(&mut command, b"")
    }

    /// speclint at the root, with the environment of nobody in particular.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_speclint"));
        command.args(args);
        self.prepare(&mut command);
        command
    }

    /// A shell command at the root, in which `$SPECLINT` is the binary.
    #[cfg(unix)]
    pub fn shell(&self, script: &str) -> Output {
        let mut command = Command::new("sh");
        command.args(["-c", script]).env("SPECLINT", env!("CARGO_BIN_EXE_speclint"));
        self.prepare(&mut command);
        self.finish(&mut command, b"")
    }

    /// Runs git at the root, as nobody in particular.
    pub fn git(&self, args: &[&str]) -> &Self {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=Nobody",
            "-c",
            "user.email=nobody@example.org",
            "-c",
            "init.defaultBranch=main",
        ]);
        self.prepare(command.args(args));
        let output = command.output().expect("git is installed");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        self
    }

    /// Commits all that is there, in a git repository that it makes if there is none.
    pub fn commit(&self) -> &Self {
        self.git(&["init", "--quiet"]).git(&["add", "--all"]).git(&["commit", "--quiet", "--message", "A step"])
    }

    fn prepare(&self, command: &mut Command) {
        command.current_dir(self.directory.path());
        for name in [
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR_FORCE",
            "RUST_BACKTRACE",
            "COLUMNS",
            "SPECLINT_FORMAT",
            "SPECLINT_CONFIG",
            "GITHUB_ACTIONS",
            "GITHUB_STEP_SUMMARY",
        ] {
            command.env_remove(name);
        }
        // No file of the user's speaks into the tests, and none is written.
        command.env("XDG_STATE_HOME", self.state.path());
        command.env("GIT_CONFIG_GLOBAL", self.directory.path().join("no-git-configuration"));
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
    }

    fn finish(&self, command: &mut Command, stdin: &[u8]) -> Output {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Output::of(command, stdin, &self.root())
    }
}

/// A file's contents; a template does not have the title that documents of tests have, as it would be left in all specs.
fn titled<'c>(path: &str, contents: &'c [u8]) -> Cow<'c, [u8]> {
    let text = std::str::from_utf8(contents).ok().filter(|_| path.contains("template"));
    let title = text
        .and_then(|text| text.split_inclusive('\n').take(2).find(|line| line.trim_start_matches("# ") == "Title\n"));
    match (text, title) {
        (Some(text), Some(title)) => text.replacen(title, &title.replace("Title", "Model"), 1).into_bytes().into(),
        _ => contents.into(),
    }
}
