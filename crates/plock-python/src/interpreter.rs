//! Attaching threads to the interpreter, which may be ending.
//!
//! A thread that attaches to a finalizing interpreter crashes the process, or is ended by CPython in the middle of Rust code. So a
//! handler of `atexit` closes a gate: from then on only the thread that ends the interpreter attaches, and all others stay where they
//! are until the process is gone.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Set in `GATE` once the interpreter ends; the other bits count the threads that are attaching.
const CLOSED: u32 = 1 << 31;
static GATE: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// Whether this is the thread that ends the interpreter.
    static ENDS: Cell<bool> = const { Cell::new(false) };
}

/// How long the end waits for threads that are attaching.
const PATIENCE: Duration = Duration::from_secs(1);

/// A thread that is attaching: the interpreter does not end meanwhile.
struct Attaching;

impl Attaching {
    /// `None`: it is too late.
    fn new() -> Option<Self> {
        if GATE.fetch_add(1, Ordering::SeqCst) & CLOSED == 0 {
            return Some(Self);
        }
        if ENDS.get() {
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

/// Hangs the thread when it is dropped, as Python 3.14 does itself with threads that come too late.
struct Hang;

impl Drop for Hang {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}

/// Runs `work` without the interpreter. Does not return where the interpreter has ended meanwhile.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    let (value, attaching) = py.detach(|| {
        let value = work();
        let attaching = Attaching::new();
        if attaching.is_none() {
            drop(Hang);
        }
        (value, attaching)
    });
    drop(attaching);
    value
}

/// Runs `work` with the interpreter, on a thread of ours. `None`: there is none any more.
pub(crate) fn attached<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let attaching = Attaching::new()?;
    Python::try_attach(|py| {
        drop(attaching);
        work(py)
    })
}

/// Calls what the user gave us, which may take long. Before 3.14 CPython ends a thread with `pthread_exit` where the interpreter ends
/// meanwhile; that unwinds, and must not unwind our frames.
pub(crate) fn call<'py>(callable: &Bound<'py, PyAny>, arguments: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
    type Call = unsafe extern "C-unwind" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject;
    // The compiler must not see through the pointer: it would know the function as one that does not unwind, and drop `hang`.
    let function = std::hint::black_box(ffi::PyObject_CallObject as *const ());
    // SAFETY: the two types differ in nothing but that the callee may unwind.
    let function: Call = unsafe { std::mem::transmute(function) };
    let hang = Hang;
    // SAFETY: both are valid objects, the second one a tuple, and the thread is attached.
    let given = unsafe { function(callable.as_ptr(), arguments.as_ptr()) };
    std::mem::forget(hang);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(callable.py(), given) }
}

/// Closes the gate, and lets the threads pass that are in it.
#[pyfunction]
fn _ending(py: Python<'_>) {
    ENDS.set(true);
    GATE.fetch_or(CLOSED, Ordering::SeqCst);
    let end = Instant::now() + PATIENCE;
    // Attached, this thread would keep out those that it waits for.
    while GATE.load(Ordering::SeqCst) & !CLOSED > 0 && Instant::now() < end {
        py.detach(|| std::thread::sleep(Duration::from_millis(1)));
    }
}

/// Imports what calls import when they need it: a child would wait for ever for a module that another thread was importing.
#[pyfunction]
fn _forking(py: Python<'_>) -> PyResult<()> {
    for module in ["contextvars", "decimal", "threading", "plock.errors", "plock._async", "plock._many"] {
        py.import(module)?;
    }
    if py.import("sys")?.getattr("modules")?.contains("logging")? {
        py.import("plock._logs")?;
    }
    Ok(())
}

/// A forked child has none of the threads that were attaching.
#[pyfunction]
fn _forked() {
    GATE.fetch_and(CLOSED, Ordering::SeqCst);
}

/// Refuses any interpreter but the main one, and watches the end of that.
pub(crate) fn watch(module: &Bound<'_, PyModule>) -> PyResult<()> {
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
