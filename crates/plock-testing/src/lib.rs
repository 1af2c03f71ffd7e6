#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod fault;
mod objects;
mod server;

use std::time::Duration;

use plock_sandbox::Options;
pub use plock_sandbox::{Error, Received};

pub use fault::Fault;
pub use objects::{Objects, Recorded};
#[doc(hidden)]
pub use server::Server;

/// A local Plock for one test. It has no objects but those that the test adds, unless the [`Builder`] says otherwise.
pub struct Sandbox(Server);

/// Options of a [`Sandbox`].
#[derive(Debug, Clone, Default)]
#[must_use = "a builder does nothing until `start`"]
pub struct Builder {
    examples: bool,
    accounts: u64,
    seed: u64,
    key: Option<String>,
}

impl Builder {
    /// Adds the examples of the API document. Default: false.
    pub fn examples(mut self, examples: bool) -> Self {
        self.examples = examples;
        self
    }

    /// Number of synthetic objects of each resource. Default: 0.
    pub fn accounts(mut self, number: u64) -> Self {
        self.accounts = number;
        self
    }

    /// Seed of the synthetic objects: the same seed gives the same objects. Default: 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// API key. Default: `sandbox-key`.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    /// [`Error`] if no port or thread is available.
    pub fn start(self) -> Result<Sandbox, Error> {
        let Builder { examples, accounts, seed, key } = self;
        let without_examples = !examples;
        let options =
            Options { accounts: Some(accounts), seed, key, without_examples, record: true, ..Options::default() };
        Server::start(options).map(Sandbox)
    }
}

impl Sandbox {
    /// Starts an empty sandbox.
    ///
    /// # Errors
    /// [`Error`] if no port or thread is available.
    pub fn start() -> Result<Sandbox, Error> {
        Sandbox::builder().start()
    }

    /// Returns a builder for all options.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        self.0.url()
    }

    /// The API key.
    pub fn key(&self) -> &str {
        self.0.key()
    }

    /// Creates a client of this sandbox.
    ///
    /// # Errors
    /// As [`plock::ClientBuilder::build`].
    pub fn client(&self) -> plock::Result<plock::Client> {
        self.client_builder().build()
    }

    /// Returns a builder of a client, with the address and the key of this sandbox, and without a proxy.
    pub fn client_builder(&self) -> plock::ClientBuilder {
        // The proxy of the environment is for other hosts.
        plock::Client::builder().base_url(self.url()).api_key(self.key()).proxy("")
    }

    /// Injects a fault into the next request, or the next requests, that it is for. Faults wait in the order in which they were given.
    ///
    /// # Errors
    /// [`Error`] for an unknown operation, or a status that is not from 400 to 599.
    pub fn next(&self, fault: impl Into<Fault>) -> Result<(), Error> {
        let Fault { text, times, operation } = fault.into();
        self.0.next(plock_sandbox::Fault::parse_once(&text)?, times, operation.as_deref())
    }

    /// Handles the next request, then closes its connection without a response.
    pub fn drop_after_commit(&self) {
        // Always valid: it has no status and no operation.
        let _ = self.next(Fault::drop_after_commit());
    }

    /// Delay before each response from now on. Default: 0.
    pub fn latency(&self, latency: Duration) {
        self.0.set_latency(latency);
    }

    /// What calls have written, in order.
    pub fn recorded(&self) -> Recorded<'_> {
        Recorded { server: &self.0 }
    }

    /// All requests in the order of their arrival.
    pub fn requests(&self) -> Vec<Received> {
        self.0.received()
    }

    /// Returns to the state after the start: without faults, latency and records, and with the objects of the options.
    ///
    /// # Errors
    /// [`Error`] if the database cannot be created.
    pub fn reset(&self) -> Result<(), Error> {
        self.0.reset()
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.url()).finish_non_exhaustive()
    }
}
