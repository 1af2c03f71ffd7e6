//! The native part of `plock.Outbox` and `plock.AsyncOutbox`: the outbox of `plock_outbox` on the runtime, without a caller that waits.
//!
//! The sender has a client of its own. Its log records and hooks run on the loop that opened the outbox, or on a thread of the runtime.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use plock::dynamic::Names;
use plock_outbox::{Builder, Change, Error, ErrorKind, Event, Resolution, State, Stats};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::client::{Connected, operation};
use crate::context::{CallContext, CallRegistry, handle_events, lock};
use crate::logs::{EventBuffer, Message};
use crate::outbox_values::{
    NewEvent, Numbers, builder, differs, event, exception, finish_stats, invalid, named, new_event, numbers,
    unknown_name,
};
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;
use crate::settings::seconds;
use crate::{calls, runtime};

/// Numbers change thousands of times a second; they are reported at most this often.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);
/// How often the numbers are read for changes by other processes.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// How long requests in flight have to end after an outbox is dropped.
const GRACE: Duration = Duration::from_secs(2);
/// Longest wait; more is no limit.
pub(crate) const LONGEST: Duration = Duration::from_secs(365 * 86_400);
const CLOSED: &str = "the outbox is closed";

enum Phase {
    New(Builder),
    Open(plock_outbox::Outbox),
    Closed,
}

/// The outbox of this process. Dropping it stops the sender; requests in flight have time to end.
struct Slot {
    phase: Mutex<Phase>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
    events: Option<Arc<EventBuffer>>,
    /// The numbers that were logged last.
    logged: Mutex<Option<Stats>>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.end_tasks();
        if let Phase::Open(outbox) = std::mem::replace(&mut *lock(&self.phase), Phase::Closed)
            && let Ok(runtime) = runtime::runtime()
        {
            runtime.spawn(async move { drop(outbox.stop(GRACE).await) });
        }
    }
}

impl Slot {
    fn end_tasks(&self) {
        lock(&self.tasks).drain(..).for_each(|task| task.abort());
    }

    /// Logs what a person may want to look at.
    fn log(&self, stats: &Stats) {
        let Some(events) = &self.events else { return };
        let first = lock(&self.logged).replace(stats.clone());
        let last = first.unwrap_or_else(|| {
            let mut last = stats.clone();
            last.pause = None;
            last.damage = None;
            last
        });
        let log = |level, text| {
            if events.is_logged(level) {
                events.push(Message::Status(level, text));
            }
        };
        let reason = |stats: &Stats| stats.pause.as_ref().map(|pause| pause.reason.clone());
        match (reason(stats), reason(&last)) {
            (Some(now), before) if before.as_ref() != Some(&now) => {
                log(plock::Level::Warning, format!("the outbox pauses: {now}"));
            }
            (None, Some(_)) => log(plock::Level::Info, "the outbox sends again".to_owned()),
            _ => {}
        }
        if let Some(damage) = stats.damage.as_ref().filter(|damage| last.damage.as_ref() != Some(damage)) {
            log(plock::Level::Warning, format!("the outbox was damaged: {damage}"));
        }
        let rejected = stats.rejected.saturating_sub(last.rejected);
        if rejected > 0 {
            log(plock::Level::Warning, format!("the API rejected {rejected} of the outbox's events"));
        }
        let in_doubt = stats.in_doubt.saturating_sub(last.in_doubt);
        if in_doubt > 0 {
            log(plock::Level::Info, format!("{in_doubt} more of the outbox's events are in doubt"));
        }
    }

    /// Logs changes until the sender ends.
    async fn watch(slot: std::sync::Weak<Self>, mut outbox: plock_outbox::Outbox) {
        loop {
            let stats = outbox.flush(Duration::ZERO).await;
            let Some(slot) = slot.upgrade() else { return };
            match stats {
                Ok(stats) => slot.log(&stats),
                Err(error) => {
                    let text = format!("the outbox sends nothing: {error}");
                    return slot.events.iter().for_each(|events| {
                        events.push(Message::Status(plock::Level::Warning, text.clone()));
                    });
                }
            }
            drop(slot);
            let _ = outbox.changed().await;
            tokio::time::sleep(REPORT_INTERVAL).await;
        }
    }
}

/// The client of a sender, its context, and what is notified of its events.
type SenderParts = ((Connected, Py<CallContext>), Arc<Notify>);

#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Outbox {
    context: Option<Py<CallContext>>,
    slot: ProcessLocal<Arc<Slot>>,
    /// Handles events, once it is open.
    handler: ProcessLocal<Option<(Arc<CallRegistry>, Arc<Notify>)>>,
}

