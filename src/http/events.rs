//! What a client tells of its work, for the logs of other languages; in Rust the same goes to `tracing`.

use std::time::Duration;

use super::error::ErrorKind;

/// How much an event matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Each attempt.
    Debug,
    /// What did not go as it should.
    Info,
}

/// One thing that happened. Never holds a secret or a body.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// How much it matters.
    pub level: Level,
    /// `answered` (an attempt has ended) or `retrying` (the next one comes after `duration`).
    pub name: &'static str,
    /// `operationId` of the spec.
    pub operation: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path template.
    pub path: &'static str,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// How long the attempt took, or how long the wait is.
    pub duration: Duration,
    /// Why it is tried again.
    pub kind: Option<ErrorKind>,
}

/// Is told of events, from whatever thread they happen on.
pub trait Listener: Send + Sync + 'static {
    /// Whether events of this level are of interest.
    fn enabled(&self, level: Level) -> bool;
    /// Takes one.
    fn event(&self, event: &Event);
}
