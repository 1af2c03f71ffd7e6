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
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, self_=None, match=None, async_=None, class_=None, from_=None, import_=None, fun=None, func=None, let=None, object_=None, init=None, default=None, extra_=None, page_size=None, then=None, list_=None, in_=None, is_=None, foo_bar=None, foo_bar_text=None, n_42=None, with_space=None, with_dash=None, dollar=None, http_server_url=None, state=None, option=None, kind=None, relationships=None, links=None)")]
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
        PyTuple::new(py, ["type", "id", "self_", "match", "async_", "class_", "from_", "import_", "fun", "func", "let", "object_", "init", "default", "extra_", "page_size", "then", "list_", "in_", "is_", "foo_bar", "foo_bar_text", "n_42", "with_space", "with_dash", "dollar", "http_server_url", "state", "option", "kind", "relationships", "links"] as [&str; 32])
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

    #[doc = "Wire name: `object`."]
    #[getter]
    #[pyo3(name = "object_")]
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

    #[doc = "Wire name: `list`."]
    #[getter]
    #[pyo3(name = "list_")]
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
pub struct IntoData;

#[pymethods]
impl IntoData {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
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
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Record;

#[pymethods]
impl Record {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 5, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        5
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Promise;

#[pymethods]
impl Promise {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 6, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        6
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Pair;

#[pymethods]
impl Pair {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 7, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        7
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Bool;

#[pymethods]
impl Bool {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 8, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        8
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Double;

#[pymethods]
impl Double {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 9, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        9
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Duration;

#[pymethods]
impl Duration {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 10, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        10
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Sequence;

#[pymethods]
impl Sequence {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 11, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        11
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Throwable;

#[pymethods]
impl Throwable {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 12, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        12
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Function;

#[pymethods]
impl Function {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 13, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        13
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Symbol;

#[pymethods]
impl Symbol {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 14, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        14
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Character;

#[pymethods]
impl Character {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 15, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        15
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Callable;

#[pymethods]
impl Callable {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 16, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        16
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Iterable;

#[pymethods]
impl Iterable {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 17, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        17
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Iterator;

#[pymethods]
impl Iterator {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 18, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        18
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Clone;

#[pymethods]
impl Clone {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 19, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        19
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct From;

#[pymethods]
impl From {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, a=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 20, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        20
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["a"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "a")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct IntoRouteVpc;

#[pymethods]
impl IntoRouteVpc {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, kind=\"vpc\", size=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 21, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        21
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["kind", "size"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "size")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct IntoRouteSubnet;

#[pymethods]
impl IntoRouteSubnet {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, kind=\"subnet\", size=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 22, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        22
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["kind", "size"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "size")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Into;

#[pymethods]
impl Into {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, id=None, data=None, created_at=None, record=None, promise=None, pair=None, bool_=None, double=None, duration=None, sequence=None, throwable=None, function=None, symbol=None, character=None, callable=None, iterable=None, iterator=None, clone=None, from_=None, route=None, sort=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 23, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        23
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["id", "data", "created_at", "record", "promise", "pair", "bool_", "double", "duration", "sequence", "throwable", "function", "symbol", "character", "callable", "iterable", "iterator", "clone", "from_", "route", "sort"] as [&str; 21])
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "data")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `createdAt`."]
    #[getter]
    #[pyo3(name = "created_at")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "Wire name: `record_`."]
    #[getter]
    #[pyo3(name = "record")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "Wire name: `promise_`."]
    #[getter]
    #[pyo3(name = "promise")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "Wire name: `pair_`."]
    #[getter]
    #[pyo3(name = "pair")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[getter]
    #[pyo3(name = "bool_")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[doc = "Wire name: `double_`."]
    #[getter]
    #[pyo3(name = "double")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[doc = "Wire name: `duration_`."]
    #[getter]
    #[pyo3(name = "duration")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `sequence_`."]
    #[getter]
    #[pyo3(name = "sequence")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[doc = "Wire name: `throwable_`."]
    #[getter]
    #[pyo3(name = "throwable")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "Wire name: `function_`."]
    #[getter]
    #[pyo3(name = "function")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[doc = "Wire name: `symbol_`."]
    #[getter]
    #[pyo3(name = "symbol")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[doc = "Wire name: `character_`."]
    #[getter]
    #[pyo3(name = "character")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[doc = "Wire name: `callable_`."]
    #[getter]
    #[pyo3(name = "callable")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[doc = "Wire name: `iterable_`."]
    #[getter]
    #[pyo3(name = "iterable")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[doc = "Wire name: `iterator_`."]
    #[getter]
    #[pyo3(name = "iterator")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[doc = "Wire name: `clone_`."]
    #[getter]
    #[pyo3(name = "clone")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[getter]
    #[pyo3(name = "from_")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[getter]
    #[pyo3(name = "route")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[getter]
    #[pyo3(name = "sort")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Event;

#[pymethods]
impl Event {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, id, value, at)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 24, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        24
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["id", "value", "at"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "value")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "at")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewResult;

#[pymethods]
impl NewResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, class_, fn, new_=None, own_self=None, options_=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 25, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        25
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

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct IntoReplacement;

#[pymethods]
impl IntoReplacement {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, id, immediate=None, always=None, default=None, check=None, send=None, first=None, body=None, into=None, record=None, promise=None, pair=None, bool_=None, cls_=None, client=None, operation=None, result=None, value=None, error=None, data=None, request=None, self_=None, other=None, index=None, count=None, hash=None, print=None, str_=None, int_=None, float_=None, dict_=None, object_=None, double=None, character=None, duration=None, sequence=None, iterator=None, throwable=None, unit=None, symbol=None, function=None, undefined=None, arguments=None, eval=None, vec=None, box=None, from_=None, clone=None, debug=None, iterable=None, callable=None, decimal=None, json=None, copy=None, component1=None, hash_code=None, finalize=None, wait=None, notify=None, get_class=None, description=None, debug_description=None, hash_value=None, class_=None, init=None, keys=None, items=None, get=None, update=None, pop=None, values=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 26, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        26
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["id", "immediate", "always", "default", "check", "send", "first", "body", "into", "record", "promise", "pair", "bool_", "cls_", "client", "operation", "result", "value", "error", "data", "request", "self_", "other", "index", "count", "hash", "print", "str_", "int_", "float_", "dict_", "object_", "double", "character", "duration", "sequence", "iterator", "throwable", "unit", "symbol", "function", "undefined", "arguments", "eval", "vec", "box", "from_", "clone", "debug", "iterable", "callable", "decimal", "json", "copy", "component1", "hash_code", "finalize", "wait", "notify", "get_class", "description", "debug_description", "hash_value", "class_", "init", "keys", "items", "get", "update", "pop", "values"] as [&str; 71])
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "immediate")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "always")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "default")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "check")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[getter]
    #[pyo3(name = "send")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[getter]
    #[pyo3(name = "first")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[getter]
    #[pyo3(name = "body")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[doc = "Wire name: `Into`."]
    #[getter]
    #[pyo3(name = "into")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `Record`."]
    #[getter]
    #[pyo3(name = "record")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[doc = "Wire name: `Promise`."]
    #[getter]
    #[pyo3(name = "promise")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "Wire name: `Pair`."]
    #[getter]
    #[pyo3(name = "pair")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[doc = "Wire name: `Bool`."]
    #[getter]
    #[pyo3(name = "bool_")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[doc = "Wire name: `cls`."]
    #[getter]
    #[pyo3(name = "cls_")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[getter]
    #[pyo3(name = "client")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[getter]
    #[pyo3(name = "operation")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "result")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[getter]
    #[pyo3(name = "value")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[getter]
    #[pyo3(name = "error")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[getter]
    #[pyo3(name = "data")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[getter]
    #[pyo3(name = "request")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

