//! Many writes: events go in one by one, as there is room, and what became of each comes out in their order.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{Either, select};
use plock::Outcome;
use plock::dynamic::{Answer, ManyJob};
use pyo3::exceptions::{PyException, PyRuntimeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::caller::{Caller, locked};
use crate::calls;
use crate::client::{Client, Connected, operation, tagged};
use crate::errors::{self, raised};
use crate::object::{make, show};
use crate::port::Port;
use crate::process::Local;
use crate::runtime;

/// Outcomes that are handed over at a time.
const MOST: usize = 256;

/// A job, and the outcomes that came and are not handed out: a reader that is interrupted leaves them to the next one.
#[derive(Clone)]
struct Job {
    job: ManyJob,
    came: Arc<Mutex<Came>>,
}

#[derive(Default)]
struct Came {
    outcomes: VecDeque<(u64, Outcome<Answer>)>,
    /// No more come.
    ended: bool,
}

impl Job {
    /// Waits for outcomes, or for the end.
    async fn outcomes(&self) {
        if locked(&self.came).outcomes.is_empty() {
            let told = self.job.next(MOST).await;
            let mut came = locked(&self.came);
            came.ended = told.is_empty();
            came.outcomes.extend(told);
        }
    }

    /// Waits for room or outcomes; gives the room.
    async fn step(&self) -> usize {
        match self.job.try_room() {
            // Nothing more is taken.
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

/// What a hook raised, and whether no more outcomes come.
type Told = (Py<PyAny>, bool);

/// A run of many calls of one operation.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Many {
    client: Py<Client>,
    caller: Option<Py<Caller>>,
    operation: usize,
    /// Outcomes that came, as (index, status, result, error): in a list, so that no signal comes between them and their reader.
    #[pyo3(get)]
    told: Py<PyList>,
    here: Local<(Connected, Job)>,
}

impl Many {
    pub(crate) fn new(
        client: &Bound<'_, Client>,
        port: Option<&Bound<'_, Port>>,
        index: usize,
        concurrency: usize,
    ) -> PyResult<Self> {
        let py = client.py();
        let connected = client.get().connected(py)?;
        let caller = client.get().caller(py, &connected, port)?;
        let job = ManyJob::new(&connected.client, concurrency, runtime::runtime()?.handle());
        let job = Job { job: job.map_err(|error| raised(py, None, &error))?, came: Arc::default() };
        operation(index)?;
        let told = PyList::empty(py).unbind();
        Ok(Self { client: client.clone().unbind(), caller, operation: index, told, here: Local::new((connected, job)) })
    }

    fn job(&self) -> PyResult<&(Connected, Job)> {
        let forked = || PyRuntimeError::new_err("these writes were begun before a fork: begin them again in the child");
        self.here.get().ok_or_else(forked)
    }

    /// Runs `work`, and hands out what came with what it gives.
    fn told<T, F>(
        &self,
        py: Python<'_>,
        port: Option<&Bound<'_, Port>>,
        work: impl FnOnce(Job) -> F,
        finish: impl FnOnce(Python<'_>, T, Told) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let (job, told) = (self.job()?.1.clone(), self.told.clone_ref(py));
        let caller = self.caller.as_ref().map(|caller| caller.clone_ref(py));
        calls::run(py, port, caller, work(job.clone()), move |py, caller, given| {
            let mut failed = None;
            let mut came = locked(&job.came);
            let (outcomes, ended) = (std::mem::take(&mut came.outcomes), came.ended);
            drop(came);
            for (index, outcome) in outcomes {
                let (status, result, error) = match outcome {
                    Outcome::Recorded(answer) => {
                        if failed.is_none() {
                            failed = show(py, caller, &answer).err();
                        }
                        let result = if answer.rows.is_empty() { py.None() } else { make(py, answer.rows, 0)? };
                        ("recorded", result, py.None())
                    }
                    Outcome::Refused(error) => ("refused", py.None(), errors::object(py, &error)?.unbind()),
                    Outcome::Unknown(error) => ("unknown", py.None(), errors::object(py, &error)?.unbind()),
                    Outcome::NotSent => ("not sent", py.None(), py.None()),
                };
                told.bind(py).append((index, status, result, error))?;
            }
            let failed = failed.or_else(|| caller.and_then(|caller| caller.failed(py)));
            let failed = failed.map_or_else(|| py.None(), |error| error.into_value(py).into_any());
            finish(py, given, (failed, ended))
        })
    }
}

/// The outcomes of one write that was recorded.
pub(crate) fn recorded(py: Python<'_>, result: Py<PyAny>) -> PyResult<Py<PyAny>> {
    let module = py.import("plock._many")?;
    let outcome = module.getattr("Outcome")?.call1((0, py.None(), "recorded", result, py.None()))?;
    Ok(module.getattr("Outcomes")?.call1(([outcome],))?.unbind())
}

#[pymethods]
impl Many {
    /// Takes one event, for which there is room. One that cannot be written is refused. Gives its index, from 0. None: none is taken any more.
    fn push(&self, py: Python<'_>, event: &Bound<'_, PyAny>) -> PyResult<Option<u64>> {
        let (connected, job) = self.job()?;
        let request = match self.client.get().put_together(connected, self.operation, event) {
            Err(error) if error.is_instance_of::<PyException>(py) => {
                Err(plock::dynamic::invalid(operation(self.operation)?, "event", &error.to_string()))
            }
            request => request?,
        };
        Ok(job.job.push(request.map(|request| tagged(request, self.caller.as_ref()))))
    }

    /// Waits until events may be taken, and says how many. 0: no more.
    #[pyo3(signature = (port = None))]
    fn room(&self, py: Python<'_>, port: Option<&Bound<'_, Port>>) -> PyResult<Py<PyAny>> {
        let job = self.job()?.1.clone();
        let work = async move { job.job.room().await };
        calls::run(py, port, None, work, |py, _, room| Ok(room.into_pyobject(py)?.into_any().unbind()))
    }

    /// Waits for outcomes, which are then in `told`: what a hook raised, and whether no more come.
    #[pyo3(signature = (port = None))]
    fn next(&self, py: Python<'_>, port: Option<&Bound<'_, Port>>) -> PyResult<Py<PyAny>> {
        let work = |job: Job| async move { job.outcomes().await };
        self.told(py, port, work, |py, (), told| Ok(told.into_pyobject(py)?.into_any().unbind()))
    }

    /// Waits for room or outcomes: the room, and as `next`.
    fn step(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let work = |job: Job| async move { job.step().await };
        self.told(py, None, work, |py, room: usize, (failed, ended)| {
            Ok((room, failed, ended).into_pyobject(py)?.into_any().unbind())
        })
    }

    /// Sends nothing more; what is in flight may take so many seconds.
    fn stop(&self, grace: f64) {
        if let Ok((_, job)) = self.job() {
            job.job.stop(Duration::try_from_secs_f64(grace).unwrap_or(Duration::MAX));
        }
    }

    /// No events follow.
    fn finish(&self) {
        if let Ok((_, job)) = self.job() {
            job.job.finish();
        }
    }

    /// How many writes there are so far of each kind: recorded, refused, unknown, not sent.
    #[getter]
    fn summary(&self) -> (u64, u64, u64, u64) {
        let summary = self.job().map(|(_, job)| job.job.summary()).unwrap_or_default();
        (summary.recorded, summary.refused, summary.unknown, summary.not_sent)
    }

    /// Whether nothing more is sent.
    #[getter]
    fn stopped(&self) -> bool {
        self.job().is_ok_and(|(_, job)| job.job.is_stopped())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.client)?;
        visit.call(&self.told)?;
        visit.call(&self.caller)
    }
}
