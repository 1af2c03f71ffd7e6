//! Decoding errors.

use std::fmt;

/// A value that cannot be decoded, and where it is. Boxed to keep results small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError(Box<ErrorDetails>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ErrorDetails {
    /// JSON pointer, built from the inside out.
    pub pointer: String,
    pub message: String,
    /// Id of the row that contains the value.
    pub row: Option<String>,
}

impl DecodeError {
    #[cold]
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(Box::new(ErrorDetails { message: message.into(), ..ErrorDetails::default() }))
    }

    #[cold]
    pub(crate) fn within(mut self, segment: &str) -> Self {
        let escaped = segment.replace('~', "~0").replace('/', "~1");
        self.0.pointer.insert_str(0, &escaped);
        self.0.pointer.insert(0, '/');
        self
    }

    pub(crate) fn in_row(mut self, id: impl FnOnce(&str) -> Option<String>) -> Self {
        self.0.row = id(&self.0.pointer);
        self
    }

    pub(crate) fn into_inner(self) -> ErrorDetails {
        *self.0
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ErrorDetails { pointer, message, row } = &*self.0;
        if !pointer.is_empty() {
            write!(f, "{pointer}: ")?;
        }
        f.write_str(message)?;
        match row {
            Some(id) => write!(f, " (in the row with id {id})"),
            None => Ok(()),
        }
    }
}
