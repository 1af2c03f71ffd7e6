//! A local API server for development and tests: all operations of the API on SQLite, with bearer authorization, pages and links,
//! filters, examples of the spec and synthetic objects as data, and fault injection.
//!
//! ```
//! # async fn run() -> Result<(), plock_sandbox::Error> {
//! use plock_sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::start(Options { accounts: Some(100), ..Options::default() }).await?;
//! println!("{} {}", sandbox.url(), sandbox.key());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Request headers inject a fault or a delay for one request: `x-plock-sandbox-fault` (`rate-limit`, `rate-limit:SECONDS`,
//! `error:STATUS`, `drop`, `drop-after`) and `x-plock-sandbox-latency` (milliseconds).

mod fault;
#[doc(hidden)]
pub mod json;
mod list;
mod model;
mod response;
mod seed;
mod serve;
mod store;
mod write;

use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

pub use fault::Fault;
pub use list::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE};
pub use model::Api;

use json::Json;
use serve::{Abort, App};
use store::Store;

/// Default of [`Options::key`].
pub const DEFAULT_KEY: &str = "sandbox-key";

/// Options of a sandbox.
#[derive(Default, Clone)]
pub struct Options {
    /// Address to listen on. Default: 127.0.0.1.
    pub host: Option<IpAddr>,
    /// Port. Default: 0, a free port.
    pub port: u16,
    /// SQLite database file, which is seeded only if it is new. Default: in memory.
    pub db: Option<PathBuf>,
    /// Number of synthetic objects per resource in a new database, in addition to the examples of the spec. Default: 0.
    pub accounts: Option<u64>,
    /// Seed of the synthetic objects: the same seed generates the same objects. Default: 0.
    pub seed: u64,
    /// Delay before each response, after the request was handled. Default: 0.
    pub latency: Duration,
    /// Injected faults. Default: none.
    pub faults: Vec<Fault>,
    /// API key. Default: [`DEFAULT_KEY`].
    pub key: Option<String>,
}

/// An error of the sandbox: an invalid option, port or database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub(crate) String);

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        Error(format!("database error: {error}"))
    }
}

/// A running sandbox. Stopped on drop.
pub struct Sandbox {
    app: Arc<App>,
    server: JoinHandle<()>,
    /// The server ends when this is dropped.
    stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox of the Plock API on the current Tokio runtime.
    ///
    /// # Errors
    /// [`Error`] if the port is in use or the database cannot be opened.
    pub async fn start(options: Options) -> Result<Sandbox, Error> {
        Sandbox::of(Api::plock(), options).await
    }

    /// Starts a sandbox of another API, which is described by the same tables.
    ///
    /// # Errors
    /// As [`Sandbox::start`], and for operations that cannot be served.
    pub async fn of(api: Api, options: Options) -> Result<Sandbox, Error> {
        let address = SocketAddr::new(options.host.unwrap_or(Ipv4Addr::LOCALHOST.into()), options.port);
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|error| Error(format!("{address} cannot be used: {error}")))?;
        let mut address = listener.local_addr().map_err(|error| Error(format!("failed to read the port: {error}")))?;
        match address.ip() {
            IpAddr::V4(host) if host.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(host) if host.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        let (db, objects, seed) = (options.db, options.accounts, options.seed);
        let open = tokio::task::spawn_blocking(move || {
            Store::open(api, db.as_deref(), |transaction| seed::seed(api, transaction, objects, seed))
        });
        let store = open.await.map_err(|error| Error(format!("failed to create the database: {error}")))??;
        let type_of = |resource: &'static str| {
            let example = api.examples(resource).into_iter().next();
            let known = example.as_ref().and_then(|json| json.get("type")).map(Json::to_text);
            (resource, known.map_or_else(|| resource.replace('_', "-"), |name| name.into_owned()))
        };
        let app = Arc::new(App {
            api,
            store: Mutex::new(store),
            key: options.key.unwrap_or_else(|| DEFAULT_KEY.to_owned()),
            url: format!("http://{address}"),
            latency: options.latency,
            faults: options.faults,
            requests: AtomicU64::new(0),
            types: api.resources().into_iter().map(type_of).collect(),
        });
        let service = TowerToHyperService::new(serve::router(&app)?);
        let (stop, mut stopping) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    _ = &mut stopping => break,
                    accepted = listener.accept() => match accepted {
                        Ok((stream, _)) => drop(connections.spawn(serve_connection(stream, service.clone()))),
                        // Probably out of file descriptors.
                        Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                    },
                    Some(_) = connections.join_next() => {}
                }
            }
            connections.shutdown().await;
        });
        Ok(Sandbox { app, server, stop })
    }

    /// The base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.app.url
    }

    /// The API key.
    pub fn key(&self) -> &str {
        &self.app.key
    }

    /// Number of recorded objects of a resource, such as `product_usages`.
    ///
    /// # Errors
    /// [`Error`] for an unknown resource.
    pub fn count(&self, resource: &str) -> Result<u64, Error> {
        self.app.store.lock().unwrap_or_else(PoisonError::into_inner).count(resource)
    }

    /// Number of received requests, including those with a fault.
    pub fn requests(&self) -> u64 {
        self.app.requests.load(Ordering::Relaxed)
    }

    /// Closes all connections, and waits until the port is free and the current request has ended.
    pub async fn stop(self) {
        drop(self.stop);
        let _ = self.server.await;
        let _ = tokio::task::spawn_blocking(move || drop(self.app.store.lock())).await;
    }
}

async fn serve_connection(stream: TcpStream, router: TowerToHyperService<axum::Router>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let call = router.call(request);
        async move {
            let response = call.await.unwrap_or_else(|never: Infallible| match never {});
            // An error of the service closes the connection without a response.
            if response.extensions().get::<Abort>().is_some() { Err("injected fault") } else { Ok(response) }
        }
    });
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
