//! What an assessment is asked for beside the verdicts.

use chrono::NaiveDate;

use super::Earlier;
use crate::judge;

/// What is asked for beside the date. The outlook never touches a status; another date's hierarchy changes who reports, and
/// with it the figures of all who have units beneath them.
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
    /// The earlier report to compare with; without one, last month's end as known at 00:00 on the 10th.
    pub since: Option<Earlier>,
    /// The date whose hierarchy rolls all periods up ("as now"); without one, each period is rolled up by its own.
    pub hierarchy_on: Option<NaiveDate>,
}

impl Default for Options {
    fn default() -> Self {
        Self { outlook: true, since: None, hierarchy_on: None }
    }
}

impl Options {
    /// With the outlook or without it.
    pub const fn with_outlook(mut self, outlook: bool) -> Self {
        self.outlook = outlook;
        self
    }

    /// The same, compared with an earlier report.
    ///
    /// ```
    /// use tiendo::{AsOf, Earlier, Month, Options};
    /// let (ledger, _) = tiendo_seeds::sample();
    /// let february = ledger.assess(AsOf::end_of(Month::new(2027, 2)?)).to_json();
    /// let earlier = Earlier::from_json(&february, ledger.programme())?;
    /// let report = ledger.assess_with(AsOf::end_of(Month::new(2027, 3)?), &Options::default().with_since(earlier));
    /// assert!(report.changes.is_some());
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn with_since(mut self, earlier: Earlier) -> Self {
        self.since = Some(earlier);
        self
    }

    /// By the hierarchy of a date.
    pub const fn with_hierarchy_on(mut self, date: NaiveDate) -> Self {
        self.hierarchy_on = Some(date);
        self
    }

    /// What judges and looks ahead, with versions.
    pub(crate) fn policies(&self) -> Vec<&'static str> {
        let ahead = self.outlook.then_some(judge::outlook::VERSION);
        [judge::status::POLICY].into_iter().chain(ahead).collect()
    }
}
