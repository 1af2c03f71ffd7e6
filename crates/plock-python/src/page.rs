//! Pages of lists.

use plock::dynamic::{Answer, PageFacts, Rows};
use plock::meta::Object;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple, PyType};

use crate::arrow::{ArrowSchema, ArrowTable};
use crate::object::new_object;
use crate::values::json;

/// Maximum number of bytes of its page that an object keeps, unless it is larger itself.
pub(crate) const PART: usize = 32 * 1024;

/// One page of a list: a sequence of its items.
#[pyclass(frozen, module = "plock", sequence)]
pub(crate) struct Page {
    content: Content,
    info: PageFacts,
    meta: Meta,
}

enum Content {
    Received(Vec<Rows>),
    /// Of a page that was made by hand.
    Given(Py<PyTuple>),
}

enum Meta {
    Received(plock::Extra),
    Given(Py<PyDict>),
}

impl Page {
    pub(crate) fn received(response: Answer) -> Self {
        let content = Content::Received(response.rows.split(PART));
        Self { content, info: response.page, meta: Meta::Received(response.meta) }
    }

    /// The object of the items.
    fn object(&self, py: Python<'_>) -> PyResult<Option<&'static Object>> {
        match &self.content {
            Content::Received(parts) => Ok(parts.first().and_then(Rows::object)),
            Content::Given(items) => match items.bind(py).iter().next() {
                Some(item) => Ok(given(&item)?.row.rows.object()),
                None => Err(PyTypeError::new_err("a page without items that is made by hand has no columns")),
            },
        }
    }

    /// Appends the items to a table.
    pub(crate) fn append_to(&self, py: Python<'_>, table: &ArrowTable) -> PyResult<()> {
        match &self.content {
            Content::Received(parts) => parts.iter().try_for_each(|rows| table.append_rows(py, rows, 0..rows.len())),
            Content::Given(items) => items.bind(py).iter().try_for_each(|item| {
                let row = &given(&item)?.row;
                table.append_rows(py, &row.rows, row.at..row.at + 1)
            }),
        }
    }

    /// The numbers and the link, by their names.
    fn numbers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let PageFacts { current_page, last_page, per_page, total, next, .. } = &self.info;
        let dict = PyDict::new(py);
        for (name, number) in
            [("current_page", current_page), ("last_page", last_page), ("per_page", per_page), ("total", total)]
        {
            dict.set_item(name, number)?;
        }
        dict.set_item("next", next)?;
        dict.set_item("meta", self.meta(py)?)?;
        Ok(dict)
    }
}

/// The items as a table of a library, with a function of `plock._arrow`.
fn converted(page: &Bound<'_, Page>, function: &str, options: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
    let py = page.py();
    let convert = py.import("plock._arrow")?.call_method0(function)?;
    let schema = page.call_method("arrow_schema", (), options)?;
    let table = ArrowTable::new(schema.cast::<ArrowSchema>()?.get());
    page.get().append_to(py, &table)?;
    Ok(convert.call1((table,))?.unbind())
}

/// An item of a page that was made by hand.
fn given<'a>(item: &'a Bound<'_, PyAny>) -> PyResult<&'a crate::object::Object> {
    let object = item.cast::<crate::object::Object>();
    object.map(Bound::get).map_err(|_| PyTypeError::new_err("expected items that are objects of the API, for a table"))
}

