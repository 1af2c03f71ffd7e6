//! Encodes Python values as the JSON that the core takes. Nothing is converted through a float.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString, PyTuple, PyType,
    PyTzInfoAccess,
};

use crate::object::Object;

/// Maximum nesting of objects and arrays, as in responses. Also ends the encoding of a value that contains itself.
const DEPTH: usize = 128;

/// Why a value cannot be encoded.
pub(crate) enum EncodeError {
    /// Describes the expected value.
    Expected(String),
    TooDeep,
    Python(PyErr),
}

impl From<PyErr> for EncodeError {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl EncodeError {
    /// The description of the error. An exception is returned as it is.
    pub(crate) fn message(self) -> PyResult<String> {
        match self {
            Self::Expected(what) => Ok(what),
            Self::TooDeep => Ok(format!("expected values nested at most {DEPTH} deep; does one contain itself?")),
            Self::Python(error) => Err(error),
        }
    }
}

/// Why an object cannot be encoded, with the field if there is one.
pub(crate) struct FieldError {
    pub field: Option<String>,
    pub error: EncodeError,
}

pub(crate) fn decimal_class(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let import = || py.import("decimal")?.getattr("Decimal").map(Bound::unbind);
    Ok(CLASS.get_or_try_init(py, import)?.bind(py))
}

/// Appends an object: a mapping, or an object of the API. `floats`: whether the field of this name may contain floats, as free-form
/// JSON does.
pub(crate) fn object(
    value: &Bound<'_, PyAny>,
    out: &mut String,
    floats: impl Fn(&str) -> bool,
) -> Result<(), FieldError> {
    object_without(value, out, floats, None).map(drop)
}

/// As [`object`], without the member of a name, which is returned.
pub(crate) fn object_without<'py>(
    value: &Bound<'py, PyAny>,
    out: &mut String,
    floats: impl Fn(&str) -> bool,
    without: Option<&str>,
) -> Result<Option<Bound<'py, PyAny>>, FieldError> {
    let whole = |error| FieldError { field: None, error };
    if let Ok(object) = value.cast::<Object>() {
        out.push_str(&object.get().row.to_argument(plock::dynamic::JsonNames::Snake));
        return Ok(None);
    }
    let mut taken = None;
    out.push('{');
    for (key, value) in pairs(value).map_err(whole)? {
        let key = key.cast::<PyString>().map_err(|_| whole(EncodeError::Expected(KEYS.to_owned())))?;
        let name = key.to_string_lossy();
        if Some(&*name) == without {
            taken = Some(value);
            continue;
        }
        if !out.ends_with('{') {
            out.push(',');
        }
        text_of(key, out).map_err(whole)?;
        out.push(':');
        write(&value, out, floats(&name), DEPTH - 1)
            .map_err(|error| FieldError { field: Some(name.into_owned()), error })?;
    }
    out.push('}');
    Ok(taken)
}

const KEYS: &str = "expected a dict whose keys are str";

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

fn is_dataclass(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(!value.is_instance_of::<PyType>() && value.hasattr("__dataclass_fields__")?)
}

fn pairs<'py>(value: &Bound<'py, PyAny>) -> Result<Vec<Pair<'py>>, EncodeError> {
    if let Ok(dict) = value.cast::<PyDict>() {
        return Ok(dict.iter().collect());
    }
    match value.cast::<PyMapping>() {
        Ok(mapping) => Ok(mapping.items()?.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?),
        Err(_) if is_dataclass(value)? => {
            let fields = value.py().import("dataclasses")?.call_method1("fields", (value,))?;
            let pair = |field: PyResult<Bound<'py, PyAny>>| {
                let name = field?.getattr("name")?;
                let value = value.getattr(name.cast::<PyString>()?)?;
                Ok((name, value))
            };
            Ok(fields.try_iter()?.map(pair).collect::<PyResult<_>>()?)
        }
        Err(_) => Err(EncodeError::Expected(format!(
            "expected a dict or a dataclass, got a value of the class {}",
            value.get_type().name()?
        ))),
    }
}

