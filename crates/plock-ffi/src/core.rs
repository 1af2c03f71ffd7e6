//! Clients and their settings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use plock::{Client, Level};

use crate::clock::TestClock;
use crate::error::NativeError;
use crate::events::Events;
use crate::native::{Native, find};
use crate::tokens::request_token;
use crate::{Pair, lock};

/// Settings of a client. Absent: the default of the core. Times are in milliseconds; 0: no limit.
#[derive(Debug, uniffi::Record)]
pub struct Settings {
    /// Name of the package in the User-Agent header.
    pub product: String,
    pub api_key: Option<String>,
    /// Whether tokens come from a provider ([`EventKind::Token`](crate::native::EventKind::Token)) instead of `api_key`.
    pub token_provider: bool,
    pub environment: Option<String>,
    pub base_url: Option<String>,
    pub timeout: Option<u64>,
    pub read_timeout: Option<u64>,
    pub connect_timeout: Option<u64>,
    pub max_retries: Option<u32>,
    pub concurrency: Option<u32>,
    pub headers: Vec<Pair>,
    pub query: Vec<Pair>,
    pub proxy: Option<String>,
    pub ca_certificates: Vec<String>,
    pub user_agent_suffix: Option<String>,
    /// Which log events are posted. 0: none, 1: all, 2: from level `Info`.
    pub log: u8,
    /// For tests. 0: the real clock, 1: a clock that records waits, 2: one that panics.
    pub clock: u8,
}

/// An open client.
#[derive(Debug, Clone)]
pub(crate) struct OpenClient {
    pub(crate) client: Client,
    clock: Option<Arc<TestClock>>,
}

/// Owner of a client, which is closed on drop. Calls in progress continue.
#[derive(uniffi::Object)]
pub struct NativeClient {
    native: Arc<Native>,
    id: u64,
}

impl fmt::Debug for NativeClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeClient").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Creates a client. `None`: the instance has ended.
#[uniffi::export]
pub fn new_client(native: u64, settings: Settings) -> Result<Option<Arc<NativeClient>>, NativeError> {
    let Some(native) = find(native) else { return Ok(None) };
    let id = native.new_client(settings)?;
    Ok(id.map(|id| Arc::new(NativeClient { native, id })))
}

#[uniffi::export]
impl NativeClient {
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Waits that the test clock recorded, in milliseconds.
    pub fn waits(&self) -> Vec<u64> {
        self.native.waits(self.id)
    }
}

impl Drop for NativeClient {
    fn drop(&mut self) {
        self.native.close(self.id);
    }
}

impl Native {
    pub(crate) fn new_client(self: &Arc<Self>, settings: Settings) -> Result<Option<u64>, plock::Error> {
        let id = self.next_id();
        let clock = (settings.clock > 0).then(|| Arc::new(TestClock::new(settings.clock > 1)));
        let client = settings.client(self, id, clock.clone())?;
        let mut state = lock(&self.state);
        if state.ended {
            return Ok(None);
        }
        state.clients.insert(id, OpenClient { client, clock });
        Ok(Some(id))
    }

    pub(crate) fn close(&self, client: u64) {
        // Dropped outside of the lock, as this may end the client.
        let removed = lock(&self.state).clients.remove(&client);
        drop(removed);
        self.end_if_unused();
    }

    pub(crate) fn waits(&self, client: u64) -> Vec<u64> {
        let state = lock(&self.state);
        let clock = state.clients.get(&client).and_then(|open| open.clock.as_ref());
        clock.map(|clock| clock.waits_ms()).unwrap_or_default()
    }
}

/// The builder of the core requires a connect timeout, so a day stands for no limit.
const NO_LIMIT: Duration = Duration::from_secs(86_400);

/// A limit in milliseconds; 0: no limit.
pub(crate) fn limit(ms: u64) -> Option<Duration> {
    (ms > 0).then(|| Duration::from_millis(ms))
}

/// Applies the options that a client and a call have in common.
macro_rules! apply_options {
    ($options:expr, $to:ident) => {{
        if let Some(ms) = $options.timeout {
            $to = $to.timeout($crate::core::limit(ms));
        }
        if let Some(ms) = $options.read_timeout {
            $to = $to.read_timeout($crate::core::limit(ms));
        }
        if let Some(retries) = $options.max_retries {
            $to = $to.max_retries(retries);
        }
        if let Some(concurrency) = $options.concurrency {
            $to = $to.concurrency(concurrency as usize);
        }
        for pair in $options.headers {
            $to = $to.header(pair.name, pair.value);
        }
        for pair in $options.query {
            $to = $to.query(pair.name, pair.value);
        }
    }};
}
pub(crate) use apply_options;

impl Settings {
    fn client(self, native: &Arc<Native>, id: u64, clock: Option<Arc<TestClock>>) -> Result<Client, plock::Error> {
        let mut builder = Client::builder().product(self.product);
        apply_options!(self, builder);
        if let Some(key) = self.api_key {
            builder = builder.api_key(key);
        }
        if self.token_provider {
            let native = Arc::clone(native);
            builder = builder.token_provider(move || request_token(Arc::clone(&native), id));
        }
        if let Some(name) = self.environment {
            builder = builder.environment(name.parse()?);
        }
        if let Some(url) = self.base_url {
            builder = builder.base_url(url);
        }
        if let Some(ms) = self.connect_timeout {
            builder = builder.connect_timeout(limit(ms).unwrap_or(NO_LIMIT));
        }
        if let Some(url) = self.proxy {
            builder = builder.proxy(url);
        }
        for pem in self.ca_certificates {
            builder = builder.ca_certificate_pem(pem);
        }
        if let Some(suffix) = self.user_agent_suffix {
            builder = builder.user_agent_suffix(suffix);
        }
        if self.log > 0 {
            let least = if self.log > 1 { Level::Info } else { Level::Debug };
            builder = builder.listener(Arc::new(Events { native: Arc::clone(native), client: id, least }));
        }
        if let Some(clock) = clock {
            builder = builder.clock(clock);
        }
        builder.build()
    }
}
