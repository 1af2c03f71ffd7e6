//! The context of a call: the hooks to call for it, and the `contextvars` to call them in.
//!
//! Calls run on threads of the runtime, which are not attached to Python. They write events to the call's [`EventBuffer`] and find its
//! context by its tag. No Python object is held there, so that a client that is referenced by its own hook can be garbage collected.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plock::dynamic::current_tag;
use plock::{Event, Level, Listener};
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyWeakrefMethods, PyWeakrefReference};
use tokio::sync::Notify;

use crate::interpreter;
use crate::logs::{self, EventBuffer, Message, Notifier};
use crate::object::Response;
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Visits an object behind a mutex. If the mutex is locked, the object is in use.
pub(crate) fn visit<T>(visit: &PyVisit<'_>, mutex: &Mutex<Option<Py<T>>>) -> Result<(), PyTraverseError> {
    match mutex.try_lock() {
        Ok(object) => visit.call(&*object),
        Err(_) => Ok(()),
    }
}

/// The user's callables.
#[pyclass(frozen, module = "plock._native")]
#[derive(Default)]
pub(crate) struct Hooks {
    on_response: Mutex<Option<Py<PyAny>>>,
    token_provider: Mutex<Option<Py<PyAny>>>,
}

impl Hooks {
    pub(crate) fn new(on_response: Option<Py<PyAny>>, token_provider: Option<Py<PyAny>>) -> Self {
        Self { on_response: Mutex::new(on_response), token_provider: Mutex::new(token_provider) }
    }

    pub(crate) fn on_response(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        lock(&self.on_response).as_ref().map(|hook| hook.clone_ref(py))
    }

    pub(crate) fn token_provider(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        lock(&self.token_provider).as_ref().map(|hook| hook.clone_ref(py))
    }
}

#[pymethods]
impl Hooks {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self::visit(&visit, &self.on_response)?;
        self::visit(&visit, &self.token_provider)
    }

    fn __clear__(&self) {
        let hooks = (lock(&self.on_response).take(), lock(&self.token_provider).take());
        drop(hooks);
    }
}

/// The running calls of a client in this process, by tag: those that have hooks or log.
#[derive(Default)]
pub(crate) struct CallRegistry {
    next: AtomicU64,
    entries: Mutex<HashMap<u64, Entry>>,
    /// Whether calls without a tag belong to the first context.
    background: bool,
}

/// Holds only a weak reference to the context, and uses it only on attached threads.
struct Entry {
    event_buffer: Option<Arc<EventBuffer>>,
    context: Py<PyWeakrefReference>,
}

impl CallRegistry {
    /// For calls that nobody waits for, which all have the same context.
    pub(crate) fn background() -> Self {
        Self { background: true, ..Self::default() }
    }

    /// The tag of the current call.
    pub(crate) fn tag(&self) -> Option<u64> {
        current_tag().or_else(|| self.background.then_some(0))
    }

    pub(crate) fn context<'py>(&self, py: Python<'py>, tag: u64) -> Option<Bound<'py, CallContext>> {
        let context = lock(&self.entries).get(&tag).map(|entry| entry.context.clone_ref(py))?;
        context.bind(py).upgrade()?.cast_into().ok()
    }

    fn event_buffer(&self) -> Option<Arc<EventBuffer>> {
        let tag = self.tag()?;
        lock(&self.entries).get(&tag)?.event_buffer.clone()
    }
}

impl Listener for CallRegistry {
    fn enabled(&self, level: Level) -> bool {
        self.event_buffer().is_some_and(|event_buffer| event_buffer.is_enabled(level))
    }

    fn event(&self, event: &Event) {
        // What an outbox does is logged with its reason.
        let status = matches!(event.name, "paused" | "resumed");
        if let Some(event_buffer) = self.event_buffer().filter(|_| !status) {
            event_buffer.push(Message::Event(event.clone()));
        }
    }

    fn wants_response(&self) -> bool {
        self.event_buffer().is_some_and(|event_buffer| event_buffer.responses)
    }
}

