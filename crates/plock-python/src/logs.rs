//! From the core's events to `logging`: noted on whatever thread they happen, with their time, and logged by the caller's.

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use plock::{Event, Level};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

use crate::caller::locked;
use crate::interpreter;
use crate::port::Bell;

/// What has happened in a call and is not logged yet.
pub(crate) struct Journal {
    level: Level,
    events: Mutex<Vec<(Event, SystemTime)>>,
    wake: Wake,
}

/// Whom to tell that there is something to log.
pub(crate) enum Wake {
    /// The thread that waits for the call, if one does.
    Thread(Mutex<Option<SyncSender<()>>>),
    Loop(Bell),
}

impl Wake {
    pub(crate) fn thread() -> Self {
        Self::Thread(Mutex::default())
    }
}

impl Journal {
    pub(crate) fn new(level: Level, wake: Wake) -> Self {
        Self { level, events: Mutex::default(), wake }
    }

    pub(crate) fn wants(&self, level: Level) -> bool {
        level >= self.level
    }

    pub(crate) fn push(self: &Arc<Self>, event: &Event) {
        locked(&self.events).push((event.clone(), SystemTime::now()));
        match &self.wake {
            Wake::Thread(waiting) => {
                if let Some(waiting) = &*locked(waiting) {
                    // It fails where the thread is about to wake up anyway.
                    let _ = waiting.try_send(());
                }
            }
            Wake::Loop(bell) => bell.ring(),
        }
    }

    /// The thread that waits from now on.
    pub(crate) fn wake_up(&self, waiting: Option<SyncSender<()>>) {
        if let Wake::Thread(known) = &self.wake {
            *locked(known) = waiting;
        }
    }
}

/// The lowest level of interest to the logger `plock`. Before somebody imports `logging` nobody can listen.
pub(crate) fn level(py: Python<'_>) -> PyResult<Option<Level>> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let logger = match LOGGER.get(py) {
        Some(logger) => logger.bind(py),
        None => {
            let modules = py.import("sys")?.getattr("modules")?;
            let Ok(logging) = modules.get_item("logging") else { return Ok(None) };
            let made = logging.call_method1("getLogger", ("plock",))?.unbind();
            LOGGER.get_or_init(py, || made).bind(py)
        }
    };
    for level in [Level::Debug, Level::Info] {
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
    }
}

/// Logs what a journal has, within `context` or the present one.
pub(crate) fn write(py: Python<'_>, journal: &Journal, context: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    let events = std::mem::take(&mut *locked(&journal.events));
    if events.is_empty() {
        return Ok(());
    }
    let write = py.import("plock._logs")?.getattr("write")?;
    for (event, time) in events {
        let facts = PyDict::new(py);
        facts.set_item("plock_operation", event.operation)?;
        facts.set_item("plock_status", event.status)?;
        facts.set_item("plock_attempt", event.attempt)?;
        let reason = event.kind.map_or("no answer", |kind| kind.name());
        let status = event.status.map_or_else(|| reason.to_owned(), |status| status.to_string());
        let text = match event.name {
            "retrying" => "%s %s: %s at attempt %d, next in %d ms",
            _ => "%s %s: %s at attempt %d, %d ms",
        };
        let arguments = (event.method, event.path, status, event.attempt, event.duration.as_millis());
        let time = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        let arguments = (number(event.level), text, arguments, facts, time).into_pyobject(py)?;
        match context {
            None => interpreter::call(&write, &arguments)?,
            Some(context) => {
                let all: Vec<_> = std::iter::once(write.clone()).chain(arguments.iter()).collect();
                interpreter::call(&context.getattr("run")?, &PyTuple::new(py, all)?)?
            }
        };
    }
    Ok(())
}
