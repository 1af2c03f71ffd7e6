//! A call before it is sent: its operation, its options, and the ways to send it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::check::Invalid;
use crate::client::{Async, Client};
use crate::decode::{self, Fault, Object};
use crate::error::{Error, Result};
use crate::list;
use crate::meta::{self, Kind};
use crate::page::{ItemStream, Page, PageStream};
use crate::tag;
use crate::transport::{Answer, Exchange, Sent};

/// One operation of the API with its arguments. Generated for each; not for implementing elsewhere.
pub trait Operation: std::fmt::Debug + Clone + Send + Sync + 'static {
    /// What it answers.
    type Output: Default + Send + 'static;

    /// What the spec says of it.
    fn meta(&self) -> &'static meta::Operation;
    #[doc(hidden)]
    fn check(&self, paging: &Paging) -> Result<(), Invalid>;
    #[doc(hidden)]
    fn headers(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    #[doc(hidden)]
    fn send(&self, wire: &crate::wire::Client, paging: &Paging) -> impl Future<Output = ()> + Send;
    #[doc(hidden)]
    fn decode(&self, answer: &mut Answer) -> Result<Self::Output, Fault>;
    /// What a write gives whose answer has no body.
    #[doc(hidden)]
    fn nothing(&self) -> Self::Output {
        Self::Output::default()
    }
    /// An argument's name as the caller knows it.
    #[doc(hidden)]
    fn argument(&self, name: &str) -> String {
        name.to_owned()
    }
}

/// An operation that answers a page of objects.
pub trait ListOperation: Operation<Output = Page<Self::Item>> {
    /// What it lists.
    type Item: Object;
}

/// The page that a list call asks for.
#[derive(Debug, Clone, Default)]
#[doc(hidden)]
pub struct Paging {
    pub(crate) number: Option<String>,
    pub(crate) size: Option<String>,
}

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

/// A call that is put together. `.await` it; a list can also be streamed.
#[must_use = "nothing is sent before it is awaited"]
#[derive(Debug, Clone)]
pub struct Request<O, M = Async> {
    pub(crate) client: Client<M>,
    pub(crate) operation: O,
    pub(crate) options: Arc<Options>,
    pub(crate) paging: Paging,
    pub(crate) tag: Option<u64>,
}

impl<O, M: crate::client::Mode> Request<O, M> {
    pub(crate) fn new(client: &Client<M>, operation: O) -> Self {
        Self {
            client: client.clone(),
            operation,
            options: client.shared.options.clone(),
            paging: Paging::default(),
            tag: None,
        }
    }
}

impl<O, M> Request<O, M> {
    /// Options are shared until one is told to this call alone.
    fn options_mut(&mut self) -> &mut Options {
        Arc::make_mut(&mut self.options)
    }

    option_setters!();
}

impl<O: ListOperation, M> Request<O, M> {
    /// The page to read, or to start from; 1 unless told.
    pub fn page(mut self, number: u64) -> Self {
        self.paging.number = Some(number.to_string());
        self
    }

    /// How many items a page holds at most; the API decides unless told.
    pub fn page_size(mut self, size: u64) -> Self {
        self.paging.size = Some(size.to_string());
        self
    }
}

impl<O: Operation, M> Request<O, M> {
    /// Refuses what cannot be sent, without sending anything.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) naming the argument and what was expected.
    pub fn check(&self) -> Result<()> {
        let concurrency = match self.options.concurrency {
            0 => Err(Invalid::new("concurrency", "expected at least 1, got 0")),
            _ => Ok(()),
        };
        let options = self.options.invalid.clone().map_or(Ok(()), Err);
        options.and(concurrency).and_then(|()| self.operation.check(&self.paging)).map_err(|Invalid { field, what }| {
            let meta = self.operation.meta();
            Error::invalid(&self.operation.argument(&field), &what).with_call(meta.method, meta.path, 0)
        })
    }

