//! The event queue of a JavaScript thread. Events are pushed from any thread; the first one wakes the JavaScript thread, which takes all
//! of them in one call.
//!
//! Promises of Node-API would need one handle of the event loop each.

use std::collections::HashMap;
use std::ffi::{CStr, c_void};
use std::pin::Pin;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::bindgen_prelude::FunctionCallContext;
use napi::{Env, JsValue, sys};
use plock::dynamic;
use plock::{Error, Level, Listener, ProviderError};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::columns::Block;
use crate::deliver::{call_js, check, finalize};
use crate::error::{self, TokenProviderError};
use crate::runtime;

/// An event. JavaScript gets five values for each: an id, a type, a string, a buffer and a count.
pub(crate) enum Event {
    /// The response of a call.
    Rows(u32, Block),
    /// The result of a call of an outbox, as JSON.
    Value(u32, String),
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

/// The event queue of one JavaScript thread. Locks are held briefly, as that thread waits for them.
#[derive(Default)]
pub(crate) struct EventQueue {
    events: Mutex<Vec<Event>>,
    /// Wakes the thread. Null before `open` and after `close`.
    waker: Mutex<Waker>,
    /// The function of the module that events are passed to. Only accessed from the JavaScript thread.
    receiver: Mutex<Receiver>,
    /// Whether the queue keeps the event loop and the receiver alive.
    alive: Arc<AtomicBool>,
    /// The running calls. Only accessed from the JavaScript thread.
    calls: Mutex<HashMap<u32, Running>>,
    /// Whether log events are wanted from all clients.
    observed: AtomicBool,
    tokens: Mutex<Tokens>,
}

struct Running {
    task: AbortHandle,
    /// Whether it is a write, which may have been recorded if something goes wrong here.
    write: bool,
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

struct Receiver(sys::napi_ref);

impl Default for Receiver {
    fn default() -> Self {
        Self(ptr::null_mut())
    }
}

// SAFETY: it is only used on the JavaScript thread.
unsafe impl Send for Receiver {}

/// The thread is ending.
unsafe extern "C" fn ended(queue: *mut c_void) {
    // SAFETY: this is the context of the threadsafe function, which ends after this hook.
    unsafe { &*queue.cast::<EventQueue>() }.close();
}

impl EventQueue {
    /// Creates the queue of the thread of `env`, which passes its events to `receiver`. The queue only keeps it alive while calls run, so that
    /// modules can be unloaded.
    pub(crate) fn open(env: sys::napi_env, receiver: sys::napi_value) -> napi::Result<Arc<Self>> {
        let queue = Arc::<Self>::default();
        let mut waker = ptr::null_mut();
        let mut name = ptr::null_mut();
        const NAME: &CStr = c"plock";
        // SAFETY: `env` and `receiver` belong to the current call; the context lives until `finalize` drops it.
        unsafe {
            check(sys::napi_create_reference(env, receiver, 0, &mut lock(&queue.receiver).0))?;
            check(sys::napi_create_string_utf8(env, NAME.as_ptr(), -1, &mut name))?;
            let handle = handle(env, queue.alive.clone())?;
            let context = Arc::into_raw(queue.clone()).cast_mut().cast::<c_void>();
            check(sys::napi_create_threadsafe_function(
                env,
                ptr::null_mut(),
                handle,
                name,
                0,
                1,
                ptr::null_mut(),
                Some(finalize),
                context,
                Some(call_js),
                &mut waker,
            ))?;
            check(sys::napi_add_env_cleanup_hook(env, Some(ended), context))?;
            // Only running calls keep the event loop alive.
            check(sys::napi_unref_threadsafe_function(env, waker))?;
        }
        *lock(&queue.waker) = Waker(waker);
        Ok(queue)
    }

    /// Keeps the event loop and the receiver alive, or allows the process to exit.
    pub(crate) fn keep_alive(&self, env: sys::napi_env, alive: bool) {
        let waker = lock(&self.waker).0;
        if waker.is_null() || self.alive.swap(alive, Ordering::Relaxed) == alive {
            return;
        }
        let (receiver, count) = (lock(&self.receiver).0, ptr::null_mut());
        // SAFETY: both are valid until `close`, which runs on this thread too.
        let _ = unsafe {
            match alive {
                true => [sys::napi_ref_threadsafe_function(env, waker), sys::napi_reference_ref(env, receiver, count)],
                false => {
                    [sys::napi_unref_threadsafe_function(env, waker), sys::napi_reference_unref(env, receiver, count)]
                }
            }
        };
    }

    /// The receiver; null if it has been garbage collected.
    pub(crate) fn receiver(&self, env: sys::napi_env) -> sys::napi_value {
        let mut value = ptr::null_mut();
        // SAFETY: the reference is valid until `release`, after which no events are delivered.
        let _ = unsafe { sys::napi_get_reference_value(env, lock(&self.receiver).0, &mut value) };
        value
    }

