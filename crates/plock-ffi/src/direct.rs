//! A C interface for Kotlin, for JNA's direct mapping: only numbers and blocks of bytes are passed.
//!
//! What uniffi passes by value (`RustBuffer`, `RustCallStatus`) is a structure to JNA, which allocates and tracks native memory for
//! each one: this took most of the time of a call. Requests and settings are still encoded and decoded by uniffi's converters.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use uniffi::Lift;

use crate::encode::Writer;
use crate::error::{NativeError, write_error, write_internal_error};
use crate::native::find;
use crate::{CallRequest, ManyRequest, OutboxRequest, Settings, UniFfiTag, lock};

/// First byte of a result.
const OK: u8 = 0;
const ERROR: u8 = 1;
const ENDED: u8 = 2;

/// Returns bytes that the caller frees with [`plock_free`], and writes their number to `length`.
///
/// # Safety
/// `length` is valid for writes.
unsafe fn result(length: *mut u64, write: impl FnOnce(&mut Writer)) -> *mut u8 {
    let written = catch_unwind(AssertUnwindSafe(|| {
        let mut out = Writer::default();
        write(&mut out);
        out.0
    }));
    let bytes = written.unwrap_or_else(|_| {
        let mut out = Writer(vec![ERROR]);
        write_internal_error(&mut out, "internal error in plock");
        out.0
    });
    // SAFETY: the caller's promise.
    unsafe { length.write(bytes.len() as u64) };
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// # Safety
/// `bytes` is valid for reads of `length` bytes, which do not change during the call.
unsafe fn text(bytes: *const u8, length: u64) -> String {
    // SAFETY: the caller's promise.
    String::from_utf8_lossy(unsafe { std::slice::from_raw_parts(bytes, length as usize) }).into_owned()
}

/// Decodes a record that uniffi encoded. `None`: the glue is of another version.
///
/// # Safety
/// As [`text`].
unsafe fn record<T: Lift<UniFfiTag>>(bytes: *const u8, length: u64) -> Option<T> {
    // SAFETY: the caller's promise.
    let mut bytes = unsafe { std::slice::from_raw_parts(bytes, length as usize) };
    T::try_read(&mut bytes).ok()
}

/// Frees a result.
///
/// # Safety
/// `bytes` and `length` are those of a result that was not freed.
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

/// [`new_client`](crate::new_client) with encoded [`Settings`]. Result: `OK` and the id of the client, `ERROR` and an error, or `ENDED`.
///
/// # Safety
/// `settings` is valid for reads of `size` bytes, and `length` for writes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_client(native: u64, settings: *const u8, size: u64, length: *mut u64) -> *mut u8 {
    let write = |out: &mut Writer| {
        // SAFETY: the caller's promise.
        let Some(settings) = (unsafe { record::<Settings>(settings, size) }) else {
            out.byte(ERROR);
            return write_internal_error(
                out,
                "the native library is from another version; reinstall plock so that both parts come from the same build",
            );
        };
        match find(native).map_or(Ok(None), |native| native.new_client(settings)) {
            Ok(Some(id)) => {
                out.byte(OK);
                out.number(id);
            }
            Ok(None) => out.byte(ENDED),
            Err(error) => {
                out.byte(ERROR);
                write_error(out, &error);
            }
        }
    };
    // SAFETY: the caller's promise.
    unsafe { result(length, write) }
}

/// Closes a client. Calls in progress continue.
#[unsafe(no_mangle)]
pub extern "C" fn plock_close(native: u64, client: u64) {
    if let Some(native) = find(native) {
        native.close(client);
    }
}

/// Waits that the test clock of a client recorded, in milliseconds.
///
/// # Safety
/// `length` is valid for writes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_waits(native: u64, client: u64, length: *mut u64) -> *mut u8 {
    let waits = find(native).map(|native| native.waits(client)).unwrap_or_default();
    // SAFETY: the caller's promise.
    unsafe { result(length, |out| waits.iter().for_each(|wait| out.number(*wait))) }
}

/// [`complete_token_request`](crate::complete_token_request) with a token, or, if `failed` is not 0, an error message.
///
/// # Safety
/// `text` is valid for reads of `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_complete_token_request(
    native: u64,
    request: u64,
    text: *const u8,
    length: u64,
    failed: i8,
) {
    // SAFETY: the caller's promise.
    let text = Some(unsafe { self::text(text, length) });
    let (token, error) = if failed == 0 { (text, None) } else { (None, text) };
    crate::complete_token_request(native, request, token, error);
}

