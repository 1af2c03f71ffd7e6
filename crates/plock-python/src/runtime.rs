//! The threads that calls run on, and waiting for them as Python expects it: without the lock, and open to Ctrl-C.

use std::future::Future;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::Runtime;

use crate::caller::{Caller, Calls, locked};
use crate::interpreter::{attached, detached};
use crate::process::Local;

/// Ctrl-C is noticed at least this often.
const SLICE: Duration = Duration::from_millis(50);

/// The runtime of a process. After a fork the child has none of its parent's threads: it starts its own and never touches the old
/// ones. Runtimes are never dropped, because that would wait for threads. No mutex: a fork could find it taken.
static RUNTIME: AtomicPtr<Local<Runtime>> = AtomicPtr::new(ptr::null_mut());

/// The runtime of this process.
pub(crate) fn runtime() -> PyResult<&'static Runtime> {
    let known = RUNTIME.load(Ordering::Acquire);
    // SAFETY: what is in `RUNTIME` was leaked below.
    if let Some(runtime) = unsafe { known.as_ref() }.and_then(Local::get) {
        return Ok(runtime);
    }
    let made = Box::into_raw(Box::new(Local::new(plock::dynamic::runtime()?)));
    match RUNTIME.compare_exchange(known, made, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: as above; it was made in this process.
        Ok(_) => unsafe { &*made }.get().ok_or_else(broken),
        // Another thread was faster. This one, which nobody has used, is forgotten.
        Err(_) => runtime(),
    }
}

/// What a task leaves for the thread that waits for it. Dropped on the way, the task has broken.
struct Answer<T> {
    place: Arc<Mutex<Option<T>>>,
    done: SyncSender<()>,
}

impl<T> Drop for Answer<T> {
    fn drop(&mut self) {
        // It fails where the thread is about to wake up anyway.
        let _ = self.done.try_send(());
    }
}

/// Waits for `work`, which runs on threads of its own, and logs meanwhile what happens in it.
pub(crate) fn wait<T: Send + 'static>(
    py: Python<'_>,
    caller: Option<&Caller>,
    work: impl Future<Output = T> + Send + 'static,
) -> PyResult<T> {
    let (wake, mut woken) = mpsc::sync_channel(1);
    let place = Arc::new(Mutex::new(None));
    let journal = caller.and_then(|caller| caller.journal.clone());
    if let Some(journal) = &journal {
        journal.wake_up(Some(wake.clone()));
    }
    let answer = Answer { place: place.clone(), done: wake };
    let task = runtime()?.spawn(async move {
        let value = work.await;
        locked(&answer.place).replace(value);
    });
    let waited = loop {
        let told;
        (woken, told) = detached(py, move || {
            let told = woken.recv_timeout(SLICE).is_ok();
            (woken, told)
        });
        let ended = task.is_finished();
        let value = locked(&place).take();
        let logged = caller.map_or(Ok(()), |caller| caller.log(py, false));
        match (logged, value) {
            (Err(error), _) => break Err(error),
            (Ok(()), Some(value)) => break Ok(value),
            (Ok(()), None) if ended => break locked(&place).take().ok_or_else(broken),
            (Ok(()), None) => {}
        }
        if !told && let Err(error) = py.check_signals() {
            break Err(error);
        }
    };
    if let Some(journal) = &journal {
        journal.wake_up(None);
    }
    if waited.is_err() {
        task.abort();
    }
    waited
}

/// A task that ended without a result: a bug, told as an exception and not as a crash.
pub(crate) fn broken() -> PyErr {
    PyRuntimeError::new_err("internal error in plock; please report it")
}

/// Asks the caller's token provider, on a thread that may wait.
pub(crate) fn provider(builder: plock::ClientBuilder, calls: Arc<Calls>) -> plock::ClientBuilder {
    builder.token_provider(move || {
        let calls = calls.clone();
        let tag = plock::dynamic::current_tag();
        async move {
            let asked = tokio::task::spawn_blocking(move || {
                attached(|py| match tag.and_then(|tag| calls.caller(py, tag)) {
                    Some(caller) => caller.get().token(py),
                    None => Err(PyRuntimeError::new_err("the call that needs a token has ended")),
                })
            });
            match asked.await? {
                Some(token) => Ok(token?),
                None => Err("the interpreter is ending".into()),
            }
        }
    })
}
