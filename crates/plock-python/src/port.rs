//! Where finished calls are left for a loop of asyncio.
//!
//! A call ends on a thread of the runtime. That thread must not wait for the interpreter's lock, which the loop's own thread may
//! hold for a long time: it leaves the result here and writes one byte into a pipe that the loop watches. The loop then takes
//! all results there are at once.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyWeakrefMethods, PyWeakrefReference};
use tokio::task::AbortHandle;

use crate::caller::{Caller, Calls, locked};
use crate::interpreter::attached;
use crate::process::Local;
use crate::runtime;

/// What the loop is told.
enum News {
    /// The call with this number, of the port, is done.
    Done(u64),
    /// The call with this tag, of the client, has something to log.
    Logs(Arc<Calls>, u64),
}

/// The side of the runtime's threads.
struct Queue {
    news: Mutex<Vec<News>>,
    wake: Wake,
}

enum Wake {
    /// Writing a byte makes the loop call `drain`.
    #[cfg(unix)]
    Pipe(std::io::PipeWriter),
    /// Where a loop cannot watch a pipe, a thread that may wait asks it to.
    Loop(Arc<Local<Py<PyAny>>>),
}

impl Queue {
    fn push(&self, one: News) {
        let mut news = locked(&self.news);
        news.push(one);
        if news.len() > 1 {
            return;
        }
        match &self.wake {
            #[cfg(unix)]
            Wake::Pipe(pipe) => {
                use std::io::Write;
                // It fails only where the loop is gone, and then nobody waits.
                let _ = (&*pipe).write(&[1]);
            }
            Wake::Loop(call) => {
                let call = call.clone();
                tokio::task::spawn_blocking(move || {
                    attached(|py| {
                        let called = call.get().map(|call| call.call0(py));
                        drop((called, call));
                    })
                });
            }
        }
    }
}

/// Tells the loop that a call has something to log.
pub(crate) struct Bell {
    queue: Arc<Queue>,
    calls: Arc<Calls>,
    tag: u64,
}

impl Bell {
    pub(crate) fn ring(&self) {
        self.queue.push(News::Logs(self.calls.clone(), self.tag));
    }
}

/// Makes sure that the loop is told whatever becomes of the task.
struct Answered {
    queue: Arc<Queue>,
    id: u64,
}

impl Drop for Answered {
    fn drop(&mut self) {
        self.queue.push(News::Done(self.id));
    }
}

/// The calls of one loop of asyncio.
#[pyclass(frozen, weakref, module = "plock._native")]
pub(crate) struct Port {
    /// Weakly: whoever closes the loop and forgets it is rid of it.
    pub(crate) event_loop: Py<PyWeakrefReference>,
    /// A forked child shares the pipe with its parent and must not read from it.
    queue: Local<Arc<Queue>>,
    #[cfg(unix)]
    pipe: Option<std::io::PipeReader>,
    waiting: Mutex<HashMap<u64, Py<PyAny>>>,
    next: AtomicU64,
}

#[pymethods]
impl Port {
    /// `wake`: called where the loop cannot watch a pipe.
    #[new]
    #[pyo3(signature = (event_loop, wake = None))]
    fn new(event_loop: &Bound<'_, PyAny>, wake: Option<Py<PyAny>>) -> PyResult<Self> {
        #[cfg(unix)]
        let (pipe, wake) = match wake {
            Some(call) => (None, Wake::Loop(Arc::new(Local::new(call)))),
            None => {
                let (reader, writer) = std::io::pipe()?;
                (Some(reader), Wake::Pipe(writer))
            }
        };
        #[cfg(not(unix))]
        let wake = Wake::Loop(Arc::new(Local::new(wake.unwrap_or_else(|| event_loop.clone().unbind()))));
        Ok(Self {
            event_loop: PyWeakrefReference::new(event_loop)?.unbind(),
            queue: Local::new(Arc::new(Queue { news: Mutex::default(), wake })),
            #[cfg(unix)]
            pipe,
            waiting: Mutex::default(),
            next: AtomicU64::new(0),
        })
    }

    /// The file that the loop watches.
    #[cfg(unix)]
    fn fileno(&self) -> Option<i32> {
        use std::os::fd::AsRawFd;
        self.pipe.as_ref().map(AsRawFd::as_raw_fd)
    }

