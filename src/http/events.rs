//! Events for the logs of the bindings. Rust callers get the same events from `tracing`.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::error::ErrorKind;
use crate::meta::Operation;

/// Level of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// An attempt.
    Debug,
    /// A retry, or the end of a pause.
    Info,
    /// A risk for secrets, or a pause.
    Warning,
}

/// An event. Never contains a secret, and no body apart from `response`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// Level.
    pub level: Level,
    /// `answered` (an attempt has ended), `retrying` (the next attempt starts after `duration`), `unencrypted` (once for a client, before
    /// it sends its key or token by plain HTTP to a host other than this one), `paused` (an outbox sends nothing, for `duration` at first), or
    /// `resumed` (it sends again, after `duration`).
    pub name: &'static str,
    /// `operationId` in the API document.
    pub operation: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path template.
    pub path: &'static str,
    /// Number of the attempt, from 1; 0: it is not about one.
    pub attempt: u32,
    /// HTTP status; `None` without a response.
    pub status: Option<u16>,
    /// Duration of the attempt, or of the wait before the next one, or of a pause.
    pub duration: Duration,
    /// Error that is retried, or that causes a pause.
    pub kind: Option<ErrorKind>,
    /// Why an attempt has no response.
    pub failure: Option<ErrorKind>,
    /// Headers and decompressed body of the response to an attempt, for listeners that want them.
    pub response: Option<(HeaderMap, Bytes)>,
}

impl Event {
    pub(crate) fn new(level: Level, name: &'static str, operation: &Operation, duration: Duration) -> Self {
        let Operation { id: operation, method, path, .. } = *operation;
        let (kind, failure, response) = (None, None, None);
        Self { level, name, operation, method, path, attempt: 0, status: None, duration, kind, failure, response }
    }
}

/// Receives events, on the thread where they occur.
pub trait Listener: Send + Sync + 'static {
    /// Whether events of this level are wanted.
    fn enabled(&self, level: Level) -> bool;
    /// Called for each event.
    fn event(&self, event: &Event);
    /// Whether events have the response. Default: false.
    fn wants_response(&self) -> bool {
        false
    }
}
