//! Converts the core's values to Python: exact decimals, aware datetimes, and nested objects on access.

use plock::dynamic::{Kind, Raw, Rows, variant};
use plock::meta::Type;
use plock::{DateOrDateTime, Timestamp};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyDict, PyList, PyString, PyTuple, PyTzInfo};

use crate::json::decimal_class;
use crate::object;

/// The value of a field. It was validated with its page; what Python's types cannot hold is returned as str.
pub(crate) fn value<'py>(py: Python<'py>, rows: &Rows, raw: Raw<'_>, ty: &'static Type) -> PyResult<Bound<'py, PyAny>> {
    let wrong = |error: plock::dynamic::DecodeError| PyValueError::new_err(error.to_string());
    Ok(match ty {
        Type::String | Type::Enum(_) => match raw.text() {
            Some(text) => PyString::new(py, &text).into_any(),
            None => PyString::new(py, raw.as_str()).into_any(),
        },
        Type::Id { .. } => PyString::new(py, &raw.id().map_err(wrong)?).into_any(),
        Type::Integer => raw.integer().map_err(wrong)?.into_pyobject(py)?.into_any(),
        Type::UnixTime => raw.unix_time().map_err(wrong)?.as_second().into_pyobject(py)?.into_any(),
        Type::Decimal => decimal_class(py)?.call1((raw.decimal().map_err(wrong)?.to_string(),))?,
        Type::Boolean => PyBool::new(py, raw.boolean().map_err(wrong)?).to_owned().into_any(),
        Type::Date => date(py, raw.date().map_err(wrong)?)?,
        Type::DateTime => date_time(py, raw.date_time().map_err(wrong)?)?,
        Type::DateOrDateTime => match raw.date_or_date_time().map_err(wrong)? {
            DateOrDateTime::Date(value) => date(py, value)?,
            DateOrDateTime::DateTime(value) => date_time(py, value)?,
        },
        Type::Json => json_value(py, raw)?,
        Type::Object(object) => {
            let rows = rows.nested(raw, object).map_err(|error| crate::errors::to_exception(py, None, &error))?;
            object::new_object(py, rows, 0)?.into_bound(py)
        }
        Type::OneOf(union) => value(py, rows, raw, variant(raw, union).unwrap_or(&Type::Json))?,
        Type::Nullable(_) if raw.kind() == Kind::Null => py.None().into_bound(py),
        Type::Nullable(item) => value(py, rows, raw, item)?,
        Type::Array(item) | Type::Pair(item) => {
            let items = raw.items().into_iter().map(|raw| value(py, rows, raw, item));
            PyTuple::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any()
        }
        Type::Map(item) => {
            let dict = PyDict::new(py);
            for (name, raw) in raw.members() {
                dict.set_item(&*name, value(py, rows, raw, item)?)?;
            }
            dict.into_any()
        }
        _ => json_value(py, raw)?,
    })
}

fn date(py: Python<'_>, value: plock::Date) -> PyResult<Bound<'_, PyAny>> {
    let (year, month, day) = (value.year(), value.month(), value.day());
    match PyDate::new(py, year.into(), month.unsigned_abs(), day.unsigned_abs()) {
        Ok(date) => Ok(date.into_any()),
        Err(_) => Ok(PyString::new(py, &value.to_string()).into_any()),
    }
}

fn date_time(py: Python<'_>, value: Timestamp) -> PyResult<Bound<'_, PyAny>> {
    // A datetime has microseconds: a more precise time is returned as str, and never rounded.
    if !value.subsec_nanosecond().is_multiple_of(1000) {
        return Ok(PyString::new(py, &value.to_string()).into_any());
    }
    let local = value.to_utc();
    let utc = PyTzInfo::utc(py)?;
    let (date, time) = (local.date(), local.time());
    let time = PyDateTime::new(
        py,
        date.year().into(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
        time.hour().unsigned_abs(),
        time.minute().unsigned_abs(),
        time.second().unsigned_abs(),
        (time.subsec_nanosecond() / 1000).unsigned_abs(),
        Some(&utc),
    );
    match time {
        Ok(time) => Ok(time.into_any()),
        Err(_) => Ok(PyString::new(py, &value.to_string()).into_any()),
    }
}

/// Any JSON: dict, list, str, bool, None, int, and Decimal for numbers with a fraction.
pub(crate) fn json_value<'py>(py: Python<'py>, raw: Raw<'_>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match raw.kind() {
        Kind::Null => py.None().into_bound(py),
        Kind::Boolean => PyBool::new(py, raw.as_str() == "true").to_owned().into_any(),
        Kind::String => PyString::new(py, &raw.text().unwrap_or_default()).into_any(),
        Kind::Number if raw.as_str().bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
            py.get_type::<pyo3::types::PyInt>().call1((raw.as_str(),))?
        }
        Kind::Number => decimal_class(py)?.call1((raw.as_str(),))?,
        Kind::Array => {
            let items = raw.items().into_iter().map(|raw| json_value(py, raw));
            PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any()
        }
        Kind::Object => {
            let dict = PyDict::new(py);
            for (name, raw) in raw.members() {
                dict.set_item(&*name, json_value(py, raw)?)?;
            }
            dict.into_any()
        }
    })
}

/// Any well-formed JSON text.
pub(crate) fn json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    json_value(py, Raw::new(text))
}