    /// Tells the calls that are done, and logs what has happened, each in the context of its call.
    fn drain(&self, py: Python<'_>) -> PyResult<()> {
        let Some(queue) = self.queue.get() else { return Ok(()) };
        #[cfg(unix)]
        if let Some(mut pipe) = self.pipe.as_ref() {
            use std::io::Read;
            let _ = pipe.read(&mut [0; 64])?;
        }
        let news = std::mem::take(&mut *locked(&queue.news));
        let mut drained = Ok(());
        for one in news {
            // One that fails must not keep the others from being told.
            drained = drained.and(match one {
                News::Done(id) => self.tell(py, id),
                News::Logs(calls, tag) => calls.caller(py, tag).map_or(Ok(()), |caller| caller.get().log(py, true)),
            });
        }
        drained
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.event_loop)?;
        match self.waiting.try_lock() {
            Ok(waiting) => waiting.values().try_for_each(|future| visit.call(future)),
            Err(_) => Ok(()),
        }
    }
}

impl Port {
    fn tell(&self, py: Python<'_>, id: u64) -> PyResult<()> {
        let future = locked(&self.waiting).remove(&id);
        let Some(future) = future.map(|future| future.into_bound(py)) else { return Ok(()) };
        if !future.call_method0("done")?.is_truthy()? {
            future.call_method1("set_result", (py.None(),))?;
        }
        Ok(())
    }

    pub(crate) fn bell(&self, calls: &Arc<Calls>, tag: u64) -> PyResult<Bell> {
        Ok(Bell { queue: self.queue()?.clone(), calls: calls.clone(), tag })
    }

    fn queue(&self) -> PyResult<&Arc<Queue>> {
        self.queue
            .get()
            .ok_or_else(|| PyRuntimeError::new_err("this loop was begun before a fork: run a new one in the child"))
    }

    /// Runs `work` on the runtime; the loop is told when it is done, and the call then asks for the `result`.
    pub(crate) fn start<T: Send + 'static>(
        port: &Bound<'_, Self>,
        caller: Option<Py<Caller>>,
        work: impl Future<Output = T> + Send + 'static,
        finish: impl FnOnce(Python<'_>, Option<&Caller>, T) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>> {
        let (py, this) = (port.py(), port.get());
        let queue = this.queue()?.clone();
        let id = this.next.fetch_add(1, Ordering::Relaxed);
        let event_loop = this.event_loop.bind(py).upgrade();
        let event_loop = event_loop.ok_or_else(|| PyRuntimeError::new_err("the loop of this call is closed"))?;
        let future = event_loop.call_method0("create_future")?.unbind();
        let runtime = runtime::runtime()?;
        locked(&this.waiting).insert(id, future.clone_ref(py));
        let place = Arc::new(Mutex::new(None));
        let (answered, answer) = (Answered { queue, id }, place.clone());
        let task = runtime.spawn(async move {
            let value = work.await;
            locked(&answer).replace(value);
            drop(answered);
        });
        let result: Finish = Box::new(move |py, caller| {
            let value = locked(&place).take();
            finish(py, caller, value.ok_or_else(runtime::broken)?)
        });
        let result = Local::new(Mutex::new(Some(result)));
        let pending =
            Pending { future, task: Local::new(task.abort_handle()), port: port.clone().unbind(), id, caller, result };
        Ok(Bound::new(py, pending)?.into_any().unbind())
    }
}

type Finish = Box<dyn FnOnce(Python<'_>, Option<&Caller>) -> PyResult<Py<PyAny>> + Send>;

/// A call that a loop waits for. Dropped, it is given up.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Pending {
    /// What the loop waits for.
    #[pyo3(get)]
    future: Py<PyAny>,
    task: Local<AbortHandle>,
    port: Py<Port>,
    id: u64,
    caller: Option<Py<Caller>>,
    /// Holds no object of Python.
    result: Local<Mutex<Option<Finish>>>,
}

#[pymethods]
impl Pending {
    /// What the call gives, once `future` is done; in the context of whoever calls this.
    fn result(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let caller = self.caller.as_ref().map(Py::get);
        if let Some(caller) = caller {
            caller.log(py, false)?;
        }
        let finish = self.result.get().and_then(|result| locked(result).take());
        finish.ok_or_else(runtime::broken)?(py, caller)
    }

    /// Gives the call up, if it is not done: its request is stopped.
    fn cancel(&self) {
        if let Some(task) = self.task.get() {
            task.abort();
            let forgotten = locked(&self.port.get().waiting).remove(&self.id);
            drop(forgotten);
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.future)?;
        visit.call(&self.port)?;
        visit.call(&self.caller)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }
}
