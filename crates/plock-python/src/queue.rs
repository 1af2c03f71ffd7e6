//! Completion queue of an asyncio loop.
//!
//! A call ends on a thread of the runtime, which must not wait for the GIL, as the loop's thread may hold it for a long time. It stores
//! the result and writes one byte to a pipe that the loop watches. The loop then takes all results at once.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::settings::configuration;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyWeakrefMethods, PyWeakrefReference};
use tokio::task::AbortHandle;

use crate::context::{CallContext, CallRegistry, lock};
use crate::interpreter::attached;
use crate::process::ProcessLocal;
use crate::runtime;

enum Notification {
    /// The call with this id is done.
    Done(u64),
    /// The call with this tag has events to log.
    Events(Arc<CallRegistry>, u64),
}

/// The part that is shared with the runtime's threads.
struct Shared {
    notifications: Mutex<Vec<Notification>>,
    wake: Wake,
}

enum Wake {
    /// Writing a byte makes the loop call `drain`.
    #[cfg(unix)]
    Pipe(std::io::PipeWriter),
    /// For loops that cannot watch a pipe: called on a thread that may block.
    Loop(Arc<ProcessLocal<Py<PyAny>>>),
}

impl Shared {
    fn push(&self, notification: Notification) {
        let mut notifications = lock(&self.notifications);
        notifications.push(notification);
        if notifications.len() > 1 {
            return;
        }
        match &self.wake {
            #[cfg(unix)]
            Wake::Pipe(pipe) => {
                use std::io::Write;
                // Fails only if the loop is closed, and then nothing waits.
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

/// Notifies the loop that a call has events to log.
pub(crate) struct EventNotifier {
    shared: Arc<Shared>,
    calls: Arc<CallRegistry>,
    tag: u64,
}

impl EventNotifier {
    pub(crate) fn notify(&self) {
        self.shared.push(Notification::Events(self.calls.clone(), self.tag));
    }
}

/// Notifies the loop when the task ends, also if it panics or is aborted.
struct NotifyOnDrop {
    shared: Arc<Shared>,
    id: u64,
}

impl Drop for NotifyOnDrop {
    fn drop(&mut self) {
        self.shared.push(Notification::Done(self.id));
    }
}

/// The calls of one asyncio loop.
#[pyclass(frozen, weakref, module = "plock._native")]
pub(crate) struct CompletionQueue {
    /// Weak: the queue must not keep the loop alive.
    pub(crate) event_loop: Py<PyWeakrefReference>,
    /// A forked child shares the pipe with its parent and must not read from it.
    shared: ProcessLocal<Arc<Shared>>,
    #[cfg(unix)]
    pipe: Option<std::io::PipeReader>,
    waiting: Mutex<HashMap<u64, Py<PyAny>>>,
    next: AtomicU64,
}

#[pymethods]
impl CompletionQueue {
    /// `wake`: called instead of the pipe, for loops that cannot watch one.
    #[new]
    #[pyo3(signature = (event_loop, wake = None))]
    fn new(event_loop: &Bound<'_, PyAny>, wake: Option<Py<PyAny>>) -> PyResult<Self> {
        #[cfg(unix)]
        let (pipe, wake) = match wake {
            Some(call) => (None, Wake::Loop(Arc::new(ProcessLocal::new(call)))),
            None => {
                let (reader, writer) = std::io::pipe()?;
                (Some(reader), Wake::Pipe(writer))
            }
        };
        #[cfg(not(unix))]
        let wake = Wake::Loop(Arc::new(ProcessLocal::new(wake.unwrap_or_else(|| event_loop.clone().unbind()))));
        Ok(Self {
            event_loop: PyWeakrefReference::new(event_loop)?.unbind(),
            shared: ProcessLocal::new(Arc::new(Shared { notifications: Mutex::default(), wake })),
            #[cfg(unix)]
            pipe,
            waiting: Mutex::default(),
            next: AtomicU64::new(0),
        })
    }

    /// The pipe that the loop watches.
    #[cfg(unix)]
    fn fileno(&self) -> Option<i32> {
        use std::os::fd::AsRawFd;
        self.pipe.as_ref().map(AsRawFd::as_raw_fd)
    }

    /// Resolves the calls that are done, and logs events, each in the `contextvars` of its call.
    fn drain(&self, py: Python<'_>) -> PyResult<()> {
        let Some(shared) = self.shared.get() else { return Ok(()) };
        #[cfg(unix)]
        if let Some(mut pipe) = self.pipe.as_ref() {
            use std::io::Read;
            let _ = pipe.read(&mut [0; 64])?;
        }
        let notifications = std::mem::take(&mut *lock(&shared.notifications));
        let mut drained = Ok(());
        for notification in notifications {
            // An exception of one must not keep the others from being handled.
            drained = drained.and(match notification {
                Notification::Done(id) => self.resolve(py, id),
                Notification::Events(calls, tag) => {
                    calls.context(py, tag).map_or(Ok(()), |context| context.get().handle_events(py, true))
                }
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

impl CompletionQueue {
    fn resolve(&self, py: Python<'_>, id: u64) -> PyResult<()> {
        let future = lock(&self.waiting).remove(&id);
        let Some(future) = future.map(|future| future.into_bound(py)) else { return Ok(()) };
        if !future.call_method0("done")?.is_truthy()? {
            future.call_method1("set_result", (py.None(),))?;
        }
        Ok(())
    }

    pub(crate) fn event_notifier(&self, calls: &Arc<CallRegistry>, tag: u64) -> PyResult<EventNotifier> {
        Ok(EventNotifier { shared: self.shared()?.clone(), calls: calls.clone(), tag })
    }

    fn shared(&self) -> PyResult<&Arc<Shared>> {
        let forked = "this event loop was started before a fork: start a new one in the child";
        self.shared.get().ok_or_else(|| Python::attach(|py| configuration(py, forked)))
    }

    /// Starts `work` on the runtime. The loop is notified when it is done, and the call then reads the `result`.
    pub(crate) fn start(
        queue: &Bound<'_, Self>,
        context: Option<Py<CallContext>>,
        work: Work,
        finish: Finish,
    ) -> PyResult<Py<PyAny>> {
        let (py, this) = (queue.py(), queue.get());
        let shared = this.shared()?.clone();
        let id = this.next.fetch_add(1, Ordering::Relaxed);
        let event_loop = this.event_loop.bind(py).upgrade();
        let event_loop = event_loop.ok_or_else(|| configuration(py, "the event loop of this call is closed"))?;
        let future = event_loop.call_method0("create_future")?.unbind();
        let runtime = runtime::runtime()?;
        lock(&this.waiting).insert(id, future.clone_ref(py));
        let notify = NotifyOnDrop { shared, id };
        let task = runtime.spawn(async move {
            work.await;
            drop(notify);
        });
        let result = ProcessLocal::new(Mutex::new(Some(finish)));
        let pending = Pending {
            future,
            task: ProcessLocal::new(task.abort_handle()),
            queue: queue.clone().unbind(),
            id,
            context,
            result,
        };
        Ok(Bound::new(py, pending)?.into_any().unbind())
    }
}

/// The asynchronous part of a call.
pub(crate) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Converts the result of a call. No part of [`Work`]: dropping a call ends what it has at once, and its task later.
pub(crate) type Finish = Box<dyn FnOnce(Python<'_>, Option<&CallContext>) -> PyResult<Py<PyAny>> + Send>;

/// An in-flight call of a loop; aborted on drop.
#[pyclass(frozen, module = "plock._native")]
pub(crate) struct Pending {
    /// Resolved when the call is done.
    #[pyo3(get)]
    future: Py<PyAny>,
    task: ProcessLocal<AbortHandle>,
    queue: Py<CompletionQueue>,
    id: u64,
    context: Option<Py<CallContext>>,
    /// Holds no Python object.
    result: ProcessLocal<Mutex<Option<Finish>>>,
}

#[pymethods]
impl Pending {
    /// The result of the call, once `future` is done. Runs in the caller's context.
    fn result(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let context = self.context.as_ref().map(Py::get);
        if let Some(context) = context
            && let Err(error) = context.handle_events(py, false)
        {
            // The call has ended: its result is not lost.
            context.keep_hook_error(py, error);
        }
        let finish = self.result.get().and_then(|result| lock(result).take());
        finish.ok_or_else(runtime::internal_error)?(py, context)
    }

    /// Aborts the call and its request, if it is not done.
    fn cancel(&self) {
        if let Some(task) = self.task.get() {
            task.abort();
            let forgotten = lock(&self.queue.get().waiting).remove(&self.id);
            drop(forgotten);
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.future)?;
        visit.call(&self.queue)?;
        visit.call(&self.context)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }
}
