//! What stops a build: a place in the spec, what is wrong there, and how to mend it.

use std::fmt;

/// A reason not to generate anything. The generator never guesses: it stops with one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer into the spec (after the overlay), or the target of an overlay action.
    pub pointer: String,
    /// What is wrong.
    pub what: String,
    /// What to write where.
    pub mend: String,
}

impl Problem {
    pub(crate) fn new(pointer: &str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        let pointer = if pointer.is_empty() { "/" } else { pointer };
        Self { pointer: pointer.to_owned(), what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  mend: {}", self.pointer, self.what, self.mend)
    }
}

impl std::error::Error for Problem {}

pub(crate) type Result<T, E = Problem> = std::result::Result<T, E>;
