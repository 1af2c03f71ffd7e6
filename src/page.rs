//! Pages, and the streams that fetch them ahead of their reader.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::task::JoinHandle;
use tracing::Instrument;

use crate::client::Async;
use crate::decode::Fault;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{ListOperation, Operation, Request};
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

/// What a page says of itself and the others: all that a stream of pages needs to know of one.
#[doc(hidden)]
pub trait Paged {
    fn total(&self) -> Option<u64>;
    fn last_page(&self) -> Option<u64>;
    fn next(&self) -> Option<&str>;
}

impl<T> Paged for Page<T> {
    fn total(&self) -> Option<u64> {
        self.total
    }

    fn last_page(&self) -> Option<u64> {
        self.last_page
    }

    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// A page on its way. Dropped, it is given up.
#[derive(Debug)]
struct Fetch<T>(JoinHandle<Result<T>>);

impl<T> Drop for Fetch<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Pages in order. At most `concurrency` are on their way or waiting to be read, so memory is bounded.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct PageStream<O: Operation<Output: Paged>> {
    request: Request<O, Async>,
    ahead: VecDeque<Fetch<O::Output>>,
    /// Number of the next page to ask for; `None`: there is none.
    next: Option<u64>,
    /// Number of the page that `ahead` begins with.
    reading: u64,
    /// The last page's number, as the page read last told it.
    last: Option<u64>,
    total: Option<u64>,
    /// Why the list cannot go on behind the page read last.
    broken: Option<Error>,
}

impl<O: Operation<Output: Paged>> PageStream<O> {
    pub(crate) fn new(request: Request<O, Async>) -> Self {
        let first = request.paging.number.as_ref().and_then(|n| n.parse().ok()).unwrap_or(1);
        Self {
            request,
            ahead: VecDeque::new(),
            next: Some(first),
            reading: first,
            last: None,
            total: None,
            broken: None,
        }
    }

    /// How many items all pages hold, once a page has told it.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The next page.
    pub async fn next(&mut self) -> Option<Result<O::Output>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn fill(&mut self) {
        // Until a page has told how many there are, only one is asked for.
        let window = if self.last.is_some() { self.request.options.concurrency } else { 1 };
        while let Some(number) = self.next
            && self.ahead.len() < window
            && self.last.is_none_or(|last| number <= last)
        {
            // The first request is sent as the caller put it: without a page number unless there was one.
            let mut request = self.request.clone();
            if self.last.is_some() || number != self.reading {
                request.paging.number = Some(number.to_string());
            }
            self.next = number.checked_add(1);
            self.ahead.push_back(Fetch(tokio::spawn(async move { request.send().await }.in_current_span())));
        }
    }

    fn read(&mut self, page: &O::Output) {
        let here = self.reading;
        self.reading += 1;
        self.total = page.total().or(self.total);
        if let Some(last) = page.last_page() {
            self.last = Some(last);
        }
        if self.last.is_some() {
            return;
        }
        // No word on how many pages there are: the link to the next one leads on.
        self.next = page.next().and_then(linked_page).filter(|number| *number > here);
        match self.next {
            Some(number) => {
                self.reading = number;
                self.request.paging.number = Some(number.to_string());
            }
            None if page.next().is_some() => self.broken = Some(no_way_on()),
            None => {}
        }
    }

    fn stop(&mut self) {
        self.next = None;
        self.ahead.clear();
    }
}

/// A link to the next page that does not lead to it: what it would lead to must not be lost silently.
fn no_way_on() -> Error {
    let path = crate::meta::PAGINATION.as_ref().map_or(&[] as &[&str], |p| p.next);
    let fault =
        Fault::new("expected a link with the number of a later page, as nothing tells how many pages there are");
    Error::decode(path.iter().rev().fold(fault, |fault, name| fault.within(name)), b"")
}

/// The page number in a link to a page.
fn linked_page(link: &str) -> Option<u64> {
    let parameter = crate::meta::PAGINATION.as_ref()?.number;
    let base = reqwest::Url::parse("http://localhost").ok()?;
    let url = base.join(link).ok()?;
    url.query_pairs().find(|(name, _)| name == parameter)?.1.parse().ok()
}

impl<O: Operation<Output: Paged>> Unpin for PageStream<O> {}

impl<O: Operation<Output: Paged>> Stream for PageStream<O> {
    type Item = Result<O::Output>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(error) = this.broken.take() {
            return Poll::Ready(Some(Err(error)));
        }
        if this.ahead.is_empty() && this.next.is_some() && tokio::runtime::Handle::try_current().is_err() {
            this.stop();
            return Poll::Ready(Some(Err(Error::configuration(
                "expected to run inside a Tokio runtime; `plock::blocking` brings its own",
            ))));
        }
        // One at a time means: not before the reader asks.
        if this.ahead.is_empty() || this.request.options.concurrency > 1 {
            this.fill();
        }
        let Some(fetch) = this.ahead.front_mut() else { return Poll::Ready(None) };
        let Poll::Ready(done) = Pin::new(&mut fetch.0).poll(cx) else { return Poll::Pending };
        this.ahead.pop_front();
        let page =
            done.unwrap_or_else(|e| Err(Error::new(ErrorKind::Connection, "the page was given up").with_source(e)));
        if let Ok(page) = &page {
            this.read(page);
        }
        match &page {
            Ok(_) if this.request.options.concurrency > 1 => this.fill(),
            Ok(_) => {}
            Err(_) => this.stop(),
        }
        Poll::Ready(Some(page))
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
