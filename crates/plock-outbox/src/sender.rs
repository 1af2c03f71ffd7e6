//! Sends what is queued. One transaction saves the last answers and claims the next events.

use std::collections::{HashSet, VecDeque};
use std::pin::Pin;
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};
use plock::dynamic::{self, Answer, Names};
use plock::{Client, ErrorKind, Outcome};
use rusqlite::{OptionalExtension, Transaction, params};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::error::Result;
use crate::event::{self, Parts, State};
use crate::guard::SenderLock;
use crate::readback::{Failure, Reader, server_date};
use crate::reconcile;
use crate::rules::{Writers, day};
use crate::store::{self, COLUMNS, Writer};
use crate::{Control, Tuning};

/// How long a call waits for an API that cannot be reached before its event returns to the queue.
const OUTAGE: Duration = Duration::from_secs(5);

/// Why nothing is sent at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pause {
    /// The error that caused it.
    pub reason: String,
    /// How long it lasts, from when it began. After it, one event is tried.
    pub lasts: Duration,
}

/// What the sender tells those that watch it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub pause: Option<Pause>,
    /// Counts the commits, so that each of them is a change.
    pub commits: u64,
    pub ended: bool,
    pub error: Option<crate::Error>,
}

/// An event to send.
struct Claim {
    seq: i64,
    body: String,
    operation: &'static plock::meta::Operation,
}

/// What became of it.
#[derive(Default)]
struct Settled {
    seq: i64,
    state: State,
    reason: Option<String>,
    /// The clock of the server, in seconds.
    server_date: Option<i64>,
    /// A 404: it is tried again later.
    parked: bool,
}

pub(crate) struct Sender {
    pub client: Client,
    pub writer: Writer,
    pub writers: Writers,
    pub concurrency: usize,
    pub tuning: Tuning,
    pub told: watch::Sender<Told>,
    /// The time by which the sender ends; `None`: it goes on.
    pub stop: watch::Receiver<Option<Instant>>,
    pub _lock: SenderLock,
}

/// The state of the loop.
struct Running {
    /// Claimed, to be started when another call ends.
    ready: VecDeque<Claim>,
    calls: JoinSet<Settled>,
    settled: Vec<Settled>,
    /// The transaction under way.
    cycle: Option<Pin<Box<dyn Future<Output = Result<Cycle>> + Send>>>,
    /// Events in the transaction under way, which count as claimed until it ends.
    saving: usize,
    /// Whether the queue may have events.
    more: bool,
    reader: Reader,
    /// Events that are sent without a baseline.
    without: Vec<i64>,
    failures: u32,
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
    pub(crate) async fn run(mut self, wake: std::sync::Arc<Notify>) {
        let result = self.send_all(&wake).await;
        if let Err(error) = &result {
            tracing::error!(target: "plock", "the outbox sends nothing: {error}");
        }
        self.told.send_modify(|told| {
            told.ended = true;
            told.error = result.err();
        });
    }

