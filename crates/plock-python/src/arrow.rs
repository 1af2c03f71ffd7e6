//! Lists and pages as Arrow tables, over the C data interface: no library of Arrow is needed.

use std::future::Future;
use std::ops::Range;
use std::str::FromStr;
use std::sync::{Arc, Mutex, mpsc};

use plock::PageStream;
use plock::dynamic::{Answer, Call, Rows};
use plock::meta::Object;
use plock_arrow::arrow_array::RecordBatchIterator;
use plock_arrow::{Builder, Columns, Decimals, Names, Options, Reader, RecordBatch, RecordBatchReader, Schema, ffi};
use pyo3::exceptions::{PyKeyboardInterrupt, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyCapsule, PyInt, PyString};
use tokio::runtime::Runtime;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::context::{CallContext, CallRegistry, handle_events, lock};
use crate::errors;
use crate::interpreter::attached;
use crate::page::Page;
use crate::process::ProcessLocal;
use crate::runtime;

/// Number of rows of a batch of a table. A batch of a stream is a page.
const BATCH: usize = 64 * 1024;

/// The columns of a list as a table.
#[pyclass(frozen, module = "plock")]
pub(crate) struct ArrowSchema {
    schema: Schema,
}

impl ArrowSchema {
    pub(crate) fn new<'py>(
        object: Option<&'static Object>,
        columns: impl Into<Option<&'py Bound<'py, PyAny>>>,
        decimals: impl Into<Option<&'py Bound<'py, PyAny>>>,
        names: impl Into<Option<&'py Bound<'py, PyAny>>>,
    ) -> PyResult<Self> {
        let object = object.ok_or_else(|| PyTypeError::new_err("this operation returns no objects"))?;
        let options = Options {
            columns: columns.into().map_or(Ok(Columns::Default), self::columns)?,
            decimals: decimals.into().map_or(Ok(Decimals::default()), |given| option("decimals", given))?,
            names: names.into().map_or(Ok(Names::Snake), |given| option("names", given))?,
        };
        let schema = Schema::new(object, &options);
        Ok(Self { schema: schema.map_err(|error| Python::attach(|py| errors::table(py, &error)))? })
    }

    pub(crate) fn stream<'py>(&self, py: Python<'py>, pages: ArrowPages) -> PyResult<Bound<'py, PyCapsule>> {
        capsule(py, Reader::new(&self.schema, pages))
    }
}

/// A capsule that releases the stream unless a consumer has taken it.
fn capsule(py: Python<'_>, reader: impl RecordBatchReader + Send + 'static) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, ffi::stream(reader), c"arrow_array_stream")
}

#[pymethods]
impl ArrowSchema {
    /// Names of the columns.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.schema.arrow().fields().iter().map(|field| field.name().as_str()).collect()
    }

    pub(crate) fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = ffi::schema(&self.schema).map_err(|error| errors::table(py, &error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __repr__(&self) -> String {
        let fields = self.schema.arrow().fields().iter();
        let lines = fields.map(|field| {
            let end = if field.is_nullable() { "" } else { " not null" };
            format!("\n  {}: {}{end}", field.name(), field.data_type())
        });
        format!("<ArrowSchema of {}:{}>", self.schema.object().name, lines.collect::<String>())
    }
}

/// Rows as a table in memory.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct ArrowTable {
    schema: Schema,
    content: Mutex<(Builder, Vec<RecordBatch>)>,
}

impl ArrowTable {
    pub(crate) fn append_rows(&self, py: Python<'_>, rows: &Rows, range: Range<usize>) -> PyResult<()> {
        let appended = py.detach(|| {
            let (builder, batches) = &mut *lock(&self.content);
            builder.append_slice(rows, range)?;
            if builder.len() >= BATCH {
                batches.push(builder.finish()?);
            }
            Ok(())
        });
        appended.map_err(|error| errors::table(py, &error))
    }
}

#[pymethods]
impl ArrowTable {
    #[new]
    pub(crate) fn new(schema: &ArrowSchema) -> Self {
        let schema = schema.schema.clone();
        Self { content: Mutex::new((Builder::new(&schema), Vec::new())), schema }
    }

    /// Appends the items of a page.
    fn append(&self, page: &Bound<'_, Page>) -> PyResult<()> {
        page.get().append_to(page.py(), self)
    }

    #[pyo3(signature = (requested_schema = None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = {
            let (builder, batches) = &mut *lock(&self.content);
            if !builder.is_empty() || batches.is_empty() {
                batches.push(builder.finish().map_err(|error| errors::table(py, &error))?);
            }
            batches.clone()
        };
        capsule(py, RecordBatchIterator::new(batches.into_iter().map(Ok), self.schema.arrow().clone()))
    }
}

