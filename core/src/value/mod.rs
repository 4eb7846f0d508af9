//! The ground floor: exact numbers, time, and text in two languages.

pub mod calendar;
pub mod encoding;
pub mod number;
pub mod period;
pub mod text;

pub use calendar::Calendar;
pub use period::{Frequency, Moment, Month, Period, Position};
pub use text::{Lang, Text};