/// Appends a value. `floats`: whether floats are allowed. `depth`: how many more levels of nesting are allowed.
fn write(value: &Bound<'_, PyAny>, out: &mut String, floats: bool, depth: usize) -> Result<(), EncodeError> {
    if value.is_none() {
        out.push_str("null");
    } else if let Ok(text) = value.cast::<PyString>() {
        text_of(text, out)?;
    } else if let Ok(truth) = value.cast::<PyBool>() {
        out.push_str(if truth.is_true() { "true" } else { "false" });
    } else if value.is_instance_of::<PyInt>() {
        // Also the digits of a subclass, such as an IntEnum.
        let digits = value.py().get_type::<PyInt>().call_method1("__repr__", (value,))?;
        out.push_str(digits.cast::<PyString>().map_err(PyErr::from)?.to_str()?);
    } else if let Ok(object) = value.cast::<Object>() {
        out.push_str(&object.get().row.to_argument(plock::dynamic::JsonNames::Snake));
    } else if value.is_instance_of::<PyDict>() {
        members(value, out, floats, depth)?;
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        items(value, out, floats, depth)?;
    } else if value.is_instance(decimal_class(value.py())?)? {
        let digits = value.str()?;
        match digits.to_str()? {
            // As a number, so that it stays one in free-form JSON. NaN and infinity are no JSON numbers.
            digits if digits.ends_with(|c: char| c.is_ascii_digit()) => out.push_str(digits),
            other => quoted(other, out),
        }
    } else if let Ok(time) = value.cast::<PyDateTime>() {
        if time.get_tzinfo().is_none() {
            let expected = "expected a datetime with a time zone (tzinfo)";
            return Err(EncodeError::Expected(expected.to_owned()));
        }
        iso(value, out)?;
    } else if value.is_instance_of::<PyDate>() {
        iso(value, out)?;
    } else if value.is_instance_of::<PyFloat>() && floats {
        let repr = value.repr()?;
        let repr = repr.to_str()?;
        if !repr.ends_with(|c: char| c.is_ascii_digit()) {
            return Err(EncodeError::Expected(format!("expected a JSON number, got {repr}")));
        }
        out.push_str(repr);
    } else if value.is_instance_of::<PyFloat>() {
        let repr = value.repr()?;
        let expected =
            format!("expected a decimal.Decimal, an int or a str, got the float {repr}, which may be inexact");
        return Err(EncodeError::Expected(expected));
    } else if value.cast::<PyMapping>().is_ok() || is_dataclass(value)? {
        members(value, out, floats, depth)?;
    } else if value.cast::<PySequence>().is_ok() {
        items(value, out, floats, depth)?;
    } else if let Ok(integer) = value.call_method0("__index__") {
        // Such as an integer of numpy.
        out.push_str(integer.str()?.to_str()?);
    } else {
        return Err(EncodeError::Expected(format!(
            "expected a value of the API, got one of the class {}",
            value.get_type().name()?
        )));
    }
    Ok(())
}

fn iso(value: &Bound<'_, PyAny>, out: &mut String) -> Result<(), EncodeError> {
    let text = value.call_method0("isoformat")?;
    text_of(text.cast::<PyString>().map_err(PyErr::from)?, out)
}

fn quoted(text: &str, out: &mut String) {
    // Serializing a string never fails.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn text_of(text: &Bound<'_, PyString>, out: &mut String) -> Result<(), EncodeError> {
    let expected = "expected valid Unicode text, got an unpaired surrogate";
    quoted(text.to_str().map_err(|_| EncodeError::Expected(expected.to_owned()))?, out);
    Ok(())
}

fn items(value: &Bound<'_, PyAny>, out: &mut String, floats: bool, depth: usize) -> Result<(), EncodeError> {
    let depth = depth.checked_sub(1).ok_or(EncodeError::TooDeep)?;
    out.push('[');
    for (at, item) in value.try_iter()?.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(&item?, out, floats, depth)?;
    }
    out.push(']');
    Ok(())
}

fn members(value: &Bound<'_, PyAny>, out: &mut String, floats: bool, depth: usize) -> Result<(), EncodeError> {
    let depth = depth.checked_sub(1).ok_or(EncodeError::TooDeep)?;
    out.push('{');
    for (at, (name, value)) in pairs(value)?.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        text_of(name.cast().map_err(|_| EncodeError::Expected(KEYS.to_owned()))?, out)?;
        out.push(':');
        write(&value, out, floats, depth)?;
    }
    out.push('}');
    Ok(())
}
