//! One attempt: redirects, timeouts and the body of the response.

use std::borrow::Cow;
use std::future::Future;
use std::task::Poll;
use std::time::Instant;

use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, HeaderValue, LOCATION, USER_AGENT};
use http::{HeaderMap, Method};
use reqwest::{Request, Url};

use super::exchange::{Inner, deadline_in, with_deadline};
use super::failure::{Cause, Failure};
use super::pool::Pool;
use super::sent::TrackedBody;

/// Maximum number of bytes read of the body of an error response.
const ERROR_BODY: usize = 64 * 1024;
const REDIRECTS: usize = 10;

pub(super) enum Attempt {
    Received { status: u16, headers: HeaderMap, body: Bytes },
    Failed(Failure),
}

fn log_connection(response: &reqwest::Response, url: &Url) {
    tracing::trace!(
        target: "plock",
        host = url.host_str(),
        port = url.port_or_known_default(),
        tls = url.scheme() == "https",
        protocol = ?response.version(),
        // Of a proxy, if there is one.
        peer = ?response.remote_addr(),
        "connected"
    );
}

impl Inner {
    /// Sends one attempt. Follows redirects of reads.
    pub(super) async fn attempt(
        &self,
        pool: &Pool,
        request: &Request,
        token: HeaderValue,
        deadline: Option<Instant>,
    ) -> Attempt {
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
                Err(failure) if failure.is_unconnected() && http2 && !pool.expects_http2() => {
                    return Attempt::Failed(Failure { cause: Cause::Http1Only, ..failure });
                }
                Err(failure) => {
                    let proxy = failure.is_unconnected().then(|| self.shared.connections.proxy(&here)).flatten();
                    return Attempt::Failed(failure.through(proxy));
                }
            };
            log_connection(&response, &here);
            if !self.repeatable() && self.shared.connections.are_given() && response.url() != &*here {
                return Attempt::Failed(Failure::redirected());
            }
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
                Err(failure) if matches!(failure.cause, Cause::TimedOut | Cause::Disconnected | Cause::TooLarge) => {
                    Attempt::Failed(failure)
                }
                Err(failure) => Attempt::Failed(Failure { cause: Cause::Other, ..failure }),
            };
        }
    }

    fn redirect(&self, response: &reqwest::Response, here: &Url) -> Option<Url> {
        if !self.repeatable() || !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        // To the same host with https: a wrong base URL, which the error names.
        let upgrade = |url: &Url| here.scheme() == "http" && url.scheme() == "https" && url.host() == here.host();
        here.join(location).ok().filter(|url| matches!(url.scheme(), "http" | "https") && !upgrade(url))
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
            if body.len() > self.shared.max_response_size {
                let (limit, option) = (self.shared.max_response_size, self.shared.names.of("max_response_size"));
                return Err(Failure::too_large(limit, option));
            }
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
        pool.keep_ticking();
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

fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

fn without_credentials(headers: &HeaderMap) -> HeaderMap {
    let kept = [http::header::ACCEPT, http::header::ACCEPT_ENCODING, USER_AGENT];
    kept.into_iter().filter_map(|name| headers.get(&name).cloned().map(|value| (name, value))).collect()
}
