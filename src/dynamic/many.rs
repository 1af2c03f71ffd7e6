//! Many writes for the libraries of other languages: events go in one by one, as there is room; outcomes come out in their order.

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
type Told = (u64, Outcome<Answer>);

/// Events that may be pushed ahead of those in flight, so that the core need not wait for the other language.
const AHEAD: usize = 32;

/// Many writes of one operation. Clones are the same job. When the last one is dropped, the job is stopped and what is in flight ends.
///
/// The source is read by one task of the other language, the pump: it waits for [`room`](Self::room), takes as many events from the
/// source as there is room for, [`push`](Self::push)es each, and calls [`finish`](Self::finish) in the end, whatever ended it.
#[derive(Debug, Clone)]
pub struct ManyJob(Arc<Owner>);

#[derive(Debug)]
struct Owner(Arc<Job>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.stop(Duration::MAX);
        self.0.finish();
        // Nobody reads any more, so the rest needs no room.
        self.0.unread.close();
    }
}

#[derive(Debug)]
struct Job {
    /// `None`: no events follow.
    events: Mutex<Option<(mpsc::UnboundedSender<Event>, u64)>>,
    /// One permit for each event that may be pushed. Closed: nothing more is taken.
    room: Semaphore,
    /// One permit for each outcome that may wait for its reader.
    unread: Semaphore,
    low_water: u32,
    /// How long what is in flight may still take.
    grace: Mutex<Option<Duration>>,
    stopped: Notify,
    told: Mutex<Outcomes>,
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
    /// A job with at most `concurrency` writes in flight, run on `runtime`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a concurrency of 0.
    pub fn new(client: &Client, concurrency: usize, runtime: &Handle) -> Result<Self> {
        if concurrency == 0 {
            return Err(Error::invalid("concurrency", "expected at least 1, got 0"));
        }
        let concurrency = concurrency.min(Semaphore::MAX_PERMITS / 8);
        let ahead = concurrency.min(AHEAD);
        let (sender, receiver) = mpsc::unbounded_channel();
        let job = Arc::new(Job {
            events: Mutex::new(Some((sender, 0))),
            room: Semaphore::new(ahead),
            unread: Semaphore::new(concurrency * 4),
            low_water: ahead.div_ceil(2) as u32,
            grace: Mutex::new(None),
            stopped: Notify::new(),
            told: Mutex::default(),
            arrived: Notify::new(),
        });
        let source = stream::unfold((job.clone(), receiver), |(job, mut receiver)| async move {
            // Closed, there is no reader, and so no limit.
            if let Ok(permit) = job.unread.acquire().await {
                permit.forget();
            }
            let event = receiver.recv().await?;
            job.room.add_permits(1);
            Some((event, (job, receiver)))
        });
        // What was pushed before a stop is accounted for, so the source is drained to its end.
        let many = Many::new(client.clone(), source, true).concurrency(concurrency);
        let driven = job.clone();
        runtime.spawn(async move { driven.drive(many).await });
        Ok(Self(Arc::new(Owner(job))))
    }

    /// Waits until events may be taken from the source, and says how many: that many may be pushed. 0: take no more.
    pub async fn room(&self) -> usize {
        let room = &self.0.0.room;
        match room.acquire_many(self.0.0.low_water).await {
            Ok(permits) => {
                permits.forget();
                self.0.0.low_water as usize + room.forget_permits(AHEAD)
            }
            Err(_) => 0,
        }
    }

    /// As [`room`](Self::room), without waiting. `None`: wait.
    pub fn try_room(&self) -> Option<usize> {
        let room = &self.0.0.room;
        if room.is_closed() {
            return Some(0);
        }
        Some(room.forget_permits(AHEAD)).filter(|room| *room > 0)
    }

    /// Takes one event, for which there is room; an error is an event that was refused before it was sent. Gives its index, from 0.
    /// `None`: after [`finish`](Self::finish) no event is taken.
    pub fn push(&self, event: Event) -> Option<u64> {
        let mut events = locked(&self.0.0.events);
        let (sender, next) = events.as_mut()?;
        let index = *next;
        *next += 1;
        // It fails only where the task has panicked, and then the job has ended.
        let _ = sender.send(event);
        Some(index)
    }

    /// No events follow. Without it, the job does not end.
    pub fn finish(&self) {
        self.0.0.finish();
    }

    /// Sends nothing more: events that were pushed and not sent are `NotSent`. Calls in flight may take `grace` to end; then they are
    /// aborted, and are `Unknown` unless it is certain that they were not sent. Called again, the shorter grace counts.
    pub fn stop(&self, grace: Duration) {
        self.0.0.stop(grace);
    }

    /// Whether nothing more is sent: after [`stop`](Self::stop), and after a 401 or 403.
    pub fn is_stopped(&self) -> bool {
        self.0.0.room.is_closed()
    }

    /// Waits for the next outcomes, in the order of the events, each with its index: all that there are, at most `most`. None: the job
    /// has ended. Nothing is lost where the future is dropped.
    pub async fn next(&self, most: usize) -> Vec<Told> {
        loop {
            let arrived = self.0.0.arrived.notified();
            if let Some(told) = self.try_next(most) {
                return told;
            }
            arrived.await;
        }
    }

    /// As [`next`](Self::next), without waiting. `None`: wait.
    pub fn try_next(&self, most: usize) -> Option<Vec<Told>> {
        let mut told = locked(&self.0.0.told);
        if told.waiting.is_empty() && !told.ended {
            return None;
        }
        let count = told.waiting.len().min(most);
        let first = told.next;
        told.next += count as u64;
        let outcomes = (first..).zip(told.waiting.drain(..count)).collect();
        drop(told);
        self.0.0.unread.add_permits(count);
        Some(outcomes)
    }

    /// Number of writes by outcome, so far.
    pub fn summary(&self) -> Summary {
        locked(&self.0.0.told).summary
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
        loop {
            let outcome = std::future::poll_fn(|cx| {
                while stopped.as_mut().poll(cx).is_ready() {
                    stopped.set(self.stopped.notified());
                    many.stop();
                    let grace = *locked(&self.grace);
                    // Too far away for the clock is never.
                    let end = grace.and_then(|grace| tokio::time::Instant::now().checked_add(grace));
                    deadline.set(end.map(tokio::time::sleep_until));
                }
                if deadline.as_mut().as_pin_mut().is_some_and(|deadline| deadline.poll(cx).is_ready()) {
                    deadline.set(None);
                    many.abort();
                }
                many.poll_outcome(cx)
            });
            let Some(outcome) = outcome.await else { return };
            if many.is_stopped() {
                self.room.close();
            }
            let mut told = locked(&self.told);
            told.waiting.push_back(outcome);
            told.summary = many.summary();
            drop(told);
            self.arrived.notify_waiters();
        }
    }
}

/// Says that the job has ended, also where its task was aborted.
struct Ended<'a>(&'a Job);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.room.close();
        locked(&self.0.told).ended = true;
        self.0.arrived.notify_waiters();
    }
}
