//! Pages, and the streams that fetch them ahead of their reader.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use futures_core::Stream;
use tokio::task::JoinHandle;
use tracing::Instrument;

use super::client::Async;
use super::decode::PageFacts;
use super::list::List;
use super::operation::{ListOperation, Operation};
use super::request::Request;
use crate::http::{Answer, Error, ErrorKind, Result, connections};
use crate::values::Extra;

/// One page of a list, and what the API says of the others.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// What it holds.
    pub items: Vec<T>,
    /// Its number, from 1.
    pub current_page: Option<u64>,
    /// The number of the last page.
    pub last_page: Option<u64>,
    /// How many items a page holds at most.
    pub per_page: Option<u64>,
    /// How many items all pages hold.
    pub total: Option<u64>,
    /// Link to the next page, as the API wrote it.
    pub next: Option<String>,
    /// The other members of the answer (`meta`, `links`, `jsonapi`), as they came.
    pub meta: Extra,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            current_page: None,
            last_page: None,
            per_page: None,
            total: None,
            next: None,
            meta: Extra::default(),
        }
    }
}

/// An in-flight page request; aborted on drop.
#[derive(Debug)]
struct Fetch<T> {
    number: u64,
    requested: Instant,
    task: JoinHandle<Arrived<T>>,
}

impl<T> Drop for Fetch<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// When a page arrived, and the page, or why there is none.
type Arrived<T> = (Instant, Result<(T, Answer, PageFacts)>);

/// Pages in order. At most `concurrency` are on their way or waiting to be read, so memory is bounded.
///
/// Every list is checked while it is read: each page is the one that was requested, none is repeated, and the last page, the total and
/// the links agree with the rows. What contradicts is resolved by following the link to the next page, or is one error of the kind
/// [`ErrorKind::InconsistentList`], after all rows that are certain. A list that grows or shrinks meanwhile is no contradiction.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct PageStream<O: Operation> {
    request: Request<O, Async>,
    list: List,
    ahead: VecDeque<Fetch<O::Output>>,
    /// Number of the page to read next; `None`: there is none.
    next: Option<u64>,
    /// When the page read last arrived.
    read: Option<Instant>,
    /// Why the list cannot go on after the page read last.
    broken: Option<Error>,
    /// The first page is requested again to learn whether the list has ended before the page that failed like this.
    doubt: Option<(u64, Error)>,
}

impl<O: Operation> PageStream<O> {
    pub(crate) fn new(request: Request<O, Async>) -> Self {
        let start = request.paging.number.as_ref().and_then(|n| n.parse().ok());
        Self {
            request,
            list: List::new(start),
            ahead: VecDeque::new(),
            next: Some(start.unwrap_or(1)),
            read: None,
            broken: None,
            doubt: None,
        }
    }

    /// How many items all pages hold, once a page has told it.
    pub fn total(&self) -> Option<u64> {
        self.list.total()
    }

    /// The next page.
    pub async fn next(&mut self) -> Option<Result<O::Output>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn fetch(&mut self, number: u64) {
        // The first request is sent as the caller put it: without a page number unless there was one.
        let mut request = self.request.clone();
        if self.list.pages() > 0 || number > 1 {
            request.paging.number = Some(number.to_string());
        }
        let page = async move {
            let page = request.send_page().await;
            (Instant::now(), page)
        };
        let task = tokio::spawn(page.in_current_span());
        self.ahead.push_back(Fetch { number, requested: Instant::now(), task });
    }

    /// The last page to request while page `next` is to be read. Until a page has told how many there are, only that one is.
    fn last(&self, next: u64) -> u64 {
        self.list.last().map_or(next, |last| last.max(next))
    }

    /// Requests pages up to the last one, as many as there is room for.
    fn fill(&mut self) {
        let Some(next) = self.next else { return };
        // A concurrency of 0 is refused by the request.
        let (last, window) = (self.last(next), self.request.options.concurrency.max(1));
        let mut number = self.ahead.back().map_or(Some(next), |fetch| fetch.number.checked_add(1));
        while let Some(at) = number.filter(|at| *at <= last && self.ahead.len() < window) {
            self.fetch(at);
            number = at.checked_add(1);
        }
    }

