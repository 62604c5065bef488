//! What a document says of itself, in every notation, and how it is written back.

mod markdown;
mod rst;

use std::path::Path;

use speclint::document::{Field, Metadata};
use speclint::{Document, Format};

/// The fields of a document, one a line: `name = value | value`, those of mappings by dotted names.
fn shown(source: &str, format: Format) -> String {
    let metadata = Metadata::of(&Document::parse(source, format));
    let mut lines = Vec::new();
    show("", &metadata.fields, &mut lines);
    lines.extend(metadata.error.map(|(range, reason)| format!("error at {:?}: {reason}", &source[range])));
    lines.join("\n")
}

fn show(prefix: &str, fields: &[Field], into: &mut Vec<String>) {
    for field in fields {
        let values: Vec<&str> = field.values.iter().map(|value| &*value.text).collect();
        into.push(format!("{prefix}{} = {}", field.name, values.join(" | ")));
        show(&format!("{prefix}{}.", field.name), &field.fields, into);
    }
}

fn markdown(source: &str) -> String {
    check_values(source, Format::Markdown);
    shown(source, Format::Markdown)
}

fn rst(source: &str) -> String {
    check_values(source, Format::Rst);
    shown(source, Format::Rst)
}

/// The names of the fields that can be given another value.
fn written(source: &str, format: Format) -> String {
    let document = Document::parse(source, format);
    let mut fields = Metadata::of(&document).fields;
    fields.retain(|field| field.with_value(&document, "New").is_some());
    fields.into_iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

/// Each value stands where it is said to stand, and where another is written there, that is what is read, and all
/// else stays.
fn check_values(source: &str, format: Format) {
    let document = Document::parse(source, format);
    let before = Metadata::of(&document);
    for (at, field) in before.fields.iter().enumerate() {
        for value in &field.values {
            let first = value.text.split_whitespace().next().unwrap_or_default();
            assert!(source[value.range.clone()].contains(first), "{value:?}");
        }
        for text in ["New", "a: 'b' \"c\" #d", "1.10", "null", "x | y", "[z]"] {
            let Some(edit) = field.with_value(&document, text) else { continue };
            let mut changed = source.to_owned();
            changed.replace_range(edit.range, &edit.text);
            let after = Metadata::of(&Document::parse(changed.as_str(), format));
            assert_eq!(after.error, None, "{changed}");
            assert_eq!(after.fields.len(), before.fields.len(), "{changed}");
            for (other, (old, new)) in before.fields.iter().zip(&after.fields).enumerate() {
                let texts = |field: &Field| field.values.iter().map(|value| value.text.clone()).collect::<Vec<_>>();
                assert_eq!(old.name, new.name, "{changed}");
                let expected = if at == other { vec![text.to_owned()] } else { texts(old) };
                assert_eq!(texts(new), expected, "{changed}");
            }
        }
    }
}

/// A file beside a document is read as front matter is.
#[test]
fn a_file_beside_the_document() {
    let metadata = Metadata::of_file(Path::new("kep.yaml"), "title: Backups\nowner:\n  name: Ada\n");
    let value = |name| metadata.get(name).map(|field| field.values[0].text.as_str());
    assert_eq!((value("Title"), value("owner.name"), value("name")), (Some("Backups"), Some("Ada"), None));
}

/// libyaml reads a bracket that is not indented, so people write it.
#[test]
fn a_bracket_below_its_key() {
    let yaml = "see: [\n  \"a\",\n\n]\nby: { name: Ada,\n}\ntext: '[\n\n  ]'\nstatus: draft\n";
    let metadata = Metadata::of_file(Path::new("kep.yaml"), yaml);
    assert_eq!(metadata.error, None);
    let value = |name| metadata.get(name).map(|field| &yaml[field.values[0].range.clone()]);
    assert_eq!(value("text"), Some("'[\n\n  ]'"));
    assert_eq!((value("see"), value("by.name"), value("status")), (Some("\"a\""), Some("Ada"), Some("draft")));
    assert!(Metadata::of_file(Path::new("kep.yaml"), "see: [\n  a # ,\n  b\n]]\n").error.is_some());
}
