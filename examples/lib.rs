//! Examples of tiendo in use; the README's own first page of Rust is tested here.
#![doc = include_str!("../README.md")]