    #[doc = "Wire name: `self`."]
    #[getter]
    #[pyo3(name = "self_")]
    fn field_21<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 21)
    }

    #[getter]
    #[pyo3(name = "other")]
    fn field_22<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 22)
    }

    #[getter]
    #[pyo3(name = "index")]
    fn field_23<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 23)
    }

    #[getter]
    #[pyo3(name = "count")]
    fn field_24<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 24)
    }

    #[getter]
    #[pyo3(name = "hash")]
    fn field_25<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 25)
    }

    #[getter]
    #[pyo3(name = "print")]
    fn field_26<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 26)
    }

    #[doc = "Wire name: `str`."]
    #[getter]
    #[pyo3(name = "str_")]
    fn field_27<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 27)
    }

    #[doc = "Wire name: `int`."]
    #[getter]
    #[pyo3(name = "int_")]
    fn field_28<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 28)
    }

    #[doc = "Wire name: `float`."]
    #[getter]
    #[pyo3(name = "float_")]
    fn field_29<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 29)
    }

    #[doc = "Wire name: `dict`."]
    #[getter]
    #[pyo3(name = "dict_")]
    fn field_30<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 30)
    }

    #[doc = "Wire name: `object`."]
    #[getter]
    #[pyo3(name = "object_")]
    fn field_31<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 31)
    }

    #[doc = "Wire name: `Double`."]
    #[getter]
    #[pyo3(name = "double")]
    fn field_32<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 32)
    }

    #[doc = "Wire name: `Character`."]
    #[getter]
    #[pyo3(name = "character")]
    fn field_33<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 33)
    }

    #[doc = "Wire name: `Duration`."]
    #[getter]
    #[pyo3(name = "duration")]
    fn field_34<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 34)
    }

    #[doc = "Wire name: `Sequence`."]
    #[getter]
    #[pyo3(name = "sequence")]
    fn field_35<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 35)
    }

    #[doc = "Wire name: `Iterator`."]
    #[getter]
    #[pyo3(name = "iterator")]
    fn field_36<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 36)
    }

    #[doc = "Wire name: `Throwable`."]
    #[getter]
    #[pyo3(name = "throwable")]
    fn field_37<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 37)
    }

    #[doc = "Wire name: `Unit`."]
    #[getter]
    #[pyo3(name = "unit")]
    fn field_38<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 38)
    }

    #[doc = "Wire name: `Symbol`."]
    #[getter]
    #[pyo3(name = "symbol")]
    fn field_39<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 39)
    }

    #[doc = "Wire name: `Function`."]
    #[getter]
    #[pyo3(name = "function")]
    fn field_40<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 40)
    }

    #[getter]
    #[pyo3(name = "undefined")]
    fn field_41<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 41)
    }

    #[getter]
    #[pyo3(name = "arguments")]
    fn field_42<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 42)
    }

    #[getter]
    #[pyo3(name = "eval")]
    fn field_43<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 43)
    }

    #[doc = "Wire name: `Vec`."]
    #[getter]
    #[pyo3(name = "vec")]
    fn field_44<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 44)
    }

    #[doc = "Wire name: `Box`."]
    #[getter]
    #[pyo3(name = "box")]
    fn field_45<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 45)
    }

    #[doc = "Wire name: `From`."]
    #[getter]
    #[pyo3(name = "from_")]
    fn field_46<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 46)
    }

    #[doc = "Wire name: `Clone`."]
    #[getter]
    #[pyo3(name = "clone")]
    fn field_47<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 47)
    }

    #[doc = "Wire name: `Debug`."]
    #[getter]
    #[pyo3(name = "debug")]
    fn field_48<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 48)
    }

    #[doc = "Wire name: `Iterable`."]
    #[getter]
    #[pyo3(name = "iterable")]
    fn field_49<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 49)
    }

    #[doc = "Wire name: `Callable`."]
    #[getter]
    #[pyo3(name = "callable")]
    fn field_50<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 50)
    }

    #[doc = "Wire name: `Decimal`."]
    #[getter]
    #[pyo3(name = "decimal")]
    fn field_51<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 51)
    }

    #[doc = "Wire name: `Json`."]
    #[getter]
    #[pyo3(name = "json")]
    fn field_52<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 52)
    }

    #[getter]
    #[pyo3(name = "copy")]
    fn field_53<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 53)
    }

    #[getter]
    #[pyo3(name = "component1")]
    fn field_54<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 54)
    }

    #[doc = "Wire name: `hashCode`."]
    #[getter]
    #[pyo3(name = "hash_code")]
    fn field_55<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 55)
    }

    #[getter]
    #[pyo3(name = "finalize")]
    fn field_56<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 56)
    }

    #[getter]
    #[pyo3(name = "wait")]
    fn field_57<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 57)
    }

    #[getter]
    #[pyo3(name = "notify")]
    fn field_58<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 58)
    }

    #[doc = "Wire name: `getClass`."]
    #[getter]
    #[pyo3(name = "get_class")]
    fn field_59<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 59)
    }

    #[getter]
    #[pyo3(name = "description")]
    fn field_60<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 60)
    }

    #[doc = "Wire name: `debugDescription`."]
    #[getter]
    #[pyo3(name = "debug_description")]
    fn field_61<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 61)
    }

    #[doc = "Wire name: `hashValue`."]
    #[getter]
    #[pyo3(name = "hash_value")]
    fn field_62<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 62)
    }

    #[doc = "Wire name: `__class__`."]
    #[getter]
    #[pyo3(name = "class_")]
    fn field_63<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 63)
    }

    #[doc = "Wire name: `__init__`."]
    #[getter]
    #[pyo3(name = "init")]
    fn field_64<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 64)
    }

    #[getter]
    #[pyo3(name = "keys")]
    fn field_65<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 65)
    }

    #[getter]
    #[pyo3(name = "items")]
    fn field_66<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 66)
    }

    #[getter]
    #[pyo3(name = "get")]
    fn field_67<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 67)
    }

    #[getter]
    #[pyo3(name = "update")]
    fn field_68<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 68)
    }

    #[getter]
    #[pyo3(name = "pop")]
    fn field_69<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 69)
    }

    #[getter]
    #[pyo3(name = "values")]
    fn field_70<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 70)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewInto;

