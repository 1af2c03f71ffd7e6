//! A client as Python holds it: its settings, and what is connected in this process.

use std::sync::{Arc, Mutex};

use plock::dynamic::{Call, Names};
use plock::meta::{Kind, OPERATIONS, Operation, Type};
use plock::{ClientBuilder, Request};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::caller::{Caller, Calls, Hooks, locked};
use crate::errors::{raised, with_outcomes};
use crate::json::{self, Unwritable};
use crate::many::{self, Many};
use crate::object::{make, show};
use crate::pages::{Page, Pages};
use crate::port::Port;
use crate::process::Local;
use crate::settings::{CallOptions, builder};
use crate::{calls, runtime};

/// What is connected in one process, and its calls.
#[derive(Clone)]
pub(crate) struct Connected {
    pub client: plock::Client,
    calls: Arc<Calls>,
}

struct Shared {
    builder: ClientBuilder,
    /// Whether there is a token provider.
    provider: bool,
    /// Made when it is needed: at first, after a fork, and after `close`. No code of Python's runs while this is locked.
    connected: Mutex<Option<Local<Connected>>>,
}

impl Shared {
    fn connected(&self) -> plock::Result<Connected> {
        let mut known = locked(&self.connected);
        if let Some(connected) = known.as_ref().and_then(Local::get) {
            return Ok(connected.clone());
        }
        let calls = Arc::new(Calls::default());
        let builder = self.builder.clone().listener(calls.clone());
        let builder = if self.provider { runtime::provider(builder, calls.clone()) } else { builder };
        let connected = Connected { client: builder.build()?, calls };
        *known = Some(Local::new(connected.clone()));
        Ok(connected)
    }
}

/// The native half of `plock.Plock` and `plock.AsyncPlock`.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Client {
    shared: Arc<Shared>,
    options: CallOptions,
    hooks: Py<Hooks>,
}

/// A call that can be sent, and whose it is.
type Prepared = (Request<Call>, Option<Py<Caller>>);

pub(crate) fn operation(index: usize) -> PyResult<&'static Operation> {
    OPERATIONS.get(index).ok_or_else(|| PyIndexError::new_err("no such operation"))
}

/// Whether an argument is JSON of the caller's own, in which floats may be.
fn is_json(operation: &Operation, name: &str) -> bool {
    let parameter = operation.parameters.iter().find(|p| p.python == name).map(|p| &p.ty);
    let field = operation.body.and_then(|body| body.fields.iter().find(|f| f.python == name)).map(|f| &f.ty);
    matches!(parameter.or(field), Some(Type::Json))
}

/// The text of a page number or size; a check says later what is wrong with it.
fn number(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    value.map(|value| Ok(value.str()?.to_string())).transpose()
}

impl Client {
    pub(crate) fn connected(&self, py: Python<'_>) -> PyResult<Connected> {
        self.shared.connected().map_err(|error| raised(py, None, &error))
    }

    /// `None` where nothing of the user's is to be called.
    pub(crate) fn caller(
        &self,
        py: Python<'_>,
        connected: &Connected,
        port: Option<&Bound<'_, Port>>,
    ) -> PyResult<Option<Py<Caller>>> {
        Caller::new(py, &self.hooks, &connected.calls, port)
    }

    /// A call with its arguments by name, in a mapping or an object. The outer error is one of Python, the inner one of an argument.
    pub(crate) fn put_together(
        &self,
        connected: &Connected,
        index: usize,
        args: &Bound<'_, PyAny>,
    ) -> PyResult<plock::Result<Request<Call>>> {
        let operation = operation(index)?;
        let mut text = String::with_capacity(128);
        if let Err(Unwritable { name, why }) = json::object(args, &mut text, |name| is_json(operation, name)) {
            return Ok(Err(plock::dynamic::invalid(operation, name.as_deref().unwrap_or("event"), &why.text()?)));
        }
        let request = plock::dynamic::call(&connected.client, operation, &text, Names::Snake);
        Ok(request.map(|request| self.options.apply(request)))
    }

