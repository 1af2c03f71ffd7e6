//! A local Plock to develop and test against: every operation of the API on SQLite, with bearer authorization, pages and
//! links, filters, the documents' own examples or synthetic objects as data, and faults on demand.
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
//! A request may ask for a fault or a delay of its own with the headers `x-plock-sandbox-fault` (`rate-limit`,
//! `rate-limit:SECONDS`, `error:STATUS`, `drop`, `drop-after`) and `x-plock-sandbox-latency` (milliseconds).

mod fault;
mod json;
mod list;
mod model;
mod refusal;
mod seed;
mod serve;
mod store;
mod write;

use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
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

/// The key that a sandbox takes unless [`Options::key`] says otherwise.
pub const DEFAULT_KEY: &str = "sandbox-key";

/// How a sandbox starts.
#[derive(Default, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The database file; in memory without one. A file that was seeded once keeps its data.
    pub db: Option<PathBuf>,
    /// How many synthetic objects of every resource a new database holds besides the documents' examples.
    pub accounts: Option<u64>,
    /// The same seed makes the same synthetic objects.
    pub seed: u64,
    /// How long every answer is held back, once the request has been carried out.
    pub latency: Duration,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// The API key; [`DEFAULT_KEY`] without one.
    pub key: Option<String>,
}

/// Why a sandbox does not start or answer.
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
        Error(format!("the database failed: {error}"))
    }
}

/// A running sandbox; dropping it stops it.
pub struct Sandbox {
    app: Arc<App>,
    server: JoinHandle<()>,
    /// The server ends when this is dropped.
    running: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a local Plock on the runtime of the caller.
    pub async fn start(options: Options) -> Result<Sandbox, Error> {
        Sandbox::of(Api::plock(), options).await
    }

    /// Starts a sandbox of another API, described by the same kind of tables.
    pub async fn of(api: Api, options: Options) -> Result<Sandbox, Error> {
        let address = ("127.0.0.1", options.port);
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|error| Error(format!("port {} cannot be used: {error}", options.port)))?;
        let address = listener.local_addr().map_err(|error| Error(format!("the port is unknown: {error}")))?;
        let (db, objects, seed) = (options.db, options.accounts, options.seed);
        let opening = tokio::task::spawn_blocking(move || {
            Store::open(api, db.as_deref(), |transaction| seed::seed(api, transaction, objects, seed))
        });
        let store = opening.await.map_err(|error| Error(format!("the database could not be set up: {error}")))??;
        let type_of = |resource: &'static str| {
            let example = api.examples(resource).into_iter().next();
            let known = example.as_ref().and_then(|json| json.get("type")).map(Json::plain);
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
        let (running, mut stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    _ = &mut stopped => break,
                    accepted = listener.accept() => match accepted {
                        Ok((stream, _)) => drop(connections.spawn(serve_connection(stream, service.clone()))),
                        // Out of file descriptors, most likely: others may close meanwhile.
                        Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                    },
                    Some(_) = connections.join_next() => {}
                }
            }
            connections.shutdown().await;
        });
        Ok(Sandbox { app, server, running })
    }

    /// The base URL, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.app.url
    }

    /// The API key.
    pub fn key(&self) -> &str {
        &self.app.key
    }

    /// How many objects of a resource (`product_usages`) are recorded.
    pub fn count(&self, resource: &str) -> Result<u64, Error> {
        self.app.store.lock().unwrap_or_else(PoisonError::into_inner).count(resource)
    }

    /// How many requests have come in, those met by a fault included.
    pub fn requests(&self) -> u64 {
        self.app.requests.load(Ordering::Relaxed)
    }

    /// Closes every connection, and waits until the port is free and the request in the works is done.
    pub async fn stop(self) {
        drop(self.running);
        let _ = self.server.await;
        let _ = tokio::task::spawn_blocking(move || drop(self.app.store.lock())).await;
    }
}

async fn serve_connection(stream: TcpStream, router: TowerToHyperService<axum::Router>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let answer = router.call(request);
        async move {
            let response = answer.await.unwrap_or_else(|never: Infallible| match never {});
            // An error of the service closes the connection without a byte of an answer.
            if response.extensions().get::<Abort>().is_some() { Err("a fault of the sandbox") } else { Ok(response) }
        }
    });
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
