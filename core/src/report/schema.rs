//! The JSON Schemas (draft 2020-12) of what the engine writes.

use schemars::generate::SchemaSettings;

use super::rows::Page;

/// The JSON Schema of a report, as committed in `core/schema/report.schema.json`.
pub fn report_schema() -> String {
    // As written, not as it might be read: what may be absent is never null.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Page<'_>>();
    schema.insert("$id".to_owned(), "tiendo.report/1".into());
    schema.insert("title".to_owned(), "tiendo report".into());
    // Strings and maps only: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