    /// Goes on with page `next`. Pages requested beyond the end are dropped, whatever they answered or will answer.
    fn go_on(&mut self, next: Option<u64>) {
        self.next = next;
        let last = next.map_or(0, |next| self.last(next));
        self.ahead.retain(|fetch| fetch.number <= last);
        if next.is_some() && self.ahead.front().map(|fetch| fetch.number) != next {
            self.ahead.clear();
        }
    }

    fn stop(&mut self, error: Error) -> Poll<Option<Result<O::Output>>> {
        self.go_on(None);
        Poll::Ready(Some(Err(error)))
    }

    /// What a page that arrived gives the reader; `None`: nothing, and the next page is to be read. `overlapped`: it was requested
    /// before the page before it arrived, so it may be the older of the two.
    fn arrived(&mut self, number: u64, overlapped: bool, (at, page): Arrived<O::Output>) -> Option<Result<O::Output>> {
        if let Some((failed, error)) = self.doubt.take() {
            return match page {
                Ok((_, answer, facts)) if self.list.ended_before(failed, &facts) => {
                    let end = self.list.end();
                    end.err().map(|fault| Err(self.request.inconsistent(fault, self.list.rows(), &answer)))
                }
                _ => Some(Err(error)),
            };
        }
        let (page, answer, facts) = match page {
            Ok(page) => page,
            Err(error) if self.list.last().is_some() && may_be_gone(&error, overlapped) => {
                self.go_on(None);
                self.doubt = Some((number, error));
                self.fetch(1);
                return None;
            }
            Err(error) => return Some(Err(error)),
        };
        if overlapped && self.list.is_older(&facts) {
            self.ahead.clear();
            return None;
        }
        self.read = Some(at);
        let step = match self.list.read(number, &facts) {
            Ok(step) => step,
            Err(fault) => return Some(Err(self.request.inconsistent(fault, self.list.rows(), &answer))),
        };
        match step.next {
            Ok(next) => self.go_on(next),
            Err(fault) => {
                self.go_on(None);
                self.broken = Some(self.request.inconsistent(fault, self.list.rows(), &answer));
            }
        }
        step.deliver.then_some(Ok(page))
    }
}

/// Whether a page may have failed because the list became shorter since it told of the page.
fn may_be_gone(error: &Error, overlapped: bool) -> bool {
    match error.status() {
        Some(404 | 410) => true,
        Some(401 | 403 | 429) | None => false,
        Some(_) => overlapped,
    }
}

impl<O: Operation> Unpin for PageStream<O> {}

impl<O: Operation> Stream for PageStream<O> {
    type Item = Result<O::Output>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(error) = this.broken.take() {
                return this.stop(error);
            }
            if this.ahead.is_empty()
                && this.next.is_some()
                && let Err(error) = connections::runtime()
            {
                return this.stop(error);
            }
            // One at a time means: not before the reader asks.
            if this.ahead.is_empty() || this.request.options.concurrency > 1 {
                this.fill();
            }
            let Some(fetch) = this.ahead.front_mut() else { return Poll::Ready(None) };
            let Poll::Ready(done) = Pin::new(&mut fetch.task).poll(cx) else { return Poll::Pending };
            let number = fetch.number;
            let overlapped = this.read.is_some_and(|read| fetch.requested < read);
            this.ahead.pop_front();
            let arrived = done.unwrap_or_else(|e| {
                let error = Error::new(ErrorKind::Connection, "the runtime of the page's request has ended");
                (Instant::now(), Err(error.with_source(e)))
            });
            match this.arrived(number, overlapped, arrived) {
                Some(Err(error)) => return this.stop(error),
                Some(page) => {
                    if this.request.options.concurrency > 1 {
                        this.fill();
                    }
                    return Poll::Ready(Some(page));
                }
                None => {}
            }
        }
    }
}

/// Items in order, out of pages that are fetched ahead.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<O: ListOperation> {
    pages: PageStream<O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: ListOperation> ItemStream<O> {
    pub(crate) fn new(pages: PageStream<O>) -> Self {
        Self { pages, items: Vec::new().into_iter() }
    }

    /// How many items all pages hold, once a page has told it.
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// The next item.
    pub async fn next(&mut self) -> Option<Result<O::Item>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<O: ListOperation> Unpin for ItemStream<O> {}

impl<O: ListOperation> Stream for ItemStream<O> {
    type Item = Result<O::Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match Pin::new(&mut self.pages).poll_next(cx) {
                Poll::Ready(Some(Ok(page))) => self.items = page.items.into_iter(),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}
