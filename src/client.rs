//! Constructors of a client, and batch writes of any operation.

use futures_core::Stream;

use crate::builder::ClientBuilder;
use crate::call::{Client, Many, Mode, Operation, Request};
use crate::http::Result;

impl Client {
    /// Creates a client with an API key. Base URL: the environment variable `PLOCK_BASE_URL`, or production.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an empty key or one with invalid characters.
    pub fn new(api_key: impl Into<String>) -> Result<Self> {
        Self::builder().api_key(api_key).build()
    }

    /// Creates a client with the API key in the environment variable `PLOCK_API_KEY`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the variable is not set.
    pub fn from_env() -> Result<Self> {
        Self::builder().build()
    }

    /// Returns a builder for all settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl<M: Mode> Client<M> {
    /// Base URL of all requests.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// Sends many requests of one operation, a bounded number at a time, and returns an outcome for each, in order. If the job is stopped,
    /// the rest of an iterator with an upper bound (`size_hint`) is [`NotSent`](crate::Outcome::NotSent); an iterator without one is no
    /// longer read.
    pub fn many<O, I>(&self, requests: I) -> Many<O, M>
    where
        O: Operation,
        I: IntoIterator<Item = Result<Request<O, M>>>,
        I::IntoIter: Send + 'static,
    {
        let requests = requests.into_iter();
        let finite = requests.size_hint().1.is_some();
        Many::new(self.clone(), futures_util::stream::iter(requests), finite)
    }

    /// As [`many`](Self::many), from a stream: each request is sent as soon as it arrives and a slot is free.
    pub fn many_stream<O, S>(&self, requests: S) -> Many<O, M>
    where
        O: Operation,
        S: Stream<Item = Result<Request<O, M>>> + Send + 'static,
    {
        Many::new(self.clone(), requests, false)
    }
}
