//! How what is done in Rust comes back to a thread of JavaScript: what is ready is put into a box and the thread is woken once,
//! takes all of it in one crossing, and goes on.
//!
//! Promises of Node-API would need a handle of the event loop each.

use std::collections::HashMap;
use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::sys;
use plock::dynamic;
use plock::{Error, Event, Level, Listener, ProviderError};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::columns::{Block, Text};
use crate::failure::{self, Thrown};
use crate::runtime;

/// What lies in the box. JavaScript gets five values for each: a number, what it is, a text, a block and how many.
pub(crate) enum Mail {
    /// The answer to a call.
    Rows(u32, Block),
    /// A page of a list, which goes on.
    Page(u32, Block),
    /// A list has no more pages.
    End(u32),
    /// A call has failed; JSON.
    Failed(u32, String),
    /// A token is asked for: the number of that request, and the call that needs it.
    Token(u32, u32),
    /// What happened in a call, for its logger; JSON.
    Event(u32, String),
    /// Many writes have room for so many more events; 0: they take no more.
    Room(u32, u32),
    /// The next outcome of many writes, and how many of them are the same.
    Recorded(u32, Block, u32),
    /// As `Failed`.
    Refused(u32, String),
    /// As `Failed`, and how many of them are the same.
    Unknown(u32, String, u32),
    NotSent(u32, u32),
}

/// How many values JavaScript gets for each.
const VALUES: usize = 5;

/// The box of one thread of JavaScript. No lock is held for long: that thread would wait for it.
#[derive(Default)]
pub(crate) struct Mailbox {
    mail: Mutex<Vec<Mail>>,
    /// Wakes the thread. Null before it is opened and when the thread has ended.
    bell: Mutex<Bell>,
    /// What is under way. Only the thread of JavaScript touches it.
    calls: Mutex<HashMap<u32, AbortHandle>>,
    tokens: Mutex<Tokens>,
}

#[derive(Default)]
struct Tokens {
    awaited: HashMap<u32, oneshot::Sender<Result<String, ProviderError>>>,
    last: u32,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Bell(sys::napi_threadsafe_function);

impl Default for Bell {
    fn default() -> Self {
        Self(ptr::null_mut())
    }
}

// SAFETY: to be called from any thread is what a threadsafe function is for.
unsafe impl Send for Bell {}

impl Mailbox {
    /// The box of the thread of `env`, which has its mail brought to `callback`.
    pub(crate) fn open(env: sys::napi_env, callback: sys::napi_value) -> napi::Result<Arc<Self>> {
        let mailbox = Arc::<Self>::default();
        let mut bell = ptr::null_mut();
        let mut name = ptr::null_mut();
        let context = Arc::into_raw(mailbox.clone()).cast_mut().cast::<c_void>();
        const NAME: &CStr = c"plock";
        // SAFETY: `env` and `callback` are those of the call that we are in; the context lives until `closed` takes it back.
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
                Some(closed),
                context,
                Some(answer_the_bell),
                &mut bell,
            ))?;
            // The event loop is to live for calls that are under way, not for this.
            check(sys::napi_unref_threadsafe_function(env, bell))?;
        }
        *lock(&mailbox.bell) = Bell(bell);
        Ok(mailbox)
    }

    /// Keeps the event loop alive, or does so no longer.
    pub(crate) fn keep_alive(&self, env: sys::napi_env, alive: bool) {
        let bell = lock(&self.bell).0;
        if bell.is_null() {
            return;
        }
        // SAFETY: it is there until `close`, which runs in this thread too.
        let _ = unsafe {
            match alive {
                true => sys::napi_ref_threadsafe_function(env, bell),
                false => sys::napi_unref_threadsafe_function(env, bell),
            }
        };
    }

    /// The thread ends: nothing reaches it any more, and what is under way is given up.
    pub(crate) fn close(&self) {
        *lock(&self.bell) = Bell::default();
        lock(&self.mail).clear();
        lock(&self.tokens).awaited.clear();
        let calls = std::mem::take(&mut *lock(&self.calls));
        calls.values().for_each(AbortHandle::abort);
    }

    pub(crate) fn put(&self, mail: Mail) {
        let mut mails = lock(&self.mail);
        mails.push(mail);
        // Whoever put in the first has rung.
        if mails.len() > 1 {
            return;
        }
        drop(mails);
        let bell = lock(&self.bell);
        if bell.0.is_null() {
            return lock(&self.mail).clear();
        }
        // SAFETY: the lock keeps it from being closed meanwhile.
        let _ = unsafe {
            sys::napi_call_threadsafe_function(bell.0, ptr::null_mut(), sys::ThreadsafeFunctionCallMode::nonblocking)
        };
    }

    /// Does the work of the call `id` and puts what comes of it into the box, whatever happens but `cancel`.
    pub(crate) fn work(
        self: &Arc<Self>,
        id: u32,
        work: impl Future<Output = Mail> + Send + 'static,
    ) -> napi::Result<()> {
        let runtime = runtime()?;
        let mut guard = Guard { mailbox: self.clone(), id, done: false };
        let task = runtime.spawn(async move {
            let mail = work.await;
            guard.done = true;
            guard.mailbox.put(mail);
        });
        // It may be over by now, but its mail is taken out by this thread.
        lock(&self.calls).insert(id, task.abort_handle());
        Ok(())
    }

    pub(crate) fn cancel(&self, id: u32) {
        let call = lock(&self.calls).remove(&id);
        if let Some(call) = call {
            call.abort();
        }
    }

    /// What the provider said: a token, or that it has thrown.
    pub(crate) fn told(&self, request: u32, token: Option<String>) {
        let awaited = lock(&self.tokens).awaited.remove(&request);
        if let Some(sender) = awaited {
            let _ = sender.send(token.ok_or_else(|| Thrown(request).into()));
        }
    }
}

