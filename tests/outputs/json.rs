//! The schemas of what is printed as JSON, and that it is so.

use jsonschema::Validator;

use super::{ALL, everything, parse};
use crate::common::Scratch;

fn schema(what: &str) -> Validator {
    let output = Scratch::empty().run(&["config", "schema", &format!("--output={what}")]).passes();
    jsonschema::validator_for(&parse(&output.stdout)).expect("a schema")
}

#[track_caller]
fn is_right(schema: &Validator, text: &str) {
    let value = parse(text);
    let errors: Vec<String> =
        schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0], "{text}");
}

#[test]
fn of_reports() {
    let (whole, line) = (schema("check"), schema("check-line"));
    let scratch = everything();
    let broken = everything();
    broken.config("layouts = 1\n");
    let baseline = everything();
    baseline.run(&["--write-baseline", "--all-releases"]).passes();
    for (scratch, args) in [
        (&scratch, &ALL[..1]),
        (&scratch, &ALL[1..]),
        (&scratch, &["--statistics", "--max-findings", "1", "--select", "missing-section"]),
        (&broken, &[]),
        (&baseline, &["--all-releases"]),
    ] {
        let text = |format: &str| scratch.run(&[&["--format", format], args].concat()).stdout;
        is_right(&whole, &text("json"));
        let lines = text("json-lines");
        assert!(!lines.is_empty());
        lines.lines().for_each(|text| is_right(&line, text));
    }
}

/// A schema that takes everything would prove nothing.
#[test]
fn of_something_else() {
    let schema = schema("check");
    let scratch = everything();
    let mut value = parse(&scratch.run(&["--format", "json"]).stdout);
    assert!(schema.is_valid(&value));
    value["diagnostics"][0]["fix"] = serde_json::json!({ "title": 1 });
    assert!(!schema.is_valid(&value));
}

/// What the other commands print.
#[test]
fn of_other_commands() {
    let scratch = everything();
    scratch.write(
        "specs/liberty/marked.rst",
        crate::common::SPEC.replace("Testing\n", "Testin\n").replace("at night.", "at Testin_."),
    );
    for (what, args, code) in [
        ("rules", &["rules", "--format", "json"][..], 0),
        ("rules", &["rules", "missing-section", "--format", "json"], 0),
        ("release-list", &["release", "list", "--format", "json"], 0),
        ("release-show", &["release", "show", "--format", "json"], 0),
        ("release-show", &["release", "show", "nowhere", "--format", "json"], 2),
        ("release-diff", &["release", "diff", "kilo", "liberty", "--format", "json"], 0),
        ("release-diff", &["release", "diff", "--template", "specs/kilo/a.rst", "--format", "json"], 0),
        ("explain", &["check", "--explain", "--format", "json"], 0),
        ("explain", &["check", "--explain", "--format", "json", "nowhere.rst"], 2),
        ("fix", &["fix", "--diff", "--format", "json"], 1),
        ("fix", &["fix", "--format", "json", "nowhere.rst", "specs/liberty"], 2),
        ("fix", &["fix", "--format", "json", "--config", "nowhere.toml"], 2),
    ] {
        let output = scratch.run(args);
        assert_eq!((output.code, output.stderr.as_str()), (code, ""), "{args:?}: {output}");
        is_right(&schema(what), &output.stdout);
    }
}

#[test]
fn of_a_release() {
    let json = parse(&everything().run(&["release", "show", "--format", "json"]).stdout);
    let late = &json["specs"][2];
    assert_eq!(late["path"], "specs/liberty/late.rst");
    assert_eq!((&late["conforms"], &late["missing"]), (&false.into(), &serde_json::json!(["Problem"])));
}

#[test]
fn of_fixes() {
    let scratch = everything();
    let json = parse(&scratch.run(&["fix", "--format", "json"]).stdout);
    let file = json["files"].as_array().expect("files").iter().find(|file| file["changed"] == true).expect("one");
    assert_eq!(file["fixed"], serde_json::json!({ "renamed-section": 1, "trailing-whitespace": 1 }), "{json:#}");
    assert_eq!(json["diff"], serde_json::Value::Null);
}

#[test]
fn of_what_cannot_be_explained_so() {
    assert_eq!(everything().run(&["check", "--explain", "--format", "sarif"]).code, 2);
}