    fn request(&self, port: Option<&Bound<'_, Port>>, index: usize, args: &Bound<'_, PyDict>) -> PyResult<Prepared> {
        let py = args.py();
        let connected = self.connected(py)?;
        let request = self.put_together(&connected, index, args)?.map_err(|error| raised(py, None, &error))?;
        let caller = self.caller(py, &connected, port)?;
        Ok((tagged(request, caller.as_ref()), caller))
    }
}

pub(crate) fn tagged(request: Request<Call>, caller: Option<&Py<Caller>>) -> Request<Call> {
    match caller.and_then(|caller| caller.get().tag) {
        Some(tag) => request.tag(tag),
        None => request,
    }
}

#[pymethods]
impl Client {
    #[new]
    fn new(settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = settings.py();
        let hook = |name| PyResult::Ok(settings.get_item(name)?.filter(|hook| !hook.is_none()).map(Bound::unbind));
        let hooks = Hooks::new(hook("on_response")?, hook("token_provider")?);
        let provider = hooks.token_provider(py).is_some();
        let shared = Arc::new(Shared { builder: builder(settings)?, provider, connected: Mutex::default() });
        shared.connected().map_err(|error| raised(py, None, &error))?;
        Ok(Self { shared, options: CallOptions::default(), hooks: Py::new(py, hooks)? })
    }

    /// The same connections with other settings of calls.
    fn with_options(&self, settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = settings.py();
        let mut options = self.options.clone();
        for (name, value) in settings {
            let name: String = name.extract()?;
            if !options.set(&name, &value)? {
                return Err(PyTypeError::new_err(format!("unexpected setting {name:?}")));
            }
        }
        let hooks = match settings.get_item("on_response")? {
            Some(hook) => {
                let hook = (!hook.is_none()).then(|| hook.unbind());
                Py::new(py, Hooks::new(hook, self.hooks.get().token_provider(py)))?
            }
            None => self.hooks.clone_ref(py),
        };
        Ok(Self { shared: self.shared.clone(), options, hooks })
    }

    /// Lets go of its connections. Those of calls that are under way stay until these end.
    fn close(&self) {
        let connected = locked(&self.shared.connected).take();
        drop(connected);
    }

    #[getter]
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.connected(py)?.client.base_url().to_owned())
    }

    /// One call, and the object that it answers.
    fn call(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
    ) -> PyResult<Py<PyAny>> {
        let write = !matches!(self::operation(operation)?.kind, Kind::List | Kind::Get);
        let (request, caller) = self.request(port, operation, args)?;
        calls::run(py, port, caller, async move { request.await }, move |py, caller, answer| {
            let answer = answer.map_err(|error| raised(py, caller, &error))?;
            let shown = show(py, caller, &answer);
            let result = if answer.rows.is_empty() { py.None() } else { make(py, answer.rows, 0)? };
            match shown {
                Err(error) if write => Err(with_outcomes(py, error, || many::recorded(py, result))),
                shown => shown.map(|()| result),
            }
        })
    }

    /// One page of a list.
    #[pyo3(signature = (port, operation, args, page, page_size))]
    fn page(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let (request, caller) = self.request(port, operation, args)?;
        let request = request.paging(number(page)?, number(page_size)?);
        calls::run(py, port, caller, async move { request.await }, move |py, caller, answer| {
            let answer = answer.map_err(|error| raised(py, caller, &error))?;
            show(py, caller, &answer)?;
            Ok(Bound::new(py, Page::new(answer))?.into_any().unbind())
        })
    }

    /// All pages of a list. Nothing is sent before the first one is asked for.
    #[pyo3(signature = (port, operation, args, page, page_size, concurrency))]
    fn pages(
        &self,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
        concurrency: Option<usize>,
    ) -> PyResult<Pages> {
        let (request, caller) = self.request(port, operation, args)?;
        let mut request = request.paging(number(page)?, number(page_size)?);
        if let Some(concurrency) = concurrency {
            request = request.concurrency(concurrency);
        }
        Ok(Pages::new(request.pages(), caller))
    }

    /// Many calls of an operation, at most `concurrency` at the same time.
    fn many(
        slf: &Bound<'_, Self>,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        concurrency: usize,
    ) -> PyResult<Many> {
        Many::new(slf, port, operation, concurrency)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.hooks)
    }
}
