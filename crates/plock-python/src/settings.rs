//! Settings of a client and options of its calls.

use std::sync::Arc;
use std::time::Duration;

use plock::ClientBuilder;
use plock::dynamic::host::{CallOptions, RecordingClock, Settings};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyInt};

use crate::errors::to_exception;

/// Extracts a setting. The error names it and its type.
pub(crate) fn setting<'a, 'py, T: FromPyObject<'a, 'py>>(
    name: &str,
    value: &'a Bound<'py, PyAny>,
    expected: &str,
) -> PyResult<T> {
    value.extract().map_err(|_| {
        let class = value.get_type().name().map(|name| name.to_string()).unwrap_or_default();
        PyTypeError::new_err(format!("{name}: expected {expected}, got a value of the class {class}"))
    })
}

pub(crate) fn configuration(py: Python<'_>, text: &str) -> PyErr {
    to_exception(py, None, &plock::dynamic::configuration(text))
}

/// A number from 0 on.
fn count<'a, 'py, T: FromPyObject<'a, 'py>>(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<T> {
    let expected = "an int from 0 on";
    match value.extract::<T>() {
        Err(_) if value.is_instance_of::<PyInt>() => {
            Err(configuration(value.py(), &format!("{name}: expected {expected}, got {value}")))
        }
        _ => setting(name, value, expected),
    }
}

/// Seconds; None: no limit.
pub(crate) fn seconds(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Duration>> {
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

/// Sets one option. Returns false if it is not a call option.
pub(crate) fn set(options: &mut CallOptions, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    match name {
        "timeout" => options.timeout = Some(seconds(name, value)?),
        "read_timeout" => options.read_timeout = Some(seconds(name, value)?),
        "max_retries" => options.max_retries = Some(count(name, value)?),
        "concurrency" => options.concurrency = Some(count(name, value)?),
        "extra_headers" => options.extra_headers.extend(texts(name, value)?),
        "extra_query" => options.extra_query.extend(texts(name, value)?),
        // Held by `Hooks`, where the garbage collector finds it.
        "on_response" => {}
        _ => return Ok(false),
    }
    Ok(true)
}

/// Builds a client; its call options apply to all calls.
pub(crate) fn builder(given: &Bound<'_, PyDict>) -> PyResult<ClientBuilder> {
    let (mut settings, mut clock) = (Settings::default(), None);
    for (name, value) in given {
        let name: String = name.extract()?;
        let text = || setting::<String>(&name, &value, "a str").map(Some);
        let pem = || match value.cast::<PyBytes>() {
            Ok(pem) => Ok(String::from_utf8_lossy(pem.as_bytes()).into_owned()),
            Err(_) => setting(&name, &value, "PEM as str or bytes"),
        };
        match name.as_str() {
            "api_key" => settings.api_key = text()?,
            // Held by `Hooks`, as is `on_response`.
            "token_provider" => {}
            "base_url" => settings.base_url = text()?,
            "environment" => settings.environment = text()?,
            "connect_timeout" => settings.connect_timeout = Some(seconds(&name, &value)?),
            "max_outage" => settings.options.max_outage = Some(seconds(&name, &value)?),
            "retry_budget" => settings.retry_budget = Some(count(&name, &value)?),
            "max_in_flight" => settings.max_in_flight = Some(count(&name, &value)?),
            "max_response_size" => settings.max_response_size = Some(count(&name, &value)?),
            "proxy" => settings.proxy = text()?,
            "user_agent_suffix" => settings.user_agent_suffix = text()?,
            "ca_certificates" => settings.ca_certificates.push(pem()?),
            "client_certificate" => settings.client_certificate = Some(pem()?),
            "clock" => clock = Some(value.cast::<TestClock>()?.get().0.clone()),
            _ if set(&mut settings.options, &name, &value)? => {}
            _ => return Err(PyTypeError::new_err(format!("unexpected setting {name:?}"))),
        }
    }
    let builder = settings.builder("plock-python").map_err(|error| to_exception(given.py(), None, &error))?;
    // Settings from the environment are read once, so that a client that reconnects after `close` or a fork is the same.
    let builder = builder.read_variables();
    Ok(match clock {
        Some(clock) => builder.clock(clock),
        None => builder,
    })
}

/// A test clock that records sleeps and does not wait.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct TestClock(Arc<RecordingClock>);

#[pymethods]
impl TestClock {
    #[new]
    fn new() -> Self {
        Self(Arc::default())
    }

    /// The sleeps in milliseconds.
    #[getter]
    fn waits_ms(&self) -> Vec<u64> {
        self.0.sleeps_ms()
    }
}