/// [`parse`](crate::parse). Result: `OK` and the object, or `ERROR` and an error.
///
/// # Safety
/// `json` is valid for reads of `size` bytes, and `length` for writes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_parse(object: u32, json: *const u8, size: u64, length: *mut u64) -> *mut u8 {
    let write = |out: &mut Writer| {
        // SAFETY: the caller's promise.
        let (kind, bytes) = match crate::parse(object, unsafe { text(json, size) }) {
            Ok(row) => (OK, row),
            Err(NativeError::Encoded { bytes }) => (ERROR, bytes),
        };
        out.byte(kind);
        out.0.extend_from_slice(&bytes);
    };
    // SAFETY: the caller's promise.
    unsafe { result(length, write) }
}

/// Starts a call or job with an encoded request. 1: started, 0: the instance has ended, -1: not a request.
///
/// # Safety
/// As [`text`].
unsafe fn start<T: Lift<UniFfiTag>>(
    native: u64,
    request: *const u8,
    length: u64,
    start: impl FnOnce(u64, T) -> bool,
) -> i8 {
    let started = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: the caller's promise.
        unsafe { record(request, length) }.map(|request| start(native, request))
    }));
    started.ok().flatten().map_or(-1, i8::from)
}

/// [`start`](crate::start) with an encoded [`CallRequest`]. 1: started, 0: the instance has ended, -1: not a request.
///
/// # Safety
/// `request` is valid for reads of `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_start(native: u64, request: *const u8, length: u64) -> i8 {
    // SAFETY: the caller's promise.
    unsafe { start::<CallRequest>(native, request, length, crate::start) }
}

/// [`start_many`](crate::start_many) with an encoded [`ManyRequest`]. Returns what [`plock_start`] does.
///
/// # Safety
/// `request` is valid for reads of `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_start_many(native: u64, request: *const u8, length: u64) -> i8 {
    // SAFETY: the caller's promise.
    unsafe { start::<ManyRequest>(native, request, length, crate::start_many) }
}

/// [`start_outbox`](crate::start_outbox) with an encoded [`OutboxRequest`]. Returns what [`plock_start`] does.
///
/// # Safety
/// `request` is valid for reads of `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_start_outbox(native: u64, request: *const u8, length: u64) -> i8 {
    // SAFETY: the caller's promise.
    unsafe { start::<OutboxRequest>(native, request, length, crate::start_outbox) }
}

/// [`drop_outbox`](crate::drop_outbox).
#[unsafe(no_mangle)]
pub extern "C" fn plock_drop_outbox(native: u64, outbox: u64) {
    crate::drop_outbox(native, outbox);
}

/// [`wait`](crate::wait), for at most `ms` milliseconds. Returns bytes that are valid until the next call, and writes their number to
/// `length`. Null: the instance has ended.
///
/// # Safety
/// `length` is valid for writes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_wait(native: u64, ms: u64, length: *mut u64) -> *const u8 {
    let Some(instance) = find(native) else { return std::ptr::null() };
    let Some(events) = instance.wait(native, Duration::from_millis(ms)) else { return std::ptr::null() };
    let mut batch = lock(&instance.batch);
    *batch = events;
    // SAFETY: the caller's promise.
    unsafe { length.write(batch.len() as u64) };
    batch.as_ptr()
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

/// [`push`](crate::push).
///
/// # Safety
/// `args` is valid for reads of `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_push(native: u64, id: u64, args: *const u8, length: u64) {
    // SAFETY: the caller's promise.
    crate::push(native, id, unsafe { text(args, length) });
}

/// [`push_invalid`](crate::push_invalid).
///
/// # Safety
/// `field` is valid for reads of `size` bytes, and `message` of `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plock_push_invalid(
    native: u64,
    id: u64,
    field: *const u8,
    size: u64,
    message: *const u8,
    length: u64,
) {
    // SAFETY: the caller's promise.
    let (field, message) = unsafe { (text(field, size), text(message, length)) };
    crate::push_invalid(native, id, field, message);
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
