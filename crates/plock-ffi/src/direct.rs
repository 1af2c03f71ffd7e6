//! What is called often, as JNA takes it fast: with numbers and one block of bytes.
//!
//! All that uniffi passes by value (`RustBuffer`, `RustCallStatus`) is a structure to JNA, which allocates memory for each, keeps it
//! in a table of all memory it gave out, and frees it on a thread of its own: most of what a call from Kotlin took. The bytes are
//! uniffi's all the same, written and read by its converters.

use std::panic::{AssertUnwindSafe, catch_unwind};

use uniffi::Lift;

use crate::native::find;
use crate::{CallRequest, UniFfiTag, lock};

/// [`start`](crate::start) with a [`CallRequest`] in the `length` bytes at `request`. 1: started, 0: `native` has ended,
/// -1: these bytes are no request.
///
/// # Safety
/// There are so many bytes, and they do not change meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_start(native: u64, request: *const u8, length: u64) -> i8 {
    let started = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: the caller's promise.
        let mut bytes = unsafe { std::slice::from_raw_parts(request, length as usize) };
        let request = <CallRequest as Lift<UniFfiTag>>::try_read(&mut bytes).ok()?;
        Some(crate::start(native, request))
    }));
    started.ok().flatten().map_or(-1, i8::from)
}

/// [`wait`](crate::wait): where the bytes are until it is called again, and how many in `length`. Null: the copy has ended.
///
/// # Safety
/// `length` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_wait(native: u64, length: *mut u64) -> *const u8 {
    let Some(here) = find(native) else { return std::ptr::null() };
    let events = crate::wait(native);
    if events.is_empty() {
        return std::ptr::null();
    }
    let mut kept = lock(&here.kept);
    *kept = events;
    // SAFETY: the caller's promise.
    unsafe { length.write(kept.len() as u64) };
    kept.as_ptr()
}

/// [`pull`](crate::pull).
#[unsafe(no_mangle)]
pub extern "C" fn plock_pull(native: u64, id: u64) {
    crate::pull(native, id);
}

/// [`cancel`](crate::cancel).
#[unsafe(no_mangle)]
pub extern "C" fn plock_cancel(native: u64, id: u64) {
    crate::cancel(native, id);
}
