//! Many writes: a bounded number in flight, and every one accounted for.

use std::collections::VecDeque;
use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};

use crate::client::{Async, Client};
use crate::error::{Error, ErrorKind, Result};
use crate::request::{Operation, Request};

/// What became of one write.
#[derive(Debug)]
pub enum Outcome<T> {
    /// The API recorded it.
    Recorded(T),
    /// The API did certainly not record it; the error says why.
    Refused(Error),
    /// It may have been recorded or not: sending it again may record it twice.
    Unknown(Error),
}

impl<T> Outcome<T> {
    fn of(result: Result<T>) -> Self {
        match result {
            Ok(output) => Self::Recorded(output),
            // A failing server may have done it before it failed.
            Err(error) if error.kind() == ErrorKind::OutcomeUnknown || !error.is_retry_safe() => Self::Unknown(error),
            Err(error) => Self::Refused(error),
        }
    }

    /// Whether it was recorded.
    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Recorded(_))
    }

    /// Why it was not, or may not have been.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Recorded(_) => None,
            Self::Refused(error) | Self::Unknown(error) => Some(error),
        }
    }
}

type Requests<O, M> = Pin<Box<dyn Stream<Item = Result<Request<O, M>>> + Send>>;

/// Many calls that are put together. `.await` it for all outcomes, or [`stream`](Many::stream) them.
#[must_use = "nothing is sent before it is awaited"]
pub struct Many<O: Operation, M = Async> {
    pub(crate) client: Client<M>,
    requests: Requests<O, M>,
    concurrency: usize,
}

impl<O: Operation, M> fmt::Debug for Many<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Many")
            .field("client", &self.client)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}

impl<O: Operation, M> Many<O, M> {
    pub(crate) fn new(client: Client<M>, requests: impl Stream<Item = Result<Request<O, M>>> + Send + 'static) -> Self {
        Self { client, requests: Box::pin(requests), concurrency: 32 }
    }

    /// How many are in flight at the same time at most; 32 unless told, at least 1.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.concurrency = calls.max(1);
        self
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation, M: 'static> Many<O, M> {
    pub(crate) fn map_requests<N: 'static>(
        self,
        client: Client<N>,
        change: fn(Request<O, M>) -> Request<O, N>,
    ) -> Many<O, N> {
        let requests = Box::pin(self.requests.map(move |request| request.map(change)));
        Many { client, requests, concurrency: self.concurrency }
    }
}

impl<O: Operation> Many<O, Async> {
    /// The outcomes, in the order of the requests.
    pub fn stream(self) -> impl Stream<Item = Outcome<O::Output>> + Send + Unpin {
        // Numbered, so that a slow call holds back the answers behind it but not their requests.
        let numbered = self.requests.enumerate();
        let calls = numbered.map(|(at, request)| async move {
            match request {
                Ok(request) => (at, Outcome::of(request.send().await)),
                Err(error) => (at, Outcome::Refused(error)),
            }
        });
        let done = Box::pin(calls.buffer_unordered(self.concurrency));
        let waiting: VecDeque<Option<Outcome<O::Output>>> = VecDeque::new();
        Box::pin(stream::unfold((done, waiting, 0_usize), |(mut done, mut waiting, mut next)| async move {
            loop {
                if matches!(waiting.front(), Some(Some(_))) {
                    let outcome = waiting.pop_front().flatten()?;
                    next += 1;
                    return Some((outcome, (done, waiting, next)));
                }
                let (at, outcome) = done.next().await?;
                let place = at - next;
                while waiting.len() <= place {
                    waiting.push_back(None);
                }
                waiting[place] = Some(outcome);
            }
        }))
    }
}

impl<O: Operation> IntoFuture for Many<O, Async> {
    type Output = Vec<Outcome<O::Output>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.stream().collect())
    }
}
