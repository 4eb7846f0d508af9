//! What is reported: measurements, the checks at the door, the append-only store, receipts.

pub mod batch;
mod checks;
pub mod csv;
pub mod fields;
pub mod flags;
pub mod json;
mod level;
pub mod measurement;
pub mod receipt;
pub mod store;

#[cfg(test)]
mod tests;

pub use fields::Locale;
pub use flags::{Flag, FlagKind};
pub use measurement::{Measurement, Reported, State};
pub use receipt::{Receipt, Rejection};
pub use store::{Entry, Ledger};
