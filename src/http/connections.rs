//! One HTTP client, and so one connection pool, per Tokio runtime.
//!
//! A connection is driven by a task of the runtime that opened it, and closes when that runtime shuts down. If a client is shared by
//! several runtimes, each needs its own pool: a write on a connection of another runtime could end with an unknown outcome.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, Id};

use super::error::{Error, Result};
use super::variables::Variables;

/// Maximum number of pools; the least recently used one is dropped.
const RUNTIMES: usize = 16;

/// Settings of a pool.
pub(crate) struct Settings {
    pub tls: rustls::ClientConfig,
    pub proxy: Option<reqwest::Proxy>,
    /// Proxy variables, used if `proxy` is `None`.
    pub variables: Variables,
    pub connect_timeout: Option<Duration>,
}

impl Settings {
    fn client(&self) -> Result<reqwest::Client> {
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        let http = match self.connect_timeout {
            Some(timeout) => http.connect_timeout(timeout),
            None => http,
        };
        let http = match &self.proxy {
            Some(proxy) => http.proxy(proxy.clone()),
            None => self.variables.proxies(http),
        };
        http.build().map_err(|e| Error::configuration("failed to set up the HTTP client").with_source(e.without_url()))
    }
}

pub(crate) struct Connections {
    settings: Settings,
    /// In order of last use. The first pool is created with the client and is assigned to a runtime at its first use.
    pools: Mutex<Vec<(Option<Id>, reqwest::Client)>>,
}

impl Connections {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let first = settings.client()?;
        Ok(Self { settings, pools: Mutex::new(vec![(None, first)]) })
    }

    /// The HTTP client of the current runtime.
    pub(crate) fn here(&self) -> Result<reqwest::Client> {
        let runtime = runtime()?.id();
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((id, http)) = pools.last()
            && *id == Some(runtime)
        {
            return Ok(http.clone());
        }
        let known = pools.iter().position(|(id, _)| id.is_none_or(|id| id == runtime));
        let http = match known.map(|at| pools.remove(at)) {
            Some((Some(_), http)) => http,
            unused => {
                check_drivers()?;
                unused.map_or_else(|| self.settings.client(), |(_, http)| Ok(http))?
            }
        };
        if pools.len() >= RUNTIMES {
            pools.remove(0);
        }
        pools.push((Some(runtime), http.clone()));
        Ok(http)
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
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_name("plock").enable_all().build()
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