    async fn send_all(&mut self, wake: &Notify) -> Result<()> {
        let in_doubt = {
            let control = self.tuning.control;
            self.writer.write(move |transaction| Ok(Ok(take_over(transaction, control)?))).await?
        };
        let mut running = Running {
            ready: VecDeque::new(),
            calls: JoinSet::new(),
            settled: Vec::new(),
            cycle: None,
            saving: 0,
            more: true,
            reader: Reader::default(),
            without: Vec::new(),
            failures: 0,
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
                self.reconcile(&mut running).await?;
                continue;
            }
            let poll = Instant::now() + self.tuning.poll;
            let times = [running.paused_until, running.reconcile_at.filter(|_| running.is_idle()), stopping];
            let until = times.into_iter().flatten().fold(poll, Instant::min);
            tokio::select! {
                Some(done) = running.calls.join_next() => running.settled.extend(done.ok()),
                cycle = async { running.cycle.as_mut()?.await.into() }, if running.cycle.is_some() => {
                    running.cycle = None;
                    if let Some(cycle) = cycle {
                        self.finish_cycle(&mut running, cycle?).await?;
                    }
                }
                () = wake.notified() => running.more = true,
                () = tokio::time::sleep_until(until) => running.more = true,
                _ = self.stop.changed() => {}
            }
            while let Some(done) = running.calls.try_join_next() {
                running.settled.extend(done.ok());
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
        // Half of what is claimed waits, so that a call can start before an answer is saved.
        while running.calls.len() < self.concurrency.div_ceil(2)
            && let Some(claim) = running.ready.pop_front()
        {
            running.calls.spawn(send(self.client.clone(), claim, running.abort.subscribe()));
        }
    }

    /// Starts a transaction that saves the answers and claims the next events, unless one is under way.
    fn start_cycle(&self, running: &mut Running, stopping: bool) {
        let room = if running.more { self.room(running, stopping) } else { 0 };
        if running.cycle.is_some() || running.settled.is_empty() && room == 0 {
            return;
        }
        let settled = std::mem::take(&mut running.settled);
        let (patience, without) = (self.tuning.patience, std::mem::take(&mut running.without));
        running.saving = settled.len();
        let cycle = move |transaction: &Transaction<'_>| {
            let mut in_doubt = false;
            for answer in &settled {
                in_doubt |= save(transaction, answer, patience)?;
            }
            let (claims, unread) = claim(transaction, room, &without)?;
            let more = claims.len() + unread.len() == room;
            Ok(Ok(Cycle { claims, unread, in_doubt, more }))
        };
        let writer = self.writer.clone();
        running.cycle = Some(Box::pin(async move { writer.write(cycle).await }));
    }

    async fn finish_cycle(&self, running: &mut Running, cycle: Cycle) -> Result<()> {
        let Cycle { claims, unread, in_doubt, more } = cycle;
        running.saving = 0;
        running.more = more;
        self.told.send_modify(|told| told.commits += 1);
        if in_doubt {
            running.reconciled = 0;
            let soon = Instant::now() + self.tuning.reconcile;
            running.reconcile_at = Some(running.reconcile_at.map_or(soon, |at| at.min(soon)));
        }
        running.ready.extend(claims);
        self.read_baselines(running, unread).await
    }

    /// Number of events that may be claimed.
    fn room(&self, running: &Running, stopping: bool) -> usize {
        let reading = running.reconcile_at.is_some_and(|at| at <= Instant::now());
        let claimed = running.calls.len() + running.ready.len() + running.settled.len() + running.saving;
        match (stopping || running.paused_until.is_some() || reading, running.failures) {
            (true, _) => 0,
            (false, 0) => self.concurrency.saturating_sub(claimed),
            // One event is tried after a pause.
            (false, _) => usize::from(running.is_idle()),
        }
    }

    /// Pauses after failures that all events would meet, and goes on after a success.
    fn adapt(&self, running: &mut Running) {
        if running.paused_until.is_some_and(|until| until <= Instant::now()) {
            running.paused_until = None;
            running.more = true;
        }
        let failed = running.settled.iter().filter(|answer| answer.state == State::Queued && !answer.parked);
        let reason = failed.filter_map(|answer| answer.reason.clone()).next();
        let is_processed =
            |answer: &Settled| matches!(answer.state, State::Delivered | State::Rejected) || answer.parked;
        match reason {
            Some(reason) => self.pause(running, reason),
            None if running.failures > 0 && running.settled.iter().any(is_processed) => {
                running.failures = 0;
                self.told.send_modify(|told| told.pause = None);
            }
            None => {}
        }
    }

    fn pause(&self, running: &mut Running, reason: String) {
        if running.paused_until.is_some() {
            return;
        }
        let lasts = self.tuning.pause * 2_u32.pow(running.failures.min(6));
        running.failures += 1;
        running.paused_until = Some(Instant::now() + lasts);
        self.told.send_modify(|told| told.pause = Some(Pause { reason, lasts }));
    }

