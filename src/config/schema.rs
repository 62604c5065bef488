//! The JSON Schema of `release.toml`, from the types that read it.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::file::{ConfigFile, Table};
use super::layout::OneOrMore;
use super::sections::{Depth, FormerHeading};
use crate::pattern::{PathPattern, Pattern, ValuePattern};
use crate::rules::{BesideName, Extension, KeyDemands, Keys, Level, Options, Setting, TextRegion};
use crate::template::SectionPath;

/// The schema, in the version that editors' TOML plugins know.
pub(super) fn schema() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<ConfigFile>();
    RecursiveTransform(without_null).transform(&mut schema);
    // A group says where its specs are.
    if let Some(group) = schema.pointer_mut("/definitions/GroupTable").and_then(Value::as_object_mut) {
        group.insert("required".to_owned(), serde_json::json!(["layout"]));
        let layout = group.get_mut("properties").and_then(|properties| properties["layout"]["allOf"].as_array_mut());
        layout.into_iter().for_each(|all| all.push(serde_json::json!({ "required": ["specs"] })));
    }
    schema.insert("title".to_owned(), "release.toml".into());
    schema.into()
}

/// TOML has no null: what is optional is left out.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
    object.remove("default");
}

/// Declares what a type looks like that reads itself.
macro_rules! looks_like {
    ($($type:ty: $schema:tt)*) => {
        $(impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        })*
    };
}

looks_like! {
    // Not of the format `regex`, which is that of ECMAScript.
    Pattern: { "type": "string" }
    ValuePattern: { "type": "string" }
    PathPattern: { "type": "string" }
    SectionPath: { "type": "string", "minLength": 1 }
    FormerHeading: { "type": "string", "minLength": 1 }
    TextRegion: { "type": "string", "minLength": 1 }
    // With the dot, too, as people write it.
    Extension: { "type": "string", "pattern": "^\\.?[^./\\\\]+$" }
    BesideName: { "type": "string", "pattern": "^[^/\\\\]+$" }
    Depth: { "type": "integer", "minimum": 1 }
    OneOrMore: {
        "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" }, "minItems": 1 }]
    }
}

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl JsonSchema for Keys {
    fn schema_name() -> Cow<'static, str> {
        "Keys".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<KeyDemands>() })
    }
}

impl<O: JsonSchema + Options> JsonSchema for Setting<O> {
    fn schema_name() -> Cow<'static, str> {
        format!("LevelOr{}", O::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut forms = vec![generator.subschema_for::<Level>(), generator.subschema_for::<O>()];
        let options = O::json_schema(generator);
        let list = O::LIST.and_then(|list| options.pointer(&format!("/properties/{list}")).cloned());
        forms.extend(list.and_then(|list| Schema::try_from(list).ok()));
        json_schema!({ "anyOf": forms })
    }
}
