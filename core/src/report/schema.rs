//! The JSON Schemas (draft 2020-12) of what the engine writes.

use super::rows::Page;

/// The JSON Schema of a report, as committed in `core/schema/report.schema.json`.
pub fn report_schema() -> String {
    let mut schema = schemars::schema_for!(Page<'_>);
    schema.insert("$id".to_owned(), "tiendo.report/1".into());
    schema.insert("title".to_owned(), "tiendo report".into());
    // Strings and maps only: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
