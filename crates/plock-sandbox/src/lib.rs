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
//! The README has the faults, the behaviors and the commands of tests.

mod add;
mod behavior;
mod call;
mod commands;
mod control;
mod error;
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
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

pub use behavior::Behavior;
pub use control::{Received, Write};
pub use error::Error;
pub use fault::{Extent, Fault};
pub use list::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE};
pub use model::Api;

use control::Control;
use json::Json;
use seed::Seeding;
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
    /// How the server differs from the usual. Default: not at all.
    pub behavior: Behavior,
    /// Difference of the sandbox's clock from that of the system, in milliseconds. Default: 0.
    pub clock_offset: i64,
    /// API key. Default: [`DEFAULT_KEY`].
    pub key: Option<String>,
    /// Leaves out the examples of the spec from a new database. Default: false.
    pub without_examples: bool,
    /// Keeps each request and each write in memory, for [`Sandbox::received`], [`Sandbox::recorded`] and [`Sandbox::ledger`]. Default: false.
    pub record: bool,
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
        let listener = listener.map_err(|error| Error::new(format!("{address} cannot be used: {error}")))?;
        let mut address =
            listener.local_addr().map_err(|error| Error::new(format!("failed to read the port: {error}")))?;
        match address.ip() {
            IpAddr::V4(host) if host.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(host) if host.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        let control = Control::new(&options);
        let seeding =
            Seeding { objects: options.accounts.unwrap_or(0), seed: options.seed, examples: !options.without_examples };
        let db = options.db.clone();
        let open = tokio::task::spawn_blocking(move || {
            Store::open(api, db.as_deref(), |transaction| seed::seed(api, transaction, seeding))
        });
        let store = open.await.map_err(|error| Error::new(format!("failed to create the database: {error}")))??;
        let type_of = |resource: &'static str| {
            let example = api.examples(resource).into_iter().next();
            let known = example.as_ref().and_then(|json| json.get("type")).map(Json::to_text);
            (resource, known.map_or_else(|| resource.replace('_', "-"), |name| name.into_owned()))
        };
        let app = Arc::new(App {
            api,
            store: Mutex::new(store),
            control,
            seeding,
            in_memory: options.db.is_none(),
            key: options.key.unwrap_or_else(|| DEFAULT_KEY.to_owned()),
            url: format!("http://{address}"),
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
        let resource = self.app.api.resource(resource)?;
        self.app.store().count(resource)
    }

    /// Stores an object and returns it as JSON, as a get returns it. The object is given as JSON, flat or in the form of JSON:API. Fields
    /// that it leaves out are filled in, also its id; references refer to the object that was added last, if there is one.
    ///
    /// # Errors
    /// [`Error`] naming the field, for an unknown field, an invalid value, an id in use, or a reference to an unknown object.
    pub fn add(&self, resource: &str, object: &str) -> Result<String, Error> {
        add::add(&self.app, resource, object)
    }

    /// The fields of the objects of a resource.
    ///
    /// # Errors
    /// [`Error`] for an unknown resource, or one that no call returns.
    pub fn object(&self, resource: &str) -> Result<&'static plock::meta::Object, Error> {
        self.app.api.object(resource)
    }

    /// Creates an object as someone else than the client does: with the body of a request of `operation`, such as `product_usages.add`.
    /// Returns it as JSON.
    ///
    /// # Errors
    /// [`Error`] for an operation that creates nothing or has path parameters, and for a body that a request could not have.
    pub fn write(&self, operation: &str, body: &str) -> Result<String, Error> {
        self.app.write(operation, body)
    }

    /// Deletes an object as someone else than the client does.
    ///
    /// # Errors
    /// [`Error`] for an unknown resource or id.
    pub fn delete(&self, resource: &str, id: &str) -> Result<(), Error> {
        self.app.delete(resource, id)
    }

    /// Injects a fault into the next requests: of one operation, such as `invoices.get`, or of any. A fault that is injected waits behind
    /// those that were injected before.
    ///
    /// # Errors
    /// [`Error`] for an unknown operation.
    pub fn next(&self, fault: Fault, extent: impl Into<Extent>, operation: Option<&str>) -> Result<(), Error> {
        let operation = operation.map(|name| self.app.api.operation(name)).transpose()?;
        self.app.control.push_fault(fault, extent.into(), operation);
        Ok(())
    }

    /// Removes all faults that [`Sandbox::next`] has injected.
    pub fn lift(&self) {
        self.app.control.lift();
    }

    /// How the server differs from the usual, from now on.
    pub fn set_behavior(&self, behavior: Behavior) {
        self.app.control.set_behavior(behavior);
    }

    /// Difference of the clock of the `Date` header and the ledger from that of the system, in milliseconds. Lags and faults do not
    /// end earlier or later.
    pub fn set_clock_offset(&self, milliseconds: i64) {
        self.app.control.set_clock_offset(milliseconds);
    }

    /// Lets time pass: the clock goes forward, lags and faults end earlier.
    pub fn advance(&self, time: Duration) {
        self.app.control.advance(time);
    }

    /// Delay before each response from now on, after the request was handled.
    pub fn set_latency(&self, latency: Duration) {
        self.app.control.set_latency(latency);
    }

    /// Objects of a resource that calls have created or changed, as JSON and in order. Needs [`Options::record`].
    ///
    /// # Errors
    /// [`Error`] for an unknown resource.
    pub fn recorded(&self, resource: &str) -> Result<Vec<String>, Error> {
        self.app.api.resource(resource).map(|resource| self.app.control.recorded(resource))
    }

    /// All writes that were accepted, in the order of their commits. Needs [`Options::record`].
    pub fn ledger(&self) -> Vec<Write> {
        self.app.control.ledger()
    }

    /// Runs a command in its JSON form, and returns its result: what a POST to `/x-plock-sandbox` does.
    #[doc(hidden)]
    pub fn command(&self, command: &Json) -> Result<Json, Error> {
        commands::run(&self.app, command)
    }

    /// All requests in the order of their arrival, including those with a fault. Needs [`Options::record`].
    pub fn received(&self) -> Vec<Received> {
        self.app.control.received()
    }

    /// Returns to the state after the start: objects, faults, latency, behavior, clock and what was recorded. Address and key stay.
    ///
    /// # Errors
    /// [`Error`] for a sandbox with a database file.
    pub fn reset(&self) -> Result<(), Error> {
        self.app.reset()
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
