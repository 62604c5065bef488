//! The formats of a report: one report in each, what holds for all of them, and what reads them.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod ci;
mod fixes;
mod hostile;
mod json;
mod machines;
mod same;
mod snapshots;
mod statistics;

use common::{SPEC, Scratch, TEMPLATE, replaced};
use serde_json::Value;

/// A report with a bit of everything: two releases; a section that is misspelt and referred to, one that is missing and
/// one that is empty; white space, twice; a file that is no spec; a path to nothing.
fn everything() -> Scratch {
    let scratch = Scratch::conforming();
    let spec = replaced(SPEC, "Testing\n=======", "Tesitng\n=======");
    let spec = replaced(&spec, "A table of schedules.", "");
    let spec = replaced(&spec, "at night.", "at night, see Tesitng_.  ");
    let spec = replaced(&spec, "A scheduler starts them.", "A scheduler starts them. ");
    scratch.write("specs/liberty/größe b.rst", spec);
    scratch.write(
        "specs/liberty/late.rst",
        replaced(SPEC, "Problem\n=======\n\nBackups are taken by hand, and often forgotten.\n\n", ""),
    );
    scratch.write("specs/liberty/notes.txt", "");
    scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/a.rst", SPEC);
    scratch
}

const ALL: [&str; 4] = ["--all-releases", "specs/kilo", "specs/liberty", "nowhere.rst"];

/// The report of [`everything`] in a format, which has an error in it.
fn report(scratch: &Scratch, format: &str) -> String {
    let output = scratch.run(&[&["--format", format], &ALL[1..]].concat());
    assert_eq!(output.code, 2, "{output}");
    output.stdout
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("no JSON: {error}\n{text}"))
}

fn strings<'v>(values: &'v [Value], pointer: &str) -> Vec<&'v str> {
    values.iter().map(|value| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()).collect()
}

fn array<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
