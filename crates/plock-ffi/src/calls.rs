//! Calls: started, continued and cancelled by an id that the other language chooses.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::FutureExt;
use plock::dynamic::{self, Answer, Call, JsonNames, Names, Rows, host};
use plock::meta::{Kind, OBJECTS, OPERATIONS, Operation};
use plock::{Client, Error, Request};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use crate::encode::Writer;
use crate::error::NativeError;
use crate::many::Job;
use crate::native::{EventKind, Native, State, find};
use crate::{Pair, lock};

/// Options of one call. Absent: the client's setting. Times are in milliseconds; 0: no limit.
#[derive(Debug, Default, Clone, uniffi::Record)]
pub struct CallOptions {
    pub timeout: Option<u64>,
    pub read_timeout: Option<u64>,
    pub max_retries: Option<u32>,
    pub concurrency: Option<u32>,
    pub consistent: Option<bool>,
    pub headers: Vec<Pair>,
    pub query: Vec<Pair>,
}

impl CallOptions {
    pub(crate) fn into_core(self) -> host::CallOptions {
        let pairs = |pairs: Vec<Pair>| pairs.into_iter().map(|pair| (pair.name, pair.value)).collect();
        host::CallOptions {
            timeout: self.timeout.map(host::limit),
            read_timeout: self.read_timeout.map(host::limit),
            max_retries: self.max_retries,
            concurrency: self.concurrency.map(|pages| pages as usize),
            consistent: self.consistent,
            extra_headers: pairs(self.headers),
            extra_query: pairs(self.query),
            ..host::CallOptions::default()
        }
    }
}

#[derive(Debug, uniffi::Record)]
pub struct CallRequest {
    /// Id of the events of this call.
    pub id: u64,
    pub client: u64,
    /// Index into [`OPERATIONS`].
    pub operation: u32,
    /// The arguments by name, as a JSON object.
    pub args: String,
    pub options: Option<CallOptions>,
    pub page: Option<String>,
    pub page_size: Option<String>,
    /// All pages of a list, one for each [`pull`].
    pub pages: bool,
}

#[derive(Debug)]
pub(crate) struct ActiveCall {
    pub(crate) abort: AbortHandle,
    /// Requests the next event; `None`: the call has a single event.
    pub(crate) pull: Option<UnboundedSender<()>>,
    /// Of many writes.
    pub(crate) job: Option<Job>,
}

/// Starts a call; [`wait`](crate::wait) returns its events. False: the instance has ended, and there will be no event.
#[uniffi::export]
pub fn start(native: u64, request: CallRequest) -> bool {
    find(native).is_some_and(|native| native.start(request))
}

impl Native {
    fn start(self: Arc<Self>, request: CallRequest) -> bool {
        let (pull, pulls) = if request.pages { Some(unbounded_channel()) } else { None }.unzip();
        self.spawn(request.id, pull, |native, state| {
            // Looked up now: closing the client later does not affect this call.
            let client = state.client(request.client);
            async move { native.run(client, request, pulls).await }
        })
    }

    /// Starts `work` as the call `id`. False: the instance has ended.
    pub(crate) fn spawn<F>(
        self: Arc<Self>,
        id: u64,
        pull: Option<UnboundedSender<()>>,
        work: impl FnOnce(Arc<Self>, &mut State) -> F,
    ) -> bool
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let Some(runtime) = self.runtime_or_error(id) else { return true };
        // Held until the call is registered, so that it cannot end earlier.
        let mut state = lock(&self.state);
        if state.ended {
            return false;
        }
        let work = work(Arc::clone(&self), &mut state);
        let task = runtime.spawn(Arc::clone(&self).watched(id, Box::pin(work)));
        state.calls.insert(id, ActiveCall { abort: task.abort_handle(), pull, job: None });
        true
    }

    /// A call, whose panic is an error. One type for all calls, so that the library has no copy for each.
    async fn watched(self: Arc<Self>, id: u64, work: Pin<Box<dyn Future<Output = ()> + Send>>) {
        if let Err(panic) = AssertUnwindSafe(work).catch_unwind().await {
            let message = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let message = message.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            self.post_internal_error(id, &format!("internal error in plock: {message}"));
        }
        self.remove(id);
    }

    async fn run(&self, client: Option<Client>, request: CallRequest, pulls: Option<UnboundedReceiver<()>>) {
        let id = request.id;
        let (call, kind) = match prepared(client, request) {
            Ok(call) => call,
            Err(error) => return self.post_error(id, &error),
        };
        let Some(mut pulls) = pulls else {
            return match call.await {
                Ok(answer) => self.post_response(id, kind, &answer),
                Err(error) => self.post_error(id, &error),
            };
        };
        let mut pages = call.pages();
        while pulls.recv().await.is_some() {
            match pages.next().await {
                Some(Ok(page)) => self.post(id, EventKind::Page, |out| out.page(&page.page, &page.rows)),
                Some(Err(error)) => return self.post_error(id, &error),
                None => return self.post(id, EventKind::End, |_| {}),
            }
        }
    }

    fn post_response(&self, id: u64, kind: Kind, answer: &Answer) {
        match answer.rows.object() {
            Some(_) if kind == Kind::List => {
                self.post(id, EventKind::Page, |out| out.page(&answer.page, &answer.rows));
            }
            _ => self.post(id, EventKind::Response, |out| out.object(answer)),
        }
    }
}

/// The client and the operation of a call.
pub(crate) fn resolve(client: Option<Client>, operation: u32) -> Result<(Client, &'static Operation), Error> {
    let client = client.ok_or_else(|| dynamic::configuration("the client is closed"))?;
    let operation = OPERATIONS.get(operation as usize);
    Ok((client, operation.ok_or_else(|| dynamic::configuration("unknown operation"))?))
}

fn prepared(client: Option<Client>, request: CallRequest) -> Result<(Request<Call>, Kind), Error> {
    let (client, operation) = resolve(client, request.operation)?;
    let call = dynamic::call(&client, operation, &request.args, Names::Camel)?;
    let mut options = request.options.unwrap_or_default().into_core();
    (options.page, options.page_size) = (request.page, request.page_size);
    Ok((options.apply(call), operation.kind))
}

/// Requests the next event of a call that has several: a page, outcomes, or the capacity of a job.
#[uniffi::export]
pub fn pull(native: u64, id: u64) {
    if let Some(native) = find(native)
        && let Some(call) = lock(&native.state).calls.get(&id)
        && let Some(pull) = &call.pull
    {
        let _ = pull.send(());
    }
}

/// Aborts a call and closes its connection.
#[uniffi::export]
pub fn cancel(native: u64, id: u64) {
    if let Some(call) = find(native).and_then(|native| native.remove(id)) {
        call.abort.abort();
    }
}

/// Decodes an object from JSON and encodes it as bytes. `object` is an index into [`OBJECTS`].
#[uniffi::export]
pub fn parse(object: u32, json: String) -> Result<Vec<u8>, NativeError> {
    let object = OBJECTS.get(object as usize).ok_or_else(|| dynamic::configuration("unknown object"))?;
    let rows = Rows::from_json(object, &json, JsonNames::Wire)?;
    let mut out = Writer::default();
    out.row(&rows.row(0), None);
    Ok(out.0)
}
