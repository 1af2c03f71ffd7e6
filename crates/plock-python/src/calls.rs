//! One way for every call: wait for it here, or let a loop of asyncio know when it is done.

use std::future::Future;

use pyo3::prelude::*;

use crate::port::Port;
use crate::runtime;

/// Runs `work` and makes Python's value of what it gives. With a port this gives a `Pending` at once, else the value.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    port: Option<&Bound<'_, Port>>,
    work: impl Future<Output = T> + Send + 'static,
    finish: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    match port {
        None => finish(py, runtime::wait(py, work)?),
        Some(port) => Port::start(port, work, finish),
    }
}
