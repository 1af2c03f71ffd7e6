//! Lists: pages, and items out of pages that are fetched ahead.

use std::sync::{Arc, Mutex, PoisonError};

use plock::PageStream;
use plock::dynamic::{Answer, Call, PageFacts, Rows};
use pyo3::exceptions::{PyIndexError, PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyType};

use crate::calls;
use crate::errors::raised;
use crate::events::Events;
use crate::object::{Response, make};
use crate::port::Port;
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

/// The stream, unless somebody is reading it or it has ended.
enum Stream {
    Ready(Box<PageStream<Call>>),
    Busy,
    Ended,
}

/// Pages in order, fetched ahead within a window.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Pages {
    stream: Arc<Mutex<Stream>>,
    total: Arc<Mutex<Option<u64>>>,
    events: Arc<Events>,
    listener: Option<Arc<Py<PyAny>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pages {
    pub(crate) fn new(stream: PageStream<Call>, events: Arc<Events>, listener: Option<Arc<Py<PyAny>>>) -> Self {
        let stream = Arc::new(Mutex::new(Stream::Ready(Box::new(stream))));
        Self { stream, total: Arc::default(), events, listener }
    }

    fn take(&self) -> PyResult<Option<Box<PageStream<Call>>>> {
        let mut stream = locked(&self.stream);
        match std::mem::replace(&mut *stream, Stream::Busy) {
            Stream::Ready(pages) => Ok(Some(pages)),
            Stream::Busy => Err(PyRuntimeError::new_err("this list is being read already, by another thread or task")),
            Stream::Ended => {
                *stream = Stream::Ended;
                Ok(None)
            }
        }
    }

    /// The next page, handed to `finish`; `None` behind the last one.
    fn advance(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        finish: impl FnOnce(Python<'_>, Option<Answer>) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>> {
        let Some(mut pages) = self.take()? else { return calls::run(py, port, async {}, |py, ()| finish(py, None)) };
        let (slot, total) = (self.stream.clone(), self.total.clone());
        let (events, listener) = (self.events.clone(), self.listener.clone());
        // Given up on the way, a list has ended.
        let ended = Ended(slot.clone());
        let work = async move {
            let next = pages.next().await;
            (next, pages, ended)
        };
        calls::run(py, port, work, move |py, (next, pages, ended)| {
            events.tell(py)?;
            *locked(&total) = pages.total();
            match next {
                Some(Ok(answer)) => {
                    *locked(&slot) = Stream::Ready(pages);
                    std::mem::forget(ended);
                    Response::show(py, listener.as_deref(), &answer)?;
                    finish(py, Some(answer))
                }
                Some(Err(error)) => Err(raised(py, &error)),
                None => finish(py, None),
            }
        })
    }
}

struct Ended(Arc<Mutex<Stream>>);

impl Drop for Ended {
    fn drop(&mut self) {
        *locked(&self.0) = Stream::Ended;
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
        *locked(&self.total)
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let page = self.next(py, None)?;
        Ok(if page.is_none(py) { None } else { Some(page) })
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
    fn new(pages: &Pages) -> Self {
        let Pages { stream, total, events, listener } = pages;
        let pages =
            Pages { stream: stream.clone(), total: total.clone(), events: events.clone(), listener: listener.clone() };
        Self { pages, current: Arc::default() }
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
