//! Client of the Plock API: usage-based billing with exact amounts.
//!
//! ```no_run
//! # async fn example() -> plock::Result<()> {
//! use plock::types::NewProductUsage;
//!
//! let plock = plock::Client::from_env()?; // reads PLOCK_API_KEY
//!
//! let mut invoices = plock.invoices().list().stream();
//! while let Some(invoice) = invoices.next().await {
//!     let invoice = invoice?;
//!     println!("{} {:?} {:?}", invoice.id, invoice.amount, invoice.currency);
//! }
//!
//! let value = plock::Decimal::new(125, 1); // 12.5
//! plock.product_usages().add(NewProductUsage::new("hs321", 7, value, plock::UnixTime::now())).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Amounts are [`Decimal`]s with the digits that the API sent; they are never converted to floats. A write without a response fails with
//! [`ErrorKind::OutcomeUnknown`] and is not retried. Types, operations and resources are generated from the OpenAPI document; [`meta`] has
//! the same information as data.
//!
//! Types of other crates in this API are re-exported: [`Decimal`] of `rust_decimal`, [`Date`] of `jiff`, [`HeaderMap`] of `http`, and
//! [`reqwest`]. A new major version of one of them is a new major version of this crate.
//!
//! # Features
//!
//! | feature | default | |
//! | --- | --- | --- |
//! | `gzip`, `zstd` | yes | asks for compressed responses |
//! | `blocking` | no | the module `blocking`: the same client without async |
//!
//! # Cookbook
//!
//! **Errors.** [`Error::kind`] says what happened, [`Error::is_retry_safe`] whether sending again can do harm:
//!
//! ```no_run
//! # async fn example(plock: plock::Client) -> plock::Result<()> {
//! match plock.invoices().get(2002).await {
//!     Ok(invoice) => println!("{:?}", invoice.amount),
//!     Err(error) if error.kind() == plock::ErrorKind::NotFound => println!("no such invoice"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! **Many writes.** See [`Many`]: one outcome for each event, in order, with bounded concurrency.
//!
//! **In parallel.** [`Request::send`] is a future that borrows nothing, for `tokio::spawn` and `try_join_all`. A [`Client`] is cheap to
//! clone; its clones share connections, limits and the retry budget.
//!
//! **In a web server.** A [`Client`] is the state, here of axum:
//!
//! ```
//! use axum::{Router, extract::{Path, State}, http::StatusCode, routing::get};
//!
//! async fn amount(State(plock): State<plock::Client>, Path(id): Path<u64>) -> Result<String, StatusCode> {
//!     let invoice = plock.invoices().get(id).await.map_err(|error| match error.kind() {
//!         plock::ErrorKind::NotFound => StatusCode::NOT_FOUND,
//!         _ => StatusCode::BAD_GATEWAY,
//!     })?;
//!     Ok(invoice.amount.map(|amount| amount.to_string()).unwrap_or_default())
//! }
//!
//! # fn app() -> plock::Result<()> {
//! let app: Router = Router::new().route("/invoices/{id}", get(amount)).with_state(plock::Client::from_env()?);
//! # drop(app);
//! # Ok(())
//! # }
//! ```
//!
//! **Logs.** The client writes events of `tracing` with the target `plock`: attempts at `debug`, retries at `info`. A subscriber such as
//! `tracing_subscriber::fmt` with the filter `plock=debug` prints them. They hold no key.
//!
//! **Tests.** The crate `plock-testing` has a sandbox that runs in the process of a test, with faults on demand. [`Error::new`],
//! [`Error::response`] and `Page::from_iter` make results for code that takes them.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod client;
#[cfg(feature = "dynamic")]
#[doc(hidden)]
pub mod dynamic;
mod generated;
mod http;
mod json;
pub mod meta;
mod values;

pub use ::http::{HeaderMap, HeaderName, HeaderValue};
pub use builder::{ClientBuilder, Environment};
#[doc(hidden)]
pub use call::wire;
pub use call::{
    Async, ItemStream, ListOperation, Many, Mode, Object, Operation, Outcome, Page, PageStream, Request, Summary,
};
pub use generated::*;
pub use http::{ApiError, Error, ErrorKind, Options, ProviderError, Result};
#[doc(hidden)]
pub use http::{Clock, Event, Level, Listener};
pub use jiff::civil::Date;
pub use reqwest;
pub use rust_decimal::Decimal;
pub use values::{
    DateOrDateTime, DecimalError, Extra, Id, Json, MAX_DIGITS, Timestamp, UnixTime, ValueError, parse_decimal,
};

/// An async client of the Plock API; see [`ClientBuilder`] for its settings.
///
/// ```no_run
/// # async fn example() -> plock::Result<()> {
/// let plock = plock::Client::new("an API key")?;
/// let invoice = plock.invoices().get(2002).await?;
/// println!("{:?} {:?}", invoice.amount, invoice.currency);
/// # Ok(())
/// # }
/// ```
// An alias, so that `Client::new` is unambiguous with the feature `blocking`.
pub type Client = call::Client<Async>;
