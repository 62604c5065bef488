//! The formats for programs.

use serde_json::Value;

use super::{faulty, two_releases};
use crate::common::{Output, Scratch};

fn parse(output: &Output) -> Value {
    assert_eq!(output.stderr, "", "all is in the object");
    serde_json::from_str(&output.stdout).expect("JSON")
}

fn parse_lines(output: &Output) -> Vec<Value> {
    assert_eq!(output.stderr, "", "all is in the objects");
    output.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The object, or the last one of several lines.
fn parse_lines_or_one(output: &Output) -> Value {
    serde_json::from_str(&output.stdout).ok().or_else(|| parse_lines(output).pop()).expect("an object")
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

const PLACE: [&str; 6] = ["column", "end_byte", "end_column", "end_line", "line", "start_byte"];

const DIAGNOSTIC: [&str; 13] = [
    "fingerprint",
    "fix",
    "group",
    "help",
    "label",
    "level",
    "message",
    "path",
    "release",
    "rule",
    "section",
    "subject",
    "url",
];

fn with_place<'k>(others: &[&'k str]) -> Vec<&'k str> {
    let mut keys = others.to_vec();
    keys.extend(PLACE);
    keys.sort_unstable();
    keys
}

#[test]
fn one_object() {
    let output = two_releases().run(&["--format", "json", "--all-releases"]);
    assert_eq!(output.code, 1);
    insta::assert_snapshot!(output.stdout, @r#"
    {
      "version": 3,
      "passes": false,
      "skipped": 0,
      "left_out": [],
      "passed": [],
      "changed_since": null,
      "baseline": null,
      "select": [],
      "ignore": [],
      "not_shown": 0,
      "statistics": null,
      "releases": [
        {
          "name": "kilo",
          "release": "kilo",
          "group": null,
          "directory": "specs/kilo",
          "template": "templates/kilo.rst",
          "specs": 1,
          "conforming": 1,
          "errors": 0,
          "warnings": 0
        },
        {
          "name": "liberty",
          "release": "liberty",
          "group": null,
          "directory": "specs/liberty",
          "template": "templates/liberty.rst",
          "specs": 3,
          "conforming": 2,
          "errors": 1,
          "warnings": 1
        }
      ],
      "diagnostics": [
        {
          "path": "specs/liberty/restore.rst",
          "release": "liberty",
          "group": null,
          "rule": "empty-section",
          "level": "warn",
          "url": "https://speclint.example/rules/empty-section",
          "fingerprint": "5f8267c27d33b05c97f372140b76a94f",
          "section": [
            "Change",
            "Storage"
          ],
          "subject": "Change > Storage",
          "message": "section `Storage` is empty",
          "label": "nothing under this heading",
          "help": "say what there is to say, or that there is nothing: `None.`",
          "line": 22,
          "column": 1,
          "end_line": 22,
          "end_column": 8,
          "start_byte": 225,
          "end_byte": 232,
          "fix": null
        },
        {
          "path": "specs/liberty/restore.rst",
          "release": "liberty",
          "group": null,
          "rule": "missing-section",
          "level": "error",
          "url": "https://speclint.example/rules/missing-section",
          "fingerprint": "921ab2d6b6dc367f86531eb8dce4a881",
          "section": [],
          "subject": "Testing",
          "message": "section `Testing` is missing",
          "label": "`Testing` belongs here, after `Change`",
          "help": "write it here (templates/liberty.rst:27 says what it is for):\n\n    Testing\n    =======",
          "line": 23,
          "column": 8,
          "end_line": 23,
          "end_column": 8,
          "start_byte": 240,
          "end_byte": 240,
          "fix": {
            "title": "add section `Testing`, to be written",
            "kind": "add",
            "safe": false,
            "option": "--add-missing",
            "edits": [
              {
                "path": "specs/liberty/restore.rst",
                "line": 24,
                "column": 1,
                "end_line": 24,
                "end_column": 1,
                "start_byte": 241,
                "end_byte": 241,
                "text": "\nTesting\n=======\n\nNone.\n"
              }
            ]
          }
        }
      ],
      "errors": []
    }
    "#);
}

#[test]
fn the_keys() {
    let scratch = two_releases();
    let report = parse(&scratch.run(&["--format", "json"]));
    assert_eq!(
        keys(&report),
        [
            "baseline",
            "changed_since",
            "diagnostics",
            "errors",
            "ignore",
            "left_out",
            "not_shown",
            "passed",
            "passes",
            "releases",
            "select",
            "skipped",
            "statistics",
            "version"
        ]
    );
    assert_eq!((&report["version"], &report["passes"]), (&3.into(), &false.into()));
    let release = ["conforming", "directory", "errors", "group", "name", "release", "specs", "template", "warnings"];
    assert_eq!(keys(&report["releases"][0]), release);
    assert_eq!(keys(&report["diagnostics"][0]), with_place(&DIAGNOSTIC));

    let report = parse(&scratch.config("layouts = 1\n").run(&["--format", "json"]));
    assert_eq!(report["passes"], false);
    assert_eq!(keys(&report["errors"][0]), with_place(&["help", "message", "path"]));
    let report = parse(&scratch.remove("release.toml").run(&["--format", "json"]));
    assert_eq!(keys(&report["errors"][0]), ["help", "message", "path"]);
    assert_eq!(report["errors"][0]["path"], Value::Null);
}

/// A finding about a file as a whole has no place.
#[test]
fn without_a_place() {
    let scratch = Scratch::conforming();
    let report = parse(&scratch.write("specs/liberty/a.txt", "").run(&["--format", "json"]));
    assert_eq!(keys(&report["diagnostics"][0]), DIAGNOSTIC);
}

/// Bytes count in the file, columns in characters.
#[test]
fn the_place() {
    let scratch = Scratch::new();
    let text = "Größe\n=====\n\nSummary.\n\nÜber uns\n--------\n\nNone.\n\nMore\n----\n\nNone.\n";
    scratch.config("rules.missing-section = \"off\"\n").write("specs/liberty/a.rst", text);
    let report = parse(&scratch.run(&["--format", "json"]));
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["rule"], "extra-section");
    let number = |key: &str| usize::try_from(diagnostic[key].as_u64().expect("a number")).expect("a small number");
    assert_eq!(&text[number("start_byte")..number("end_byte")], "Über uns");
    assert_eq!([number("line"), number("column"), number("end_line"), number("end_column")], [6, 1, 6, 9]);
}

