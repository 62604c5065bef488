//! `release.toml`: how it is found, what it may say, and how its mistakes are explained.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod finding;
mod formats;
mod globs;
mod groups;
mod layout;
mod names;
mod nested;
mod no_releases;
mod paths;
mod places;
mod release_patterns;
mod schema;
mod sections;
mod syntax;
mod types;
mod unknown;
mod when;

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

/// A repository with a template for all, and specs in which each check finds something.
fn with_specs(config: &str, specs: &[&str]) -> Scratch {
    let scratch = Scratch::empty();
    scratch.write("release.toml", config).write("template.rst", TEMPLATE);
    for spec in specs {
        scratch.write(spec, "No section.\n");
    }
    scratch
}

/// The specs of such a repository that are checked, each with what it is of: `liberty: specs/liberty/a.rst`.
#[track_caller]
fn checked(scratch: &Scratch, args: &[&str]) -> Vec<String> {
    let output = scratch.run(&[&["--format", "json"], args].concat());
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!(report["errors"], serde_json::json!([]), "{output}");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let line = |found: &Value| {
        let set: Vec<String> = [&found["release"], &found["group"]].into_iter().filter_map(text).collect();
        let separator = if set.is_empty() { "" } else { ": " };
        set.join("/") + separator + &text(&found["path"]).unwrap_or_default()
    };
    let mut lines: Vec<String> = report["diagnostics"].as_array().into_iter().flatten().map(line).collect();
    lines.dedup();
    lines
}
