//! The threads that calls run on, and waiting for them as Python expects it: without the lock, and open to Ctrl-C.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use tokio::runtime::Runtime;

use crate::port::EventLoop;

/// Ctrl-C is noticed at least this often.
const SLICE: Duration = Duration::from_millis(50);

/// The runtime of a process. After a fork the child has none of its parent's threads: it starts its own and never touches the old
/// ones. Runtimes are never dropped, because that would wait for threads.
static RUNTIME: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);

/// The runtime of this process. The caller holds the lock of the interpreter, so that no fork finds the mutex taken.
pub(crate) fn runtime(_: Python<'_>) -> PyResult<&'static Runtime> {
    let mut known = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match *known {
        Some((of, runtime)) if of == process => Ok(runtime),
        _ => {
            let runtime: &'static Runtime = Box::leak(Box::new(plock::dynamic::runtime()?));
            *known = Some((process, runtime));
            Ok(runtime)
        }
    }
}

/// Waits for `work`, which runs on threads of its own.
pub(crate) fn wait<T: Send + 'static>(py: Python<'_>, work: impl Future<Output = T> + Send + 'static) -> PyResult<T> {
    let (done, result) = mpsc::sync_channel(1);
    let task = runtime(py)?.spawn(async move {
        let _ = done.send(work.await);
    });
    let waited = py.detach(move || {
        loop {
            match result.recv_timeout(SLICE) {
                Ok(value) => return Ok(value),
                Err(mpsc::RecvTimeoutError::Disconnected) => return Err(broken()),
                Err(mpsc::RecvTimeoutError::Timeout) => Python::attach(|py| py.check_signals())?,
            }
        }
    });
    if waited.is_err() {
        task.abort();
    }
    waited
}

/// A task that ended without a result: a bug, told as an exception and not as a crash.
pub(crate) fn broken() -> PyErr {
    PyRuntimeError::new_err("the call broke inside the library; please report this")
}

/// Asks a Python callable for tokens: a plain one on a thread that may wait, a coroutine on the loop that called.
pub(crate) fn provider(
    builder: plock::ClientBuilder,
    provider: Py<PyAny>,
    event_loop: EventLoop,
) -> plock::ClientBuilder {
    let provider = Arc::new(provider);
    builder.token_provider(move || {
        let (provider, event_loop) = (provider.clone(), event_loop.clone());
        async move {
            let asked = tokio::task::spawn_blocking(move || {
                Python::try_attach(|py| ask(py, &provider, &event_loop)).unwrap_or_else(|| Err(broken()))
            });
            Ok(asked.await??)
        }
    })
}

fn ask(py: Python<'_>, provider: &Py<PyAny>, event_loop: &EventLoop) -> PyResult<String> {
    let given = provider.bind(py).call0()?;
    if let Ok(token) = given.extract() {
        return Ok(token);
    }
    if !given.hasattr("__await__")? {
        return Err(PyTypeError::new_err(
            "token_provider: expected a callable that gives a str, or a coroutine of one",
        ));
    }
    let asyncio = py.import("asyncio")?;
    let token = match event_loop.get(py) {
        Some(event_loop) => {
            asyncio.call_method1("run_coroutine_threadsafe", (given, event_loop))?.call_method0("result")?
        }
        None => asyncio.call_method1("run", (given,))?,
    };
    token.extract().map_err(|_| PyTypeError::new_err("token_provider: expected a str"))
}
