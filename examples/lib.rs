//! Examples of tiendo in use.