/// The context of one call, list or job.
#[pyclass(frozen, weakref, module = "plock._native")]
pub(crate) struct CallContext {
    hooks: Py<Hooks>,
    /// The `contextvars` of the call, for hooks that run outside of it.
    contextvars: Option<Py<PyAny>>,
    event_loop: Option<Py<PyWeakrefReference>>,
    /// The first exception of `on_response` or a log handler. The call raises it once it has ended.
    hook_error: Mutex<Option<Py<PyAny>>>,
    pub(crate) event_buffer: Option<Arc<EventBuffer>>,
    /// Identifies the call on the runtime's threads.
    pub(crate) tag: Option<u64>,
    calls: ProcessLocal<Arc<CallRegistry>>,
    /// Whether nobody waits for the call in Python, so that exceptions of hooks are reported by `sys.unraisablehook`.
    detached: bool,
}

/// What a context is made of.
struct Parts<'a, 'py> {
    hooks: &'a Py<Hooks>,
    calls: &'a Arc<CallRegistry>,
    queue: Option<&'a Bound<'py, CompletionQueue>>,
    needs_contextvars: bool,
    event_buffer: Option<Arc<EventBuffer>>,
    tag: u64,
    detached: bool,
}

impl Drop for CallContext {
    fn drop(&mut self) {
        if let (Some(tag), Some(calls)) = (self.tag, self.calls.get()) {
            let entry = lock(&calls.entries).remove(&tag);
            drop(entry);
        }
    }
}

impl CallContext {
    /// `None` if there are no hooks and logging is off. Without a queue, `wake` is notified of events that nobody in Python waits for.
    pub(crate) fn new(
        py: Python<'_>,
        hooks: &Py<Hooks>,
        calls: &Arc<CallRegistry>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        wake: Option<Arc<Notify>>,
    ) -> PyResult<Option<Py<Self>>> {
        let (level, responses) = (logs::level(py)?, hooks.get().on_response(py).is_some());
        let has_provider = hooks.get().token_provider(py).is_some();
        let has_events = level.is_some() || responses;
        if !has_events && !has_provider {
            return Ok(None);
        }
        let tag = calls.next.fetch_add(1, Ordering::Relaxed);
        let detached = wake.is_some();
        let needs_contextvars = has_provider || (has_events && (queue.is_some() || detached));
        let event_buffer = match has_events {
            true => {
                let notifier = queue.map(|queue| queue.get().event_notifier(calls, tag)).transpose()?;
                let notifier = notifier.map(Notifier::Loop).or(wake.map(Notifier::Task));
                Some(Arc::new(EventBuffer::new(level, responses, notifier)))
            }
            false => None,
        };
        Self::registered(py, Parts { hooks, calls, queue, needs_contextvars, event_buffer, tag, detached }).map(Some)
    }

    /// The context of calls that nobody waits for. A loop handles their events, if there is one; otherwise `wake` is notified.
    pub(crate) fn background(
        py: Python<'_>,
        hooks: &Py<Hooks>,
        calls: &Arc<CallRegistry>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        wake: Arc<Notify>,
    ) -> PyResult<Py<Self>> {
        let tag = calls.next.fetch_add(1, Ordering::Relaxed);
        let notifier = match queue {
            Some(queue) => Notifier::Loop(queue.get().event_notifier(calls, tag)?),
            None => Notifier::Task(wake),
        };
        let responses = hooks.get().on_response(py).is_some();
        let event_buffer = Some(Arc::new(EventBuffer::new(logs::level(py)?, responses, Some(notifier))));
        let parts = Parts { hooks, calls, queue, needs_contextvars: true, event_buffer, tag, detached: true };
        Self::registered(py, parts)
    }

    fn registered(py: Python<'_>, parts: Parts<'_, '_>) -> PyResult<Py<Self>> {
        let Parts { hooks, calls, queue, needs_contextvars, event_buffer, tag, detached } = parts;
        let contextvars =
            needs_contextvars.then(|| py.import("contextvars")?.call_method0("copy_context")).transpose()?;
        let context = Self {
            hooks: hooks.clone_ref(py),
            contextvars: contextvars.map(Bound::unbind),
            event_loop: queue.map(|queue| queue.get().event_loop.clone_ref(py)),
            hook_error: Mutex::default(),
            event_buffer: event_buffer.clone(),
            tag: Some(tag),
            calls: ProcessLocal::new(calls.clone()),
            detached,
        };
        let context = Bound::new(py, context)?;
        let entry = Entry { event_buffer, context: PyWeakrefReference::new(&context)?.unbind() };
        lock(&calls.entries).insert(tag, entry);
        Ok(context.unbind())
    }

