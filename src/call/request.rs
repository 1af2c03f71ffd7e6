//! A request with its options, and the ways to send it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;

use super::client::{Async, Client, Mode};
use super::decode::{self, PageFacts};
use super::operation::{ListOperation, Operation, Paging};
use super::pages::{ItemStream, Page, PageStream};
use super::{list, wire};
use crate::http::{Error, Exchange, InvalidArgument, Options, Part, Response, Result, Sent, option_setters, tag};
use crate::json::DecodeError;
use crate::meta::Kind;

/// A prepared request. `.await` it to send it; a list can also be streamed.
#[must_use = "a request is sent only when it is awaited"]
#[derive(Debug, Clone)]
pub struct Request<O, M = Async> {
    pub(crate) client: Client<M>,
    pub(crate) operation: O,
    pub(crate) options: Arc<Options>,
    pub(crate) paging: Paging,
    pub(crate) tag: Option<u64>,
}

impl<O, M: Mode> Request<O, M> {
    pub(crate) fn new(client: &Client<M>, operation: O) -> Self {
        Self {
            client: client.clone(),
            operation,
            options: client.shared.options.clone(),
            paging: Paging::default(),
            tag: client.tag,
        }
    }
}

impl<O, M> Request<O, M> {
    /// Options are shared with the client until one is set for this call.
    fn options_mut(&mut self) -> &mut Options {
        Arc::make_mut(&mut self.options)
    }

    option_setters!();
}

impl<O: ListOperation, M> Request<O, M> {
    /// Page to read, or to start from. Default: the first page.
    pub fn page(mut self, number: u64) -> Self {
        self.paging.number = Some(number.to_string());
        self
    }

    /// Maximum number of items per page. Default: chosen by the API.
    pub fn page_size(mut self, size: u64) -> Self {
        self.paging.size = Some(size.to_string());
        self
    }

    /// Reads the list consistently: no row that is in it all the time is missed, and none is delivered twice. Default: off.
    ///
    /// A list by page numbers is read at least twice, unless it has one page, and at most three times. Each read delivers the rows whose ids
    /// were not delivered before. It ends when a read finds all ids of the one before again, and these are as many as the total that the API
    /// states then: the list at one moment, and rows that were added or deleted around it. A list that keeps changing otherwise ends with
    /// [`ErrorKind::InconsistentList`](crate::ErrorKind::InconsistentList). Lists that go on by a cursor or a link do not shift: they are
    /// read once, and rows that repeat are left out.
    ///
    /// Memory: ids that are numbers are kept as intervals, others as 16 bytes each and the space of a hash table. It has no effect on one
    /// page, and cannot be combined with [`page`](Self::page).
    pub fn consistent(mut self) -> Self {
        self.paging.consistent = true;
        self
    }
}

impl<O: Operation, M> Request<O, M> {
    /// Validates the arguments without sending anything.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for an invalid argument; the message names it.
    pub fn check(&self) -> Result<()> {
        let concurrency = match self.options.concurrency {
            0 => Err(InvalidArgument::new("concurrency", "expected at least 1, got 0")),
            _ => Ok(()),
        };
        let options = self.options.invalid.clone().map_or(Ok(()), Err);
        let paged = match (self.operation.meta().paginated, &self.paging) {
            (false, Paging { number: Some(_), .. }) => {
                Err(InvalidArgument::new("page", "the list has no page numbers"))
            }
            (false, Paging { size: Some(_), .. }) => {
                Err(InvalidArgument::new("page_size", "the list has no page size"))
            }
            (_, Paging { consistent: true, number: Some(_), .. }) => {
                Err(InvalidArgument::new("consistent", "expected a list from its first page on, got a page number"))
            }
            (_, Paging { consistent: true, .. }) if !self.operation.meta().lists_ids() => {
                Err(InvalidArgument::new("consistent", "the rows of the list have no id"))
            }
            _ => Ok(()),
        };
        options.and(concurrency).and(paged).and_then(|()| self.operation.check(&self.paging)).map_err(
            |InvalidArgument { field, message }| {
                let meta = self.operation.meta();
                let field = self.operation.argument(self.client.shared.names.of(&field));
                Error::invalid(&field, &message).with_call(meta.method, meta.path, 0)
            },
        )
    }

    pub(crate) async fn send_here(&self) -> Result<O::Output> {
        let (output, response, page) = self.send_page(Part::Call).await?;
        let number = self.paging.number.as_ref().and_then(|number| number.parse().ok());
        match (number, page.current_page) {
            (Some(number), Some(came)) if number != came => {
                Err(self.inconsistent(list::wrong_page(number, came), 0, &response))
            }
            _ => Ok(output),
        }
    }

