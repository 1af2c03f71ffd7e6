//! What a test controls while the sandbox runs, and what the sandbox remembers for it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp};
use plock::meta::Operation;

use crate::{Behavior, Extent, Fault, Options};

/// A request that the sandbox received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Resource and verb, such as `invoices.get`. `None`: the path belongs to no operation.
    pub operation: Option<String>,
    /// HTTP method.
    pub method: String,
    /// Path without the query, as it was sent.
    pub path: String,
    /// Query parameters, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Request headers with lower-case names. The value of `authorization` is replaced by `***`.
    pub headers: Vec<(String, String)>,
    /// Status of the response. `None`: the connection was closed without a response, or the response is not ready.
    pub status: Option<u16>,
}

/// A write that the sandbox has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Resource and verb, such as `product_usages.add`. The verb of [`Sandbox::delete`](crate::Sandbox::delete) is `delete`.
    pub operation: String,
    /// Id of the object.
    pub id: String,
    /// Body of the request, as it was sent. Empty for a deletion.
    pub body: String,
    /// Time of the commit by the clock of the sandbox, in RFC 3339. It may be in the future.
    pub at: String,
    /// Whether it came from [`Sandbox::write`](crate::Sandbox::write) or [`Sandbox::delete`](crate::Sandbox::delete) instead of a request.
    pub foreign: bool,
}

/// A write, with the object that it has created or changed.
struct Written {
    resource: &'static str,
    document: Option<String>,
    commit: Duration,
    write: Write,
}

struct Entry {
    request: Received,
    status: AtomicU16,
}

struct Next {
    fault: Fault,
    extent: Extent,
    /// The end of [`Extent::For`].
    end: Duration,
    operation: Option<&'static Operation>,
}

/// Faults, latency and behavior for the next requests, the clock, and the memory of a sandbox with [`Options::record`].
pub(crate) struct Control {
    state: Mutex<State>,
    initial: (Duration, Behavior, i64),
    records: bool,
}

struct State {
    latency: Duration,
    behavior: Behavior,
    next: VecDeque<Next>,
    ledger: Vec<Written>,
    received: Vec<Arc<Entry>>,
    start: Instant,
    /// What [`Control::advance`] has added to the time since the start.
    advanced: Duration,
    clock_offset: i64,
}

/// A request whose status is not known yet.
pub(crate) struct Pending(Option<Arc<Entry>>);

impl Pending {
    pub(crate) fn done(&self, status: u16) {
        if let Some(entry) = &self.0 {
            entry.status.store(status, Ordering::Relaxed);
        }
    }
}

