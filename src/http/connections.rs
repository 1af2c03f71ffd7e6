//! One HTTP client, and so one connection pool, per Tokio runtime.
//!
//! A connection is driven by a task of the runtime that opened it, and closes when that runtime shuts down. If a client is shared by
//! several runtimes, each needs its own pool: a write on a connection of another runtime could end with an unknown outcome.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Url;
use tokio::runtime::{Handle, Id};

use super::error::{Error, Result};
use super::pool::{Pool, Protocol};
use super::variables::Variables;

/// Maximum number of pools; the least recently used one is dropped.
const RUNTIMES: usize = 16;
/// Maximum number of headers of a response, far beyond what servers and gateways send.
const MAX_HEADERS: usize = 512;
/// HTTP/2: maximum size of the headers of a response.
const MAX_HEADERS_SIZE: u32 = 256 * 1024;
/// HTTP/2: time between two PINGs while a call waits.
const PING_INTERVAL: Duration = Duration::from_secs(10);
/// HTTP/2: a connection that does not answer a PING in this time is closed.
const PING_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of a pool.
pub(crate) struct Settings {
    pub tls: rustls::ClientConfig,
    pub proxy: Proxy,
    pub variables: Variables,
    pub connect_timeout: Option<Duration>,
    /// Whether the API is reached by TLS.
    pub api_tls: bool,
    pub api_port: Option<u16>,
}

/// The proxy of a client.
pub(crate) enum Proxy {
    /// As the variables or the system say.
    System,
    None,
    /// With its host and port.
    Given(Box<reqwest::Proxy>, String),
}

impl Proxy {
    /// An empty URL: no proxy, as for curl.
    pub(crate) fn new(url: Option<&str>) -> Result<Self> {
        let Some(text) = url else { return Ok(Self::System) };
        if text.is_empty() {
            return Ok(Self::None);
        }
        let wrong = || {
            Error::configuration(
                "proxy: expected a URL in ASCII that begins with http://, https://, socks5:// or socks5h://",
            )
        };
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&with_scheme).ok().filter(|_| text.is_ascii()).ok_or_else(wrong)?;
        let host = url
            .host_str()
            .filter(|_| matches!(url.scheme(), "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h"));
        let host = host.ok_or_else(wrong)?;
        let host = url.port_or_known_default().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let proxy = reqwest::Proxy::all(&with_scheme).map_err(|e| wrong().with_source(e.without_url()))?;
        Ok(Self::Given(Box::new(proxy), host))
    }
}

impl Settings {
    fn builder(&self) -> reqwest::ClientBuilder {
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .http1_max_headers(MAX_HEADERS)
            .http2_max_header_list_size(MAX_HEADERS_SIZE)
            .http2_keep_alive_interval(PING_INTERVAL)
            .http2_keep_alive_timeout(PING_TIMEOUT);
        let http = match self.connect_timeout {
            Some(timeout) => http.connect_timeout(timeout),
            None => http,
        };
        match &self.proxy {
            Proxy::Given(proxy, _) => http.proxy((**proxy).clone()),
            Proxy::None => http.no_proxy(),
            Proxy::System => self.variables.proxies(http, self.api_port),
        }
    }

    fn pool(&self, protocol: &Arc<Protocol>) -> Result<Pool> {
        Pool::new(|| self.builder(), self.api_tls, protocol)
            .map_err(|e| Error::configuration("failed to set up the HTTP client").with_source(e.without_url()))
    }
}

/// How pools are created.
enum Source {
    Settings(Box<Settings>),
    /// One HTTP client of the caller, and whether its runtime was checked.
    Given(Pool, AtomicBool),
}

pub(crate) struct Connections {
    source: Source,
    protocol: Arc<Protocol>,
    /// In order of last use. The first pool is created with the client and is assigned to a runtime at its first use.
    pools: Mutex<Vec<(Option<Id>, Pool)>>,
}

