//! An instance: the clients, calls, threads and queued events of one loaded copy of a package.
//!
//! Two class loaders of one JVM share this library and its statics. So only the table of instances is static, and every call
//! passes the number of its instance.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::Duration;

use plock::Client;
use tokio::runtime::{Handle, Runtime};
use tokio::sync::oneshot;

use crate::calls::ActiveCall;
use crate::core::OpenClient;
use crate::encode::Writer;
use crate::error::{write_error, write_internal_error};
use crate::lock;
use crate::outbox::OpenOutbox;

/// Kind of an event of a call or client.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EventKind {
    /// An object, or nothing.
    Response = 0,
    Page = 1,
    /// No more pages or outcomes.
    End = 2,
    Error = 3,
    /// A client needs a token.
    Token = 4,
    Log = 5,
    /// Outcomes of a job.
    Outcomes = 6,
    /// Number of events that may be pushed to a job; 0: the job takes no more.
    Capacity = 7,
}

/// Maximum wait for threads in a DNS lookup when an instance ends. All others stop immediately.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);

static NATIVES: RwLock<BTreeMap<u64, Arc<Native>>> = RwLock::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) type TokenSender = oneshot::Sender<Result<String, String>>;

#[derive(Debug, Default)]
pub(crate) struct Native {
    pub(crate) state: Mutex<State>,
    queue: Mutex<Queue>,
    arrived: Condvar,
    pub(crate) token_requests: Mutex<HashMap<u64, TokenSender>>,
    next: AtomicU64,
    runtime: Mutex<Option<Runtime>>,
    /// Result of the last [`plock_wait`](crate::direct::plock_wait), valid until the next.
    pub(crate) batch: Mutex<Vec<u8>>,
}

/// What keeps an instance open. One lock for all of it, so that nothing starts in an instance that has ended.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// [`release_native`] was called: the instance ends with its last client, call and outbox.
    released: bool,
    pub(crate) ended: bool,
    pub(crate) clients: HashMap<u64, OpenClient>,
    pub(crate) calls: HashMap<u64, ActiveCall>,
    pub(crate) outboxes: HashMap<u64, Arc<OpenOutbox>>,
}

impl State {
    pub(crate) fn client(&self, id: u64) -> Option<Client> {
        self.clients.get(&id).map(|open| open.client.clone())
    }

    fn is_unused(&self) -> bool {
        self.clients.is_empty() && self.calls.is_empty() && self.outboxes.is_empty()
    }
}

#[derive(Debug, Default)]
struct Queue {
    events: Vec<u8>,
    closed: bool,
}

pub(crate) fn find(native: u64) -> Option<Arc<Native>> {
    NATIVES.read().unwrap_or_else(PoisonError::into_inner).get(&native).cloned()
}

/// Opens an instance. It lives until [`release_native`] or [`shutdown_native`].
#[uniffi::export]
pub fn open_native() -> u64 {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    NATIVES.write().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::default());
    number
}

/// Ends an instance when its last client, call and outbox have ended.
#[uniffi::export]
pub fn release_native(native: u64) {
    if let Some(native) = find(native) {
        lock(&native.state).released = true;
        native.end_if_unused();
    }
}

/// Ends an instance immediately: closes its clients and outboxes and aborts its calls, without further events. What an outbox has
/// stored is sent when its file is opened again.
#[uniffi::export]
pub fn shutdown_native(native: u64) {
    let Some(native) = find(native) else { return };
    let mut state = lock(&native.state);
    state.released = true;
    for call in state.calls.values() {
        call.abort.abort();
    }
    let removed =
        (std::mem::take(&mut state.calls), std::mem::take(&mut state.clients), std::mem::take(&mut state.outboxes));
    drop(state);
    drop(removed);
    native.end_if_unused();
}

/// Waits for events and returns all of them. Each is an id, a kind, the length of its content, and the content. Empty: the instance
/// and its threads have ended. Call it from one thread only.
#[uniffi::export]
pub fn wait(native: u64) -> Vec<u8> {
    find(native).and_then(|instance| instance.wait(native, Duration::MAX)).unwrap_or_default()
}

impl Native {
    /// [`wait`] with a timeout. Empty: timed out; `None`: the instance has ended.
    pub(crate) fn wait(&self, number: u64, timeout: Duration) -> Option<Vec<u8>> {
        let queue = lock(&self.queue);
        let idle = |queue: &mut Queue| queue.events.is_empty() && !queue.closed;
        let waited = self.arrived.wait_timeout_while(queue, timeout, idle);
        let (mut queue, result) = waited.unwrap_or_else(PoisonError::into_inner);
        let events = std::mem::take(&mut queue.events);
        drop(queue);
        if !events.is_empty() || result.timed_out() {
            return Some(events);
        }
        NATIVES.write().unwrap_or_else(PoisonError::into_inner).remove(&number);
        if let Some(runtime) = lock(&self.runtime).take() {
            runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
        }
        None
    }

    /// The runtime of all calls: no thread of the caller waits for the network or decodes a response.
    fn runtime(&self) -> Result<Handle, String> {
        let mut runtime = lock(&self.runtime);
        if runtime.is_none() {
            *runtime = Some(plock::dynamic::runtime().map_err(|error| format!("cannot start threads: {error}"))?);
        }
        runtime.as_ref().map(|runtime| runtime.handle().clone()).ok_or_else(|| "cannot start threads".to_owned())
    }

    /// The runtime. `None`: it could not start, and the call `id` has failed.
    pub(crate) fn runtime_or_error(&self, id: u64) -> Option<Handle> {
        self.runtime().map_err(|message| self.post_internal_error(id, &message)).ok()
    }

    /// A new id of a client or token request.
    pub(crate) fn next_id(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Queues an event of the call or client `id`.
    pub(crate) fn post(&self, id: u64, kind: EventKind, write: impl FnOnce(&mut Writer)) {
        let mut out = Writer(Vec::with_capacity(64));
        write(&mut out);
        let mut head = Writer(Vec::with_capacity(24));
        head.number(id);
        head.byte(kind as u8);
        head.number(out.0.len() as u64);
        let mut queue = lock(&self.queue);
        queue.events.extend_from_slice(&head.0);
        queue.events.extend_from_slice(&out.0);
        drop(queue);
        self.arrived.notify_one();
    }

    pub(crate) fn post_error(&self, id: u64, error: &plock::Error) {
        self.post(id, EventKind::Error, |out| write_error(out, error));
    }

    pub(crate) fn post_internal_error(&self, id: u64, message: &str) {
        self.post(id, EventKind::Error, |out| write_internal_error(out, message));
    }

    /// Unregisters a call. Returned, as it must be dropped outside of the lock.
    pub(crate) fn remove(&self, id: u64) -> Option<ActiveCall> {
        let call = lock(&self.state).calls.remove(&id);
        self.end_if_unused();
        call
    }

    /// Ends this instance if it was released and has no client, no call and no outbox.
    pub(crate) fn end_if_unused(&self) {
        let mut state = lock(&self.state);
        if state.ended || !state.released || !state.is_unused() {
            return;
        }
        state.ended = true;
        drop(state);
        lock(&self.queue).closed = true;
        self.arrived.notify_one();
    }
}
