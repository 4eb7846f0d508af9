//! What a roll-up found and reports: nothing of it is enforced, nothing is left out in silence.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Something found in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The row's code.
    pub(crate) row: String,
    /// The unit that it is about; `None` for the root.
    pub(crate) unit: Option<String>,
    /// What was found.
    pub(crate) what: What,
}

/// What can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// By the hierarchy of the date that the caller names the unit has not one successor, and its figures count nowhere.
    CountsNowhere,
    /// By the hierarchy of that date the unit counts under one that took over from several, and no rule joins their figures.
    NotJoined,
    /// The unit reports a figure of its own where its rule takes those of the units beneath it.
    OwnFigureUnused,
    /// The unit reports a number without numerator and denominator, which a ratio of sums cannot take in.
    NoFraction,
    /// The targets of the units beneath it do not add up to its own.
    TargetsApart {
        /// When they are due.
        due: NaiveDate,
        /// The parent's target.
        whole: Decimal,
        /// The sum of those of its units.
        sum: Decimal,
        /// How many units have a target of their own then.
        with_target: usize,
        /// How many units there are.
        units: usize,
    },
}
