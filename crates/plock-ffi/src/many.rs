//! Many writes of one operation as a job: events go in one by one as there is room, outcomes come out in their order.

use std::sync::Arc;
use std::time::Duration;

use plock::dynamic::{self, Answer, Call, ManyJob, Names};
use plock::meta::{OPERATIONS, Operation};
use plock::{Client, Error, Outcome, Request};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::calls::{CallOptions, Running};
use crate::core::apply;
use crate::encode::Writer;
use crate::failure::{failure, internal};
use crate::lock;
use crate::native::{EventKind, Native, find};

/// Outcomes that are given at once, at most.
const MOST: usize = 256;

/// A job. Under `id`, each [`pull`](crate::pull) asks for outcomes; under `room`, for how many events may be pushed.
#[derive(Debug, uniffi::Record)]
pub struct ManyRequest {
    pub id: u64,
    pub room: u64,
    pub core: u64,
    /// Its place in the tables of the spec.
    pub operation: u32,
    pub concurrency: u32,
    pub options: Option<CallOptions>,
}

/// What pushing an event takes.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    many: ManyJob,
    client: Client,
    operation: &'static Operation,
    options: Arc<CallOptions>,
}

impl Job {
    fn request(&self, args: &str) -> Result<Request<Call>, Error> {
        let mut call = dynamic::call(&self.client, self.operation, args, Names::Camel)?;
        let options = CallOptions::clone(&self.options);
        apply!(options, call);
        Ok(call)
    }
}

/// Starts a job, which sends nothing yet. False: `native` has ended, and nothing will be told.
#[uniffi::export]
pub fn start_many(native: u64, request: ManyRequest) -> bool {
    find(native).is_some_and(|native| native.start_many(request))
}

/// Gives a job an event, of which there is room for one: its arguments by name, as a JSON object.
#[uniffi::export]
pub fn push(native: u64, id: u64, args: String) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.push(job.request(&args));
    }
}

/// Gives a job an event that is refused: `field` holds what cannot be sent.
#[uniffi::export]
pub fn refuse(native: u64, id: u64, field: String, what: String) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.push(Err(dynamic::invalid(job.operation, &field, &what)));
    }
}

/// Tells a job that no events follow.
#[uniffi::export]
pub fn finish(native: u64, id: u64) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.finish();
    }
}

/// Stops a job: nothing more is sent, and what is in flight may take so many milliseconds.
#[uniffi::export]
pub fn stop(native: u64, id: u64, grace: u64) {
    if let Some(job) = find(native).and_then(|native| native.job(id)) {
        job.many.stop(Duration::from_millis(grace));
    }
}

impl Native {
    fn job(&self, id: u64) -> Option<Job> {
        lock(&self.life).running.get(&id)?.job.clone()
    }

    fn start_many(self: Arc<Self>, request: ManyRequest) -> bool {
        let (id, room) = (request.id, request.room);
        let runtime = match self.runtime() {
            Ok(runtime) => runtime,
            Err(error) => {
                self.post(id, EventKind::Failure, |out| internal(out, &error));
                return true;
            }
        };
        // Under the lock, so that the job is not over before it is known.
        let mut life = lock(&self.life);
        if life.ended {
            return false;
        }
        let client = life.clients.get(&request.core).map(|shared| shared.client.clone());
        let made = made(client, request, &runtime);
        let job = match made {
            Ok(job) => job,
            Err(error) => {
                drop(life);
                self.post(id, EventKind::Failure, |out| failure(out, &error));
                return true;
            }
        };
        let (pull, pulled) = unbounded_channel();
        let task = runtime.spawn(Arc::clone(&self).outcomes(id, room, job.many.clone(), pulled));
        let (ask, asked) = unbounded_channel();
        let source = runtime.spawn(Arc::clone(&self).rooms(room, job.many.clone(), asked));
        life.running.insert(id, Running { abort: task.abort_handle(), pull: Some(pull), job: Some(job) });
        life.running.insert(room, Running { abort: source.abort_handle(), pull: Some(ask), job: None });
        true
    }

    async fn outcomes(self: Arc<Self>, id: u64, room: u64, many: ManyJob, mut pulled: UnboundedReceiver<()>) {
        while pulled.recv().await.is_some() {
            let told = many.next(MOST).await;
            if told.is_empty() {
                self.post(id, EventKind::End, |_| {});
                break;
            }
            self.post(id, EventKind::Outcomes, |out| {
                out.number(told.len() as u64);
                for (_, outcome) in &told {
                    write(out, outcome);
                }
            });
        }
        drop(self.remove(room));
        drop(self.remove(id));
    }

    async fn rooms(self: Arc<Self>, id: u64, many: ManyJob, mut asked: UnboundedReceiver<()>) {
        while asked.recv().await.is_some() {
            let room = many.room().await;
            self.post(id, EventKind::Room, |out| out.number(room as u64));
        }
    }
}

fn made(client: Option<Client>, request: ManyRequest, runtime: &tokio::runtime::Handle) -> Result<Job, Error> {
    let client = client.ok_or_else(|| dynamic::configuration("the client is closed"))?;
    let operation = OPERATIONS.get(request.operation as usize);
    let operation = operation.ok_or_else(|| dynamic::configuration("expected an operation of this API"))?;
    let many = ManyJob::new(&client, request.concurrency as usize, runtime)?;
    Ok(Job { many, client, operation, options: Arc::new(request.options.unwrap_or_default()) })
}

fn write(out: &mut Writer, outcome: &Outcome<Answer>) {
    match outcome {
        Outcome::Recorded(answer) => {
            out.byte(0);
            if answer.rows.object().is_some() {
                out.row(&answer.rows.row(0), None);
            }
        }
        Outcome::Refused(error) => {
            out.byte(1);
            failure(out, error);
        }
        Outcome::Unknown(error) => {
            out.byte(2);
            failure(out, error);
        }
        Outcome::NotSent => out.byte(3),
    }
}
