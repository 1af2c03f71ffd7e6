//! The native client: its settings, and the connections of this process.

use std::sync::{Arc, Mutex};

use plock::dynamic::host::CallOptions;
use plock::dynamic::{Call, Names};
use plock::meta::{Kind, OPERATIONS, Operation, Type};
use plock::{ClientBuilder, Request};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyInt};
use tokio::sync::Notify;

use crate::arrow::{ArrowPages, ArrowSchema};
use crate::context::{CallContext, CallRegistry, Hooks, hooked, lock};
use crate::errors::{to_exception, with_outcomes};
use crate::json::{self, FieldError};
use crate::many::{self, Many};
use crate::object::new_object;
use crate::outbox::Outbox;
use crate::page::Page;
use crate::pages::{Items, Pages};
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;
use crate::settings::{self, builder};
use crate::{calls, runtime};

/// The connected client of one process, and its running calls.
#[derive(Clone)]
pub(crate) struct Connected {
    pub client: plock::Client,
    pub calls: Arc<CallRegistry>,
}

struct Shared {
    builder: ClientBuilder,
    provider: bool,
    /// Created on demand: at construction, after a fork and after `close`. No Python code runs while this is locked.
    connected: Mutex<Option<ProcessLocal<Connected>>>,
}

impl Shared {
    fn connected(&self) -> plock::Result<Connected> {
        let mut current = lock(&self.connected);
        if let Some(connected) = current.as_ref().and_then(ProcessLocal::get) {
            return Ok(connected.clone());
        }
        let connected = self.connect(self.builder.clone(), CallRegistry::default())?;
        *current = Some(ProcessLocal::new(connected.clone()));
        Ok(connected)
    }

    fn connect(&self, builder: ClientBuilder, calls: CallRegistry) -> plock::Result<Connected> {
        let calls = Arc::new(calls);
        let builder = builder.listener(calls.clone());
        let builder = if self.provider { runtime::provider(builder, calls.clone()) } else { builder };
        Ok(Connected { client: builder.build()?, calls })
    }
}

/// The native part of `plock.Plock` and `plock.AsyncPlock`.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Client {
    shared: Arc<Shared>,
    options: CallOptions,
    hooks: Py<Hooks>,
    /// Whether this client closes the connections.
    owner: bool,
}

/// A prepared request and its context.
type Prepared = (Request<Call>, Option<Py<CallContext>>);

pub(crate) fn operation(index: usize) -> PyResult<&'static Operation> {
    OPERATIONS.get(index).ok_or_else(|| PyIndexError::new_err("no such operation"))
}

/// Whether an argument is free-form JSON, in which floats are allowed.
pub(crate) fn is_json(operation: &Operation, name: &str) -> bool {
    let parameter = operation.parameters.iter().find(|p| p.python == name).map(|p| &p.ty);
    let field = operation.body.and_then(|body| body.fields.iter().find(|f| f.python == name)).map(|f| &f.ty);
    matches!(parameter.or(field), Some(Type::Json))
}

/// Name of an operation: `invoices.get`.
#[pyfunction]
pub(crate) fn operation_name(index: usize) -> PyResult<String> {
    let operation = operation(index)?;
    Ok(format!("{}.{}", operation.resource, operation.verb))
}

/// HTTP method and path template of an operation.
#[pyfunction]
pub(crate) fn operation_route(index: usize) -> PyResult<(&'static str, &'static str)> {
    let operation = operation(index)?;
    Ok((operation.method, operation.path))
}

