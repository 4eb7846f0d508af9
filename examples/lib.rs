//! Examples of tiendo in use.

/// Every example of the documentation runs.
#[cfg(doctest)]
#[doc = include_str!("../docs/methods.md")]
pub struct Methods;
