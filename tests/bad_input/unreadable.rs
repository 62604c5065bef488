//! Files that may not be read. Permissions mean nothing to the superuser, for whom there is nothing to test.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::{fails_but_checks_the_rest, with};
use crate::common::{SPEC, Scratch};

/// Takes away all permissions; `false` where they can be done without.
fn lock(scratch: &Scratch, path: &str) -> bool {
    let path = scratch.path(path);
    fs::set_permissions(&path, Permissions::from_mode(0o000)).expect("a file of our own");
    fs::read(&path).is_err() && fs::read_dir(&path).is_err()
}

fn unlock(scratch: &Scratch, path: &str) {
    fs::set_permissions(scratch.path(path), Permissions::from_mode(0o755)).expect("a file of our own");
}

#[test]
fn a_spec() {
    let scratch = with("a.rst", SPEC);
    if lock(&scratch, "specs/liberty/a.rst") {
        fails_but_checks_the_rest(&scratch.run(&[]), "specs/liberty/a.rst: cannot read the file: permission denied");
    }
}

#[test]
fn a_directory() {
    let scratch = with("deep/a.rst", SPEC);
    if lock(&scratch, "specs/liberty/deep") {
        fails_but_checks_the_rest(&scratch.run(&[]), "specs/liberty/deep: cannot read: permission denied");
    }
    unlock(&scratch, "specs/liberty/deep");
}

#[test]
fn a_template() {
    let scratch = Scratch::conforming();
    if lock(&scratch, "templates/liberty.rst") {
        let output = scratch.run(&[]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains("templates/liberty.rst: cannot read the file: permission denied"), "{output}");
    }
}

#[test]
fn the_configuration() {
    let scratch = Scratch::conforming();
    if lock(&scratch, "release.toml") {
        let output = scratch.run(&[]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains("release.toml: cannot read the configuration: permission denied"), "{output}");
    }
}
