//! Attaches threads to the interpreter, which may be finalizing.
//!
//! A thread that attaches to a finalizing interpreter crashes the process, or CPython ends it in the middle of Rust code. Therefore an
//! `atexit` handler closes a gate: from then on only the finalizing thread attaches, and all others stay parked until the process exits.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Set in `GATE` at exit. The other bits count the threads that are attaching.
const CLOSED: u32 = 1 << 31;
static GATE: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// Whether this thread finalizes the interpreter.
    static IS_FINALIZING: Cell<bool> = const { Cell::new(false) };
}

/// How long finalization waits for threads that are attaching.
const EXIT_TIMEOUT: Duration = Duration::from_secs(1);

/// Delays finalization while a thread attaches.
struct Attaching;

impl Attaching {
    /// `None` if the interpreter is finalizing.
    fn new() -> Option<Self> {
        if GATE.fetch_add(1, Ordering::SeqCst) & CLOSED == 0 {
            return Some(Self);
        }
        if IS_FINALIZING.get() {
            return Some(Self);
        }
        GATE.fetch_sub(1, Ordering::SeqCst);
        None
    }
}

impl Drop for Attaching {
    fn drop(&mut self) {
        GATE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Parks the thread forever on drop, as Python 3.14 does with threads that attach during finalization.
struct ParkOnDrop;

impl Drop for ParkOnDrop {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}

/// Runs `work` detached from the interpreter. Does not return if the interpreter is finalized in the meantime.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    let (value, attaching) = py.detach(|| {
        let value = work();
        let attaching = Attaching::new();
        if attaching.is_none() {
            drop(ParkOnDrop);
        }
        (value, attaching)
    });
    drop(attaching);
    value
}

/// Runs `work` attached to the interpreter, from a thread of the runtime. `None` if the interpreter is finalizing.
pub(crate) fn attached<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let attaching = Attaching::new()?;
    Python::try_attach(|py| {
        drop(attaching);
        work(py)
    })
}

/// Calls a user's callable with the method `run` of a `contextvars.Context`, or in the current context.
pub(crate) fn call_in<'py>(
    run: Option<&Bound<'py, PyAny>>,
    callable: &Bound<'py, PyAny>,
    arguments: impl pyo3::IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
) -> PyResult<()> {
    let arguments = arguments.into_pyobject(callable.py())?;
    match run {
        None => call(callable, &arguments)?,
        Some(run) => {
            let all: Vec<_> = std::iter::once(callable.clone()).chain(arguments.iter()).collect();
            call(run, &PyTuple::new(callable.py(), all)?)?
        }
    };
    Ok(())
}

/// Calls a user's callable, which may block. If the interpreter is finalized in the meantime, CPython before 3.14 ends the thread with
/// `pthread_exit`; that unwinds, and must not unwind our frames.
pub(crate) fn call<'py>(callable: &Bound<'py, PyAny>, arguments: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
    type Call = unsafe extern "C-unwind" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject;
    // `black_box`: otherwise the compiler assumes that the function does not unwind, and removes `guard`.
    let function = std::hint::black_box(ffi::PyObject_CallObject as *const ());
    // SAFETY: the two types differ in nothing but that the callee may unwind.
    let function: Call = unsafe { std::mem::transmute(function) };
    let guard = ParkOnDrop;
    // SAFETY: both are valid objects, the second one a tuple, and the thread is attached.
    let result = unsafe { function(callable.as_ptr(), arguments.as_ptr()) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(callable.py(), result) }
}

/// Closes the gate and waits for the threads that are attaching.
#[pyfunction]
fn _ending(py: Python<'_>) {
    IS_FINALIZING.set(true);
    GATE.fetch_or(CLOSED, Ordering::SeqCst);
    let end = Instant::now() + EXIT_TIMEOUT;
    // While attached, this thread would block the threads that it waits for.
    while GATE.load(Ordering::SeqCst) & !CLOSED > 0 && Instant::now() < end {
        py.detach(|| std::thread::sleep(Duration::from_millis(1)));
    }
}

/// Imports the modules that calls import lazily. A child would deadlock on a module that another thread was importing during the fork.
#[pyfunction]
fn _forking(py: Python<'_>) -> PyResult<()> {
    for module in ["contextvars", "decimal", "threading", "plock.errors", "plock._async", "plock._many"] {
        py.import(module)?;
    }
    let modules = py.import("sys")?.getattr("modules")?;
    for (imported, module) in [("logging", "plock._logs"), ("plock._outbox", "plock._outbox")] {
        if modules.contains(imported)? {
            py.import(module)?;
        }
    }
    Ok(())
}

/// The threads that were attaching do not exist in the child.
#[pyfunction]
fn _forked() {
    GATE.fetch_and(CLOSED, Ordering::SeqCst);
}

/// Refuses sub-interpreters, and registers the handlers for exit and forks.
pub(crate) fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    // SAFETY: the thread is attached, so it has an interpreter.
    if unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) } != 0 {
        return Err(PyImportError::new_err(
            "plock cannot be imported in a sub-interpreter: use the main interpreter, or a process of its own \
             (with mod_wsgi: WSGIApplicationGroup %{GLOBAL})",
        ));
    }
    py.import("atexit")?.call_method1("register", (wrap_pyfunction!(_ending, module)?,))?;
    let os = py.import("os")?;
    if os.hasattr("register_at_fork")? {
        let hooks = pyo3::types::PyDict::new(py);
        hooks.set_item("before", wrap_pyfunction!(_forking, module)?)?;
        hooks.set_item("after_in_child", wrap_pyfunction!(_forked, module)?)?;
        os.call_method("register_at_fork", (), Some(&hooks))?;
    }
    Ok(())
}
