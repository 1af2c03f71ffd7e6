//! The client: what all its calls share.

use std::fmt;
use std::sync::Arc;

use futures_core::Stream;
use http::HeaderValue;

use crate::builder::ClientBuilder;
use crate::connections::Connections;
use crate::credentials::Credentials;
use crate::error::Result;
use crate::listener::Listener;
use crate::many::Many;
use crate::request::{Operation, Options, Request};
use crate::retry::{Bucket, Clock};

/// Calls are awaited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Async;

/// How calls are made: awaited or blocking. Not for implementing elsewhere.
pub trait Mode: Clone + Send + Sync + fmt::Debug + 'static {}

impl Mode for Async {}

/// What every clone of a client shares.
pub(crate) struct Shared {
    pub connections: Connections,
    pub base_url: String,
    pub credentials: Credentials,
    pub user_agent: HeaderValue,
    pub options: Arc<Options>,
    pub bucket: Bucket,
    pub clock: Arc<dyn Clock>,
    pub listener: Option<Arc<dyn Listener>>,
}

/// A client of the Plock API. Cheap to clone, safe to share between threads and tasks; clones share their connections.
#[derive(Clone)]
pub struct Client<M = Async> {
    pub(crate) shared: Arc<Shared>,
    #[cfg_attr(not(feature = "blocking"), expect(dead_code, reason = "only blocking calls need it"))]
    pub(crate) mode: M,
}

impl<M> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("credentials", &self.shared.credentials)
            .finish_non_exhaustive()
    }
}

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

/// What calls run on where the caller has no runtime. Two threads: one reads an answer while the other waits for the next; more
/// would only be woken to find nothing to do.
///
/// # Errors
/// When no thread can be started.
#[cfg(any(feature = "blocking", feature = "dynamic"))]
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_name("plock").enable_all().build()
}
