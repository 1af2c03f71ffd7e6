//! Everything that one loaded copy of another language's library owns: clients, calls, threads, and the events it waits for.
//!
//! Two class loaders of one JVM share the file of this library and with it its statics. So nothing but the table of all copies is
//! static, and each copy passes its number with every call.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::runtime::{Handle, Runtime};
use tokio::sync::oneshot;

use crate::calls::Running;
use crate::core::Shared;
use crate::encode::Writer;
use crate::lock;

/// What an event tells, of a call or of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EventKind {
    /// One object, or nothing.
    Answer = 0,
    Page = 1,
    /// There are no more pages.
    End = 2,
    Failure = 3,
    /// A client needs a token.
    Token = 4,
    Log = 5,
    /// Of a job: what became of some events.
    Outcomes = 6,
    /// Of a job: how many events may be pushed; 0: take no more.
    Room = 7,
}

/// How long threads that look up a name are waited for when a copy ends. All others stop at once.
const LAST_THREADS: Duration = Duration::from_secs(1);

static NATIVES: RwLock<BTreeMap<u64, Arc<Native>>> = RwLock::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) type Answer = oneshot::Sender<Result<String, String>>;

#[derive(Debug, Default)]
pub(crate) struct Native {
    pub(crate) life: Mutex<Life>,
    queue: Mutex<Queue>,
    arrived: Condvar,
    pub(crate) questions: Mutex<HashMap<u64, Answer>>,
    next: AtomicU64,
    runtime: Mutex<Option<Runtime>>,
    /// What the last [`wait`](crate::direct::plock_wait) gave, until the next.
    pub(crate) kept: Mutex<Vec<u8>>,
}

/// What keeps a copy from ending. One lock for all of it, so that nothing starts in a copy that has ended.
#[derive(Debug, Default)]
pub(crate) struct Life {
    /// [`release_native`] was called: it ends with its last client and the last call.
    released: bool,
    pub(crate) ended: bool,
    pub(crate) clients: HashMap<u64, Shared>,
    pub(crate) running: HashMap<u64, Running>,
}

#[derive(Debug, Default)]
struct Queue {
    events: Vec<u8>,
    /// No events follow.
    closed: bool,
}

pub(crate) fn find(native: u64) -> Option<Arc<Native>> {
    NATIVES.read().unwrap_or_else(PoisonError::into_inner).get(&native).cloned()
}

/// A new copy, with nothing in it. It lives until [`release_native`] or [`shutdown_native`].
#[uniffi::export]
pub fn open_native() -> u64 {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    NATIVES.write().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::default());
    number
}

/// Lets a copy end with its last client and the last of its calls.
#[uniffi::export]
pub fn release_native(native: u64) {
    if let Some(native) = find(native) {
        lock(&native.life).released = true;
        native.settle();
    }
}

/// Ends a copy now, with its clients. Its calls are stopped, and no event tells of them.
#[uniffi::export]
pub fn shutdown_native(native: u64) {
    let Some(native) = find(native) else { return };
    let mut life = lock(&native.life);
    life.released = true;
    for running in life.running.values() {
        running.abort.abort();
    }
    let gone = (std::mem::take(&mut life.running), std::mem::take(&mut life.clients));
    drop(life);
    drop(gone);
    native.settle();
}

/// Waits until something has happened, and gives all of it: for each event its id, its kind, the length of what follows, and that.
/// Nothing: the copy has ended, with all of its threads. For one thread.
#[uniffi::export]
pub fn wait(native: u64) -> Vec<u8> {
    find(native).and_then(|here| here.wait(native, Duration::MAX)).unwrap_or_default()
}

impl Native {
    /// [`wait`], for a limited time. Empty: the time is over; `None`: the copy has ended.
    pub(crate) fn wait(&self, number: u64, time: Duration) -> Option<Vec<u8>> {
        let queue = lock(&self.queue);
        let idle = |queue: &mut Queue| queue.events.is_empty() && !queue.closed;
        let waited = self.arrived.wait_timeout_while(queue, time, idle);
        let (mut queue, time) = waited.unwrap_or_else(PoisonError::into_inner);
        let events = std::mem::take(&mut queue.events);
        drop(queue);
        if !events.is_empty() || time.timed_out() {
            return Some(events);
        }
        NATIVES.write().unwrap_or_else(PoisonError::into_inner).remove(&number);
        if let Some(runtime) = lock(&self.runtime).take() {
            runtime.shutdown_timeout(LAST_THREADS);
        }
        None
    }

    /// Threads of our own: none of the caller's waits for the network, nor reads an answer.
    pub(crate) fn runtime(&self) -> Result<Handle, String> {
        let mut runtime = lock(&self.runtime);
        if runtime.is_none() {
            let made = plock::dynamic::runtime().map_err(|error| format!("cannot start threads: {error}"))?;
            *runtime = Some(made);
        }
        runtime.as_ref().map(|runtime| runtime.handle().clone()).ok_or_else(|| "cannot start threads".to_owned())
    }

    /// A number that no other client or question of this copy has.
    pub(crate) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Adds an event of the call or client `id`.
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

    /// Forgets a call. What it holds may end here, which is not to happen under the lock.
    pub(crate) fn remove(&self, call: u64) -> Option<Running> {
        let running = lock(&self.life).running.remove(&call);
        self.settle();
        running
    }

    /// Ends this copy where nothing keeps it.
    pub(crate) fn settle(&self) {
        let mut life = lock(&self.life);
        if life.ended || !life.released || !life.clients.is_empty() || !life.running.is_empty() {
            return;
        }
        life.ended = true;
        drop(life);
        lock(&self.queue).closed = true;
        self.arrived.notify_one();
    }
}
