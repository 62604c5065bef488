//! The six differences between a spec and its template, as a person reads them.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod annotations;
mod duplicate;
mod extra;
mod formats;
mod included;
mod invariants;
mod keys;
mod lookalikes;
mod misordered;
mod misplaced;
mod missing;
mod promoted;
mod remedies;
mod renamed;
mod unannotated;

use common::{Output, Scratch, rst};

/// The check of a spec against the common template.
fn check(spec: &str) -> Output {
    Scratch::new().check("spec.rst", spec)
}

/// What is found in a spec with these headings, held against a template with those.
fn differences(template: &[&str], spec: &[&str]) -> Vec<String> {
    let scratch = Scratch::new();
    scratch.write("templates/liberty.rst", rst(template)).findings("spec.rst", rst(spec))
}

/// What `fix` makes of a spec with these headings, held against a template with those.
fn fixed(template: &[&str], spec: &[&str], args: &[&str]) -> String {
    let scratch = Scratch::new();
    let path = "specs/liberty/spec.rst";
    scratch.write("templates/liberty.rst", rst(template)).write(path, rst(spec));
    scratch.run(&[&["fix", path], args].concat());
    std::fs::read_to_string(scratch.path(path)).expect("the spec is there")
}
