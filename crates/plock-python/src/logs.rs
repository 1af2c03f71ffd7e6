//! Events of the core: buffered on the thread where they happen, handled on the thread of the caller, and logged with `logging`.

use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use plock::{Event, Level};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

use crate::context::lock;
use crate::interpreter;
use crate::queue::EventNotifier;

/// The events of a call that are not handled yet.
pub(crate) struct EventBuffer {
    /// The lowest level that is logged.
    level: Option<Level>,
    /// Whether there is a hook for responses.
    pub(crate) responses: bool,
    events: Mutex<Vec<(Event, SystemTime)>>,
    /// Notifies the loop of the call. A thread that waits for a call looks for events itself.
    notifier: Option<EventNotifier>,
}

impl EventBuffer {
    pub(crate) fn new(level: Option<Level>, responses: bool, notifier: Option<EventNotifier>) -> Self {
        Self { level, responses, events: Mutex::default(), notifier }
    }

    pub(crate) fn is_enabled(&self, level: Level) -> bool {
        self.responses || self.is_logged(level)
    }

    pub(crate) fn is_logged(&self, level: Level) -> bool {
        self.level.is_some_and(|least| level >= least)
    }

    pub(crate) fn take(&self) -> Vec<(Event, SystemTime)> {
        std::mem::take(&mut *lock(&self.events))
    }

    pub(crate) fn push(&self, event: &Event) {
        lock(&self.events).push((event.clone(), SystemTime::now()));
        if let Some(notifier) = &self.notifier {
            notifier.notify();
        }
    }
}

/// The lowest enabled level of the logger `plock`. Without `logging` imported there are no handlers.
pub(crate) fn level(py: Python<'_>) -> PyResult<Option<Level>> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let logger = match LOGGER.get(py) {
        Some(logger) => logger.bind(py),
        None => {
            let modules = py.import("sys")?.getattr("modules")?;
            let Ok(logging) = modules.get_item("logging") else { return Ok(None) };
            let logger = logging.call_method1("getLogger", ("plock",))?.unbind();
            LOGGER.get_or_init(py, || logger).bind(py)
        }
    };
    for level in [Level::Debug, Level::Info, Level::Warning] {
        if logger.call_method1("isEnabledFor", (number(level),))?.is_truthy()? {
            return Ok(Some(level));
        }
    }
    Ok(None)
}

fn number(level: Level) -> u8 {
    match level {
        Level::Debug => 10,
        Level::Info => 20,
        Level::Warning => 30,
    }
}

/// Logs an event, with the method `run` of `contextvars` if it is given.
pub(crate) fn write(py: Python<'_>, event: &Event, time: SystemTime, run: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    let write = py.import("plock._logs")?.getattr("write")?;
    let attributes = PyDict::new(py);
    attributes.set_item("plock_operation", event.operation)?;
    attributes.set_item("plock_status", event.status)?;
    attributes.set_item("plock_attempt", event.attempt)?;
    let reason = event.kind.map_or("no response", |kind| kind.name());
    let status = event.status.map_or_else(|| reason.to_owned(), |status| status.to_string());
    let text = match event.name {
        "unencrypted" => "the API key or token is sent without encryption: the base URL begins with http://",
        "retrying" => "%s %s: %s at attempt %d, next in %d ms",
        _ => "%s %s: %s at attempt %d, %d ms",
    };
    let arguments = match event.name {
        "unencrypted" => PyTuple::empty(py),
        _ => (event.method, event.path, status, event.attempt, event.duration.as_millis()).into_pyobject(py)?,
    };
    let time = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    interpreter::call_in(run, &write, (number(event.level), text, arguments, attributes, time))
}
