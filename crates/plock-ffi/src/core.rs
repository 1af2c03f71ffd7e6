//! A client, as the other language holds it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use plock::{Client, Level};

use crate::clock::NoWaiting;
use crate::events::Events;
use crate::failure::Refusal;
use crate::native::{Native, find};
use crate::tokens::ask;
use crate::{Pair, lock};

/// All that a client can be told. Times are in milliseconds, and 0 is no limit.
#[derive(Debug, uniffi::Record)]
pub struct Settings {
    /// The library's name in the user agent.
    pub product: String,
    pub api_key: Option<String>,
    /// Whether tokens are asked for, as they are needed.
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
    /// Whether events are told: 1 all, 2 only what did not go as it should.
    pub log: u8,
    /// For tests of retries: 1 a clock that does not wait, 2 one that panics.
    pub clock: u8,
}

/// What calls need of a client.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) client: Client,
    clock: Option<Arc<NoWaiting>>,
}

/// Lives as long as the other language holds it; its calls go by its number, and those under way outlive it.
#[derive(uniffi::Object)]
pub struct Core {
    native: Arc<Native>,
    number: u64,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core").field("number", &self.number).finish_non_exhaustive()
    }
}

/// A client; none where `native` has ended.
#[uniffi::export]
pub fn client(native: u64, settings: Settings) -> Result<Option<Arc<Core>>, Refusal> {
    let Some(native) = find(native) else { return Ok(None) };
    let number = Native::client(&native, settings)?;
    Ok(number.map(|number| Arc::new(Core { native, number })))
}

#[uniffi::export]
impl Core {
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What the clock that does not wait was asked to wait.
    pub fn waits(&self) -> Vec<u64> {
        self.native.waits(self.number)
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        self.native.close(self.number);
    }
}

impl Native {
    pub(crate) fn client(native: &Arc<Self>, settings: Settings) -> Result<Option<u64>, plock::Error> {
        let number = native.number();
        let clock = (settings.clock > 0).then(|| Arc::new(NoWaiting::new(settings.clock > 1)));
        let client = settings.client(native, number, clock.clone())?;
        let mut life = lock(&native.life);
        if life.ended {
            return Ok(None);
        }
        life.clients.insert(number, Shared { client, clock });
        Ok(Some(number))
    }

    pub(crate) fn close(&self, client: u64) {
        // The client may end here, which is not to happen under the lock.
        let gone = lock(&self.life).clients.remove(&client);
        drop(gone);
        self.settle();
    }

    pub(crate) fn waits(&self, client: u64) -> Vec<u64> {
        let life = lock(&self.life);
        let clock = life.clients.get(&client).and_then(|shared| shared.clock.as_ref());
        clock.map(|clock| clock.waits_ms()).unwrap_or_default()
    }
}

/// The builder of the core requires a connect timeout, so a day stands for no limit.
const NO_LIMIT: Duration = Duration::from_secs(86_400);

/// A limit in milliseconds; 0: no limit.
pub(crate) fn limit(ms: u64) -> Option<Duration> {
    (ms > 0).then(|| Duration::from_millis(ms))
}

/// The setters that a builder and a call have in common.
macro_rules! apply {
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
pub(crate) use apply;

impl Settings {
    fn client(self, native: &Arc<Native>, number: u64, clock: Option<Arc<NoWaiting>>) -> Result<Client, plock::Error> {
        let mut builder = Client::builder().product(self.product);
        apply!(self, builder);
        if let Some(key) = self.api_key {
            builder = builder.api_key(key);
        }
        if self.token_provider {
            let native = Arc::clone(native);
            builder = builder.token_provider(move || ask(Arc::clone(&native), number));
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
            builder = builder.listener(Arc::new(Events { native: Arc::clone(native), client: number, least }));
        }
        if let Some(clock) = clock {
            builder = builder.clock(clock);
        }
        builder.build()
    }
}
