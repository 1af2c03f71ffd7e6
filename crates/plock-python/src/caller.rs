//! Whose call it is: what of the user's own code is called for it, and in which context.
//!
//! Calls run on threads of the runtime, which know nothing of Python. What they are to tell goes into the call's [`Journal`], and what
//! they ask for is found by the number of the call. No object of Python is held there: a client that its own hook refers to is
//! garbage like any other.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plock::dynamic::current_tag;
use plock::{Event, Level, Listener};
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyWeakrefMethods, PyWeakrefReference};

use crate::interpreter;
use crate::logs::{self, Journal, Wake};
use crate::port::Port;
use crate::process::Local;

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the collector finds behind a mutex. While somebody has it, it is in use.
pub(crate) fn visit<T>(visit: &PyVisit<'_>, mutex: &Mutex<Option<Py<T>>>) -> Result<(), PyTraverseError> {
    match mutex.try_lock() {
        Ok(object) => visit.call(&*object),
        Err(_) => Ok(()),
    }
}

/// The user's own code that a client calls.
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
        locked(&self.on_response).as_ref().map(|hook| hook.clone_ref(py))
    }

    pub(crate) fn token_provider(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        locked(&self.token_provider).as_ref().map(|hook| hook.clone_ref(py))
    }
}

#[pymethods]
impl Hooks {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self::visit(&visit, &self.on_response)?;
        self::visit(&visit, &self.token_provider)
    }

    fn __clear__(&self) {
        let hooks = (locked(&self.on_response).take(), locked(&self.token_provider).take());
        drop(hooks);
    }
}

/// The calls of a client in this process that something is told of, by their numbers.
#[derive(Default)]
pub(crate) struct Calls {
    next: AtomicU64,
    known: Mutex<HashMap<u64, Known>>,
}

/// No reference to the caller but a weak one, which is touched by attached threads only.
struct Known {
    journal: Option<Arc<Journal>>,
    caller: Py<PyWeakrefReference>,
}

impl Calls {
    pub(crate) fn caller<'py>(&self, py: Python<'py>, tag: u64) -> Option<Bound<'py, Caller>> {
        let caller = locked(&self.known).get(&tag).map(|known| known.caller.clone_ref(py))?;
        caller.bind(py).upgrade()?.cast_into().ok()
    }

    fn journal(&self) -> Option<Arc<Journal>> {
        let tag = current_tag()?;
        locked(&self.known).get(&tag)?.journal.clone()
    }
}

impl Listener for Calls {
    fn enabled(&self, level: Level) -> bool {
        self.journal().is_some_and(|journal| journal.wants(level))
    }

    fn event(&self, event: &Event) {
        if let Some(journal) = self.journal() {
            journal.push(event);
        }
    }
}

/// One call, or one list, or one run of many calls.
#[pyclass(frozen, weakref, module = "plock._native")]
pub(crate) struct Caller {
    hooks: Py<Hooks>,
    /// The `contextvars` of the call, for what is not called within it.
    context: Option<Py<PyAny>>,
    event_loop: Option<Py<PyWeakrefReference>>,
    /// What a handler of logs raised: raised by the call, once it has ended.
    failed: Mutex<Option<Py<PyAny>>>,
    pub(crate) journal: Option<Arc<Journal>>,
    /// Its number, where the runtime's threads have to find it.
    pub(crate) tag: Option<u64>,
    calls: Local<Arc<Calls>>,
}

impl Drop for Caller {
    fn drop(&mut self) {
        if let (Some(tag), Some(calls)) = (self.tag, self.calls.get()) {
            let known = locked(&calls.known).remove(&tag);
            drop(known);
        }
    }
}

impl Caller {
    /// `None` where nothing of the user's is to be called.
    pub(crate) fn new(
        py: Python<'_>,
        hooks: &Py<Hooks>,
        calls: &Arc<Calls>,
        port: Option<&Bound<'_, Port>>,
    ) -> PyResult<Option<Py<Self>>> {
        let level = logs::level(py)?;
        let asked = hooks.get().token_provider(py).is_some();
        if level.is_none() && !asked && hooks.get().on_response(py).is_none() {
            return Ok(None);
        }
        let tag = (level.is_some() || asked).then(|| calls.next.fetch_add(1, Ordering::Relaxed));
        let elsewhere = asked || (level.is_some() && port.is_some());
        let context = elsewhere.then(|| py.import("contextvars")?.call_method0("copy_context")).transpose()?;
        let journal = match (level, tag, port) {
            (Some(level), Some(tag), Some(port)) => {
                Some(Arc::new(Journal::new(level, Wake::Loop(port.get().bell(calls, tag)?))))
            }
            (Some(level), ..) => Some(Arc::new(Journal::new(level, Wake::thread()))),
            (None, ..) => None,
        };
        let caller = Self {
            hooks: hooks.clone_ref(py),
            context: context.map(Bound::unbind),
            event_loop: port.map(|port| port.get().event_loop.clone_ref(py)),
            failed: Mutex::default(),
            journal: journal.clone(),
            tag,
            calls: Local::new(calls.clone()),
        };
        let caller = Bound::new(py, caller)?;
        if let Some(tag) = tag {
            let known = Known { journal, caller: PyWeakrefReference::new(&caller)?.unbind() };
            locked(&calls.known).insert(tag, known);
        }
        Ok(Some(caller.unbind()))
    }

    /// Logs what has happened. `within`: in the context of the call, which is not the present one.
    ///
    /// What a handler raises is kept, so that the call goes on: only what is no `Exception`, as Ctrl-C, interrupts at once.
    pub(crate) fn log(&self, py: Python<'_>, within: bool) -> PyResult<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let context = self.context.as_ref().filter(|_| within);
        let Err(error) = logs::write(py, journal, context.map(|context| context.bind(py))) else { return Ok(()) };
        if !error.is_instance_of::<PyException>(py) {
            return Err(error);
        }
        locked(&self.failed).get_or_insert_with(|| error.into_value(py).into_any());
        Ok(())
    }

    /// What a handler of logs raised.
    pub(crate) fn failed(&self, py: Python<'_>) -> Option<PyErr> {
        let failed = locked(&self.failed).take();
        failed.map(|error| PyErr::from_value(error.into_bound(py)))
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        self.hooks.get()
    }

    /// A token. Runs on a thread of ours that may wait.
    pub(crate) fn token(&self, py: Python<'_>) -> PyResult<String> {
        let provider = self.hooks.get().token_provider(py);
        let event_loop = self.event_loop.as_ref().and_then(|event_loop| event_loop.bind(py).upgrade());
        let ask = py.import("plock._async")?.getattr("token")?;
        match &self.context {
            Some(context) => {
                let run = context.bind(py).getattr("run")?;
                let arguments = (ask, provider, event_loop).into_pyobject(py)?;
                interpreter::call(&run, &arguments)?.extract()
            }
            None => interpreter::call(&ask, &(provider, event_loop).into_pyobject(py)?)?.extract(),
        }
    }
}

#[pymethods]
impl Caller {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.hooks)?;
        visit.call(&self.context)?;
        visit.call(&self.event_loop)?;
        self::visit(&visit, &self.failed)
    }
}

/// Calls a hook of the user.
pub(crate) fn call_hook(py: Python<'_>, hook: &Py<PyAny>, argument: Bound<'_, PyAny>) -> PyResult<()> {
    interpreter::call(hook.bind(py), &PyTuple::new(py, [argument])?).map(|_| ())
}
