use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use crate::object::{self, Object};

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct AddressGeo;

#[pymethods]
impl AddressGeo {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, lat=None, lon=None)")]
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
        PyTuple::new(py, ["lat", "lon"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "lat")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "lon")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Address;

#[pymethods]
impl Address {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, street=None, city=None, geo=None)")]
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
        PyTuple::new(py, ["street", "city", "geo"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "street")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "city")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "geo")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Card;

#[pymethods]
impl Card {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, kind=\"card\", digits)")]
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
        PyTuple::new(py, ["kind", "digits"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "digits")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct BankTransfer;

#[pymethods]
impl BankTransfer {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, kind=\"bank\", iban=None, fee=None)")]
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
        PyTuple::new(py, ["kind", "iban", "fee"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "iban")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "fee")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Line;

#[pymethods]
impl Line {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, text=None, price, tax=None, parts=None, parent=None)")]
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
        PyTuple::new(py, ["text", "price", "tax", "parts", "parent"] as [&str; 5])
    }

    #[getter]
    #[pyo3(name = "text")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "price")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "tax")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "parts")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "parent")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct CustomerContact;

#[pymethods]
impl CustomerContact {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, email=None)")]
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
        PyTuple::new(py, ["email"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "email")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Person;

#[pymethods]
impl Person {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, contact_type, name, title=None)")]
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
        PyTuple::new(py, ["contact_type", "name", "title"] as [&str; 3])
    }

    #[doc = "Wire name: `contactType`."]
    #[getter]
    #[pyo3(name = "contact_type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "title")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Company;

#[pymethods]
impl Company {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, contact_type, name, vat_id=None)")]
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
        PyTuple::new(py, ["contact_type", "name", "vat_id"] as [&str; 3])
    }

    #[doc = "Wire name: `contactType`."]
    #[getter]
    #[pyo3(name = "contact_type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `vatId`."]
    #[getter]
    #[pyo3(name = "vat_id")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Contact;

#[pymethods]
impl Contact {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, contact_type, name)")]
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
        PyTuple::new(py, ["contact_type", "name"] as [&str; 2])
    }

    #[doc = "Wire name: `contactType`."]
    #[getter]
    #[pyo3(name = "contact_type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct SelfLink;

#[pymethods]
impl SelfLink {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, self_=None)")]
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
        PyTuple::new(py, ["self_"] as [&str; 1])
    }

    #[doc = "Wire name: `self`."]
    #[getter]
    #[pyo3(name = "self_")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[doc = "Someone who pays."]
#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Customer;

#[pymethods]
impl Customer {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, name=None, state=None, address=None, previous=None, labels=None, limits=None, settings=None, payment=None, external=None, due=None, since=None, balance=None, tags=None, lines=None, contacts=None, scores=None, aliases=None, stops=None, contact=None, former_contacts=None, relationships=None, links=None)")]
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
        PyTuple::new(py, ["type", "id", "name", "state", "address", "previous", "labels", "limits", "settings", "payment", "external", "due", "since", "balance", "tags", "lines", "contacts", "scores", "aliases", "stops", "contact", "former_contacts", "relationships", "links"] as [&str; 24])
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

    #[getter]
    #[pyo3(name = "name")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "Where the customer stands."]
    #[getter]
    #[pyo3(name = "state")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "address")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[getter]
    #[pyo3(name = "previous")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[getter]
    #[pyo3(name = "labels")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[getter]
    #[pyo3(name = "limits")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[getter]
    #[pyo3(name = "settings")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[getter]
    #[pyo3(name = "payment")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[getter]
    #[pyo3(name = "external")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[getter]
    #[pyo3(name = "due")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[getter]
    #[pyo3(name = "since")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[getter]
    #[pyo3(name = "balance")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[getter]
    #[pyo3(name = "tags")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[getter]
    #[pyo3(name = "lines")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "contacts")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[getter]
    #[pyo3(name = "scores")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[getter]
    #[pyo3(name = "aliases")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[getter]
    #[pyo3(name = "stops")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[getter]
    #[pyo3(name = "contact")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

    #[doc = "Wire name: `formerContacts`."]
    #[getter]
    #[pyo3(name = "former_contacts")]
    fn field_21<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 21)
    }

    #[getter]
    #[pyo3(name = "relationships")]
    fn field_22<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 22)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_23<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 23)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Note;

