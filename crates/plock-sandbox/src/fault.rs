//! Injected faults.

use std::str::FromStr;
use std::time::Duration;

use crate::Error;

/// A fault that is injected every Nth request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Status 429 with a `Retry-After` header: `rate-limit:N[:SECONDS]`. Default: 1 s.
    RateLimit {
        /// N, at least 1.
        every: u32,
        /// The value of `Retry-After` in seconds.
        retry_after: u32,
    },
    /// An error status from 400 to 599; nothing is recorded: `error:STATUS:N`.
    Error {
        /// N, at least 1.
        every: u32,
        /// The HTTP status.
        status: u16,
    },
    /// Closes the connection before the body is read: `drop:N`.
    Drop {
        /// N, at least 1.
        every: u32,
    },
    /// Handles the request, then closes the connection without a response: `drop-after:N`.
    DropAfter {
        /// N, at least 1.
        every: u32,
    },
    /// Closes the connection without a response, and commits the new object later: `commit-late:MS:N`. With a response:
    /// `commit-late:MS:answer:N`.
    CommitLate {
        /// N, at least 1.
        every: u32,
        /// Time until the object exists.
        delay: Duration,
        /// Whether the request is answered, at once.
        answer: bool,
    },
}

/// How many requests a fault is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// This number of requests.
    Times(u32),
    /// All requests from now on for this long, by the clock of the sandbox.
    For(Duration),
    /// All requests until [`Sandbox::lift`](crate::Sandbox::lift).
    UntilLifted,
}

impl From<u32> for Extent {
    fn from(times: u32) -> Extent {
        Extent::Times(times)
    }
}

impl Fault {
    pub(crate) fn every(self) -> u32 {
        match self {
            Fault::RateLimit { every, .. } | Fault::Error { every, .. } => every,
            Fault::Drop { every } | Fault::DropAfter { every } | Fault::CommitLate { every, .. } => every,
        }
    }

    /// Parses the fault of one request: the same forms without N.
    ///
    /// # Errors
    /// [`Error`] for any other text.
    pub fn parse_once(text: &str) -> Result<Fault, Error> {
        let forms = "rate-limit, rate-limit:SECONDS, error:STATUS (400 to 599), drop, drop-after, commit-late:MS or \
                     commit-late:MS:answer";
        parse(text, false).ok_or_else(|| Error::new(format!("expected {forms}, got {text:?}")))
    }
}

impl FromStr for Fault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Fault, Error> {
        let forms = "rate-limit:N, rate-limit:N:SECONDS, error:STATUS:N, drop:N, drop-after:N, commit-late:MS:N or \
                     commit-late:MS:answer:N";
        let error = || Error::new(format!("expected {forms}, with N from 1 and STATUS from 400 to 599, got {text:?}"));
        parse(text, true).ok_or_else(error)
    }
}

/// Parses a fault. N is the second part of `rate-limit` and the last part of the others; without `has_every` it is 1.
fn parse(text: &str, has_every: bool) -> Option<Fault> {
    let late = |ms: &str| ms.parse().ok().map(Duration::from_millis);
    let mut parts: Vec<&str> = text.trim().split(':').collect();
    let mut every = 1;
    if has_every {
        let index = if parts[0] == "rate-limit" { 1 } else { parts.len() - 1 };
        parts.get(index)?;
        every = parts.remove(index).parse().ok().filter(|every| *every > 0)?;
    }
    Some(match parts[..] {
        ["rate-limit"] => Fault::RateLimit { every, retry_after: 1 },
        ["rate-limit", seconds] => Fault::RateLimit { every, retry_after: seconds.parse().ok()? },
        ["error", status] => {
            Fault::Error { every, status: status.parse().ok().filter(|status| (400..=599).contains(status))? }
        }
        ["drop"] => Fault::Drop { every },
        ["drop-after"] => Fault::DropAfter { every },
        ["commit-late", ms] => Fault::CommitLate { every, delay: late(ms)?, answer: false },
        ["commit-late", ms, "answer"] => Fault::CommitLate { every, delay: late(ms)?, answer: true },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_parsed_and_errors_list_the_forms() {
        assert_eq!("rate-limit:10".parse(), Ok(Fault::RateLimit { every: 10, retry_after: 1 }));
        assert_eq!("rate-limit:10:2".parse(), Ok(Fault::RateLimit { every: 10, retry_after: 2 }));
        assert_eq!("error:503:10".parse(), Ok(Fault::Error { every: 10, status: 503 }));
        assert_eq!("drop:10".parse(), Ok(Fault::Drop { every: 10 }));
        assert_eq!("drop-after:10".parse(), Ok(Fault::DropAfter { every: 10 }));
        let late = |answer, every| Fault::CommitLate { every, delay: Duration::from_millis(50), answer };
        assert_eq!("commit-late:50:10".parse(), Ok(late(false, 10)));
        assert_eq!("commit-late:50:answer:10".parse(), Ok(late(true, 10)));
        assert_eq!(Fault::parse_once("commit-late:50:answer"), Ok(late(true, 1)));
        for wrong in [
            "",
            "commit-late:50",
            "commit-late:50:drop:1",
            "drop",
            "drop:0",
            "drop:-1",
            "error:200:1",
            "error:503",
            "rate-limit",
            "rate-limit:1:2:3",
            "slow:1",
        ] {
            let message = Fault::from_str(wrong).map_err(|error| error.to_string());
            assert!(message.is_err_and(|m| m.contains("error:STATUS:N")), "{wrong:?} was accepted");
        }
        assert_eq!(Fault::parse_once("error:503"), Ok(Fault::Error { every: 1, status: 503 }));
        assert!(Fault::parse_once("error:503:10").is_err());
    }
}
