//! Hands the events of a queue to JavaScript, on its thread.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use napi::sys;

use crate::columns::{Block, Text};
use crate::error;
use crate::events::{Event, EventQueue};

/// Number of values per event.
const VALUES: usize = 5;

/// Drops the reference that [`EventQueue::open`] leaked.
pub(crate) unsafe extern "C" fn finalize(_: sys::napi_env, _: *mut c_void, context: *mut c_void) {
    // SAFETY: this is the pointer from `open`, and `finalize` runs once.
    drop(unsafe { Arc::from_raw(context.cast::<EventQueue>()) });
}

pub(crate) unsafe extern "C" fn call_js(env: sys::napi_env, _: sys::napi_value, context: *mut c_void, _: *mut c_void) {
    // Node drains its queue without `env`, also after `finalize`: the context may be freed.
    if env.is_null() {
        return;
    }
    // SAFETY: with `env` this runs before `finalize`, until which the context lives.
    let queue = unsafe { &*context.cast::<EventQueue>() };
    let events = queue.take();
    let receiver = queue.receiver(env);
    if events.is_empty() || receiver.is_null() {
        return;
    }
    // SAFETY: this is the thread of `env`. The engine reports an exception that stays pending.
    let _ = unsafe { deliver(queue, env, receiver, events) };
}

unsafe fn deliver(
    queue: &EventQueue,
    env: sys::napi_env,
    receiver: sys::napi_value,
    events: Vec<(Event, bool)>,
) -> napi::Result<()> {
    // SAFETY: as for the caller; all values are created and used in this scope.
    unsafe {
        let mut values = ptr::null_mut();
        check(sys::napi_create_array_with_length(env, events.len() * VALUES, &mut values))?;
        for (at, (event, write)) in events.into_iter().enumerate() {
            let at = u32::try_from(at * VALUES).unwrap_or(u32::MAX);
            let Err(error) = write_event(env, values, at, &event) else { continue };
            // A value that the engine cannot create fails only its own call.
            let mut exception = ptr::null_mut();
            let _ = sys::napi_get_and_clear_last_exception(env, &mut exception);
            let write = write || matches!(event, Event::Recorded(..) | Event::Refused(..) | Event::Unknown(..));
            let message = format!("the response cannot be passed to JavaScript: {}", error.reason);
            let message = error::internal(&message, write);
            match event {
                Event::Rows(id, _)
                | Event::Value(id, _)
                | Event::Page(id, _)
                | Event::End(id)
                | Event::Failed(id, _) => {
                    queue.cancel(id);
                    write_event(env, values, at, &Event::Failed(id, message))?;
                }
                Event::Recorded(id, _, count) => write_event(env, values, at, &Event::Unknown(id, message, count))?,
                Event::Refused(id, _) => write_event(env, values, at, &Event::Refused(id, message))?,
                Event::Unknown(id, _, count) => write_event(env, values, at, &Event::Unknown(id, message, count))?,
                Event::Token(request, _) => queue.resolve_token(request, None),
                Event::Capacity(..) | Event::NotSent(..) | Event::Log(..) => {}
            }
        }
        let mut undefined = ptr::null_mut();
        check(sys::napi_get_undefined(env, &mut undefined))?;
        check(sys::napi_call_function(env, undefined, receiver, 1, &values, ptr::null_mut()))
    }
}

/// Writes the values of an event to the array.
unsafe fn write_event(env: sys::napi_env, values: sys::napi_value, at: u32, event: &Event) -> napi::Result<()> {
    // SAFETY: as for the caller.
    unsafe {
        let block =
            |block: &Block| Ok::<_, napi::Error>((Some(text(env, &block.text)?), Some(data(env, &block.data)?)));
        let json = |json: &str| Ok::<_, napi::Error>((Some(utf8(env, json)?), None));
        let (number, kind, (text, data), count) = match event {
            Event::Rows(id, rows) | Event::Page(id, rows) => (id, 0, block(rows)?, None),
            Event::End(id) => (id, 1, (None, None), None),
            Event::Failed(id, error) => (id, 2, json(error)?, None),
            Event::Token(request, call) => (request, 3, (None, None), Some(call)),
            Event::Log(call, event) => (call, 4, json(event)?, None),
            Event::Capacity(id, capacity) => (id, 5, (None, None), Some(capacity)),
            Event::Recorded(id, rows, count) => (id, 6, block(rows)?, Some(count)),
            Event::Refused(id, error) => (id, 7, json(error)?, Some(&1)),
            Event::Unknown(id, error, count) => (id, 8, json(error)?, Some(count)),
            Event::NotSent(id, count) => (id, 9, (None, None), Some(count)),
            Event::Value(id, value) => (id, 10, json(value)?, None),
        };
        let count = count.map(|count| integer(env, *count)).transpose()?;
        let all = [Some(integer(env, *number)?), Some(integer(env, kind)?), text, data, count];
        for (index, value) in (at..).zip(all) {
            if let Some(value) = value {
                check(sys::napi_set_element(env, values, index, value))?;
            }
        }
    }
    Ok(())
}

pub(crate) fn check(status: sys::napi_status) -> napi::Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    Err(napi::Error::new(napi::Status::from(status), "Node-API failed".to_owned()))
}

/// A JavaScript string.
///
/// # Safety
/// Must be called on the thread of `env`. The same applies to the functions below.
unsafe fn text(env: sys::napi_env, text: &Text) -> napi::Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: the pointers are valid for their lengths.
    check(unsafe {
        match text {
            Text::Latin1(bytes) => {
                sys::napi_create_string_latin1(env, bytes.as_ptr().cast(), bytes.len() as isize, &mut value)
            }
            Text::Utf16(units) => sys::napi_create_string_utf16(env, units.as_ptr(), units.len() as isize, &mut value),
        }
    })?;
    Ok(value)
}

/// An `ArrayBuffer` with a copy of the data: not every engine allows external memory.
unsafe fn data(env: sys::napi_env, data: &[u8]) -> napi::Result<sys::napi_value> {
    let (mut value, mut memory) = (ptr::null_mut(), ptr::null_mut::<c_void>());
    // SAFETY: the engine allocated `data.len()` bytes.
    unsafe {
        check(sys::napi_create_arraybuffer(env, data.len(), &mut memory, &mut value))?;
        if !memory.is_null() {
            ptr::copy_nonoverlapping(data.as_ptr(), memory.cast::<u8>(), data.len());
        }
    }
    Ok(value)
}

unsafe fn utf8(env: sys::napi_env, text: &str) -> napi::Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: the pointer is valid for its length.
    check(unsafe { sys::napi_create_string_utf8(env, text.as_ptr().cast(), text.len() as isize, &mut value) })?;
    Ok(value)
}

unsafe fn integer(env: sys::napi_env, number: u32) -> napi::Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: nothing is borrowed.
    check(unsafe { sys::napi_create_uint32(env, number, &mut value) })?;
    Ok(value)
}
