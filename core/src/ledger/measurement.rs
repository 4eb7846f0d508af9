//! One submission: what was reported for (indicator, unit, period), and when it was received.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::plan::Stage;
use crate::value::{Moment, Period};

/// Where the work on a milestone or a recurring duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Chưa bắt đầu.
    NotStarted,
    /// Đang thực hiện.
    InProgress,
    /// Hoàn thành; on a recurring duty, this period's work.
    Done,
}

impl State {
    /// `not_started`, `in_progress` or `done`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Done => "done",
        }
    }
}

/// What a measurement says. Nothing reported is never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reported {
    /// A number in the indicator's unit.
    Value(Decimal),
    /// A numerator and its denominator; a percent is a hundred times their ratio.
    Ratio {
        /// The numerator.
        numerator: Decimal,
        /// The denominator, greater than zero.
        denominator: Decimal,
    },
    /// A numerator whose denominator is the reference series that the indicator names.
    Numerator(Decimal),
    /// How much of a milestone's work is done, in percent, with or without its state.
    Percent {
        /// 0 to 100.
        percent: Decimal,
        /// The state, when it was given too.
        state: Option<State>,
    },
    /// The state of a milestone or duty.
    State(State),
    /// The day on which a milestone was completed.
    Completed(NaiveDate),
    /// What was reported for the period is taken back.
    Withdrawn,
}

/// One submission for (indicator, unit, period).
///
/// A correction is a new measurement for the same key received later; a withdrawal is one too.
///
/// ```
/// use tiendo::{Measurement, Month, value::number};
/// let march = Month::new(2027, 3)?;
/// let row = Measurement::ratio("CT-I.5", march, "2027-04-08T09:30:00+07:00".parse()?, number::parse("83412")?, number::parse("100200")?)
///     .with_note("Tăng do đưa thêm 12 thủ tục lên mạng");
/// assert_eq!(row.period.to_string(), "2027-03");
/// # Ok::<(), tiendo::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Measurement {
    /// The code of the indicator, task or duty.
    pub indicator: String,
    /// The code of the reporting unit; `None` for the root.
    pub unit: Option<String>,
    /// The period it is about.
    pub period: Period,
    /// What it says.
    pub reported: Reported,
    /// When it was received.
    pub received_at: Moment,
    /// How final it is.
    pub stage: Stage,
    /// Result, or cause of a shortfall.
    pub note: Option<String>,
    /// Difficulty met.
    pub difficulty: Option<String>,
    /// Proposal to a higher authority.
    pub proposal: Option<String>,
    /// Number or address of the document that proves it.
    pub evidence: Option<String>,
    /// Why it corrects or withdraws an earlier one.
    pub reason: Option<String>,
}

impl Measurement {
    /// A measurement that says something.
    pub fn new(indicator: impl Into<String>, period: impl Into<Period>, received_at: Moment, reported: Reported) -> Self {
        Self {
            indicator: indicator.into(),
            unit: None,
            period: period.into(),
            reported,
            received_at,
            stage: Stage::Official,
            note: None,
            difficulty: None,
            proposal: None,
            evidence: None,
            reason: None,
        }
    }

    /// A number in the indicator's unit.
    pub fn value(indicator: impl Into<String>, period: impl Into<Period>, received_at: Moment, value: Decimal) -> Self {
        Self::new(indicator, period, received_at, Reported::Value(value))
    }

    /// A numerator and its denominator.
    pub fn ratio(
        indicator: impl Into<String>,
        period: impl Into<Period>,
        received_at: Moment,
        numerator: Decimal,
        denominator: Decimal,
    ) -> Self {
        Self::new(indicator, period, received_at, Reported::Ratio { numerator, denominator })
    }

    /// The state of a milestone or duty.
    pub fn state(indicator: impl Into<String>, period: impl Into<Period>, received_at: Moment, state: State) -> Self {
        Self::new(indicator, period, received_at, Reported::State(state))
    }

    /// The day on which a milestone was completed.
    pub fn completed(indicator: impl Into<String>, period: impl Into<Period>, received_at: Moment, on: NaiveDate) -> Self {
        Self::new(indicator, period, received_at, Reported::Completed(on))
    }

    /// Takes back what was reported for the period.
    pub fn withdrawal(indicator: impl Into<String>, period: impl Into<Period>, received_at: Moment, reason: impl Into<String>) -> Self {
        Self::new(indicator, period, received_at, Reported::Withdrawn).with_reason(reason)
    }

    /// The same for a unit below the root.
    pub fn with_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The same with a release stage.
    pub fn with_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    /// The same with a note.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same with a difficulty.
    pub fn with_difficulty(mut self, difficulty: impl Into<String>) -> Self {
        self.difficulty = Some(difficulty.into());
        self
    }

    /// The same with a proposal.
    pub fn with_proposal(mut self, proposal: impl Into<String>) -> Self {
        self.proposal = Some(proposal.into());
        self
    }

    /// The same with the document that proves it.
    pub fn with_evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = Some(evidence.into());
        self
    }

    /// The same with the reason of a correction or withdrawal.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// As it is kept: an empty text is none, −0 is 0.
    pub(crate) fn tidied(mut self) -> Self {
        let texts = [&mut self.unit, &mut self.note, &mut self.difficulty, &mut self.proposal, &mut self.evidence, &mut self.reason];
        for text in texts {
            text.take_if(|text| text.is_empty());
        }
        match &mut self.reported {
            Reported::Value(value) | Reported::Numerator(value) | Reported::Percent { percent: value, .. } => unsigned_zero(value),
            Reported::Ratio { numerator, .. } => unsigned_zero(numerator),
            Reported::State(_) | Reported::Completed(_) | Reported::Withdrawn => {}
        }
        self
    }
}

fn unsigned_zero(value: &mut Decimal) {
    if value.is_zero() {
        value.set_sign_positive(true);
    }
}

/// One or many measurements, for [`Ledger::submit`](super::Ledger::submit).
impl IntoIterator for Measurement {
    type Item = Measurement;
    type IntoIter = std::iter::Once<Measurement>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self)
    }
}
