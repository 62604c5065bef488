//! The JSON Schema of `release.toml`: it accepts what speclint accepts.

use std::path::Path;

use serde_json::Value;
use speclint::config::Config;

use crate::common::Scratch;

fn schema() -> Value {
    let output = Scratch::empty().run(&["config", "schema"]).passes();
    serde_json::from_str(&output.stdout).expect("JSON")
}

/// What of a file the schema refuses.
fn refused(schema: &Value, text: &str) -> Vec<String> {
    let value: toml::Value = toml::from_str(text).expect("TOML");
    let value = serde_json::to_value(value).expect("JSON");
    let validator = jsonschema::validator_for(schema).expect("a schema");
    validator.iter_errors(&value).map(|error| error.to_string()).collect()
}

fn is_accepted(text: &str) -> bool {
    Config::parse(Path::new("release.toml"), text).is_ok()
}

#[test]
fn accepts_what_the_documentation_and_the_examples_show() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = schema();
    let mut texts = vec![std::fs::read_to_string(root.join("release.toml")).expect("it is there")];
    for example in root.join("examples").read_dir().expect("it is there") {
        let file = example.expect("readable").path().join("release.toml");
        texts.extend(std::fs::read_to_string(file).ok());
    }
    assert_eq!(texts.len(), 17);
    let documentation = std::fs::read_to_string(root.join("docs/configuration.md")).expect("it is there");
    let blocks = documentation.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    texts.extend(blocks.filter(|block| !block.starts_with("#:schema")).map(str::to_owned));
    assert!(texts.len() > 28, "{} texts", texts.len());
    for text in texts {
        assert_eq!(refused(&schema, &text), [""; 0], "{text}");
        assert!(is_accepted(&text), "{text}");
    }
}

/// What is wrong by its shape is refused by both.
#[test]
fn refuses_what_is_refused() {
    let schema = schema();
    for text in [
        "unknown = 1",
        "current_release = 1",
        "current_release = \"a\"\nlayout = 1",
        "current_release = \"a\"\nlayout.spec = \"a\"",
        "current_release = \"a\"\nlayout.specs = []",
        "current_release = \"a\"\nlayout.template = 1",
        "current_release = \"a\"\nlayout.ignore = \"a\"",
        "current_release = \"a\"\nsections.depth = 0",
        "current_release = \"a\"\nsections.depth = \"2\"",
        "current_release = \"a\"\nsections.optional = \"a\"",
        "current_release = \"a\"\nsections.optional = [1]",
        "current_release = \"a\"\nsections.forbidden = [\"a\"]",
        "current_release = \"a\"\nrules.missing-sections = \"off\"",
        "current_release = \"a\"\nrules.missing-section = \"no\"",
        "current_release = \"a\"\nrules.line-length = { maximum = 1 }",
        "current_release = \"a\"\nrules.line-length = { exempt = [\"all\"] }",
        "current_release = \"a\"\nrules.line-length = { max = -1 }",
        "current_release = \"a\"\nrules.file-extension = { allowed = [\"txt\"] }",
        "current_release = \"a\"\nrules.required-text.texts = [{ name = \"a\" }]",
        "current_release = \"a\"\nrules.front-matter = { values = { a = \"b\" } }",
        "current_release = \"a\"\nreleases.b = 1",
        "current_release = \"a\"\nreleases.b.checks = false",
        "current_release = \"a\"\ngroups.b.check = false",
    ] {
        assert_ne!(refused(&schema, text), [""; 0], "{text}");
        assert!(!is_accepted(text), "{text}");
    }
}

/// What is written about an option shows in an editor.
#[test]
fn describes_every_option() {
    fn undescribed(schema: &Value, path: &str, found: &mut Vec<String>) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if property["description"].as_str().is_none_or(str::is_empty) {
                found.push(format!("{path}.{name}"));
            }
        }
    }
    let schema = schema();
    let mut found = Vec::new();
    undescribed(&schema, "", &mut found);
    for (name, definition) in schema["definitions"].as_object().expect("an object") {
        undescribed(definition, name, &mut found);
    }
    assert_eq!(found, [""; 0]);
}
