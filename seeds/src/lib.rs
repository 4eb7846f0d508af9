//! Plans and marked sample measurements.
