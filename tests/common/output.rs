use std::fmt;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::thread;

/// What a program printed, and its exit code. The test's directory is `[ROOT]` in it.
#[derive(Debug)]
pub struct Output {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Output {
    /// Runs a command to its end. It has to end by itself, and without a panic.
    pub(super) fn of(command: &mut Command, stdin: &[u8], root: &Path) -> Self {
        let mut child = command.spawn().expect("the program can be run");
        let mut input = child.stdin.take().expect("a pipe");
        let (stdout, stderr) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        let (stdout, stderr) = thread::scope(|scope| {
            // A program need not read what it is given.
            scope.spawn(move || input.write_all(stdin).is_ok());
            let (stdout, stderr) = (scope.spawn(|| read(stdout)), scope.spawn(|| read(stderr)));
            (stdout.join().expect("a readable pipe"), stderr.join().expect("a readable pipe"))
        });
        let status = child.wait().expect("it has ended");
        let root = root.to_string_lossy();
        let output = Output {
            stdout: stdout.replace(&*root, "[ROOT]"),
            stderr: stderr.replace(&*root, "[ROOT]"),
            code: status.code().unwrap_or_else(|| panic!("{command:?} was ended by a signal: {status}\n{stderr}")),
        };
        assert!(!output.stderr.contains("panicked") && output.code != 101, "a panic:\n{output}");
        output
    }

    /// Itself, where nothing failed and nothing was told on stderr.
    #[track_caller]
    pub fn passes(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{self}");
        self
    }
}

fn read(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).expect("a readable pipe");
    String::from_utf8(bytes).expect("output is UTF-8")
}

impl fmt::Display for Output {
    /// As a snapshot has it: what went to stdout, what went to stderr, the exit code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "----- stderr\n{}", self.stderr)?;
        }
        write!(f, "----- exit {}", self.code)
    }
}
