//! Errors of an outbox.

use std::fmt;

/// Why a call of an outbox failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument is invalid; nothing was stored.
    InvalidRequest,
    /// The key was recorded before, with another body; nothing was stored.
    KeyConflict,
    /// The disk is full; nothing was stored. Events that are stored already are still sent.
    DiskFull,
    /// The file could not be read or written. The event may be stored: record it again with the same key after reopening the outbox.
    Io,
    /// The file is damaged, or no outbox.
    Corrupt,
    /// The file is a copy, belongs to another API, or is on a file system without reliable locks. Nothing is stored or sent.
    Refused,
    /// The outbox is closed, or was opened by the parent of this process.
    Closed,
    /// Another process kept the file locked for longer than 30 s; nothing was stored.
    Busy,
}

impl ErrorKind {
    /// Name of the error in the other languages: `KeyConflictError`.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "InvalidRequestError",
            Self::KeyConflict => "KeyConflictError",
            Self::DiskFull => "OutboxFullError",
            Self::Io => "OutboxIOError",
            Self::Corrupt => "OutboxCorruptError",
            Self::Refused => "OutboxRefusedError",
            Self::Closed => "OutboxClosedError",
            Self::Busy => "OutboxBusyError",
        }
    }
}

/// An error of an outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// A result with the [`Error`] of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// Kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Message without the kind.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<plock::Error> for Error {
    fn from(error: plock::Error) -> Self {
        Self::new(ErrorKind::InvalidRequest, error.message())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => ErrorKind::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ErrorKind::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => ErrorKind::Corrupt,
            _ => ErrorKind::Io,
        };
        Self::new(kind, format!("the outbox's file: {error}"))
    }
}
