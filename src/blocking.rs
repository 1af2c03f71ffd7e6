//! A blocking client: requests are sent with `send_blocking`, lists are iterators.
//!
//! All blocking clients share one Tokio runtime with two threads. A call blocks the calling thread, and can be made from any thread, also
//! from [`spawn_blocking`](tokio::task::spawn_blocking) or async code.
//!
//! ```no_run
//! let plock = plock::blocking::Client::new("an API key")?;
//! for invoice in plock.invoices().list().iter() {
//!     println!("{:?}", invoice?.amount);
//! }
//! # Ok::<(), plock::Error>(())
//! ```

use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::runtime::Handle;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::builder::ClientBuilder;
use crate::call::{self, Async, ListOperation, Many, Mode, Operation, Outcome, Page, PageStream, Request};
use crate::http::{Error, ErrorKind, Result, connections};

/// Mode of a blocking client.
#[derive(Debug, Clone)]
pub struct Blocking(Handle);

impl Mode for Blocking {}

/// A blocking client of the Plock API.
pub type Client = call::Client<Blocking>;

impl Client {
    /// Creates a client with an API key; see [`Client::new`](crate::Client::new).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an empty key or one with invalid characters.
    pub fn new(api_key: impl Into<String>) -> Result<Self> {
        crate::call::Client::builder().api_key(api_key).build_blocking()
    }

    /// Creates a client with the API key in the environment variable `PLOCK_API_KEY`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the variable is not set.
    pub fn from_env() -> Result<Self> {
        crate::call::Client::builder().build_blocking()
    }

    fn asynchronous(&self) -> crate::call::Client {
        call::Client { shared: self.shared.clone(), mode: Async, tag: self.tag }
    }

    /// Runs `work` on the shared runtime and waits for it. A panic in `work` is resumed in the caller.
    fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Result<T> {
        let (done, result) = mpsc::sync_channel(1);
        let work = self.mode.0.spawn(work.in_current_span().with_current_subscriber());
        self.mode.0.spawn(async move { done.send(work.await) });
        let lost = || Error::new(ErrorKind::Connection, "internal error in plock: the call was aborted");
        match result.recv() {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(ended)) if ended.is_panic() => std::panic::resume_unwind(ended.into_panic()),
            Ok(Err(ended)) => Err(lost().with_source(ended)),
            Err(ended) => Err(lost().with_source(ended)),
        }
    }
}

/// The shared runtime. It is never dropped, because a runtime cannot be dropped in async code.
fn runtime() -> Result<Handle> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);
    let mut known = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*known {
        return Ok(handle.clone());
    }
    let new =
        connections::new_runtime().map_err(|e| Error::configuration("failed to start a thread").with_source(e))?;
    let handle = known.insert(new.handle().clone()).clone();
    std::mem::forget(new);
    Ok(handle)
}

impl ClientBuilder {
    /// Builds a blocking client.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`], and if no thread can be started.
    pub fn build_blocking(self) -> Result<Client> {
        Ok(call::Client { shared: Arc::new(self.shared()?), mode: Blocking(runtime()?), tag: None })
    }
}

impl<O: Operation> Request<O, Blocking> {
    /// Sends the request and waits for the response.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_blocking(self) -> Result<O::Output> {
        let (client, request) = self.split();
        client.wait(request.send())?
    }

    fn split(self) -> (Client, Request<O, Async>) {
        let asynchronous = self.client.asynchronous();
        let Self { client, operation, options, paging, tag } = self;
        (client, Request { client: asynchronous, operation, options, paging, tag })
    }
}

impl<O: ListOperation> Request<O, Blocking> {
    /// Iterator over all items from the start page on. Pages are fetched ahead.
    pub fn iter(self) -> Items<O> {
        Items { pages: self.pages(), items: Vec::new().into_iter() }
    }

    /// Iterator over all pages from the start page on. Pages are fetched ahead.
    pub fn pages(self) -> Pages<O> {
        let (client, request) = self.split();
        Pages { client, stream: Some(request.pages()), total: None }
    }

    /// Returns the first item, with one request.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn first(self) -> Result<Option<O::Item>> {
        Ok(self.send_blocking()?.items.into_iter().next())
    }
}

/// Iterator over pages.
#[derive(Debug)]
pub struct Pages<O: ListOperation> {
    client: Client,
    /// `None` after the end.
    stream: Option<PageStream<O>>,
    total: Option<u64>,
}

impl<O: ListOperation> Pages<O> {
    /// Total number of items in the list; `None` until a page has it.
    pub fn total(&self) -> Option<u64> {
        self.total
    }
}

impl<O: ListOperation> Iterator for Pages<O> {
    type Item = Result<Page<O::Item>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.stream.take()?;
        let read = self.client.wait(async move {
            let page = stream.next().await;
            (page, stream)
        });
        let (page, stream) = match read {
            Ok(read) => read,
            Err(error) => return Some(Err(error)),
        };
        self.total = stream.total();
        self.stream = matches!(page, Some(Ok(_))).then_some(stream);
        page
    }
}

/// Iterator over items.
#[derive(Debug)]
pub struct Items<O: ListOperation> {
    pages: Pages<O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: ListOperation> Items<O> {
    /// Total number of items in the list; `None` until a page has it.
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }
}

impl<O: ListOperation> Iterator for Items<O> {
    type Item = Result<O::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items = page.items.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Operation> Many<O, Blocking> {
    /// Sends all writes and returns their outcomes in order.
    ///
    /// # Errors
    /// Only if the runtime fails; the result of a write is its [`Outcome`].
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