    /// Reads the rows of groups and days before their first event is sent.
    async fn read_baselines(&self, running: &mut Running, unread: Vec<Unread>) -> Result<()> {
        running.more |= !unread.is_empty();
        let (mut keys, mut readings) = (HashSet::new(), FuturesUnordered::new());
        for Unread { seq, group, day, operation, body } in unread {
            let Ok(parts) = Parts::of(operation, &body) else { continue };
            if keys.insert((group, day)) {
                let query = running.reader.query(&self.client, operation, &parts, day, day).await;
                readings.push(async move {
                    let read = match query {
                        Ok(query) => query.read(&self.client).await,
                        Err(error) => Err(error),
                    };
                    (seq, group, day, read)
                });
            }
        }
        while let Some((seq, group, day, read)) = readings.next().await {
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
                Err(Failure::Unresolved(_) | Failure::Unsteady) => running.without.push(seq),
                Err(Failure::Api(error)) => self.pause(running, error.message().to_owned()),
            }
        }
        Ok(())
    }

    async fn reconcile(&self, running: &mut Running) -> Result<()> {
        let left = reconcile::run(&self.client, &self.writer, self.writers, &mut running.reader).await?;
        running.reconciled = (running.reconciled + 1).min(8);
        let wait = (self.tuning.reconcile * 2_u32.pow(running.reconciled)).min(self.tuning.reconcile_longest);
        running.reconcile_at = left.then(|| Instant::now() + wait);
        self.told.send_modify(|told| told.commits += 1);
        Ok(())
    }
}

/// Events of a sender that has ended: whether they were sent is not known. Returns whether any event is in doubt.
fn take_over(transaction: &Transaction<'_>, control: Control) -> rusqlite::Result<bool> {
    let mut claimed = transaction.prepare("SELECT seq FROM event WHERE state = 1")?;
    let claimed: Vec<i64> = claimed.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for seq in claimed {
        if control == Control::RequeuedClaims {
            store::shift(transaction, seq, State::Claimed, State::Queued, None)?;
            continue;
        }
        doubt(transaction, seq, State::Claimed, "the sender ended before the response was saved")?;
    }
    Ok(transaction.query_row("SELECT n FROM count WHERE state = 4", [], |row| row.get::<_, i64>(0))? > 0)
}

fn doubt(transaction: &Transaction<'_>, seq: i64, from: State, reason: &str) -> rusqlite::Result<()> {
    store::shift(transaction, seq, from, State::InDoubt, Some(reason))?;
    store::note(transaction, seq, from, State::InDoubt, reason)
}

/// Result of a cycle.
struct Cycle {
    claims: Vec<Claim>,
    unread: Vec<Unread>,
    in_doubt: bool,
    /// Whether the queue may have more.
    more: bool,
}

/// An event whose group and day have no baseline.
struct Unread {
    seq: i64,
    group: i64,
    day: i64,
    operation: &'static plock::meta::Operation,
    body: String,
}

/// Claims the next events of the queue, except those without a baseline. A damaged one is set aside.
fn claim(transaction: &Transaction<'_>, room: usize, without: &[i64]) -> rusqlite::Result<(Vec<Claim>, Vec<Unread>)> {
    let (mut claims, mut unread) = (Vec::new(), Vec::new());
    if room == 0 {
        return Ok((claims, unread));
    }
    let sql = format!(
        "SELECT {COLUMNS}, grp, time FROM event WHERE state = 0 AND not_before <= ? ORDER BY not_before, seq LIMIT ?"
    );
    let mut select = transaction.prepare_cached(&sql)?;
    let mut baseline = transaction.prepare_cached("SELECT 1 FROM baseline WHERE grp = ? AND day = ?")?;
    let mut update = transaction.prepare_cached(
        "UPDATE event SET state = 1, attempts = attempts + 1, sent_at = ?, reason = NULL WHERE seq = ?",
    )?;
    let mut tick = None;
    let mut rows = select.query(params![store::now(), room as i64])?;
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        let (group, day) = (row.get(9)?, day(row.get(10)?));
        let event = store::event(row)?.ok_or("its checksum is wrong: the file was damaged".to_owned());
        let event = event.and_then(|event| match event::operation(&event.operation) {
            Ok((operation, _)) => Ok((operation, event.body)),
            Err(error) => Err(error.message().to_owned()),
        });
        match event {
            Err(reason) => doubt(transaction, seq, State::Queued, &reason)?,
            Ok((operation, body)) if without.contains(&seq) || baseline.exists(params![group, day])? => {
                let tick = match tick {
                    Some(tick) => tick,
                    None => *tick.insert(store::tick(transaction)?),
                };
                update.execute(params![tick, seq])?;
                claims.push(Claim { seq, body, operation });
            }
            Ok((operation, body)) => unread.push(Unread { seq, group, day, operation, body }),
        }
    }
    store::count(transaction, State::Queued, -(claims.len() as i64))?;
    store::count(transaction, State::Claimed, claims.len() as i64)?;
    Ok((claims, unread))
}

