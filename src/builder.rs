//! Configuration of a client.

use std::fmt;
use std::future::Future;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use http::HeaderValue;
use reqwest::Url;
use tokio::sync::Semaphore;

use crate::call::{Async, Client};
use crate::http::{
    API_KEY, BASE_URL, Bucket, Clock, Connections, Credentials, Error, Listener, OptionNames, Options, Pace,
    ProviderError, RealClock, Result, Shared, Variables, connections, listed, option_setters, tls,
};
use crate::meta::{SERVERS, Server};

const RETRY_BUDGET: u32 = 20;
const MAX_IN_FLIGHT: usize = 256;
const MAX_RESPONSE_SIZE: usize = 256 << 20;

/// An environment of the API: one of the servers in the OpenAPI document.
#[derive(Clone, Copy)]
pub struct Environment(&'static Server);

impl Environment {
    /// Name, such as `production`.
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// Base URL.
    pub fn url(&self) -> &'static str {
        self.0.url
    }

    /// All environments.
    pub fn all() -> impl Iterator<Item = Self> {
        SERVERS.iter().map(Self)
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Environment {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::all().find(|e| e.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::all().map(|e| e.name()).collect();
            Error::configuration(format!("environment: expected one of {}, got {name:?}", listed(&names)))
        })
    }
}

/// Builder of a [`Client`](crate::Client).
#[must_use = "a builder does nothing until `build`"]
#[derive(Clone, Default)]
pub struct ClientBuilder {
    api_key: Option<String>,
    provider: Option<Credentials>,
    base_url: Option<String>,
    environment: Option<Environment>,
    connect_timeout: Option<Option<Duration>>,
    retry_budget: Option<u32>,
    max_in_flight: Option<usize>,
    max_response_size: Option<usize>,
    proxy: Option<String>,
    certificates: Vec<Vec<u8>>,
    client_certificate: Option<Vec<u8>>,
    user_agent: Option<String>,
    product: Option<String>,
    clock: Option<Arc<dyn Clock>>,
    listener: Option<Arc<dyn Listener>>,
    variables: Variables,
    options: Options,
    names: OptionNames,
    http_client: Option<reqwest::Client>,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// API key. Default: the environment variable `PLOCK_API_KEY`.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Called for a bearer token before each request, and once more after a 401. Replaces the API key in apps that must not hold one.
    pub fn token_provider<F, T>(mut self, provider: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<String, ProviderError>> + Send + 'static,
    {
        self.provider = Some(Credentials::provider(provider));
        self
    }

    /// Base URL, such as that of a sandbox. Default: the URL of [`environment`](Self::environment) if set, else the environment variable
    /// `PLOCK_BASE_URL`, else production.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Environment, as an alternative to [`base_url`](Self::base_url).
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Maximum time to open a connection, including the TLS handshake. Default: 10 s. `None`: no limit.
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = Some(timeout.into());
        self
    }

