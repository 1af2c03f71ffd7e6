//! The error of this crate.

use std::fmt;

/// A table that cannot be made: of an option, or of a value that does not fit its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub(crate) field: String,
    pub(crate) message: String,
    pub(crate) row: Option<u64>,
    pub(crate) row_id: Option<String>,
}

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An option of [`Options`](crate::Options) that cannot be used.
    pub(crate) fn option(field: &str, message: String) -> Self {
        Self { field: field.to_owned(), message, row: None, row_id: None }
    }

    /// The option, or the column of the value; `stats.fees` for a field in it.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The message without the field and the row.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Number of the row, from 1, since the builder was made. `None`: an option.
    pub fn row(&self) -> Option<u64> {
        self.row
    }

    /// Id of the row, if it has one.
    pub fn row_id(&self) -> Option<&str> {
        self.row_id.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.row {
            write!(f, "row {row}")?;
            if let Some(id) = &self.row_id {
                write!(f, " (id {id})")?;
            }
            f.write_str(", ")?;
        }
        write!(f, "{}: {}", self.field, self.message)
    }
}

impl std::error::Error for Error {}
