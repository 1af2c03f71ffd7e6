//! The two judges: of what was sent, and of what the caller got.

mod compare;
mod job;
mod result;
#[cfg(test)]
mod tests;
mod wire;

use crate::case::Case;
use crate::server::Link;
use crate::server::http::Seen;
use crate::value::Value;

/// All that is known once a client has answered.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The client's line, as it came.
    pub line: String,
    pub answer: Value,
    pub seen: Vec<Seen>,
    /// What the second server saw.
    pub other: Vec<Seen>,
    pub links: Vec<Link>,
    pub most_at_once: usize,
    /// How many requests the script answers, where it ends.
    pub script: Option<usize>,
    pub proxied: usize,
    /// Rows of the sandbox beyond those that were there before, by resource.
    pub recorded: Vec<(String, i128)>,
}

/// What was not as the case expects it. Nothing: it passed.
pub fn judge(case: &Case, evidence: &Evidence) -> Vec<String> {
    let mut failures = Vec::new();
    for secret in case.secrets() {
        if evidence.line.contains(secret) {
            failures.push("the client's answer holds the API key or a token".to_owned());
        }
    }
    wire::judge(case, evidence, &mut failures);
    result::judge(case, evidence, &mut failures);
    job::judge(case, evidence, &mut failures);
    failures
}

/// A line for each of the two, one below the other.
fn differs(what: &str, expected: impl std::fmt::Display, seen: impl std::fmt::Display) -> String {
    format!(
        "{what}\n        expected  {}\n        seen      {}",
        short(&expected.to_string()),
        short(&seen.to_string())
    )
}

fn short(text: &str) -> String {
    const SHOWN: usize = 600;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(" …".chars()).collect()
}