/// Of a list: the names of its parameters, whether each takes two values, and whether an outbox finds its events in the list.
#[pyfunction]
pub(crate) fn list_traits(index: usize) -> PyResult<(Vec<(&'static str, bool)>, bool)> {
    let parameters = operation(index)?.parameters.iter();
    let parameters = parameters.map(|parameter| (parameter.python, matches!(parameter.ty, Type::Pair(_))));
    let found = OPERATIONS.iter().any(|operation| operation.outbox.is_some_and(|outbox| outbox.list == index));
    Ok((parameters.collect(), found))
}

fn callable(name: &str, hook: Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    match hook.is_callable() {
        true => Ok(hook.unbind()),
        false => {
            let class = hook.get_type().name()?;
            Err(PyTypeError::new_err(format!("{name}: expected a callable, got a value of the class {class}")))
        }
    }
}

/// A page number or size as text; the core validates it.
fn number(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    value.map(|value| Ok(value.str()?.to_string())).transpose()
}

impl Client {
    /// The number of pages or writes in flight; the core validates its minimum.
    fn concurrency(operation: usize, value: &Bound<'_, PyAny>) -> PyResult<usize> {
        value.extract().or_else(|error| match value.is_instance_of::<PyInt>() {
            true => {
                let message = format!("expected at least 1, got {value}");
                let error = plock::dynamic::invalid(self::operation(operation)?, "concurrency", &message);
                Err(to_exception(value.py(), None, &error))
            }
            false => Err(error),
        })
    }

    /// The request with the page to start at.
    fn paged(
        request: Request<Call>,
        operation: usize,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
        concurrency: Option<&Bound<'_, PyAny>>,
        consistent: &Bound<'_, PyAny>,
    ) -> PyResult<Request<Call>> {
        let request = request.paging(number(page)?, number(page_size)?).consistent(consistent.is_truthy()?);
        Ok(match concurrency {
            Some(concurrency) => request.concurrency(Self::concurrency(operation, concurrency)?),
            None => request,
        })
    }

    pub(crate) fn connected(&self, py: Python<'_>) -> PyResult<Connected> {
        self.shared.connected().map_err(|error| to_exception(py, None, &error))
    }

    /// A client with the same settings and its own connections, for calls that nobody waits for, and their context.
    pub(crate) fn background(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        wake: Arc<Notify>,
    ) -> PyResult<(Connected, Py<CallContext>)> {
        let builder = self.options.configure(self.shared.builder.clone());
        let connected = self.shared.connect(builder, CallRegistry::background());
        let connected = connected.map_err(|error| to_exception(py, None, &error))?;
        let context = CallContext::background(py, &self.hooks, &connected.calls, queue, wake)?;
        Ok((connected, context))
    }

    /// `None` if the call has no hooks and logging is off.
    pub(crate) fn context(
        &self,
        py: Python<'_>,
        connected: &Connected,
        queue: Option<&Bound<'_, CompletionQueue>>,
    ) -> PyResult<Option<Py<CallContext>>> {
        CallContext::new(py, &self.hooks, &connected.calls, queue, None)
    }

    /// Prepares a request from arguments by name, in a mapping or an object of the API.
    ///
    /// The outer error is a Python exception, the inner one an invalid argument.
    pub(crate) fn prepare(
        &self,
        connected: &Connected,
        index: usize,
        args: &Bound<'_, PyAny>,
    ) -> PyResult<plock::Result<Request<Call>>> {
        let operation = operation(index)?;
        let mut text = String::with_capacity(128);
        if let Err(FieldError { field, error }) = json::object(args, &mut text, |name| is_json(operation, name)) {
            return Ok(Err(plock::dynamic::invalid(operation, field.as_deref().unwrap_or("event"), &error.message()?)));
        }
        let request = plock::dynamic::call(&connected.client, operation, &text, Names::Snake);
        Ok(request.map(|request| self.options.apply(request)))
    }

    fn request(
        &self,
        queue: Option<&Bound<'_, CompletionQueue>>,
        index: usize,
        args: &Bound<'_, PyDict>,
    ) -> PyResult<Prepared> {
        let py = args.py();
        let connected = self.connected(py)?;
        let request = self.prepare(&connected, index, args)?.map_err(|error| to_exception(py, None, &error))?;
        let context = self.context(py, &connected, queue)?;
        Ok((with_tag(request, context.as_ref()), context))
    }
}

pub(crate) fn with_tag(request: Request<Call>, context: Option<&Py<CallContext>>) -> Request<Call> {
    match context.and_then(|context| context.get().tag) {
        Some(tag) => request.tag(tag),
        None => request,
    }
}

#[pymethods]
impl Client {
    #[new]
    fn new(settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = settings.py();
        let hook = |name| {
            let hook = settings.get_item(name)?.filter(|hook| !hook.is_none());
            hook.map(|hook| callable(name, hook)).transpose()
        };
        let hooks = Hooks::new(hook("on_response")?, hook("token_provider")?);
        let provider = hooks.token_provider(py).is_some();
        let shared = Arc::new(Shared { builder: builder(settings)?, provider, connected: Mutex::default() });
        shared.connected().map_err(|error| to_exception(py, None, &error))?;
        Ok(Self { shared, options: CallOptions::default(), hooks: Py::new(py, hooks)?, owner: true })
    }

    /// A client with the same connections and other call options.
    fn with_options(&self, settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = settings.py();
        let mut options = self.options.clone();
        for (name, value) in settings {
            let name: String = name.extract()?;
            if !settings::set(&mut options, &name, &value)? {
                return Err(PyTypeError::new_err(format!("unexpected setting {name:?}")));
            }
        }
        let hooks = match settings.get_item("on_response")? {
            Some(hook) => {
                let hook = (!hook.is_none()).then(|| callable("on_response", hook)).transpose()?;
                Py::new(py, Hooks::new(hook, self.hooks.get().token_provider(py)))?
            }
            None => self.hooks.clone_ref(py),
        };
        Ok(Self { shared: self.shared.clone(), options, hooks, owner: false })
    }

    /// Closes the connections, if this client opened them. Those of running calls stay open until the calls end.
    fn close(&self) {
        if !self.owner {
            return;
        }
        let connected = lock(&self.shared.connected).take();
        drop(connected);
    }

    #[getter]
    fn on_response(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.hooks.get().on_response(py)
    }

    #[getter]
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.connected(py)?.client.base_url().to_owned())
    }

    /// Calls an operation and returns its object.
    fn call(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
    ) -> PyResult<Py<PyAny>> {
        let write = !matches!(self::operation(operation)?.kind, Kind::List | Kind::Get);
        let (request, context) = self.request(queue, operation, args)?;
        calls::run(py, queue, context, async move { request.await }, move |py, context, response| {
            let response = response.map_err(|error| to_exception(py, context, &error))?;
            let hooked = hooked(py, context);
            let result = if response.rows.is_empty() { py.None() } else { new_object(py, response.rows, 0)? };
            match hooked {
                Err(error) if write => Err(with_outcomes(py, error, || many::recorded_outcomes(py, result))),
                hooked => hooked.map(|()| result),
            }
        })
    }

    /// Fetches one page of a list.
    #[pyo3(signature = (queue, operation, args, page, page_size))]
    fn page(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let (request, context) = self.request(queue, operation, args)?;
        let request = request.paging(number(page)?, number(page_size)?);
        calls::run(py, queue, context, async move { request.await }, move |py, context, response| {
            let response = response.map_err(|error| to_exception(py, context, &error))?;
            hooked(py, context)?;
            Ok(Bound::new(py, Page::received(response))?.into_any().unbind())
        })
    }

    /// All pages of a list. Sends nothing before the first `next`.
    #[pyo3(signature = (queue, operation, args, page, page_size, concurrency, consistent))]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a list")]
    fn pages(
        &self,
        queue: Option<&Bound<'_, CompletionQueue>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
        concurrency: Option<&Bound<'_, PyAny>>,
        consistent: &Bound<'_, PyAny>,
    ) -> PyResult<Pages> {
        let (request, context) = self.request(queue, operation, args)?;
        let request = Self::paged(request, operation, page, page_size, concurrency, consistent)?;
        Ok(Pages::new(request.pages(), context))
    }

    /// The schema of a list as a table.
    #[staticmethod]
    fn arrow_schema(
        operation: usize,
        columns: &Bound<'_, PyAny>,
        decimals: &Bound<'_, PyAny>,
        names: &Bound<'_, PyAny>,
    ) -> PyResult<ArrowSchema> {
        ArrowSchema::new(self::operation(operation)?.result, columns, decimals, names)
    }

    /// All pages of a list as a capsule with an Arrow stream. Sends nothing before it is read.
    #[pyo3(signature = (operation, args, page, page_size, concurrency, consistent, schema))]
    #[allow(clippy::too_many_arguments, reason = "the arguments of `pages`")]
    fn arrow_stream<'py>(
        &self,
        py: Python<'py>,
        operation: usize,
        args: &Bound<'_, PyDict>,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
        concurrency: Option<&Bound<'_, PyAny>>,
        consistent: &Bound<'_, PyAny>,
        schema: &ArrowSchema,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let connected = self.connected(py)?;
        let wake = Arc::default();
        let context = CallContext::new(py, &self.hooks, &connected.calls, None, Some(Arc::clone(&wake)))?;
        let request = self.prepare(&connected, operation, args)?.map_err(|error| to_exception(py, None, &error))?;
        let request =
            Self::paged(with_tag(request, context.as_ref()), operation, page, page_size, concurrency, consistent)?;
        let handler = context.map(|context| (context, connected.calls, wake));
        schema.stream(py, ArrowPages::new(request.pages().first_alone(), handler)?)
    }

    /// As `pages`, for the items of a blocking list.
    #[pyo3(signature = (operation, args, page, page_size, concurrency, consistent))]
    fn items(
        &self,
        operation: usize,
        args: &Bound<'_, PyDict>,
        page: Option<&Bound<'_, PyAny>>,
        page_size: Option<&Bound<'_, PyAny>>,
        concurrency: Option<&Bound<'_, PyAny>>,
        consistent: &Bound<'_, PyAny>,
    ) -> PyResult<Items> {
        Ok(Items::new(self.pages(None, operation, args, page, page_size, concurrency, consistent)?))
    }

    /// A job that calls an operation many times, at most `concurrency` at the same time.
    fn many(
        slf: &Bound<'_, Self>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        operation: usize,
        concurrency: &Bound<'_, PyAny>,
    ) -> PyResult<Many> {
        Many::new(slf, queue, operation, Self::concurrency(operation, concurrency)?)
    }

    /// An outbox that is not open yet. Settings: those of [`Outbox::new`].
    fn outbox(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        settings: &Bound<'_, PyDict>,
    ) -> PyResult<Outbox> {
        let wake = Arc::default();
        let sender = self.background(py, queue, Arc::clone(&wake))?;
        Outbox::new(settings, Some((sender, wake)))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.hooks)
    }
}
