//! Clients and their settings.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use plock::dynamic::host::{self, RecordingClock};
use plock::{Client, Level, dynamic};

use crate::calls::CallOptions;
use crate::error::NativeError;
use crate::events::Events;
use crate::native::{Native, find};
use crate::tokens::request_token;
use crate::{Pair, lock};

/// Settings of a client. Absent: the default of the core. Times are in milliseconds; 0: no limit.
#[derive(Debug, Default, uniffi::Record)]
pub struct Settings {
    /// Build of the other language's generated files.
    pub build: String,
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
    pub max_outage: Option<u64>,
    pub retry_budget: Option<u32>,
    pub max_in_flight: Option<u32>,
    pub max_response_size: Option<u64>,
    pub headers: Vec<Pair>,
    pub query: Vec<Pair>,
    pub proxy: Option<String>,
    pub ca_certificates: Vec<String>,
    pub client_certificate: Option<String>,
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
    clock: Option<Arc<RecordingClock>>,
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
        dynamic::check_build(&settings.build).map_err(|error| dynamic::configuration(&error))?;
        let id = self.next_id();
        let clock = (settings.clock == 1).then(Arc::<RecordingClock>::default);
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
        clock.map(|clock| clock.sleeps_ms()).unwrap_or_default()
    }
}

impl Settings {
    fn client(self, native: &Arc<Native>, id: u64, clock: Option<Arc<RecordingClock>>) -> Result<Client, plock::Error> {
        let options = CallOptions {
            timeout: self.timeout,
            read_timeout: self.read_timeout,
            max_retries: self.max_retries,
            concurrency: self.concurrency,
            consistent: None,
            headers: self.headers,
            query: self.query,
        };
        let settings = host::Settings {
            options: host::CallOptions { max_outage: self.max_outage.map(host::limit), ..options.into_core() },
            api_key: self.api_key,
            environment: self.environment,
            base_url: self.base_url,
            connect_timeout: self.connect_timeout.map(host::limit),
            proxy: self.proxy,
            ca_certificates: self.ca_certificates,
            client_certificate: self.client_certificate,
            user_agent_suffix: self.user_agent_suffix,
            retry_budget: self.retry_budget,
            max_in_flight: self.max_in_flight.map(|calls| calls as usize),
            max_response_size: self.max_response_size.map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX)),
        };
        let mut builder = settings.builder(&self.product)?;
        if self.token_provider {
            let native = Arc::clone(native);
            builder = builder.token_provider(move || request_token(Arc::clone(&native), id));
        }
        if self.log > 0 {
            let least = if self.log > 1 { Level::Info } else { Level::Debug };
            builder = builder.listener(Arc::new(Events { native: Arc::clone(native), client: id, least }));
        }
        match clock {
            Some(clock) => builder.clock(clock),
            None if self.clock > 1 => builder.clock(Arc::new(PanickingClock)),
            None => builder,
        }
        .build()
    }
}

/// For tests of panics.
#[derive(Debug)]
struct PanickingClock;

impl plock::Clock for PanickingClock {
    #[allow(clippy::panic, reason = "tests of panics need one")]
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        panic!("a clock that panics");
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_from_another_build_are_an_error() {
        let native = crate::open_native();
        let of =
            |build: &str| Settings { build: build.to_owned(), api_key: Some("key".to_owned()), ..Settings::default() };
        assert!(new_client(native, of(plock::meta::BUILD)).is_ok_and(|client| client.is_some()));
        let error = new_client(native, of("0.0.9+00000000")).err();
        let bytes = error.map(|NativeError::Encoded { bytes }| bytes).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("from build 0.0.9+00000000") && text.contains("reinstall plock"), "{text}");
        crate::shutdown_native(native);
    }
}
