//! What all objects of the API have in common. Their fields are generated getters over one row of a response.

use plock::dynamic::{JsonNames, Row, Rows};
use plock::meta::{Field, OBJECTS, Type};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple, PyType};

use crate::context::CallContext;
use crate::json::{self, EncodeError, FieldError};
use crate::{errors, interpreter, types, values};

/// An object of the API. Immutable.
#[pyclass(subclass, frozen, module = "plock.types")]
pub struct Object {
    pub(crate) row: Row,
}

/// The Python object of a row, in its generated class.
pub(crate) fn new_object(py: Python<'_>, rows: Rows, at: usize) -> PyResult<Py<PyAny>> {
    types::make(py, Object { row: Row { rows, at } })
}

/// The value of a field by its index.
pub(crate) fn field<'py>(object: &Bound<'py, Object>, slot: usize) -> PyResult<Bound<'py, PyAny>> {
    object.get().value(object.py(), slot)
}

/// Builds an object from keyword arguments.
pub(crate) fn from_fields(index: usize, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Object> {
    let Some(fields) = fields else { return read(index, "{}", JsonNames::Snake) };
    for name in fields.keys() {
        let name: String = name.extract()?;
        if OBJECTS[index].fields.iter().all(|field| field.python != name) {
            let class = OBJECTS[index].name;
            return Err(PyTypeError::new_err(format!("{class} has no field {name:?}")));
        }
    }
    read(index, &encode(fields)?, JsonNames::Snake)
}

fn encode(values: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut text = String::new();
    json::object(values, &mut text, |_| true).map_err(|FieldError { field, error }| {
        let deep = matches!(error, EncodeError::TooDeep);
        let field = field.unwrap_or_else(|| "values".to_owned());
        match error.message() {
            Ok(message) if deep => PyValueError::new_err(format!("{field}: {message}")),
            Ok(message) => PyTypeError::new_err(format!("{field}: {message}")),
            Err(error) => error,
        }
    })?;
    Ok(text)
}

fn read(index: usize, text: &str, names: JsonNames) -> PyResult<Object> {
    let rows = Rows::from_json(OBJECTS[index], text, names);
    let rows = rows.map_err(|error| PyValueError::new_err(error.message().to_owned()))?;
    Ok(Object { row: rows.row(0) })
}

fn restore(class: &Bound<'_, PyType>, text: &str, names: JsonNames) -> PyResult<Py<PyAny>> {
    let index: usize = class.getattr("_index")?.extract()?;
    types::make(class.py(), read(index, text, names)?)
}

/// A function and its arguments.
type Pickled<'py> = (Bound<'py, PyAny>, (Bound<'py, PyType>, String));

/// Called by `pickle`.
#[pyfunction]
pub(crate) fn _restore(class: &Bound<'_, PyType>, text: &str) -> PyResult<Py<PyAny>> {
    restore(class, text, JsonNames::Wire)
}

fn names(wire: bool) -> JsonNames {
    if wire { JsonNames::Wire } else { JsonNames::Snake }
}

impl Object {
    fn fields(&self) -> &'static [Field] {
        self.row.rows.object().map_or(&[], |object| object.fields)
    }

    fn value<'py>(&self, py: Python<'py>, slot: usize) -> PyResult<Bound<'py, PyAny>> {
        match self.row.get(slot) {
            None => Ok(py.None().into_bound(py)),
            Some(raw) => values::value(py, &self.row.rows, raw, &self.fields()[slot].ty),
        }
    }

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let values = (0..self.fields().len()).map(|slot| self.value(py, slot));
        PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)
    }
}

