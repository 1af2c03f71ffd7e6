//! What all objects of the API have in common. Their fields are generated getters over one row of a response.

use std::time::{SystemTime, UNIX_EPOCH};

use plock::dynamic::{JsonNames, Row, Rows};
use plock::meta::{self, Field, OBJECTS, Place, Type};
use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple, PyType};

use crate::json::{self, EncodeError, FieldError};
use crate::{errors, types, values};

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
pub(crate) fn from_fields(py: Python<'_>, index: usize, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Object> {
    let object = OBJECTS[index];
    let is_given = |name: &str| fields.is_some_and(|fields| fields.contains(name).unwrap_or_default());
    if let Some(field) =
        object.fields.iter().find(|field| field.required && field.constant.is_none() && !is_given(field.python))
    {
        return Err(PyTypeError::new_err(format!("{}: missing the argument {:?}", object.name, field.python)));
    }
    let mut fields = fields.map_or_else(|| PyDict::new(py), Bound::clone);
    let constants = object.fields.iter().filter_map(|field| Some((field.python, field.constant?)));
    let left_out: Vec<_> = constants.filter(|(name, _)| !is_given(name)).collect();
    if !left_out.is_empty() {
        fields = fields.copy()?;
        left_out.into_iter().try_for_each(|(name, value)| fields.set_item(name, value))?;
    }
    read(py, index, &given(object, &fields)?, JsonNames::Snake)
}

/// The given fields of an object as JSON, without those that are left out.
fn given(object: &meta::Object, fields: &Bound<'_, PyDict>) -> PyResult<String> {
    for (name, value) in fields {
        let name: String = name.extract()?;
        let Some(field) = object.fields.iter().find(|field| field.python == name) else {
            return Err(PyTypeError::new_err(format!("{} has no field {name:?}", object.name)));
        };
        let is_time = matches!(field.ty, Type::DateTime | Type::UnixTime | Type::DateOrDateTime);
        if is_time && value.extract().is_ok_and(|text: String| plock::dynamic::lacks_offset(&text)) {
            let expected = "expected a date-time with an offset, such as 2025-06-26T07:35:49Z";
            return Err(errors::invalid(fields.py(), &name, &format!("{name}: {expected}, got {}", value.repr()?)));
        }
    }
    encode(object, fields, JsonNames::Snake)
}

/// The given fields of a class as JSON, for the testing kit: it fills in those that are required.
#[pyfunction]
pub(crate) fn _given(class: &Bound<'_, PyType>, fields: &Bound<'_, PyDict>) -> PyResult<String> {
    given(OBJECTS[index(class)?], fields)
}

/// Floats are allowed in free-form JSON only: a number may be an amount.
fn encode(object: &meta::Object, values: &Bound<'_, PyAny>, names: JsonNames) -> PyResult<String> {
    let attributes = object.fields.iter().any(|field| field.place == Place::Attributes);
    let is_json = |name: &str| match object.fields.iter().find(|field| names.of(field) == name) {
        Some(field) => matches!(field.ty, Type::Json),
        None => !(attributes && name == "attributes"),
    };
    let mut text = String::new();
    json::object(values, &mut text, is_json).map_err(|FieldError { field, error }| {
        let deep = matches!(error, EncodeError::TooDeep);
        let field = field.unwrap_or_else(|| "values".to_owned());
        match error.message() {
            Ok(message) if deep => errors::invalid(values.py(), &field, &format!("{field}: {message}")),
            Ok(message) => PyTypeError::new_err(format!("{field}: {message}")),
            Err(error) => error,
        }
    })?;
    Ok(text)
}

fn read(py: Python<'_>, index: usize, text: &str, names: JsonNames) -> PyResult<Object> {
    checked(py, Rows::from_json(OBJECTS[index], text, names))
}

fn checked(py: Python<'_>, rows: plock::Result<Rows>) -> PyResult<Object> {
    let rows = rows.map_err(|error| {
        let field = error.pointer().unwrap_or_default().trim_start_matches('/');
        errors::invalid(py, field, error.message())
    })?;
    Ok(Object { row: rows.row(0) })
}

fn index(class: &Bound<'_, PyType>) -> PyResult<usize> {
    class.getattr("_index")?.extract()
}

