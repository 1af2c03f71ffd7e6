//! The same client without `async`: calls are sent with `send`, lists are iterators.
//!
//! ```no_run
//! let plock = plock::blocking::Client::new("an API key")?;
//! for invoice in plock.invoices().list().iter() {
//!     println!("{:?}", invoice?.amount);
//! }
//! # Ok::<(), plock::Error>(())
//! ```

use std::sync::Arc;

use tokio::runtime::Runtime;

use crate::builder::ClientBuilder;
use crate::client::{self, Async};
use crate::error::{Error, Result};
use crate::many::{Many, Outcome};
use crate::page::{ItemStream, Page, PageStream};
use crate::request::{ListOperation, Operation, Request};

/// Calls block. Holds the runtime that they run on.
#[derive(Debug, Clone)]
pub struct Blocking(Arc<Runtime>);

impl crate::client::Mode for Blocking {}

/// A client whose calls block.
pub type Client = client::Client<Blocking>;

impl Client {
    /// A client with an API key; see [`Client::new`](crate::Client::new).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for a key that no header can hold.
    pub fn new(api_key: impl Into<String>) -> Result<Self> {
        crate::Client::builder().api_key(api_key).build_blocking()
    }

    /// A client with the API key of the environment variable `PLOCK_API_KEY`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when there is none.
    pub fn from_env() -> Result<Self> {
        crate::Client::builder().build_blocking()
    }

    fn asynchronous(&self) -> crate::Client {
        client::Client { shared: self.shared.clone(), mode: Async }
    }

    fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        if tokio::runtime::Handle::try_current().is_ok() {
            return Err(Error::configuration(
                "expected no async code around a blocking call; use `plock::Client` there",
            ));
        }
        Ok(self.mode.0.block_on(work))
    }
}

impl ClientBuilder {
    /// The client, with blocking calls.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`], and when no thread can be started.
    pub fn build_blocking(self) -> Result<Client> {
        let runtime =
            client::runtime().map_err(|e| Error::configuration("no threads for the client").with_source(e))?;
        Ok(client::Client { shared: Arc::new(self.shared()?), mode: Blocking(Arc::new(runtime)) })
    }
}

impl<O: Operation> Request<O, Blocking> {
    /// Sends it and waits for the answer.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_blocking(self) -> Result<O::Output> {
        let (client, request) = self.split();
        client.wait(async move { request.send().await })?
    }

    fn split(self) -> (Client, Request<O, Async>) {
        let asynchronous = self.client.asynchronous();
        let Self { client, operation, options, paging, tag } = self;
        (client, Request { client: asynchronous, operation, options, paging, tag })
    }
}

impl<O: ListOperation> Request<O, Blocking> {
    /// All items of all pages, from the start page on.
    pub fn iter(self) -> Items<O> {
        let (client, request) = self.split();
        Items { client, stream: request.stream(), ended: false }
    }

    /// All pages, from the start page on.
    pub fn pages(self) -> Pages<O> {
        let (client, request) = self.split();
        Pages { client, stream: request.pages(), ended: false }
    }

    /// The first item, with one request.
    ///
    /// # Errors
    /// As for any call.
    pub fn first(self) -> Result<Option<O::Item>> {
        Ok(self.send_blocking()?.items.into_iter().next())
    }
}

macro_rules! blocking_iterator {
    ($(#[$doc:meta])* $name:ident, $stream:ident, $item:ty) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<O: ListOperation> {
            client: Client,
            stream: $stream<O>,
            ended: bool,
        }

        impl<O: ListOperation> $name<O> {
            /// How many items all pages hold, once a page has told it.
            pub fn total(&self) -> Option<u64> {
                self.stream.total()
            }
        }

        impl<O: ListOperation> Iterator for $name<O> {
            type Item = Result<$item>;

            fn next(&mut self) -> Option<Self::Item> {
                if self.ended {
                    return None;
                }
                let next = self.client.wait(self.stream.next()).unwrap_or_else(|e| Some(Err(e)));
                self.ended = !matches!(next, Some(Ok(_)));
                next
            }
        }
    };
}
blocking_iterator!(
    /// Items in order, out of pages that are fetched ahead.
    Items, ItemStream, O::Item
);
blocking_iterator!(
    /// Pages in order, fetched ahead.
    Pages, PageStream, Page<O::Item>
);

impl<O: Operation> Many<O, Blocking> {
    /// Sends all and waits. The outcomes are in the order of the writes.
    ///
    /// # Errors
    /// As for any blocking call; the result of a write is its [`Outcome`].
    pub fn send_blocking(mut self) -> Result<Vec<Outcome<O::Output>>> {
        let client = self.client.clone();
        client.wait(async move {
            let mut outcomes = Vec::new();
            while let Some(outcome) = std::future::poll_fn(|cx| self.poll_outcome(cx)).await {
                outcomes.push(outcome);
            }
            outcomes
        })
    }
}
