//! What tiendo costs: `cargo xtask deep bench`. A speed claim is a number from here that anyone can measure again.
