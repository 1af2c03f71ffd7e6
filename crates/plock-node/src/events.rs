//! The event queue of a JavaScript thread. Events are pushed from any thread; the first one wakes the JavaScript thread, which takes all
//! of them in one call.
//!
//! Promises of Node-API would need one handle of the event loop each.

use std::collections::HashMap;
use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::sys;
use plock::dynamic;
use plock::{Error, Level, Listener, ProviderError};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::columns::{Block, Text};
use crate::error::{self, TokenProviderError};
use crate::runtime;

/// An event. JavaScript gets five values for each: an id, a type, a string, a buffer and a count.
pub(crate) enum Event {
    /// The response of a call.
    Rows(u32, Block),
    /// A page of a list; more events follow.
    Page(u32, Block),
    /// The end of a list or job.
    End(u32),
    /// The error of a call, as JSON.
    Failed(u32, String),
    /// A token request: its id, and the call that needs the token.
    Token(u32, u32),
    /// A log event of a call, as JSON.
    Log(u32, String),
    /// A job accepts this many more events; 0: no more.
    Capacity(u32, u32),
    /// The next outcome of a job, and how often it is repeated.
    Recorded(u32, Block, u32),
    /// As `Failed`.
    Refused(u32, String),
    /// As `Failed`, and how often it is repeated.
    Unknown(u32, String, u32),
    NotSent(u32, u32),
}

/// Number of values per event.
const VALUES: usize = 5;

/// The event queue of one JavaScript thread. Locks are held briefly, as that thread waits for them.
#[derive(Default)]
pub(crate) struct EventQueue {
    events: Mutex<Vec<Event>>,
    /// Wakes the thread. Null before `open` and after `close`.
    waker: Mutex<Waker>,
    /// The running calls. Only accessed from the JavaScript thread.
    calls: Mutex<HashMap<u32, AbortHandle>>,
    tokens: Mutex<Tokens>,
}

#[derive(Default)]
struct Tokens {
    pending: HashMap<u32, oneshot::Sender<Result<String, ProviderError>>>,
    last: u32,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Waker(sys::napi_threadsafe_function);

impl Default for Waker {
    fn default() -> Self {
        Self(ptr::null_mut())
    }
}

// SAFETY: a threadsafe function may be called from any thread.
unsafe impl Send for Waker {}

impl EventQueue {
    /// Creates the queue of the thread of `env`, which passes its events to `callback`.
    pub(crate) fn open(env: sys::napi_env, callback: sys::napi_value) -> napi::Result<Arc<Self>> {
        let queue = Arc::<Self>::default();
        let mut waker = ptr::null_mut();
        let mut name = ptr::null_mut();
        let context = Arc::into_raw(queue.clone()).cast_mut().cast::<c_void>();
        const NAME: &CStr = c"plock";
        // SAFETY: `env` and `callback` belong to the current call; the context lives until `finalize` drops it.
        unsafe {
            check(sys::napi_create_string_utf8(env, NAME.as_ptr(), -1, &mut name))?;
            check(sys::napi_create_threadsafe_function(
                env,
                callback,
                ptr::null_mut(),
                name,
                0,
                1,
                ptr::null_mut(),
                Some(finalize),
                context,
                Some(call_js),
                &mut waker,
            ))?;
            // Only running calls keep the event loop alive.
            check(sys::napi_unref_threadsafe_function(env, waker))?;
        }
        *lock(&queue.waker) = Waker(waker);
        Ok(queue)
    }

    /// Keeps the event loop alive, or allows the process to exit.
    pub(crate) fn keep_alive(&self, env: sys::napi_env, alive: bool) {
        let waker = lock(&self.waker).0;
        if waker.is_null() {
            return;
        }
        // SAFETY: it is valid until `close`, which runs on this thread too.
        let _ = unsafe {
            match alive {
                true => sys::napi_ref_threadsafe_function(env, waker),
                false => sys::napi_unref_threadsafe_function(env, waker),
            }
        };
    }

    /// The thread is ending: drops all events and aborts all calls.
    pub(crate) fn close(&self) {
        *lock(&self.waker) = Waker::default();
        lock(&self.events).clear();
        lock(&self.tokens).pending.clear();
        let calls = std::mem::take(&mut *lock(&self.calls));
        calls.values().for_each(AbortHandle::abort);
    }

    pub(crate) fn push(&self, event: Event) {
        let mut events = lock(&self.events);
        events.push(event);
        // The first event has already woken the thread.
        if events.len() > 1 {
            return;
        }
        drop(events);
        let waker = lock(&self.waker);
        if waker.0.is_null() {
            return lock(&self.events).clear();
        }
        // SAFETY: the lock prevents `close` in the meantime.
        let _ = unsafe {
            sys::napi_call_threadsafe_function(waker.0, ptr::null_mut(), sys::ThreadsafeFunctionCallMode::nonblocking)
        };
    }

    /// Runs `work` as the call `id` and pushes its event, also if it panics. `cancel` aborts it.
    pub(crate) fn spawn(
        self: &Arc<Self>,
        id: u32,
        work: impl Future<Output = Event> + Send + 'static,
    ) -> napi::Result<()> {
        let runtime = runtime()?;
        let mut guard = Guard { queue: self.clone(), id, done: false };
        let task = runtime.spawn(async move {
            let event = work.await;
            guard.done = true;
            guard.queue.push(event);
        });
        // The task may have ended already, but its event is only taken on this thread.
        lock(&self.calls).insert(id, task.abort_handle());
        Ok(())
    }

