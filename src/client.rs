//! How a client is made, and its calls that belong to no resource.

use futures_core::Stream;

use crate::builder::ClientBuilder;
use crate::call::{Client, Many, Mode, Operation, Request};
use crate::http::Result;

impl Client {
    /// A client with an API key, for production unless `PLOCK_BASE_URL` says otherwise.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for a key that no header can hold.
    pub fn new(api_key: impl Into<String>) -> Result<Self> {
        Self::builder().api_key(api_key).build()
    }

    /// A client with the API key of the environment variable `PLOCK_API_KEY`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when there is none.
    pub fn from_env() -> Result<Self> {
        Self::builder().build()
    }

    /// All that a client can be told.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl<M: Mode> Client<M> {
    /// The base URL of its requests.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// Many calls of one operation, a bounded number at a time. Every one is accounted for, in the order given; where the job is stopped,
    /// the rest of an iterator with an upper bound is [`NotSent`](crate::Outcome::NotSent), and from one without nothing more is taken.
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

    /// The same, of requests that come one by one: each is sent as soon as it is there and its turn has come.
    pub fn many_stream<O, S>(&self, requests: S) -> Many<O, M>
    where
        O: Operation,
        S: Stream<Item = Result<Request<O, M>>> + Send + 'static,
    {
        Many::new(self.clone(), requests, false)
    }
}
