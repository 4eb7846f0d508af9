//! The settings of a new province, with every question open.

use std::fmt::Write as _;

use super::cell::{Column, Said, read};
use super::found::{Found, Problems};
use super::row::{measure_of_unit, name_of};
use super::table::{Printed, Table};
use crate::plan::{Kind, Measure};
use crate::value::text::key;

/// Writes the `programme.toml` of a new province from its two tables: what cannot be read from them stands as `"?"`, and
/// reading the plan before all are answered lists them. Titles stand as comments; the agencies that the cells name are
/// listed for review.
///
/// # Errors
/// [`Problems`] of the tables; unreadable cells become open readings.
pub fn draft(indicators: &[u8], tasks: &[u8]) -> Result<String, Problems> {
    let mut found = Found::default();
    let tables = [super::table(Kind::Indicator, indicators, &mut found), super::table(Kind::Task, tasks, &mut found)];
    found.finish()?;
    let mut out = String::from(HEAD);
    agencies(&tables, &mut out);
    for table in &tables {
        for printed in &table.rows {
            row(table, printed, &mut out);
        }
    }
    footnotes(&tables, &mut out);
    Ok(out)
}

const HEAD: &str = r#"# Mỗi dấu "?" là một câu hỏi còn để ngỏ; kế hoạch chỉ đọc được khi mọi câu hỏi đã có câu trả lời.
# Every "?" is an open question; the plan can be read once all are answered.

[programme]
code = "?"
title = "?"
number = ""
issued_on = ""
starts_on = "?"
ends_on = "?"
reports_from = "?"
source = "?"

[report]
superior = "?"
issuer = "?"
symbol = "?"
place = "?"
addressees = ["?"]
recipients = ["?"]
signer_role = "?"

# Cơ quan và nhóm cơ quan đọc được từ các ô: rà soát tên, gộp các cách viết khác nhau vào aliases.
# Agencies and classes as the cells name them: review, and bring other spellings under aliases.
"#;

fn agencies(tables: &[Table], out: &mut String) {
    let mut seen: Vec<String> = Vec::new();
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| [&row.lead, &row.support]);
    for name in cells.flat_map(|cell| named(cell)) {
        if seen.contains(&key(&name)) {
            continue;
        }
        seen.push(key(&name));
        let _ = write!(out, "\n[[agency]]\nname = {}\n", quoted(&name));
        let words = key(&name);
        if words.starts_with("các ") || words.contains(", ") || words.contains(" các ") {
            out.push_str("class = true\n");
        }
        if words.contains("liên quan") || words.contains("theo lĩnh vực") {
            out.push_str("undetermined = true\n");
        }
    }
}

/// The names that a cell seems to hold: parted by `;`, and by `,` or `và` before a capital letter or `các`, so that
/// "các Sở, ngành, địa phương" stays whole. A guess, for review.
fn named(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in cell.split(';').flat_map(|part| part.split(" và các ").enumerate()) {
        let (number, part) = part;
        let part = if number > 0 { format!("các {part}") } else { part.to_owned() };
        let mut whole: Option<String> = None;
        for piece in part.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
            // "Các Sở, ngành, UBND xã, phường": within a class even a capital goes on.
            let class = whole.as_deref().is_some_and(|whole| key(whole).starts_with("các ") || key(whole).starts_with("ubnd"));
            let begins = piece.starts_with(char::is_uppercase) || key(piece).starts_with("các ");
            let goes_on = !begins || (class && key(piece).starts_with("ubnd"));
            whole = Some(match whole {
                Some(whole) if goes_on => format!("{whole}, {piece}"),
                Some(whole) => {
                    names.push(whole);
                    piece.to_owned()
                }
                None => piece.to_owned(),
            });
        }
        names.extend(whole);
    }
    names.iter().map(|name| name.trim_end_matches('.').trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn row(table: &Table, printed: &Printed, out: &mut String) {
    let said: Vec<_> =
        table.asking.iter().zip(&printed.cells).map(|(asking, cell)| (asking, read(cell, asking.column, &printed.unit))).collect();
    let is_task = table.asking.iter().any(|asking| asking.column == Column::Schedule);
    let figures = said.iter().any(|(_, said)| matches!(said, Ok(Some(Said::Figure(_))) | Err(_))) && !is_task;
    let _ = write!(out, "\n# {}\n[[indicator]]\ncode = {}\n", comment(&printed.title), quoted(&printed.code));
    if figures {
        out.push_str("direction = \"?\"\n");
        let measure = measure_of_unit(&printed.unit).unwrap_or(Measure::Count);
        let _ = writeln!(out, "measure = \"{}\"", name_of(measure));
        if measure == Measure::Percent && key(&printed.title).contains("giảm") {
            out.push_str(
                "# \"giảm\": mức giảm thì floor = \"none\"; tỷ lệ thường thì 0. A cut has no floor, a share has 0.\nfloor = \"?\"\n",
            );
        }
    }
    let unread: Vec<String> =
        said.iter().filter(|(_, said)| said.is_err()).map(|(asking, _)| format!("{} = \"?\"", quoted(&asking.heading))).collect();
    if !unread.is_empty() {
        let _ = writeln!(out, "readings = {{ {} }}", unread.join(", "));
    }
    if printed.lead.is_empty() {
        out.push_str("owners = [\"?\"]\n");
    }
}

fn footnotes(tables: &[Table], out: &mut String) {
    let mut marks: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        for text in [&row.title, &row.output] {
            for piece in text.split("<sup>").skip(1) {
                let Some((mark, _)) = piece.split_once("</sup>") else { continue };
                match marks.iter_mut().find(|(known, _)| *known == mark.trim()) {
                    Some((_, rows)) => rows.push(&row.code),
                    None => marks.push((mark.trim(), vec![&row.code])),
                }
            }
        }
    }
    for (mark, rows) in marks {
        let rows: Vec<String> = rows.into_iter().map(quoted).collect();
        let _ = write!(out, "\n[[footnote]]\nmark = {}\ntext = \"?\"\nrows = [{}]\n", quoted(mark), rows.join(", "));
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    // JSON's escapes are TOML's, but for DEL.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

fn comment(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == '\n').collect::<Vec<_>>().join(" ")
}
