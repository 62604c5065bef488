//! What is neither a file nor a directory.
#![cfg(unix)]

use std::os::unix::net::UnixListener;
use std::process::Command;

use super::fails_but_checks_the_rest;
use crate::common::Scratch;

/// Nobody writes into it: who reads it waits for ever.
#[test]
fn a_named_pipe() {
    let scratch = Scratch::conforming();
    let made = Command::new("mkfifo").arg(scratch.path("specs/liberty/pipe.rst")).status().expect("mkfifo is there");
    assert!(made.success());
    fails_but_checks_the_rest(&scratch.run(&[]), "specs/liberty/pipe.rst");
}

#[test]
fn a_socket() {
    let scratch = Scratch::conforming();
    let _socket = UnixListener::bind(scratch.path("specs/liberty/socket.rst")).expect("a socket");
    fails_but_checks_the_rest(&scratch.run(&[]), "specs/liberty/socket.rst: cannot read the file");
}

#[test]
fn a_directory_named_like_a_spec() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/deep.rst/a.rst", crate::common::SPEC);
    let output = scratch.run(&[]).passes();
    assert!(output.stdout.starts_with("2 specs "), "{output}");
}

#[test]
fn a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::conforming();
    let path = scratch.path("specs/liberty").join(std::ffi::OsStr::from_bytes(b"f\xfcr.rst"));
    std::fs::write(path, "No spec.\n").expect("a writable directory");
    for format in ["full", "short", "json", "json-lines"] {
        let output = scratch.run(&["--format", format]);
        assert_eq!((output.code, output.stderr.as_str()), (1, ""), "{output}");
        assert!(output.stdout.contains("f\u{fffd}r.rst"), "{output}");
    }
}
