//! What a test controls while the sandbox runs, and what the sandbox remembers for it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use plock::meta::Operation;

use crate::{Fault, Options};

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

struct Entry {
    request: Received,
    status: AtomicU16,
}

struct Next {
    fault: Fault,
    times: u32,
    operation: Option<&'static Operation>,
}

/// Faults and latency for the next requests, and the memory of a sandbox with [`Options::record`].
pub(crate) struct Control {
    state: Mutex<State>,
    default_latency: Duration,
    records: bool,
}

struct State {
    latency: Duration,
    next: VecDeque<Next>,
    recorded: Vec<(&'static str, String)>,
    received: Vec<Arc<Entry>>,
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
        Control {
            state: Mutex::new(State::new(options.latency)),
            default_latency: options.latency,
            records: options.record,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn reset(&self) {
        *self.state() = State::new(self.default_latency);
    }

    pub(crate) fn latency(&self) -> Duration {
        self.state().latency
    }

    pub(crate) fn set_latency(&self, latency: Duration) {
        self.state().latency = latency;
    }

    pub(crate) fn push_fault(&self, fault: Fault, times: u32, operation: Option<&'static Operation>) {
        if times > 0 {
            self.state().next.push_back(Next { fault, times, operation });
        }
    }

    /// The first fault that waits for a request of this operation.
    pub(crate) fn take_fault(&self, operation: Option<&'static Operation>) -> Option<Fault> {
        let mut state = self.state();
        let index = state.next.iter().position(|next| {
            next.operation.is_none_or(|expected| operation.is_some_and(|operation| std::ptr::eq(expected, operation)))
        })?;
        let next = state.next.get_mut(index)?;
        let fault = next.fault;
        next.times -= 1;
        if next.times == 0 {
            state.next.remove(index);
        }
        Some(fault)
    }

    pub(crate) fn record(&self, resource: &'static str, document: &str) {
        if self.records {
            self.state().recorded.push((resource, document.to_owned()));
        }
    }

    pub(crate) fn recorded(&self, resource: &str) -> Vec<String> {
        let state = self.state();
        let of_resource = state.recorded.iter().filter(|(known, _)| *known == resource);
        of_resource.map(|(_, document)| document.clone()).collect()
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
    fn new(latency: Duration) -> State {
        State { latency, next: VecDeque::new(), recorded: Vec::new(), received: Vec::new() }
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