    /// Logs the buffered events and calls `on_response`. `within`: in the `contextvars` of the call instead of the current ones.
    ///
    /// An `Exception` of a hook is kept and the call continues. Others, such as `KeyboardInterrupt`, are returned at once.
    pub(crate) fn handle_events(&self, py: Python<'_>, within: bool) -> PyResult<()> {
        let Some(event_buffer) = &self.event_buffer else { return Ok(()) };
        let run = if within { self.run(py)? } else { None };
        for (message, time) in event_buffer.take() {
            let logged = match event_buffer.is_logged(message.level()) {
                true => logs::write(py, &message, time, run.as_ref()),
                false => Ok(()),
            };
            let Message::Event(event) = message else {
                if let Err(error) = logged {
                    self.keep_hook_error(py, error);
                }
                continue;
            };
            let hook = self.hooks.get().on_response(py).filter(|_| event.name == "answered");
            let hooked = match hook {
                Some(hook) => interpreter::call_in(run.as_ref(), hook.bind(py), (Response::of(py, event, time)?,)),
                None => Ok(()),
            };
            for error in [logged, hooked].into_iter().filter_map(Result::err) {
                if !error.is_instance_of::<PyException>(py) {
                    return Err(error);
                }
                self.keep_hook_error(py, error);
            }
        }
        Ok(())
    }

    /// Keeps an exception that the call raises once it has ended. Without a caller, it is reported by `sys.unraisablehook`.
    pub(crate) fn keep_hook_error(&self, py: Python<'_>, error: PyErr) {
        if self.detached {
            return error
                .write_unraisable(py, self.hooks.get().on_response(py).map(|hook| hook.into_bound(py)).as_ref());
        }
        lock(&self.hook_error).get_or_insert_with(|| error.into_value(py).into_any());
    }

    /// Takes the exception of a hook.
    pub(crate) fn take_hook_error(&self, py: Python<'_>) -> Option<PyErr> {
        let hook_error = lock(&self.hook_error).take();
        hook_error.map(|error| PyErr::from_value(error.into_bound(py)))
    }

    /// The method `run` of a copy of the `contextvars`: the requests of a job have the same ones, and a context cannot be entered twice.
    fn run<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let contextvars = self.contextvars.as_ref();
        contextvars.map(|contextvars| contextvars.bind(py).call_method0("copy")?.getattr("run")).transpose()
    }

    /// Calls the token provider. Runs on a thread that may block.
    pub(crate) fn token(&self, py: Python<'_>) -> PyResult<String> {
        let provider = self.hooks.get().token_provider(py);
        let event_loop = self.event_loop.as_ref().and_then(|event_loop| event_loop.bind(py).upgrade());
        let call = py.import("plock._async")?.getattr("token")?;
        match self.run(py)? {
            Some(run) => {
                let arguments = (call, provider, event_loop).into_pyobject(py)?;
                interpreter::call(&run, &arguments)?.extract()
            }
            None => interpreter::call(&call, &(provider, event_loop).into_pyobject(py)?)?.extract(),
        }
    }
}

/// Handles the events of a call that nobody waits for, until it is aborted.
pub(crate) async fn handle_events(calls: Arc<CallRegistry>, tag: u64, wake: Arc<Notify>) {
    loop {
        wake.notified().await;
        let calls = calls.clone();
        let handled = tokio::task::spawn_blocking(move || {
            interpreter::attached(|py| {
                if let Some(Err(error)) = calls.context(py, tag).map(|context| context.get().handle_events(py, true)) {
                    error.write_unraisable(py, None);
                }
            })
        });
        if !matches!(handled.await, Ok(Some(()))) {
            return;
        }
    }
}

/// The exception of a hook of a call that has ended.
pub(crate) fn hooked(py: Python<'_>, context: Option<&CallContext>) -> PyResult<()> {
    context.and_then(|context| context.take_hook_error(py)).map_or(Ok(()), Err)
}

#[pymethods]
impl CallContext {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.hooks)?;
        visit.call(&self.contextvars)?;
        visit.call(&self.event_loop)?;
        self::visit(&visit, &self.hook_error)
    }
}
