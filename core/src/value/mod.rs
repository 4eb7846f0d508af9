//! The ground floor: exact numbers, time, and text in two languages.

pub mod calendar;
pub mod encoding;
pub mod moment;
pub mod number;
pub mod period;
pub mod text;

pub use calendar::Calendar;
pub use moment::Moment;
pub use period::{Frequency, Month, Period, Position};
pub use text::{Lang, Text};
