//! Checks what was sent and what the caller received.

mod compare;
mod job;
mod result;
#[cfg(test)]
mod tests;
mod wire;

use crate::case::Case;
use crate::server::ConnectionLog;
use crate::server::http::ReceivedRequest;
use plock_sandbox::json::Json;

/// What was observed in a case.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The client's reply, as received.
    pub line: String,
    pub reply: Json,
    pub requests: Vec<ReceivedRequest>,
    /// Requests to the second server.
    pub other: Vec<ReceivedRequest>,
    pub connections: Vec<ConnectionLog>,
    pub most_at_once: usize,
    /// Number of responses in the script. `None`: not limited.
    pub script: Option<usize>,
    pub proxied: usize,
    /// Number of rows that were added to the sandbox, by resource.
    pub recorded: Vec<(String, i128)>,
}

/// Returns the differences from what the case expects. Empty: the case passed.
pub fn judge(case: &Case, evidence: &Evidence) -> Vec<String> {
    let mut failures = Vec::new();
    for secret in case.secrets() {
        if evidence.line.contains(secret) {
            failures.push("the client's reply contains the API key or a token".to_owned());
        }
    }
    wire::judge(case, evidence, &mut failures);
    result::judge(case, evidence, &mut failures);
    job::judge(case, evidence, &mut failures);
    failures
}

/// A message with the expected and the actual value, one per line.
fn differs(what: &str, expected: impl std::fmt::Display, seen: impl std::fmt::Display) -> String {
    format!(
        "{what}\n        expected  {}\n        seen      {}",
        short(&expected.to_string()),
        short(&seen.to_string())
    )
}

fn short(text: &str) -> String {
    const MAX_LENGTH: usize = 600;
    if text.chars().count() <= MAX_LENGTH {
        return text.to_owned();
    }
    text.chars().take(MAX_LENGTH).chain(" …".chars()).collect()
}