    /// The module has been garbage collected: ends the queue.
    pub(crate) fn release(&self, env: sys::napi_env) {
        let waker = lock(&self.waker).0;
        self.close();
        // Null: the thread is ending.
        if waker.is_null() {
            return;
        }
        let queue = ptr::from_ref(self).cast_mut().cast();
        // SAFETY: nothing uses them after `close`.
        let _ = unsafe {
            [
                sys::napi_remove_env_cleanup_hook(env, Some(ended), queue),
                sys::napi_delete_reference(env, std::mem::take(&mut *lock(&self.receiver)).0),
                sys::napi_release_threadsafe_function(waker, sys::ThreadsafeFunctionReleaseMode::abort),
            ]
        };
    }

    /// The thread is ending: drops all events and aborts all calls.
    pub(crate) fn close(&self) {
        *lock(&self.waker) = Waker::default();
        lock(&self.events).clear();
        lock(&self.tokens).pending.clear();
        let calls = std::mem::take(&mut *lock(&self.calls));
        calls.values().for_each(|call| call.task.abort());
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

    /// Removes and returns all events, each with whether it ends a write. Their calls are no longer running.
    pub(crate) fn take(&self) -> Vec<(Event, bool)> {
        let events = std::mem::take(&mut *lock(&self.events));
        let mut calls = lock(&self.calls);
        let ended = |event: Event| {
            let running = match &event {
                Event::Rows(id, _) | Event::Value(id, _) | Event::End(id) | Event::Failed(id, _) => calls.remove(id),
                _ => None,
            };
            (event, running.is_some_and(|call| call.write))
        };
        events.into_iter().map(ended).collect()
    }

    /// Requests log events from all clients, or only from those with a logger.
    pub(crate) fn observe(&self, all: bool) {
        self.observed.store(all, Ordering::Relaxed);
    }

    /// Runs `work` as the call `id` and pushes its event, also if it panics. `cancel` aborts it.
    pub(crate) fn spawn(
        self: &Arc<Self>,
        id: u32,
        write: bool,
        work: impl Future<Output = Event> + Send + 'static,
    ) -> napi::Result<()> {
        self.spawn_boxed(id, write, Box::pin(work))
    }

    /// One function for all calls, so that the library has no copy for each.
    fn spawn_boxed(
        self: &Arc<Self>,
        id: u32,
        write: bool,
        work: Pin<Box<dyn Future<Output = Event> + Send>>,
    ) -> napi::Result<()> {
        let runtime = runtime()?;
        let mut guard = Guard { queue: self.clone(), id, write, done: false };
        let task = runtime.spawn(async move {
            let event = work.await;
            guard.done = true;
            guard.queue.push(event);
        });
        // The task may have ended already, but its event is only taken on this thread.
        lock(&self.calls).insert(id, Running { task: task.abort_handle(), write });
        Ok(())
    }

    pub(crate) fn cancel(&self, id: u32) {
        let call = lock(&self.calls).remove(&id);
        if let Some(call) = call {
            call.task.abort();
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

/// The object that async hooks get. Its `hasRef` tells detectors of open handles whether the event loop is kept alive.
unsafe fn handle(env: sys::napi_env, alive: Arc<AtomicBool>) -> napi::Result<sys::napi_value> {
    let functions = Env::from_raw(env);
    let is_alive = move |_: FunctionCallContext<'_>| Ok(alive.load(Ordering::Relaxed));
    let has_ref = functions.create_function_from_closure::<(), _, _>("hasRef", is_alive)?;
    let mut handle = ptr::null_mut();
    // SAFETY: the caller passes the `env` of the current call.
    unsafe {
        check(sys::napi_create_object(env, &mut handle))?;
        check(sys::napi_set_named_property(env, handle, c"hasRef".as_ptr(), has_ref.raw()))?;
    }
    Ok(handle)
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
    write: bool,
    done: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.done {
            let message = "internal error in plock: the call ended without a result";
            self.queue.push(Event::Failed(self.id, error::internal(message, self.write)));
        }
    }
}

/// Passes log events to the call's logger, in JavaScript.
pub(crate) struct Logger {
    pub(crate) queue: Arc<EventQueue>,
    /// Whether the client has a logger. If not, events are only wanted while all are.
    pub(crate) always: bool,
}

impl Listener for Logger {
    fn enabled(&self, _: Level) -> bool {
        self.always || self.queue.observed.load(Ordering::Relaxed)
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
        self.queue.push(Event::Log(call_id(), message.to_string()));
    }
}

/// The event of a call with a single result.
pub(crate) fn call_result(id: u32, result: Result<Block, Error>) -> Event {
    match result {
        Ok(block) => Event::Rows(id, block),
        Err(error) => Event::Failed(id, error::json(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_env_the_queue_is_not_touched() {
        let queue = EventQueue::default();
        lock(&queue.events).push(Event::End(1));
        let context = ptr::from_ref(&queue).cast_mut().cast();
        // SAFETY: as Node calls it after `finalize`; the queue outlives the call.
        unsafe { call_js(ptr::null_mut(), ptr::null_mut(), context, ptr::null_mut()) };
        assert_eq!(lock(&queue.events).len(), 1);
    }
}
