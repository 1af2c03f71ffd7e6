//! One exchange: headers, attempts, and whether a failed write may have been recorded.
//!
//! The generated client passes each request to [`Exchange::exec`]. The outcome is stored in the [`Exchange`], because a hook can return
//! only a `reqwest::Response` or a `reqwest::Error`.

use std::fmt;
use std::future::Future;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use reqwest::Request;

use super::Shared;
use super::attempt::Attempt;
use super::error::{Error, ErrorKind, Result};
use super::events::{Event, Level, Listener};
use super::failure::{Cause, Failure};
use super::options::Options;
use super::pool::Pool;
use super::retry::{retry_after, wait};
use super::sent::Sent;
use crate::meta::Operation;

/// How often a request that an HTTP/2 server did not process is sent again at once.
const RESENT: u32 = 8;

/// A successful response (2xx).
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub request: Request,
    pub attempts: u32,
}

/// The exchange of one request, and its outcome.
#[derive(Clone)]
pub struct Exchange(Arc<Inner>);

pub(super) struct Inner {
    pub(super) shared: Arc<Shared>,
    pub(super) options: Arc<Options>,
    operation: &'static Operation,
    headers: Vec<(&'static str, String)>,
    pub(super) sent: Sent,
    outcome: Mutex<Option<Result<Response>>>,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Exchange").field(&self.0.operation.id).finish()
    }
}

