//! Many writes: events are pushed while there is capacity, and outcomes come out in the same order.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{Either, select};
use plock::Outcome;
use plock::dynamic::{Answer, ManyJob};
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::calls;
use crate::client::{Client, Connected, operation, with_tag};
use crate::context::{CallContext, lock};
use crate::errors::{self, to_exception};
use crate::object::new_object;
use crate::process::ProcessLocal;
use crate::queue::CompletionQueue;
use crate::runtime;
use crate::settings::configuration;

/// Maximum number of outcomes per batch.
const MAX_BATCH: usize = 256;

/// A job, and the outcomes that are not delivered yet: an interrupted reader leaves them to the next one.
#[derive(Clone)]
struct Job {
    job: ManyJob,
    received: Arc<Mutex<Received>>,
}

#[derive(Default)]
struct Received {
    outcomes: VecDeque<(u64, Outcome<Answer>)>,
    /// Whether there are no more outcomes.
    ended: bool,
}

impl Job {
    /// Waits for outcomes or the end.
    async fn outcomes(&self) {
        if lock(&self.received).outcomes.is_empty() {
            let outcomes = self.job.next(MAX_BATCH).await;
            let mut received = lock(&self.received);
            received.ended = outcomes.is_empty();
            received.outcomes.extend(outcomes);
        }
    }

    /// Waits for capacity or outcomes; returns the capacity.
    async fn step(&self) -> usize {
        match self.job.try_room() {
            // No more events are accepted.
            Some(0) => {}
            Some(room) => return room,
            None => {
                let (room, outcomes) = (std::pin::pin!(self.job.room()), std::pin::pin!(self.outcomes()));
                return match select(room, outcomes).await {
                    Either::Left((room, _)) => room,
                    Either::Right(_) => 0,
                };
            }
        }
        self.outcomes().await;
        0
    }
}

/// The exception of a hook or None, and whether there are no more outcomes.
type HookResult = (Py<PyAny>, bool);

/// A job of many writes of one operation.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Many {
    client: Py<Client>,
    context: Option<Py<CallContext>>,
    operation: usize,
    /// Delivered outcomes as (index, status, result, error). They are returned in a list, so that a signal cannot discard them.
    #[pyo3(get)]
    outcomes: Py<PyList>,
    job: ProcessLocal<(Connected, Job)>,
}

impl Many {
    pub(crate) fn new(
        client: &Bound<'_, Client>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        index: usize,
        concurrency: usize,
    ) -> PyResult<Self> {
        let py = client.py();
        let connected = client.get().connected(py)?;
        let context = client.get().context(py, &connected, queue)?;
        let job = ManyJob::new(&connected.client, concurrency, runtime::runtime()?.handle());
        let job = Job { job: job.map_err(|error| to_exception(py, None, &error))?, received: Arc::default() };
        operation(index)?;
        let outcomes = PyList::empty(py).unbind();
        Ok(Self {
            client: client.clone().unbind(),
            context,
            operation: index,
            outcomes,
            job: ProcessLocal::new((connected, job)),
        })
    }

    fn job(&self) -> PyResult<&(Connected, Job)> {
        let forked = "this job was started before a fork: start it again in the child";
        self.job.get().ok_or_else(|| Python::attach(|py| configuration(py, forked)))
    }

