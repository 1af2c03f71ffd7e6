//! From the core's errors to the exceptions of `plock.errors`.

use plock::Error;
use pyo3::exceptions::{PyRuntimeError, PyStopAsyncIteration, PyStopIteration};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList};

use crate::caller::Caller;

/// `plock.errors`.
fn module(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    Ok(MODULE.get_or_try_init(py, || py.import("plock.errors").map(Bound::unbind))?.bind(py))
}

/// Headers by name in lower case; where one came several times, its values are joined.
pub(crate) fn headers<'py>(py: Python<'py>, headers: &plock::dynamic::HeaderMap) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for name in headers.keys() {
        let values: Vec<_> = headers.get_all(name).iter().map(|v| String::from_utf8_lossy(v.as_bytes())).collect();
        dict.set_item(name.as_str(), values.join(", "))?;
    }
    Ok(dict)
}

/// The exception object of an error.
pub(crate) fn object<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let module = module(py)?;
    let facts = PyDict::new(py);
    let described = PyList::empty(py);
    let class = module.getattr("ApiError")?;
    for one in error.errors() {
        let raw = crate::values::json(py, one.raw.as_str())?;
        described.append(class.call1((one.title.as_deref(), one.detail.as_deref(), one.status.as_deref(), raw))?)?;
    }
    facts.set_item("status", error.status())?;
    facts.set_item("method", error.method())?;
    facts.set_item("path", error.path())?;
    facts.set_item("headers", headers(py, error.headers())?)?;
    facts.set_item("errors", described)?;
    facts.set_item("attempts", error.attempts())?;
    facts.set_item("retry_after", error.retry_after().map(|time| time.as_secs_f64()))?;
    facts.set_item("retry_safe", error.is_retry_safe())?;
    facts.set_item("field", error.field())?;
    facts.set_item("pointer", error.pointer())?;
    facts.set_item("row_id", error.row_id())?;
    facts.set_item("body_excerpt", error.body_excerpt())?;
    module.getattr(error.kind().name())?.call((error.message(),), Some(&facts))
}

/// The exception of an error, to be raised. A token provider's own exception becomes its cause, and one of a handler of logs its
/// context.
pub(crate) fn raised(py: Python<'_>, caller: Option<&Caller>, error: &Error) -> PyErr {
    let made = object(py, error).map(PyErr::from_value);
    let exception = made.unwrap_or_else(|failed| PyRuntimeError::new_err(format!("{error} ({failed})")));
    let source = std::error::Error::source(error);
    if let Some(cause) = source.and_then(|source| source.downcast_ref::<PyErr>()) {
        exception.set_cause(py, Some(cause.clone_ref(py)));
    } else if let Some(source) = source {
        exception.set_cause(py, Some(PyRuntimeError::new_err(chain(source))));
    }
    if let Some(failed) = caller.and_then(|caller| caller.failed(py)) {
        // Every exception has this attribute.
        let _ = exception.value(py).setattr("__context__", failed.into_value(py));
    }
    exception
}

/// A `StopIteration` of the user's code must not end the loop over a list, as in generators (PEP 479).
pub(crate) fn unstopped(py: Python<'_>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyStopIteration>(py) && !error.is_instance_of::<PyStopAsyncIteration>(py) {
        return error;
    }
    let told = PyRuntimeError::new_err(format!("on_response raised {}", error.get_type(py)));
    told.set_cause(py, Some(error));
    told
}

/// An exception of the user's code after a write: it carries what became of that as `outcomes`.
pub(crate) fn with_outcomes(py: Python<'_>, error: PyErr, outcomes: impl FnOnce() -> PyResult<Py<PyAny>>) -> PyErr {
    match outcomes().and_then(|outcomes| error.value(py).setattr("outcomes", outcomes)) {
        Ok(()) => error,
        // An exception that takes no attributes.
        Err(failed) => {
            failed.set_cause(py, Some(error));
            failed
        }
    }
}

/// An error with all of its causes, as text.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}