impl Exchange {
    pub(crate) fn new(
        shared: Arc<Shared>,
        options: Arc<Options>,
        operation: &'static Operation,
        headers: Vec<(&'static str, String)>,
        sent: Sent,
    ) -> Self {
        Self(Arc::new(Inner { shared, options, operation, headers, sent, outcome: Mutex::new(None) }))
    }

    /// Polls `call` until the outcome is stored, and drops it.
    pub(crate) async fn outcome(&self, call: impl Future<Output = ()>) -> Result<Response> {
        let mut call = std::pin::pin!(call);
        std::future::poll_fn(|cx| {
            let ended = call.as_mut().poll(cx).is_ready();
            match self.0.outcome.lock().unwrap_or_else(PoisonError::into_inner).take() {
                Some(outcome) => Poll::Ready(outcome),
                None if ended => Poll::Ready(Err(Error::new(ErrorKind::InvalidRequest, "failed to build the request"))),
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Sends the request and stores the outcome.
    pub(crate) async fn exec(&self, request: Request) {
        let outcome = self.0.run(request).await;
        self.0.outcome.lock().unwrap_or_else(PoisonError::into_inner).replace(outcome);
    }
}

/// What follows an attempt.
enum Next {
    Return(u16, HeaderMap, Bytes),
    /// Send the request again, at once.
    Send,
    /// Send it again after a wait, if a retry is allowed.
    Retry {
        error: Error,
        asked: Option<Duration>,
    },
}

/// The state of a call between its attempts.
#[derive(Default)]
struct Progress {
    deadline: Option<Instant>,
    retries: u32,
    /// How often the request was sent again because it was certainly not processed.
    resent: u32,
    /// Whether the token was renewed.
    renewed: bool,
}

impl Inner {
    async fn run(&self, mut request: Request) -> Result<Response> {
        let mut attempts = 0;
        let outcome = match self.prepare(&mut request) {
            Ok(()) => self.attempts(&request, &mut attempts).await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok((status, headers, body)) => Ok(Response { status, headers, body, request, attempts }),
            Err(error) => Err(error.with_call(self.operation.method, request.url().path(), attempts)),
        }
    }

    /// Whether the request can be repeated without side effects.
    pub(super) fn repeatable(&self) -> bool {
        self.operation.method == "GET"
    }

    fn prepare(&self, request: &mut Request) -> Result<()> {
        if !self.options.query.is_empty() {
            request.url_mut().query_pairs_mut().extend_pairs(self.options.query.iter());
        }
        // Replaces the headers of progenitor, so that its `api-version` is not sent.
        let mut headers = HeaderMap::with_capacity(8);
        for (name, value) in self.operation.headers {
            headers.insert(
                HeaderName::try_from(*name).map_err(|_| invalid_header(name))?,
                HeaderValue::from_static(value),
            );
        }
        for (name, value) in &self.headers {
            let value = HeaderValue::try_from(value).map_err(|_| invalid_header(name))?;
            headers.insert(HeaderName::try_from(*name).map_err(|_| invalid_header(name))?, value);
        }
        headers.insert(USER_AGENT, self.shared.user_agent.clone());
        for (name, value) in &self.options.headers {
            headers.insert(name, value.clone());
        }
        if let Some(media_type) = request.headers().get(http::header::CONTENT_TYPE) {
            headers.entry(http::header::CONTENT_TYPE).or_insert_with(|| media_type.clone());
        }
        *request.headers_mut() = headers;
        Ok(())
    }

    async fn attempts(&self, request: &Request, attempts: &mut u32) -> Result<(u16, HeaderMap, Bytes)> {
        let shared = &*self.shared;
        let mut progress = Progress { deadline: self.options.timeout.and_then(deadline_in), ..Progress::default() };
        loop {
            let token = match shared.credentials.key_header() {
                Some(token) => token,
                None => with_deadline(progress.deadline, shared.credentials.header())
                    .await
                    .unwrap_or_else(|| Err(Failure::timed_out("waiting for a token").error.with_retry(true, None)))?,
            };
            self.warn_unencrypted();
            *attempts += 1;
            let enabled =
                self.listener(Level::Debug).is_some() || tracing::enabled!(target: "plock", tracing::Level::DEBUG);
            let started = enabled.then(Instant::now);
            let pool = shared.connections.here()?;
            let next = match self.attempt(&pool, request, token, progress.deadline).await {
                Attempt::Received { status, headers, body } => {
                    self.log(*attempts, Some(status), started);
                    self.received(&mut progress, status, headers, body)?
                }
                // The next attempt does not expect HTTP/2.
                Attempt::Failed(Failure { cause: Cause::Http1Only, .. }) => {
                    *attempts -= 1;
                    Next::Send
                }
                Attempt::Failed(failure) => {
                    self.log(*attempts, None, started);
                    self.failed(&mut progress, failure, &pool)?
                }
            };
            match next {
                Next::Return(status, headers, body) => return Ok((status, headers, body)),
                Next::Send => {}
                Next::Retry { error, asked } => self.pause(&mut progress, error, asked, *attempts).await?,
            }
        }
    }

    fn received(&self, progress: &mut Progress, status: u16, headers: HeaderMap, body: Bytes) -> Result<Next> {
        if (200..300).contains(&status) {
            self.shared.bucket.refill();
            return Ok(Next::Return(status, headers, body));
        }
        if status == 401 && self.shared.credentials.renewable() && !progress.renewed {
            progress.renewed = true;
            self.sent.set_unprocessed();
            return Ok(Next::Send);
        }
        let asked = retry_after(&headers, &*self.shared.clock);
        // 4xx (except 408), 307 and 308 are certain; after a 408 or 5xx, a write may have been recorded.
        let safe = matches!(status, 400..=407 | 409..=499) || self.repeatable();
        let certain = safe || matches!(status, 307 | 308);
        let retry = matches!(status, 408 | 429 | 500..=599);
        let error = Error::response(status, headers, &body).with_retry(safe, asked);
        if !certain {
            return Err(error.into_outcome_unknown());
        }
        self.sent.set_unprocessed();
        if retry { Ok(Next::Retry { error, asked }) } else { Err(error) }
    }

    fn failed(&self, progress: &mut Progress, failure: Failure, pool: &Pool) -> Result<Next> {
        let Failure { error, cause } = failure;
        match cause {
            Cause::Refused => self.sent.set_unprocessed(),
            Cause::TimedOut => self.shared.connections.replace(pool),
            Cause::Untrusted => return Err(error.with_retry(true, None)),
            _ => {}
        }
        if !self.sent.close() {
            return Err(error.into_outcome_unknown());
        }
        let unprocessed = cause == Cause::Refused || cause == Cause::Unwritten && pool.is_http2();
        if unprocessed && progress.resent < RESENT && progress.deadline.is_none_or(|end| Instant::now() < end) {
            progress.resent += 1;
            return Ok(Next::Send);
        }
        Ok(Next::Retry { error: error.with_retry(true, None), asked: None })
    }

    /// Waits before a retry, or returns the error if there is none.
    async fn pause(&self, progress: &mut Progress, error: Error, asked: Option<Duration>, attempts: u32) -> Result<()> {
        let shared = &*self.shared;
        let pause = wait(&*shared.clock, progress.retries, asked);
        let in_time = |pause| progress.deadline.is_none_or(|end| deadline_in(pause).is_some_and(|then| then < end));
        let Some(pause) = pause.filter(|pause| progress.retries < self.options.max_retries && in_time(*pause)) else {
            return Err(error);
        };
        if !shared.bucket.take() {
            return Err(error);
        }
        progress.retries += 1;
        tracing::info!(target: "plock", operation = self.operation.id, retry = progress.retries, wait_ms = pause.as_millis() as u64, kind = error.kind().name(), "retrying");
        if let Some(listener) = self.listener(Level::Info) {
            let kind = Some(error.kind());
            listener.event(&Event { kind, ..self.event(Level::Info, "retrying", attempts, error.status(), pause) });
        }
        shared.clock.sleep(pause).await;
        Ok(())
    }

    fn warn_unencrypted(&self) {
        if self.shared.warn_unencrypted.swap(false, Ordering::Relaxed) {
            tracing::warn!(target: "plock", "the API key or token is sent without encryption: the base URL begins with http://");
            if let Some(listener) = self.listener(Level::Warning) {
                listener.event(&self.event(Level::Warning, "unencrypted", 0, None, Duration::ZERO));
            }
        }
    }

    fn listener(&self, level: Level) -> Option<&dyn Listener> {
        self.shared.listener.as_deref().filter(|listener| listener.enabled(level))
    }

    fn event(&self, level: Level, name: &'static str, attempt: u32, status: Option<u16>, duration: Duration) -> Event {
        let Operation { id: operation, method, path, .. } = *self.operation;
        Event { level, name, operation, method, path, attempt, status, duration, kind: None }
    }

    fn log(&self, attempt: u32, status: Option<u16>, started: Option<Instant>) {
        if let Some(started) = started {
            let Operation { id, method, path, .. } = self.operation;
            let duration = started.elapsed();
            let duration_ms = duration.as_millis() as u64;
            tracing::debug!(target: "plock", operation = id, method, path, attempt, status, duration_ms, "answered");
            if let Some(listener) = self.listener(Level::Debug) {
                listener.event(&self.event(Level::Debug, "answered", attempt, status, duration));
            }
        }
    }
}

/// The instant after `time`; `None`, which means no limit, if the clock cannot represent it.
pub(super) fn deadline_in(time: Duration) -> Option<Instant> {
    Instant::now().checked_add(time)
}

pub(super) async fn with_deadline<T>(deadline: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline.into(), work).await.ok(),
        None => Some(work.await),
    }
}

fn invalid_header(name: &str) -> Error {
    Error::invalid(name, "expected a valid HTTP header value")
}
