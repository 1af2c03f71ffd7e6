//! From the core's events to `logging`: collected on whatever thread they happen, logged by the caller's.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use plock::{Event, Level, Listener};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

const DEBUG: u8 = 10;
const INFO: u8 = 20;
/// Beyond every level.
const OFF: u8 = 255;

fn number(level: Level) -> u8 {
    match level {
        Level::Debug => DEBUG,
        Level::Info => INFO,
    }
}

/// Events on their way to the logger `plock`.
#[derive(Debug)]
pub(crate) struct Events {
    level: AtomicU8,
    waiting: Mutex<Vec<Event>>,
}

impl Default for Events {
    fn default() -> Self {
        Self { level: AtomicU8::new(OFF), waiting: Mutex::default() }
    }
}

impl Listener for Events {
    fn enabled(&self, level: Level) -> bool {
        number(level) >= self.level.load(Ordering::Relaxed)
    }

    fn event(&self, event: &Event) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone());
    }
}

/// The logger, once somebody has imported `logging`: before that nobody can listen.
fn logger(py: Python<'_>) -> PyResult<Option<&Bound<'_, PyAny>>> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if let Some(logger) = LOGGER.get(py) {
        return Ok(Some(logger.bind(py)));
    }
    let modules = py.import("sys")?.getattr("modules")?;
    let Ok(logging) = modules.get_item("logging") else { return Ok(None) };
    let logger = LOGGER.get_or_try_init(py, || logging.call_method1("getLogger", ("plock",)).map(Bound::unbind))?;
    Ok(Some(logger.bind(py)))
}

impl Events {
    /// Asks the logger what it wants to hear of the next call.
    pub(crate) fn ask(&self, py: Python<'_>) -> PyResult<()> {
        if let Some(logger) = logger(py)? {
            let wanted = |level: u8| logger.call_method1("isEnabledFor", (level,))?.is_truthy();
            let level = if wanted(DEBUG)? {
                DEBUG
            } else if wanted(INFO)? {
                INFO
            } else {
                OFF
            };
            self.level.store(level, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Logs what has happened.
    pub(crate) fn tell(&self, py: Python<'_>) -> PyResult<()> {
        if self.level.load(Ordering::Relaxed) == OFF {
            return Ok(());
        }
        let events = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(logger) = logger(py)? else { return Ok(()) };
        for event in events {
            let facts = PyDict::new(py);
            facts.set_item("plock_operation", event.operation)?;
            facts.set_item("plock_status", event.status)?;
            facts.set_item("plock_attempt", event.attempt)?;
            let extra = PyDict::new(py);
            extra.set_item("extra", facts)?;
            let (level, ms) = (number(event.level), event.duration.as_millis());
            let reason = event.kind.map(|kind| kind.name());
            let status = event.status.map_or_else(|| reason.unwrap_or("no answer").to_owned(), |s| s.to_string());
            let arguments = (event.method, event.path, status, event.attempt, ms);
            let text = match event.name {
                "retrying" => "%s %s: %s at attempt %d, next in %d ms",
                _ => "%s %s: %s at attempt %d, %d ms",
            };
            let (method, path, status, attempt, ms) = arguments;
            logger.call_method("log", (level, text, method, path, status, attempt, ms), Some(&extra))?;
        }
        Ok(())
    }
}