    pub(crate) async fn send(&self) -> Result<O::Output> {
        let (output, answer) = self.send_page().await?;
        let number = self.paging.number.as_ref().and_then(|number| number.parse().ok());
        match (number, answer.page.current_page) {
            (Some(number), Some(came)) if number != came => {
                Err(self.inconsistent(list::other_page(number, came), 0, &answer))
            }
            _ => Ok(output),
        }
    }

    /// Why a page cannot be what was requested, after `rows` rows.
    pub(crate) fn inconsistent(&self, fault: Fault, rows: u64, answer: &Answer) -> Error {
        let error = Error::inconsistent(fault, rows).with_answer(answer.status, &answer.headers);
        error.with_call(self.operation.meta().method, answer.request.url().path(), answer.attempts)
    }

    /// As [`send`](Self::send), with the answer that the output was made of. Which page it is has not been checked.
    pub(crate) async fn send_page(&self) -> Result<(O::Output, Answer)> {
        self.send_answered(&Sent::default()).await
    }

    /// As [`send`](Self::send); `sent` says at any time whether the API may have received the request.
    pub(crate) async fn send_tracked(&self, sent: &Sent) -> Result<O::Output> {
        self.send_answered(sent).await.map(|(output, _)| output)
    }

    async fn send_answered(&self, sent: &Sent) -> Result<(O::Output, Answer)> {
        let meta = self.operation.meta();
        self.check()?;
        let shared = &self.client.shared;
        let http = shared.connections.here()?;
        let exchange =
            Exchange::new(shared.clone(), self.options.clone(), meta, self.operation.headers(), sent.clone());
        let wire = crate::wire::Client::new_with_client(&shared.base_url, http, exchange.clone());
        let mut answer = tag::within(self.tag, exchange.outcome(self.operation.send(&wire, &self.paging))).await?;
        let write = !matches!(meta.kind, Kind::List | Kind::Get);
        let failed =
            |error: Error, answer: &Answer| error.with_call(meta.method, answer.request.url().path(), answer.attempts);
        if let Some(name) = meta.acknowledged_by {
            let acknowledged = decode::flag(&answer.body, meta.result_in_data, name);
            if acknowledged != Some(true) {
                let error = Error::unacknowledged(name, acknowledged, answer.status, &answer.headers, &answer.body);
                return Err(failed(error, &answer));
            }
        } else if write && answer.body.is_empty() && !meta.result_in_data {
            return Ok((self.operation.nothing(), answer));
        }
        let decoded = self.operation.decode(&mut answer);
        let body = std::mem::take(&mut answer.body);
        match decoded {
            Ok(output) => Ok((output, answer)),
            Err(fault) => {
                let error = Error::decode(fault, &body).with_answer(answer.status, &answer.headers);
                // Who answers a write with something else may not even be the API.
                let error = if write { error.into_outcome_unknown() } else { error.with_retry(true, None) };
                Err(failed(error, &answer))
            }
        }
    }
}

impl<O: Operation> IntoFuture for Request<O, Async> {
    type Output = Result<O::Output>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await })
    }
}

impl<O: ListOperation> Request<O, Async> {
    /// All items of all pages, from the start page on; pages are fetched ahead, in order, at most `concurrency` at a time.
    pub fn stream(self) -> ItemStream<O> {
        ItemStream::new(self.pages())
    }

    /// All pages, from the start page on.
    pub fn pages(self) -> PageStream<O> {
        PageStream::new(self)
    }

    /// All items in memory.
    ///
    /// # Errors
    /// The first error of any page.
    pub async fn collect(self) -> Result<Vec<O::Item>> {
        let mut pages = self.pages();
        let mut items = Vec::new();
        while let Some(page) = pages.next().await {
            items.extend(page?.items);
        }
        Ok(items)
    }

    /// The first item, with one request.
    ///
    /// # Errors
    /// As for any call.
    pub async fn first(self) -> Result<Option<O::Item>> {
        Ok(self.send().await?.items.into_iter().next())
    }
}