#[pymethods]
impl NewInto {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, member0, member1, member2, member3, member4, member5, member6, member7, member8, member9, member10, member11, member12, member13, member14, member15, member16, member17, member18, member19, member20, member21, member22, member23, member24, member25, member26, member27, member28, member29, member30, member31, member32, member33, member34, member35, member36, member37, member38, member39, member40, member41, member42, member43, member44, member45, member46, member47, member48, member49, member50, member51, member52, member53, member54, member55, member56, member57, member58, member59, member60, member61, member62, member63, member64)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 27, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        27
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["member0", "member1", "member2", "member3", "member4", "member5", "member6", "member7", "member8", "member9", "member10", "member11", "member12", "member13", "member14", "member15", "member16", "member17", "member18", "member19", "member20", "member21", "member22", "member23", "member24", "member25", "member26", "member27", "member28", "member29", "member30", "member31", "member32", "member33", "member34", "member35", "member36", "member37", "member38", "member39", "member40", "member41", "member42", "member43", "member44", "member45", "member46", "member47", "member48", "member49", "member50", "member51", "member52", "member53", "member54", "member55", "member56", "member57", "member58", "member59", "member60", "member61", "member62", "member63", "member64"] as [&str; 65])
    }

    #[getter]
    #[pyo3(name = "member0")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "member1")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "member2")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "member3")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "member4")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[getter]
    #[pyo3(name = "member5")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[getter]
    #[pyo3(name = "member6")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[getter]
    #[pyo3(name = "member7")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[getter]
    #[pyo3(name = "member8")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[getter]
    #[pyo3(name = "member9")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[getter]
    #[pyo3(name = "member10")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[getter]
    #[pyo3(name = "member11")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[getter]
    #[pyo3(name = "member12")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[getter]
    #[pyo3(name = "member13")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[getter]
    #[pyo3(name = "member14")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[getter]
    #[pyo3(name = "member15")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "member16")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[getter]
    #[pyo3(name = "member17")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[getter]
    #[pyo3(name = "member18")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[getter]
    #[pyo3(name = "member19")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[getter]
    #[pyo3(name = "member20")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

    #[getter]
    #[pyo3(name = "member21")]
    fn field_21<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 21)
    }

    #[getter]
    #[pyo3(name = "member22")]
    fn field_22<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 22)
    }

    #[getter]
    #[pyo3(name = "member23")]
    fn field_23<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 23)
    }

    #[getter]
    #[pyo3(name = "member24")]
    fn field_24<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 24)
    }

    #[getter]
    #[pyo3(name = "member25")]
    fn field_25<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 25)
    }

    #[getter]
    #[pyo3(name = "member26")]
    fn field_26<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 26)
    }

    #[getter]
    #[pyo3(name = "member27")]
    fn field_27<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 27)
    }

    #[getter]
    #[pyo3(name = "member28")]
    fn field_28<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 28)
    }

    #[getter]
    #[pyo3(name = "member29")]
    fn field_29<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 29)
    }

    #[getter]
    #[pyo3(name = "member30")]
    fn field_30<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 30)
    }

    #[getter]
    #[pyo3(name = "member31")]
    fn field_31<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 31)
    }

    #[getter]
    #[pyo3(name = "member32")]
    fn field_32<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 32)
    }

    #[getter]
    #[pyo3(name = "member33")]
    fn field_33<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 33)
    }

    #[getter]
    #[pyo3(name = "member34")]
    fn field_34<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 34)
    }

    #[getter]
    #[pyo3(name = "member35")]
    fn field_35<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 35)
    }

    #[getter]
    #[pyo3(name = "member36")]
    fn field_36<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 36)
    }

    #[getter]
    #[pyo3(name = "member37")]
    fn field_37<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 37)
    }

    #[getter]
    #[pyo3(name = "member38")]
    fn field_38<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 38)
    }

    #[getter]
    #[pyo3(name = "member39")]
    fn field_39<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 39)
    }

    #[getter]
    #[pyo3(name = "member40")]
    fn field_40<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 40)
    }

    #[getter]
    #[pyo3(name = "member41")]
    fn field_41<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 41)
    }

    #[getter]
    #[pyo3(name = "member42")]
    fn field_42<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 42)
    }

    #[getter]
    #[pyo3(name = "member43")]
    fn field_43<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 43)
    }

    #[getter]
    #[pyo3(name = "member44")]
    fn field_44<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 44)
    }

    #[getter]
    #[pyo3(name = "member45")]
    fn field_45<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 45)
    }

    #[getter]
    #[pyo3(name = "member46")]
    fn field_46<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 46)
    }

    #[getter]
    #[pyo3(name = "member47")]
    fn field_47<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 47)
    }

    #[getter]
    #[pyo3(name = "member48")]
    fn field_48<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 48)
    }

    #[getter]
    #[pyo3(name = "member49")]
    fn field_49<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 49)
    }

    #[getter]
    #[pyo3(name = "member50")]
    fn field_50<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 50)
    }

    #[getter]
    #[pyo3(name = "member51")]
    fn field_51<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 51)
    }

    #[getter]
    #[pyo3(name = "member52")]
    fn field_52<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 52)
    }

    #[getter]
    #[pyo3(name = "member53")]
    fn field_53<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 53)
    }

    #[getter]
    #[pyo3(name = "member54")]
    fn field_54<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 54)
    }

    #[getter]
    #[pyo3(name = "member55")]
    fn field_55<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 55)
    }

    #[getter]
    #[pyo3(name = "member56")]
    fn field_56<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 56)
    }

    #[getter]
    #[pyo3(name = "member57")]
    fn field_57<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 57)
    }

    #[getter]
    #[pyo3(name = "member58")]
    fn field_58<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 58)
    }

    #[getter]
    #[pyo3(name = "member59")]
    fn field_59<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 59)
    }

    #[getter]
    #[pyo3(name = "member60")]
    fn field_60<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 60)
    }

    #[getter]
    #[pyo3(name = "member61")]
    fn field_61<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 61)
    }

    #[getter]
    #[pyo3(name = "member62")]
    fn field_62<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 62)
    }

    #[getter]
    #[pyo3(name = "member63")]
    fn field_63<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 63)
    }

    #[getter]
    #[pyo3(name = "member64")]
    fn field_64<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 64)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewEvent;

