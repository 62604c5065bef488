//! `release.toml`: how it is found, what it may say, and how its mistakes are explained.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod finding;
mod globs;
mod layout;
mod names;
mod paths;
mod places;
mod schema;
mod sections;
mod sets;
mod syntax;
mod types;
mod unknown;

use common::{Output, SPEC, Scratch, TEMPLATE};
use serde_json::Value;

/// A mistake: where it is, what it is, and what to do.
#[derive(Debug, PartialEq)]
struct Mistake {
    place: String,
    message: String,
    help: String,
}

/// The check with this `release.toml`.
fn check(config: &str) -> Output {
    let scratch = Scratch::conforming();
    scratch.write("release.toml", config).run(&[])
}

/// The mistake that a `release.toml` is refused for.
#[track_caller]
fn mistake(config: &str) -> Mistake {
    let scratch = Scratch::conforming();
    let output = scratch.write("release.toml", config).run(&["--format", "json"]);
    assert_eq!(output.code, 2, "{config}\n{output}");
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let [error] = report["errors"].as_array().expect("an array").as_slice() else {
        panic!("not one error: {output}");
    };
    assert_eq!(error["path"], "release.toml", "{output}");
    let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
    let place = format!("{}:{}", error["line"], error["column"]);
    Mistake { place, message: text("message"), help: text("help") }
}

/// A repository whose files are not where they are by default.
fn repository(config: &str, spec: &str, template: &str) -> Scratch {
    let scratch = Scratch::empty();
    scratch.config(config).write(spec, SPEC).write(template, TEMPLATE);
    scratch
}
