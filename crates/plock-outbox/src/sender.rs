//! Sends what is queued. One transaction saves the last answers and claims the next events.

mod outcome;
mod pause;

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::stream::{FuturesUnordered, StreamExt};
use plock::Client;
use rusqlite::{Transaction, params};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::Tuning;
use crate::error::Result;
use crate::event::{Parts, State};
use crate::guard::SenderLock;
use crate::queue::{self, Cause, Claim, Cycle, Settled, Unread};
use crate::readback::{Failure, Reader};
use crate::reconcile;
use crate::rollup::RollUp;
use crate::rules::Writers;
use crate::store;
use crate::writer::Writer;

pub(crate) use outcome::settle;
pub use pause::Pause;

use outcome::send;

/// How long an answer may wait for others, so that they are saved together.
const TOGETHER: Duration = Duration::from_millis(10);

/// State of the sender, for those that wait for changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    pub pause: Option<Pause>,
    /// Counts the commits, so that each of them is a change.
    pub commits: u64,
    /// Counts the readings of the list for events in doubt.
    pub readings: u64,
    pub sends: bool,
    pub ended: bool,
    pub error: Option<crate::Error>,
}

pub(crate) struct Sender {
    pub client: Client,
    pub writer: Writer,
    pub writers: Writers,
    pub concurrency: usize,
    pub rollups: Arc<[RollUp]>,
    pub tuning: Tuning,
    pub progress: watch::Sender<Progress>,
    /// The time by which the sender ends; `None`: it goes on.
    pub stop: watch::Receiver<Option<Instant>>,
    /// Asks to read back now.
    pub hurry: Arc<Notify>,
}

/// Calls under way, in the task of the sender: a task for each would be slower.
type Calls = FuturesUnordered<Pin<Box<dyn Future<Output = Settled> + Send>>>;

/// The state of the loop.
struct Running {
    /// Claimed, to be started when another call ends.
    ready: VecDeque<Claim>,
    calls: Calls,
    settled: Vec<Settled>,
    /// When the first of them must be saved.
    save_at: Option<Instant>,
    /// The number of those that were looked at for a pause.
    adapted: usize,
    /// The transaction under way.
    cycle: Option<Pin<Box<dyn Future<Output = Result<Cycle>> + Send>>>,
    /// Whether the queue may have events.
    more: bool,
    reader: Reader,
    /// Events that are sent without a baseline.
    without: Vec<i64>,
    /// Events without an answer since the last one with an answer.
    doubts: u32,
    failures: u32,
    /// When the pause began, and why, until a request succeeds.
    paused: Option<(Instant, Cause)>,
    paused_until: Option<Instant>,
    reconcile_at: Option<Instant>,
    reconciled: u32,
    abort: watch::Sender<bool>,
}

impl Running {
    fn is_idle(&self) -> bool {
        self.calls.is_empty() && self.ready.is_empty() && self.settled.is_empty() && self.cycle.is_none()
    }
}

