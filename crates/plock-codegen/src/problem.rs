//! Errors of the generator: a place in the spec, what is wrong there, and what to do.

use std::fmt;

/// An error in the spec, the overlay or a template. The generator stops with it rather than guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer into the spec (with the overlay applied), an overlay action, or a file.
    pub pointer: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(pointer: &str, what: impl Into<String>, help: impl Into<String>) -> Self {
        let pointer = if pointer.is_empty() { "/" } else { pointer };
        Self { pointer: pointer.to_owned(), what: what.into(), help: help.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  help: {}", self.pointer, self.what, self.help)
    }
}

impl std::error::Error for Problem {}

pub(crate) type Result<T, E = Problem> = std::result::Result<T, E>;