#[pymethods]
impl NewEvent {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, value, at)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 28, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        28
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["value", "at"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "value")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "at")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
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
        Some(4) => Ok(Bound::new(py, object.add_subclass(IntoData))?.into_any().unbind()),
        Some(5) => Ok(Bound::new(py, object.add_subclass(Record))?.into_any().unbind()),
        Some(6) => Ok(Bound::new(py, object.add_subclass(Promise))?.into_any().unbind()),
        Some(7) => Ok(Bound::new(py, object.add_subclass(Pair))?.into_any().unbind()),
        Some(8) => Ok(Bound::new(py, object.add_subclass(Bool))?.into_any().unbind()),
        Some(9) => Ok(Bound::new(py, object.add_subclass(Double))?.into_any().unbind()),
        Some(10) => Ok(Bound::new(py, object.add_subclass(Duration))?.into_any().unbind()),
        Some(11) => Ok(Bound::new(py, object.add_subclass(Sequence))?.into_any().unbind()),
        Some(12) => Ok(Bound::new(py, object.add_subclass(Throwable))?.into_any().unbind()),
        Some(13) => Ok(Bound::new(py, object.add_subclass(Function))?.into_any().unbind()),
        Some(14) => Ok(Bound::new(py, object.add_subclass(Symbol))?.into_any().unbind()),
        Some(15) => Ok(Bound::new(py, object.add_subclass(Character))?.into_any().unbind()),
        Some(16) => Ok(Bound::new(py, object.add_subclass(Callable))?.into_any().unbind()),
        Some(17) => Ok(Bound::new(py, object.add_subclass(Iterable))?.into_any().unbind()),
        Some(18) => Ok(Bound::new(py, object.add_subclass(Iterator))?.into_any().unbind()),
        Some(19) => Ok(Bound::new(py, object.add_subclass(Clone))?.into_any().unbind()),
        Some(20) => Ok(Bound::new(py, object.add_subclass(From))?.into_any().unbind()),
        Some(21) => Ok(Bound::new(py, object.add_subclass(IntoRouteVpc))?.into_any().unbind()),
        Some(22) => Ok(Bound::new(py, object.add_subclass(IntoRouteSubnet))?.into_any().unbind()),
        Some(23) => Ok(Bound::new(py, object.add_subclass(Into))?.into_any().unbind()),
        Some(24) => Ok(Bound::new(py, object.add_subclass(Event))?.into_any().unbind()),
        Some(25) => Ok(Bound::new(py, object.add_subclass(NewResult))?.into_any().unbind()),
        Some(26) => Ok(Bound::new(py, object.add_subclass(IntoReplacement))?.into_any().unbind()),
        Some(27) => Ok(Bound::new(py, object.add_subclass(NewInto))?.into_any().unbind()),
        Some(28) => Ok(Bound::new(py, object.add_subclass(NewEvent))?.into_any().unbind()),
        _ => Ok(Bound::new(py, object)?.into_any().unbind()),
    }
}

pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.setattr("Option_", py.get_type::<Option_>())?;
    module.setattr("Type_", py.get_type::<Type_>())?;
    module.setattr("SelfLink", py.get_type::<SelfLink>())?;
    module.setattr("Result_", py.get_type::<Result_>())?;
    module.setattr("IntoData", py.get_type::<IntoData>())?;
    module.setattr("Record", py.get_type::<Record>())?;
    module.setattr("Promise", py.get_type::<Promise>())?;
    module.setattr("Pair", py.get_type::<Pair>())?;
    module.setattr("Bool", py.get_type::<Bool>())?;
    module.setattr("Double", py.get_type::<Double>())?;
    module.setattr("Duration", py.get_type::<Duration>())?;
    module.setattr("Sequence", py.get_type::<Sequence>())?;
    module.setattr("Throwable", py.get_type::<Throwable>())?;
    module.setattr("Function", py.get_type::<Function>())?;
    module.setattr("Symbol", py.get_type::<Symbol>())?;
    module.setattr("Character", py.get_type::<Character>())?;
    module.setattr("Callable", py.get_type::<Callable>())?;
    module.setattr("Iterable", py.get_type::<Iterable>())?;
    module.setattr("Iterator", py.get_type::<Iterator>())?;
    module.setattr("Clone", py.get_type::<Clone>())?;
    module.setattr("From", py.get_type::<From>())?;
    module.setattr("IntoRouteVpc", py.get_type::<IntoRouteVpc>())?;
    module.setattr("IntoRouteSubnet", py.get_type::<IntoRouteSubnet>())?;
    module.setattr("Into", py.get_type::<Into>())?;
    module.setattr("Event", py.get_type::<Event>())?;
    module.setattr("NewResult", py.get_type::<NewResult>())?;
    module.setattr("IntoReplacement", py.get_type::<IntoReplacement>())?;
    module.setattr("NewInto", py.get_type::<NewInto>())?;
    module.setattr("NewEvent", py.get_type::<NewEvent>())?;
    Ok(())
}
