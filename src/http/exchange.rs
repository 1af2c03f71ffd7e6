//! One exchange: its headers and its attempts.
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
use reqwest::{Request, Url};

use super::Shared;
use super::attempt::Attempt;
use super::error::{Error, ErrorKind, Result};
use super::events::{Event, Level, Listener};
use super::failure::{Cause, Failure};
use super::options::Options;
use super::retries::Next;
use super::sent::Sent;
use crate::meta::Operation;

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
    /// The URL of the request, if it is not that of its arguments.
    url: Option<Url>,
    pub(super) sent: Sent,
    pub(super) part: Part,
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
        url: Option<Url>,
        sent: Sent,
        part: Part,
    ) -> Self {
        Self(Arc::new(Inner { shared, options, operation, headers, url, sent, part, outcome: Mutex::new(None) }))
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

/// What a request is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Call,
    /// A list, which waits for the API within the timeout.
    List,
    /// Many writes, which wait for the API within `max_outage`.
    Job,
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
            Err(error) => {
                let error = if self.sent.is_unknown() { error.into_outcome_unknown().with_safe_retry() } else { error };
                Err(error.with_call(self.operation.method, request.url().path(), attempts))
            }
        }
    }

    /// Whether the request can be repeated without side effects.
    pub(super) fn repeatable(&self) -> bool {
        self.operation.method == "GET"
    }

    /// Whether it is a write with a key, which records nothing twice.
    pub(super) fn has_key(&self) -> bool {
        let Some(key) = self.operation.idempotency_key.filter(|_| !self.repeatable()) else { return false };
        self.headers.iter().any(|(name, _)| *name == key) || self.options.headers.contains_key(key)
    }

    fn prepare(&self, request: &mut Request) -> Result<()> {
        if let Some(url) = &self.url {
            request.url_mut().clone_from(url);
        } else if !self.options.query.is_empty() {
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
        let mut progress = self.begin();
        loop {
            let turn = self.turn(&mut progress).await?;
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
                    self.log(*attempts, Ok((status, &headers, &body)), started);
                    self.received(&mut progress, turn, status, headers, body)?
                }
                // The next attempt does not expect HTTP/2.
                Attempt::Failed(Failure { cause: Cause::Http1Only, .. }) => {
                    *attempts -= 1;
                    Next::Send
                }
                Attempt::Failed(failure) => {
                    self.log(*attempts, Err(failure.error.kind()), started);
                    self.failed(&mut progress, turn, failure, &pool)?
                }
            };
            match next {
                Next::Return(status, headers, body) => return Ok((status, headers, body)),
                Next::Send => {}
                Next::Wait { error, wait } => {
                    self.retrying(&error, *attempts, wait);
                    progress.last = Some(error);
                }
                Next::Sleep { error, wait, kept } => {
                    self.retrying(&error, *attempts, wait);
                    progress.last = Some(error);
                    shared.clock.sleep(wait).await;
                    drop(kept);
                }
            }
        }
    }

    fn retrying(&self, error: &Error, attempts: u32, wait: Duration) {
        tracing::info!(target: "plock", operation = self.operation.id, attempt = attempts, wait_ms = wait.as_millis() as u64, kind = error.kind().name(), "retrying");
        if let Some(listener) = self.listener(Level::Info) {
            let kind = Some(error.kind());
            listener.event(&Event { kind, ..self.event(Level::Info, "retrying", attempts, error.status(), wait) });
        }
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
        Event { attempt, status, ..Event::new(level, name, self.operation, duration) }
    }

    fn log(&self, attempt: u32, ended: Result<(u16, &HeaderMap, &Bytes), ErrorKind>, started: Option<Instant>) {
        if let Some(started) = started {
            let Operation { id, method, path, .. } = self.operation;
            let duration = started.elapsed();
            let duration_ms = duration.as_millis() as u64;
            let status = ended.as_ref().ok().map(|(status, ..)| *status);
            tracing::debug!(target: "plock", operation = id, method, path, attempt, status, duration_ms, "answered");
            if let Some(listener) = self.listener(Level::Debug) {
                let response = ended.as_ref().ok().filter(|_| listener.wants_response());
                let response = response.map(|(_, headers, body)| ((*headers).clone(), (*body).clone()));
                let event = self.event(Level::Debug, "answered", attempt, status, duration);
                listener.event(&Event { failure: ended.err(), response, ..event });
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