impl Sender {
    /// `lock`: the right to send, if no other outbox has it.
    pub(crate) async fn run(mut self, wake: Arc<Notify>, file: PathBuf, lock: Option<SenderLock>) {
        let elected = match lock {
            Some(lock) => Ok(Some(lock)),
            None => self.elected(&wake, &file).await,
        };
        let result = match elected {
            Ok(Some(_lock)) => {
                self.progress.send_modify(|progress| progress.sends = true);
                self.send_all(&wake).await
            }
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = &result {
            tracing::error!(target: "plock", "the outbox sends nothing: {error}");
        }
        self.progress.send_modify(|progress| {
            (progress.ended, progress.sends) = (true, false);
            progress.error = result.err();
        });
    }

    /// Waits until no other outbox sends the events of the file. `None`: it was closed before.
    async fn elected(&mut self, wake: &Notify, file: &Path) -> Result<Option<SenderLock>> {
        loop {
            if let Some(lock) = SenderLock::take(file)? {
                return Ok(Some(lock));
            }
            if self.stop.borrow().is_some() {
                return Ok(None);
            }
            tokio::select! {
                () = wake.notified() => {}
                () = tokio::time::sleep(self.tuning.poll) => {}
                _ = self.stop.changed() => {}
            }
            self.progress.send_modify(|progress| progress.commits += 1);
        }
    }

    async fn send_all(&mut self, wake: &Notify) -> Result<()> {
        let in_doubt = {
            let control = self.tuning.control;
            self.writer.write(move |transaction| Ok(Ok(queue::take_over(transaction, control)?))).await?
        };
        let mut running = Running {
            ready: VecDeque::new(),
            calls: Calls::new(),
            settled: Vec::new(),
            save_at: None,
            adapted: 0,
            cycle: None,
            more: true,
            reader: Reader::default(),
            without: Vec::new(),
            doubts: 0,
            failures: 0,
            paused: None,
            paused_until: None,
            reconcile_at: in_doubt.then(Instant::now),
            reconciled: 0,
            abort: watch::channel(false).0,
        };
        loop {
            let stopping = *self.stop.borrow();
            self.start_calls(&mut running, stopping.is_some());
            self.start_cycle(&mut running, stopping.is_some());
            if stopping.is_some() && running.is_idle() {
                return Ok(());
            }
            if running.is_idle() && running.reconcile_at.is_some_and(|at| at <= Instant::now()) {
                tokio::select! {
                    biased;
                    read = self.reconcile(&mut running) => read?,
                    () = stopped(self.stop.clone()) => {}
                }
                continue;
            }
            let poll = Instant::now() + self.tuning.poll;
            let reconcile_at = running.reconcile_at.filter(|_| running.is_idle());
            let save_at = running.save_at.filter(|_| running.cycle.is_none());
            let times = [running.paused_until, reconcile_at, save_at, stopping];
            let until = times.into_iter().flatten().fold(poll, Instant::min);
            tokio::select! {
                Some(done) = running.calls.next() => running.settled.push(done),
                cycle = async { running.cycle.as_mut()?.await.into() }, if running.cycle.is_some() => {
                    running.cycle = None;
                    if let Some(cycle) = cycle {
                        tokio::select! {
                            biased;
                            finished = self.finish_cycle(&mut running, cycle?) => finished?,
                            () = stopped(self.stop.clone()) => {}
                        }
                    }
                }
                () = wake.notified() => running.more = true,
                () = self.hurry.notified() => running.reconcile_at = Some(Instant::now()),
                () = tokio::time::sleep_until(until) => running.more |= until == poll,
                _ = self.stop.changed() => {}
            }
            while let Some(done) = running.calls.next().now_or_never().flatten() {
                running.settled.push(done);
            }
            if stopping.is_some_and(|end| end <= Instant::now()) {
                running.abort.send_replace(true);
            }
        }
    }

    /// Starts calls of claimed events. In a pause, and before a stop, these return to the queue.
    fn start_calls(&self, running: &mut Running, stopping: bool) {
        self.adapt(running);
        if stopping || running.paused_until.is_some() {
            let unsent = |claim: Claim| Settled { seq: claim.seq, state: State::Queued, ..Settled::default() };
            running.settled.extend(running.ready.drain(..).map(unsent));
        }
        while running.calls.len() < self.concurrency.div_ceil(2)
            && let Some(claim) = running.ready.pop_front()
        {
            running.calls.push(Box::pin(send(self.client.clone(), claim, running.abort.subscribe())));
        }
    }

    /// Starts a transaction that saves the answers and claims the next events, unless one is under way.
    fn start_cycle(&self, running: &mut Running, stopping: bool) {
        let room = if running.more { self.room(running, stopping) } else { 0 };
        if running.cycle.is_some() || running.settled.is_empty() && room == 0 {
            return;
        }
        // The more events share a commit, the less each of them costs.
        if !running.settled.is_empty() && (1..self.concurrency).contains(&room) && !running.calls.is_empty() {
            let save_at = *running.save_at.get_or_insert_with(|| Instant::now() + TOGETHER);
            if save_at > Instant::now() {
                return;
            }
        }
        running.save_at = None;
        let settled = std::mem::take(&mut running.settled);
        running.adapted = 0;
        let (patience, without) = (self.tuning.patience, std::mem::take(&mut running.without));
        let rollups = self.rollups.clone();
        let looked = running.more;
        let cycle = move |transaction: &Transaction<'_>| {
            let in_doubt = queue::save(transaction, &settled, patience)?;
            let (claims, unread, more) = queue::claim(transaction, room, &without, &rollups)?;
            let more = more || looked && room == 0;
            Ok(Ok(Cycle { claims, unread, in_doubt, more }))
        };
        let writer = self.writer.clone();
        running.cycle = Some(Box::pin(async move { writer.write(cycle).await }));
    }

