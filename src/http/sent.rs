//! Whether the API may have received a request.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Whether the API may have received a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent(Arc<State>);

#[derive(Debug, Default)]
struct State {
    /// The number of the attempt times [`PHASES`], plus its phase.
    attempt: AtomicU32,
    /// Whether an attempt was sent whose outcome is unknown.
    unknown: AtomicBool,
}

/// Nothing of this attempt has been sent.
const OPEN: u32 = 0;
/// Part of it may have been sent.
const SENT: u32 = 1;
/// Nothing was processed, and nothing more is sent.
const CLOSED: u32 = 2;
/// The HTTP client has taken the request without polling its body, which is empty, or has given it up.
const TAKEN: u32 = 3;
const PHASES: u32 = 4;

impl Sent {
    fn update(&self, change: impl FnMut(u32) -> Option<u32>) -> Result<u32, u32> {
        self.0.attempt.fetch_update(Ordering::AcqRel, Ordering::Acquire, change)
    }

    /// Begins the next attempt and returns its number.
    pub(super) fn begin(&self) -> u32 {
        let next = |state: u32| state - state % PHASES + PHASES;
        self.update(|state| Some(next(state))).map_or(0, next)
    }

    /// Marks the attempt as sent. Returns false if it was aborted before.
    pub(super) fn send(&self, attempt: u32) -> bool {
        self.update(|state| (state == attempt + OPEN).then_some(attempt + SENT)).is_ok()
    }

    /// Marks the attempt as not processed, according to the response.
    pub(super) fn set_unprocessed(&self) {
        let _ = self.update(|state| Some(state - state % PHASES + CLOSED));
    }

    /// Marks a request without a connection, which was taken, as not processed.
    pub(super) fn set_unconnected(&self) {
        let _ = self.update(|state| (state % PHASES == TAKEN).then(|| state - TAKEN + CLOSED));
    }

    /// Marks the attempt as one that may have been processed, whatever follows.
    pub(super) fn set_unknown(&self) {
        self.0.unknown.store(true, Ordering::Release);
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.0.unknown.load(Ordering::Acquire)
    }

    /// Aborts the attempt unless it was sent. Returns whether it is certain that nothing was processed.
    pub(crate) fn close(&self) -> bool {
        let closed = self.update(|state| (state % PHASES == OPEN).then_some(state + CLOSED));
        let unprocessed = closed.is_ok() || closed.is_err_and(|state| state % PHASES == CLOSED);
        unprocessed && !self.is_unknown()
    }
}

/// A request body that records when the HTTP client first polls it, which happens on an open connection, together with writing the head of
/// the request. Before that, nothing that could be processed was sent; an attempt that is aborted by then gets no body, even if the task
/// of the connection was about to send it.
pub(super) struct TrackedBody {
    body: Bytes,
    sent: Sent,
    attempt: u32,
    polled: bool,
}

impl TrackedBody {
    /// The body of the next attempt.
    pub(super) fn new(body: Bytes, sent: &Sent) -> Self {
        let attempt = sent.begin();
        Self { body, sent: sent.clone(), attempt, polled: false }
    }
}

/// HTTP/1 writes an empty body with the head, without polling it.
impl Drop for TrackedBody {
    fn drop(&mut self) {
        if !self.polled && self.body.is_empty() {
            let open = self.attempt + OPEN;
            let _ = self.sent.update(|state| (state == open).then_some(self.attempt + TAKEN));
        }
    }
}

impl Body for TrackedBody {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !self.polled && !self.sent.send(self.attempt) {
            return Poll::Ready(Some(Err("the attempt was aborted before it was sent")));
        }
        self.polled = true;
        let body = std::mem::take(&mut self.body);
        Poll::Ready((!body.is_empty()).then(|| Ok(Frame::data(body))))
    }

    /// An empty body has not ended before it was polled; otherwise it would never be polled.
    fn is_end_stream(&self) -> bool {
        self.polled && self.body.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.body.len() as u64)
    }
}
