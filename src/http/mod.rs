//! One exchange over HTTP: credentials, connections, retries, timeouts, events, errors.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use http::HeaderValue;
use tokio::sync::Semaphore;

mod attempt;
pub(crate) mod connections;
mod credentials;
mod error;
mod events;
mod exchange;
mod failure;
mod options;
mod pace;
mod pool;
mod retries;
mod retry;
mod sent;
pub(crate) mod tag;
pub(crate) mod tls;
mod variables;

pub(crate) use self::connections::Connections;
pub(crate) use self::credentials::Credentials;
pub use self::credentials::ProviderError;
pub(crate) use self::error::listed;
pub use self::error::{ApiError, Error, ErrorKind, InvalidArgument, Result};
pub use self::events::{Event, Level, Listener};
pub(crate) use self::exchange::Part;
pub use self::exchange::{Exchange, Response};
pub use self::options::Options;
pub(crate) use self::options::{OptionNames, option_setters};
pub(crate) use self::pace::Pace;
pub use self::retry::Clock;
pub(crate) use self::retry::{Bucket, RealClock};
pub(crate) use self::sent::Sent;
pub(crate) use self::variables::{API_KEY, BASE_URL, Variables};

/// State shared by all clones of a client.
pub(crate) struct Shared {
    pub connections: Connections,
    pub base_url: String,
    /// Whether to warn that the next request is not encrypted.
    pub warn_unencrypted: AtomicBool,
    pub credentials: Credentials,
    pub user_agent: HeaderValue,
    pub options: Arc<Options>,
    pub bucket: Bucket,
    /// Maximum number of bytes of a successful response, decompressed.
    pub max_response_size: usize,
    /// Pace that a rate limit of the API leaves to all calls.
    pub limit: Pace,
    /// Pace of lists and many writes while the API does not answer.
    pub outage: Pace,
    /// One permit for each call that may be in flight.
    pub in_flight: Semaphore,
    pub clock: Arc<dyn Clock>,
    pub listener: Option<Arc<dyn Listener>>,
    pub names: OptionNames,
}
