//! What the formats for other programs consist of, by schemas of what these demand.

use serde_json::{Value, json};

use super::{array, everything, parse, report};

#[track_caller]
fn is_right(schema: Value, value: &Value) {
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0], "{value:#}");
}

/// <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
#[test]
fn gitlab() {
    let schema = json!({
        "type": "array",
        "items": {
            "required": ["description", "check_name", "fingerprint", "location", "severity"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "required": ["path", "lines"],
                    "properties": {
                        // Not absolute, and no `./` before it.
                        "path": { "type": "string", "pattern": "^[^./]" },
                        "lines": { "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 } } },
                    },
                },
            },
        },
    });
    let value = parse(&report(&everything(), "gitlab"));
    is_right(schema, &value);
    let mut fingerprints = super::strings(array(&value, ""), "/fingerprint");
    let all = fingerprints.len();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all, "each is another finding");
}

/// `proto/rdf` of reviewdog.
#[test]
fn rdjson() {
    let position = json!({
        "type": "object",
        "properties": { "line": { "type": "integer", "minimum": 1 }, "column": { "type": "integer", "minimum": 1 } },
        "additionalProperties": false,
    });
    let range = json!({
        "type": "object",
        "required": ["start"],
        "properties": { "start": position, "end": position },
        "additionalProperties": false,
    });
    let schema = json!({
        "required": ["diagnostics", "source"],
        "additionalProperties": false,
        "properties": {
            "source": { "properties": { "name": { "type": "string" }, "url": { "type": "string" } }, "additionalProperties": false },
            "diagnostics": {
                "type": "array",
                "items": {
                    "required": ["message", "location", "severity"],
                    "additionalProperties": false,
                    "properties": {
                        "message": { "type": "string", "minLength": 1 },
                        "severity": { "enum": ["ERROR", "WARNING", "INFO"] },
                        "location": {
                            "required": ["path"],
                            "additionalProperties": false,
                            "properties": { "path": { "type": "string" }, "range": range },
                        },
                        "code": {
                            "additionalProperties": false,
                            "properties": { "value": { "type": "string" }, "url": { "type": "string" } },
                        },
                        "suggestions": {
                            "type": "array",
                            "items": {
                                "required": ["range", "text"],
                                "additionalProperties": false,
                                "properties": { "range": range, "text": { "type": "string" } },
                            },
                        },
                    },
                },
            },
        },
    });
    let value = parse(&report(&everything(), "rdjson"));
    is_right(schema, &value);
    let has_suggestion = |one: &&Value| !array(one, "/suggestions").is_empty();
    assert!(array(&value, "/diagnostics").iter().any(|one| has_suggestion(&one)), "{value:#}");
}

/// The real schema is OASIS'; `scripts/validate_outputs.py` holds logs against Microsoft's validator.
#[test]
fn sarif() {
    let region = json!({
        "required": ["startLine", "startColumn", "endLine", "endColumn"],
        "properties": { "startLine": { "minimum": 1 }, "startColumn": { "minimum": 1 } },
    });
    let artifact = json!({
        "required": ["uri"],
        "properties": { "uri": { "type": "string", "pattern": "^[A-Za-z0-9._~/%-]+$" } },
    });
    let schema = json!({
        "required": ["$schema", "version", "runs"],
        "properties": {
            "version": { "const": "2.1.0" },
            "runs": {
                "minItems": 1,
                "maxItems": 1,
                "items": {
                    "required": ["tool", "results"],
                    "properties": {
                        "results": {
                            "items": {
                                "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                                "properties": {
                                    "locations": {
                                        "minItems": 1,
                                        "items": {
                                            "required": ["physicalLocation"],
                                            "properties": {
                                                "physicalLocation": {
                                                    "required": ["artifactLocation"],
                                                    "properties": { "artifactLocation": artifact, "region": region },
                                                },
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    });
    let value = parse(&report(&everything(), "sarif"));
    is_right(schema, &value);
    let rules = array(&value, "/runs/0/tool/driver/rules");
    for result in array(&value, "/runs/0/results") {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small")];
        assert_eq!(result["ruleId"], rule["id"]);
        assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.ends_with(rule["id"].as_str().expect("a name"))));
        assert!(rule["help"]["markdown"].as_str().is_some_and(|page| page.contains("## What it does")));
    }
    assert_eq!(array(&value, "/runs/0/invocations/0/toolExecutionNotifications").len(), 1);
    assert!(array(&value, "/runs/0/results").iter().any(|result| !array(result, "/fixes").is_empty()));
}

/// Each suite counts its cases; Jenkins' XSD is held against it by `scripts/validate_outputs.py`.
#[test]
fn junit() {
    let text = report(&everything(), "junit");
    for suite in text.split("<testsuite ").skip(1) {
        let number = |name: &str| {
            let rest = suite.split(&format!(" {name}=\"")).nth(1).unwrap_or_default();
            rest.split('"').next().and_then(|number| number.parse::<usize>().ok()).expect("a number")
        };
        let counts = ["<testcase ", "<failure ", "<error "].map(|element| suite.matches(element).count());
        assert_eq!(counts, [number("tests"), number("failures"), number("errors")], "{suite}");
    }
    assert!(text.contains("classname=\"specs/kilo/a.rst\" name=\"conforms\"/>"), "{text}");
}
