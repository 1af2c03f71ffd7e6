//! Batch writes: a bounded number in flight, and an outcome for each.
//!
//! Rust polls this engine in place; the bindings drive it through `plock::dynamic::ManyJob`.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{FuturesUnordered, StreamExt};

use super::client::{Async, Client, Mode};
use super::operation::Operation;
use super::request::Request;
use crate::http::{Error, ErrorKind, Result, Sent};
use crate::meta::{self, BATCH_CONCURRENCY};

/// Outcome of a write.
#[derive(Debug, PartialEq)]
pub enum Outcome<T> {
    /// Recorded by the API.
    Recorded(T),
    /// Definitely not recorded.
    Refused(Error),
    /// May have been recorded; sending it again may record it twice.
    Unknown(Error),
    /// Not sent, because the job was stopped.
    NotSent,
}

impl<T> Outcome<T> {
    fn of(result: Result<T>) -> Self {
        match result {
            Ok(output) => Self::Recorded(output),
            Err(error) if error.kind() == ErrorKind::OutcomeUnknown => Self::Unknown(error),
            Err(error) => Self::Refused(error),
        }
    }

    /// Whether the write was recorded.
    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Recorded(_))
    }

    /// The error of a refused or unknown write.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Recorded(_) | Self::NotSent => None,
            Self::Refused(error) | Self::Unknown(error) => Some(error),
        }
    }

    /// Whether every other write would fail in the same way, because the credentials are invalid or lack permission, or because the API was
    /// not available for too long.
    fn is_fatal(&self) -> bool {
        self.error().is_some_and(|error| matches!(error.status(), Some(401 | 403)) || error.is_outage())
    }
}

/// Number of writes by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Recorded by the API.
    pub recorded: u64,
    /// Definitely not recorded.
    pub refused: u64,
    /// May have been recorded.
    pub unknown: u64,
    /// Not sent, because the job was stopped.
    pub not_sent: u64,
}

impl Summary {
    /// The sum of all outcomes.
    pub fn total(&self) -> u64 {
        self.recorded + self.refused + self.unknown + self.not_sent
    }

    /// Checks that every write was recorded.
    ///
    /// # Errors
    /// [`ErrorKind::PartialFailure`] otherwise.
    pub fn require_recorded(&self) -> Result<()> {
        if self.recorded == self.total() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::PartialFailure, self.to_string()))
    }

    fn count<T>(&mut self, outcome: &Outcome<T>) {
        *match outcome {
            Outcome::Recorded(_) => &mut self.recorded,
            Outcome::Refused(_) => &mut self.refused,
            Outcome::Unknown(_) => &mut self.unknown,
            Outcome::NotSent => &mut self.not_sent,
        } += 1;
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { recorded, refused, unknown, not_sent } = self;
        write!(f, "{recorded} recorded, {refused} refused, {unknown} unknown, {not_sent} not sent")
    }
}

type Source<O, M> = Pin<Box<dyn Stream<Item = Result<Request<O, M>>> + Send>>;
type Call<T> = Pin<Box<dyn Future<Output = (u64, Result<T>)> + Send>>;

/// A write whose outcome has not been read.
enum Slot<T> {
    InFlight(Sent, &'static meta::Operation),
    Done(Outcome<T>),
}

/// A job of many writes of one operation. Nothing is sent until it is polled: `.await` it for all outcomes, read them one by one with
/// [`next`](Many::next), or collect them with [`wait`](Many::wait) and keep the job.
///
/// ```no_run
/// # use plock::{Client, types::NewProductUsage};
/// # async fn run(plock: Client, events: Vec<NewProductUsage>) -> Result<(), plock::Error> {
/// let mut job = plock.product_usages().add_many(events);
/// while let Some(outcome) = job.next().await {
///     if let Some(error) = outcome.error() {
///         eprintln!("{error}");
///     }
/// }
/// println!("{}", job.summary()); // 98 recorded, 1 refused, 1 unknown, 0 not sent
/// job.summary().require_recorded()
/// # }
/// ```
///
/// Outcomes are in the order of the writes. A 401 or 403, an outage longer than `max_outage`, or [`stop`](Many::stop) stops the job:
/// requests in flight finish, and no other is sent. Dropping the job aborts the requests in flight.
#[must_use = "a job sends nothing until it is polled"]
pub struct Many<O: Operation, M = Async> {
    pub(crate) client: Client<M>,
    /// `None` if it has ended or is no longer read.
    source: Option<Source<O, M>>,
    /// Whether the source is drained after a stop, so that each of its writes has an outcome.
    finite: bool,
    stopped: bool,
    concurrency: usize,
    calls: FuturesUnordered<Call<O::Output>>,
    slots: VecDeque<Slot<O::Output>>,
    /// Index of the first slot.
    first: u64,
    summary: Summary,
    outcomes: Vec<Outcome<O::Output>>,
}

impl<O: Operation, M> fmt::Debug for Many<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Many")
            .field("client", &self.client)
            .field("concurrency", &self.concurrency)
            .field("in_flight", &self.calls.len())
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}

impl<O: Operation, M> Many<O, M> {
    pub(crate) fn new(
        client: Client<M>,
        source: impl Stream<Item = Result<Request<O, M>>> + Send + 'static,
        finite: bool,
    ) -> Self {
        Self {
            client,
            source: Some(Box::pin(source)),
            finite,
            stopped: false,
            concurrency: BATCH_CONCURRENCY,
            calls: FuturesUnordered::new(),
            slots: VecDeque::new(),
            first: 0,
            summary: Summary::default(),
            outcomes: Vec::new(),
        }
    }

