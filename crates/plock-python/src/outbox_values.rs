//! Converts between Python's values and those of `plock_outbox`: settings, events, numbers and errors.

use std::path::PathBuf;

use plock::dynamic::{JsonNames, Rows};
use plock::meta::{OPERATIONS, Operation};
use plock_outbox::{Builder, Control, Error, ErrorKind, Event, RollUp, Stats, Tuning, Writers};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::client::is_json;
use crate::errors::{self, to_exception};
use crate::json::{self, FieldError};
use crate::object::new_object;
use crate::outbox::LONGEST;
use crate::settings::{configuration, seconds, setting};

/// `plock.OutboxStats`: queued, claimed, delivered, rejected, in doubt, dropped, merged; age of the oldest in seconds; reason and seconds of
/// the pause; damage; whether it sends.
pub(crate) type Numbers = (u64, u64, u64, u64, u64, u64, u64, Option<f64>, Option<(String, f64)>, Option<String>, bool);

pub(crate) fn numbers(stats: &Stats) -> Numbers {
    let pause = stats.pause.as_ref().map(|pause| (pause.reason.clone(), pause.lasts.as_secs_f64()));
    let oldest = stats.oldest.map(|age| age.as_secs_f64());
    let Stats { queued, claimed, delivered, rejected, in_doubt, dropped, merged, sends, .. } = *stats;
    (queued, claimed, delivered, rejected, in_doubt, dropped, merged, oldest, pause, stats.damage.clone(), sends)
}

/// Whether anything but the time has changed.
pub(crate) fn differs(numbers: &Numbers, from: &Numbers) -> bool {
    let mut timeless = numbers.clone();
    timeless.7 = from.7;
    timeless != *from
}

/// The exception of an error, in `plock.outbox_errors`.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    if error.kind() == ErrorKind::InvalidRequest {
        let field = error.message().split(':').next().unwrap_or_default();
        return errors::invalid(py, field, error.message());
    }
    named(py, error.kind().name(), error.message())
}

pub(crate) fn named(py: Python<'_>, name: &str, message: &str) -> PyErr {
    let made = || py.import("plock.outbox_errors")?.getattr(name)?.call1((message,));
    made().map_or_else(|failed| failed, PyErr::from_value)
}

pub(crate) fn finish_stats(py: Python<'_>, stats: Stats) -> PyResult<Py<PyAny>> {
    Ok(numbers(&stats).into_pyobject(py)?.into_any().unbind())
}

/// Options of an outbox: `path`, `writers`, `concurrency`, `adopt` and, of tests, `tuning`.
pub(crate) fn builder(settings: &Bound<'_, PyDict>) -> PyResult<Builder> {
    let py = settings.py();
    let given = |name: &str| settings.get_item(name).map(|value| value.filter(|value| !value.is_none()));
    let path: PathBuf = match given("path")? {
        Some(path) => setting("path", &path, "a str or a path")?,
        None => return Err(PyTypeError::new_err("path: expected a str or a path")),
    };
    let writers = match given("writers")?.map(|writers| writers.to_string()).as_deref() {
        Some("only-this") => Writers::OnlyThis,
        Some("others-too") => Writers::OthersToo,
        other => {
            let got = other.unwrap_or("None");
            let expected = format!("writers: expected \"only-this\" or \"others-too\", got {got:?}");
            return Err(configuration(py, &expected));
        }
    };
    let mut builder = plock_outbox::Outbox::builder(path, writers);
    if let Some(value) = given("concurrency")? {
        let concurrency: i64 = setting("concurrency", &value, "an int from 1 on")?;
        let count = usize::try_from(concurrency).ok().filter(|count| *count > 0);
        let count =
            count.ok_or_else(|| configuration(py, &format!("concurrency: expected at least 1, got {value}")))?;
        builder = builder.concurrency(count);
    }
    if let Some(value) = given("adopt")? {
        builder = builder.adopt(setting("adopt", &value, "a bool")?);
    }
    for rollup in given("roll_up")?.map(|rollups| rollups.try_iter()).transpose()?.into_iter().flatten() {
        builder = builder.roll_up(roll_up(&rollup?)?);
    }
    match given("tuning")? {
        Some(values) => Ok(builder.tuning(tuning(values.cast()?)?)),
        None => Ok(builder),
    }
}

