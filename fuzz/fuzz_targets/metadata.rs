//! Any metadata, and any value for one of its fields: the field then has this value, and the others have theirs.
//!
//! The first line is `rst` or `md`, the second one the value, and the rest the document.

#![no_main]

use libfuzzer_sys::fuzz_target;
use speclint::document::{Field, Metadata};
use speclint::{Document, Fix, FixKind, Format};

fuzz_target!(|text: &str| {
    let Some((first, rest)) = text.split_once('\n') else { return };
    let Some((value, source)) = rest.split_once('\n') else { return };
    let format = if first == "md" { Format::Markdown } else { Format::Rst };
    let document = Document::parse(source, format);
    let metadata = Metadata::of(&document);
    // Beside front matter a value is text, in which markup is no part of what it says.
    if metadata.block.is_none() && !is_plain(value) {
        return;
    }
    for (at, field) in metadata.fields.iter().enumerate() {
        let Some(edit) = field.with_value(&document, value) else { continue };
        let after = Fix { edits: vec![edit], kind: FixKind::Characters }.apply(source);
        let new = Metadata::of(&Document::parse(&*after, format));
        assert_eq!(new.error, None, "{after:?}");
        assert_eq!(new.fields.len(), metadata.fields.len(), "{after:?}");
        for (other, (old, new)) in metadata.fields.iter().zip(&new.fields).enumerate() {
            let expected = if other == at { vec![value.to_owned()] } else { texts(old) };
            assert_eq!(texts(new), expected, "field {other} ({}), in {after:?}", old.name);
        }
    }
});

fn texts(field: &Field) -> Vec<String> {
    field.values.iter().map(|value| value.text.clone()).collect()
}

fn is_plain(value: &str) -> bool {
    value.starts_with(char::is_alphanumeric)
        && value.ends_with(char::is_alphanumeric)
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | ',' | '.' | '@'))
}