    /// Maximum number of writes in flight. Default: 32; at least 1.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.concurrency = calls.max(1);
        self
    }

    /// Number of writes by outcome, so far.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// The outcomes that [`wait`](Many::wait) has collected, in the order of the writes.
    pub fn outcomes(&self) -> &[Outcome<O::Output>] {
        &self.outcomes
    }

    /// Whether the job was stopped.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Stops sending. Outcomes of requests in flight can still be read; the rest of an iterator with an upper bound is
    /// [`NotSent`](Outcome::NotSent).
    pub fn stop(&mut self) {
        self.stopped = true;
        if !self.finite {
            self.source = None;
        }
    }

    /// Stops the job and aborts the requests in flight. They are [`NotSent`](Outcome::NotSent) if nothing of them was sent, and
    /// [`Unknown`](Outcome::Unknown) otherwise.
    pub fn abort(&mut self) {
        self.stop();
        self.calls.clear();
        for slot in &mut self.slots {
            if let Slot::InFlight(sent, meta) = slot {
                let aborted =
                    || Error::new(ErrorKind::Timeout, "aborted before a response arrived").into_outcome_unknown();
                let outcome = match sent.close() {
                    true => Outcome::NotSent,
                    false => Outcome::Unknown(aborted().with_call(meta.method, meta.path, 1)),
                };
                self.summary.count(&outcome);
                *slot = Slot::Done(outcome);
            }
        }
    }

    /// Maximum number of slots. A slow write delays the outcomes after it, but not the sending of those writes.
    fn window(&self) -> usize {
        self.concurrency.saturating_mul(4)
    }

    fn settle(&mut self, index: u64, outcome: Outcome<O::Output>) {
        if outcome.is_fatal() && !self.stopped {
            self.stop();
        }
        self.summary.count(&outcome);
        if let Some(slot) = usize::try_from(index - self.first).ok().and_then(|at| self.slots.get_mut(at)) {
            *slot = Slot::Done(outcome);
        }
    }
}

impl<O: Operation, M: Mode> Many<O, M> {
    /// Takes writes from the source while there is room. Returns whether it took any.
    fn fill(&mut self, cx: &mut Context<'_>) -> bool {
        let before = self.slots.len();
        while self.slots.len() < self.window() && (self.stopped || self.calls.len() < self.concurrency) {
            let Some(source) = &mut self.source else { break };
            let request = match source.as_mut().poll_next(cx) {
                Poll::Pending => break,
                Poll::Ready(None) => {
                    self.source = None;
                    break;
                }
                Poll::Ready(Some(request)) => request,
            };
            let index = self.first + self.slots.len() as u64;
            match request {
                Ok(request) if !self.stopped => {
                    let sent = Sent::default();
                    self.slots.push_back(Slot::InFlight(sent.clone(), request.operation.meta()));
                    self.calls.push(Box::pin(async move { (index, request.send_tracked(&sent).await) }));
                }
                request => {
                    let outcome = request.err().map_or(Outcome::NotSent, Outcome::Refused);
                    self.summary.count(&outcome);
                    self.slots.push_back(Slot::Done(outcome));
                }
            }
        }
        self.slots.len() > before
    }

    pub(crate) fn poll_outcome(&mut self, cx: &mut Context<'_>) -> Poll<Option<Outcome<O::Output>>> {
        loop {
            let mut moved = self.fill(cx);
            while let Poll::Ready(Some((index, result))) = self.calls.poll_next_unpin(cx) {
                self.settle(index, Outcome::of(result));
                moved = true;
            }
            match self.slots.pop_front() {
                Some(Slot::Done(outcome)) => {
                    self.first += 1;
                    return Poll::Ready(Some(outcome));
                }
                Some(slot) => self.slots.push_front(slot),
                None if self.source.is_none() => return Poll::Ready(None),
                None => {}
            }
            if !moved {
                return Poll::Pending;
            }
        }
    }
}

impl<O: Operation> Many<O, Async> {
    /// Returns the next outcome, in the order of the writes; `None` after the last. Cancel safe.
    pub async fn next(&mut self) -> Option<Outcome<O::Output>> {
        std::future::poll_fn(|cx| self.poll_outcome(cx)).await
    }

    /// Sends all writes and collects their outcomes; see [`outcomes`](Many::outcomes). Cancel safe: outcomes collected so far are kept.
    pub async fn wait(&mut self) -> &[Outcome<O::Output>] {
        while let Some(outcome) = self.next().await {
            self.outcomes.push(outcome);
        }
        &self.outcomes
    }

    /// Stream of the outcomes, in the order of the writes.
    pub fn stream(self) -> impl Stream<Item = Outcome<O::Output>> + Send + Unpin {
        self
    }
}

impl<O: Operation, M> Unpin for Many<O, M> {}

impl<O: Operation> Stream for Many<O, Async> {
    type Item = Outcome<O::Output>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_outcome(cx)
    }
}

impl<O: Operation> IntoFuture for Many<O, Async> {
    type Output = Vec<Outcome<O::Output>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move {
            self.wait().await;
            self.outcomes
        })
    }
}
