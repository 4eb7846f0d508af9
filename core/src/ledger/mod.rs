//! What is reported: measurements, the checks at the door, the append-only store, receipts.

pub mod measurement;
pub mod store;

pub use measurement::{Measurement, Reported, State};
pub use store::{Entry, Ledger};
