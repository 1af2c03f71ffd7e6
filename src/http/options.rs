//! Options of a call. Those of a client apply to all its calls.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::error::InvalidArgument;

/// Names of options in another language, for messages: lists of pairs of the name in Rust and the other name, of which
/// the first counts. Other options have the same name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OptionNames(pub &'static [&'static [(&'static str, &'static str)]]);

impl OptionNames {
    pub(crate) fn of(self, option: &str) -> &str {
        self.0.iter().copied().flatten().find(|(name, _)| *name == option).map_or(option, |(_, own)| own)
    }
}

/// Options of a call.
#[derive(Debug, Clone)]
pub struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) max_outage: Option<Duration>,
    pub(crate) concurrency: usize,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) invalid: Option<InvalidArgument>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(60)),
            read_timeout: Some(Duration::from_secs(30)),
            max_retries: 2,
            max_outage: Some(Duration::from_secs(300)),
            concurrency: 16,
            headers: HeaderMap::new(),
            query: Vec::new(),
            invalid: None,
        }
    }
}

impl Options {
    pub(crate) fn insert_header(&mut self, name: &str, value: &str) {
        let parsed = HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok());
        match parsed {
            Some((header, _)) if header == http::header::AUTHORIZATION => {
                self.invalid = Some(InvalidArgument::new(
                    "header",
                    "expected a header other than `authorization`, which is set from the API key",
                ));
            }
            Some((header, value)) => {
                self.headers.insert(header, value);
            }
            // The message omits the value: it may be a secret.
            None => {
                self.invalid = Some(InvalidArgument::new(
                    "header",
                    format!("expected a valid HTTP header name and value, got the name {name:?}"),
                ))
            }
        }
    }
}

/// The setters of [`Options`], for a client's builder and for a call.
macro_rules! option_setters {
    () => {
        /// Total time for a call, including retries. Default: 60 s. `None`: no limit.
        pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
            self.options_mut().timeout = timeout.into();
            self
        }

        /// Maximum time to wait for the next bytes of a response. Default: 30 s. `None`: no limit.
        pub fn read_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
            self.options_mut().read_timeout = timeout.into();
            self
        }

        /// Maximum number of retries. Default: 2. Only failures that are safe to retry are retried.
        pub fn max_retries(mut self, retries: u32) -> Self {
            self.options_mut().max_retries = retries;
            self
        }

        /// How long many writes wait while the API cannot be reached or asks to wait, before the job stops. This time does not count towards
        /// the timeout. Default: 5 min. `None`: no limit.
        pub fn max_outage(mut self, time: impl Into<Option<std::time::Duration>>) -> Self {
            self.options_mut().max_outage = time.into();
            self
        }

        /// Maximum number of pages that a list fetches ahead of its reader. Default: 16; at least 1, which fetches a page only when it is
        /// read.
        pub fn concurrency(mut self, pages: usize) -> Self {
            self.options_mut().concurrency = pages;
            self
        }

        /// Adds a header to the request, replacing one of the same name. `authorization` cannot be set.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.options_mut().insert_header(name.as_ref(), value.as_ref());
            self
        }

        /// Adds a query parameter that the API document does not list.
        pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.options_mut().query.push((name.into(), value.into()));
            self
        }
    };
}
pub(crate) use option_setters;
