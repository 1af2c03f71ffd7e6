//! Events of the core: buffered on the thread where they happen, handled on the thread of the caller, and logged with `logging`.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use plock::{Event, Level};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use tokio::sync::Notify;

use crate::context::lock;
use crate::interpreter;
use crate::queue::EventNotifier;

/// What is logged.
pub(crate) enum Message {
    Event(Event),
    /// What an outbox does.
    Status(Level, String),
}

impl Message {
    pub(crate) fn level(&self) -> Level {
        match self {
            Self::Event(event) => event.level,
            Self::Status(level, _) => *level,
        }
    }
}

/// Who handles the events. A thread that waits for a call looks for them itself.
pub(crate) enum Notifier {
    /// The loop of the call.
    Loop(EventNotifier),
    Task(Arc<Notify>),
}

/// The events of a call that are not handled yet.
pub(crate) struct EventBuffer {
    /// The number of the lowest level that is logged; 0: none is.
    level: AtomicU8,
    /// Whether there is a hook for responses.
    pub(crate) responses: bool,
    events: Mutex<Vec<(Message, SystemTime)>>,
    notifier: Option<Notifier>,
}

impl EventBuffer {
    pub(crate) fn new(level: Option<Level>, responses: bool, notifier: Option<Notifier>) -> Self {
        let level = AtomicU8::new(level.map_or(0, number));
        Self { level, responses, events: Mutex::default(), notifier }
    }

    pub(crate) fn is_enabled(&self, level: Level) -> bool {
        self.responses || self.is_logged(level)
    }

    pub(crate) fn is_logged(&self, level: Level) -> bool {
        (1..=number(level)).contains(&self.level.load(Ordering::Relaxed))
    }

    /// Reads the level of the logger again.
    pub(crate) fn update_level(&self, py: Python<'_>) -> PyResult<()> {
        self.level.store(level(py)?.map_or(0, number), Ordering::Relaxed);
        Ok(())
    }

    pub(crate) fn take(&self) -> Vec<(Message, SystemTime)> {
        std::mem::take(&mut *lock(&self.events))
    }

    pub(crate) fn push(&self, message: Message) {
        lock(&self.events).push((message, SystemTime::now()));
        match &self.notifier {
            Some(Notifier::Loop(notifier)) => notifier.notify(),
            Some(Notifier::Task(wake)) => wake.notify_one(),
            None => {}
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

/// Logs a message, with the method `run` of `contextvars` if it is given.
pub(crate) fn write(
    py: Python<'_>,
    message: &Message,
    time: SystemTime,
    run: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let write = py.import("plock._logs")?.getattr("write")?;
    let attributes = PyDict::new(py);
    let (text, arguments) = match message {
        Message::Status(_, text) => ("%s", (text,).into_pyobject(py)?),
        Message::Event(event) => {
            attributes.set_item("plock_operation", event.operation)?;
            attributes.set_item("plock_status", event.status)?;
            attributes.set_item("plock_attempt", event.attempt)?;
            described(py, event)?
        }
    };
    let time = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    interpreter::call_in(run, &write, (number(message.level()), text, arguments, attributes, time))
}

fn described<'py>(py: Python<'py>, event: &Event) -> PyResult<(&'static str, Bound<'py, PyTuple>)> {
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
    Ok((text, arguments))
}
