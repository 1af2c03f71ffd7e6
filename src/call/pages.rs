//! Pages, and streams that fetch them ahead of their reader.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use futures_core::Stream;
use reqwest::Url;
use tokio::task::JoinHandle;
use tracing::Instrument;

use super::client::Async;
use super::consistent::{Rounds, Then};
use super::cursor;
use super::decode::PageFacts;
use super::list::{self, List};
use super::operation::{ListOperation, Operation};
use super::request::Request;
use crate::http::{Error, ErrorKind, Part, Response, Result, connections};
use crate::json::DecodeError;
use crate::values::Extra;

/// Number of pages that a list first fetches ahead.
const FIRST_WINDOW: usize = 4;

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// Items of the page.
    pub items: Vec<T>,
    /// Page number, from 1.
    pub current_page: Option<u64>,
    /// Number of the last page.
    pub last_page: Option<u64>,
    /// Maximum number of items per page.
    pub per_page: Option<u64>,
    /// Total number of items in the list.
    pub total: Option<u64>,
    /// Link to the next page, as sent by the API.
    pub next: Option<String>,
    /// Other members of the response (`meta`, `links`, `jsonapi`), unchanged.
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

impl<T> Page<T> {
    /// Removes the items that `keep` does not name.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        let mut keep = keep.iter();
        self.items.retain(|_| keep.next() == Some(&true));
    }
}

/// A page of these items, for tests.
impl<T> FromIterator<T> for Page<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), ..Self::default() }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// An in-flight page request; aborted on drop.
#[derive(Debug)]
struct Fetch<T> {
    number: u64,
    requested: Instant,
    /// Whether no other page was in flight or unread.
    alone: bool,
    task: JoinHandle<Arrived<T>>,
}

impl<T> Drop for Fetch<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The number of a page, and which other pages it may be older than.
struct Place {
    number: u64,
    /// It was requested before the previous page arrived, so it may be the older of the two.
    overlapped: bool,
    /// As in [`Fetch`].
    alone: bool,
}

/// When a request ended, and its page or its error.
type Arrived<T> = (Instant, Result<(T, Response, PageFacts)>);

/// Stream of pages in order. At most `concurrency` pages are in flight or unread, so memory is bounded. It begins with four, and with more
/// while the reader waits for pages.
///
/// Each page is checked: it is the requested page, no page repeats, and the last page, the total and the links agree with the number of
/// rows. A contradiction that the link to the next page does not resolve ends the stream with [`ErrorKind::InconsistentList`], after all
/// rows read before it. A list may grow or shrink while it is read. [`Request::consistent`] checks that no row was missed.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct PageStream<O: Operation> {
    request: Request<O, Async>,
    list: List,
    ahead: VecDeque<Fetch<O::Output>>,
    /// Number of the page to read next; `None` at the end.
    next: Option<u64>,
    /// When the last page arrived.
    read: Option<Instant>,
    /// Error to return after the last page.
    pending_error: Option<Error>,
    /// Number of pages that may be in flight or unread.
    window: usize,
    /// Whether the reader waits for the next page.
    waited: bool,
    /// Whether the first page is alone until the second one is read.
    pub(crate) first_alone: bool,
    /// The URL of the next page, if it follows from the page before.
    following: Option<Url>,
    /// Whether such a list was read from its start.
    whole: bool,
    /// A page that failed, and its error. The first page is requested again to learn whether the list now ends before it.
    unconfirmed: Option<(u64, Error)>,
    /// Rounds of a consistent read, and how rows are removed from a page.
    rounds: Option<Box<Rounds>>,
    retain: fn(&mut O::Output, &[bool]),
}

impl<O: Operation> PageStream<O> {
    pub(crate) fn new(request: Request<O, Async>, retain: fn(&mut O::Output, &[bool])) -> Self {
        let start = request.paging.number.as_ref().and_then(|n| n.parse().ok());
        let meta = request.operation.meta();
        let shifts = meta.paginated || meta.cursor.as_ref().is_some_and(|cursor| cursor.offset);
        let rounds = request.paging.consistent.then(|| Box::new(Rounds::new(shifts)));
        Self {
            list: List::new(start, meta.paginated, rounds.is_some()),
            pending_error: rounds.as_ref().and_then(|_| request.check().err()),
            request,
            ahead: VecDeque::new(),
            next: Some(start.unwrap_or(1)),
            read: None,
            window: FIRST_WINDOW,
            waited: false,
            first_alone: false,
            following: None,
            whole: true,
            unconfirmed: None,
            rounds,
            retain,
        }
    }

