//! Runs a call: blocks until it is done, or returns a `Pending` for an asyncio loop.

use std::future::Future;
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;

use crate::context::{CallContext, lock};
use crate::queue::{CompletionQueue, Finish, Work};
use crate::runtime;

/// Runs `work` and converts its result with `finish`. Returns a `Pending` if there is a queue, otherwise the result.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    queue: Option<&Bound<'_, CompletionQueue>>,
    context: Option<Py<CallContext>>,
    work: impl Future<Output = T> + Send + 'static,
    finish: impl FnOnce(Python<'_>, Option<&CallContext>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    let result = Arc::new(Mutex::new(None));
    let slot = result.clone();
    let work: Work = Box::pin(async move {
        let value = work.await;
        lock(&slot).replace(value);
    });
    let finish = Box::new(move |py: Python<'_>, context: Option<&CallContext>| {
        let value = lock(&result).take();
        finish(py, context, value.ok_or_else(runtime::internal_error)?)
    });
    run_boxed(py, queue, context, work, finish)
}

/// One function for all calls: with a copy for each, the library would be a tenth larger.
fn run_boxed(
    py: Python<'_>,
    queue: Option<&Bound<'_, CompletionQueue>>,
    context: Option<Py<CallContext>>,
    work: Work,
    finish: Finish,
) -> PyResult<Py<PyAny>> {
    match queue {
        None => {
            let context = context.as_ref().map(Py::get);
            runtime::wait(py, context, work)?;
            finish(py, context)
        }
        Some(queue) => CompletionQueue::start(queue, context, work, finish),
    }
}
