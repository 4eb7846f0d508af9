//! The JSON form of a plan: the keys of its settings, and the rows of its two tables.

use serde_json::{Map, Value};

use super::table::Table;

/// What every JSON form of a programme begins with.
pub(super) const FORMAT: &str = "tiendo.programme/1";

/// The canonical text: the format first, then all keys sorted, without white space.
///
/// The order is made here and does not lean on the map's own, which another crate can switch to the order of insertion.
pub(super) fn canonical(mut settings: Map<String, Value>, indicators: &Table, tasks: &Table) -> String {
    let rows = |table: &Table| Value::from(table.lines.iter().map(|cells| Value::from(cells.clone())).collect::<Vec<_>>());
    settings.insert("indicators".to_owned(), rows(indicators));
    settings.insert("tasks".to_owned(), rows(tasks));
    settings.remove("format");
    let mut out = format!("{{\"format\":\"{FORMAT}\"");
    for (key, value) in sorted(&settings) {
        out.push(',');
        quoted(key, &mut out);
        out.push(':');
        write(value, &mut out);
    }
    out.push('}');
    out
}

fn sorted(map: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut pairs: Vec<_> = map.iter().collect();
    pairs.sort_by_key(|(key, _)| *key);
    pairs
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            out.push('{');
            for (i, (key, value)) in sorted(map).into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                quoted(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::String(text) => quoted(text, out),
        other => out.push_str(&other.to_string()),
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}
