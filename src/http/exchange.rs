//! One exchange: headers, attempts, redirects, timeouts, and whether a failed write may have been recorded.
//!
//! The generated client passes each request to [`Exchange::exec`]. The outcome is stored in the [`Exchange`], because a hook can return
//! only a `reqwest::Response` or a `reqwest::Error`.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue, LOCATION, USER_AGENT};
use http::{HeaderMap, Method};
use reqwest::{Request, Url};

use super::Shared;
use super::error::{Error, ErrorKind, Result};
use super::events::{Event, Level, Listener};
use super::failure::{Cause, Failure};
use super::options::Options;
use super::pool::Pool;
use super::retry::{retry_after, wait};
use super::sent::{Sent, TrackedBody};
use crate::meta::Operation;

/// Maximum number of bytes read of the body of an error response.
const ERROR_BODY: usize = 64 * 1024;
const REDIRECTS: usize = 10;
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

struct Inner {
    shared: Arc<Shared>,
    options: Arc<Options>,
    operation: &'static Operation,
    headers: Vec<(&'static str, String)>,
    sent: Sent,
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

enum Attempt {
    Received { status: u16, headers: HeaderMap, body: Bytes },
    Failed(Failure),
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
    fn repeatable(&self) -> bool {
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

    /// Sends one attempt. Follows redirects of reads.
    async fn attempt(&self, pool: &Pool, request: &Request, token: HeaderValue, deadline: Option<Instant>) -> Attempt {
        let mut next = Request::new(request.method().clone(), request.url().clone());
        next.headers_mut().clone_from(request.headers());
        next.headers_mut().insert(AUTHORIZATION, token.clone());
        if !self.repeatable() {
            let body = request.body().and_then(reqwest::Body::as_bytes).map(Bytes::copy_from_slice);
            let tracked = TrackedBody::new(body.unwrap_or_default(), &self.sent);
            *next.body_mut() = Some(reqwest::Body::wrap(tracked));
        }
        let (mut here, mut same_host) = (Cow::Borrowed(request.url()), true);
        let (http2, mut http, mut hops) = (pool.expects_http2(), pool.api(), 0);
        loop {
            let mut response = match self.in_time(pool, deadline, http.execute(next)).await {
                Ok(response) => response,
                Err(failure) if failure.cause == Cause::Unconnected && http2 && !pool.expects_http2() => {
                    return Attempt::Failed(Failure { cause: Cause::Http1Only, ..failure });
                }
                Err(failure) => return Attempt::Failed(failure),
            };
            let status = response.status().as_u16();
            if hops < REDIRECTS
                && let Some(target) = self.redirect(&response, &here)
            {
                // Another host gets no token and no other header that was meant for the API.
                same_host = same_host && same_origin(&here, &target);
                next = Request::new(Method::GET, target.clone());
                if same_host {
                    next.headers_mut().clone_from(request.headers());
                    next.headers_mut().insert(AUTHORIZATION, token.clone());
                } else {
                    *next.headers_mut() = without_credentials(request.headers());
                }
                here = Cow::Owned(target);
                http = pool.any();
                hops += 1;
                continue;
            }
            let limit = if response.status().is_success() { usize::MAX } else { ERROR_BODY };
            return match self.body(pool, &mut response, limit, deadline).await {
                Ok(body) => Attempt::Received { status, headers: std::mem::take(response.headers_mut()), body },
                // The status is enough to handle an error response.
                Err(_) if !response.status().is_success() => {
                    Attempt::Received { status, headers: std::mem::take(response.headers_mut()), body: Bytes::new() }
                }
                // The server has processed the request, whatever it says of it now.
                Err(failure) if failure.cause == Cause::TimedOut => Attempt::Failed(failure),
                Err(failure) => Attempt::Failed(Failure { cause: Cause::Other, ..failure }),
            };
        }
    }

    fn redirect(&self, response: &reqwest::Response, here: &Url) -> Option<Url> {
        if !self.repeatable() || !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        here.join(location).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    }

    async fn body(
        &self,
        pool: &Pool,
        response: &mut reqwest::Response,
        limit: usize,
        deadline: Option<Instant>,
    ) -> Result<Bytes, Failure> {
        let Some(first) = self.in_time(pool, deadline, response.chunk()).await? else { return Ok(Bytes::new()) };
        let Some(second) = self.in_time(pool, deadline, response.chunk()).await? else { return Ok(first) };
        let announced = usize::try_from(response.content_length().unwrap_or_default()).unwrap_or_default();
        let mut body = BytesMut::with_capacity(announced.min(1 << 24).max(first.len() + second.len()));
        body.extend_from_slice(&first);
        body.extend_from_slice(&second);
        while body.len() < limit
            && let Some(chunk) = self.in_time(pool, deadline, response.chunk()).await?
        {
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }

    /// Waits for the next bytes, within the read timeout and the deadline of the call.
    async fn in_time<T>(
        &self,
        pool: &Pool,
        deadline: Option<Instant>,
        work: impl Future<Output = reqwest::Result<T>>,
    ) -> Result<T, Failure> {
        let mut work = std::pin::pin!(work);
        // Without a timer if the result is ready.
        if let Poll::Ready(done) = futures_util::poll!(&mut work) {
            return done.map_err(|error| Failure::new(error, pool));
        }
        let next = self.options.read_timeout.and_then(deadline_in);
        let whole_call = deadline.filter(|end| next.is_none_or(|next| *end <= next));
        match with_deadline(whole_call.or(next), work).await {
            Some(done) => done.map_err(|error| Failure::new(error, pool)),
            None => Err(Failure::timed_out(match (self.repeatable() || !self.sent.close(), whole_call) {
                (false, _) => "before the request was sent",
                (true, Some(_)) => "for the whole call",
                (true, None) => "waiting for the response",
            })),
        }
    }
}

/// The instant after `time`; `None`, which means no limit, if the clock cannot represent it.
fn deadline_in(time: Duration) -> Option<Instant> {
    Instant::now().checked_add(time)
}

async fn with_deadline<T>(deadline: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline.into(), work).await.ok(),
        None => Some(work.await),
    }
}

fn invalid_header(name: &str) -> Error {
    Error::invalid(name, "expected a valid HTTP header value")
}

fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

fn without_credentials(headers: &HeaderMap) -> HeaderMap {
    let kept = [http::header::ACCEPT, http::header::ACCEPT_ENCODING, USER_AGENT];
    kept.into_iter().filter_map(|name| headers.get(&name).cloned().map(|value| (name, value))).collect()
}
