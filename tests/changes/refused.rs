//! Where changes cannot be made: nothing is changed, and the reason is told.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::{files, fixable, is_whole, repository};
use crate::common::Scratch;

/// A user without rights.
const NOBODY: u32 = 65534;

/// Commands that write.
const COMMANDS: [&[&str]; 4] = [
    &["fix"],
    &["new", "n"],
    &["check", "--write-baseline"],
    &["release", "open", "mitaka", "--carry", "specs/liberty/s000.rst"],
];

/// Runs a command as nobody; `None` where this user may not.
fn as_nobody(scratch: &Scratch, args: &[&str]) -> Option<(Option<i32>, String)> {
    let mut command = scratch.command(args);
    let output = command.uid(NOBODY).gid(NOBODY).output().ok()?;
    Some((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// Lets everybody in, and nobody write.
fn open_to_read(scratch: &Scratch) {
    for entry in walkdir::WalkDir::new(scratch.root()) {
        let entry = entry.expect("readable");
        let mode = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
        std::fs::set_permissions(entry.path(), std::fs::Permissions::from_mode(mode)).expect("its owner may");
    }
}

/// Neither the repository nor the user's state directory may be written.
#[test]
fn without_rights() {
    for in_git in [true, false] {
        for args in COMMANDS {
            let scratch = repository(2, in_git);
            open_to_read(&scratch);
            let before = files(&scratch.root());
            let Some((code, stderr)) = as_nobody(&scratch, args) else {
                println!("skipped: this user may not run programs as another");
                return;
            };
            assert_eq!(code, Some(2), "{args:?}: {stderr}");
            assert!(stderr.contains("cannot write there: permission denied"), "{args:?}: {stderr}");
            assert_eq!(files(&scratch.root()), before, "{args:?}");
        }
    }
}

/// There is a place to write changes down, but the files are another's.
#[test]
fn without_rights_to_the_files() {
    for args in COMMANDS {
        let scratch = repository(2, false);
        open_to_read(&scratch);
        let state = scratch.state();
        if chown(&state, Some(NOBODY), Some(NOBODY)).is_err() {
            println!("skipped: this user may not give files away");
            return;
        }
        let before = files(&scratch.root());
        let (code, stderr) = as_nobody(&scratch, args).expect("root may run programs as another");
        assert_eq!(code, Some(2), "{args:?}: {stderr}");
        assert!(stderr.contains("permission denied"), "{args:?}: {stderr}");
        assert_eq!(files(&scratch.root()), before, "{args:?}");
        assert!(scratch.run(&["check"]).code < 2, "nothing is left unfinished");
    }
}

/// What belongs to another user is not made one's own by a fix.
#[test]
fn files_of_another_user() {
    let scratch = repository(1, false);
    let (directory, state) = (scratch.path("specs/liberty"), scratch.state());
    if [&directory, &state].into_iter().any(|path| chown(path, Some(NOBODY), Some(NOBODY)).is_err()) {
        println!("skipped: this user may not give files away");
        return;
    }
    std::fs::set_permissions(scratch.root(), std::fs::Permissions::from_mode(0o755)).expect("its owner may");
    let (code, stderr) = as_nobody(&scratch, &["fix"]).expect("root may run programs as another");
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("it belongs to another user or group"), "{stderr}");
    assert_eq!(files(&scratch.root())["specs/liberty/s000.rst"], fixable(0));
}

/// A file system of a few pages, in a mount namespace of its own.
#[test]
fn on_a_full_disk() {
    let mount = "mount -t tmpfs -o size=256k,mode=755 none";
    let probe = Command::new("unshare").args(["-m", "sh", "-c", &format!("{mount} /mnt")]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        println!("skipped: this user may not mount a file system");
        return;
    }
    let scratch = Scratch::empty();
    scratch.directory("disk").directory("seen");
    for args in COMMANDS {
        for state in ["here", "there"] {
            let source = repository(2, false);
            let script = format!(
                "{mount} disk && cp -R \"{source}/.\" disk && cp -R disk seen/before && \
                 if [ {state} = here ]; then mkdir disk/.state; export XDG_STATE_HOME=\"$PWD/disk/.state\"; fi; \
                 cat /dev/zero > disk/filler 2>/dev/null; \
                 (cd disk && \"$SPECLINT\" {args}); code=$?; rm disk/filler; rm -rf disk/.state; cp -R disk seen/after; exit $code",
                source = source.root().display(),
                args = args.join(" "),
            );
            let output = scratch.shell(&format!("unshare -m sh -c '{script}'"));
            assert_eq!(output.code, 2, "{args:?}: {output}");
            assert!(output.stderr.contains("no space left on device"), "{args:?}: {output}");
            let (before, after) = (files(&scratch.path("seen/before")), files(&scratch.path("seen/after")));
            is_whole(&after);
            assert_eq!(after, before, "{args:?}: {output}");
            scratch.remove("seen/before").remove("seen/after");
        }
    }
}

/// A variable that names no directory that may be made.
#[test]
fn without_a_place_to_write_changes_down() {
    let scratch = repository(1, false);
    scratch.write("file", "");
    let mut command = scratch.command(&["fix"]);
    command.env("XDG_STATE_HOME", scratch.path("file"));
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("changes are written down before they are made"), "{stderr}");
    assert_eq!(files(&scratch.root())["specs/liberty/s000.rst"], fixable(0));
}
