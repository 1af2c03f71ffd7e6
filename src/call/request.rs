//! A call before it is sent: its operation, its options, and the ways to send it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;

use super::client::{Async, Client, Mode};
use super::decode::{self, PageFacts};
use super::operation::{ListOperation, Operation, Paging};
use super::pages::{ItemStream, PageStream};
use super::{list, wire};
use crate::http::{Answer, Error, Exchange, Invalid, Options, Result, Sent, option_setters, tag};
use crate::json::Fault;
use crate::meta::Kind;

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

impl<O, M: Mode> Request<O, M> {
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
        let (output, answer, page) = self.send_page().await?;
        let number = self.paging.number.as_ref().and_then(|number| number.parse().ok());
        match (number, page.current_page) {
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
    pub(crate) async fn send_page(&self) -> Result<(O::Output, Answer, PageFacts)> {
        self.send_answered(&Sent::default()).await
    }

    /// As [`send`](Self::send); `sent` says at any time whether the API may have received the request.
    pub(crate) async fn send_tracked(&self, sent: &Sent) -> Result<O::Output> {
        self.send_answered(sent).await.map(|(output, ..)| output)
    }

    async fn send_answered(&self, sent: &Sent) -> Result<(O::Output, Answer, PageFacts)> {
        let meta = self.operation.meta();
        self.check()?;
        let shared = &self.client.shared;
        let http = shared.connections.here()?;
        let exchange =
            Exchange::new(shared.clone(), self.options.clone(), meta, self.operation.headers(), sent.clone());
        let wire = wire::Client::new_with_client(&shared.base_url, http, exchange.clone());
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
            return Ok((self.operation.nothing(), answer, PageFacts::default()));
        }
        let mut page = PageFacts::default();
        let decoded = self.operation.decode(&mut answer, &mut page);
        let body = std::mem::take(&mut answer.body);
        match decoded {
            Ok(output) => Ok((output, answer, page)),
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
