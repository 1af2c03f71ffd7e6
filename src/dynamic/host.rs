//! What every host language passes to a client and a call, and the clock of their tests.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer};

use super::Call;
use crate::builder::ClientBuilder;
use crate::call::Request;
use crate::http::{Clock, OptionNames, Result};

/// A timeout in milliseconds; 0: no limit.
pub fn limit(ms: u64) -> Option<Duration> {
    (ms > 0).then(|| Duration::from_millis(ms))
}

fn given_limit<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Option<Duration>>, D::Error> {
    Option::<u64>::deserialize(from).map(|ms| ms.map(limit))
}

/// Options of a client or a call. The outer `None` of a timeout: not given; the inner: no limit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CallOptions {
    #[serde(deserialize_with = "given_limit")]
    pub timeout: Option<Option<Duration>>,
    #[serde(deserialize_with = "given_limit")]
    pub read_timeout: Option<Option<Duration>>,
    #[serde(deserialize_with = "given_limit")]
    pub max_outage: Option<Option<Duration>>,
    pub max_retries: Option<u32>,
    pub concurrency: Option<usize>,
    pub extra_headers: Vec<(String, String)>,
    pub extra_query: Vec<(String, String)>,
    /// Text, as is `page_size`: validated before it is sent.
    pub page: Option<String>,
    pub page_size: Option<String>,
    pub consistent: Option<bool>,
}

/// Sets options on a `ClientBuilder` or a `Request`, which have the same methods.
macro_rules! apply {
    ($options:expr, $to:ident) => {{
        if let Some(timeout) = $options.timeout {
            $to = $to.timeout(timeout);
        }
        if let Some(timeout) = $options.read_timeout {
            $to = $to.read_timeout(timeout);
        }
        if let Some(time) = $options.max_outage {
            $to = $to.max_outage(time);
        }
        if let Some(retries) = $options.max_retries {
            $to = $to.max_retries(retries);
        }
        if let Some(concurrency) = $options.concurrency {
            $to = $to.concurrency(concurrency);
        }
        for (name, value) in &$options.extra_headers {
            $to = $to.header(name, value);
        }
        for (name, value) in &$options.extra_query {
            $to = $to.query(name, value);
        }
        $to
    }};
}

impl CallOptions {
    pub fn apply(&self, mut request: Request<Call>) -> Request<Call> {
        if self.page.is_some() || self.page_size.is_some() {
            request = request.paging(self.page.clone(), self.page_size.clone());
        }
        if let Some(consistent) = self.consistent {
            request = request.consistent(consistent);
        }
        apply!(self, request)
    }

    /// Applies them to all calls of a client.
    pub fn configure(&self, mut builder: ClientBuilder) -> ClientBuilder {
        apply!(self, builder)
    }
}

/// Settings of a client. A token provider, a listener and a clock are set on the builder.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    #[serde(flatten)]
    pub options: CallOptions,
    pub api_key: Option<String>,
    pub environment: Option<String>,
    pub base_url: Option<String>,
    #[serde(deserialize_with = "given_limit")]
    pub connect_timeout: Option<Option<Duration>>,
    pub retry_budget: Option<u32>,
    pub max_in_flight: Option<usize>,
    pub max_response_size: Option<usize>,
    pub proxy: Option<String>,
    pub ca_certificates: Vec<String>,
    pub client_certificate: Option<String>,
    pub user_agent_suffix: Option<String>,
}

const CAMEL: &[(&str, &str)] = &[
    ("api_key", "apiKey"),
    ("base_url", "baseUrl"),
    ("ca_certificate_pem", "caCertificates"),
    ("client_certificate_pem", "clientCertificate"),
    ("header", "headers"),
    ("max_in_flight", "maxInFlight"),
    ("max_response_size", "maxResponseSize"),
    ("retry_budget", "retryBudget"),
    ("token_provider", "tokenProvider"),
    ("user_agent_suffix", "userAgentSuffix"),
];

/// The names that options have in the language of a product, in messages.
fn option_names(product: &str) -> OptionNames {
    const PYTHON: &[(&str, &str)] = &[
        ("ca_certificate_pem", "ca_certificates"),
        ("client_certificate_pem", "client_certificate"),
        ("header", "extra_headers"),
    ];
    OptionNames(match product {
        "plock-python" => &[PYTHON],
        "plock-node" => &[&[("header", "extraHeaders")], CAMEL],
        "plock-swift" => &[&[("base_url", "baseURL")], CAMEL],
        _ => &[CAMEL],
    })
}

impl Settings {
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an unknown environment.
    pub fn builder(self, product: &str) -> Result<ClientBuilder> {
        let mut builder = ClientBuilder::default().product(product).option_names(option_names(product));
        if let Some(key) = self.api_key {
            builder = builder.api_key(key);
        }
        if let Some(name) = self.environment {
            builder = builder.environment(name.parse()?);
        }
        if let Some(url) = self.base_url {
            builder = builder.base_url(url);
        }
        if let Some(timeout) = self.connect_timeout {
            builder = builder.connect_timeout(timeout);
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
        if let Some(url) = self.proxy {
            builder = builder.proxy(url);
        }
        for pem in self.ca_certificates {
            builder = builder.ca_certificate_pem(pem);
        }
        if let Some(pem) = self.client_certificate {
            builder = builder.client_certificate_pem(pem);
        }
        if let Some(suffix) = self.user_agent_suffix {
            builder = builder.user_agent_suffix(suffix);
        }
        Ok(self.options.configure(builder))
    }
}

/// A clock for tests: it records sleeps and does not wait. Its time advances by the sleeps alone.
#[derive(Debug)]
pub struct RecordingClock {
    started: Instant,
    sleeps: Mutex<Vec<Duration>>,
}

impl Default for RecordingClock {
    fn default() -> Self {
        Self { started: Instant::now(), sleeps: Mutex::default() }
    }
}

impl RecordingClock {
    fn sleeps(&self) -> MutexGuard<'_, Vec<Duration>> {
        self.sleeps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sleeps, in milliseconds.
    pub fn sleeps_ms(&self) -> Vec<u64> {
        self.sleeps().iter().map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)).collect()
    }
}

impl Clock for RecordingClock {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.sleeps().push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }

    fn instant(&self) -> Instant {
        self.started + self.sleeps().iter().sum::<Duration>()
    }
}