    pub(crate) fn cancel(&self, id: u32) {
        let call = lock(&self.calls).remove(&id);
        if let Some(call) = call {
            call.abort();
        }
    }

    /// Resolves a token request. `None`: the token provider threw.
    pub(crate) fn resolve_token(&self, request: u32, token: Option<String>) {
        let pending = lock(&self.tokens).pending.remove(&request);
        if let Some(sender) = pending {
            let _ = sender.send(token.ok_or_else(|| TokenProviderError(request).into()));
        }
    }
}

/// Requests a token from the call's token provider, in JavaScript.
pub(crate) async fn request_token(queue: Arc<EventQueue>) -> Result<String, ProviderError> {
    let (sender, token) = oneshot::channel();
    let request = {
        let mut tokens = lock(&queue.tokens);
        tokens.last = tokens.last.wrapping_add(1);
        let request = tokens.last;
        tokens.pending.insert(request, sender);
        request
    };
    queue.push(Event::Token(request, call_id()));
    token.await.unwrap_or_else(|_| Err("the JavaScript thread has ended".into()))
}

/// The id of the current call.
fn call_id() -> u32 {
    dynamic::current_tag().and_then(|tag| u32::try_from(tag).ok()).unwrap_or_default()
}

/// Pushes an error if the task panics, so that its promise is settled. Events of a cancelled call are ignored.
struct Guard {
    queue: Arc<EventQueue>,
    id: u32,
    done: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.done {
            self.queue.push(Event::Failed(
                self.id,
                error::internal("internal error in plock: the call ended without a result"),
            ));
        }
    }
}

/// Passes log events to the call's logger, in JavaScript.
pub(crate) struct Logger(pub(crate) Arc<EventQueue>);

impl Listener for Logger {
    fn enabled(&self, _: Level) -> bool {
        true
    }

    fn event(&self, event: &plock::Event) {
        let message = serde_json::json!({
            "level": match event.level {
                Level::Debug => "debug",
                Level::Info => "info",
                Level::Warning => "warn",
            },
            "event": event.name,
            "operation": event.operation,
            "method": event.method,
            "path": event.path,
            "attempt": event.attempt,
            "status": event.status,
            "durationMs": u64::try_from(event.duration.as_millis()).unwrap_or(u64::MAX),
            "error": event.kind.map(|kind| kind.name()),
        });
        self.0.push(Event::Log(call_id(), message.to_string()));
    }
}

/// The event of a call with a single result.
pub(crate) fn call_result(id: u32, result: Result<Block, Error>) -> Event {
    match result {
        Ok(block) => Event::Rows(id, block),
        Err(error) => Event::Failed(id, error::json(&error)),
    }
}

/// Drops the reference that [`EventQueue::open`] leaked.
unsafe extern "C" fn finalize(_: sys::napi_env, _: *mut c_void, context: *mut c_void) {
    // SAFETY: this is the pointer from `open`, and `finalize` runs once.
    drop(unsafe { Arc::from_raw(context.cast::<EventQueue>()) });
}

unsafe extern "C" fn call_js(env: sys::napi_env, callback: sys::napi_value, context: *mut c_void, _: *mut c_void) {
    // Node drains its queue without `env`, also after `finalize`: the context may be freed.
    if env.is_null() {
        return;
    }
    // SAFETY: with `env` this runs before `finalize`, until which the context lives.
    let queue = unsafe { &*context.cast::<EventQueue>() };
    let events = std::mem::take(&mut *lock(&queue.events));
    if events.is_empty() {
        return;
    }
    let mut calls = lock(&queue.calls);
    for event in &events {
        if let Event::Rows(id, _) | Event::End(id) | Event::Failed(id, _) = event {
            calls.remove(id);
        }
    }
    drop(calls);
    // SAFETY: this is the thread of `env`. The engine reports an exception that stays pending.
    let _ = unsafe { deliver(queue, env, callback, events) };
}

unsafe fn deliver(
    queue: &EventQueue,
    env: sys::napi_env,
    callback: sys::napi_value,
    events: Vec<Event>,
) -> napi::Result<()> {
    // SAFETY: as for the caller; all values are created and used in this scope.
    unsafe {
        let mut values = ptr::null_mut();
        check(sys::napi_create_array_with_length(env, events.len() * VALUES, &mut values))?;
        for (at, event) in events.into_iter().enumerate() {
            let at = u32::try_from(at * VALUES).unwrap_or(u32::MAX);
            let Err(error) = write_event(env, values, at, &event) else { continue };
            // A value that the engine cannot create fails only its own call.
            let mut exception = ptr::null_mut();
            let _ = sys::napi_get_and_clear_last_exception(env, &mut exception);
            let message = error::internal(&format!("the response cannot be passed to JavaScript: {}", error.reason));
            match event {
                Event::Rows(id, _) | Event::Page(id, _) | Event::End(id) | Event::Failed(id, _) => {
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
        check(sys::napi_call_function(env, undefined, callback, 1, &values, ptr::null_mut()))
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

fn check(status: sys::napi_status) -> napi::Result<()> {
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
