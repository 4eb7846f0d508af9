//! A page of 100 columns: headings, wrapped prose, tables whose rows carry a sentence beneath them.

use comfy_table::{ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width};

use crate::report::dates::NBSP;

/// How wide the page is.
pub(super) const WIDTH: usize = 100;

/// A rule between the rows of a table as it is drawn; it is not printed.
const RULE: char = '─';

/// One row of a table: what stands above it, its cells, the sentence beneath.
#[derive(Default)]
pub(super) struct Row {
    pub(super) group: Option<String>,
    pub(super) cells: Vec<String>,
    pub(super) sentence: String,
}

/// The page as it grows.
pub(super) struct Page {
    out: String,
    ascii: bool,
}

impl Page {
    pub(super) fn new(ascii: bool) -> Self {
        Self { out: String::new(), ascii }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// What an old console can show; letters keep their diacritics.
    fn shown(&self, text: &str) -> String {
        if !self.ascii {
            return text.to_owned();
        }
        let mut plain = String::new();
        for letter in text.chars() {
            match letter {
                '−' | '–' => plain.push('-'),
                '…' => plain.push_str("..."),
                '≥' => plain.push_str(">="),
                '≤' => plain.push_str("<="),
                '“' | '”' => plain.push('"'),
                '→' => plain.push('>'),
                '·' => plain.push('-'),
                NBSP => plain.push(' '),
                RULE => plain.push('-'),
                other => plain.push(other),
            }
        }
        plain
    }

    pub(super) fn line(&mut self, text: &str) {
        let shown = self.shown(text);
        self.out.push_str(shown.trim_end());
        self.out.push('\n');
    }

    pub(super) fn blank(&mut self) {
        if !self.out.ends_with("\n\n") && !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// A heading of a numbered section; the numbers are stable.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.line(text);
        self.line(&RULE.to_string().repeat(text.chars().count().min(WIDTH)));
    }

    /// Prose, wrapped; every line but the first is set in by so many columns, the first by what `lead` takes.
    pub(super) fn prose(&mut self, lead: &str, text: &str, indent: usize) {
        let text = self.shown(text);
        let lead = self.shown(lead);
        for (i, line) in wrap(&text, WIDTH.saturating_sub(indent)).into_iter().enumerate() {
            let start = if i == 0 { format!("{lead:<indent$}") } else { " ".repeat(indent) };
            self.line(&format!("{start}{line}"));
        }
    }

    /// What people wrote: paragraphs wrapped, the items of a list each on its own line.
    pub(super) fn written(&mut self, text: &str) {
        for (item, line) in lines_of(text) {
            if item {
                self.prose("  -", &line, 4);
            } else {
                self.prose("", &line, 0);
            }
        }
    }

    /// A table of fixed columns, which together take the page's width; a row's sentence stands beneath it.
    pub(super) fn table(&mut self, columns: &[(&str, u16)], beneath: Option<&str>, rows: &[Row]) {
        let style = TableStyle::new()
            .header_lines(ContentLineStyle::none())
            .header_separator(LineStyle::none().fill(RULE))
            .content_lines(ContentLineStyle::none())
            .row_separator(LineStyle::none().fill(RULE));
        let mut table = Table::new();
        table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(columns.iter().map(|(title, _)| self.cell(title)));
        for row in rows {
            table.add_row(row.cells.iter().map(|cell| self.cell(cell)));
        }
        for (column, (_, width)) in table.column_iter_mut().zip(columns) {
            column.set_padding((0, 1));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(*width)));
        }
        let drawn: Vec<String> = table.lines().collect();
        let rule = |line: &String| !line.trim().is_empty() && line.trim().chars().all(|letter| letter == RULE);
        let mut blocks = drawn.split(rule);
        for line in blocks.next().unwrap_or_default() {
            self.line(line);
        }
        if let Some(beneath) = beneath {
            self.prose("  →", beneath, 4);
        }
        self.line(&RULE.to_string().repeat(WIDTH));
        for (row, lines) in rows.iter().zip(blocks) {
            if let Some(group) = &row.group {
                self.prose("", group, 0);
                self.blank();
            }
            for line in lines {
                self.line(line);
            }
            if !row.sentence.is_empty() {
                self.prose("  →", &row.sentence, 4);
            }
            self.blank();
        }
    }

    /// In a narrow column a number may part from its unit word.
    fn cell(&self, text: &str) -> String {
        self.shown(text).replace(NBSP, " ")
    }
}

/// What people wrote, as paragraphs and items of lists; `true` for an item.
pub(in crate::report) fn lines_of(text: &str) -> Vec<(bool, String)> {
    let mark = ['-', '+', '*', '•'];
    let item = |line: &str| line.trim_start().starts_with(mark);
    let mut out = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut lines: Vec<String> = Vec::new();
        for line in paragraph.lines() {
            match lines.last_mut().filter(|_| !item(line)) {
                Some(last) => last.push_str(&format!(" {}", line.trim())),
                None => lines.push(line.trim().to_owned()),
            }
        }
        out.extend(lines.into_iter().map(|line| match line.strip_prefix(mark) {
            Some(rest) => (true, rest.trim().to_owned()),
            None => (false, line),
        }));
    }
    out
}

/// Lines of so many columns at most, broken at spaces; a longer word is broken where it must be.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut letters: Vec<char> = word.chars().collect();
        let used = lines.last().map_or(0, |line| line.chars().count());
        let fits = used == 0 || used.saturating_add(1).saturating_add(letters.len()) <= width;
        if !fits {
            lines.push(String::new());
        }
        while letters.len() > width.max(1) {
            let rest = letters.split_off(width.max(1));
            if let Some(line) = lines.last_mut() {
                line.extend(letters);
            }
            lines.push(String::new());
            letters = rest;
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(letters);
        }
    }
    lines
}

/// A title cut at a word, so that with the mark of omission it has so many letters at most.
pub(in crate::report) fn cut(title: &str, letters: usize) -> String {
    if title.chars().count() <= letters {
        return title.to_owned();
    }
    let kept: String = title.chars().take(letters.saturating_sub(1)).collect();
    let whole = kept.rsplit_once(' ').map_or(kept.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ' ', '-', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_broken_at_spaces_and_never_between_a_number_and_its_unit() {
        assert_eq!(wrap("quá hạn 90\u{a0}ngày rồi", 11), ["quá hạn", "90\u{a0}ngày rồi"]);
        assert_eq!(wrap("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn titles_are_cut_at_a_word() {
        assert_eq!(cut("Tỷ lệ hồ sơ trực tuyến", 30), "Tỷ lệ hồ sơ trực tuyến");
        assert_eq!(cut("Tỷ lệ hồ sơ, trực tuyến", 14), "Tỷ lệ hồ sơ…");
    }
}