    /// The error for a page that contradicts the pages before it, after `rows` rows.
    pub(crate) fn inconsistent(&self, error: DecodeError, rows: u64, response: &Response) -> Error {
        Error::inconsistent(error, rows).with_response(self.operation.meta().method, response)
    }

    /// As [`send_here`](Self::send_here), with the response. Does not check that it is the requested page.
    pub(crate) async fn send_page(&self, part: Part) -> Result<(O::Output, Response, PageFacts)> {
        self.send_tracked_page(&Sent::default(), part).await
    }

    /// As [`send_here`](Self::send_here); `sent` tracks whether the API may have received the request.
    pub(crate) async fn send_tracked(&self, sent: &Sent) -> Result<O::Output> {
        self.send_tracked_page(sent, Part::Job).await.map(|(output, ..)| output)
    }

    async fn send_tracked_page(&self, sent: &Sent, part: Part) -> Result<(O::Output, Response, PageFacts)> {
        let meta = self.operation.meta();
        self.check()?;
        let shared = &self.client.shared;
        let http = shared.connections.here()?.any().clone();
        let exchange = Exchange::new(
            shared.clone(),
            self.options.clone(),
            meta,
            self.operation.headers(),
            self.paging.url.clone(),
            sent.clone(),
            part,
        );
        let wire = wire::Client::new_with_client(&shared.base_url, http, exchange.clone());
        let mut response = tag::within(self.tag, exchange.outcome(self.operation.send(&wire, &self.paging))).await?;
        let write = !matches!(meta.kind, Kind::List | Kind::Get);
        if let Some(name) = meta.acknowledged_by {
            let acknowledged = decode::flag(&response.body, meta.result_in_data, name);
            if acknowledged != Some(true) {
                let error = Error::unacknowledged(name, acknowledged, &response);
                return Err(error.with_response(meta.method, &response));
            }
        } else if response.body.is_empty() && (meta.optional || write && !meta.result_in_data) {
            return Ok((self.operation.nothing(), response, PageFacts::default()));
        }
        let mut page = PageFacts::default();
        let ids = self.paging.ids.then(|| decode::row_ids(&response.body, meta.result_in_data));
        let decoded = self.operation.decode(&mut response, &mut page).and_then(|output| {
            page.row_ids = ids.transpose()?;
            Ok(output)
        });
        let body = std::mem::take(&mut response.body);
        match decoded {
            Ok(output) => Ok((output, response, page)),
            Err(error) => {
                let error = Error::decode(error, &body).with_response(meta.method, &response);
                // A response that does not decode may not come from the API.
                Err(if write { error.into_outcome_unknown() } else { error.with_retry(true, None) })
            }
        }
    }
}

impl<O: Operation> IntoFuture for Request<O, Async> {
    type Output = Result<O::Output>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<O: Operation> Request<O, Async> {
    /// Sends the request. The same as `.await`, as a future for `tokio::spawn` or `try_join_all`, which is `Send` and borrows nothing.
    ///
    /// ```no_run
    /// # async fn example(plock: plock::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let task = tokio::spawn(plock.invoices().get(2002).send());
    /// let invoices = futures_util::future::try_join_all([1, 2, 3].map(|id| plock.invoices().get(id).send())).await?;
    /// # drop(invoices);
    /// # task.await??;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    #[allow(clippy::manual_async_fn, reason = "the signature promises `Send`")]
    pub fn send(self) -> impl Future<Output = Result<O::Output>> + Send + 'static {
        async move { self.send_here().await }
    }
}

impl<O: ListOperation> Request<O, Async> {
    /// Stream of all items from the start page on. Up to `concurrency` pages are fetched ahead.
    pub fn stream(self) -> ItemStream<O> {
        ItemStream::new(self.pages())
    }

    /// Stream of all pages from the start page on.
    pub fn pages(self) -> PageStream<O> {
        PageStream::new(self, Page::retain)
    }

    /// Collects all items into memory.
    ///
    /// # Errors
    /// The first error of any page; see [`ErrorKind`](crate::ErrorKind).
    pub async fn collect(self) -> Result<Vec<O::Item>> {
        let mut pages = self.pages();
        let mut items = Vec::new();
        while let Some(page) = pages.next().await {
            items.extend(page?.items);
        }
        Ok(items)
    }

    /// Returns the first item, with one request.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn first(self) -> Result<Option<O::Item>> {
        Ok(self.send_here().await?.items.into_iter().next())
    }
}
