//! The ways in which a call can fail: the one table that the error types of every language are made of.

use std::ops::RangeInclusive;

/// A way in which a call can fail.
#[derive(Debug)]
pub struct ErrorKind {
    /// Its name in every language.
    pub name: &'static str,
    /// The statuses of HTTP that mean it.
    pub statuses: RangeInclusive<u16>,
    /// What it means, in a line.
    pub description: &'static str,
}

impl ErrorKind {
    /// Its name where "Error" goes without saying: `NotFound`.
    pub fn short(&self) -> &'static str {
        self.name.strip_suffix("Error").unwrap_or(self.name)
    }

    /// Whether it is one of the answers that [`STATUS`] stands for.
    pub fn is_status(&self) -> bool {
        !self.statuses.is_empty() && self.name != STATUS
    }
}

/// The kind of any answer that is no success and has no kind of its own; where errors form a tree, those that have one are below it.
pub const STATUS: &str = "ApiStatusError";

#[expect(clippy::reversed_empty_ranges, reason = "no status")]
const NO: RangeInclusive<u16> = 1..=0;

macro_rules! kinds {
    ($($name:literal $statuses:expr, $description:literal;)*) => {
        /// Every kind.
        pub const ERROR_KINDS: &[ErrorKind] = &[$(ErrorKind { name: $name, statuses: $statuses, description: $description }),*];
    };
}
kinds! {
    "AuthenticationError" 401..=401, "401, or no token could be had: the API key is missing there, wrong or expired.";
    "PermissionDeniedError" 403..=403, "403: the key does not allow this.";
    "NotFoundError" 404..=404, "404: there is no such object.";
    "ConflictError" 409..=409, "409: the request contradicts the state of the object.";
    "UnprocessableEntityError" 422..=422, "422: the API does not take these values.";
    "RateLimitError" 429..=429, "429: too many requests; see the time to wait.";
    "ServerError" 500..=599, "5xx: the API failed.";
    "ApiStatusError" 0..=u16::MAX, "Any other answer that is no success.";
    "ConnectionError" NO, "No connection, or it broke while reading.";
    "TimeoutError" NO, "No answer in time.";
    "DecodeError" NO, "The answer is not what the spec describes; the JSON pointer says where.";
    "InconsistentListError" NO, "The pages of a list contradict each other, so that rows may be missing or repeated.";
    "ConfigurationError" NO, "The client cannot be set up like this.";
    "InvalidRequestError" NO, "An argument that the API could not take; nothing was sent.";
    "OutcomeUnknownError" NO, "A write may have been recorded: it was sent, and the API did not say that it was recorded or refused.";
    "PartialFailureError" NO, "Some of many writes were not recorded, or may not have been; only raised where asked for.";
}