#[pymethods]
impl Page {
    /// A page that was not received, for tests.
    #[allow(clippy::too_many_arguments, reason = "the arguments of Python")]
    #[new]
    #[pyo3(signature = (
        items = None, *, current_page = None, last_page = None, per_page = None, total = None, next = None, meta = None
    ))]
    fn new(
        py: Python<'_>,
        items: Option<&Bound<'_, PyAny>>,
        current_page: Option<u64>,
        last_page: Option<u64>,
        per_page: Option<u64>,
        total: Option<u64>,
        next: Option<String>,
        meta: Option<Py<PyDict>>,
    ) -> PyResult<Self> {
        let items = items.map_or_else(
            || Ok(PyTuple::empty(py)),
            |items| PyTuple::new(py, items.try_iter()?.collect::<PyResult<Vec<_>>>()?),
        )?;
        let mut info = PageFacts::default();
        (info.current_page, info.last_page, info.per_page, info.total) = (current_page, last_page, per_page, total);
        info.next = next;
        let meta = Meta::Given(meta.unwrap_or_else(|| PyDict::new(py).unbind()));
        Ok(Self { content: Content::Given(items.unbind()), info, meta })
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<((Bound<'py, PyList>,), Bound<'py, PyDict>)> {
        Ok(((self.items(py)?,), self.numbers(py)?))
    }

    fn __eq__<'py>(&self, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = other.py();
        let Ok(page) = other.cast::<Self>() else { return Ok(py.NotImplemented().into_bound(py)) };
        let (page, items) = (page.get(), self.items(py)?);
        let same = items.eq(page.items(py)?)? && self.numbers(py)?.eq(page.numbers(py)?)?;
        Ok(pyo3::types::PyBool::new(py, same).to_owned().into_any())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        if let Content::Given(items) = &self.content {
            visit.call(items)?;
        }
        if let Meta::Given(meta) = &self.meta {
            visit.call(meta)?;
        }
        Ok(())
    }

    /// The items of this page.
    #[getter]
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        match &self.content {
            Content::Given(items) => Ok(items.bind(py).to_list()),
            Content::Received(parts) => {
                let rows = parts.iter().flat_map(|rows| (0..rows.len()).map(move |at| (rows, at)));
                let items = rows.map(|(rows, at)| new_object(py, rows.clone(), at));
                PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)
            }
        }
    }

    /// The number of this page, from 1.
    #[getter]
    fn current_page(&self) -> Option<u64> {
        self.info.current_page
    }

    /// The number of the last page.
    #[getter]
    fn last_page(&self) -> Option<u64> {
        self.info.last_page
    }

    /// Maximum number of items per page.
    #[getter]
    fn per_page(&self) -> Option<u64> {
        self.info.per_page
    }

    /// Number of items on all pages.
    #[getter]
    fn total(&self) -> Option<u64> {
        self.info.total
    }

    /// Link to the next page, as sent by the API.
    #[getter]
    fn next(&self) -> Option<&str> {
        self.info.next.as_deref()
    }

    /// The other members of the response (`meta`, `links`, `jsonapi`), unchanged.
    #[getter]
    fn meta<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let meta = match &self.meta {
            Meta::Given(meta) => return Ok(meta.bind(py).clone()),
            Meta::Received(meta) => meta,
        };
        let dict = PyDict::new(py);
        for (name, value) in meta.iter() {
            dict.set_item(name, json(py, value.as_str())?)?;
        }
        Ok(dict)
    }

    /// The columns of the page as a table.
    #[pyo3(
        signature = (*, columns = None, decimals = None, names = None),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn arrow_schema(
        &self,
        py: Python<'_>,
        columns: Option<&Bound<'_, PyAny>>,
        decimals: Option<&Bound<'_, PyAny>>,
        names: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<ArrowSchema> {
        ArrowSchema::new(self.object(py)?, columns, decimals, names)
    }

    /// The items as a `pyarrow.Table`.
    #[pyo3(
        signature = (**options),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn to_arrow(slf: &Bound<'_, Self>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        converted(slf, "to_arrow", options)
    }

    /// The items as a `polars.DataFrame`.
    #[pyo3(
        signature = (**options),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn to_polars(slf: &Bound<'_, Self>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        converted(slf, "to_polars", options)
    }

    /// The items as a `pandas.DataFrame`.
    #[pyo3(
        signature = (**options),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn to_pandas(slf: &Bound<'_, Self>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        converted(slf, "to_pandas", options)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        self.arrow_schema(py, None, None, None)?.__arrow_c_schema__(py)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let table = ArrowTable::new(&self.arrow_schema(py, None, None, None)?);
        self.append_to(py, &table)?;
        table.__arrow_c_stream__(py, requested_schema)
    }

    fn __len__(&self) -> usize {
        match &self.content {
            Content::Given(items) => Python::attach(|py| items.bind(py).len()),
            Content::Received(parts) => parts.iter().map(Rows::len).sum(),
        }
    }

    fn __getitem__(&self, py: Python<'_>, at: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        if at.is_instance_of::<pyo3::types::PySlice>() {
            return Ok(self.items(py)?.as_any().get_item(at)?.unbind());
        }
        let at: isize = at.extract().map_err(|_| PyTypeError::new_err("expected an int or a slice"))?;
        let length = self.__len__();
        let index = if at < 0 { length.checked_add_signed(at) } else { usize::try_from(at).ok() };
        let missing = || PyIndexError::new_err("page index out of range");
        let mut index = index.filter(|index| *index < length).ok_or_else(missing)?;
        match &self.content {
            Content::Given(items) => Ok(items.bind(py).get_item(index)?.unbind()),
            Content::Received(parts) => {
                for rows in parts {
                    if index < rows.len() {
                        return new_object(py, rows.clone(), index);
                    }
                    index -= rows.len();
                }
                Err(missing())
            }
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.items(py)?.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        let part = |number: Option<u64>| number.map_or("?".to_owned(), |number| number.to_string());
        let (current, last) = (part(self.info.current_page), part(self.info.last_page));
        format!("<Page: {} items, page {current} of {last}>", self.__len__())
    }

    #[classmethod]
    #[pyo3(signature = (item, /))]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, item: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        class.py().import("types")?.getattr("GenericAlias")?.call1((class, item))
    }
}
