//! What an assessment is asked for beside the verdicts.

use crate::judge;

/// What is computed beside the verdicts; a status is never touched by it.
///
/// ```
/// use tiendo::Options;
/// let statuses_alone = Options::default().with_outlook(false);
/// assert!(Options::default().outlook && !statuses_alone.outlook);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Whether the probability of meeting each requirement is computed: yes, unless a bulk run has no use for it.
    pub outlook: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { outlook: true }
    }
}

impl Options {
    /// With the outlook or without it.
    pub const fn with_outlook(mut self, outlook: bool) -> Self {
        self.outlook = outlook;
        self
    }

    /// What judges and looks ahead, with versions.
    pub(crate) fn policies(&self) -> Vec<&'static str> {
        let ahead = self.outlook.then_some(judge::outlook::VERSION);
        [judge::status::POLICY].into_iter().chain(ahead).collect()
    }
}
