//! Lists: their pages, and items of pages that are fetched ahead.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plock::PageStream;
use plock::dynamic::{Answer, Call, Rows};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use crate::calls;
use crate::context::{CallContext, hooked, lock};
use crate::errors::{to_exception, wrap_stop_iteration};
use crate::object::new_object;
use crate::page::{PART, Page};
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;
use crate::settings::configuration;

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
