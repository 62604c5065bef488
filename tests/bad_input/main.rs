//! What speclint is not made for: it says what is wrong, checks the rest, and ends, soon and in order.
//!
//! That no run panics or takes too long is asserted of every run, in `common`.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod links;
mod nesting;
mod paths;
mod pipe;
mod releases;
mod size;
mod special_files;
mod specs_directory;
mod template;
mod template_annotations;
mod terminal;
mod text;
mod unreadable;

use common::{Output, SPEC, Scratch};

/// The check failed, said so in these words on stderr, and checked the one good spec all the same.
#[track_caller]
fn fails_but_checks_the_rest(output: &Output, words: &str) {
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains(words), "{output}");
    assert!(output.stdout.contains("1 spec of liberty held against "), "{output}");
    assert!(output.stdout.contains("the check is not complete: see the error above"), "{output}");
}

/// A repository with a good spec and this one.
fn with(name: &str, contents: impl AsRef<[u8]>) -> Scratch {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/good.rst", SPEC).write(&format!("specs/liberty/{name}"), contents);
    scratch
}
