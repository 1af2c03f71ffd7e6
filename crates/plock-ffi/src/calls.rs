//! Calls: started, gone on with and cancelled by a number that the other language gives them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use plock::dynamic::{self, Answer, Call, JsonNames, Names, Rows};
use plock::meta::{Kind, OBJECTS, OPERATIONS};
use plock::{Client, Error, Request};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use crate::core::apply;
use crate::encode::Writer;
use crate::failure::{Refusal, failure, internal};
use crate::many::Job;
use crate::native::{EventKind, Native, find};
use crate::{Pair, lock};

/// What one call is told otherwise than its client. Times are in milliseconds, and 0 is no limit.
#[derive(Debug, Default, Clone, uniffi::Record)]
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

#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) abort: AbortHandle,
    /// Of one that is told in parts: asks for the next.
    pub(crate) pull: Option<UnboundedSender<()>>,
    /// Of many writes.
    pub(crate) job: Option<Job>,
}

/// Starts a call; [`wait`](crate::wait) tells what becomes of it. False: `native` has ended, and nothing will be told.
#[uniffi::export]
pub fn start(native: u64, request: CallRequest) -> bool {
    find(native).is_some_and(|native| native.start(request))
}

impl Native {
    fn start(self: Arc<Self>, request: CallRequest) -> bool {
        let id = request.id;
        let runtime = match self.runtime() {
            Ok(runtime) => runtime,
            Err(error) => {
                self.post(id, EventKind::Failure, |out| internal(out, &error));
                return true;
            }
        };
        let (pull, pulled) = if request.pages { Some(unbounded_channel()) } else { None }.unzip();
        // Under the lock, so that the call is not over before it is known.
        let mut life = lock(&self.life);
        if life.ended {
            return false;
        }
        // Looked up here: a client that is closed a moment later lets this call end.
        let client = life.clients.get(&request.core).map(|shared| shared.client.clone());
        let native = Arc::clone(&self);
        let task = runtime.spawn(async move {
            let work = AssertUnwindSafe(native.run(client, request, pulled)).catch_unwind();
            if let Err(panic) = work.await {
                let what = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
                let what = what.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
                native.post(id, EventKind::Failure, |out| internal(out, &format!("a fault of the library: {what}")));
            }
            native.remove(id);
        });
        life.running.insert(id, Running { abort: task.abort_handle(), pull, job: None });
        true
    }

    async fn run(&self, client: Option<Client>, request: CallRequest, pulled: Option<UnboundedReceiver<()>>) {
        let id = request.id;
        let failed = |error: &Error| self.post(id, EventKind::Failure, |out| failure(out, error));
        let (call, kind) = match prepared(client, request) {
            Ok(call) => call,
            Err(error) => return failed(&error),
        };
        let Some(mut pulled) = pulled else {
            return match call.await {
                Ok(answer) => self.answered(id, kind, &answer),
                Err(error) => failed(&error),
            };
        };
        let mut pages = call.pages();
        while pulled.recv().await.is_some() {
            match pages.next().await {
                Some(Ok(page)) => self.post(id, EventKind::Page, |out| out.page(&page.page, &page.rows)),
                Some(Err(error)) => return failed(&error),
                None => return self.post(id, EventKind::End, |_| {}),
            }
        }
    }

    fn answered(&self, id: u64, kind: Kind, answer: &Answer) {
        match answer.rows.object() {
            None => self.post(id, EventKind::Answer, |_| {}),
            Some(_) if kind == Kind::List => {
                self.post(id, EventKind::Page, |out| out.page(&answer.page, &answer.rows));
            }
            Some(_) => self.post(id, EventKind::Answer, |out| out.row(&answer.rows.row(0), None)),
        }
    }
}

fn prepared(client: Option<Client>, request: CallRequest) -> Result<(Request<Call>, Kind), Error> {
    let client = client.ok_or_else(|| dynamic::configuration("the client is closed"))?;
    let operation = OPERATIONS.get(request.operation as usize);
    let operation = operation.ok_or_else(|| dynamic::configuration("expected an operation of this API"))?;
    let mut call = dynamic::call(&client, operation, &request.args, Names::Camel)?;
    if let Some(options) = request.options {
        apply!(options, call);
    }
    if request.page.is_some() || request.page_size.is_some() {
        call = call.paging(request.page, request.page_size);
    }
    Ok((call, operation.kind))
}

/// Asks for the next part of a call that is told in parts: a page, outcomes, room.
#[uniffi::export]
pub fn pull(native: u64, id: u64) {
    if let Some(native) = find(native)
        && let Some(running) = lock(&native.life).running.get(&id)
        && let Some(pull) = &running.pull
    {
        let _ = pull.send(());
    }
}

/// Gives a call up, with its connection.
#[uniffi::export]
pub fn cancel(native: u64, id: u64) {
    if let Some(running) = find(native).and_then(|native| native.remove(id)) {
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
