//! Faults of requests.

use std::time::Duration;

/// A fault of the next request, or of the next requests of an operation. A status, such as `503`, converts into one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a fault does nothing until it is passed to `Sandbox::next`"]
pub struct Fault {
    pub(crate) text: String,
    pub(crate) times: u32,
    pub(crate) operation: Option<String>,
}

impl Fault {
    fn new(text: impl Into<String>) -> Fault {
        Fault { text: text.into(), times: 1, operation: None }
    }

    /// An error response with a status from 400 to 599. Nothing is recorded.
    pub fn status(status: u16) -> Fault {
        Fault::new(format!("error:{status}"))
    }

    /// Status 429 with the header `Retry-After`, in whole seconds, rounded up.
    pub fn rate_limit(retry_after: Duration) -> Fault {
        let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
        Fault::new(format!("rate-limit:{}", u32::try_from(seconds).unwrap_or(u32::MAX)))
    }

    /// Closes the connection before the request is handled.
    pub fn drop_connection() -> Fault {
        Fault::new("drop")
    }

    /// Handles the request, then closes the connection without a response.
    pub fn drop_after_commit() -> Fault {
        Fault::new("drop-after")
    }

    /// Number of requests. Default: 1.
    pub fn times(mut self, times: u32) -> Fault {
        self.times = times;
        self
    }

    /// Only requests of this operation, such as `invoices.get`. Default: any request.
    pub fn of(mut self, operation: impl Into<String>) -> Fault {
        self.operation = Some(operation.into());
        self
    }
}

impl From<u16> for Fault {
    fn from(status: u16) -> Fault {
        Fault::status(status)
    }
}
