//! The client handle that requests hold.

use std::fmt;
use std::sync::Arc;

use crate::http::Shared;

/// Mode of an async client.
#[derive(Debug, Clone, Copy, Default)]
pub struct Async;

/// Mode of a client: [`Async`] or blocking. Not meant to be implemented elsewhere.
pub trait Mode: Clone + Send + Sync + fmt::Debug + 'static {}

impl Mode for Async {}

/// A client of the Plock API. Cheap to clone and safe to share between threads and tasks; clones share a connection pool.
#[derive(Clone)]
pub struct Client<M = Async> {
    pub(crate) shared: Arc<Shared>,
    #[cfg_attr(not(feature = "blocking"), expect(dead_code, reason = "only blocking calls need it"))]
    pub(crate) mode: M,
    /// Tag of its requests.
    pub(crate) tag: Option<u64>,
}

impl<M> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("credentials", &self.shared.credentials)
            .finish_non_exhaustive()
    }
}
