//! Faults on demand.

use std::str::FromStr;

use crate::Error;

/// What goes wrong with every so many-th request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Status 429 with a `Retry-After` of that many seconds. `rate-limit:EVERY[:SECONDS]`
    RateLimit {
        /// Every how many requests.
        every: u32,
        /// Seconds of `Retry-After`.
        retry_after: u32,
    },
    /// An error status, nothing recorded. `error:STATUS:EVERY`
    Error {
        /// Every how many requests.
        every: u32,
        /// The status.
        status: u16,
    },
    /// The connection is closed before the body is read. `drop:EVERY`
    Drop {
        /// Every how many requests.
        every: u32,
    },
    /// The request is carried out, then the connection is closed without an answer. `drop-after:EVERY`
    DropAfter {
        /// Every how many requests.
        every: u32,
    },
}

impl Fault {
    pub(crate) fn every(self) -> u32 {
        match self {
            Fault::RateLimit { every, .. } | Fault::Error { every, .. } => every,
            Fault::Drop { every } | Fault::DropAfter { every } => every,
        }
    }

    /// The same forms without EVERY: what a request's header asks for.
    pub(crate) fn once(text: &str) -> Result<Fault, Error> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let fault = match parts[..] {
            ["rate-limit"] => Some(Fault::RateLimit { every: 1, retry_after: 1 }),
            ["rate-limit", seconds] => {
                seconds.parse().ok().map(|retry_after| Fault::RateLimit { every: 1, retry_after })
            }
            ["error", status] => error_status(status).map(|status| Fault::Error { every: 1, status }),
            ["drop"] => Some(Fault::Drop { every: 1 }),
            ["drop-after"] => Some(Fault::DropAfter { every: 1 }),
            _ => None,
        };
        fault.ok_or_else(|| {
            let forms = "rate-limit, rate-limit:SECONDS, error:STATUS (400 to 599), drop or drop-after";
            Error(format!("the fault {text:?} is none of {forms}"))
        })
    }
}

impl FromStr for Fault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Fault, Error> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let count = |text: &str| text.parse().ok().filter(|every| *every > 0);
        let fault = match parts[..] {
            ["rate-limit", every] => count(every).map(|every| Fault::RateLimit { every, retry_after: 1 }),
            ["rate-limit", every, seconds] => count(every)
                .zip(seconds.parse().ok())
                .map(|(every, retry_after)| Fault::RateLimit { every, retry_after }),
            ["error", status, every] => {
                count(every).zip(error_status(status)).map(|(every, status)| Fault::Error { every, status })
            }
            ["drop", every] => count(every).map(|every| Fault::Drop { every }),
            ["drop-after", every] => count(every).map(|every| Fault::DropAfter { every }),
            _ => None,
        };
        fault.ok_or_else(|| {
            let forms =
                "rate-limit:EVERY, rate-limit:EVERY:SECONDS, error:STATUS:EVERY, drop:EVERY or drop-after:EVERY";
            let words = "where EVERY is a number from 1 on and STATUS one from 400 to 599";
            Error(format!("the fault {text:?} is none of {forms}, {words}"))
        })
    }
}

fn error_status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (400..=599).contains(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_and_anything_else_is_told_the_forms() {
        assert_eq!("rate-limit:10".parse(), Ok(Fault::RateLimit { every: 10, retry_after: 1 }));
        assert_eq!("rate-limit:10:2".parse(), Ok(Fault::RateLimit { every: 10, retry_after: 2 }));
        assert_eq!("error:503:10".parse(), Ok(Fault::Error { every: 10, status: 503 }));
        assert_eq!("drop:10".parse(), Ok(Fault::Drop { every: 10 }));
        assert_eq!("drop-after:10".parse(), Ok(Fault::DropAfter { every: 10 }));
        for wrong in ["", "drop", "drop:0", "drop:-1", "error:200:1", "error:503", "rate-limit:1:2:3", "slow:1"] {
            let message = Fault::from_str(wrong).map_err(|error| error.to_string());
            assert!(message.is_err_and(|m| m.contains("error:STATUS:EVERY")), "{wrong:?} was taken");
        }
        assert_eq!(Fault::once("error:503"), Ok(Fault::Error { every: 1, status: 503 }));
        assert!(Fault::once("error:503:10").is_err());
    }
}
