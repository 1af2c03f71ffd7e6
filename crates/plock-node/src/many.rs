//! Jobs of many writes: events arrive in batches, outcomes are pushed to the event queue.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join;
use napi::Result;
use napi_derive::napi;
use plock::dynamic::{Answer, Call, ManyJob};
use plock::{Outcome, Request};
use tokio::sync::Semaphore;

use crate::columns::{self, Block};
use crate::error;
use crate::events::{Event, EventQueue};

/// Maximum number of outcomes per batch.
const MAX_BATCH: usize = 256;

/// Prepares the request of an event from its arguments as JSON.
type Prepare = Box<dyn Fn(&str) -> plock::Result<Request<Call>> + Send>;

/// A job. Stopped on drop; writes in flight end.
#[napi]
pub struct NativeMany {
    id: u32,
    job: ManyJob,
    prepare: Prepare,
    demand: Arc<Semaphore>,
    queue: Arc<EventQueue>,
}

impl NativeMany {
    /// Starts a job as the call `id`, which pushes its capacity (0: no more events are accepted) and its outcomes to the queue.
    pub(crate) fn start(id: u32, job: ManyJob, prepare: Prepare, queue: Arc<EventQueue>) -> Result<Self> {
        let demand = Arc::new(Semaphore::new(0));
        let (running, requested, sender) = (job.clone(), demand.clone(), queue.clone());
        queue.spawn(id, true, async move {
            let capacity = async {
                loop {
                    let room = running.room().await;
                    sender.push(Event::Capacity(id, count(room)));
                    if room == 0 {
                        break;
                    }
                }
            };
            let outcomes = async {
                while let Ok(permit) = requested.acquire().await {
                    permit.forget();
                    let limit = 1 + requested.forget_permits(MAX_BATCH - 1);
                    let outcomes = running.next(limit).await;
                    requested.add_permits(limit - outcomes.len());
                    if outcomes.is_empty() {
                        break;
                    }
                    push_outcomes(&sender, id, outcomes.into_iter().map(|(_, outcome)| outcome));
                }
            };
            join(capacity, outcomes).await;
            Event::End(id)
        })?;
        Ok(Self { id, job, prepare, demand, queue })
    }
}

#[napi]
impl NativeMany {
    /// Pushes events, one per line. An empty line is an event that JavaScript refused.
    #[napi]
    pub fn push(&self, events: String) {
        for event in events.split('\n') {
            let request = match event {
                "" => Err(plock::Error::invalid("event", "refused")),
                event => (self.prepare)(event),
            };
            self.job.push(request);
        }
    }

    /// Ends the input.
    #[napi]
    pub fn finish(&self) {
        self.job.finish();
    }

    /// Sends nothing more. Writes in flight have `grace` milliseconds to end.
    #[napi]
    pub fn stop(&self, grace: u32) {
        self.job.stop(Duration::from_millis(grace.into()));
    }

    /// Requests more outcomes.
    #[napi]
    pub fn request(&self, outcomes: u32) {
        self.demand.add_permits(usize::try_from(outcomes).unwrap_or(1));
    }
}

impl Drop for NativeMany {
    fn drop(&mut self) {
        self.queue.cancel(self.id);
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Pushes outcomes. Equal outcomes in a row, which are common, become one event with a count.
fn push_outcomes(queue: &EventQueue, id: u32, outcomes: impl Iterator<Item = Outcome<Answer>>) {
    let mut same: Option<(Option<Block>, u32)> = None;
    let flush = |same: &mut Option<(Option<Block>, u32)>| match same.take() {
        Some((Some(block), times)) => queue.push(Event::Recorded(id, block, times)),
        Some((None, times)) => queue.push(Event::NotSent(id, times)),
        None => {}
    };
    for outcome in outcomes {
        let outcomes = match outcome {
            Outcome::Recorded(response) => Some(columns::encode(&response)),
            Outcome::NotSent => None,
            Outcome::Refused(error) => {
                flush(&mut same);
                queue.push(Event::Refused(id, error::json(&error)));
                continue;
            }
            Outcome::Unknown(error) => {
                flush(&mut same);
                queue.push(Event::Unknown(id, error::json(&error), 1));
                continue;
            }
        };
        match &mut same {
            Some((before, times)) if *before == outcomes => *times += 1,
            _ => {
                flush(&mut same);
                same = Some((outcomes, 1));
            }
        }
    }
    flush(&mut same);
}
