//! A client as Python holds it: its settings, and what is connected in this process.

use std::mem::ManuallyDrop;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use plock::dynamic::{Call, Names};
use plock::meta::{OPERATIONS, Operation, Type};
use plock::{ClientBuilder, Request};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::calls;
use crate::errors::raised;
use crate::events::Events;
use crate::json::{self, Misfit};
use crate::many::Many;
use crate::object::{Response, make};
use crate::pages::{Page, Pages};
use crate::port::{EventLoop, Port};

/// The connections of a process. A forked child leaves its parent's alone: it neither uses nor closes them.
struct Connected {
    process: u32,
    client: ManuallyDrop<plock::Client>,
}

impl Drop for Connected {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            // SAFETY: it is dropped here and nowhere else, and not used again.
            unsafe { ManuallyDrop::drop(&mut self.client) };
        }
    }
}

struct Shared {
    builder: ClientBuilder,
    /// Made when it is needed: at first, after a fork, and after `close`.
    connected: Mutex<Option<Connected>>,
    events: Arc<Events>,
    /// The loop of asyncio that called last: where a provider's coroutine runs.
    event_loop: EventLoop,
}

/// What is told to the calls of one client.
#[derive(Default, Clone)]
struct CallOptions {
    timeout: Option<Option<Duration>>,
    read_timeout: Option<Option<Duration>>,
    max_retries: Option<u32>,
    concurrency: Option<usize>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    on_response: Option<Arc<Py<PyAny>>>,
}

/// The native half of `plock.Plock` and `plock.AsyncPlock`.
#[pyclass(frozen, module = "plock._native")]
#[derive(Clone)]
pub(crate) struct Client {
    shared: Arc<Shared>,
    options: Arc<CallOptions>,
}

/// A setting that has to be of a kind, or else is named in the error.
fn setting<'a, 'py, T: FromPyObject<'a, 'py>>(name: &str, value: &'a Bound<'py, PyAny>, expected: &str) -> PyResult<T> {
    value.extract().map_err(|_| {
        let class = value.get_type().name().map(|name| name.to_string()).unwrap_or_default();
        PyTypeError::new_err(format!("{name}: expected {expected}, got a value of the class {class}"))
    })
}

fn configuration(py: Python<'_>, text: &str) -> PyErr {
    raised(py, &plock::dynamic::configuration(text))
}

