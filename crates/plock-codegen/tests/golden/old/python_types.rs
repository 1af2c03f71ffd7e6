use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use crate::object::{self, Object};

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Maker;

#[pymethods]
impl Maker {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, name=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 0, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        0
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["name"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Widget;

#[pymethods]
impl Widget {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, id, label=None, price=None, size=None, maker=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 1, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        1
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["id", "label", "price", "size", "maker"] as [&str; 5])
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "label")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "price")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "size")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "maker")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct WidgetInput;

#[pymethods]
impl WidgetInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, price, label=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 2, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        2
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["price", "label"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "price")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "label")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

/// Creates the object in the class of its type.
pub fn make(py: Python<'_>, object: Object) -> PyResult<Py<PyAny>> {
    let index = object.row.rows.object().map(|object| object.index);
    let object = PyClassInitializer::from(object);
    match index {
        Some(0) => Ok(Bound::new(py, object.add_subclass(Maker))?.into_any().unbind()),
        Some(1) => Ok(Bound::new(py, object.add_subclass(Widget))?.into_any().unbind()),
        Some(2) => Ok(Bound::new(py, object.add_subclass(WidgetInput))?.into_any().unbind()),
        _ => Ok(Bound::new(py, object)?.into_any().unbind()),
    }
}

pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.setattr("Maker", py.get_type::<Maker>())?;
    module.setattr("Widget", py.get_type::<Widget>())?;
    module.setattr("WidgetInput", py.get_type::<WidgetInput>())?;
    Ok(())
}
