//! The JSON Schemas (draft 2020-12) of what the engine writes.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

use super::rows::Page;

/// The JSON Schema of a report, as committed in `core/schema/report.schema.json`.
pub fn report_schema() -> String {
    // As written, not as it might be read: what may be absent is never null.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Page<'_>>();
    RecursiveTransform(never_null).transform(&mut schema);
    schema.insert("$id".to_owned(), "tiendo.report/1".into());
    schema.insert("title".to_owned(), "tiendo report".into());
    // Strings and maps only: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// What may be absent is not null as well.
fn never_null(schema: &mut Schema) {
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (_, property) in properties.iter_mut().filter(|(name, _)| !required.iter().any(|each| each == name.as_str())) {
        let null = |value: &Value| value == "null" || value.get("type").is_some_and(|kind| kind == "null");
        for list in ["type", "anyOf"] {
            let Some(kinds) = property.get_mut(list).and_then(Value::as_array_mut) else { continue };
            kinds.retain(|kind| !null(kind));
            if let ([only], Some(property)) = (kinds.clone().as_slice(), property.as_object_mut()) {
                property.remove(list);
                match only {
                    Value::Object(inner) => property.extend(inner.clone()),
                    kind => drop(property.insert(list.to_owned(), kind.clone())),
                }
            }
        }
    }
}
