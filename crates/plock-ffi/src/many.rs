//! Many writes of one operation as a job: events are pushed while there is capacity, outcomes are pulled in their order.

use std::sync::Arc;
use std::time::Duration;

use plock::dynamic::{self, Answer, Call, ManyJob, Names, host};
use plock::meta::Operation;
use plock::{Client, Error, Outcome, Request};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::calls::{ActiveCall, CallOptions, resolve};
use crate::encode::Writer;
use crate::error::write_error;
use crate::lock;
use crate::native::{EventKind, Native, find};

/// Maximum number of outcomes in one event.
const MAX_OUTCOMES: usize = 256;

/// A job. [`pull`](crate::pull) of `id` requests outcomes; of `capacity_id`, the number of events that may be pushed.
#[derive(Debug, uniffi::Record)]
pub struct ManyRequest {
    pub id: u64,
    pub capacity_id: u64,
    pub client: u64,
    /// Index into [`OPERATIONS`](plock::meta::OPERATIONS).
    pub operation: u32,
    pub concurrency: u32,
    pub options: Option<CallOptions>,
}

/// A job and what it takes to build a request of it.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    many: ManyJob,
    client: Client,
    operation: &'static Operation,
    options: host::CallOptions,
}

impl Job {
    fn new(client: Option<Client>, request: ManyRequest, runtime: &tokio::runtime::Handle) -> Result<Self, Error> {
        let (client, operation) = resolve(client, request.operation)?;
        let many = ManyJob::new(&client, request.concurrency as usize, runtime)?;
        Ok(Self { many, client, operation, options: request.options.unwrap_or_default().into_core() })
    }

    fn request(&self, args: &str) -> Result<Request<Call>, Error> {
        Ok(self.options.apply(dynamic::call(&self.client, self.operation, args, Names::Camel)?))
    }
}

/// Starts a job, which sends nothing yet. False: the instance has ended, and there will be no event.
#[uniffi::export]
pub fn start_many(native: u64, request: ManyRequest) -> bool {
    find(native).is_some_and(|native| native.start_many(request))
}

/// Pushes an event: its arguments by name, as a JSON object. Requires capacity.
#[uniffi::export]
pub fn push(native: u64, id: u64, args: String) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.push(job.request(&args));
    }
}

/// Pushes an event that cannot be sent because of `field`. Its outcome is `Refused`. Requires capacity.
#[uniffi::export]
pub fn push_invalid(native: u64, id: u64, field: String, message: String) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.push(Err(dynamic::invalid(job.operation, &field, &message)));
    }
}

/// Ends the events of a job.
#[uniffi::export]
pub fn finish(native: u64, id: u64) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.finish();
    }
}

/// Stops a job: nothing more is sent, and in-flight requests are aborted after `grace` milliseconds.
#[uniffi::export]
pub fn stop(native: u64, id: u64, grace: u64) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.stop(Duration::from_millis(grace));
    }
}

impl Native {
    fn job(&self, id: u64) -> Option<Job> {
        lock(&self.state).calls.get(&id)?.job.clone()
    }

    fn start_many(self: Arc<Self>, request: ManyRequest) -> bool {
        let (id, capacity_id) = (request.id, request.capacity_id);
        let Some(runtime) = self.runtime_or_error(id) else { return true };
        // Held until the job is registered, so that it cannot end earlier.
        let mut state = lock(&self.state);
        if state.ended {
            return false;
        }
        let job = match Job::new(state.client(request.client), request, &runtime) {
            Ok(job) => job,
            Err(error) => {
                drop(state);
                self.post_error(id, &error);
                return true;
            }
        };
        let (pull, pulls) = unbounded_channel();
        let outcomes = runtime.spawn(Arc::clone(&self).post_outcomes(id, capacity_id, job.many.clone(), pulls));
        let (pull_capacity, pulls) = unbounded_channel();
        let capacity = runtime.spawn(Arc::clone(&self).post_capacity(capacity_id, job.many.clone(), pulls));
        let outcomes = ActiveCall { abort: outcomes.abort_handle(), pull: Some(pull), job: Some(job) };
        let capacity = ActiveCall { abort: capacity.abort_handle(), pull: Some(pull_capacity), job: None };
        state.calls.extend([(id, outcomes), (capacity_id, capacity)]);
        true
    }

    async fn post_outcomes(
        self: Arc<Self>,
        id: u64,
        capacity_id: u64,
        many: ManyJob,
        mut pulls: UnboundedReceiver<()>,
    ) {
        while pulls.recv().await.is_some() {
            let outcomes = many.next(MAX_OUTCOMES).await;
            if outcomes.is_empty() {
                self.post(id, EventKind::End, |_| {});
                break;
            }
            self.post(id, EventKind::Outcomes, |out| {
                out.number(outcomes.len() as u64);
                for (_, outcome) in &outcomes {
                    write_outcome(out, outcome);
                }
            });
        }
        drop(self.remove(capacity_id));
        drop(self.remove(id));
    }

    async fn post_capacity(self: Arc<Self>, id: u64, many: ManyJob, mut pulls: UnboundedReceiver<()>) {
        while pulls.recv().await.is_some() {
            let capacity = many.room().await;
            self.post(id, EventKind::Capacity, |out| out.number(capacity as u64));
        }
    }
}

fn write_outcome(out: &mut Writer, outcome: &Outcome<Answer>) {
    match outcome {
        Outcome::Recorded(answer) => {
            out.byte(0);
            out.object(answer);
        }
        Outcome::Refused(error) => {
            out.byte(1);
            write_error(out, error);
        }
        Outcome::Unknown(error) => {
            out.byte(2);
            write_error(out, error);
        }
        Outcome::NotSent => out.byte(3),
    }
}