/// Saves an answer. Returns whether the event is in doubt.
fn save(transaction: &Transaction<'_>, answer: &Settled, patience: Duration) -> rusqlite::Result<bool> {
    let Settled { seq, mut state, ref reason, server_date, parked } = *answer;
    let mut reason = reason.clone();
    let mut not_before = 0;
    if parked {
        let first: Option<i64> = transaction
            .prepare_cached("SELECT server_date FROM event WHERE seq = ?")?
            .query_row([seq], |row| row.get(0))
            .optional()?
            .flatten();
        let now = server_date.unwrap_or_else(|| store::now() / 1000);
        let age = Duration::from_secs(u64::try_from(now - first.unwrap_or(now)).unwrap_or_default());
        if age >= patience {
            state = State::Rejected;
            reason = reason.map(|reason| format!("{reason} (for {} h)", patience.as_secs() / 3600));
        } else {
            // Sooner at first: the object may be about to be created.
            let wait = (age / 2).clamp(Duration::from_secs(30).min(patience / 20), Duration::from_secs(3600));
            not_before = store::now() + i64::try_from(wait.as_millis()).unwrap_or_default();
            let mut first_seen = transaction
                .prepare_cached("UPDATE event SET server_date = coalesce(server_date, ?2) WHERE seq = ?1")?;
            first_seen.execute(params![seq, now])?;
        }
    }
    let moved = store::shift(transaction, seq, State::Claimed, state, reason.as_deref())?;
    if moved && matches!(state, State::Rejected | State::InDoubt) {
        store::note(transaction, seq, State::Claimed, state, reason.as_deref().unwrap_or_default())?;
    }
    if not_before > 0 {
        let mut park = transaction.prepare_cached("UPDATE event SET not_before = ?2 WHERE seq = ?1")?;
        park.execute(params![seq, not_before])?;
    }
    Ok(moved && state == State::InDoubt)
}

/// Sends one event, once.
async fn send(client: Client, claim: Claim, mut abort: watch::Receiver<bool>) -> Settled {
    let Claim { seq, body, operation } = claim;
    let request = match dynamic::call(&client, operation, &body, Names::Snake) {
        Ok(request) => request.max_outage(OUTAGE),
        Err(error) => {
            let reason = Some(error.message().to_owned());
            return Settled { seq, state: State::Rejected, reason, server_date: None, parked: false };
        }
    };
    let mut job = client.many([Ok(request)]);
    let outcome = tokio::select! {
        outcome = job.next() => outcome,
        () = async { drop(abort.wait_for(|abort| *abort).await) } => {
            job.abort();
            job.next().await
        }
    };
    settle(seq, outcome.unwrap_or(Outcome::NotSent))
}

fn settle(seq: i64, outcome: Outcome<Answer>) -> Settled {
    let server = |headers| server_date(headers);
    let (state, error) = match outcome {
        Outcome::Recorded(answer) => {
            let server_date = server(&answer.headers);
            return Settled { seq, state: State::Delivered, reason: None, server_date, parked: false };
        }
        Outcome::NotSent => {
            return Settled { seq, state: State::Queued, reason: None, server_date: None, parked: false };
        }
        Outcome::Unknown(error) => (State::InDoubt, error),
        Outcome::Refused(error) => (refused(&error), error),
    };
    let parked = state == State::Queued && error.kind() == ErrorKind::NotFound;
    let reason = Some(error.message().to_owned());
    Settled { seq, state, reason, server_date: server(error.headers()), parked }
}

/// What follows for an event that was certainly not recorded.
fn refused(error: &plock::Error) -> State {
    match error.status() {
        // The key may be replaced, the customer be created, the limit pass.
        Some(401 | 403 | 404 | 429) | None => State::Queued,
        // The API can be reached, but not the version of it that is meant: a redirect, a proxy.
        Some(300..=399 | 407) => State::Queued,
        Some(_) => State::Rejected,
    }
}
