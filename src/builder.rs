//! Setting a client up: where to, as whom, how patiently.

use std::fmt;
use std::future::Future;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use reqwest::Url;

use crate::call::{Async, Client};
use crate::http::{
    API_KEY, BASE_URL, Bucket, Clock, Connections, Credentials, Error, Listener, Options, ProviderError, RealClock,
    Result, Shared, Variables, connections, listed, option_setters, tls,
};
use crate::meta::{SERVERS, Server};

/// One of the servers that the spec names.
#[derive(Clone, Copy)]
pub struct Environment(&'static Server);

impl Environment {
    /// Its name: `production`.
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// Its base URL.
    pub fn url(&self) -> &'static str {
        self.0.url
    }

    /// Every one.
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

/// All that a client can be told; see its methods.
#[must_use = "a builder does nothing until `build`"]
#[derive(Clone, Default)]
pub struct ClientBuilder {
    api_key: Option<String>,
    provider: Option<Credentials>,
    base_url: Option<String>,
    environment: Option<Environment>,
    connect_timeout: Option<Duration>,
    proxy: Option<String>,
    certificates: Vec<Vec<u8>>,
    user_agent: Option<String>,
    product: Option<String>,
    clock: Option<Arc<dyn Clock>>,
    listener: Option<Arc<dyn Listener>>,
    variables: Variables,
    options: Options,
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
    /// The API key. Without one, the environment variable `PLOCK_API_KEY` is read.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Asks for a token at each request, and once more after a 401. For apps that hold no key of their own.
    pub fn token_provider<F, T>(mut self, provider: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<String, ProviderError>> + Send + 'static,
    {
        self.provider = Some(Credentials::provider(provider));
        self
    }

    /// A base URL other than those of the environments, e.g. of a sandbox. Without one, `PLOCK_BASE_URL` is read.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The environment; production unless told.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// The longest wait for a connection; 10 s unless told.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// A proxy for all requests, as URL. Without one, the system's is used.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Certificates (PEM) of authorities to trust beside the system's.
    pub fn ca_certificate_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.certificates.push(pem.into());
        self
    }

    /// Text behind the library's own user agent.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent = Some(suffix.into());
        self
    }

    /// The library's name in the user agent, for those that wrap it.
    #[doc(hidden)]
    pub fn product(mut self, product: impl Into<String>) -> Self {
        self.product = Some(product.into());
        self
    }

    /// Another clock, for tests of retries.
    #[doc(hidden)]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Is told of each attempt, for those that wrap the library and have logs of their own.
    #[doc(hidden)]
    pub fn listener(mut self, listener: Arc<dyn Listener>) -> Self {
        self.listener = Some(listener);
        self
    }

    /// Environment variables to read instead of the process's, for languages whose threads have environments of their own.
    #[doc(hidden)]
    pub fn variables(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        self.variables = Variables::new(variables);
        self
    }

    /// Reads the environment variables now, for languages that build a client again later: its settings stay what they were.
    #[doc(hidden)]
    pub fn read_variables(mut self) -> Self {
        self.variables = Variables::now();
        self
    }

    fn options_mut(&mut self) -> &mut Options {
        &mut self.options
    }

    option_setters!();

    /// The client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) naming the argument and what was expected.
    pub fn build(self) -> Result<Client> {
        Ok(Client { shared: Arc::new(self.shared()?), mode: Async })
    }

    pub(crate) fn shared(self) -> Result<Shared> {
        if let Some(invalid) = &self.options.invalid {
            return Err(Error::configuration(format!("{}: {}", invalid.field, invalid.what)));
        }
        if self.options.concurrency == 0 {
            return Err(Error::configuration("concurrency: expected at least 1, got 0"));
        }
        let credentials = self.credentials()?;
        let base_url = self.base()?;
        let product = self.product.as_deref().unwrap_or("plock-rust");
        let suffix = self.user_agent.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
        let user_agent = HeaderValue::try_from(format!("{product}/{}{suffix}", env!("CARGO_PKG_VERSION")))
            .map_err(|_| Error::configuration("user_agent_suffix: expected a text that an HTTP header can hold"))?;
        let proxy = |url: &String| {
            reqwest::Proxy::all(url)
                .map_err(|e| Error::configuration("proxy: expected a URL").with_source(e.without_url()))
        };
        let connections = Connections::new(connections::Settings {
            tls: tls::config(&self.certificates)?,
            proxy: self.proxy.as_ref().map(proxy).transpose()?,
            variables: self.variables,
            connect_timeout: self.connect_timeout.unwrap_or(Duration::from_secs(10)),
        })?;
        let clock = self.clock.unwrap_or_else(|| Arc::new(RealClock));
        Ok(Shared {
            connections,
            base_url,
            credentials,
            user_agent,
            options: Arc::new(self.options),
            bucket: Bucket::new(),
            clock,
            listener: self.listener,
        })
    }

    fn credentials(&self) -> Result<Credentials> {
        if let Some(provider) = &self.provider {
            return match self.api_key {
                Some(_) => Err(Error::configuration("expected either api_key or token_provider, got both")),
                None => Ok(provider.clone()),
            };
        }
        match self.api_key.clone().or_else(|| self.variables.get(API_KEY)) {
            Some(key) => Credentials::key(&key),
            None => Err(Error::configuration(format!(
                "no API key: give `api_key`, or set the environment variable {API_KEY}"
            ))),
        }
    }

    fn base(&self) -> Result<String> {
        let named = self.environment.map(|e| e.url().to_owned());
        if named.is_some() && self.base_url.is_some() {
            return Err(Error::configuration("expected either base_url or environment, got both"));
        }
        let told = self.base_url.clone().or(named).or_else(|| self.variables.get(BASE_URL));
        let text = match told.or_else(|| SERVERS.first().map(|s| s.url.to_owned())) {
            Some(text) => text,
            None => return Err(Error::configuration("base_url: expected a URL, as the spec names no server")),
        };
        let wrong = |what: &str| Error::configuration(format!("base_url: expected {what}"));
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
