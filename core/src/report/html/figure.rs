//! A cell's figure, with what stands small beneath it; words where there is none.

/// What a cell shows.
pub(super) struct Figure {
    /// The figure, or the words in its place.
    pub(super) text: String,
    /// What stands beneath.
    pub(super) beneath: Option<String>,
    /// Whether it is words in place of a figure.
    pub(super) absent: bool,
}

impl Figure {
    /// A cell of the text report: its first line, and the rest beneath.
    pub(super) fn of(cell: &str, absent: bool) -> Self {
        let (text, beneath) = cell.split_once('\n').map_or((cell, None), |(text, beneath)| (text, Some(beneath)));
        Self { text: text.to_owned(), beneath: beneath.map(str::to_owned), absent }
    }
}