#[test]
fn an_object_a_line() {
    let output = two_releases().run(&["--format", "json-lines", "--all-releases"]);
    assert_eq!(output.code, 1);
    insta::assert_snapshot!(output.stdout, @r#"
    {"type":"diagnostic","path":"specs/liberty/restore.rst","release":"liberty","group":null,"rule":"empty-section","level":"warn","url":"https://speclint.example/rules/empty-section","fingerprint":"5f8267c27d33b05c97f372140b76a94f","section":["Change","Storage"],"subject":"Change > Storage","message":"section `Storage` is empty","label":"nothing under this heading","help":"say what there is to say, or that there is nothing: `None.`","line":22,"column":1,"end_line":22,"end_column":8,"start_byte":225,"end_byte":232,"fix":null}
    {"type":"diagnostic","path":"specs/liberty/restore.rst","release":"liberty","group":null,"rule":"missing-section","level":"error","url":"https://speclint.example/rules/missing-section","fingerprint":"921ab2d6b6dc367f86531eb8dce4a881","section":[],"subject":"Testing","message":"section `Testing` is missing","label":"`Testing` belongs here, after `Change`","help":"write it here (templates/liberty.rst:27 says what it is for):\n\n    Testing\n    =======","line":23,"column":8,"end_line":23,"end_column":8,"start_byte":240,"end_byte":240,"fix":{"title":"add section `Testing`, to be written","kind":"add","safe":false,"option":"--add-missing","edits":[{"path":"specs/liberty/restore.rst","line":24,"column":1,"end_line":24,"end_column":1,"start_byte":241,"end_byte":241,"text":"\nTesting\n=======\n\nNone.\n"}]}}
    {"type":"release","name":"kilo","release":"kilo","group":null,"directory":"specs/kilo","template":"templates/kilo.rst","specs":1,"conforming":1,"errors":0,"warnings":0}
    {"type":"release","name":"liberty","release":"liberty","group":null,"directory":"specs/liberty","template":"templates/liberty.rst","specs":3,"conforming":2,"errors":1,"warnings":1}
    {"type":"summary","version":3,"passes":false,"skipped":0,"left_out":[],"passed":[],"changed_since":null,"baseline":null,"select":[],"ignore":[],"not_shown":0,"statistics":null}
    "#);
}

#[test]
fn both_say_the_same() {
    let scratch = two_releases();
    scratch.config("[releases.juno]\ncheck = true\n");
    let report = parse(&scratch.run(&["--format", "json", "--all-releases"]));
    let lines = parse_lines(&scratch.run(&["--format", "json-lines", "--all-releases"]));
    let of_type = |name: &str| -> Vec<Value> {
        let lines = lines.iter().filter(|line| line["type"] == name).cloned();
        let untyped = lines.map(|mut line| {
            line.as_object_mut().expect("an object").remove("type");
            line
        });
        untyped.collect()
    };
    for (name, key) in [("diagnostic", "diagnostics"), ("error", "errors"), ("release", "releases")] {
        assert_eq!(Value::Array(of_type(name)), report[key], "{key}");
        assert!(!of_type(name).is_empty(), "{key}");
    }
    let last = lines.last().expect("a summary");
    assert_eq!((&last["type"], &last["passes"], &last["version"]), (&"summary".into(), &false.into(), &3.into()));
}

#[test]
fn levels() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.rst", faulty());
    let levels = |args: &[&str]| {
        let report = parse(&scratch.run(args));
        let diagnostics = report["diagnostics"].as_array().expect("an array").clone();
        diagnostics.iter().map(|d| format!("{} {}", d["level"], d["rule"])).collect::<Vec<_>>()
    };
    assert_eq!(levels(&["--format", "json"]), [r#""warn" "empty-section""#, r#""error" "missing-section""#]);
    let denied = levels(&["--format", "json", "--deny-warnings"]);
    assert_eq!(denied, [r#""error" "empty-section""#, r#""error" "missing-section""#]);
}

#[test]
fn the_exit_codes() {
    for (format, scratch) in [("json", Scratch::conforming()), ("json-lines", Scratch::conforming())] {
        assert_eq!(scratch.run(&["--format", format]).code, 0);
        scratch.write("specs/liberty/a.rst", faulty());
        assert_eq!(scratch.run(&["--format", format]).code, 1);
        scratch.remove("templates/liberty.rst");
        assert_eq!(scratch.run(&["--format", format]).code, 2);
    }
}

/// As the other formats say on their last line.
#[test]
fn what_was_skipped() {
    let scratch = Scratch::conforming();
    let output = scratch.write("README.md", "Specs.\n").run(&["--format", "json", "--skip-other-files", "README.md"]);
    assert_eq!(parse(&output)["skipped"], 1);
    let scratch = Scratch::conforming();
    scratch.config("[releases.kilo]\ncheck = false\n").directory("specs/kilo");
    for format in ["json", "json-lines"] {
        let output = scratch.run(&["--all-releases", "--format", format]);
        assert_eq!(parse_lines_or_one(&output)["left_out"], serde_json::json!(["kilo"]), "{output}");
    }
}

#[test]
fn what_was_passed_over() {
    let scratch = Scratch::conforming();
    scratch
        .config("layout.ignore = [\"drafts\"]\n")
        .write("specs/liberty/index.rst", "Specs\n")
        .directory("specs/liberty/drafts");
    scratch.write("specs/liberty/template.rst", crate::common::TEMPLATE);
    for format in ["json", "json-lines"] {
        let output = scratch.run(&["--format", format]);
        let passed = serde_json::json!([
            { "path": "specs/liberty/drafts", "reason": "ignored" },
            { "path": "specs/liberty/index.rst", "reason": "page" },
            { "path": "specs/liberty/template.rst", "reason": "template" },
        ]);
        assert_eq!(parse_lines_or_one(&output)["passed"], passed, "{output}");
    }
}

#[test]
fn what_the_baseline_hides() {
    let scratch = two_releases();
    scratch.run(&["--all-releases", "--write-baseline"]).passes();
    let report = parse(&scratch.run(&["--all-releases", "--format", "json"]));
    assert_eq!(report["baseline"], serde_json::json!({ "hidden": 2, "conforming": 1, "gone": [] }));
}
