//! The client of the Plock external API: usage-based billing with exact amounts.
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
//! let value = plock::parse_decimal("12.5").map_err(|e| plock::Error::invalid("value", &e.to_string()))?;
//! plock.product_usages().add(NewProductUsage::new("hs321", 7, value, plock::UnixTime::now())).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Amounts are [`Decimal`]s, made from the digits that the API sent: no float is ever made of them. A write that got no answer is
//! reported as [`ErrorKind::OutcomeUnknown`] and never sent again by itself. Everything that names an endpoint or a field is
//! generated from the spec; [`meta`] has the same as data.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
mod check;
mod client;
mod connections;
mod credentials;
mod decimal;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
mod decode;
#[cfg(feature = "dynamic")]
#[doc(hidden)]
pub mod dynamic;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
mod encode;
mod error;
mod generated;
mod list;
mod listener;
mod many;
pub mod meta;
mod page;
mod request;
mod retry;
mod tag;
mod time;
mod tls;
mod transport;
mod values;
mod variables;

/// The private client that progenitor generates: it puts requests together.
#[doc(hidden)]
#[allow(clippy::all, clippy::unwrap_used, unused, unreachable_pub, missing_docs, rustdoc::all, reason = "generated")]
pub mod wire {
    include!(concat!(env!("OUT_DIR"), "/wire.rs"));
}

pub use builder::{ClientBuilder, Environment};
pub use client::{Async, Mode};
pub use credentials::ProviderError;
pub use decimal::{DecimalError, MAX_DIGITS, parse_decimal};
pub use decode::Object;
pub use error::{ApiError, Error, ErrorKind, Result};
pub use generated::*;
pub use jiff::civil::Date;
#[doc(hidden)]
pub use listener::{Event, Level, Listener};
pub use many::{Many, Outcome, Summary};
pub use page::{ItemStream, Page, PageStream};
pub use request::{ListOperation, Operation, Options, Request};
#[doc(hidden)]
pub use retry::Clock;
pub use rust_decimal::Decimal;
pub use time::Timestamp;
pub use values::{DateOrDateTime, Extra, Id, Json, UnixTime, ValueError};

/// A client whose calls are awaited; see [`ClientBuilder`] for all that it can be told.
///
/// ```no_run
/// # async fn example() -> plock::Result<()> {
/// let plock = plock::Client::new("an API key")?;
/// let invoice = plock.invoices().get(2002).await?;
/// println!("{:?} {:?}", invoice.amount, invoice.currency);
/// # Ok(())
/// # }
/// ```
// An alias, so that `Client::new` means this one whatever features are on.
pub type Client = client::Client<Async>;
