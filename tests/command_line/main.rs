//! The command line: its commands, options, formats and exit codes.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod baseline;
mod changed;
mod color;
mod explain;
mod formats;
mod help;
mod json;
mod new;
mod options;
mod outline;
mod releases;
mod rules;
mod shell;
mod short;
mod stdin;
mod streams;
mod subdirectory;
mod summary;

use common::{SPEC, Scratch, TEMPLATE, replaced};

/// A spec without its last section, and with one that is empty: an error and a warning.
fn faulty() -> String {
    let spec = replaced(SPEC, "A table of schedules.", "");
    replaced(&spec, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", "")
        .trim_end()
        .to_owned()
        + "\n"
}

/// Two releases: `liberty` with a faulty spec and two good ones, `kilo` with a good one.
fn two_releases() -> Scratch {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/copies.rst", SPEC).write("specs/liberty/restore.rst", faulty());
    scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/a.rst", SPEC);
    scratch
}