#[pymethods]
impl Object {
    /// Fields of the response that are not in the spec, by their JSON names.
    #[getter]
    fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, raw) in self.row.extra() {
            dict.set_item(name, values::json_value(py, raw)?)?;
        }
        Ok(dict)
    }

    /// The fields and `extra` as a dict, nested objects as dicts. `wire_names`: JSON names instead of Python names. Default: False.
    #[pyo3(signature = (*, wire_names = false))]
    fn to_dict<'py>(&self, py: Python<'py>, wire_names: bool) -> PyResult<Bound<'py, PyDict>> {
        let dict = self.extra(py)?;
        let names = names(wire_names);
        let all = PyDict::new(py);
        for (slot, field) in self.fields().iter().enumerate() {
            all.set_item(names.of(field), plain(&self.value(py, slot)?, wire_names)?)?;
        }
        for (name, value) in dict {
            if !all.contains(&name)? {
                all.set_item(name, value)?;
            }
        }
        Ok(all)
    }

    /// The same as JSON text: decimals as strings that keep their scale, dates as ISO 8601.
    #[pyo3(signature = (*, wire_names = false))]
    fn to_json(&self, wire_names: bool) -> String {
        self.row.to_json(names(wire_names))
    }

    /// Builds an object from the output of `to_dict`. Raises ValueError for values that do not match the spec.
    #[classmethod]
    #[pyo3(signature = (values, *, wire_names = false))]
    fn from_dict(class: &Bound<'_, PyType>, values: &Bound<'_, PyAny>, wire_names: bool) -> PyResult<Py<PyAny>> {
        restore(class, &encode(values)?, names(wire_names))
    }

    /// Builds an object from the output of `to_json`. Raises ValueError for values that do not match the spec.
    #[classmethod]
    #[pyo3(signature = (text, *, wire_names = false))]
    fn from_json(class: &Bound<'_, PyType>, text: &str, wire_names: bool) -> PyResult<Py<PyAny>> {
        restore(class, text, names(wire_names))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Pickled<'py>> {
        let restore = slf.py().import("plock._native")?.getattr("_restore")?;
        Ok((restore, (slf.get_type(), slf.get().row.to_json(JsonNames::Wire))))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __eq__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let other = match other.cast::<Self>() {
            Ok(other) if other.get_type().is(slf.get_type()) => other.get(),
            _ => return Ok(py.NotImplemented().into_bound(py)),
        };
        let this = slf.get();
        let same = this.values(py)?.eq(other.values(py)?)? && this.extra(py)?.eq(other.extra(py)?)?;
        Ok(pyo3::types::PyBool::new(py, same).to_owned().into_any())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.values(py)?.hash()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        const MAX_CHARS: usize = 60;
        let (py, this) = (slf.py(), slf.get());
        let mut parts = Vec::new();
        for (slot, field) in this.fields().iter().enumerate() {
            if this.row.get(slot).is_none() || matches!(field.ty, Type::Json | Type::Object(_) | Type::OneOf(_)) {
                continue;
            }
            let repr = this.value(py, slot)?.repr()?.to_string();
            let mut hooked: String = repr.chars().take(MAX_CHARS).collect();
            if hooked.len() < repr.len() {
                hooked.push('…');
            }
            parts.push(format!("{}={hooked}", field.python));
        }
        Ok(format!("{}({})", slf.get_type().name()?, parts.join(", ")))
    }
}

/// Nested objects as dicts, tuples as lists.
fn plain<'py>(value: &Bound<'py, PyAny>, wire_names: bool) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    if let Ok(object) = value.cast::<Object>() {
        return Ok(object.get().to_dict(py, wire_names)?.into_any());
    }
    if let Ok(tuple) = value.cast::<PyTuple>() {
        let items = tuple.iter().map(|item| plain(&item, wire_names));
        return Ok(PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any());
    }
    Ok(value.clone())
}

/// A successful response, passed to `on_response`.
#[pyclass(frozen, module = "plock")]
pub(crate) struct Response {
    /// HTTP status.
    #[pyo3(get)]
    status: u16,
    headers: Py<PyDict>,
    content: Py<PyBytes>,
}

/// Calls `on_response`. Raises its exception, or the exception of a log handler.
pub(crate) fn run_hooks(
    py: Python<'_>,
    context: Option<&CallContext>,
    response: &plock::dynamic::Answer,
) -> PyResult<()> {
    let Some(context) = context else { return Ok(()) };
    if let Some(error) = context.take_log_error(py) {
        return Err(error);
    }
    let Some(hook) = context.hooks().on_response(py) else { return Ok(()) };
    let headers = errors::headers(py, &response.headers)?.unbind();
    let content = PyBytes::new(py, &response.body).unbind();
    let response = Bound::new(py, Response { status: response.status, headers, content })?;
    interpreter::call(hook.bind(py), &PyTuple::new(py, [response])?).map(drop)
}

#[pymethods]
impl Response {
    /// Headers by lowercase name.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> Bound<'py, PyDict> {
        self.headers.bind(py).clone()
    }

    /// The decompressed body.
    #[getter]
    fn content<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        self.content.bind(py).clone()
    }

    fn __repr__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        let length = self.content.bind(py).as_bytes().len();
        Ok(PyString::new(py, &format!("Response(status={}, {length} bytes)", self.status)))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.headers)
    }
}
