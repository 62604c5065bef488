//! Texts in memory, as the WebAssembly build has them: what `speclint` says of the same files.

mod common;

use common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, TEMPLATE_MARKDOWN, replaced};
use serde_json::{Value, json};

fn answer(question: &Value) -> Value {
    let answer = speclint::texts::answer(&question.to_string());
    serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

const MISSPELT: (&str, &str) = ("Testing\n=======", "Tesing\n=======");

/// A repository with a spec that conforms and one that does not.
fn files() -> Value {
    json!({
        "release.toml": "current_release = \"liberty\"\n",
        "templates/liberty.rst": TEMPLATE,
        "specs/liberty/a.rst": SPEC,
        "specs/liberty/b.rst": replaced(SPEC, MISSPELT.0, MISSPELT.1),
        "specs/kilo/old.rst": "Old\n===\n\ntext\n",
        "templates/kilo.rst": TEMPLATE,
    })
}

fn on_disk(files: &Value) -> Scratch {
    let scratch = Scratch::empty();
    for (path, text) in files.as_object().expect("files") {
        scratch.write(path, text.as_str().expect("a text"));
    }
    scratch
}

#[test]
fn a_check_says_what_the_command_line_says() {
    let files = files();
    let scratch = on_disk(&files);
    for (question, arguments) in [
        (json!({"command": "check", "files": files}), vec!["check", "--format", "json"]),
        (
            json!({"command": "check", "files": files, "all_releases": true, "deny_warnings": true}),
            vec!["check", "--format", "json", "--all-releases", "--deny-warnings"],
        ),
    ] {
        let answer = answer(&question);
        let printed: Value = serde_json::from_str(&scratch.run(&arguments).stdout).expect("JSON");
        assert_eq!(answer["report"], printed, "{arguments:?}");
        assert_eq!(printed["passes"], false);
    }
}

#[test]
fn a_check_has_a_text_for_people() {
    let answer = answer(&json!({"command": "check", "files": files()}));
    insta::assert_snapshot!(answer["text"].as_str().expect("a text"), @"
    specs/liberty/b.rst:27:1: error[renamed-section] section `Testing` is headed `Tesing`
      27 | Tesing
      help: write the heading as templates/liberty.rst:27 has it: `Testing`

    2 specs of liberty held against templates/liberty.rst: 1 conforms, 1 does not (1 error)
    1 of 1 finding can be fixed with `speclint fix`
    ");
}

#[test]
fn a_fix_writes_what_the_command_line_writes() {
    let files = files();
    let scratch = on_disk(&files);
    let answer = answer(&json!({"command": "fix", "files": files}));
    scratch.run(&["fix"]);
    let changed = answer["files"].as_object().expect("files");
    assert_eq!(changed.keys().collect::<Vec<_>>(), ["specs/liberty/b.rst"]);
    let written = std::fs::read_to_string(scratch.path("specs/liberty/b.rst")).expect("it is there");
    assert_eq!(changed["specs/liberty/b.rst"], json!(written));
    insta::assert_snapshot!(answer["fixed"], @r#"[{"column":1,"end_byte":271,"end_column":7,"end_line":27,"line":27,"message":"section `Testing` is headed `Tesing`","path":"specs/liberty/b.rst","rule":"renamed-section","start_byte":265}]"#);
    assert_eq!((&answer["refused"], &answer["left"], &answer["errors"]), (&json!([]), &json!(0), &json!([])));
}

#[test]
fn missing_sections_are_added_where_they_are_wanted() {
    let without = replaced(SPEC_MARKDOWN, "## Testing\n", "### Other\n");
    let files = json!({
        "speclint.toml": "[layout]\nspecs = \"specs\"\ntemplate = \"template.md\"\n",
        "template.md": TEMPLATE_MARKDOWN,
        "specs/a.md": without,
    });
    let asked = |extra: Value| {
        let mut question = json!({"command": "fix", "files": files});
        question.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        answer(&question)
    };
    assert_eq!(asked(json!({}))["files"], json!({}));
    let answer = asked(json!({"add_missing": "Nothing yet."}));
    let text = answer["files"]["specs/a.md"].as_str().expect("it changes");
    assert!(text.contains("## Testing\n\nNothing yet.\n"), "{text}");
}

#[test]
fn other_documents_change_with_a_heading() {
    let mut files = files();
    files["specs/liberty/b.rst"] = json!(replaced(SPEC, MISSPELT.0, MISSPELT.1));
    files["notes.rst"] = json!("Notes\n=====\n\nSee :ref:`Tesing`.\n");
    let answer = answer(&json!({"command": "fix", "files": files}));
    assert_eq!(answer["files"]["notes.rst"], "Notes\n=====\n\nSee :ref:`Testing`.\n", "{answer}");
}

#[test]
fn what_is_not_utf_8_is_given_as_bytes() {
    let mut files = files();
    files["specs/liberty/b.rst"] = json!(b"B\n=\n\n\xff\n");
    let answer = answer(&json!({"command": "check", "files": files}));
    assert_eq!(answer["report"]["diagnostics"][0]["rule"], "encoding", "{answer}");
}

#[test]
fn an_outline() {
    let answer = answer(&json!({"command": "outline", "path": "a.rst", "text": "T\n=\n\nOne\n---\n\ntext\n"}));
    insta::assert_snapshot!(answer, @r#"{"path":"a.rst","sections":[],"subtitle":{"line":4,"text":"One"},"title":{"line":1,"text":"T"}}"#);
}

#[test]
fn what_cannot_be_answered_says_why() {
    let said = |question: Value| answer(&question)["error"]["message"].as_str().unwrap_or_default().to_owned();
    insta::assert_snapshot!(said(json!({"command": "destroy"})), @"no question: unknown variant `destroy`, expected one of `check`, `fix`, `outline` at line 1 column 20");
    insta::assert_snapshot!(said(json!({"command": "check", "files": {}, "colour": true})), @"no question: unknown field `colour`, expected one of `files`, `all_releases`, `deny_warnings`");
    insta::assert_snapshot!(said(json!({"command": "check", "files": {"a.rst": SPEC}})), @"no `release.toml` or `speclint.toml` among the files");
    insta::assert_snapshot!(said(json!({"command": "check", "files": {"release.toml": "current_release = 1"}})), @"invalid type: integer `1`, expected a string");
    insta::assert_snapshot!(said(json!({"command": "outline", "path": "a.txt", "text": ""})), @"the text has to be a document, whose name ends in `.rst`, `.md` or `.markdown`");
}

#[test]
fn paths_out_of_the_repository_lead_nowhere() {
    for path in ["../a.rst", "/etc/a.rst", "specs/../../a.rst", "", "."] {
        let mut files = files();
        files["specs/liberty/b.rst"] = json!(SPEC);
        files[path] = json!(SPEC);
        let answer = answer(&json!({"command": "check", "files": files}));
        assert_eq!(answer["report"]["passes"], true, "{path}: {answer}");
    }
}
