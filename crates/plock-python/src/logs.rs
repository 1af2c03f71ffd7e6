//! Logs the core's events with `logging`: buffered on the thread where they happen, logged on the thread of the caller.

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use plock::{Event, Level};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

use crate::context::lock;
use crate::interpreter;
use crate::queue::LogNotifier;

/// The events of a call that are not logged yet.
pub(crate) struct LogBuffer {
    level: Level,
    events: Mutex<Vec<(Event, SystemTime)>>,
    notify: Notify,
}

/// Who to notify of new events.
pub(crate) enum Notify {
    /// The thread that waits for the call, if any.
    Thread(Mutex<Option<SyncSender<()>>>),
    Loop(LogNotifier),
}

impl LogBuffer {
    pub(crate) fn new(level: Level, notify: Notify) -> Self {
        Self { level, events: Mutex::default(), notify }
    }

    pub(crate) fn is_enabled(&self, level: Level) -> bool {
        level >= self.level
    }

    pub(crate) fn push(self: &Arc<Self>, event: &Event) {
        lock(&self.events).push((event.clone(), SystemTime::now()));
        match &self.notify {
            Notify::Thread(waiting) => {
                if let Some(waiting) = &*lock(waiting) {
                    // Fails if the thread is about to notify up anyway.
                    let _ = waiting.try_send(());
                }
            }
            Notify::Loop(notifier) => notifier.notify(),
        }
    }

    /// Sets the thread that waits for the call.
    pub(crate) fn set_waiting_thread(&self, waiting: Option<SyncSender<()>>) {
        if let Notify::Thread(current) = &self.notify {
            *lock(current) = waiting;
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

/// Logs the buffered events, in `contextvars` or the current context.
pub(crate) fn write(py: Python<'_>, log_buffer: &LogBuffer, contextvars: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    let events = std::mem::take(&mut *lock(&log_buffer.events));
    if events.is_empty() {
        return Ok(());
    }
    let write = py.import("plock._logs")?.getattr("write")?;
    for (event, time) in events {
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
        let arguments = (number(event.level), text, arguments, attributes, time).into_pyobject(py)?;
        match contextvars {
            None => interpreter::call(&write, &arguments)?,
            Some(contextvars) => {
                let all: Vec<_> = std::iter::once(write.clone()).chain(arguments.iter()).collect();
                interpreter::call(&contextvars.getattr("run")?, &PyTuple::new(py, all)?)?
            }
        };
    }
    Ok(())
}
