//! Examples of tiendo in use; the README's own first page of Rust is tested here, and every example of `docs/`.
#![doc = include_str!("../README.md")]
#![doc = include_str!("../README.vi.md")]

/// The examples of `docs/methods.md`.
#[cfg(doctest)]
#[doc = include_str!("../docs/methods.md")]
pub struct Methods;
