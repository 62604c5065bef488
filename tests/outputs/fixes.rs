//! The fixes in JSON, by which a program mends a document that knows nothing of ours.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{array, everything, parse};
use crate::common::Scratch;

fn diagnostics(scratch: &Scratch) -> Vec<Value> {
    array(&parse(&scratch.run(&["--format", "json", "--all-releases"]).stdout), "/diagnostics").to_vec()
}

/// Makes the edits of a fix, whichever files they are of.
fn make(scratch: &Scratch, fix: &Value) {
    let number = |edit: &Value, key: &str| usize::try_from(edit[key].as_u64().expect("a number")).expect("small");
    let mut files: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for edit in array(fix, "/edits") {
        files.entry(edit["path"].as_str().expect("a path")).or_default().push(edit);
    }
    for (path, edits) in files {
        let mut text = std::fs::read_to_string(scratch.path(path)).expect("readable");
        for edit in edits.iter().rev() {
            let range = number(edit, "start_byte")..number(edit, "end_byte");
            text.replace_range(range, edit["text"].as_str().expect("a text"));
        }
        scratch.write(path, text);
    }
}

/// One safe fix after the other, until none is left.
fn mend(scratch: &Scratch) -> usize {
    let mut made = 0;
    while let Some(fix) = diagnostics(scratch).into_iter().map(|one| one["fix"].clone()).find(|fix| fix["safe"] == true)
    {
        make(scratch, &fix);
        made += 1;
        assert!(made < 100, "it comes to an end");
    }
    made
}

fn texts(scratch: &Scratch) -> Vec<String> {
    let files = ["specs/liberty/größe b.rst", "specs/liberty/late.rst", "specs/liberty/other.rst"];
    files.iter().filter_map(|path| std::fs::read_to_string(scratch.path(path)).ok()).collect()
}

#[test]
fn as_fix_makes_them() {
    let (by_hand, by_fix) = (everything(), everything());
    for scratch in [&by_hand, &by_fix] {
        // It refers to a heading that gets another name.
        scratch.write(
            "specs/liberty/other.rst",
            crate::common::SPEC.to_owned() + "\nSee `there <größe b.rst#tesitng>`_.\n",
        );
    }
    assert!(mend(&by_hand) >= 2);
    assert_eq!(by_fix.run(&["fix", "--all-releases"]).code, 0);
    assert_eq!(texts(&by_hand), texts(&by_fix));
}

#[test]
fn each_alone() {
    let found = diagnostics(&everything());
    for (at, one) in found.iter().enumerate().filter(|(_, one)| one["fix"] != Value::Null) {
        let scratch = everything();
        make(&scratch, &one["fix"]);
        let after = diagnostics(&scratch);
        assert_eq!(after.len(), found.len() - 1, "{at}: {one:#}\n{after:#?}");
    }
}

/// What only `--add-missing` makes is there with its text, but is not safe.
#[test]
fn of_missing_sections() {
    let found = diagnostics(&everything());
    let missing = found.iter().find(|one| one["rule"] == "missing-section").expect("one is missing");
    let fix = &missing["fix"];
    assert_eq!((&fix["safe"], &fix["option"], &fix["kind"]), (&false.into(), &"--add-missing".into(), &"add".into()));
    assert_eq!(fix["edits"][0]["text"], "Problem\n=======\n\nNone.\n\n");
}

/// A heading that something refers to in a way that nobody can rewrite keeps its name.
#[test]
fn that_cannot_be_proved() {
    let scratch = everything();
    let path = "specs/liberty/größe b.rst";
    let text = std::fs::read_to_string(scratch.path(path)).expect("readable");
    scratch.write(path, text.replace("A scheduler", ".. _testing:\n\nA scheduler"));
    let found = diagnostics(&scratch);
    let renamed = found.iter().find(|one| one["rule"] == "renamed-section").expect("it is misspelt");
    let fixed = scratch.run(&["fix", "--diff", "--select", "renamed-section"]);
    assert_eq!(renamed["fix"] == Value::Null, fixed.stdout.contains("not fixed"), "{renamed:#}\n{fixed}");
}

/// A text that is in no file has fixes, too.
#[test]
fn of_standard_input() {
    let scratch = Scratch::conforming();
    let text = crate::common::SPEC.replace("at night.", "at night.  ");
    let args = ["--format", "json", "--stdin-name", "specs/liberty/new.rst", "-"];
    let json = parse(&scratch.run_with_stdin(&args, text.as_bytes()).stdout);
    assert_eq!(json["diagnostics"][0]["fix"]["edits"][0]["text"], "", "{json:#}");
}