#[pymethods]
impl Note {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, created_at=None, id, text=None)")]
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
        PyTuple::new(py, ["created_at", "id", "text"] as [&str; 3])
    }

    #[doc = "Wire name: `createdAt`."]
    #[getter]
    #[pyo3(name = "created_at")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "text")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct GetNoteResult;

#[pymethods]
impl GetNoteResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, data=None, included=None, meta=None)")]
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
        PyTuple::new(py, ["data", "included", "meta"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "data")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "included")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "meta")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct GetStatusResult;

#[pymethods]
impl GetStatusResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, up=None)")]
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
        PyTuple::new(py, ["up"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "up")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Rate;

#[pymethods]
impl Rate {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, currency=None, rate=None)")]
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
        PyTuple::new(py, ["currency", "rate"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "currency")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "rate")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct GetSettingResult;

#[pymethods]
impl GetSettingResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*)")]
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
        PyTuple::new(py, [] as [&str; 0])
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Event;

#[pymethods]
impl Event {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, id, name=None)")]
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
        PyTuple::new(py, ["id", "name"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct AddressGeoInput;

#[pymethods]
impl AddressGeoInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, lat=None, lon=None)")]
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
        PyTuple::new(py, ["lat", "lon"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "lat")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "lon")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct AddressInput;

#[pymethods]
impl AddressInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, street=None, city=None, geo=None)")]
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
        PyTuple::new(py, ["street", "city", "geo"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "street")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "city")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "geo")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct CardInput;

#[pymethods]
impl CardInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, kind=\"card\", digits)")]
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
        PyTuple::new(py, ["kind", "digits"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "digits")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct BankTransferInput;

#[pymethods]
impl BankTransferInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, kind=\"bank\", iban=None, fee=None)")]
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
        PyTuple::new(py, ["kind", "iban", "fee"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "kind")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "iban")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "fee")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct LineInput;

#[pymethods]
impl LineInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, price, text=None, tax=None, parts=None, parent=None)")]
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
        PyTuple::new(py, ["price", "text", "tax", "parts", "parent"] as [&str; 5])
    }

    #[getter]
    #[pyo3(name = "price")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "text")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "tax")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "parts")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "parent")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewCustomerEventValue;

#[pymethods]
impl NewCustomerEventValue {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, code=None)")]
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
        PyTuple::new(py, ["code"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "code")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct PersonInput;

#[pymethods]
impl PersonInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, contact_type, name, title=None)")]
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
        PyTuple::new(py, ["contact_type", "name", "title"] as [&str; 3])
    }

    #[doc = "Wire name: `contactType`."]
    #[getter]
    #[pyo3(name = "contact_type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "title")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct CompanyInput;

#[pymethods]
impl CompanyInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, contact_type, name, vat_id=None)")]
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
        PyTuple::new(py, ["contact_type", "name", "vat_id"] as [&str; 3])
    }

    #[doc = "Wire name: `contactType`."]
    #[getter]
    #[pyo3(name = "contact_type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `vatId`."]
    #[getter]
    #[pyo3(name = "vat_id")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct ContactInput;

#[pymethods]
impl ContactInput {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, contact_type, name)")]
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
        PyTuple::new(py, ["contact_type", "name"] as [&str; 2])
    }

    #[doc = "Wire name: `contactType`."]
    #[getter]
    #[pyo3(name = "contact_type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewCustomer;

