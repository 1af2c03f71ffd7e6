//! The options of a call: a client has those of all its calls.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::error::Invalid;

/// What every call can be told, and every client for all its calls.
#[derive(Debug, Clone)]
pub struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) concurrency: usize,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) invalid: Option<Invalid>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(60)),
            read_timeout: Some(Duration::from_secs(30)),
            max_retries: 2,
            concurrency: 4,
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
                self.invalid =
                    Some(Invalid::new("header", "expected any header but `authorization`, which the API key makes"));
            }
            Some((header, value)) => {
                self.headers.insert(header, value);
            }
            // The value is not repeated: it may be a secret.
            None => {
                self.invalid =
                    Some(Invalid::new("header", format!("expected a name and a value of HTTP, got the name {name:?}")))
            }
        }
    }
}

/// The setters of [`Options`], for a client's builder and for a call.
macro_rules! option_setters {
    () => {
        /// The longest that a call may take, with all its retries; 60 s unless told. `None`: no limit.
        pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
            self.options_mut().timeout = timeout.into();
            self
        }

        /// The longest wait for the next bytes of an answer; 30 s unless told. `None`: no limit.
        pub fn read_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
            self.options_mut().read_timeout = timeout.into();
            self
        }

        /// How often a request is sent again at most, where that is safe; 2 unless told.
        pub fn max_retries(mut self, retries: u32) -> Self {
            self.options_mut().max_retries = retries;
            self
        }

        /// How many pages a list fetches at the same time, ahead of its reader; 4 unless told, and 1 is strictly one by one.
        pub fn concurrency(mut self, pages: usize) -> Self {
            self.options_mut().concurrency = pages;
            self
        }

        /// A header beside those that the spec demands, replacing one of the same name.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.options_mut().insert_header(name.as_ref(), value.as_ref());
            self
        }

        /// A query parameter that the spec does not publish.
        pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.options_mut().query.push((name.into(), value.into()));
            self
        }
    };
}
pub(crate) use option_setters;