    /// Number of retries that all calls of the client have together, so that they do not multiply an outage; five successes add one. Many
    /// writes and lists that wait for the API, and requests that were certainly not processed, do not use it. Default: 20.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = Some(retries);
        self
    }

    /// Maximum number of calls in flight; others wait, within their timeout. Default: 256; at least 1.
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        self.max_in_flight = Some(calls);
        self
    }

    /// Maximum size of a response in bytes, decompressed; a larger one is an error. Default: 256 MiB.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = Some(bytes);
        self
    }

    /// URL of a proxy for all requests: `http://`, `https://`, `socks5://` or `socks5h://` (the proxy resolves names). Empty: no proxy.
    /// Default: the proxy settings of the environment (`HTTPS_PROXY`, `NO_PROXY`, ...) or the system.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// HTTP client for all requests, for connectors and settings that this builder does not have. It replaces
    /// [`connect_timeout`](Self::connect_timeout), [`proxy`](Self::proxy), [`ca_certificate_pem`](Self::ca_certificate_pem) and
    /// [`client_certificate_pem`](Self::client_certificate_pem). Its connections belong to the Tokio runtime that opened them: use such a
    /// client in one runtime. Build it with [`Policy::none`](reqwest::redirect::Policy::none): a write that it redirects is an error.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Additional trusted CA certificates (PEM), or the self-signed certificate of the server. Can be called several times. Default: those of
    /// the files in the environment variables `SSL_CERT_FILE` and `SSL_CERT_DIR` if set, else those of the system, else those of Mozilla.
    pub fn ca_certificate_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.certificates.push(pem.into());
        self
    }

    /// Certificate chain and unencrypted private key (PEM) of this client, for servers that require mutual TLS. Default: none.
    pub fn client_certificate_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.client_certificate = Some(pem.into());
        self
    }

    /// Appended to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent = Some(suffix.into());
        self
    }

    /// Product name in the `User-Agent` header, for libraries that wrap this one. Default: `plock-rust`.
    #[doc(hidden)]
    pub fn product(mut self, product: impl Into<String>) -> Self {
        self.product = Some(product.into());
        self
    }

    /// Replaces the clock, for tests of retries.
    #[doc(hidden)]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Called for each attempt, for libraries that wrap this one and have their own logs.
    #[doc(hidden)]
    pub fn listener(mut self, listener: Arc<dyn Listener>) -> Self {
        self.listener = Some(listener);
        self
    }

    /// Environment variables to use instead of those of the process, for languages whose threads have their own environment.
    #[doc(hidden)]
    pub fn variables(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        self.variables = Variables::new(variables);
        self
    }

    /// Names of the options in messages.
    #[allow(dead_code, reason = "only `dynamic` has other names")]
    pub(crate) fn option_names(mut self, names: OptionNames) -> Self {
        self.names = names;
        self
    }

    /// Reads the environment variables now instead of in [`build`](Self::build), for languages that build the same client again later.
    #[doc(hidden)]
    pub fn read_variables(mut self) -> Self {
        self.variables = Variables::now();
        self
    }

    fn options_mut(&mut self) -> &mut Options {
        &mut self.options
    }

    option_setters!();

    /// Builds the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for a missing or invalid setting; the message names it.
    pub fn build(self) -> Result<Client> {
        Ok(Client { shared: Arc::new(self.shared()?), mode: Async, tag: None })
    }

    pub(crate) fn shared(self) -> Result<Shared> {
        if let Some(invalid) = &self.options.invalid {
            return Err(Error::configuration(format!("{}: {}", self.names.of(&invalid.field), invalid.message)));
        }
        if self.options.concurrency == 0 {
            return Err(Error::configuration("concurrency: expected at least 1, got 0"));
        }
        let max_in_flight = self.max_in_flight.unwrap_or(MAX_IN_FLIGHT).min(Semaphore::MAX_PERMITS);
        if max_in_flight == 0 {
            let option = self.names.of("max_in_flight");
            return Err(Error::configuration(format!("{option}: expected at least 1, got 0")));
        }
        let credentials = self.credentials()?;
        let base_url = self.base()?;
        let product = self.product.as_deref().unwrap_or("plock-rust");
        let suffix = self.user_agent.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
        let user_agent = HeaderValue::try_from(format!("{product}/{}{suffix}", env!("CARGO_PKG_VERSION")))
            .map_err(|_| self.names.of("user_agent_suffix"))
            .map_err(|option| Error::configuration(format!("{option}: expected a valid HTTP header value")))?;
        let connections = match self.http_client {
            Some(client) => {
                let given = [
                    (self.connect_timeout.is_some(), "connect_timeout"),
                    (self.proxy.is_some(), "proxy"),
                    (!self.certificates.is_empty(), "ca_certificate_pem"),
                    (self.client_certificate.is_some(), "client_certificate_pem"),
                ];
                if let Some((_, option)) = given.into_iter().find(|(given, _)| *given) {
                    return Err(Error::configuration(format!("expected either http_client or {option}, got both")));
                }
                Connections::given(client)
            }
            None => Connections::new(connections::Settings {
                tls: tls::config(
                    &self.certificates,
                    self.client_certificate.as_deref(),
                    &self.variables,
                    product,
                    self.names,
                )?,
                proxy: connections::Proxy::new(self.proxy.as_deref())?,
                variables: self.variables,
                connect_timeout: self.connect_timeout.unwrap_or(Some(Duration::from_secs(10))),
                api_tls: base_url.starts_with("https:"),
                api_port: Url::parse(&base_url).ok().and_then(|url| url.port_or_known_default()),
            })?,
        };
        let clock = self.clock.unwrap_or_else(|| Arc::new(RealClock));
        Ok(Shared {
            connections,
            warn_unencrypted: AtomicBool::new(is_unencrypted(&base_url)),
            base_url,
            credentials,
            user_agent,
            options: Arc::new(self.options),
            bucket: Bucket::new(self.retry_budget.unwrap_or(RETRY_BUDGET)),
            max_response_size: self.max_response_size.unwrap_or(MAX_RESPONSE_SIZE),
            limit: Pace::limit(),
            outage: Pace::outage(),
            in_flight: Semaphore::new(max_in_flight),
            clock,
            listener: self.listener,
            names: self.names,
        })
    }

    fn credentials(&self) -> Result<Credentials> {
        let (key, token_provider) = (self.names.of("api_key"), self.names.of("token_provider"));
        if let Some(provider) = &self.provider {
            return match self.api_key {
                Some(_) => Err(Error::configuration(format!("expected either {key} or {token_provider}, got both"))),
                None => Ok(provider.clone()),
            };
        }
        match self.api_key.clone().or_else(|| self.variables.get(API_KEY)) {
            Some(text) => Credentials::key(&text, key),
            None => Err(Error::configuration(format!(
                "no API key: give `{key}`, or set the environment variable {API_KEY}"
            ))),
        }
    }

    fn base(&self) -> Result<String> {
        let option = self.names.of("base_url");
        let named = self.environment.map(|e| e.url().to_owned());
        if named.is_some() && self.base_url.is_some() {
            return Err(Error::configuration(format!("expected either {option} or environment, got both")));
        }
        let configured = self.base_url.clone().or(named).or_else(|| self.variables.get(BASE_URL));
        let text = match configured.or_else(|| SERVERS.first().map(|s| s.url.to_owned())) {
            Some(text) => text,
            None => {
                let what = "expected a URL, because the API document names no server";
                return Err(Error::configuration(format!("{option}: {what}")));
            }
        };
        let wrong = |what: &str| Error::configuration(format!("{option}: expected {what}"));
        // Unicode's tables for names of hosts are as large as the rest of a call.
        if !text.is_ascii() {
            return Err(wrong("a URL in ASCII; write the name of an international host with xn--"));
        }
        let url = Url::parse(&text).map_err(|_| wrong("a URL with a scheme, such as https://api.example.com"))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(wrong("a URL that begins with https:// or http://"));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("a URL without query, fragment, user and password"));
        }
        Ok(url.as_str().trim_end_matches('/').to_owned())
    }
}

/// Whether requests to this URL leave this host without encryption.
fn is_unencrypted(base_url: &str) -> bool {
    let Ok(url) = Url::parse(base_url) else { return false };
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let address = host.parse::<std::net::IpAddr>();
    let local = address.map_or(host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback());
    url.scheme() == "http" && !local
}
