//! Where finished calls are left for a loop of asyncio.
//!
//! A call ends on a thread of the runtime. That thread must not wait for the interpreter's lock, which the loop's own thread may
//! hold for a long time: it leaves the result here and writes one byte into a pipe that the loop watches. The loop then takes
//! all results there are at once.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyWeakrefMethods, PyWeakrefReference};
use tokio::task::AbortHandle;

use crate::runtime;

type Finish = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The side of the runtime's threads.
struct Queue {
    done: Mutex<Vec<(u64, Finish)>>,
    wake: Wake,
}

enum Wake {
    /// Writing a byte makes the loop call `drain`.
    #[cfg(unix)]
    Pipe(std::io::PipeWriter),
    /// Where a loop cannot watch a pipe, a thread that may wait asks it to.
    Loop(Arc<Py<PyAny>>),
}

impl Queue {
    fn push(self: &Arc<Self>, id: u64, finish: Finish) {
        let mut done = locked(&self.done);
        done.push((id, finish));
        if done.len() > 1 {
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
                tokio::task::spawn_blocking(move || Python::try_attach(|py| call.call0(py).map(|_| ()).ok()));
            }
        }
    }
}

/// Makes sure that a call is answered whatever becomes of its task.
struct Answered {
    queue: Arc<Queue>,
    id: u64,
    open: bool,
}

impl Answered {
    fn with(mut self, finish: Finish) {
        self.open = false;
        self.queue.push(self.id, finish);
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        if self.open {
            self.queue.push(self.id, Box::new(|_| Err(runtime::broken())));
        }
    }
}

/// A loop of asyncio, weakly: whoever closes it and forgets it is rid of it.
#[derive(Clone, Default)]
pub(crate) struct EventLoop(Arc<Mutex<Option<Py<PyWeakrefReference>>>>);

impl EventLoop {
    pub(crate) fn remember(&self, py: Python<'_>, port: &Port) {
        *locked(&self.0) = Some(port.event_loop.clone_ref(py));
    }

    pub(crate) fn get<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        let known = locked(&self.0).as_ref().map(|known| known.clone_ref(py));
        known.and_then(|known| known.bind(py).upgrade())
    }
}

/// The calls of one loop of asyncio.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Port {
    event_loop: Py<PyWeakrefReference>,
    queue: Arc<Queue>,
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
            Some(call) => (None, Wake::Loop(Arc::new(call))),
            None => {
                let (reader, writer) = std::io::pipe()?;
                (Some(reader), Wake::Pipe(writer))
            }
        };
        #[cfg(not(unix))]
        let wake = Wake::Loop(Arc::new(wake.unwrap_or_else(|| event_loop.clone().unbind())));
        Ok(Self {
            event_loop: PyWeakrefReference::new(event_loop)?.unbind(),
            queue: Arc::new(Queue { done: Mutex::default(), wake }),
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

    /// Hands over what is done.
    fn drain(&self, py: Python<'_>) -> PyResult<()> {
        #[cfg(unix)]
        if let Some(mut pipe) = self.pipe.as_ref() {
            use std::io::Read;
            let _ = pipe.read(&mut [0; 64])?;
        }
        let done = std::mem::take(&mut *locked(&self.queue.done));
        for (id, finish) in done {
            let Some(future) = locked(&self.waiting).remove(&id) else { continue };
            let future = future.bind(py);
            if future.call_method0("done")?.is_truthy()? {
                continue;
            }
            match finish(py) {
                Ok(value) => future.call_method1("set_result", (value,))?,
                Err(error) => future.call_method1("set_exception", (error,))?,
            };
        }
        Ok(())
    }
}

impl Port {
    /// Runs `work` on the runtime; the loop gets what `finish` makes of it.
    pub(crate) fn start<T: Send + 'static>(
        port: &Bound<'_, Self>,
        work: impl Future<Output = T> + Send + 'static,
        finish: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>> {
        let (py, this) = (port.py(), port.get());
        let id = this.next.fetch_add(1, Ordering::Relaxed);
        let event_loop = this.event_loop.bind(py).upgrade();
        let event_loop = event_loop.ok_or_else(|| PyRuntimeError::new_err("the loop of this call is closed"))?;
        let future = event_loop.call_method0("create_future")?.unbind();
        locked(&this.waiting).insert(id, future.clone_ref(py));
        let answered = Answered { queue: this.queue.clone(), id, open: true };
        let task = runtime::runtime(py)?.spawn(async move {
            let value = work.await;
            answered.with(Box::new(move |py| finish(py, value)));
        });
        let pending = Pending { future, task: task.abort_handle(), port: port.clone().unbind(), id };
        Ok(Bound::new(py, pending)?.into_any().unbind())
    }
}

/// A call that a loop waits for. Dropped, it is given up.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Pending {
    /// What the loop waits for.
    #[pyo3(get)]
    future: Py<PyAny>,
    task: AbortHandle,
    port: Py<Port>,
    id: u64,
}

#[pymethods]
impl Pending {
    /// Gives the call up, if it is not done: its request is stopped.
    fn cancel(&self) {
        self.task.abort();
        let forgotten = locked(&self.port.get().waiting).remove(&self.id);
        drop(forgotten);
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.task.abort();
    }
}
