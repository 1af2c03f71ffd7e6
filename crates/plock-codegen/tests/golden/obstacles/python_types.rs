use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use crate::object::{self, Object};

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Option_;

#[pymethods]
impl Option_ {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, string=None, vec=None)")]
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
        PyTuple::new(py, ["string", "vec"] as [&str; 2])
    }

    #[doc = "Wire name: `String`."]
    #[getter]
    #[pyo3(name = "string")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[doc = "Wire name: `Vec`."]
    #[getter]
    #[pyo3(name = "vec")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Type_;

#[pymethods]
impl Type_ {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, class_=None)")]
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
        PyTuple::new(py, ["class_"] as [&str; 1])
    }

    #[doc = "Wire name: `class`."]
    #[getter]
    #[pyo3(name = "class_")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct SelfLink;

#[pymethods]
impl SelfLink {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, self_=None)")]
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
        PyTuple::new(py, ["self_"] as [&str; 1])
    }

    #[doc = "Wire name: `self`."]
    #[getter]
    #[pyo3(name = "self_")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[doc = "It says \"quoted\" and \\ and */ and {braces}."]
#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Result_;

#[pymethods]
impl Result_ {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, self_=None, match=None, async_=None, class_=None, from_=None, import_=None, fun=None, func=None, let=None, object=None, init=None, default=None, extra_=None, page_size=None, then=None, list=None, in_=None, is_=None, foo_bar=None, foo_bar_text=None, n_42=None, with_space=None, with_dash=None, dollar=None, http_server_url=None, state=None, option=None, kind=None, relationships=None, links=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 3, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        3
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["type", "id", "self_", "match", "async_", "class_", "from_", "import_", "fun", "func", "let", "object", "init", "default", "extra_", "page_size", "then", "list", "in_", "is_", "foo_bar", "foo_bar_text", "n_42", "with_space", "with_dash", "dollar", "http_server_url", "state", "option", "kind", "relationships", "links"] as [&str; 32])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `self`."]
    #[getter]
    #[pyo3(name = "self_")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "match")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "Wire name: `async`."]
    #[getter]
    #[pyo3(name = "async_")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "Wire name: `class`."]
    #[getter]
    #[pyo3(name = "class_")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[doc = "Wire name: `from`."]
    #[getter]
    #[pyo3(name = "from_")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[doc = "Wire name: `import`."]
    #[getter]
    #[pyo3(name = "import_")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[getter]
    #[pyo3(name = "fun")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[getter]
    #[pyo3(name = "func")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[getter]
    #[pyo3(name = "let")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[getter]
    #[pyo3(name = "object")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[getter]
    #[pyo3(name = "init")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[getter]
    #[pyo3(name = "default")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[doc = "Wire name: `extra`."]
    #[getter]
    #[pyo3(name = "extra_")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[getter]
    #[pyo3(name = "page_size")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "then")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[getter]
    #[pyo3(name = "list")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[doc = "Wire name: `in`."]
    #[getter]
    #[pyo3(name = "in_")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[doc = "Wire name: `is`."]
    #[getter]
    #[pyo3(name = "is_")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[doc = "Wire name: `fooBar`."]
    #[getter]
    #[pyo3(name = "foo_bar")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

    #[doc = "Wire name: `foo_bar`."]
    #[getter]
    #[pyo3(name = "foo_bar_text")]
    fn field_21<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 21)
    }

    #[doc = "Wire name: `42`."]
    #[getter]
    #[pyo3(name = "n_42")]
    fn field_22<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 22)
    }

    #[doc = "Wire name: `with space`."]
    #[getter]
    #[pyo3(name = "with_space")]
    fn field_23<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 23)
    }

    #[doc = "Wire name: `with-dash`."]
    #[getter]
    #[pyo3(name = "with_dash")]
    fn field_24<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 24)
    }

    #[doc = "Wire name: `$dollar`."]
    #[getter]
    #[pyo3(name = "dollar")]
    fn field_25<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 25)
    }

    #[doc = "Wire name: `HTTPServerURL`."]
    #[getter]
    #[pyo3(name = "http_server_url")]
    fn field_26<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 26)
    }

    #[getter]
    #[pyo3(name = "state")]
    fn field_27<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 27)
    }

    #[getter]
    #[pyo3(name = "option")]
    fn field_28<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 28)
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_29<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 29)
    }

    #[getter]
    #[pyo3(name = "relationships")]
    fn field_30<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 30)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_31<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 31)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewResult;

#[pymethods]
impl NewResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, class_, fn, new_=None, own_self=None, options_=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 4, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        4
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["class_", "fn", "new_", "own_self", "options_"] as [&str; 5])
    }

    #[doc = "Wire name: `class`."]
    #[getter]
    #[pyo3(name = "class_")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "fn")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `new`."]
    #[getter]
    #[pyo3(name = "new_")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "Wire name: `self`."]
    #[getter]
    #[pyo3(name = "own_self")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "Wire name: `options`."]
    #[getter]
    #[pyo3(name = "options_")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

}

/// Creates the object in the class of its type.
pub fn make(py: Python<'_>, object: Object) -> PyResult<Py<PyAny>> {
    let index = object.row.rows.object().map(|object| object.index);
    let object = PyClassInitializer::from(object);
    match index {
        Some(0) => Ok(Bound::new(py, object.add_subclass(Option_))?.into_any().unbind()),
        Some(1) => Ok(Bound::new(py, object.add_subclass(Type_))?.into_any().unbind()),
        Some(2) => Ok(Bound::new(py, object.add_subclass(SelfLink))?.into_any().unbind()),
        Some(3) => Ok(Bound::new(py, object.add_subclass(Result_))?.into_any().unbind()),
        Some(4) => Ok(Bound::new(py, object.add_subclass(NewResult))?.into_any().unbind()),
        _ => Ok(Bound::new(py, object)?.into_any().unbind()),
    }
}

pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.setattr("Option_", py.get_type::<Option_>())?;
    module.setattr("Type_", py.get_type::<Type_>())?;
    module.setattr("SelfLink", py.get_type::<SelfLink>())?;
    module.setattr("Result_", py.get_type::<Result_>())?;
    module.setattr("NewResult", py.get_type::<NewResult>())?;
    Ok(())
}