#[pymethods]
impl NewCustomer {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=\"customers\", name, balance, state=None, address=None, payment=None, credit=None, labels=None, seats=None, starts_on=None, settings=None, owner_id=None, tag_ids=None, lines=None, traits=None, event=None, scores=None, group_ids=None, flags=None, corrections=None, window=None, contact=None, idempotency_key=None, x_trace=None)")]
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
        PyTuple::new(py, ["type", "name", "balance", "state", "address", "payment", "credit", "labels", "seats", "starts_on", "settings", "owner_id", "tag_ids", "lines", "traits", "event", "scores", "group_ids", "flags", "corrections", "window", "contact", "idempotency_key", "x_trace"] as [&str; 24])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "balance")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "state")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "address")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[getter]
    #[pyo3(name = "payment")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[getter]
    #[pyo3(name = "credit")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[getter]
    #[pyo3(name = "labels")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[getter]
    #[pyo3(name = "seats")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `startsOn`."]
    #[getter]
    #[pyo3(name = "starts_on")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[getter]
    #[pyo3(name = "settings")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "Wire name: `ownerId`."]
    #[getter]
    #[pyo3(name = "owner_id")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[doc = "Wire name: `tagIds`."]
    #[getter]
    #[pyo3(name = "tag_ids")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[getter]
    #[pyo3(name = "lines")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[getter]
    #[pyo3(name = "traits")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[getter]
    #[pyo3(name = "event")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "scores")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[doc = "Wire name: `groupIds`."]
    #[getter]
    #[pyo3(name = "group_ids")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[getter]
    #[pyo3(name = "flags")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[getter]
    #[pyo3(name = "corrections")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[getter]
    #[pyo3(name = "window")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

    #[getter]
    #[pyo3(name = "contact")]
    fn field_21<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 21)
    }

    #[doc = "Sends it again safely.\n\nWire name: `Idempotency-Key`."]
    #[getter]
    #[pyo3(name = "idempotency_key")]
    fn field_22<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 22)
    }

    #[doc = "Kept in the logs.\n\nWire name: `X-Trace`."]
    #[getter]
    #[pyo3(name = "x_trace")]
    fn field_23<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 23)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct CustomerUpdate;

#[pymethods]
impl CustomerUpdate {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=\"customers\", name=None, due=None)")]
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
        PyTuple::new(py, ["type", "name", "due"] as [&str; 3])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "due")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct CustomerReplacement;

#[pymethods]
impl CustomerReplacement {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=\"customers\", name)")]
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
        PyTuple::new(py, ["type", "name"] as [&str; 2])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

}

