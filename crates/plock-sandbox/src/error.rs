//! The error of the sandbox.

use std::fmt::{self, Display, Formatter};

/// An error of the sandbox: an invalid option, port, database or object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    field: Option<String>,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Error {
        Error { message: message.into(), field: None }
    }

    /// An error in a field or an argument; the message becomes `FIELD: MESSAGE`.
    pub(crate) fn of_field(field: &str, message: impl Display) -> Error {
        Error { message: format!("{field}: {message}"), field: Some(field.to_owned()) }
    }

    /// The invalid field or argument, if it is one.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        Error::new(format!("database error: {error}"))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::new(error.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::new(format!("the sandbox cannot be started: {error}"))
    }
}
