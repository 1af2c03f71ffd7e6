//! Converts the core's errors to the exceptions of `plock.errors`.

use plock::Error;
use pyo3::exceptions::{PyRuntimeError, PyStopAsyncIteration, PyStopIteration};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList};

use crate::context::CallContext;

fn module(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    Ok(MODULE.get_or_try_init(py, || py.import("plock.errors").map(Bound::unbind))?.bind(py))
}

/// Headers by lowercase name. The values of repeated headers are joined with `, `.
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
    let attributes = PyDict::new(py);
    let api_errors = PyList::empty(py);
    let class = module.getattr("ApiError")?;
    for one in error.errors() {
        let raw = crate::values::json(py, one.raw.as_str())?;
        api_errors.append(class.call1((one.title.as_deref(), one.detail.as_deref(), one.status.as_deref(), raw))?)?;
    }
    attributes.set_item("status", error.status())?;
    attributes.set_item("method", error.method())?;
    attributes.set_item("path", error.path())?;
    attributes.set_item("headers", headers(py, error.headers())?)?;
    attributes.set_item("errors", api_errors)?;
    attributes.set_item("attempts", error.attempts())?;
    attributes.set_item("retry_after", error.retry_after().map(|time| time.as_secs_f64()))?;
    attributes.set_item("retry_safe", error.is_retry_safe())?;
    attributes.set_item("field", error.field())?;
    attributes.set_item("pointer", error.pointer())?;
    attributes.set_item("row_id", error.row_id())?;
    attributes.set_item("body_excerpt", error.body_excerpt())?;
    module.getattr(error.kind().name())?.call((error.message(),), Some(&attributes))
}

/// The exception for a value of an object that is made by hand.
pub(crate) fn invalid(py: Python<'_>, field: &str, message: &str) -> PyErr {
    let made = || {
        let attributes = PyDict::new(py);
        attributes.set_item("field", field)?;
        module(py)?.getattr("InvalidRequestError")?.call((message,), Some(&attributes))
    };
    made().map_or_else(|failed| failed, PyErr::from_value)
}

/// The exception for a table that cannot be made.
pub(crate) fn table(py: Python<'_>, error: &plock_arrow::Error) -> PyErr {
    if error.row().is_none() {
        return invalid(py, error.field(), &error.to_string());
    }
    let made = || {
        let attributes = PyDict::new(py);
        attributes.set_item("field", error.field())?;
        attributes.set_item("row_id", error.row_id())?;
        module(py)?.getattr("DecodeError")?.call((error.to_string(),), Some(&attributes))
    };
    made().map_or_else(|failed| failed, PyErr::from_value)
}

/// Converts an error to an exception. Its `__cause__` is the token provider's exception or the error's source, its `__context__` the
/// exception of a hook.
pub(crate) fn to_exception(py: Python<'_>, context: Option<&CallContext>, error: &Error) -> PyErr {
    let object = object(py, error).map(PyErr::from_value);
    let exception = object.unwrap_or_else(|failed| PyRuntimeError::new_err(format!("{error} ({failed})")));
    let source = std::error::Error::source(error);
    if let Some(cause) = source.and_then(|source| source.downcast_ref::<PyErr>()) {
        exception.set_cause(py, Some(cause.clone_ref(py)));
    } else if let Some(source) = source {
        exception.set_cause(py, Some(PyRuntimeError::new_err(chain(source))));
    }
    if let Some(failed) = context.and_then(|context| context.take_hook_error(py)) {
        // Every exception has this attribute.
        let _ = exception.value(py).setattr("__context__", failed.into_value(py));
    }
    exception
}

/// Replaces a `StopIteration` of a hook, which would end the loop over a list (compare PEP 479).
pub(crate) fn wrap_stop_iteration(py: Python<'_>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyStopIteration>(py) && !error.is_instance_of::<PyStopAsyncIteration>(py) {
        return error;
    }
    let replacement = PyRuntimeError::new_err(format!("on_response raised {}", error.get_type(py)));
    replacement.set_cause(py, Some(error));
    replacement
}

/// Adds the outcomes of a write to an exception of a hook, as its attribute `outcomes`.
pub(crate) fn with_outcomes(py: Python<'_>, error: PyErr, outcomes: impl FnOnce() -> PyResult<Py<PyAny>>) -> PyErr {
    match outcomes().and_then(|outcomes| error.value(py).setattr("outcomes", outcomes)) {
        Ok(()) => error,
        // The exception does not allow attributes.
        Err(failed) => {
            failed.set_cause(py, Some(error));
            failed
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}