impl Outbox {
    pub(crate) fn new(settings: &Bound<'_, PyDict>, sender: Option<SenderParts>) -> PyResult<Self> {
        let mut builder = builder(settings)?;
        let (mut context, mut handler) = (None, None);
        if let Some(((connected, made), wake)) = sender {
            builder = builder.client(connected.client);
            context = Some(made);
            handler = Some((connected.calls, wake));
        }
        let events = context.as_ref().and_then(|context| context.get().event_buffer.clone());
        let slot =
            Slot { phase: Mutex::new(Phase::New(builder)), tasks: Mutex::default(), events, logged: Mutex::default() };
        Ok(Self { context, slot: ProcessLocal::new(Arc::new(slot)), handler: ProcessLocal::new(handler) })
    }

    fn slot(&self, py: Python<'_>) -> PyResult<&Arc<Slot>> {
        let forked = "the outbox was opened by the parent of this process: open it after the fork, in each process";
        self.slot.get().ok_or_else(|| named(py, "OutboxClosedError", forked))
    }

    fn outbox(&self, py: Python<'_>) -> PyResult<plock_outbox::Outbox> {
        let slot = self.slot(py)?;
        if let Some(events) = &slot.events {
            events.update_level(py)?;
        }
        let message = match &*lock(&slot.phase) {
            Phase::Open(outbox) => return Ok(outbox.clone()),
            Phase::New(_) => "the outbox is not open: open it with `async with` or `await`",
            Phase::Closed => CLOSED,
        };
        Err(named(py, "OutboxClosedError", message))
    }

    /// Runs `work` on the outbox.
    fn run<T, F>(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        work: impl FnOnce(plock_outbox::Outbox) -> F,
        finish: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let work = work(self.outbox(py)?);
        calls::run(py, queue, None, work, |py, _, output| match output {
            Ok(value) => finish(py, value),
            Err(error) => Err(exception(py, &error)),
        })
    }
}

/// An outbox that is not open yet, and only records.
#[pyfunction]
pub(crate) fn recorder(_queue: Option<&Bound<'_, CompletionQueue>>, settings: &Bound<'_, PyDict>) -> PyResult<Outbox> {
    Outbox::new(settings, None)
}

#[pymethods]
impl Outbox {
    /// Opens the file and starts to send.
    #[pyo3(signature = (queue = None))]
    fn open(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        let slot = self.slot(py)?.clone();
        let new = std::mem::replace(&mut *lock(&slot.phase), Phase::Closed);
        let builder = match new {
            Phase::New(builder) => builder,
            other => {
                *lock(&slot.phase) = other;
                return Err(named(py, "OutboxError", "the outbox was opened before: make another one"));
            }
        };
        let handler = self.handler.get().cloned().flatten();
        let work = async move {
            let outbox = builder.open().await?;
            let mut tasks = lock(&slot.tasks);
            if let Some((calls, wake)) = handler {
                let tag = calls.tag().unwrap_or_default();
                tasks.push(tokio::spawn(handle_events(calls, tag, wake)));
                tasks.push(tokio::spawn(Slot::watch(Arc::downgrade(&slot), outbox.clone())));
            }
            *lock(&slot.phase) = Phase::Open(outbox);
            Ok(())
        };
        calls::run(py, queue, None, work, |py, _, opened: Result<(), Error>| {
            opened.map(|()| py.None()).map_err(|error| exception(py, &error))
        })
    }

    /// Records events; returns number and whether it is a duplicate of each.
    #[pyo3(signature = (queue, operation, events, *, many = false))]
    fn record(
        &self,
        queue: Option<&Bound<'_, CompletionQueue>>,
        operation: usize,
        events: &Bound<'_, PyList>,
        many: bool,
    ) -> PyResult<Py<PyAny>> {
        let py = events.py();
        let operation = self::operation(operation)?;
        let mut new = Vec::with_capacity(events.len());
        for (number, event) in events.iter().enumerate() {
            new.push(new_event(operation, &event)?.map_err(|error| invalid(py, many.then_some(number), &error))?);
        }
        let outbox = self.outbox(py)?;
        let work = async move {
            let receipts = outbox.record_json(operation, new.clone(), Names::Snake).await;
            // The error of the event, with all that is known about it.
            let wrong =
                receipts.as_ref().err().filter(|error| error.kind() == ErrorKind::InvalidRequest).and_then(|_| {
                    let check = |(body, _): &NewEvent| plock::dynamic::check(operation, body, Names::Snake);
                    new.iter().enumerate().find_map(|(number, event)| Some((number, check(event).err()?)))
                });
            (receipts, wrong)
        };
        calls::run(py, queue, None, work, move |py, _, (receipts, wrong)| match (receipts, wrong) {
            (Ok(receipts), _) => {
                let receipts = receipts.iter().map(|receipt| (receipt.seq, receipt.duplicate));
                Ok(PyList::new(py, receipts.collect::<Vec<_>>())?.into_any().unbind())
            }
            (Err(_), Some((number, wrong))) => Err(invalid(py, many.then_some(number), &wrong)),
            (Err(error), None) => Err(exception(py, &error)),
        })
    }

    #[pyo3(signature = (queue = None))]
    fn stats(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        self.run(py, queue, |outbox| async move { outbox.stats().await }, finish_stats)
    }