/// A `plock.RollUp`.
fn roll_up(given: &Bound<'_, PyAny>) -> PyResult<RollUp> {
    let window = seconds("window", &given.getattr("window")?)?.unwrap_or(LONGEST);
    let combine = given.getattr("combine")?.to_string();
    let mut rollup = match combine.as_str() {
        "sum" => RollUp::sum(window),
        "max" => RollUp::max(window),
        "min" => RollUp::min(window),
        other => return Err(configuration(given.py(), &format!("combine: expected sum, max or min, got {other:?}"))),
    };
    if let Ok(only) = given.getattr("only")?.cast::<PyDict>() {
        for (field, value) in only {
            rollup = rollup.only(field.to_string(), value.to_string());
        }
    }
    Ok(rollup)
}

/// Times in seconds, and `control`.
fn tuning(values: &Bound<'_, PyDict>) -> PyResult<Tuning> {
    let mut tuning = Tuning::default();
    for (name, value) in values {
        let name: String = name.extract()?;
        let time = || seconds(&name, &value).map(Option::unwrap_or_default);
        match name.as_str() {
            "pause" => tuning.pause = time()?,
            "poll" => tuning.poll = time()?,
            "reconcile" => tuning.reconcile = time()?,
            "reconcile_longest" => tuning.reconcile_longest = time()?,
            "patience" => tuning.patience = time()?,
            "control" => {
                tuning.control = match value.to_string().as_str() {
                    "normal" => Control::SynchronousNormal,
                    "requeue" => Control::RequeuedClaims,
                    _ => Control::Right,
                }
            }
            _ => return Err(PyTypeError::new_err(format!("unexpected setting {name:?}"))),
        }
    }
    Ok(tuning)
}

/// Arguments of an event as JSON, and its key.
pub(crate) type NewEvent = (String, Option<String>);

/// An event: a mapping or dataclass with the member `key`, or a pair of a key and a mapping, dataclass or object of the API.
pub(crate) fn new_event(
    operation: &'static Operation,
    event: &Bound<'_, PyAny>,
) -> PyResult<Result<NewEvent, plock::Error>> {
    let pair = event.cast::<PyTuple>().ok().filter(|pair| pair.len() == 2);
    let (key, body) = match pair {
        Some(pair) => (Some(pair.get_item(0)?), pair.get_item(1)?),
        None => (None, event.clone()),
    };
    let mut text = String::with_capacity(128);
    let without = pair.is_none().then_some("key");
    let member = json::object_without(&body, &mut text, |name| is_json(operation, name), without);
    let member = match member {
        Ok(member) => member,
        Err(FieldError { field, error }) => {
            let field = field.as_deref().unwrap_or("event");
            return Ok(Err(plock::dynamic::invalid(operation, field, &error.message()?)));
        }
    };
    let key = key.or(member).filter(|key| !key.is_none());
    let key = key.map(|key| setting("key", &key, "a str")).transpose()?;
    Ok(Ok((text, key)))
}

/// The exception of an invalid event, with its number if there are several.
pub(crate) fn invalid(py: Python<'_>, number: Option<usize>, error: &plock::Error) -> PyErr {
    match number {
        Some(number) => {
            let message = format!("events[{number}].{}", error.message());
            errors::invalid(py, error.field().unwrap_or_default(), &message)
        }
        None => to_exception(py, None, error),
    }
}

/// What `plock.OutboxEvent` is made of.
pub(crate) fn event<'py>(py: Python<'py>, event: Event) -> PyResult<Bound<'py, PyTuple>> {
    let Event { seq, key, operation, body, state, reason, attempts, recorded_at, .. } = event;
    let object = OPERATIONS.iter().find(|known| known.id == operation).and_then(|operation| operation.body);
    let rows = object.map(|object| Rows::from_json(object, &body, JsonNames::Snake));
    let body = match rows {
        Some(Ok(rows)) => new_object(py, rows, 0)?.into_bound(py),
        // Damaged, or of another version.
        _ => body.into_pyobject(py)?.into_any(),
    };
    (seq, key, operation, body, state.name(), reason, attempts, recorded_at).into_pyobject(py)
}

pub(crate) fn unknown_name(py: Python<'_>, field: &str, expected: &str, got: &str) -> PyErr {
    errors::invalid(py, field, &format!("{field}: expected {expected}, got {got:?}"))
}
