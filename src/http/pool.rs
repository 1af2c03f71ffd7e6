//! The connections of one Tokio runtime, and the HTTP version that the API speaks.
//!
//! With an HTTP client that expects HTTP/2, calls that find no connection wait for the one that is being opened. With one that does not,
//! each opens its own. Which of the two is right is known after the first TLS handshake.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use hyper_util::client::legacy::connect::Connection;
use reqwest::{Client, ClientBuilder};
use tower_layer::Layer;
use tower_service::Service;

use super::failure::{Cause, cause, causes};

/// Maximum age of a kept connection: an older one may have been closed by the server.
const KEPT: Duration = Duration::from_secs(1);

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The error of a connection to a server that does not speak HTTP/2.
#[derive(Debug)]
pub(super) struct Http1Only;

impl fmt::Display for Http1Only {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server does not speak HTTP/2")
    }
}

impl std::error::Error for Http1Only {}

/// Time between two wake-ups of the timers of a runtime in use.
const TICK: Duration = Duration::from_secs(1);

/// What the handshakes have shown.
#[derive(Default)]
pub(super) struct Protocol {
    http1: AtomicBool,
    http2: AtomicBool,
    kept: Mutex<Option<Kept>>,
    /// Why the last connection could not be opened.
    failure: Mutex<Option<(Cause, String)>>,
}

/// A connection that speaks HTTP/1.1, for the HTTP client that expects it.
struct Kept {
    to: String,
    since: Instant,
    connection: Box<dyn Any + Send>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The HTTP clients of a pool.
#[derive(Clone)]
pub(crate) struct Pool {
    any: Client,
    /// For the API, if it is reached by TLS.
    http2: Option<Client>,
    protocol: Arc<Protocol>,
    ticker: Arc<Ticker>,
}

/// A timer that ends before all others, while calls are made: a timer that ends next must wake the thread that waits for timers,
/// which costs more than the timer itself, and each call has one.
#[derive(Default)]
struct Ticker {
    runs: AtomicBool,
    used: AtomicBool,
}

impl Pool {
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ticker, &other.ticker)
    }

    /// To be called before a timer starts.
    pub(super) fn keep_ticking(&self) {
        self.ticker.used.store(true, Ordering::Relaxed);
        if self.ticker.runs.swap(true, Ordering::Relaxed) {
            return;
        }
        let ticker = self.ticker.clone();
        tokio::spawn(async move {
            while ticker.used.swap(false, Ordering::Relaxed) {
                tokio::time::sleep(TICK).await;
            }
            ticker.runs.store(false, Ordering::Relaxed);
        });
    }

    pub(super) fn new(
        builder: impl Fn() -> ClientBuilder,
        tls: bool,
        protocol: &Arc<Protocol>,
    ) -> reqwest::Result<Self> {
        let watched = |http2| Watched { protocol: protocol.clone(), http2, inner: () };
        let any = builder();
        let any = if tls { any.connector_layer(watched(false)) } else { any };
        let http2 = || builder().http2_prior_knowledge().connector_layer(watched(true)).build();
        Ok(Self {
            any: any.build()?,
            http2: tls.then(http2).transpose()?,
            protocol: protocol.clone(),
            ticker: Arc::default(),
        })
    }

    /// With an HTTP client of the caller.
    pub(super) fn given(client: Client, protocol: &Arc<Protocol>) -> Self {
        Self { any: client, http2: None, protocol: protocol.clone(), ticker: Arc::default() }
    }

    /// The HTTP client for requests to any host.
    pub(crate) fn any(&self) -> &Client {
        &self.any
    }

    /// The HTTP client for requests to the API.
    pub(super) fn api(&self) -> &Client {
        self.http2.as_ref().filter(|_| self.expects_http2()).unwrap_or(&self.any)
    }

    /// Whether requests to the API expect HTTP/2.
    pub(super) fn expects_http2(&self) -> bool {
        self.http2.is_some() && !self.protocol.http1.load(Ordering::Relaxed)
    }

    /// Why the last connection could not be opened.
    pub(super) fn failure(&self) -> Option<(Cause, String)> {
        locked(&self.protocol.failure).clone()
    }

    /// Whether a connection with HTTP/2 was opened, and none with HTTP/1.1 after it.
    pub(super) fn is_http2(&self) -> bool {
        self.protocol.http2.load(Ordering::Relaxed)
    }
}

/// Notices the HTTP version of each new connection.
#[derive(Clone)]
struct Watched<S> {
    protocol: Arc<Protocol>,
    /// Whether the HTTP client expects HTTP/2.
    http2: bool,
    inner: S,
}

impl<S> Layer<S> for Watched<()> {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched { protocol: self.protocol.clone(), http2: self.http2, inner }
    }
}

impl<S, R> Service<R> for Watched<S>
where
    R: fmt::Debug,
    S: Service<R, Error = BoxError>,
    S::Response: Connection + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, to: R) -> Self::Future {
        let (protocol, expected, to_text) = (self.protocol.clone(), self.http2, format!("{to:?}"));
        if !expected
            && let Some(kept) = locked(&protocol.kept).take()
            && kept.to == to_text
            && kept.since.elapsed() < KEPT
            && let Ok(connection) = kept.connection.downcast::<S::Response>()
        {
            return Box::pin(std::future::ready(Ok(*connection)));
        }
        if expected && protocol.http1.load(Ordering::Relaxed) {
            return Box::pin(std::future::ready(Err(Http1Only.into())));
        }
        let connecting = self.inner.call(to);
        Box::pin(async move {
            let connection = match connecting.await {
                Ok(connection) => connection,
                Err(error) => {
                    let why = causes(&*error).last().map(|cause| format!(": {cause}")).unwrap_or_default();
                    *locked(&protocol.failure) = Some((cause(&*error, false, false), why));
                    return Err(error);
                }
            };
            let http2 = connection.connected().is_negotiated_h2();
            protocol.http1.store(!http2, Ordering::Relaxed);
            protocol.http2.store(http2, Ordering::Relaxed);
            if expected && !http2 {
                let connection = Box::new(connection);
                *locked(&protocol.kept) = Some(Kept { to: to_text, since: Instant::now(), connection });
                return Err(Http1Only.into());
            }
            Ok(connection)
        })
    }
}