/// Seconds; None is no limit.
fn seconds(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Duration>> {
    if value.is_none() {
        return Ok(None);
    }
    let seconds: f64 = setting(name, value, "a number of seconds or None")?;
    let time = Duration::try_from_secs_f64(seconds);
    time.map(Some).map_err(|_| configuration(value.py(), &format!("{name}: expected seconds from 0 on, got {seconds}")))
}

fn texts(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    let expected = "a dict of str to str";
    let dict: &Bound<'_, PyDict> =
        value.cast().map_err(|_| PyTypeError::new_err(format!("{name}: expected {expected}")))?;
    dict.iter().map(|(key, value)| Ok((setting(name, &key, expected)?, setting(name, &value, expected)?))).collect()
}

impl CallOptions {
    /// Takes one setting. False: it is none of a call's.
    fn set(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        match name {
            "timeout" => self.timeout = Some(seconds(name, value)?),
            "read_timeout" => self.read_timeout = Some(seconds(name, value)?),
            "max_retries" => self.max_retries = Some(setting(name, value, "an int from 0 on")?),
            "concurrency" => self.concurrency = Some(setting(name, value, "an int from 0 on")?),
            "extra_headers" => self.headers.extend(texts(name, value)?),
            "extra_query" => self.query.extend(texts(name, value)?),
            "on_response" => self.on_response = (!value.is_none()).then(|| Arc::new(value.clone().unbind())),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn apply(&self, mut request: Request<Call>) -> Request<Call> {
        if let Some(timeout) = self.timeout {
            request = request.timeout(timeout);
        }
        if let Some(timeout) = self.read_timeout {
            request = request.read_timeout(timeout);
        }
        if let Some(retries) = self.max_retries {
            request = request.max_retries(retries);
        }
        if let Some(concurrency) = self.concurrency {
            request = request.concurrency(concurrency);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in &self.query {
            request = request.query(name, value);
        }
        request
    }
}

/// The builder of a client with these settings; what is a call's too is set here for all of them.
fn builder(settings: &Bound<'_, PyDict>, event_loop: &EventLoop) -> PyResult<ClientBuilder> {
    let mut builder = plock::Client::builder().product("plock-python");
    let mut options = CallOptions::default();
    for (name, value) in settings {
        let name: String = name.extract()?;
        if options.set(&name, &value)? {
            continue;
        }
        let text = || setting::<String>(&name, &value, "a str");
        builder = match name.as_str() {
            "api_key" => builder.api_key(text()?),
            "token_provider" => crate::runtime::provider(builder, value.clone().unbind(), event_loop.clone()),
            "base_url" => builder.base_url(text()?),
            "environment" => builder.environment(text()?.parse().map_err(|error| raised(settings.py(), &error))?),
            "connect_timeout" => {
                builder.connect_timeout(seconds(&name, &value)?.unwrap_or(Duration::from_secs(86_400)))
            }
            "proxy" => builder.proxy(text()?),
            "user_agent_suffix" => builder.user_agent_suffix(text()?),
            "ca_certificates" => match value.cast::<PyBytes>() {
                Ok(pem) => builder.ca_certificate_pem(pem.as_bytes()),
                Err(_) => builder.ca_certificate_pem(setting::<String>(&name, &value, "PEM as str or bytes")?),
            },
            "clock" => builder.clock(value.cast::<TestClock>()?.get().0.clone()),
            _ => return Err(PyTypeError::new_err(format!("unexpected setting {name:?}"))),
        };
    }
    if let Some(timeout) = options.timeout {
        builder = builder.timeout(timeout);
    }
    if let Some(timeout) = options.read_timeout {
        builder = builder.read_timeout(timeout);
    }
    if let Some(retries) = options.max_retries {
        builder = builder.max_retries(retries);
    }
    if let Some(concurrency) = options.concurrency {
        builder = builder.concurrency(concurrency);
    }
    for (name, value) in &options.headers {
        builder = builder.header(name, value);
    }
    for (name, value) in &options.query {
        builder = builder.query(name, value);
    }
    Ok(builder)
}

fn operation(index: usize) -> PyResult<&'static Operation> {
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
    pub(crate) fn events(&self) -> &Arc<Events> {
        &self.shared.events
    }

    pub(crate) fn listener(&self) -> Option<&Py<PyAny>> {
        self.options.on_response.as_deref()
    }

    /// The client of this process.
    pub(crate) fn connected(&self, py: Python<'_>) -> PyResult<plock::Client> {
        let mut connected = self.shared.connected.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if let Some(known) = connected.as_ref().filter(|known| known.process == process) {
            return Ok((*known.client).clone());
        }
        let client = self.shared.builder.clone().build().map_err(|error| raised(py, &error))?;
        *connected = Some(Connected { process, client: ManuallyDrop::new(client.clone()) });
        Ok(client)
    }

    /// A call with its arguments. The outer error is one of Python, the inner one of an argument.
    pub(crate) fn put_together(
        &self,
        index: usize,
        args: &Bound<'_, PyDict>,
    ) -> PyResult<plock::Result<Request<Call>>> {
        let operation = operation(index)?;
        let mut text = String::with_capacity(128);
        text.push('{');
        for (name, value) in args {
            let Ok(name) = name.cast::<PyString>() else {
                return Err(PyTypeError::new_err("expected a dict whose keys are str"));
            };
            let name = name.to_str()?;
            if text.len() > 1 {
                text.push(',');
            }
            json::quoted(name, &mut text);
            text.push(':');
            match json::write(&value, &mut text, is_json(operation, name)) {
                Ok(()) => {}
                Err(Misfit::Python(error)) => return Err(error),
                Err(Misfit::Expected(what)) => return Ok(Err(plock::dynamic::invalid(operation, name, &what))),
            }
        }
        text.push('}');
        let client = self.connected(args.py())?;
        let request = plock::dynamic::call(&client, operation, &text, Names::Snake);
        Ok(request.map(|request| self.options.apply(request)))
    }

    /// The same, with the body's fields in an object or a mapping.
    pub(crate) fn put_together_from(
        &self,
        index: usize,
        body: &Bound<'_, PyAny>,
    ) -> PyResult<plock::Result<Request<Call>>> {
        let operation = operation(index)?;
        let mut text = String::new();
        match json::write(body, &mut text, false) {
            Ok(()) => {}
            Err(Misfit::Python(error)) => return Err(error),
            Err(Misfit::Expected(what)) => return Ok(Err(plock::dynamic::invalid(operation, "event", &what))),
        }
        let request = plock::dynamic::call(&self.connected(body.py())?, operation, &text, Names::Snake);
        Ok(request.map(|request| self.options.apply(request)))
    }

    fn request(
        &self,
        port: Option<&Bound<'_, Port>>,
        index: usize,
        args: &Bound<'_, PyDict>,
    ) -> PyResult<Request<Call>> {
        let py = args.py();
        self.shared.events.ask(py)?;
        if let Some(port) = port {
            self.shared.event_loop.remember(py, port.get());
        }
        self.put_together(index, args)?.map_err(|error| raised(py, &error))
    }
}

#[pymethods]
impl Client {
    #[new]
    fn new(settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let (events, event_loop) = (Arc::new(Events::default()), EventLoop::default());
        let builder = builder(settings, &event_loop)?.listener(events.clone());
        let client = builder.clone().build().map_err(|error| raised(settings.py(), &error))?;
        let connected = Mutex::new(Some(Connected { process: std::process::id(), client: ManuallyDrop::new(client) }));
        let mut options = CallOptions::default();
        if let Some(listener) = settings.get_item("on_response")? {
            options.set("on_response", &listener)?;
        }
        let shared = Arc::new(Shared { builder, connected, events, event_loop });
        Ok(Self { shared, options: Arc::new(options) })
    }

    /// The same connections with other settings of calls.
    fn with_options(&self, settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut options = (*self.options).clone();
        for (name, value) in settings {
            let name: String = name.extract()?;
            if !options.set(&name, &value)? {
                return Err(PyTypeError::new_err(format!("unexpected setting {name:?}")));
            }
        }
        Ok(Self { shared: self.shared.clone(), options: Arc::new(options) })
    }

    /// Lets go of its connections. Those of calls that are under way stay until these end.
    fn close(&self) {
        self.shared.connected.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    #[getter]
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.connected(py)?.base_url().to_owned())
    }

    /// One call, and the object that it answers.
    fn call(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        args: &Bound<'_, PyDict>,
    ) -> PyResult<Py<PyAny>> {
        let request = self.request(port, operation, args)?;
        let client = self.clone();
        calls::run(py, port, async move { request.await }, move |py, answer| {
            client.events().tell(py)?;
            let answer = answer.map_err(|error| raised(py, &error))?;
            Response::show(py, client.listener(), &answer)?;
            if answer.rows.is_empty() { Ok(py.None()) } else { make(py, answer.rows, 0) }
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
        let request = self.request(port, operation, args)?.paging(number(page)?, number(page_size)?);
        let client = self.clone();
        calls::run(py, port, async move { request.await }, move |py, answer| {
            client.events().tell(py)?;
            let answer = answer.map_err(|error| raised(py, &error))?;
            Response::show(py, client.listener(), &answer)?;
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
        let mut request = self.request(port, operation, args)?.paging(number(page)?, number(page_size)?);
        if let Some(concurrency) = concurrency {
            request = request.concurrency(concurrency);
        }
        Ok(Pages::new(request.pages(), self.shared.events.clone(), self.options.on_response.clone()))
    }

    /// Many calls of an operation, at most `concurrency` at the same time.
    fn many(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        concurrency: usize,
    ) -> PyResult<Many> {
        if concurrency == 0 {
            let error =
                plock::dynamic::invalid(self::operation(operation)?, "concurrency", "expected at least 1, got 0");
            return Err(raised(py, &error));
        }
        self.shared.events.ask(py)?;
        if let Some(port) = port {
            self.shared.event_loop.remember(py, port.get());
        }
        Many::new(py, self.clone(), operation, concurrency)
    }
}

#[derive(Debug, Default)]
pub(crate) struct NoWaiting(Mutex<Vec<Duration>>);

/// A clock on which waiting takes no time and is noted, for tests.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct TestClock(Arc<NoWaiting>);

#[pymethods]
impl TestClock {
    #[new]
    fn new() -> Self {
        Self(Arc::default())
    }

    /// The waits in milliseconds.
    #[getter]
    fn waits_ms(&self) -> Vec<u128> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Duration::as_millis).collect()
    }
}

impl plock::Clock for NoWaiting {
    fn sleep(&self, time: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }
}
