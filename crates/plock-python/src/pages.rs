//! Lists: pages, and items of pages that are fetched ahead.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plock::PageStream;
use plock::dynamic::{Answer, Call, PageFacts, Rows};
use pyo3::exceptions::{PyIndexError, PyRuntimeError, PyTypeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyType};

use crate::calls;
use crate::context::{CallContext, lock};
use crate::errors::{to_exception, wrap_stop_iteration};
use crate::object::{new_object, run_hooks};
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;
use crate::values::json;

/// One page of a list: a sequence of its items.
#[pyclass(frozen, module = "plock", sequence)]
pub(crate) struct Page {
    rows: Rows,
    info: PageFacts,
    meta: plock::Extra,
}

impl Page {
    pub(crate) fn new(response: Answer) -> Self {
        Self { rows: response.rows, info: response.page, meta: response.meta }
    }
}

#[pymethods]
impl Page {
    /// The items of this page.
    #[getter]
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let items = (0..self.rows.len()).map(|at| new_object(py, self.rows.clone(), at));
        PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)
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
        let dict = PyDict::new(py);
        for (name, value) in self.meta.iter() {
            dict.set_item(name, json(py, value.as_str())?)?;
        }
        Ok(dict)
    }

    fn __len__(&self) -> usize {
        self.rows.len()
    }

    fn __getitem__(&self, py: Python<'_>, at: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        if at.is_instance_of::<pyo3::types::PySlice>() {
            return Ok(self.items(py)?.as_any().get_item(at)?.unbind());
        }
        let at: isize = at.extract().map_err(|_| PyTypeError::new_err("expected an int or a slice"))?;
        let length = self.rows.len();
        let index = if at < 0 { length.checked_add_signed(at) } else { usize::try_from(at).ok() };
        match index.filter(|index| *index < length) {
            Some(index) => new_object(py, self.rows.clone(), index),
            None => Err(PyIndexError::new_err("page index out of range")),
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.items(py)?.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        let part = |number: Option<u64>| number.map_or("?".to_owned(), |number| number.to_string());
        let (current, last) = (part(self.info.current_page), part(self.info.last_page));
        format!("Page({} items, page {current} of {last})", self.rows.len())
    }

    #[classmethod]
    #[pyo3(signature = (item, /))]
    #[expect(unused_variables, reason = "the name is Python's")]
    fn __class_getitem__(class: &Bound<'_, PyType>, item: &Bound<'_, PyAny>) -> Py<PyType> {
        class.clone().unbind()
    }
}

/// The shared state of a list.
struct Source {
    stream: tokio::sync::Mutex<PageStream<Call>>,
    /// The received page, or the end, until it is delivered: an interrupted reader leaves it to the next one.
    received: Mutex<Option<Received>>,
    total: Mutex<Option<u64>>,
    reading: AtomicBool,
}

struct Received {
    page: Option<plock::Result<Answer>>,
    /// Whether the hooks were called for it.
    hooked: bool,
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
            return Err(PyRuntimeError::new_err("this list was started before a fork: iterate again in the child"));
        };
        if source.reading.swap(true, Ordering::Acquire) {
            return Err(PyRuntimeError::new_err("this list is already being iterated, by another thread or task"));
        }
        let (reading, shared) = (ReadGuard(self.source.clone()), self.source.clone());
        let work = async move {
            let Some(source) = shared.get() else { return };
            let mut stream = source.stream.lock().await;
            if lock(&source.received).is_none() {
                let page = stream.next().await;
                *lock(&source.total) = stream.total();
                lock(&source.received).replace(Received { page, hooked: false });
            }
        };
        let context = self.context.as_ref().map(|context| context.clone_ref(py));
        calls::run(py, queue, context, work, move |py, context, ()| {
            let received = reading.0.get().and_then(|source| Some((source, lock(&source.received).take()?)));
            let Some((source, Received { page, hooked })) = received else { return finish(py, None) };
            match page {
                Some(Ok(response)) => {
                    if !hooked && let Err(error) = run_hooks(py, context, &response) {
                        // Keep the page for the next reader.
                        lock(&source.received).replace(Received { page: Some(Ok(response)), hooked: true });
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
            Some(response) => Ok(Bound::new(py, Page::new(response))?.into_any().unbind()),
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
    /// The current page, and the index of the next item.
    current: Arc<Mutex<(Rows, usize)>>,
}

#[pymethods]
impl Items {
    #[new]
    fn new(py: Python<'_>, pages: &Pages) -> Self {
        let context = pages.context.as_ref().map(|context| context.clone_ref(py));
        Self { pages: Pages { source: pages.source.clone(), context }, current: Arc::default() }
    }

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
            {
                let mut current = lock(&self.current);
                let (rows, at) = &mut *current;
                if *at < rows.len() {
                    *at += 1;
                    return new_object(py, rows.clone(), *at - 1).map(Some);
                }
            }
            let current = self.current.clone();
            let more = self.pages.advance(py, None, move |py, response| {
                let more = response.is_some();
                *lock(&current) = (response.map(|response| response.rows).unwrap_or_default(), 0);
                Ok(pyo3::types::PyBool::new(py, more).to_owned().into_any().unbind())
            })?;
            if !more.is_truthy(py)? {
                return Ok(None);
            }
        }
    }
}
