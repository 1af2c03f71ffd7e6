//! Lists: pages, and items of pages that are fetched ahead.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plock::PageStream;
use plock::dynamic::{Answer, Call, PageFacts, Rows};
use plock::meta::Object;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple, PyType};

use crate::arrow::{ArrowSchema, ArrowTable};
use crate::calls;
use crate::context::{CallContext, hooked, lock};
use crate::errors::{to_exception, wrap_stop_iteration};
use crate::object::new_object;
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;
use crate::settings::configuration;
use crate::values::json;

/// Maximum number of bytes of its page that an object keeps, unless it is larger itself.
const PART: usize = 32 * 1024;

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

    /// The items as a table of a library, with a function of `plock._arrow`.
    fn converted(&self, py: Python<'_>, function: &str, schema: &ArrowSchema) -> PyResult<Py<PyAny>> {
        let convert = py.import("plock._arrow")?.call_method0(function)?;
        let table = ArrowTable::new(schema);
        self.append_to(py, &table)?;
        Ok(convert.call1((table,))?.unbind())
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
        signature = (*, columns = None, decimals = None, names = None),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn to_arrow(
        &self,
        py: Python<'_>,
        columns: Option<&Bound<'_, PyAny>>,
        decimals: Option<&Bound<'_, PyAny>>,
        names: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.converted(py, "to_arrow", &ArrowSchema::new(self.object(py)?, columns, decimals, names)?)
    }

    /// The items as a `polars.DataFrame`.
    #[pyo3(
        signature = (*, columns = None, decimals = None, names = None),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn to_polars(
        &self,
        py: Python<'_>,
        columns: Option<&Bound<'_, PyAny>>,
        decimals: Option<&Bound<'_, PyAny>>,
        names: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.converted(py, "to_polars", &ArrowSchema::new(self.object(py)?, columns, decimals, names)?)
    }

    /// The items as a `pandas.DataFrame`.
    #[pyo3(
        signature = (*, columns = None, decimals = None, names = None),
        text_signature = "($self, *, columns='default', decimals='exact', names='snake')"
    )]
    fn to_pandas(
        &self,
        py: Python<'_>,
        columns: Option<&Bound<'_, PyAny>>,
        decimals: Option<&Bound<'_, PyAny>>,
        names: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.converted(py, "to_pandas", &ArrowSchema::new(self.object(py)?, columns, decimals, names)?)
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

/// The shared state of a list.
struct Source {
    stream: tokio::sync::Mutex<PageStream<Call>>,
    /// The received page, or the end, until it is delivered: an interrupted reader leaves it to the next one.
    received: Mutex<Option<Option<plock::Result<Answer>>>>,
    total: Mutex<Option<u64>>,
    reading: AtomicBool,
}

/// Only one reader at a time; released on drop.
struct ReadGuard(Arc<ProcessLocal<Source>>);

impl Drop for ReadGuard {
    fn drop(&mut self) {
        if let Some(source) = self.0.get() {
            source.reading.store(false, Ordering::Release);
        }
    }
}

/// Pages in order, fetched ahead.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Pages {
    source: Arc<ProcessLocal<Source>>,
    context: Option<Py<CallContext>>,
}

impl Pages {
    pub(crate) fn new(stream: PageStream<Call>, context: Option<Py<CallContext>>) -> Self {
        let stream = tokio::sync::Mutex::new(stream);
        let source =
            Source { stream, received: Mutex::default(), total: Mutex::default(), reading: AtomicBool::new(false) };
        Self { source: Arc::new(ProcessLocal::new(source)), context }
    }

    /// Passes the next page to `finish`, or `None` after the last one.
    fn advance(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        finish: impl FnOnce(Python<'_>, Option<Answer>) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>> {
        let Some(source) = self.source.get() else {
            return Err(configuration(py, "this list was started before a fork: iterate again in the child"));
        };
        if source.reading.swap(true, Ordering::Acquire) {
            return Err(configuration(py, "this list is already being iterated, by another thread or task"));
        }
        let (reading, shared) = (ReadGuard(self.source.clone()), self.source.clone());
        let work = async move {
            let Some(source) = shared.get() else { return };
            let mut stream = source.stream.lock().await;
            if lock(&source.received).is_none() {
                let page = stream.next().await;
                *lock(&source.total) = stream.total();
                lock(&source.received).replace(page);
            }
        };
        let context = self.context.as_ref().map(|context| context.clone_ref(py));
        calls::run(py, queue, context, work, move |py, context, ()| {
            let received = reading.0.get().and_then(|source| Some((source, lock(&source.received).take()?)));
            let Some((source, page)) = received else { return finish(py, None) };
            match page {
                Some(Ok(response)) => {
                    if let Err(error) = hooked(py, context) {
                        // Keep the page for the next reader.
                        lock(&source.received).replace(Some(Ok(response)));
                        return Err(wrap_stop_iteration(py, error));
                    }
                    finish(py, Some(response))
                }
                Some(Err(error)) => Err(to_exception(py, context, &error)),
                None => finish(py, None),
            }
        })
    }
}

#[pymethods]
impl Pages {
    /// The next page, or None.
    #[pyo3(signature = (queue = None))]
    fn next(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        self.advance(py, queue, |py, response| match response {
            Some(response) => Ok(Bound::new(py, Page::received(response))?.into_any().unbind()),
            None => Ok(py.None()),
        })
    }

    /// Number of items on all pages, once a page was received.
    #[getter]
    fn total(&self) -> Option<u64> {
        self.source.get().and_then(|source| *lock(&source.total))
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let page = self.next(py, None)?;
        Ok(if page.is_none(py) { None } else { Some(page) })
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.context)
    }
}

/// Items in order.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Items {
    pages: Pages,
    current: Arc<Mutex<Current>>,
}

/// The rest of the current page.
#[derive(Default)]
struct Current {
    parts: std::vec::IntoIter<Rows>,
    rows: Rows,
    /// Index of the next item.
    at: usize,
}

impl Current {
    fn next(&mut self) -> Option<(Rows, usize)> {
        while self.at >= self.rows.len() {
            (self.rows, self.at) = (self.parts.next()?, 0);
        }
        self.at += 1;
        Some((self.rows.clone(), self.at - 1))
    }
}

impl Items {
    pub(crate) fn new(pages: Pages) -> Self {
        Self { pages, current: Arc::default() }
    }
}

#[pymethods]
impl Items {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.pages.context)
    }

    /// Number of items on all pages, once a page was received.
    #[getter]
    fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        loop {
            let next = lock(&self.current).next();
            if let Some((rows, at)) = next {
                return new_object(py, rows, at).map(Some);
            }
            let current = self.current.clone();
            let more = self.pages.advance(py, None, move |py, response| {
                let more = response.is_some();
                let parts = response.map(|response| response.rows.split(PART)).unwrap_or_default();
                *lock(&current) = Current { parts: parts.into_iter(), ..Current::default() };
                Ok(pyo3::types::PyBool::new(py, more).to_owned().into_any().unbind())
            })?;
            if !more.is_truthy(py)? {
                return Ok(None);
            }
        }
    }
}
