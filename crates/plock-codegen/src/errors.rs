//! The kinds of errors: one table, from which the error types of every language are generated.

use std::ops::RangeInclusive;

/// A kind of error.
#[derive(Debug)]
pub struct ErrorKind {
    /// Name in every language.
    pub name: &'static str,
    /// HTTP statuses with this kind.
    pub statuses: RangeInclusive<u16>,
    /// When it is raised and what to do, in one line.
    pub description: &'static str,
}

impl ErrorKind {
    /// Name without "Error": `NotFound`.
    pub fn short(&self) -> &'static str {
        self.name.strip_suffix("Error").unwrap_or(self.name)
    }

    /// Whether it is a subkind of [`STATUS`].
    pub fn is_status(&self) -> bool {
        !self.statuses.is_empty() && self.name != STATUS
    }
}

/// The kind of error responses without a kind of their own; in languages with subclasses, the parent of the others.
pub const STATUS: &str = "ApiStatusError";

#[expect(clippy::reversed_empty_ranges, reason = "kinds without a status")]
const NO: RangeInclusive<u16> = 1..=0;

macro_rules! kinds {
    ($($name:literal $statuses:expr, $description:literal;)*) => {
        /// Every kind.
        pub const ERROR_KINDS: &[ErrorKind] = &[$(ErrorKind { name: $name, statuses: $statuses, description: $description }),*];
    };
}
kinds! {
    "AuthenticationError" 401..=401, "401: invalid or expired credentials; or the token provider failed. Check the API key or token.";
    "PermissionDeniedError" 403..=403, "403: the API key does not permit this operation. Use a key that does.";
    "NotFoundError" 404..=404, "404: no such object. Check the id and the environment.";
    "ConflictError" 409..=409, "409: the request conflicts with the state of the object. Read the object again.";
    "UnprocessableEntityError" 422..=422, "422: the API rejected the values. Correct what its errors name.";
    "RateLimitError" 429..=429, "429: too many requests. Repeat the call after the time in Retry-After.";
    "ServerError" 500..=599, "5xx: the API failed to process a read. Repeat the call later.";
    "ApiStatusError" 0..=u16::MAX, "Any other error response (non-2xx), or a write that the API reports as not recorded. See the message.";
    "ConnectionError" NO, "The connection failed, or was lost during a read. Check the network and repeat the call.";
    "TimeoutError" NO, "Timed out; nothing was recorded. Repeat the call, or set a longer timeout.";
    "DecodeError" NO, "The response does not match the API document at the JSON pointer of the error. Update plock, or report it.";
    "InconsistentListError" NO, "Pages of a list contradict each other, so rows may be missing or repeated. Read the list again.";
    "ConfigurationError" NO, "A setting is missing or invalid, or the client is closed or not usable here. See the message.";
    "InvalidRequestError" NO, "An argument is missing or invalid; nothing was sent. Correct the argument that the message names.";
    "OutcomeUnknownError" NO, "A write was sent but not acknowledged: it may have been recorded. Check before you repeat it.";
    "PartialFailureError" NO, "Some of many writes were not recorded, or may not have been. Check the outcome of each.";
}
