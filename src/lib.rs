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
//! let value = plock::parse_decimal("12.5").map_err(|e| plock::Error::invalid("value", &e.to_string()))?;
//! plock.product_usages().add(NewProductUsage::new("hs321", 7, value, plock::UnixTime::now())).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Amounts are [`Decimal`]s with the digits that the API sent; they are never converted to floats. A write without a response fails with
//! [`ErrorKind::OutcomeUnknown`] and is not retried. Types, operations and resources are generated from the OpenAPI document; [`meta`] has
//! the same information as data.

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