impl Connections {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let protocol = Arc::default();
        let first = settings.pool(&protocol)?;
        Ok(Self { source: Source::Settings(Box::new(settings)), protocol, pools: Mutex::new(vec![(None, first)]) })
    }

    /// Of an HTTP client that the caller has built.
    pub(crate) fn given(client: reqwest::Client) -> Self {
        let protocol = Arc::default();
        let pool = Pool::given(client, &protocol);
        Self { source: Source::Given(pool, AtomicBool::new(false)), protocol, pools: Mutex::default() }
    }

    /// Whether the HTTP client may follow redirects by itself.
    pub(super) fn are_given(&self) -> bool {
        matches!(self.source, Source::Given(..))
    }

    /// The pool of the current runtime.
    pub(crate) fn here(&self) -> Result<Pool> {
        let runtime = runtime()?.id();
        let settings = match &self.source {
            Source::Settings(settings) => settings,
            Source::Given(pool, checked) => {
                if !checked.load(Ordering::Relaxed) {
                    check_drivers()?;
                    checked.store(true, Ordering::Relaxed);
                }
                return Ok(pool.clone());
            }
        };
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((id, pool)) = pools.last()
            && *id == Some(runtime)
        {
            return Ok(pool.clone());
        }
        let known = pools.iter().position(|(id, _)| id.is_none_or(|id| id == runtime));
        let pool = match known.map(|at| pools.remove(at)) {
            Some((Some(_), pool)) => pool,
            unused => {
                check_drivers()?;
                unused.map_or_else(|| settings.pool(&self.protocol), |(_, pool)| Ok(pool))?
            }
        };
        if pools.len() >= RUNTIMES {
            pools.remove(0);
        }
        pools.push((Some(runtime), pool.clone()));
        Ok(pool)
    }

    /// Host and port of the proxy for a URL.
    pub(super) fn proxy(&self, url: &Url) -> Option<String> {
        let Source::Settings(settings) = &self.source else { return None };
        match &settings.proxy {
            Proxy::Given(_, host) => Some(host.clone()),
            Proxy::None => None,
            Proxy::System => settings.variables.proxy(url, settings.api_port),
        }
    }

    /// Gives new calls new connections. Those of `failed`, on one of which a call timed out or which ended, close when their calls have
    /// ended. With HTTP/1.1 the connection of that call is closed already.
    pub(super) fn replace(&self, failed: &Pool) {
        let Source::Settings(settings) = &self.source else { return };
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_http2()
            && let Some((_, pool)) = pools.iter_mut().find(|(_, pool)| pool.is(failed))
            && let Ok(new) = settings.pool(&self.protocol)
        {
            *pool = new;
        }
    }
}

/// The current runtime.
pub(crate) fn runtime() -> Result<Handle> {
    Handle::try_current().map_err(|e| {
        let what = "expected to run inside a Tokio runtime; `plock::blocking` does not need one";
        Error::configuration(what).with_source(e)
    })
}

/// Creates a runtime for callers without one. Two threads: one decodes a response while the other waits for the next.
///
/// # Errors
/// If no thread can be started.
#[cfg(any(feature = "blocking", feature = "dynamic"))]
pub fn new_runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    // A write to a closed connection must not end a program which, unlike one in Rust, does not ignore this signal.
    #[cfg(unix)]
    builder.on_thread_start(|| {
        let mut signals = nix::sys::signal::SigSet::empty();
        signals.add(nix::sys::signal::Signal::SIGPIPE);
        let _ = signals.thread_block();
    });
    builder.worker_threads(2).thread_name("plock").enable_all().build()
}

/// Checks that the current runtime has timers and I/O. Tokio reports that only by a panic.
fn check_drivers() -> Result<()> {
    let checked = catch_unwind(AssertUnwindSafe(|| {
        drop(tokio::time::sleep(Duration::ZERO));
        // Registers an unconnected socket with the I/O driver.
        let socket = std::net::UdpSocket::bind((std::net::Ipv4Addr::LOCALHOST, 0));
        drop(
            socket
                .and_then(|socket| socket.set_nonblocking(true).and_then(|()| tokio::net::UdpSocket::from_std(socket))),
        );
    }));
    checked
        .map_err(|_| Error::configuration("expected a Tokio runtime with timers and I/O; build it with `enable_all`"))
}
