//! What is called often, as JNA takes it fast: with numbers and one block of bytes.
//!
//! All that uniffi passes by value (`RustBuffer`, `RustCallStatus`) is a structure to JNA, which allocates memory for each, keeps it
//! in a table of all memory it gave out, and frees it on a thread of its own: most of what a call from Kotlin took. The bytes are
//! uniffi's all the same, written and read by its converters.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use uniffi::Lift;

use crate::encode::Writer;
use crate::failure::{Refusal, failure, internal};
use crate::native::{Native, find};
use crate::{CallRequest, ManyRequest, Settings, UniFfiTag, lock};

/// Before a result: what it is.
const DONE: u8 = 0;
const FAILED: u8 = 1;
const ENDED: u8 = 2;

/// Where a result is, and how long in `length`. [`plock_free`] takes it back.
///
/// # Safety
/// `length` can be written.
unsafe fn result(length: *mut u64, make: impl FnOnce(&mut Writer)) -> *mut u8 {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let mut out = Writer::default();
        make(&mut out);
        out.0
    }));
    let bytes = made.unwrap_or_else(|_| {
        let mut out = Writer(vec![FAILED]);
        internal(&mut out, "a fault of the library");
        out.0
    });
    // SAFETY: the caller's promise.
    unsafe { length.write(bytes.len() as u64) };
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// # Safety
/// There are so many bytes at `from`, and they do not change meanwhile.
unsafe fn text(from: *const u8, length: u64) -> String {
    // SAFETY: the caller's promise.
    String::from_utf8_lossy(unsafe { std::slice::from_raw_parts(from, length as usize) }).into_owned()
}

/// # Safety
/// `bytes` and `length` are a result, which is read no more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_free(bytes: *mut u8, length: u64) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes, length as usize)) });
}

/// [`open_native`](crate::open_native).
#[unsafe(no_mangle)]
pub extern "C" fn plock_open() -> u64 {
    crate::open_native()
}

/// [`release_native`](crate::release_native).
#[unsafe(no_mangle)]
pub extern "C" fn plock_release(native: u64) {
    crate::release_native(native);
}

/// [`shutdown_native`](crate::shutdown_native).
#[unsafe(no_mangle)]
pub extern "C" fn plock_shutdown(native: u64) {
    crate::shutdown_native(native);
}

/// The number of a new client, made with the [`Settings`] in the `size` bytes at `settings`; or why there is none.
///
/// # Safety
/// There are so many bytes, they do not change meanwhile, and `length` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_client(native: u64, settings: *const u8, size: u64, length: *mut u64) -> *mut u8 {
    let make = |out: &mut Writer| {
        // SAFETY: the caller's promise.
        let mut bytes = unsafe { std::slice::from_raw_parts(settings, size as usize) };
        let Ok(settings) = <Settings as Lift<UniFfiTag>>::try_read(&mut bytes) else {
            out.byte(FAILED);
            return internal(out, "the native library is of another version");
        };
        match find(native).map_or(Ok(None), |native| Native::client(&native, settings)) {
            Ok(Some(number)) => {
                out.byte(DONE);
                out.number(number);
            }
            Ok(None) => out.byte(ENDED),
            Err(error) => {
                out.byte(FAILED);
                failure(out, &error);
            }
        }
    };
    // SAFETY: the caller's promise.
    unsafe { result(length, make) }
}

/// Closes a client. Its calls under way go on.
#[unsafe(no_mangle)]
pub extern "C" fn plock_close(native: u64, client: u64) {
    if let Some(native) = find(native) {
        native.close(client);
    }
}

/// What the clock that does not wait was asked to wait, as numbers.
///
/// # Safety
/// `length` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_waits(native: u64, client: u64, length: *mut u64) -> *mut u8 {
    let waits = find(native).map(|native| native.waits(client)).unwrap_or_default();
    // SAFETY: the caller's promise.
    unsafe { result(length, |out| waits.iter().for_each(|wait| out.number(*wait))) }
}

/// [`give_token`](crate::give_token): the token, or why there is none, is in the `length` bytes at `given`.
///
/// # Safety
/// There are so many bytes, and they do not change meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_give_token(native: u64, question: u64, given: *const u8, length: u64, failed: i8) {
    // SAFETY: the caller's promise.
    let given = unsafe { text(given, length) };
    if failed == 0 {
        crate::give_token(native, question, Some(given), None);
    } else {
        crate::give_token(native, question, None, Some(given));
    }
}

/// [`parse`](crate::parse) of the `size` bytes at `json`.
///
/// # Safety
/// There are so many bytes, they do not change meanwhile, and `length` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_parse(object: u32, json: *const u8, size: u64, length: *mut u64) -> *mut u8 {
    let make = |out: &mut Writer| {
        // SAFETY: the caller's promise.
        match crate::parse(object, unsafe { text(json, size) }) {
            Ok(row) => {
                out.byte(DONE);
                out.0.extend_from_slice(&row);
            }
            Err(Refusal::Told { facts }) => {
                out.byte(FAILED);
                out.0.extend_from_slice(&facts);
            }
        }
    };
    // SAFETY: the caller's promise.
    unsafe { result(length, make) }
}

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

/// [`wait`](crate::wait), for at most `ms` milliseconds: where the bytes are until it is called again, and how many in `length`.
/// Null: the copy has ended.
///
/// # Safety
/// `length` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_wait(native: u64, ms: u64, length: *mut u64) -> *const u8 {
    let Some(here) = find(native) else { return std::ptr::null() };
    let Some(events) = here.wait(native, Duration::from_millis(ms)) else { return std::ptr::null() };
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

/// [`start_many`](crate::start_many), as [`plock_start`].
///
/// # Safety
/// There are so many bytes, and they do not change meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_start_many(native: u64, request: *const u8, length: u64) -> i8 {
    let started = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: the caller's promise.
        let mut bytes = unsafe { std::slice::from_raw_parts(request, length as usize) };
        let request = <ManyRequest as Lift<UniFfiTag>>::try_read(&mut bytes).ok()?;
        Some(crate::start_many(native, request))
    }));
    started.ok().flatten().map_or(-1, i8::from)
}

/// [`push`](crate::push).
///
/// # Safety
/// There are so many bytes, and they do not change meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_push(native: u64, id: u64, args: *const u8, length: u64) {
    // SAFETY: the caller's promise.
    crate::push(native, id, unsafe { text(args, length) });
}

/// [`refuse`](crate::refuse).
///
/// # Safety
/// There are so many bytes, and they do not change meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_refuse(native: u64, id: u64, field: *const u8, size: u64, what: *const u8, length: u64) {
    // SAFETY: the caller's promise.
    let (field, what) = unsafe { (text(field, size), text(what, length)) };
    crate::refuse(native, id, field, what);
}

/// [`finish`](crate::finish).
#[unsafe(no_mangle)]
pub extern "C" fn plock_finish(native: u64, id: u64) {
    crate::finish(native, id);
}

/// [`stop`](crate::stop).
#[unsafe(no_mangle)]
pub extern "C" fn plock_stop(native: u64, id: u64, grace: u64) {
    crate::stop(native, id, grace);
}
