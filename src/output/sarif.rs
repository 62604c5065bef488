//! For code scanning: SARIF 2.1.0.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::found::{Found, Proved};
use super::github::place;
use super::json::{write_list, write_value};
use super::{Format, Shown};
use crate::check::PlacedEdit;
use crate::error::Error;
use crate::paths::Here;
use crate::rules::{Level, Rule, Span};

/// A log of one run; the fixes in it are safe and proved.
pub struct Sarif;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to.
const ROOT: &str = "SRCROOT";

impl Format for Sarif {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let here = shown.top();
        let used = |rule: &&Rule| {
            shown.files().any(|(_, diagnostics)| diagnostics.iter().any(|diagnostic| diagnostic.rule == **rule))
        };
        let rules: Vec<Rule> = Rule::ALL.iter().filter(used).copied().collect();
        let notifications: Vec<Value> = shown.report.errors.iter().map(|error| notification(&here, error)).collect();
        let run = [
            ("tool", json!({ "driver": driver(&rules) })),
            ("columnKind", json!("unicodeCodePoints")),
            ("originalUriBaseIds", json!({ ROOT: { "description": { "text": "the top of the working tree" } } })),
            (
                "invocations",
                json!([{
                    "executionSuccessful": notifications.is_empty(),
                    "toolExecutionNotifications": notifications,
                }]),
            ),
        ];
        write!(out, "{{\n\"$schema\": ")?;
        write_value(&json!(SCHEMA), out)?;
        write!(out, ",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n")?;
        for (key, value) in run {
            write!(out, "\"{key}\": ")?;
            write_value(&value, out)?;
            writeln!(out, ",")?;
        }
        write!(out, "\"results\": ")?;
        write_list(shown.found(&here).map(|found| result(&here, &rules, &found)), out)?;
        writeln!(out, "\n}}]\n}}")
    }

    fn shows_fixes(&self) -> bool {
        true
    }
}

fn driver(rules: &[Rule]) -> Value {
    let rules: Vec<Value> = rules.iter().map(|&rule| descriptor(rule)).collect();
    json!({
        "name": "speclint",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_HOMEPAGE"),
        "rules": rules,
    })
}

fn descriptor(rule: Rule) -> Value {
    let sentence = rule.summary() + ".";
    let level = rule.default_level();
    json!({
        "id": rule.name(),
        "shortDescription": { "text": sentence },
        "help": { "text": format!("{sentence} See {}", rule.url()), "markdown": rule.page() },
        "helpUri": rule.url(),
        "defaultConfiguration": {
            "enabled": level != Level::Off,
            "level": if level == Level::Warn { "warning" } else { "error" },
        },
    })
}

fn result(here: &Here, rules: &[Rule], found: &Found<'_>) -> Value {
    let Found { path, diagnostic, fingerprint, fix, .. } = found;
    let help = diagnostic.help.shown(|path| here.relative(path));
    let mut result = json!({
        "ruleId": diagnostic.rule.name(),
        "ruleIndex": rules.iter().position(|&rule| rule == diagnostic.rule),
        "level": if diagnostic.is_error() { "error" } else { "warning" },
        "message": { "text": format!("{}.\n{help}", diagnostic.message).trim_end() },
        "locations": [location(path, diagnostic.span.as_ref())],
        "partialFingerprints": { "speclint/v1": fingerprint },
    });
    let is_safe = |fix: &&Proved<'_>| fix.fix.option().is_none();
    if let Some(fix) = fix.as_ref().filter(is_safe) {
        // Those of a file are together: first the spec's own.
        let changes: Vec<Value> =
            fix.edits.chunk_by(|one, other| one.path == other.path).map(|edits| change(here, edits)).collect();
        result["fixes"] = json!([{ "description": { "text": fix.title }, "artifactChanges": changes }]);
    }
    result
}

fn change(here: &Here, edits: &[PlacedEdit]) -> Value {
    let path = edits.first().map(|edit| here.relative(&edit.path)).unwrap_or_default();
    let replacement = |edit: &PlacedEdit| {
        let mut replacement = json!({ "deletedRegion": region(&edit.span) });
        if !edit.text.is_empty() {
            replacement["insertedContent"] = json!({ "text": edit.text });
        }
        replacement
    };
    let replacements: Vec<Value> = edits.iter().map(replacement).collect();
    json!({ "artifactLocation": artifact(&path), "replacements": replacements })
}

fn notification(here: &Here, error: &Error) -> Value {
    let help = error.help.as_deref().unwrap_or_default();
    let mut notification = json!({
        "level": "error",
        "message": { "text": format!("{}.\n{help}", error.message).trim_end() },
    });
    if let Some(path) = &error.path {
        notification["locations"] = json!([location(&here.relative(path), place(error).as_ref())]);
    }
    notification
}

fn location(path: &str, span: Option<&Span>) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(path) });
    if let Some(span) = span {
        physical["region"] = region(span);
    }
    json!({ "physicalLocation": physical })
}

fn region(span: &Span) -> Value {
    json!({
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    })
}

fn artifact(path: &str) -> Value {
    match path.strip_prefix('/') {
        Some(path) => json!({ "uri": format!("file:///{}", uri(path)) }),
        None => json!({ "uri": uri(path), "uriBaseId": ROOT }),
    }
}

/// A path as a part of a URI.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match is_plain(byte) {
            true => uri.push(char::from(byte)),
            false => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}