/// Creates the object in the class of its type.
pub fn make(py: Python<'_>, object: Object) -> PyResult<Py<PyAny>> {
    let index = object.row.rows.object().map(|object| object.index);
    let object = PyClassInitializer::from(object);
    match index {
        Some(0) => Ok(Bound::new(py, object.add_subclass(AddressGeo))?.into_any().unbind()),
        Some(1) => Ok(Bound::new(py, object.add_subclass(Address))?.into_any().unbind()),
        Some(2) => Ok(Bound::new(py, object.add_subclass(Card))?.into_any().unbind()),
        Some(3) => Ok(Bound::new(py, object.add_subclass(BankTransfer))?.into_any().unbind()),
        Some(4) => Ok(Bound::new(py, object.add_subclass(Line))?.into_any().unbind()),
        Some(5) => Ok(Bound::new(py, object.add_subclass(CustomerContact))?.into_any().unbind()),
        Some(6) => Ok(Bound::new(py, object.add_subclass(Person))?.into_any().unbind()),
        Some(7) => Ok(Bound::new(py, object.add_subclass(Company))?.into_any().unbind()),
        Some(8) => Ok(Bound::new(py, object.add_subclass(Contact))?.into_any().unbind()),
        Some(9) => Ok(Bound::new(py, object.add_subclass(SelfLink))?.into_any().unbind()),
        Some(10) => Ok(Bound::new(py, object.add_subclass(Customer))?.into_any().unbind()),
        Some(11) => Ok(Bound::new(py, object.add_subclass(Note))?.into_any().unbind()),
        Some(12) => Ok(Bound::new(py, object.add_subclass(GetNoteResult))?.into_any().unbind()),
        Some(13) => Ok(Bound::new(py, object.add_subclass(GetStatusResult))?.into_any().unbind()),
        Some(14) => Ok(Bound::new(py, object.add_subclass(Rate))?.into_any().unbind()),
        Some(15) => Ok(Bound::new(py, object.add_subclass(GetSettingResult))?.into_any().unbind()),
        Some(16) => Ok(Bound::new(py, object.add_subclass(Event))?.into_any().unbind()),
        Some(17) => Ok(Bound::new(py, object.add_subclass(AddressGeoInput))?.into_any().unbind()),
        Some(18) => Ok(Bound::new(py, object.add_subclass(AddressInput))?.into_any().unbind()),
        Some(19) => Ok(Bound::new(py, object.add_subclass(CardInput))?.into_any().unbind()),
        Some(20) => Ok(Bound::new(py, object.add_subclass(BankTransferInput))?.into_any().unbind()),
        Some(21) => Ok(Bound::new(py, object.add_subclass(LineInput))?.into_any().unbind()),
        Some(22) => Ok(Bound::new(py, object.add_subclass(NewCustomerEventValue))?.into_any().unbind()),
        Some(23) => Ok(Bound::new(py, object.add_subclass(PersonInput))?.into_any().unbind()),
        Some(24) => Ok(Bound::new(py, object.add_subclass(CompanyInput))?.into_any().unbind()),
        Some(25) => Ok(Bound::new(py, object.add_subclass(ContactInput))?.into_any().unbind()),
        Some(26) => Ok(Bound::new(py, object.add_subclass(NewCustomer))?.into_any().unbind()),
        Some(27) => Ok(Bound::new(py, object.add_subclass(CustomerUpdate))?.into_any().unbind()),
        Some(28) => Ok(Bound::new(py, object.add_subclass(CustomerReplacement))?.into_any().unbind()),
        _ => Ok(Bound::new(py, object)?.into_any().unbind()),
    }
}

pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.setattr("AddressGeo", py.get_type::<AddressGeo>())?;
    module.setattr("Address", py.get_type::<Address>())?;
    module.setattr("Card", py.get_type::<Card>())?;
    module.setattr("BankTransfer", py.get_type::<BankTransfer>())?;
    module.setattr("Line", py.get_type::<Line>())?;
    module.setattr("CustomerContact", py.get_type::<CustomerContact>())?;
    module.setattr("Person", py.get_type::<Person>())?;
    module.setattr("Company", py.get_type::<Company>())?;
    module.setattr("Contact", py.get_type::<Contact>())?;
    module.setattr("SelfLink", py.get_type::<SelfLink>())?;
    module.setattr("Customer", py.get_type::<Customer>())?;
    module.setattr("Note", py.get_type::<Note>())?;
    module.setattr("GetNoteResult", py.get_type::<GetNoteResult>())?;
    module.setattr("GetStatusResult", py.get_type::<GetStatusResult>())?;
    module.setattr("Rate", py.get_type::<Rate>())?;
    module.setattr("GetSettingResult", py.get_type::<GetSettingResult>())?;
    module.setattr("Event", py.get_type::<Event>())?;
    module.setattr("AddressGeoInput", py.get_type::<AddressGeoInput>())?;
    module.setattr("AddressInput", py.get_type::<AddressInput>())?;
    module.setattr("CardInput", py.get_type::<CardInput>())?;
    module.setattr("BankTransferInput", py.get_type::<BankTransferInput>())?;
    module.setattr("LineInput", py.get_type::<LineInput>())?;
    module.setattr("NewCustomerEventValue", py.get_type::<NewCustomerEventValue>())?;
    module.setattr("PersonInput", py.get_type::<PersonInput>())?;
    module.setattr("CompanyInput", py.get_type::<CompanyInput>())?;
    module.setattr("ContactInput", py.get_type::<ContactInput>())?;
    module.setattr("NewCustomer", py.get_type::<NewCustomer>())?;
    module.setattr("CustomerUpdate", py.get_type::<CustomerUpdate>())?;
    module.setattr("CustomerReplacement", py.get_type::<CustomerReplacement>())?;
    Ok(())
}