/// A function and its arguments.
type Pickled<'py> = (Bound<'py, PyAny>, (Bound<'py, PyType>, String, String, bool));

/// Called by `pickle`.
#[pyfunction]
pub(crate) fn _restore(class: &Bound<'_, PyType>, fields: &str, extra: &str, wire: bool) -> PyResult<Py<PyAny>> {
    let rows = Rows::from_parts(OBJECTS[index(class)?], names(wire), fields, extra);
    types::make(class.py(), checked(class.py(), rows)?)
}

/// Whether the values of a type have a hash.
fn hashable(ty: &Type) -> bool {
    match ty {
        Type::Json | Type::OneOf(_) | Type::Map(_) => false,
        Type::Array(item) | Type::Pair(item) | Type::Nullable(item) => hashable(item),
        _ => true,
    }
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

    /// Builds an object from the output of `to_dict`. Raises InvalidRequestError for values that do not match the spec.
    #[classmethod]
    #[pyo3(signature = (values, *, wire_names = false))]
    fn from_dict(class: &Bound<'_, PyType>, values: &Bound<'_, PyAny>, wire_names: bool) -> PyResult<Py<PyAny>> {
        let (py, index, names) = (class.py(), index(class)?, names(wire_names));
        types::make(py, read(py, index, &encode(OBJECTS[index], values, names)?, names)?)
    }

    /// Builds an object from the output of `to_json`. Raises InvalidRequestError for values that do not match the spec.
    #[classmethod]
    #[pyo3(signature = (text, *, wire_names = false))]
    fn from_json(class: &Bound<'_, PyType>, text: &str, wire_names: bool) -> PyResult<Py<PyAny>> {
        types::make(class.py(), read(class.py(), index(class)?, text, names(wire_names))?)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Pickled<'py>> {
        let restore = slf.py().import("plock._native")?.getattr("_restore")?;
        let (names, fields, extra) = slf.get().row.to_parts();
        Ok((restore, (slf.get_type(), fields, extra, names == JsonNames::Wire)))
    }

    #[classmethod]
    fn __get_pydantic_core_schema__<'py>(
        class: &Bound<'py, PyType>,
        _source: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        class.py().import("plock._pydantic")?.getattr("core_schema")?.call1((class, handler))
    }

    #[classmethod]
    fn __get_pydantic_json_schema__<'py>(
        _class: &Bound<'py, PyType>,
        schema: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        handler.call1((schema.get_item("json_schema_input_schema")?,))
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
        let slots = self.fields().iter().enumerate().filter(|(_, field)| hashable(&field.ty));
        let values = slots.map(|(slot, _)| self.value(py, slot));
        PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)?.hash()
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

/// An attempt and its response, passed to `on_response`.
#[pyclass(frozen, get_all, module = "plock")]
pub(crate) struct Response {
    /// HTTP status; None without a response.
    status: Option<u16>,
    /// Headers by lowercase name.
    headers: Py<PyDict>,
    /// The decompressed body; of an error response, at most its beginning.
    content: Py<PyBytes>,
    /// Name of the error class if there is no response, such as `TimeoutError`.
    error: Option<String>,
    /// `operationId` in the API document.
    operation: Option<String>,
    /// HTTP method.
    method: Option<String>,
    /// Path template.
    path: Option<String>,
    /// Number of the attempt, from 1.
    attempt: u32,
    /// Duration of the attempt in seconds.
    duration: f64,
    /// End of the attempt, in seconds since 1970.
    timestamp: f64,
}

impl Response {
    pub(crate) fn of(py: Python<'_>, event: plock::Event, time: SystemTime) -> PyResult<Self> {
        let (headers, content) = match &event.response {
            Some((headers, body)) => (errors::headers(py, headers)?, PyBytes::new(py, body)),
            None => (PyDict::new(py), PyBytes::new(py, b"")),
        };
        Ok(Self {
            status: event.status,
            headers: headers.unbind(),
            content: content.unbind(),
            error: event.failure.map(|kind| kind.name().to_owned()),
            operation: Some(event.operation.to_owned()),
            method: Some(event.method.to_owned()),
            path: Some(event.path.to_owned()),
            attempt: event.attempt,
            duration: event.duration.as_secs_f64(),
            timestamp: time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64(),
        })
    }
}

#[pymethods]
impl Response {
    /// A response that was not received, for tests.
    #[allow(clippy::too_many_arguments, reason = "the arguments of Python")]
    #[new]
    #[pyo3(signature = (
        status = 200, headers = None, content = None, *,
        error = None, operation = None, method = None, path = None, attempt = 1, duration = 0.0, timestamp = 0.0
    ))]
    fn new(
        py: Python<'_>,
        status: Option<u16>,
        headers: Option<Py<PyDict>>,
        content: Option<Py<PyBytes>>,
        error: Option<String>,
        operation: Option<String>,
        method: Option<String>,
        path: Option<String>,
        attempt: u32,
        duration: f64,
        timestamp: f64,
    ) -> Self {
        let headers = headers.unwrap_or_else(|| PyDict::new(py).unbind());
        let content = content.unwrap_or_else(|| PyBytes::new(py, b"").unbind());
        Self { status, headers, content, error, operation, method, path, attempt, duration, timestamp }
    }

    fn __repr__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        let length = self.content.bind(py).as_bytes().len();
        let status = self.status.map_or_else(|| self.error.clone().unwrap_or_default(), |status| status.to_string());
        Ok(PyString::new(py, &format!("<Response: {status}, {length} bytes, attempt {}>", self.attempt)))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.headers)
    }
}