/// The pages of a list. Waits for each on the thread of the consumer, which may hold the GIL, or know nothing of Python.
pub(crate) struct ArrowPages {
    source: ProcessLocal<Arc<tokio::sync::Mutex<PageStream<Call>>>>,
    runtime: &'static Runtime,
    handler: Option<Handler>,
}

/// The context of a stream, and the task that handles its events.
struct Handler {
    context: Py<CallContext>,
    task: ProcessLocal<JoinHandle<()>>,
}

impl ArrowPages {
    pub(crate) fn new(
        stream: PageStream<Call>,
        handler: Option<(Py<CallContext>, Arc<CallRegistry>, Arc<Notify>)>,
    ) -> PyResult<Self> {
        let runtime = runtime::runtime()?;
        let handler = handler.map(|(context, calls, wake)| {
            let tag = context.get().tag.unwrap_or_default();
            Handler { context, task: ProcessLocal::new(runtime.spawn(handle_events(calls, tag, wake))) }
        });
        Ok(Self { source: ProcessLocal::new(Arc::new(tokio::sync::Mutex::new(stream))), runtime, handler })
    }

    /// Waits for work of the runtime.
    fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Result<T, String> {
        const LOST: &str = "internal error in plock; please report it";
        // SAFETY: may be called on any thread at any time.
        let is_python = !unsafe { pyo3::ffi::PyGILState_GetThisThreadState() }.is_null();
        if !is_python {
            return self.block(work).ok_or_else(|| LOST.to_owned());
        }
        // This thread may hold the GIL, which a token provider needs; and Ctrl-C ends the wait.
        let mut work = Some(work);
        let waited = attached(|py| {
            work.take().map(|work| {
                runtime::wait(py, None, work).map_err(|error| {
                    let text = error.to_string();
                    interrupt(py, error);
                    text
                })
            })
        });
        match (waited.flatten(), work) {
            (Some(waited), _) => waited,
            // The interpreter is finalizing.
            (None, Some(work)) => self.block(work).ok_or_else(|| LOST.to_owned()),
            (None, None) => Err(LOST.to_owned()),
        }
    }

    /// Waits without Python. `None` if the work panicked.
    fn block<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let (done, result) = mpsc::sync_channel(1);
        self.runtime.spawn(async move { done.send(work.await) });
        result.recv().ok()
    }
}

/// Raises an exception of a signal handler again, once the consumer has returned.
fn interrupt(py: Python<'_>, error: PyErr) {
    match error.is_instance_of::<PyKeyboardInterrupt>(py) {
        // SAFETY: the thread is attached.
        true => unsafe { pyo3::ffi::PyErr_SetInterrupt() },
        false => error.write_unraisable(py, None),
    }
}

impl Iterator for ArrowPages {
    type Item = Result<Rows, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(stream) = self.source.get().cloned() else {
            return Some(Err("this list was started before a fork: read it again in the child".to_owned()));
        };
        let page: Result<Option<plock::Result<Answer>>, _> = self.wait(async move { stream.lock().await.next().await });
        match page {
            Ok(page) => page.map(|page| page.map(|response| response.rows).map_err(|error| error.to_string())),
            Err(error) => Some(Err(error)),
        }
    }
}

impl Drop for ArrowPages {
    fn drop(&mut self) {
        // Not on this thread, which may not be one of Python, or hold a lock that a hook needs.
        let Some(Handler { context, task }) = self.handler.take() else { return };
        if let Some(task) = task.get() {
            task.abort();
            self.runtime.spawn_blocking(move || {
                attached(|py| {
                    if let Err(error) = context.get().handle_events(py, true) {
                        error.write_unraisable(py, None);
                    }
                    drop(context);
                })
            });
        }
    }
}

/// One of the columns, or their names.
fn columns(columns: &Bound<'_, PyAny>) -> PyResult<Columns> {
    if columns.is_instance_of::<PyString>() {
        return option("columns", columns);
    }
    let names = columns.try_iter().and_then(|names| names.map(|name| name?.extract()).collect());
    names.map(Columns::Named).or_else(|_| option("columns", columns))
}

/// An option by its text; a value of another type is shown in the error.
fn option<T: FromStr<Err = plock_arrow::Error>>(name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    let given = match value.is_instance_of::<PyBool>()
        || !(value.is_instance_of::<PyString>() || value.is_instance_of::<PyInt>())
    {
        true => value.repr()?,
        false => value.str()?,
    };
    let text: String = given.to_string().chars().take(60).collect();
    text.parse().map_err(|error: plock_arrow::Error| errors::invalid(value.py(), name, &error.to_string()))
}