/// Asks the call's token provider, in JavaScript.
pub(crate) async fn ask(mailbox: Arc<Mailbox>) -> Result<String, ProviderError> {
    let (sender, token) = oneshot::channel();
    let request = {
        let mut tokens = lock(&mailbox.tokens);
        tokens.last = tokens.last.wrapping_add(1);
        let request = tokens.last;
        tokens.awaited.insert(request, sender);
        request
    };
    mailbox.put(Mail::Token(request, call()));
    token.await.unwrap_or_else(|_| Err("the thread that knows the token has ended".into()))
}

/// The number of the call that is being served.
fn call() -> u32 {
    dynamic::current_tag().and_then(|tag| u32::try_from(tag).ok()).unwrap_or_default()
}

/// A call that ends without an answer would leave its promise pending for ever. Of one that was cancelled nobody takes the mail.
struct Guard {
    mailbox: Arc<Mailbox>,
    id: u32,
    done: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.done {
            self.mailbox.put(Mail::Failed(self.id, failure::internal("the call ended without an answer")));
        }
    }
}

/// Tells the call's logger, in JavaScript.
pub(crate) struct Logger(pub(crate) Arc<Mailbox>);

impl Listener for Logger {
    fn enabled(&self, _: Level) -> bool {
        true
    }

    fn event(&self, event: &Event) {
        let told = serde_json::json!({
            "level": match event.level {
                Level::Debug => "debug",
                Level::Info => "info",
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
        self.0.put(Mail::Event(call(), told.to_string()));
    }
}

/// What a call says that is answered with an error at once.
pub(crate) fn outcome(id: u32, result: Result<Block, Error>) -> Mail {
    match result {
        Ok(block) => Mail::Rows(id, block),
        Err(error) => Mail::Failed(id, failure::json(&error)),
    }
}

/// Gives back what [`Mailbox::open`] lent.
unsafe extern "C" fn closed(_: sys::napi_env, _: *mut c_void, context: *mut c_void) {
    // SAFETY: this is the pointer that `open` made, and it is given back once.
    drop(unsafe { Arc::from_raw(context.cast::<Mailbox>()) });
}

unsafe extern "C" fn answer_the_bell(
    env: sys::napi_env,
    callback: sys::napi_value,
    context: *mut c_void,
    _: *mut c_void,
) {
    // Without `env` Node empties its queue, behind `closed` too: the context may be gone.
    if env.is_null() {
        return;
    }
    // SAFETY: with `env` this comes before `closed`, until which the context lives.
    let mailbox = unsafe { &*context.cast::<Mailbox>() };
    let mail = std::mem::take(&mut *lock(&mailbox.mail));
    if mail.is_empty() {
        return;
    }
    let mut calls = lock(&mailbox.calls);
    for mail in &mail {
        if let Mail::Rows(id, _) | Mail::End(id) | Mail::Failed(id, _) = mail {
            calls.remove(id);
        }
    }
    drop(calls);
    // SAFETY: we are in the thread of `env`. An exception that stays pending is the engine's to report.
    let _ = unsafe { deliver(mailbox, env, callback, mail) };
}

unsafe fn deliver(
    mailbox: &Mailbox,
    env: sys::napi_env,
    callback: sys::napi_value,
    mail: Vec<Mail>,
) -> napi::Result<()> {
    // SAFETY: as for the caller; every value is made in this scope and used in it.
    unsafe {
        let mut values = ptr::null_mut();
        check(sys::napi_create_array_with_length(env, mail.len() * VALUES, &mut values))?;
        for (at, mail) in mail.into_iter().enumerate() {
            let at = u32::try_from(at * VALUES).unwrap_or(u32::MAX);
            let Err(error) = lay(env, values, at, &mail) else { continue };
            // What the engine cannot hold is that call's failure alone.
            let mut exception = ptr::null_mut();
            let _ = sys::napi_get_and_clear_last_exception(env, &mut exception);
            let told = failure::internal(&format!("the answer cannot be handed to JavaScript: {}", error.reason));
            match mail {
                Mail::Rows(id, _) | Mail::Page(id, _) | Mail::End(id) | Mail::Failed(id, _) => {
                    mailbox.cancel(id);
                    lay(env, values, at, &Mail::Failed(id, told))?;
                }
                Mail::Recorded(id, _, times) => lay(env, values, at, &Mail::Unknown(id, told, times))?,
                Mail::Refused(id, _) => lay(env, values, at, &Mail::Refused(id, told))?,
                Mail::Unknown(id, _, times) => lay(env, values, at, &Mail::Unknown(id, told, times))?,
                Mail::Token(request, _) => mailbox.told(request, None),
                Mail::Room(..) | Mail::NotSent(..) | Mail::Event(..) => {}
            }
        }
        let mut nothing = ptr::null_mut();
        check(sys::napi_get_undefined(env, &mut nothing))?;
        check(sys::napi_call_function(env, nothing, callback, 1, &values, ptr::null_mut()))
    }
}

/// Puts the values of a piece of mail into an array.
unsafe fn lay(env: sys::napi_env, values: sys::napi_value, at: u32, mail: &Mail) -> napi::Result<()> {
    // SAFETY: as for the caller.
    unsafe {
        let block =
            |block: &Block| Ok::<_, napi::Error>((Some(text(env, &block.text)?), Some(data(env, &block.data)?)));
        let json = |json: &str| Ok::<_, napi::Error>((Some(utf8(env, json)?), None));
        let (number, what, (text, data), many) = match mail {
            Mail::Rows(id, rows) | Mail::Page(id, rows) => (id, 0, block(rows)?, None),
            Mail::End(id) => (id, 1, (None, None), None),
            Mail::Failed(id, error) => (id, 2, json(error)?, None),
            Mail::Token(request, call) => (request, 3, (None, None), Some(call)),
            Mail::Event(call, event) => (call, 4, json(event)?, None),
            Mail::Room(id, room) => (id, 5, (None, None), Some(room)),
            Mail::Recorded(id, rows, times) => (id, 6, block(rows)?, Some(times)),
            Mail::Refused(id, error) => (id, 7, json(error)?, Some(&1)),
            Mail::Unknown(id, error, times) => (id, 8, json(error)?, Some(times)),
            Mail::NotSent(id, times) => (id, 9, (None, None), Some(times)),
        };
        let many = many.map(|many| integer(env, *many)).transpose()?;
        let all = [Some(integer(env, *number)?), Some(integer(env, what)?), text, data, many];
        for (place, value) in (at..).zip(all) {
            if let Some(value) = value {
                check(sys::napi_set_element(env, values, place, value))?;
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

/// A string of JavaScript.
///
/// # Safety
/// Only in the thread of `env`; so for all of these.
unsafe fn text(env: sys::napi_env, text: &Text) -> napi::Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: the pointers are good for their lengths.
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

/// An `ArrayBuffer` with a copy: memory of ours is not allowed in every engine.
unsafe fn data(env: sys::napi_env, data: &[u8]) -> napi::Result<sys::napi_value> {
    let (mut value, mut memory) = (ptr::null_mut(), ptr::null_mut::<c_void>());
    // SAFETY: the engine has made the memory as long as it was told to.
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
    // SAFETY: the pointer is good for its length.
    check(unsafe { sys::napi_create_string_utf8(env, text.as_ptr().cast(), text.len() as isize, &mut value) })?;
    Ok(value)
}

unsafe fn integer(env: sys::napi_env, number: u32) -> napi::Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: nothing is borrowed.
    check(unsafe { sys::napi_create_uint32(env, number, &mut value) })?;
    Ok(value)
}
