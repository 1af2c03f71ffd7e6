//! Options from JavaScript, as JSON. JavaScript has checked their types.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use plock::dynamic::Call;
use plock::{Client, ClientBuilder, Error, Request};
use serde::Deserialize;

use crate::clock::RecordingClock;
use crate::events::{self, EventQueue, Logger};

/// Options of a client or a call. Times are in milliseconds; 0: no limit.
#[derive(Deserialize, Clone, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Options {
    timeout: Option<u64>,
    read_timeout: Option<u64>,
    max_retries: Option<u32>,
    concurrency: Option<usize>,
    extra_headers: Vec<(String, String)>,
    extra_query: Vec<(String, String)>,
    /// Text; the core validates it.
    page: Option<String>,
    page_size: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    #[serde(flatten)]
    options: Options,
    api_key: Option<String>,
    environment: Option<String>,
    base_url: Option<String>,
    connect_timeout: Option<u64>,
    ca_certificates: Vec<String>,
    proxy: Option<String>,
    user_agent_suffix: Option<String>,
    /// Whether there is one. JavaScript finds the function by the call.
    token_provider: bool,
    logger: bool,
    /// Environment variables of the thread's `process.env`.
    variables: HashMap<String, String>,
    pub(crate) clock: bool,
}

/// For settings that require a limit: a century.
const NO_LIMIT: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

fn limit(ms: u64) -> Option<Duration> {
    (ms > 0).then(|| Duration::from_millis(ms))
}

/// Sets options on a `ClientBuilder` or a `Request`, which have the same methods.
macro_rules! apply {
    ($options:expr, $to:ident) => {{
        let options = $options;
        if let Some(ms) = options.timeout {
            $to = $to.timeout(limit(ms));
        }
        if let Some(ms) = options.read_timeout {
            $to = $to.read_timeout(limit(ms));
        }
        if let Some(retries) = options.max_retries {
            $to = $to.max_retries(retries);
        }
        if let Some(concurrency) = options.concurrency {
            $to = $to.concurrency(concurrency);
        }
        for (name, value) in options.extra_headers {
            $to = $to.header(name, value);
        }
        for (name, value) in options.extra_query {
            $to = $to.query(name, value);
        }
    }};
}

impl Options {
    pub(crate) fn apply(mut self, mut request: Request<Call>) -> Request<Call> {
        let paging = (self.page.take(), self.page_size.take());
        apply!(self, request);
        match paging {
            (None, None) => request,
            (page, page_size) => request.paging(page, page_size),
        }
    }
}

impl Settings {
    pub(crate) fn client(self, queue: &Arc<EventQueue>, clock: Option<Arc<RecordingClock>>) -> Result<Client, Error> {
        let mut builder: ClientBuilder = Client::builder().product("plock-node").variables(self.variables);
        apply!(self.options, builder);
        if let Some(key) = self.api_key {
            builder = builder.api_key(key);
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
        for pem in self.ca_certificates {
            builder = builder.ca_certificate_pem(pem);
        }
        if let Some(url) = self.proxy {
            builder = builder.proxy(url);
        }
        if let Some(suffix) = self.user_agent_suffix {
            builder = builder.user_agent_suffix(suffix);
        }
        if self.token_provider {
            let queue = queue.clone();
            builder = builder.token_provider(move || events::request_token(queue.clone()));
        }
        if self.logger {
            builder = builder.listener(Arc::new(Logger(queue.clone())));
        }
        if let Some(clock) = clock {
            builder = builder.clock(clock);
        }
        builder.build()
    }
}
