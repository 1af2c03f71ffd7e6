//! Many writes: events go in one by one, as there is room, and every one of them is accounted for.

use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use plock::Outcome;
use plock::dynamic::{Answer, Call};
use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyList;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;

use crate::caller::{Caller, locked};
use crate::calls;
use crate::client::{Client, Connected, tagged};
use crate::object::{make, show};
use crate::port::Port;
use crate::process::Local;
use crate::{errors, runtime};

type Item = plock::Result<plock::Request<Call>>;

/// A run of many calls of one operation.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Many {
    client: Py<Client>,
    connected: Local<Connected>,
    caller: Option<Py<Caller>>,
    operation: usize,
    /// Given back when the last event is in.
    sender: Local<Mutex<Option<mpsc::UnboundedSender<Item>>>>,
    /// Room for events that wait for their turn.
    room: Arc<Semaphore>,
    /// How much room `ready` waits for.
    much: u32,
    outcomes: Arc<Local<tokio::sync::Mutex<Option<Collecting>>>>,
}

/// The task that sends and collects. Dropped, it is given up.
struct Collecting(JoinHandle<Vec<Outcome<Answer>>>);

impl Drop for Collecting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Many {
    pub(crate) fn new(
        client: &Bound<'_, Client>,
        port: Option<&Bound<'_, Port>>,
        operation: usize,
        concurrency: usize,
    ) -> PyResult<Self> {
        let py = client.py();
        let connected = client.get().connected(py)?;
        let caller = client.get().caller(py, &connected, port)?;
        let (sender, mut receiver) = mpsc::unbounded_channel::<Item>();
        let concurrency = concurrency.min(Semaphore::MAX_PERMITS / 8);
        let room = Arc::new(Semaphore::new(concurrency * 4));
        let much = u32::try_from(concurrency * 2).unwrap_or(u32::MAX);
        let freed = room.clone();
        let items = futures_util::stream::poll_fn(move |cx| {
            let item = receiver.poll_recv(cx);
            if item.is_ready() {
                freed.add_permits(1);
            }
            item
        });
        let many = connected.client.many_stream(items).concurrency(concurrency);
        let shown = caller.is_some();
        let outcomes = many.stream().map(move |mut outcome| {
            // Of thousands of answers only the results are kept, unless somebody is to see them whole.
            if let Outcome::Recorded(answer) = &mut outcome
                && !shown
            {
                (answer.headers, answer.body) = Default::default();
            }
            outcome
        });
        let task = runtime::runtime()?.spawn(outcomes.collect());
        let outcomes = Arc::new(Local::new(tokio::sync::Mutex::new(Some(Collecting(task)))));
        let (client, sender) = (client.clone().unbind(), Local::new(Mutex::new(Some(sender))));
        Ok(Self { client, connected: Local::new(connected), caller, operation, sender, room, much, outcomes })
    }

    fn caller(&self, py: Python<'_>) -> Option<Py<Caller>> {
        self.caller.as_ref().map(|caller| caller.clone_ref(py))
    }
}

/// A run of many calls that is used in a forked child.
fn forked() -> PyErr {
    PyRuntimeError::new_err("these calls were begun before a fork: begin them again in the child")
}

/// The outcomes of one write that was recorded.
pub(crate) fn recorded(py: Python<'_>, result: Py<PyAny>) -> PyResult<Py<PyAny>> {
    let module = py.import("plock._many")?;
    let outcome = module.getattr("Outcome")?.call1(("recorded", result, py.None()))?;
    Ok(module.getattr("Outcomes")?.call1(([outcome],))?.unbind())
}

#[pymethods]
impl Many {
    /// Takes one event. False: there is no room for more; wait with `ready` before the next one.
    fn push(&self, event: &Bound<'_, PyAny>) -> PyResult<bool> {
        let (Some(connected), Some(sender)) = (self.connected.get(), self.sender.get()) else { return Err(forked()) };
        let request = self.client.get().put_together(connected, self.operation, event)?;
        let request = request.map(|request| tagged(request, self.caller.as_ref()));
        if let Some(sender) = &*locked(sender) {
            // It fails only where the run is given up.
            let _ = sender.send(request);
        }
        Ok(match self.room.try_acquire() {
            Ok(permit) => {
                permit.forget();
                true
            }
            Err(_) => false,
        })
    }

    /// Waits until there is much room again, so that not every event has to wait.
    #[pyo3(signature = (port = None))]
    fn ready(&self, py: Python<'_>, port: Option<&Bound<'_, Port>>) -> PyResult<Py<PyAny>> {
        let (room, much) = (self.room.clone(), self.much);
        let work = async move {
            // One of them is for the event that is in already.
            if let Ok(mut permits) = room.acquire_many(much).await
                && let Some(one) = permits.split(1)
            {
                one.forget();
            }
        };
        calls::run(py, port, self.caller(py), work, |py, _, ()| Ok(py.None()))
    }

    /// Waits for all of them: a list of (what became of it, its result, its error), in the order in which they went in.
    #[pyo3(signature = (port = None))]
    fn finish(&self, py: Python<'_>, port: Option<&Bound<'_, Port>>) -> PyResult<Py<PyAny>> {
        let Some(sender) = self.sender.get() else { return Err(forked()) };
        let sent = locked(sender).take();
        drop(sent);
        let outcomes = self.outcomes.clone();
        let work = async move {
            let task = outcomes.get()?.lock().await.take();
            match task {
                Some(mut task) => (&mut task.0).await.ok(),
                None => None,
            }
        };
        calls::run(py, port, self.caller(py), work, move |py, caller, outcomes| {
            let outcomes = outcomes.ok_or_else(runtime::broken)?;
            let all = PyList::empty(py);
            for outcome in outcomes {
                let told = match outcome {
                    Outcome::Recorded(answer) => {
                        show(py, caller, &answer)?;
                        let result = if answer.rows.is_empty() { py.None() } else { make(py, answer.rows, 0)? };
                        ("recorded", result, py.None())
                    }
                    Outcome::Refused(error) => ("refused", py.None(), errors::object(py, &error)?.unbind()),
                    Outcome::Unknown(error) => ("unknown", py.None(), errors::object(py, &error)?.unbind()),
                    Outcome::NotSent => ("not sent", py.None(), py.None()),
                };
                all.append(told)?;
            }
            Ok(all.into_any().unbind())
        })
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.client)?;
        visit.call(&self.caller)
    }
}
