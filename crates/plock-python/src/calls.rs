//! One way for every call: wait for it here, or let a loop of asyncio know when it is done.

use std::future::Future;

use pyo3::prelude::*;

use crate::caller::Caller;
use crate::port::Port;
use crate::runtime;

/// Runs `work` and makes Python's value of what it gives. With a port this gives a `Pending` at once, else the value.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    port: Option<&Bound<'_, Port>>,
    caller: Option<Py<Caller>>,
    work: impl Future<Output = T> + Send + 'static,
    finish: impl FnOnce(Python<'_>, Option<&Caller>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    match port {
        None => {
            let caller = caller.as_ref().map(Py::get);
            let value = runtime::wait(py, caller, work)?;
            finish(py, caller, value)
        }
        Some(port) => Port::start(port, caller, work, finish),
    }
}
