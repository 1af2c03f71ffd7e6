//! Creates the client of a case with the public builder.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Deserialize;

use crate::TokenIndex;
use crate::reply::Failure;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    api_key: Option<String>,
    token_provider: Option<Vec<Token>>,
    environment: Option<String>,
    base_url: Option<String>,
    timeout_ms: Option<u64>,
    read_timeout_ms: Option<u64>,
    connect_timeout_ms: Option<u64>,
    max_retries: Option<u32>,
    concurrency: Option<usize>,
    max_outage_ms: Option<u64>,
    retry_budget: Option<u32>,
    max_in_flight: Option<usize>,
    max_response_size: Option<usize>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    query: BTreeMap<String, String>,
    user_agent_suffix: Option<String>,
    ca_pem: Option<String>,
    client_pem: Option<String>,
    proxy_url: Option<String>,
}

/// A reply of the token provider.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Token {
    token: Option<String>,
    error: Option<String>,
    #[serde(default)]
    delay_ms: u64,
}

/// A limit in milliseconds; 0: no limit.
pub(crate) fn limit(ms: u64) -> Option<Duration> {
    (ms > 0).then(|| Duration::from_millis(ms))
}

impl Settings {
    pub(crate) fn client(&self, clock: Arc<TestClock>) -> Result<plock::Client, Failure> {
        let mut builder = plock::Client::builder().clock(clock);
        if let Some(key) = &self.api_key {
            builder = builder.api_key(key);
        }
        if let Some(tokens) = self.token_provider.clone() {
            let turn = Arc::new(TokenIndex::default());
            builder = builder.token_provider(move || {
                let token = tokens.get(turn.next(tokens.len())).cloned();
                async move {
                    let Some(token) = token else { return Err("no token".into()) };
                    tokio::time::sleep(Duration::from_millis(token.delay_ms)).await;
                    match (token.token, token.error) {
                        (Some(token), _) => Ok(token),
                        (None, error) => Err(error.unwrap_or_default().into()),
                    }
                }
            });
        }
        if let Some(name) = &self.environment {
            builder = builder.environment(name.parse()?);
        }
        if let Some(url) = &self.base_url {
            builder = builder.base_url(url);
        }
        if let Some(ms) = self.timeout_ms {
            builder = builder.timeout(limit(ms));
        }
        if let Some(ms) = self.read_timeout_ms {
            builder = builder.read_timeout(limit(ms));
        }
        if let Some(ms) = self.connect_timeout_ms {
            builder = builder.connect_timeout(limit(ms));
        }
        if let Some(retries) = self.max_retries {
            builder = builder.max_retries(retries);
        }
        if let Some(concurrency) = self.concurrency {
            builder = builder.concurrency(concurrency);
        }
        if let Some(ms) = self.max_outage_ms {
            builder = builder.max_outage(limit(ms));
        }
        if let Some(retries) = self.retry_budget {
            builder = builder.retry_budget(retries);
        }
        if let Some(calls) = self.max_in_flight {
            builder = builder.max_in_flight(calls);
        }
        if let Some(bytes) = self.max_response_size {
            builder = builder.max_response_size(bytes);
        }
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        for (name, value) in &self.query {
            builder = builder.query(name, value);
        }
        if let Some(suffix) = &self.user_agent_suffix {
            builder = builder.user_agent_suffix(suffix);
        }
        if let Some(pem) = &self.ca_pem {
            builder = builder.ca_certificate_pem(pem.as_bytes());
        }
        if let Some(pem) = &self.client_pem {
            builder = builder.client_certificate_pem(pem.as_bytes());
        }
        if let Some(url) = &self.proxy_url {
            builder = builder.proxy(url);
        }
        Ok(builder.build()?)
    }
}

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A clock that records waits, which take no time. Its time advances by the waits alone.
#[derive(Debug, Default)]
pub(crate) struct TestClock {
    pub(crate) waits: Mutex<Vec<Duration>>,
}

impl plock::Clock for TestClock {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }

    fn instant(&self) -> Instant {
        let waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        *STARTED + waits.iter().sum::<Duration>()
    }
}
