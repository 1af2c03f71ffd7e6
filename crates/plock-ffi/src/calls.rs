//! Calls: started, gone on with and cancelled by a number that the other language gives them.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, OnceLock};

use futures_util::FutureExt;
use plock::dynamic::{self, Answer, Call, JsonNames, Names, Rows};
use plock::meta::{Kind, OBJECTS, OPERATIONS};
use plock::{Error, Request};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use crate::core::{apply, find};
use crate::encode::Writer;
use crate::failure::{Refusal, failure, internal};
use crate::mailbox::{Happening, post};
use crate::{Pair, lock};

/// What one call is told otherwise than its client. Times are in milliseconds, and 0 is no limit.
#[derive(Debug, Default, uniffi::Record)]
pub struct CallOptions {
    pub timeout: Option<u64>,
    pub read_timeout: Option<u64>,
    pub max_retries: Option<u32>,
    pub concurrency: Option<u32>,
    pub headers: Vec<Pair>,
    pub query: Vec<Pair>,
}

/// A call.
#[derive(Debug, uniffi::Record)]
pub struct CallRequest {
    /// The number by which its answer is known.
    pub id: u64,
    pub core: u64,
    /// Its place in the tables of the spec.
    pub operation: u32,
    /// The arguments by name, as a JSON object.
    pub args: String,
    pub options: Option<CallOptions>,
    pub page: Option<String>,
    pub page_size: Option<String>,
    /// All pages, one for each [`pull`].
    pub pages: bool,
}

struct Running {
    abort: AbortHandle,
    /// Of one that reads pages: asks for the next.
    pull: Option<UnboundedSender<()>>,
}

static RUNNING: Mutex<Option<HashMap<u64, Running>>> = Mutex::new(None);

/// Threads of our own: none of the caller's waits for the network, nor reads an answer.
fn runtime() -> Result<&'static Runtime, String> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let made = RUNTIME
        .get_or_init(|| plock::dynamic::runtime().map_err(|error| format!("no threads can be started: {error}")));
    made.as_ref().map_err(Clone::clone)
}

/// Starts a call; what becomes of it is told by [`wait`](crate::wait).
#[uniffi::export]
pub fn start(request: CallRequest) {
    let id = request.id;
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return post(id, Happening::Failure, |out| internal(out, &error)),
    };
    let (pull, pulled) = if request.pages { Some(unbounded_channel()) } else { None }.unzip();
    // Under the lock, so that the call is not over before it is known.
    let mut running = lock(&RUNNING);
    let task = runtime.spawn(async move {
        let work = AssertUnwindSafe(run(request, pulled)).catch_unwind();
        if let Err(panic) = work.await {
            let what = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let what = what.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            post(id, Happening::Failure, |out| internal(out, &format!("a fault of the library: {what}")));
        }
        lock(&RUNNING).as_mut().and_then(|running| running.remove(&id));
    });
    running.get_or_insert_default().insert(id, Running { abort: task.abort_handle(), pull });
}

async fn run(request: CallRequest, pulled: Option<UnboundedReceiver<()>>) {
    let id = request.id;
    let failed = |error: &Error| post(id, Happening::Failure, |out| failure(out, error));
    let (call, kind) = match prepared(request) {
        Ok(call) => call,
        Err(error) => return failed(&error),
    };
    let Some(mut pulled) = pulled else {
        return match call.await {
            Ok(answer) => answered(id, kind, &answer),
            Err(error) => failed(&error),
        };
    };
    let mut pages = call.pages();
    while pulled.recv().await.is_some() {
        match pages.next().await {
            Some(Ok(page)) => post(id, Happening::Page, |out| out.page(&page.page, &page.rows)),
            Some(Err(error)) => return failed(&error),
            None => return post(id, Happening::End, |_| {}),
        }
    }
}

fn prepared(request: CallRequest) -> Result<(Request<Call>, Kind), Error> {
    let shared = find(request.core).ok_or_else(|| dynamic::configuration("the client is closed"))?;
    let operation = OPERATIONS.get(request.operation as usize);
    let operation = operation.ok_or_else(|| dynamic::configuration("expected an operation of this API"))?;
    let mut call = dynamic::call(&shared.client, operation, &request.args, Names::Camel)?;
    if let Some(options) = request.options {
        apply!(options, call);
    }
    if request.page.is_some() || request.page_size.is_some() {
        call = call.paging(request.page, request.page_size);
    }
    Ok((call, operation.kind))
}

fn answered(id: u64, kind: Kind, answer: &Answer) {
    match answer.rows.object() {
        None => post(id, Happening::Answer, |_| {}),
        Some(_) if kind == Kind::List => {
            post(id, Happening::Page, |out| out.page(&answer.page, &answer.rows));
        }
        Some(_) => post(id, Happening::Answer, |out| out.row(&answer.rows.row(0), None)),
    }
}

/// Asks for the next page of a call that reads them all.
#[uniffi::export]
pub fn pull(id: u64) {
    if let Some(running) = lock(&RUNNING).as_ref().and_then(|running| running.get(&id))
        && let Some(pull) = &running.pull
    {
        let _ = pull.send(());
    }
}

/// Gives a call up, with its connection.
#[uniffi::export]
pub fn cancel(id: u64) {
    let running = lock(&RUNNING).as_mut().and_then(|running| running.remove(&id));
    if let Some(running) = running {
        running.abort.abort();
    }
}

/// An object out of its JSON.
#[uniffi::export]
pub fn parse(object: u32, json: String) -> Result<Vec<u8>, Refusal> {
    let object =
        OBJECTS.get(object as usize).ok_or_else(|| dynamic::configuration("expected an object of this API"))?;
    let rows = Rows::from_json(object, &json, JsonNames::Wire)?;
    let mut out = Writer::default();
    out.row(&rows.row(0), None);
    Ok(out.0)
}
