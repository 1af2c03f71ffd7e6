//! Settings of a client and options of its calls.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use plock::dynamic::Call;
use plock::{ClientBuilder, Request};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::errors::to_exception;

/// Options of the calls of one client.
#[derive(Default, Clone)]
pub(crate) struct CallOptions {
    timeout: Option<Option<Duration>>,
    read_timeout: Option<Option<Duration>>,
    max_retries: Option<u32>,
    concurrency: Option<usize>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
}

/// Sets call options on a request or a client builder, which have the same methods.
macro_rules! set_options {
    ($options:expr, $target:expr) => {{
        let mut target = $target;
        if let Some(timeout) = $options.timeout {
            target = target.timeout(timeout);
        }
        if let Some(timeout) = $options.read_timeout {
            target = target.read_timeout(timeout);
        }
        if let Some(retries) = $options.max_retries {
            target = target.max_retries(retries);
        }
        if let Some(concurrency) = $options.concurrency {
            target = target.concurrency(concurrency);
        }
        for (name, value) in &$options.headers {
            target = target.header(name, value);
        }
        for (name, value) in &$options.query {
            target = target.query(name, value);
        }
        target
    }};
}

/// Extracts a setting. The error names it and its type.
fn setting<'a, 'py, T: FromPyObject<'a, 'py>>(name: &str, value: &'a Bound<'py, PyAny>, expected: &str) -> PyResult<T> {
    value.extract().map_err(|_| {
        let class = value.get_type().name().map(|name| name.to_string()).unwrap_or_default();
        PyTypeError::new_err(format!("{name}: expected {expected}, got a value of the class {class}"))
    })
}

fn configuration(py: Python<'_>, text: &str) -> PyErr {
    to_exception(py, None, &plock::dynamic::configuration(text))
}

/// Seconds; None: no limit.
fn seconds(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Duration>> {
    if value.is_none() {
        return Ok(None);
    }
    let seconds: f64 = setting(name, value, "a number of seconds or None")?;
    if seconds >= 0.0 {
        // More than a `Duration` can hold: no limit.
        return Ok(Duration::try_from_secs_f64(seconds).ok());
    }
    Err(configuration(value.py(), &format!("{name}: expected seconds from 0 on, got {seconds}")))
}

fn texts(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    let expected = "a dict of str to str";
    let dict: &Bound<'_, PyDict> =
        value.cast().map_err(|_| PyTypeError::new_err(format!("{name}: expected {expected}")))?;
    dict.iter().map(|(key, value)| Ok((setting(name, &key, expected)?, setting(name, &value, expected)?))).collect()
}

impl CallOptions {
    /// Sets one option. Returns false if it is not a call option.
    pub(crate) fn set(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        match name {
            "timeout" => self.timeout = Some(seconds(name, value)?),
            "read_timeout" => self.read_timeout = Some(seconds(name, value)?),
            "max_retries" => self.max_retries = Some(setting(name, value, "an int from 0 on")?),
            "concurrency" => self.concurrency = Some(setting(name, value, "an int from 0 on")?),
            "extra_headers" => self.headers.extend(texts(name, value)?),
            "extra_query" => self.query.extend(texts(name, value)?),
            // Held by `Hooks`, where the garbage collector finds it.
            "on_response" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(crate) fn apply(&self, request: Request<Call>) -> Request<Call> {
        set_options!(self, request)
    }
}

/// Builds a client; its call options apply to all calls.
pub(crate) fn builder(settings: &Bound<'_, PyDict>) -> PyResult<ClientBuilder> {
    // Settings from the environment are read once, so that a client that reconnects after `close` or a fork is the same.
    let mut builder = plock::Client::builder().product("plock-python").read_variables();
    let mut options = CallOptions::default();
    for (name, value) in settings {
        let name: String = name.extract()?;
        if options.set(&name, &value)? {
            continue;
        }
        let text = || setting::<String>(&name, &value, "a str");
        builder = match name.as_str() {
            "api_key" => builder.api_key(text()?),
            // Held by `Hooks`, as is `on_response`.
            "token_provider" => builder,
            "base_url" => builder.base_url(text()?),
            "environment" => {
                builder.environment(text()?.parse().map_err(|error| to_exception(settings.py(), None, &error))?)
            }
            "connect_timeout" => {
                builder.connect_timeout(seconds(&name, &value)?.unwrap_or(Duration::from_secs(86_400)))
            }
            "proxy" => builder.proxy(text()?),
            "user_agent_suffix" => builder.user_agent_suffix(text()?),
            "ca_certificates" => match value.cast::<PyBytes>() {
                Ok(pem) => builder.ca_certificate_pem(pem.as_bytes()),
                Err(_) => builder.ca_certificate_pem(setting::<String>(&name, &value, "PEM as str or bytes")?),
            },
            "clock" => builder.clock(value.cast::<TestClock>()?.get().0.clone()),
            _ => return Err(PyTypeError::new_err(format!("unexpected setting {name:?}"))),
        };
    }
    Ok(set_options!(options, builder))
}

#[derive(Debug, Default)]
pub(crate) struct RecordingClock(Mutex<Vec<Duration>>);

/// A test clock that records sleeps and does not wait.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct TestClock(Arc<RecordingClock>);

#[pymethods]
impl TestClock {
    #[new]
    fn new() -> Self {
        Self(Arc::default())
    }

    /// The recorded sleeps in milliseconds.
    #[getter]
    fn waits_ms(&self) -> Vec<u128> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Duration::as_millis).collect()
    }
}

impl plock::Clock for RecordingClock {
    fn sleep(&self, time: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }
}
