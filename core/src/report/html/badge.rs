//! A status as a symbol and a word: the amount of ink grows with severity, and neither colour nor symbol stands alone.

use std::fmt;

use crate::assess::{Assessment, Status};
use crate::report::words;
use crate::value::Lang;

/// A status to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Badge {
    /// The status's name: the symbol's and the colours'.
    pub(super) name: &'static str,
    /// Its word.
    pub(super) word: &'static str,
}

impl Badge {
    /// A row's own, in the words of its rule.
    pub(super) fn of(item: &Assessment, lang: Lang) -> Self {
        Self { name: item.status.name(), word: item.label(lang) }
    }

    /// A status as such.
    pub(super) fn of_status(status: Status, lang: Lang) -> Self {
        Self { name: status.name(), word: words::status(status, lang) }
    }

    /// The symbol alone, where the word stands beside it.
    pub(super) fn icon(&self) -> Icon {
        Icon(self.name)
    }
}

/// Both names are the engine's own: nothing in them needs escaping.
impl fmt::Display for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, word } = self;
        write!(f, r##"<span class="b {name}"><svg aria-hidden="true"><use href="#y-{name}"/></svg>{word}</span>"##)
    }
}

/// A symbol beside its word.
pub(super) struct Icon(&'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r##"<svg class="i {0}" aria-hidden="true"><use href="#y-{0}"/></svg>"##, self.0)
    }
}
