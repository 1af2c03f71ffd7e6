//! Many writes: events go in one by one, as there is room, and every one of them is accounted for.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt;
use plock::Outcome;
use plock::dynamic::{Answer, Call};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;

use crate::calls;
use crate::client::Client;
use crate::object::{Response, make};
use crate::port::Port;
use crate::{errors, runtime};

type Item = plock::Result<plock::Request<Call>>;

/// A run of many calls of one operation.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Many {
    client: Client,
    operation: usize,
    /// Given back when the last event is in.
    sender: Mutex<Option<mpsc::UnboundedSender<Item>>>,
    /// Room for events that wait for their turn.
    room: Arc<Semaphore>,
    /// How much room `ready` waits for.
    much: u32,
    outcomes: Arc<tokio::sync::Mutex<Option<Collecting>>>,
}

/// The task that sends and collects. Dropped, it is given up.
struct Collecting(JoinHandle<Vec<Outcome<Answer>>>);

impl Drop for Collecting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Many {
    pub(crate) fn new(py: Python<'_>, client: Client, operation: usize, concurrency: usize) -> PyResult<Self> {
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
        let many = client.connected(py)?.many_stream(items).concurrency(concurrency);
        let shown = client.listener().is_some();
        let outcomes = many.stream().map(move |mut outcome| {
            // Of thousands of answers only the results are kept, unless somebody is to see them whole.
            if let Outcome::Recorded(answer) = &mut outcome
                && !shown
            {
                (answer.headers, answer.body) = Default::default();
            }
            outcome
        });
        let task = runtime::runtime(py)?.spawn(outcomes.collect());
        let outcomes = Arc::new(tokio::sync::Mutex::new(Some(Collecting(task))));
        Ok(Self { client, operation, sender: Mutex::new(Some(sender)), room, much, outcomes })
    }
}

#[pymethods]
impl Many {
    /// Takes one event. False: there is no room for more; wait with `ready` before the next one.
    fn push(&self, event: &Bound<'_, PyAny>) -> PyResult<bool> {
        let request = match event.cast::<PyDict>() {
            Ok(fields) => self.client.put_together(self.operation, fields),
            Err(_) => self.client.put_together_from(self.operation, event),
        };
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = &*sender {
            // It fails only where the run is given up.
            let _ = sender.send(request?);
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
        calls::run(py, port, work, |py, ()| Ok(py.None()))
    }

    /// Waits for all of them: a list of (what became of it, its result, its error), in the order in which they went in.
    #[pyo3(signature = (port = None))]
    fn finish(&self, py: Python<'_>, port: Option<&Bound<'_, Port>>) -> PyResult<Py<PyAny>> {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (outcomes, client) = (self.outcomes.clone(), self.client.clone());
        let work = async move {
            let task = outcomes.lock().await.take();
            match task {
                Some(mut task) => (&mut task.0).await.ok(),
                None => None,
            }
        };
        calls::run(py, port, work, move |py, outcomes| {
            client.events().tell(py)?;
            let outcomes = outcomes.ok_or_else(runtime::broken)?;
            let all = PyList::empty(py);
            for outcome in outcomes {
                let told = match outcome {
                    Outcome::Recorded(answer) => {
                        Response::show(py, client.listener(), &answer)?;
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
}
