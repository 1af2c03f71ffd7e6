//! From Python's values to the JSON in which the core takes arguments. Nothing passes through a float.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString, PyTuple,
    PyTzInfoAccess,
};

use crate::object::Object;

/// Why a value cannot be written: what was expected, and the name of the field in it.
pub(crate) enum Misfit {
    Expected(String),
    Python(PyErr),
}

impl From<PyErr> for Misfit {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

pub(crate) fn decimal_class(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let import = || py.import("decimal")?.getattr("Decimal").map(Bound::unbind);
    Ok(CLASS.get_or_try_init(py, import)?.bind(py))
}

/// Appends a value. `floats`: whether a float may be in it, as in JSON of the caller's own.
pub(crate) fn write(value: &Bound<'_, PyAny>, out: &mut String, floats: bool) -> Result<(), Misfit> {
    if value.is_none() {
        out.push_str("null");
    } else if let Ok(text) = value.cast::<PyString>() {
        text_of(text, out)?;
    } else if let Ok(truth) = value.cast::<PyBool>() {
        out.push_str(if truth.is_true() { "true" } else { "false" });
    } else if value.is_instance_of::<PyInt>() {
        // Of a subclass too, such as an IntEnum, its digits.
        let digits = value.py().get_type::<PyInt>().call_method1("__repr__", (value,))?;
        out.push_str(digits.cast::<PyString>().map_err(PyErr::from)?.to_str()?);
    } else if let Ok(object) = value.cast::<Object>() {
        out.push_str(&object.get().row.to_json(plock::dynamic::JsonNames::Snake));
    } else if let Ok(dict) = value.cast::<PyDict>() {
        members(dict.iter(), out, floats)?;
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        items(value, out, floats)?;
    } else if value.is_instance(decimal_class(value.py())?)? {
        let digits = value.str()?;
        match digits.to_str()? {
            // As a number, so that what was one stays one; infinity and the like are none.
            digits if digits.ends_with(|c: char| c.is_ascii_digit()) => out.push_str(digits),
            other => quoted(other, out),
        }
    } else if let Ok(time) = value.cast::<PyDateTime>() {
        if time.get_tzinfo().is_none() {
            let expected = "expected a datetime with a time zone (tzinfo): without one it is no point in time";
            return Err(Misfit::Expected(expected.to_owned()));
        }
        iso(value, out)?;
    } else if value.is_instance_of::<PyDate>() {
        iso(value, out)?;
    } else if value.is_instance_of::<PyFloat>() && floats {
        let repr = value.repr()?;
        let repr = repr.to_str()?;
        if !repr.ends_with(|c: char| c.is_ascii_digit()) {
            return Err(Misfit::Expected(format!("expected a number of JSON, got {repr}")));
        }
        out.push_str(repr);
    } else if value.is_instance_of::<PyFloat>() {
        let repr = value.repr()?;
        let expected =
            format!("expected a decimal.Decimal, an int or a str: the float {repr} may not be what was meant");
        return Err(Misfit::Expected(expected));
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        let pairs = mapping.items()?;
        let pairs: Vec<_> = pairs.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?;
        members(pairs.into_iter(), out, floats)?;
    } else if value.cast::<PySequence>().is_ok() {
        items(value, out, floats)?;
    } else {
        return Err(Misfit::Expected(format!(
            "expected a value of the API, got one of the class {}",
            value.get_type().name()?
        )));
    }
    Ok(())
}

fn iso(value: &Bound<'_, PyAny>, out: &mut String) -> Result<(), Misfit> {
    let text = value.call_method0("isoformat")?;
    text_of(text.cast::<PyString>().map_err(PyErr::from)?, out)
}

pub(crate) fn quoted(text: &str, out: &mut String) {
    // Writing a text never fails.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn text_of(text: &Bound<'_, PyString>, out: &mut String) -> Result<(), Misfit> {
    match text.to_str() {
        Ok(text) => quoted(text, out),
        Err(_) => {
            return Err(Misfit::Expected("expected text that UTF-8 can hold, got half of a surrogate pair".to_owned()));
        }
    }
    Ok(())
}

fn items(value: &Bound<'_, PyAny>, out: &mut String, floats: bool) -> Result<(), Misfit> {
    out.push('[');
    for (at, item) in value.try_iter()?.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(&item?, out, floats)?;
    }
    out.push(']');
    Ok(())
}

fn members<'py>(
    pairs: impl Iterator<Item = (Bound<'py, PyAny>, Bound<'py, PyAny>)>,
    out: &mut String,
    floats: bool,
) -> Result<(), Misfit> {
    out.push('{');
    for (at, (name, value)) in pairs.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let Ok(name) = name.cast::<PyString>() else {
            return Err(Misfit::Expected("expected a dict whose keys are str".to_owned()));
        };
        text_of(name, out)?;
        out.push(':');
        write(&value, out, floats)?;
    }
    out.push('}');
    Ok(())
}
