//! Batch writes for the bindings: events are pushed while there is room; outcomes are read in the same order.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::{Notify, Semaphore, mpsc};

use super::{Answer, Call};
use crate::call::{Client, Many, Outcome, Request, Summary};
use crate::http::{Error, Result};

type Event = Result<Request<Call>>;
type IndexedOutcome = (u64, Outcome<Answer>);

/// Maximum number of queued events, so that the core does not wait for the binding.
const QUEUED: usize = 32;

/// Time after a stop in which events are still accepted. A source that is blocked must not block the readers.
const SOURCE_GRACE: Duration = Duration::from_secs(2);

/// A job of many writes of one operation. Clones share the job; dropping the last one stops it, and requests in flight finish.
///
/// One task of the binding reads the source: it waits for [`room`](Self::room), takes as many events as there is room for,
/// [`push`](Self::push)es each, and finally calls [`finish`](Self::finish), also after an error.
#[derive(Debug, Clone)]
pub struct ManyJob(Arc<Owner>);

#[derive(Debug)]
struct Owner(Arc<Job>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.stop(Duration::MAX);
        self.0.finish();
        // Without a reader, outcomes need no limit.
        self.0.unread.close();
    }
}

#[derive(Debug)]
struct Job {
    /// Sender and next index; `None` after `finish`.
    events: Mutex<Option<(mpsc::UnboundedSender<Event>, u64)>>,
    /// One permit per event that may be pushed. Closed when the job is stopped.
    room: Semaphore,
    /// One permit per outcome that may be unread.
    unread: Semaphore,
    low_water: u32,
    /// Time that requests in flight have after a stop.
    grace: Mutex<Option<Duration>>,
    stopped: Notify,
    outcomes: Mutex<Outcomes>,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct Outcomes {
    waiting: VecDeque<Outcome<Answer>>,
    next: u64,
    ended: bool,
    summary: Summary,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ManyJob {
    /// Starts a job on `runtime` with at most `concurrency` writes in flight.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a concurrency of 0.
    pub fn new(client: &Client, concurrency: usize, runtime: &Handle) -> Result<Self> {
        if concurrency == 0 {
            return Err(Error::invalid("concurrency", "expected at least 1, got 0"));
        }
        let concurrency = concurrency.min(Semaphore::MAX_PERMITS / 8);
        let ahead = concurrency.min(QUEUED);
        let (sender, receiver) = mpsc::unbounded_channel();
        let job = Arc::new(Job {
            events: Mutex::new(Some((sender, 0))),
            room: Semaphore::new(ahead),
            unread: Semaphore::new(concurrency * 4),
            low_water: ahead.div_ceil(2) as u32,
            grace: Mutex::new(None),
            stopped: Notify::new(),
            outcomes: Mutex::default(),
            arrived: Notify::new(),
        });
        let source = stream::unfold((job.clone(), receiver), |(job, mut receiver)| async move {
            // Closed if there is no reader.
            if let Ok(permit) = job.unread.acquire().await {
                permit.forget();
            }
            let event = receiver.recv().await?;
            job.room.add_permits(1);
            Some((event, (job, receiver)))
        });
        // Every pushed event gets an outcome, so the source is drained after a stop.
        let many = Many::new(client.clone(), source, true).concurrency(concurrency);
        let driven = job.clone();
        runtime.spawn(async move { driven.drive(many).await });
        Ok(Self(Arc::new(Owner(job))))
    }

    /// Waits until events may be pushed, and returns how many. 0: push no more.
    pub async fn room(&self) -> usize {
        let room = &self.0.0.room;
        match room.acquire_many(self.0.0.low_water).await {
            Ok(permits) => {
                permits.forget();
                self.0.0.low_water as usize + room.forget_permits(QUEUED)
            }
            Err(_) => 0,
        }
    }

    /// As [`room`](Self::room), without waiting. `None` if it would wait.
    pub fn try_room(&self) -> Option<usize> {
        let room = &self.0.0.room;
        if room.is_closed() {
            return Some(0);
        }
        Some(room.forget_permits(QUEUED)).filter(|room| *room > 0)
    }

    /// Pushes an event for which there is room, or the error of an invalid event. Returns its index, from 0, or `None` after
    /// [`finish`](Self::finish).
    pub fn push(&self, event: Event) -> Option<u64> {
        let mut events = locked(&self.0.0.events);
        let (sender, next) = events.as_mut()?;
        let index = *next;
        *next += 1;
        // Fails only after a panic of the task, which ends the job.
        let _ = sender.send(event);
        Some(index)
    }

    /// Marks the end of the events. Without it, the job does not end.
    pub fn finish(&self) {
        self.0.0.finish();
    }

    /// Stops sending: pushed events that were not sent are `NotSent`. Requests in flight are aborted after `grace`, and then are `Unknown`
    /// unless nothing of them was sent. If called again, the shorter grace applies.
    ///
    /// [`finish`](Self::finish) is still to be called, once the source has returned the event that it is reading. After 2 s the input ends
    /// without it.
    pub fn stop(&self, grace: Duration) {
        self.0.0.stop(grace);
    }

    /// Whether the job was stopped, by [`stop`](Self::stop) or by a 401 or 403.
    pub fn is_stopped(&self) -> bool {
        self.0.0.room.is_closed()
    }

    /// Waits for the next outcomes, at most `most`, each with the index of its event. Empty at the end of the job. Cancel safe.
    pub async fn next(&self, most: usize) -> Vec<IndexedOutcome> {
        loop {
            let arrived = self.0.0.arrived.notified();
            if let Some(outcomes) = self.try_next(most) {
                return outcomes;
            }
            arrived.await;
        }
    }

    /// As [`next`](Self::next), without waiting. `None` if it would wait.
    pub fn try_next(&self, most: usize) -> Option<Vec<IndexedOutcome>> {
        let mut state = locked(&self.0.0.outcomes);
        if state.waiting.is_empty() && !state.ended {
            return None;
        }
        let count = state.waiting.len().min(most);
        let first = state.next;
        state.next += count as u64;
        let outcomes = (first..).zip(state.waiting.drain(..count)).collect();
        drop(state);
        self.0.0.unread.add_permits(count);
        Some(outcomes)
    }

    /// Number of writes by outcome, so far.
    pub fn summary(&self) -> Summary {
        locked(&self.0.0.outcomes).summary
    }
}

impl Job {
    fn finish(&self) {
        locked(&self.events).take();
    }

    fn stop(&self, grace: Duration) {
        self.room.close();
        let mut known = locked(&self.grace);
        *known = Some(known.map_or(grace, |known| known.min(grace)));
        drop(known);
        self.stopped.notify_one();
    }

    /// Runs the job to its end.
    async fn drive(&self, mut many: Many<Call>) {
        let _ended = Ended(self);
        let mut stopped = pin!(self.stopped.notified());
        let mut deadline = pin!(None);
        let mut input_end = pin!(None);
        loop {
            let outcome = std::future::poll_fn(|cx| {
                while stopped.as_mut().poll(cx).is_ready() {
                    stopped.set(self.stopped.notified());
                    many.stop();
                    let grace = *locked(&self.grace);
                    // No deadline if the clock cannot represent it.
                    let end = grace.and_then(|grace| tokio::time::Instant::now().checked_add(grace));
                    deadline.set(end.map(tokio::time::sleep_until));
                }
                if deadline.as_mut().as_pin_mut().is_some_and(|deadline| deadline.poll(cx).is_ready()) {
                    deadline.set(None);
                    many.abort();
                }
                if many.is_stopped() && input_end.is_none() {
                    input_end.set(Some(tokio::time::sleep(SOURCE_GRACE)));
                }
                if input_end.as_mut().as_pin_mut().is_some_and(|end| end.poll(cx).is_ready()) {
                    self.finish();
                }
                many.poll_outcome(cx)
            });
            let Some(outcome) = outcome.await else { return };
            if many.is_stopped() {
                self.room.close();
            }
            let mut state = locked(&self.outcomes);
            state.waiting.push_back(outcome);
            state.summary = many.summary();
            drop(state);
            self.arrived.notify_waiters();
        }
    }
}

/// Marks the end of the job on drop, also if its task is aborted.
struct Ended<'a>(&'a Job);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.room.close();
        locked(&self.0.outcomes).ended = true;
        self.0.arrived.notify_waiters();
    }
}
