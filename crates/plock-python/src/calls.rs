//! Runs a call: blocks until it is done, or returns a `Pending` for an asyncio loop.

use std::future::Future;
use std::pin::Pin;

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
    let work = Box::pin(async move {
        let value = work.await;
        let finish: Finish = Box::new(move |py, context| finish(py, context, value));
        finish
    });
    run_boxed(py, queue, context, work)
}

/// Converts the result of a call.
type Finish = Box<dyn FnOnce(Python<'_>, Option<&CallContext>) -> PyResult<Py<PyAny>> + Send>;

/// One function for all calls: with a copy for each, the library would be a tenth larger.
fn run_boxed(
    py: Python<'_>,
    queue: Option<&Bound<'_, CompletionQueue>>,
    context: Option<Py<CallContext>>,
    work: Pin<Box<dyn Future<Output = Finish> + Send>>,
) -> PyResult<Py<PyAny>> {
    match queue {
        None => {
            let context = context.as_ref().map(Py::get);
            let finish = runtime::wait(py, context, work)?;
            finish(py, context)
        }
        Some(queue) => CompletionQueue::start(queue, context, work, |py, context, finish| finish(py, context)),
    }
}