    async fn finish_cycle(&self, running: &mut Running, cycle: Cycle) -> Result<()> {
        let Cycle { claims, unread, in_doubt, more } = cycle;
        running.more = more;
        self.progress.send_modify(|progress| progress.commits += 1);
        if in_doubt {
            running.reconciled = 0;
            let soon = Instant::now() + self.tuning.reconcile;
            running.reconcile_at = Some(running.reconcile_at.map_or(soon, |at| at.min(soon)));
        }
        running.ready.extend(claims);
        running.more |= !unread.is_empty();
        let (without, failure) = {
            let mut reading = std::pin::pin!(self.read_baselines(&mut running.reader, unread));
            loop {
                tokio::select! {
                    biased;
                    read = &mut reading => break read?,
                    Some(done) = running.calls.next() => running.settled.push(done),
                }
            }
        };
        running.without.extend(without);
        if let Some((reason, cause)) = failure {
            self.pause(running, reason, cause);
        }
        Ok(())
    }

    /// Number of events that may be claimed.
    fn room(&self, running: &Running, stopping: bool) -> usize {
        let reading = running.reconcile_at.is_some_and(|at| at <= Instant::now());
        // The answers are saved in the transaction that claims.
        let claimed = running.calls.len() + running.ready.len();
        match (stopping || running.paused_until.is_some() || reading, running.failures) {
            (true, _) => 0,
            // Claimed ahead, so that no call waits until an answer is saved.
            (false, 0) => (2 * self.concurrency).saturating_sub(claimed),
            // One event is tried after a pause.
            (false, _) => usize::from(running.is_idle()),
        }
    }

    /// Reads the rows of groups and days before their first event is sent. Returns the events that are sent without, and why the API does not
    /// answer.
    async fn read_baselines(
        &self,
        reader: &mut Reader,
        unread: Vec<Unread>,
    ) -> Result<(Vec<i64>, Option<(String, Cause)>)> {
        let (mut without, mut failure) = (Vec::new(), None);
        let (mut keys, mut readings) = (HashSet::new(), FuturesUnordered::new());
        for Unread { seq, group, day, operation, body } in unread {
            let Ok(parts) = Parts::of(operation, &body) else { continue };
            if keys.insert((group, day)) {
                let query = reader.query(&self.client, operation, &parts, day, day).await;
                readings.push(async move {
                    let read = match query {
                        Ok(query) => query.read(&self.client).await,
                        Err(error) => Err(error),
                    };
                    (seq, group, day, operation, read)
                });
            }
        }
        while let Some((seq, group, day, operation, read)) = readings.next().await {
            match read {
                Ok(reading) => {
                    let ids = serde_json::to_string(&reading.seen()).unwrap_or_default();
                    let save = move |transaction: &Transaction<'_>| {
                        let mut insert =
                            transaction.prepare_cached("INSERT OR IGNORE INTO baseline VALUES (?, ?, ?, ?)")?;
                        insert.execute(params![group, day, store::tick(transaction)?, ids])?;
                        Ok(Ok(()))
                    };
                    self.writer.write(save).await?;
                }
                // The API will refuse the event, or a person decides if its outcome is not known.
                Err(Failure::Unresolved(_) | Failure::Unsteady) => without.push(seq),
                Err(Failure::Api(error)) => {
                    let cause = (operation, error.kind(), error.status());
                    failure = Some((error.message().to_owned(), cause));
                }
            }
        }
        Ok((without, failure))
    }

    async fn reconcile(&self, running: &mut Running) -> Result<()> {
        let left = reconcile::run(&self.client, &self.writer, self.writers, &mut running.reader).await?;
        running.reconciled = (running.reconciled + 1).min(8);
        let wait = (self.tuning.reconcile * 2_u32.pow(running.reconciled)).min(self.tuning.reconcile_longest);
        running.reconcile_at = left.then(|| Instant::now() + wait);
        self.progress.send_modify(|progress| {
            progress.commits += 1;
            progress.readings += 1;
        });
        Ok(())
    }
}

/// Waits until the outbox must have ended: lists are not read any longer.
async fn stopped(mut stop: watch::Receiver<Option<Instant>>) {
    let end = stop.wait_for(Option::is_some).await.ok().and_then(|end| *end);
    match end {
        Some(end) => tokio::time::sleep_until(end).await,
        None => std::future::pending().await,
    }
}
