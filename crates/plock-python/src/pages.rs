//! Lists: pages, and items out of pages that are fetched ahead.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plock::PageStream;
use plock::dynamic::{Answer, Call, PageFacts, Rows};
use pyo3::exceptions::{PyIndexError, PyRuntimeError, PyTypeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyType};

use crate::caller::{Caller, locked};
use crate::calls;
use crate::errors::{raised, unstopped};
use crate::object::{make, show};
use crate::port::Port;
use crate::process::Local;
use crate::values::json;

/// One page of a list: a sequence of its items.
#[pyclass(frozen, module = "plock", sequence)]
pub(crate) struct Page {
    rows: Rows,
    facts: PageFacts,
    others: plock::Extra,
}

impl Page {
    pub(crate) fn new(answer: Answer) -> Self {
        Self { rows: answer.rows, facts: answer.page, others: answer.meta }
    }
}

#[pymethods]
impl Page {
    /// The objects in it.
    #[getter]
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let items = (0..self.rows.len()).map(|at| make(py, self.rows.clone(), at));
        PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)
    }

    /// Its number, from 1.
    #[getter]
    fn current_page(&self) -> Option<u64> {
        self.facts.current_page
    }

    /// The number of the last page.
    #[getter]
    fn last_page(&self) -> Option<u64> {
        self.facts.last_page
    }

    /// How many items a page holds at most.
    #[getter]
    fn per_page(&self) -> Option<u64> {
        self.facts.per_page
    }

    /// How many items all pages hold.
    #[getter]
    fn total(&self) -> Option<u64> {
        self.facts.total
    }

    /// Link to the next page, as the API wrote it.
    #[getter]
    fn next(&self) -> Option<&str> {
        self.facts.next.as_deref()
    }

    /// The other members of the answer (`meta`, `links`, `jsonapi`), as they came.
    #[getter]
    fn meta<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, value) in self.others.iter() {
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
        let place = if at < 0 { length.checked_add_signed(at) } else { usize::try_from(at).ok() };
        match place.filter(|place| *place < length) {
            Some(place) => make(py, self.rows.clone(), place),
            None => Err(PyIndexError::new_err("page index out of range")),
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.items(py)?.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        let part = |number: Option<u64>| number.map_or("?".to_owned(), |number| number.to_string());
        let (current, last) = (part(self.facts.current_page), part(self.facts.last_page));
        format!("Page({} items, page {current} of {last})", self.rows.len())
    }

    #[classmethod]
    #[pyo3(signature = (item, /))]
    #[expect(unused_variables, reason = "the name is Python's")]
    fn __class_getitem__(class: &Bound<'_, PyType>, item: &Bound<'_, PyAny>) -> Py<PyType> {
        class.clone().unbind()
    }
}

/// What has come of a list.
struct Source {
    stream: tokio::sync::Mutex<PageStream<Call>>,
    /// The page that came, or the end, until it is handed out: a reader that is interrupted leaves it to the next one.
    came: Mutex<Option<Came>>,
    total: Mutex<Option<u64>>,
    reading: AtomicBool,
}

struct Came {
    page: Option<plock::Result<Answer>>,
    /// Whether the hook has seen it.
    shown: bool,
}

/// The one reader of a list.
struct Reading(Arc<Local<Source>>);

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(source) = self.0.get() {
            source.reading.store(false, Ordering::Release);
        }
    }
}

/// Pages in order, fetched ahead within a window.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Pages {
    source: Arc<Local<Source>>,
    caller: Option<Py<Caller>>,
}

impl Pages {
    pub(crate) fn new(stream: PageStream<Call>, caller: Option<Py<Caller>>) -> Self {
        let stream = tokio::sync::Mutex::new(stream);
        let source =
            Source { stream, came: Mutex::default(), total: Mutex::default(), reading: AtomicBool::new(false) };
        Self { source: Arc::new(Local::new(source)), caller }
    }

    /// The next page, handed to `finish`; `None` behind the last one.
    fn advance(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        finish: impl FnOnce(Python<'_>, Option<Answer>) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>> {
        let Some(source) = self.source.get() else {
            return Err(PyRuntimeError::new_err("this list was begun before a fork: begin it again in the child"));
        };
        if source.reading.swap(true, Ordering::Acquire) {
            return Err(PyRuntimeError::new_err("this list is already being iterated, by another thread or task"));
        }
        let (reading, known) = (Reading(self.source.clone()), self.source.clone());
        let work = async move {
            let Some(source) = known.get() else { return };
            let mut stream = source.stream.lock().await;
            if locked(&source.came).is_none() {
                let page = stream.next().await;
                *locked(&source.total) = stream.total();
                locked(&source.came).replace(Came { page, shown: false });
            }
        };
        let caller = self.caller.as_ref().map(|caller| caller.clone_ref(py));
        calls::run(py, port, caller, work, move |py, caller, ()| {
            let came = reading.0.get().and_then(|source| Some((source, locked(&source.came).take()?)));
            let Some((source, Came { page, shown })) = came else { return finish(py, None) };
            match page {
                Some(Ok(answer)) => {
                    if !shown && let Err(error) = show(py, caller, &answer) {
                        // It is not lost: the next reader gets it.
                        locked(&source.came).replace(Came { page: Some(Ok(answer)), shown: true });
                        return Err(unstopped(py, error));
                    }
                    finish(py, Some(answer))
                }
                Some(Err(error)) => Err(raised(py, caller, &error)),
                None => finish(py, None),
            }
        })
    }
}

#[pymethods]
impl Pages {
    /// The next page, or None.
    #[pyo3(signature = (port = None))]
    fn next(&self, py: Python<'_>, port: Option<&Bound<'_, Port>>) -> PyResult<Py<PyAny>> {
        self.advance(py, port, |py, answer| match answer {
            Some(answer) => Ok(Bound::new(py, Page::new(answer))?.into_any().unbind()),
            None => Ok(py.None()),
        })
    }

    /// How many items all pages hold, once a page has told it.
    #[getter]
    fn total(&self) -> Option<u64> {
        self.source.get().and_then(|source| *locked(&source.total))
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let page = self.next(py, None)?;
        Ok(if page.is_none(py) { None } else { Some(page) })
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.caller)
    }
}

/// Items in order.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Items {
    pages: Pages,
    /// The page that is being read, and how far.
    current: Arc<Mutex<(Rows, usize)>>,
}

#[pymethods]
impl Items {
    #[new]
    fn new(py: Python<'_>, pages: &Pages) -> Self {
        let caller = pages.caller.as_ref().map(|caller| caller.clone_ref(py));
        Self { pages: Pages { source: pages.source.clone(), caller }, current: Arc::default() }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.pages.caller)
    }

    /// How many items all pages hold, once a page has told it.
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
                let mut current = locked(&self.current);
                let (rows, at) = &mut *current;
                if *at < rows.len() {
                    *at += 1;
                    return make(py, rows.clone(), *at - 1).map(Some);
                }
            }
            let current = self.current.clone();
            let more = self.pages.advance(py, None, move |py, answer| {
                let more = answer.is_some();
                *locked(&current) = (answer.map(|answer| answer.rows).unwrap_or_default(), 0);
                Ok(pyo3::types::PyBool::new(py, more).to_owned().into_any().unbind())
            })?;
            if !more.is_truthy(py)? {
                return Ok(None);
            }
        }
    }
}