    /// Continues a consistent read after page `after`, up to which rows with these ids were delivered. 0: from the first page on. Only before
    /// a page is read.
    pub(crate) fn continue_after(&mut self, after: u64, ids: impl Iterator<Item = String>) {
        let Some(rounds) = &mut self.rounds else { return };
        rounds.resume(after, ids);
        if after > 0 {
            self.list = List::new(Some(after + 1), self.request.operation.meta().paginated, true);
            self.next = Some(after + 1);
        }
    }

    /// Total number of items in the list; `None` until a page has it.
    pub fn total(&self) -> Option<u64> {
        let earlier = self.rounds.as_ref().filter(|rounds| !rounds.is_first()).map(|rounds| rounds.total());
        self.list.total().or(earlier)
    }

    /// Returns the next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<O::Output>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn fetch(&mut self, number: u64) {
        // The first request has a page number only if the caller set one.
        let mut request = self.request.clone();
        if self.following.is_some() {
            request.paging.url.clone_from(&self.following);
        } else if self.list.pages() > 0 || number > 1 {
            request.paging.number = Some(number.to_string());
        }
        // Checked when the stream was made.
        request.paging.ids = std::mem::take(&mut request.paging.consistent);
        let page = async move {
            let page = request.send_page(Part::List).await;
            (Instant::now(), page)
        };
        let task = tokio::spawn(page.in_current_span());
        self.ahead.push_back(Fetch { number, requested: Instant::now(), alone: self.ahead.is_empty(), task });
    }

    /// The last page to request while `next` is the page to read: `next` itself while the number of pages is unknown.
    fn last(&self, next: u64) -> u64 {
        self.list.last().map_or(next, |last| last.max(next))
    }

    /// Requests pages up to the last one, within the window.
    fn fill(&mut self) {
        let Some(next) = self.next else { return };
        // The request rejects a concurrency of 0.
        let (last, window) = (self.last(next), self.window.min(self.request.options.concurrency).max(1));
        let mut number = self.ahead.back().map_or(Some(next), |fetch| fetch.number.checked_add(1));
        // The last page of a consistent read is requested alone: its total counts, which must be the newest.
        let alone = self.rounds.as_ref().is_some_and(|rounds| rounds.repeats());
        let window = |at: u64| if alone && at == last { 1 } else { window };
        while let Some(at) = number.filter(|at| *at <= last && self.ahead.len() < window(*at)) {
            self.fetch(at);
            number = at.checked_add(1);
        }
    }

    /// More pages ahead if the reader waits for them, fewer if the API asked to wait.
    fn resize(&mut self, attempts: u32) {
        let shared = &self.request.client.shared;
        if attempts > 1 && (shared.limit.is_active() || shared.outage.is_active()) {
            self.window = (self.window / 2).max(1);
        } else if std::mem::take(&mut self.waited) {
            self.window = self.window.saturating_add(1).min(self.request.options.concurrency);
        }
    }

    /// Continues with page `next`. Drops pages that were requested beyond the end.
    fn continue_at(&mut self, next: Option<u64>) {
        self.next = next;
        let last = next.map_or(0, |next| self.last(next));
        self.ahead.retain(|fetch| fetch.number <= last);
        if next.is_some() && self.ahead.front().map(|fetch| fetch.number) != next {
            self.ahead.clear();
        }
    }

    /// Ends the list, or begins the next round of a consistent read.
    fn end(&mut self, response: &Response) -> Option<Error> {
        let rounds = self.rounds.as_mut()?;
        match rounds.end() {
            Then::Done => None,
            Then::Again => {
                self.list = List::new(None, self.request.operation.meta().paginated, true);
                (self.next, self.read, self.following) = (Some(1), None, None);
                None
            }
            Then::Changed(what) => Some(self.inconsistent(list::wrong_total(what), response)),
        }
    }

    fn inconsistent(&self, error: DecodeError, response: &Response) -> Error {
        let delivered = self.rounds.as_ref().map_or(self.list.rows(), |rounds| rounds.delivered());
        self.request.inconsistent(error, delivered, response)
    }

    /// Removes the rows of a page that a consistent read has delivered. Returns whether the page is delivered.
    fn only_new(&mut self, page: &mut O::Output, facts: &PageFacts, alone: bool) -> Result<bool, DecodeError> {
        let Some(rounds) = &mut self.rounds else { return Ok(true) };
        let total = match facts.total {
            None if rounds.repeats() => {
                let what = "expected the total number of items, which a consistent read needs, found none";
                return Err(list::wrong_total(what.to_owned()));
            }
            total => total.unwrap_or_default(),
        };
        let new = rounds.read(facts.row_ids.as_deref().unwrap_or_default(), total, alone);
        if new.contains(&false) {
            (self.retain)(page, &new);
        }
        Ok(new.contains(&true) || new.is_empty() && rounds.is_first())
    }

    fn stop(&mut self, error: Error) -> Poll<Option<Result<O::Output>>> {
        self.continue_at(None);
        Poll::Ready(Some(Err(error)))
    }

    /// Handles a finished request. `None`: nothing to return, read the next page.
    fn arrived(
        &mut self,
        Place { number, overlapped, alone }: Place,
        (at, page): Arrived<O::Output>,
    ) -> Option<Result<O::Output>> {
        if let Some((failed, error)) = self.unconfirmed.take() {
            return match page {
                Ok((_, response, facts)) if self.list.ended_before(failed, &facts) => {
                    let end = self.list.end().map_err(|error| self.inconsistent(error, &response));
                    end.map_or_else(Some, |()| self.end(&response)).map(Err)
                }
                _ => Some(Err(error)),
            };
        }
        let (mut page, response, facts) = match page {
            Ok(page) => page,
            Err(error) if self.list.last().is_some() && may_be_gone(&error, overlapped) => {
                self.continue_at(None);
                self.unconfirmed = Some((number, error));
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
        self.resize(response.attempts);
        let read = match &self.request.operation.meta().cursor {
            Some(cursor) => {
                let sent = response.request.url();
                if number == 1 {
                    self.whole = cursor::is_start(cursor, sent);
                }
                let following = cursor::following(cursor, sent, &facts);
                let more = following.as_ref().map(Option::is_some).map_err(Clone::clone);
                self.following = following.ok().flatten();
                self.list.follow(number, &facts, more, self.whole)
            }
            None => self.list.read(number, &facts),
        };
        let step = match read {
            Ok(step) => step,
            Err(error) => return Some(Err(self.inconsistent(error, &response))),
        };
        let deliver = match self.only_new(&mut page, &facts, alone) {
            Ok(deliver) => deliver && (step.deliver || self.rounds.is_some()),
            Err(error) => return Some(Err(self.inconsistent(error, &response))),
        };
        self.continue_at(step.next.as_ref().ok().copied().flatten());
        self.pending_error = match step.next {
            Ok(Some(_)) => None,
            Ok(None) => self.end(&response),
            Err(error) => Some(self.inconsistent(error, &response)),
        };
        deliver.then_some(Ok(page))
    }
}

/// Whether a page may have failed because the list became shorter.
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
            if let Some(error) = this.pending_error.take() {
                return this.stop(error);
            }
            if this.ahead.is_empty()
                && this.next.is_some()
                && let Err(error) = connections::runtime()
            {
                return this.stop(error);
            }
            // With a concurrency of 1, a page is requested only when it is read.
            if this.ahead.is_empty() || this.request.options.concurrency > 1 {
                this.fill();
            }
            let Some(fetch) = this.ahead.front_mut() else { return Poll::Ready(None) };
            let Poll::Ready(done) = Pin::new(&mut fetch.task).poll(cx) else {
                this.waited = true;
                return Poll::Pending;
            };
            let overlapped = this.read.is_some_and(|read| fetch.requested < read);
            let place = Place { number: fetch.number, overlapped, alone: fetch.alone };
            this.ahead.pop_front();
            let arrived = done.unwrap_or_else(|e| {
                let error = Error::new(ErrorKind::Connection, "the Tokio runtime shut down before the page arrived");
                (Instant::now(), Err(error.with_source(e)))
            });
            match this.arrived(place, arrived) {
                Some(Err(error)) => return this.stop(error),
                Some(page) => {
                    if this.request.options.concurrency > 1 && !(this.first_alone && this.list.pages() == 1) {
                        this.fill();
                    }
                    return Poll::Ready(Some(page));
                }
                None => {}
            }
        }
    }
}

/// Stream of items in order. Pages are fetched ahead.
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

    /// Total number of items in the list; `None` until a page has it.
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// Returns the next item; `None` at the end.
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
