//! What is called often, as JNA takes it fast: with numbers and one block of bytes.
//!
//! All that uniffi passes by value (`RustBuffer`, `RustCallStatus`) is a structure to JNA, which allocates memory for each, keeps it
//! in a table of all memory it gave out, and frees it on a thread of its own: most of what a call from Kotlin took. The bytes are
//! uniffi's all the same, written and read by its converters.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use uniffi::Lift;

use crate::{CallRequest, UniFfiTag, lock};

/// [`start`](crate::start) with a [`CallRequest`] in the `length` bytes at `request`. 1 where these were one, else 0.
///
/// # Safety
/// There are so many bytes, and they do not change meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_start(request: *const u8, length: u64) -> i8 {
    let started = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: the caller's promise.
        let mut bytes = unsafe { std::slice::from_raw_parts(request, length as usize) };
        let request = <CallRequest as Lift<UniFfiTag>>::try_read(&mut bytes);
        request.map(crate::start).is_ok()
    }));
    i8::from(started.unwrap_or(false))
}

/// [`wait`](crate::wait), for one thread: where the bytes are until it is called again, and how many in `length`.
///
/// # Safety
/// `length` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_wait(length: *mut u64) -> *const u8 {
    static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
    let happened = crate::wait();
    let mut kept = lock(&KEPT);
    *kept = happened;
    // SAFETY: the caller's promise.
    unsafe { length.write(kept.len() as u64) };
    kept.as_ptr()
}

/// [`pull`](crate::pull).
#[unsafe(no_mangle)]
pub extern "C" fn plock_pull(id: u64) {
    crate::pull(id);
}

/// [`cancel`](crate::cancel).
#[unsafe(no_mangle)]
pub extern "C" fn plock_cancel(id: u64) {
    crate::cancel(id);
}