impl Control {
    pub(crate) fn new(options: &Options) -> Control {
        let initial = (options.latency, options.behavior, options.clock_offset);
        Control { state: Mutex::new(State::new(initial)), initial, records: options.record }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn reset(&self) {
        *self.state() = State::new(self.initial);
    }

    pub(crate) fn latency(&self) -> Duration {
        self.state().latency
    }

    pub(crate) fn set_latency(&self, latency: Duration) {
        self.state().latency = latency;
    }

    pub(crate) fn behavior(&self) -> Behavior {
        self.state().behavior
    }

    pub(crate) fn set_behavior(&self, behavior: Behavior) {
        self.state().behavior = behavior;
    }

    /// Counts a page after which the list was changed.
    pub(crate) fn count_page(&self) {
        let behavior = &mut self.state().behavior;
        behavior.page_inserts = behavior.page_inserts.saturating_sub(1);
        behavior.page_deletes = behavior.page_deletes.saturating_sub(1);
    }

    /// Time since the start, including what was added to it.
    pub(crate) fn elapsed(&self) -> Duration {
        self.state().elapsed()
    }

    /// The time that responses show.
    pub(crate) fn now(&self) -> Timestamp {
        self.state().time(Duration::ZERO)
    }

    pub(crate) fn set_clock_offset(&self, milliseconds: i64) {
        self.state().clock_offset = milliseconds;
    }

    pub(crate) fn advance(&self, time: Duration) {
        let mut state = self.state();
        state.advanced = state.advanced.saturating_add(time);
    }

    pub(crate) fn push_fault(&self, fault: Fault, extent: Extent, operation: Option<&'static Operation>) {
        let mut state = self.state();
        let end = match extent {
            Extent::Times(0) => return,
            Extent::For(time) => state.elapsed().saturating_add(time),
            _ => Duration::MAX,
        };
        state.next.push_back(Next { fault, extent, end, operation });
    }

    pub(crate) fn lift(&self) {
        self.state().next.clear();
    }

    /// The first fault that waits for a request of this operation.
    pub(crate) fn take_fault(&self, operation: Option<&'static Operation>) -> Option<Fault> {
        let mut state = self.state();
        let now = state.elapsed();
        state.next.retain(|next| now < next.end);
        let index = state.next.iter().position(|next| {
            next.operation.is_none_or(|expected| operation.is_some_and(|operation| std::ptr::eq(expected, operation)))
        })?;
        let next = state.next.get_mut(index)?;
        let fault = next.fault;
        if let Extent::Times(times) = &mut next.extent {
            *times -= 1;
            if *times == 0 {
                state.next.remove(index);
            }
        }
        Some(fault)
    }

    /// Adds a write to the ledger. `document`: the object that it has created or changed; `delay`: time until its commit.
    pub(crate) fn record(
        &self,
        resource: &'static str,
        document: Option<&str>,
        delay: Duration,
        write: impl FnOnce() -> Write,
    ) {
        if !self.records {
            return;
        }
        let mut write = write();
        let mut state = self.state();
        write.at = format!("{:.3}", state.time(delay));
        let (document, commit) = (document.map(str::to_owned), state.elapsed().saturating_add(delay));
        state.ledger.push(Written { resource, document, commit, write });
    }

    pub(crate) fn recorded(&self, resource: &str) -> Vec<String> {
        let state = self.state();
        let of_resource = state.ledger.iter().filter(|known| known.resource == resource && !known.write.foreign);
        of_resource.filter_map(|known| known.document.clone()).collect()
    }

    /// All writes in the order of their commits.
    pub(crate) fn ledger(&self) -> Vec<Write> {
        let state = self.state();
        let mut ledger: Vec<&Written> = state.ledger.iter().collect();
        ledger.sort_by_key(|known| known.commit);
        ledger.into_iter().map(|known| known.write.clone()).collect()
    }

    pub(crate) fn receive(&self, operation: Option<&'static Operation>, parts: &Parts) -> Pending {
        if !self.records {
            return Pending(None);
        }
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        let request = Received {
            operation: operation.map(name),
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query,
            headers: headers(&parts.headers),
            status: None,
        };
        let entry = Arc::new(Entry { request, status: AtomicU16::new(0) });
        self.state().received.push(Arc::clone(&entry));
        Pending(Some(entry))
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        let state = self.state();
        let entries = state.received.iter().map(|entry| {
            let status = entry.status.load(Ordering::Relaxed);
            Received { status: (status > 0).then_some(status), ..entry.request.clone() }
        });
        entries.collect()
    }
}

impl State {
    fn new((latency, behavior, clock_offset): (Duration, Behavior, i64)) -> State {
        State {
            latency,
            behavior,
            next: VecDeque::new(),
            ledger: Vec::new(),
            received: Vec::new(),
            start: Instant::now(),
            advanced: Duration::ZERO,
            clock_offset,
        }
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed().saturating_add(self.advanced)
    }

    /// The time after a delay, by the clock that responses show.
    fn time(&self, delay: Duration) -> Timestamp {
        let added = self.advanced.saturating_add(delay);
        let time = Timestamp::now().saturating_add(added).unwrap_or(Timestamp::MAX);
        time.saturating_add(SignedDuration::from_millis(self.clock_offset)).unwrap_or(time)
    }
}

/// `invoices.get`.
pub(crate) fn name(operation: &Operation) -> String {
    format!("{}.{}", operation.resource, operation.verb)
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |name: &header::HeaderName, value: &header::HeaderValue| match *name {
        header::AUTHORIZATION => "***".to_owned(),
        _ => String::from_utf8_lossy(value.as_bytes()).into_owned(),
    };
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(name, value))).collect()
}