    /// Runs `work`, and delivers the outcomes that were received.
    fn deliver<T, F>(
        &self,
        py: Python<'_>,
        queue: Option<&Bound<'_, CompletionQueue>>,
        work: impl FnOnce(Job) -> F,
        finish: impl FnOnce(Python<'_>, T, HookResult) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let (job, delivered) = (self.job()?.1.clone(), self.outcomes.clone_ref(py));
        let context = self.context.as_ref().map(|context| context.clone_ref(py));
        calls::run(py, queue, context, work(job.clone()), move |py, context, output| {
            let mut received = lock(&job.received);
            let (outcomes, ended) = (std::mem::take(&mut received.outcomes), received.ended);
            drop(received);
            for (index, outcome) in outcomes {
                let (status, result, error) = match outcome {
                    Outcome::Recorded(response) => {
                        let result =
                            if response.rows.is_empty() { py.None() } else { new_object(py, response.rows, 0)? };
                        ("recorded", result, py.None())
                    }
                    Outcome::Refused(error) => ("refused", py.None(), errors::object(py, &error)?.unbind()),
                    Outcome::Unknown(error) => ("unknown", py.None(), errors::object(py, &error)?.unbind()),
                    Outcome::NotSent => ("not sent", py.None(), py.None()),
                };
                delivered.bind(py).append((index, status, result, error))?;
            }
            let hook_error = context.and_then(|context| context.take_hook_error(py));
            let hook_error = hook_error.map_or_else(|| py.None(), |error| error.into_value(py).into_any());
            finish(py, output, (hook_error, ended))
        })
    }
}

/// The outcomes of a single recorded write.
pub(crate) fn recorded_outcomes(py: Python<'_>, result: Py<PyAny>) -> PyResult<Py<PyAny>> {
    let module = py.import("plock._many")?;
    let outcome = module.getattr("Outcome")?.call1((0, py.None(), "recorded", result, py.None()))?;
    Ok(module.getattr("Outcomes")?.call1(([outcome],))?.unbind())
}

#[pymethods]
impl Many {
    /// Pushes the first event of `taken` and moves it to `pending`, by its index; drops it if no more events are accepted. A signal cannot
    /// come in between. Requires capacity. An event that cannot be encoded is refused.
    fn push(&self, py: Python<'_>, taken: &Bound<'_, PyList>, pending: &Bound<'_, PyDict>) -> PyResult<()> {
        let (connected, job) = self.job()?;
        let event = taken.get_item(0)?;
        let request = match self.client.get().prepare(connected, self.operation, &event) {
            Err(error) if error.is_instance_of::<PyException>(py) => {
                Err(plock::dynamic::invalid(operation(self.operation)?, "event", &error.to_string()))
            }
            request => request?,
        };
        if let Some(index) = job.job.push(request.map(|request| with_tag(request, self.context.as_ref()))) {
            pending.set_item(index, event)?;
        }
        taken.del_item(0)
    }

    /// Waits for capacity and returns the number of events. 0: no more events are accepted.
    #[pyo3(signature = (queue = None))]
    fn room(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        let job = self.job()?.1.clone();
        let work = async move { job.job.room().await };
        calls::run(py, queue, None, work, |py, _, room| Ok(room.into_pyobject(py)?.into_any().unbind()))
    }

    /// Waits for outcomes and adds them to `outcomes`. Returns the exception of a hook or None, and whether there are no more outcomes.
    #[pyo3(signature = (queue = None))]
    fn next(&self, py: Python<'_>, queue: Option<&Bound<'_, CompletionQueue>>) -> PyResult<Py<PyAny>> {
        let work = |job: Job| async move { job.outcomes().await };
        self.deliver(py, queue, work, |py, (), hooked| Ok(hooked.into_pyobject(py)?.into_any().unbind()))
    }

    /// Waits for capacity or outcomes. Returns the capacity, then the same as `next`.
    fn step(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let work = |job: Job| async move { job.step().await };
        self.deliver(py, None, work, |py, room: usize, (hook_error, ended)| {
            Ok((room, hook_error, ended).into_pyobject(py)?.into_any().unbind())
        })
    }

    /// Sends nothing more. Writes in flight have `grace` seconds to end.
    fn stop(&self, grace: f64) {
        if let Ok((_, job)) = self.job() {
            job.job.stop(Duration::try_from_secs_f64(grace).unwrap_or(Duration::MAX));
        }
    }

    /// Ends the input.
    fn finish(&self) {
        if let Ok((_, job)) = self.job() {
            job.job.finish();
        }
    }

    /// Number of writes so far: recorded, refused, unknown, not sent.
    #[getter]
    fn summary(&self) -> (u64, u64, u64, u64) {
        let summary = self.job().map(|(_, job)| job.job.summary()).unwrap_or_default();
        (summary.recorded, summary.refused, summary.unknown, summary.not_sent)
    }

    /// Whether the job sends nothing more.
    #[getter]
    fn stopped(&self) -> bool {
        self.job().is_ok_and(|(_, job)| job.job.is_stopped())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.client)?;
        visit.call(&self.outcomes)?;
        visit.call(&self.context)
    }
}
