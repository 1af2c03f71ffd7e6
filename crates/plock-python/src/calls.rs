//! Runs a call: blocks until it is done, or returns a `Pending` for an asyncio loop.

use std::future::Future;

use pyo3::prelude::*;

use crate::context::CallContext;
use crate::queue::CompletionQueue;
use crate::runtime;

/// Runs `work` and converts its result with `finish`. Returns a `Pending` if there is a queue, otherwise the result.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    queue: Option<&Bound<'_, CompletionQueue>>,
    context: Option<Py<CallContext>>,
    work: impl Future<Output = T> + Send + 'static,
    finish: impl FnOnce(Python<'_>, Option<&CallContext>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    match queue {
        None => {
            let context = context.as_ref().map(Py::get);
            let value = runtime::wait(py, context, work)?;
            finish(py, context, value)
        }
        Some(queue) => CompletionQueue::start(queue, context, work, finish),
    }
}
