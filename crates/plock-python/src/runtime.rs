//! The runtime that calls run on. Waiting for a call releases the GIL and can be interrupted with Ctrl-C.

use std::future::Future;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::Runtime;

use crate::context::{CallContext, CallRegistry, lock};
use crate::interpreter::{attached, detached};
use crate::process::ProcessLocal;

/// How often signals and events are handled while a call waits.
const CHECK_INTERVAL: Duration = Duration::from_millis(50);

/// The runtime of a process. A forked child has none of its parent's threads: it starts its own runtime and never touches the old one.
/// Runtimes are never dropped, because that would wait for threads. Not a mutex: a fork could happen while it is locked.
static RUNTIME: AtomicPtr<ProcessLocal<Runtime>> = AtomicPtr::new(ptr::null_mut());

pub(crate) fn runtime() -> PyResult<&'static Runtime> {
    let current = RUNTIME.load(Ordering::Acquire);
    // SAFETY: what is in `RUNTIME` was leaked below.
    if let Some(runtime) = unsafe { current.as_ref() }.and_then(ProcessLocal::get) {
        return Ok(runtime);
    }
    let created = Box::into_raw(Box::new(ProcessLocal::new(plock::dynamic::runtime()?)));
    match RUNTIME.compare_exchange(current, created, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: as above; it was created in this process.
        Ok(_) => unsafe { &*created }.get().ok_or_else(internal_error),
        // Another thread was faster. This unused runtime is leaked.
        Err(_) => runtime(),
    }
}

/// The result of a task. Dropped without a result if the task panicked.
struct TaskResult<T> {
    slot: Arc<Mutex<Option<T>>>,
    done: SyncSender<()>,
}

impl<T> Drop for TaskResult<T> {
    fn drop(&mut self) {
        // Fails if the thread is about to wake up anyway.
        let _ = self.done.try_send(());
    }
}

/// Runs `work` on the runtime and waits for it. Handles its events in the meantime.
pub(crate) fn wait<T: Send + 'static>(
    py: Python<'_>,
    context: Option<&CallContext>,
    work: impl Future<Output = T> + Send + 'static,
) -> PyResult<T> {
    let (wake, mut wakeups) = mpsc::sync_channel(1);
    let slot = Arc::new(Mutex::new(None));
    let result = TaskResult { slot: slot.clone(), done: wake };
    let task = runtime()?.spawn(async move {
        let value = work.await;
        lock(&result.slot).replace(value);
    });
    let outcome = loop {
        let woken;
        (wakeups, woken) = detached(py, move || {
            let woken = wakeups.recv_timeout(CHECK_INTERVAL).is_ok();
            (wakeups, woken)
        });
        let ended = task.is_finished();
        let value = lock(&slot).take();
        let handled = context.map_or(Ok(()), |context| context.handle_events(py, false));
        match (handled, value) {
            (Err(error), Some(value)) => {
                // The call has ended: its result is not lost.
                if let Some(context) = context {
                    context.keep_hook_error(py, error);
                }
                break Ok(value);
            }
            (Err(error), None) => break Err(error),
            (Ok(()), Some(value)) => break Ok(value),
            (Ok(()), None) if ended => break lock(&slot).take().ok_or_else(internal_error),
            (Ok(()), None) => {}
        }
        if !woken && let Err(error) = py.check_signals() {
            break Err(error);
        }
    };
    if outcome.is_err() {
        task.abort();
    }
    outcome
}

/// A task ended without a result: a bug, reported as an exception instead of a panic.
pub(crate) fn internal_error() -> PyErr {
    PyRuntimeError::new_err("internal error in plock; please report it")
}

/// Sets the token provider, which is called on a thread that may block.
pub(crate) fn provider(builder: plock::ClientBuilder, calls: Arc<CallRegistry>) -> plock::ClientBuilder {
    builder.token_provider(move || {
        let calls = calls.clone();
        let tag = calls.tag();
        async move {
            let token = tokio::task::spawn_blocking(move || {
                attached(|py| match tag.and_then(|tag| calls.context(py, tag)) {
                    Some(context) => context.get().token(py),
                    None => Err(PyRuntimeError::new_err("the call that needs a token has ended")),
                })
            });
            match token.await? {
                Some(token) => Ok(token?),
                None => Err("the interpreter is finalizing".into()),
            }
        }
    })
}