    /// Waits until the numbers are others than `last`.
    fn changed(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        last: Numbers,
    ) -> PyResult<Py<PyAny>> {
        let work = |mut outbox: plock_outbox::Outbox| async move {
            loop {
                let stats = outbox.stats().await?;
                if differs(&numbers(&stats), &last) {
                    return Ok(stats);
                }
                let _ = tokio::time::timeout(POLL_INTERVAL, outbox.changed()).await;
                tokio::time::sleep(REPORT_INTERVAL).await;
            }
        };
        self.run(py, queue, work, finish_stats)
    }

    /// Waits until all is sent, for at most `timeout` seconds; None: no limit.
    fn flush(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let timeout = seconds("timeout", timeout)?.map_or(LONGEST, |timeout| timeout.min(LONGEST));
        self.run(py, queue, move |outbox| async move { outbox.flush(timeout).await }, finish_stats)
    }

    /// As `flush`, and closes the file.
    fn close(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let timeout = seconds("timeout", timeout)?.map_or(LONGEST, |timeout| timeout.min(LONGEST));
        let (outbox, slot) = (self.outbox(py)?, self.slot(py)?.clone());
        let context = self.context.as_ref().map(|context| context.clone_ref(py));
        let work = async move {
            let left = outbox.close(timeout).await;
            *lock(&slot.phase) = Phase::Closed;
            slot.end_tasks();
            if let Ok(left) = &left {
                slot.log(left);
            }
            left
        };
        // The last events are handled here.
        calls::run(py, queue, context, work, |py, _, left| match left {
            Ok(left) => finish_stats(py, left),
            Err(error) => Err(exception(py, &error)),
        })
    }

    /// Sends nothing more; requests in flight have `grace` seconds to end. Events can still be recorded.
    fn stop(&self, py: Python<'_>, grace: f64) -> PyResult<Py<PyAny>> {
        let grace = Duration::try_from_secs_f64(grace).unwrap_or_default();
        let work = move |outbox: plock_outbox::Outbox| async move {
            let _ = outbox.stop(grace).await;
            Ok(())
        };
        self.run(py, None, work, |py, ()| Ok(py.None()))
    }

    /// At most `limit` events in a state, after a number.
    fn events(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        state: &str,
        after: i64,
        limit: usize,
    ) -> PyResult<Py<PyAny>> {
        let Some(found) = State::ALL.iter().copied().find(|known| known.name() == state) else {
            let names: Vec<_> = State::ALL.iter().map(|state| state.name()).collect();
            return Err(unknown_name(py, "state", &format!("one of {}", names.join(", ")), state));
        };
        let work = move |outbox: plock_outbox::Outbox| async move { outbox.events(found, after, limit).await };
        self.run(py, queue, work, |py, events: Vec<Event>| {
            let events = events.into_iter().map(|stored| event(py, stored));
            Ok(PyList::new(py, events.collect::<PyResult<Vec<_>>>()?)?.into_any().unbind())
        })
    }

    /// What happened to an event beside its usual way: time, state before and after, and why.
    fn history(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>, seq: i64) -> PyResult<Py<PyAny>> {
        let work = move |outbox: plock_outbox::Outbox| async move { outbox.history(seq).await };
        self.run(py, queue, work, |py, changes: Vec<Change>| {
            let changes =
                changes.into_iter().map(|Change { at, from, to, evidence, .. }| (at, from.name(), to.name(), evidence));
            Ok(PyList::new(py, changes.collect::<Vec<_>>())?.into_any().unbind())
        })
    }

    /// Reads the list of the API for events in doubt, and waits for it for at most `timeout` seconds.
    fn reconcile(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let timeout = seconds("timeout", timeout)?.map_or(LONGEST, |timeout| timeout.min(LONGEST));
        self.run(py, queue, move |outbox| async move { outbox.reconcile(timeout).await }, finish_stats)
    }

    /// Decides about an event.
    fn resolve(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        seq: i64,
        resolution: &str,
    ) -> PyResult<Py<PyAny>> {
        let resolution = match resolution {
            "recorded" => Resolution::Recorded,
            "resend" => Resolution::Resend,
            "drop" => Resolution::Drop,
            other => return Err(unknown_name(py, "resolution", "recorded, resend or drop", other)),
        };
        let work = move |outbox: plock_outbox::Outbox| async move { outbox.resolve(seq, resolution).await };
        self.run(py, queue, work, |py, ()| Ok(py.None()))
    }

    /// Sends rejected events again, and returns their number.
    fn retry(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        let finish = |py: Python<'_>, sent: u64| Ok(PyInt::new(py, sent).into_any().unbind());
        self.run(py, queue, |outbox| async move { outbox.retry().await }, finish)
    }

    /// What is wrong with the file.
    fn verify(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        let finish = |py: Python<'_>, wrong: Vec<String>| Ok(PyList::new(py, wrong)?.into_any().unbind());
        self.run(py, queue, |outbox| async move { outbox.verify().await }, finish)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.context)
    }
}
