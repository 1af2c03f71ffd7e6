//! The one place where the other language waits for whatever happens.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};

use plock::ProviderError;
use tokio::sync::oneshot;

use crate::encode::Writer;
use crate::lock;

/// What happened to a call, or to a client.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Happening {
    /// One object, or nothing.
    Answer = 0,
    Page = 1,
    /// There are no more pages.
    End = 2,
    Failure = 3,
    /// A client needs a token.
    Token = 4,
    Log = 5,
}

static PENDING: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static ARRIVED: Condvar = Condvar::new();

/// Leaves word of what happened to the call or client `id`.
pub(crate) fn post(id: u64, what: Happening, write: impl FnOnce(&mut Writer)) {
    let mut out = Writer(Vec::with_capacity(64));
    write(&mut out);
    let mut head = Writer(Vec::with_capacity(24));
    head.number(id);
    head.byte(what as u8);
    head.number(out.0.len() as u64);
    let mut pending = lock(&PENDING);
    pending.extend_from_slice(&head.0);
    pending.extend_from_slice(&out.0);
    drop(pending);
    ARRIVED.notify_one();
}

/// Waits until something has happened, and gives all of it: for each its id, what it is, the length of what follows, and that.
#[uniffi::export]
pub fn wait() -> Vec<u8> {
    let mut pending = lock(&PENDING);
    while pending.is_empty() {
        pending = ARRIVED.wait(pending).unwrap_or_else(std::sync::PoisonError::into_inner);
    }
    std::mem::take(&mut *pending)
}

type Answer = oneshot::Sender<Result<String, String>>;

static ASKED: Mutex<Option<HashMap<u64, Answer>>> = Mutex::new(None);
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Takes the question back when nobody waits for its answer any more.
struct Question(u64);

impl Drop for Question {
    fn drop(&mut self) {
        lock(&ASKED).as_mut().and_then(|asked| asked.remove(&self.0));
    }
}

/// Asks the other language's provider for a token.
pub(crate) async fn ask(core: u64) -> Result<String, ProviderError> {
    let question = Question(NEXT.fetch_add(1, Ordering::Relaxed));
    let (sender, answer) = oneshot::channel();
    lock(&ASKED).get_or_insert_default().insert(question.0, sender);
    post(core, Happening::Token, |out| out.number(question.0));
    match answer.await {
        Ok(given) => given.map_err(ProviderError::from),
        Err(_) => Err("the token provider gave no answer".into()),
    }
}

/// What a provider gave, or why it gave nothing.
#[uniffi::export]
pub fn give_token(question: u64, given: Option<String>, error: Option<String>) {
    let sender = lock(&ASKED).as_mut().and_then(|asked| asked.remove(&question));
    if let Some(sender) = sender {
        let _ = sender.send(given.ok_or_else(|| error.unwrap_or_default()));
    }
}
