//! Outboxes. The other language chooses the id of an outbox, and that of each call of it.
//!
//! [`start_outbox`] starts any call, [`wait`](crate::wait) returns its single event, and [`cancel`](crate::cancel) aborts it: a record
//! that is aborted may be stored. The first call of an outbox is [`OutboxAction::Open`], whose id is that of the outbox. Its last one is
//! [`OutboxAction::Close`], or [`drop_outbox`] for one that nobody can close any more. Until then it keeps its instance open.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use plock::Client;
use plock::dynamic::{self, Names};
use plock::meta::{OPERATIONS, Operation};
use plock_outbox::{Outbox, State, Stats};
use tokio::sync::Mutex;

use crate::encode::Writer;
use crate::error::{NativeError, write_failure};
use crate::lock;
use crate::native::{EventKind, Native, find};
use crate::outbox_values::{NewOutboxEvent, OutboxResolution, OutboxSettings};

/// Numbers change thousands of times a second; they are reported at most this often.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);
/// How often the numbers are read for changes by other processes.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// How long requests in flight have to end after an outbox is dropped.
const GRACE: Duration = Duration::from_secs(2);
/// Longest wait; more is no limit.
const LONGEST: Duration = Duration::from_secs(365 * 86_400);

/// What a call of an outbox does. Timeouts are in milliseconds; absent: no limit. The response, in the form of the methods of
/// [`Writer`], is empty unless stated.
#[derive(Debug, uniffi::Enum)]
pub enum OutboxAction {
    /// Opens the file and starts to send, with a client. Without one, it only records.
    Open { settings: OutboxSettings, client: Option<u64> },
    /// Stores events, all or none: `receipts`. An error names the event only if there may be `many`.
    Record { operation: u32, events: Vec<NewOutboxEvent>, many: bool },
    /// `stats`.
    Stats,
    /// Waits until the numbers are others than those of a response, and returns them: `stats`. `last` is that response; empty: any
    /// numbers. An error of the kind `OutboxClosedError` ends such a series.
    Changed { last: Vec<u8> },
    /// Waits until no event is queued or being sent: `stats`.
    Flush { timeout: Option<u64> },
    /// Looks for events in doubt in the list of the API: `stats`.
    Reconcile { timeout: Option<u64> },
    /// Decides about an event that is in doubt or rejected.
    Resolve { seq: i64, resolution: OutboxResolution },
    /// Sends all rejected events again: their number.
    Retry,
    /// Up to `limit` events in a state, in the order of their numbers, after a number: `stored_events`. Read until there is none, of
    /// each state, this exports the outbox.
    Events { state: String, after: i64, limit: u32 },
    /// What happened to an event beside its usual way: `changes`.
    History { seq: i64 },
    /// Checks the file, and returns what is wrong: `texts`.
    Verify,
    /// Stops sending, after `grace` milliseconds for requests in flight, and closes the file: `stats`. For a process that is going to be
    /// suspended, which must hold no lock. Until [`OutboxAction::Resume`], other calls fail with `OutboxClosedError`.
    Suspend { grace: u64 },
    /// Opens the file again. Nothing happens if it is open.
    Resume,
    /// Sends what is queued until the time is over, and closes the file: `stats` of what is left.
    Close { timeout: Option<u64> },
}

/// A call of an outbox.
#[derive(Debug, uniffi::Record)]
pub struct OutboxRequest {
    /// Id of the event of this call.
    pub id: u64,
    /// Id of the outbox; of [`OutboxAction::Open`], the same as `id`.
    pub outbox: u64,
    pub action: OutboxAction,
}

/// Starts a call of an outbox. False: the instance has ended, and there will be no event.
#[uniffi::export]
pub fn start_outbox(native: u64, request: OutboxRequest) -> bool {
    find(native).is_some_and(|native| native.start_outbox(request))
}

/// Aborts the opening of an outbox, or stops it without waiting: requests in flight have 2 s to end. What is stored stays in the file.
#[uniffi::export]
pub fn drop_outbox(native: u64, outbox: u64) {
    if let Some(native) = find(native) {
        native.drop_outbox(outbox);
    }
}

enum Phase {
    Open(Outbox),
    /// With the last numbers.
    Suspended(Stats),
}

/// An outbox, and what it takes to open it.
pub(crate) struct OpenOutbox {
    settings: OutboxSettings,
    client: Option<Client>,
    /// Locked while the file is opened or closed.
    phase: Mutex<Phase>,
}

impl fmt::Debug for OpenOutbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenOutbox").field("path", &self.settings.path).finish_non_exhaustive()
    }
}

impl OpenOutbox {
    async fn open(&self, adopt: bool) -> Result<(), NativeError> {
        let mut phase = self.phase.lock().await;
        if let Phase::Suspended(_) = *phase {
            *phase = Phase::Open(self.settings.builder(self.client.clone(), adopt).open().await?);
        }
        Ok(())
    }

    async fn outbox(&self) -> Result<Outbox, NativeError> {
        match &*self.phase.lock().await {
            Phase::Open(outbox) => Ok(outbox.clone()),
            Phase::Suspended(_) => Err(closed("the outbox is suspended: resume it")),
        }
    }

    async fn suspend(&self, grace: Duration) -> Result<Stats, NativeError> {
        let mut phase = self.phase.lock().await;
        let outbox = match &*phase {
            Phase::Open(outbox) => outbox.clone(),
            Phase::Suspended(stats) => return Ok(stats.clone()),
        };
        let stopped = outbox.stop(grace).await;
        let left = outbox.close(Duration::ZERO).await;
        let mut last = left.clone().unwrap_or_default();
        last.sends = false;
        *phase = Phase::Suspended(last);
        Ok(stopped.and(left)?)
    }

    async fn close(&self, timeout: Duration) -> Result<Stats, NativeError> {
        // Not locked meanwhile, as events can be recorded until it is closed.
        let outbox = match &*self.phase.lock().await {
            Phase::Open(outbox) => outbox.clone(),
            Phase::Suspended(stats) => return Ok(stats.clone()),
        };
        Ok(outbox.close(timeout).await?)
    }

    async fn changed(&self, last: &[u8]) -> Result<Stats, NativeError> {
        let mut outbox = self.outbox().await?;
        loop {
            let stats = outbox.stats().await?;
            let mut now = Writer::default();
            now.lasting_stats(&stats);
            if !last.starts_with(&now.0) {
                return Ok(stats);
            }
            let _ = tokio::time::timeout(POLL_INTERVAL, outbox.changed()).await;
            tokio::time::sleep(REPORT_INTERVAL).await;
        }
    }

    /// Runs a call.
    async fn run(&self, action: OutboxAction) -> Result<Writer, NativeError> {
        let mut out = Writer::default();
        match action {
            OutboxAction::Open { settings, .. } => self.open(settings.adopt).await?,
            OutboxAction::Resume => self.open(false).await?,
            OutboxAction::Suspend { grace } => out.stats(&self.suspend(Duration::from_millis(grace)).await?),
            OutboxAction::Close { timeout } => out.stats(&self.close(wait(timeout)).await?),
            OutboxAction::Record { operation, events, many } => {
                let operation = OPERATIONS.get(operation as usize);
                let operation = operation.ok_or_else(|| dynamic::configuration("unknown operation"))?;
                record(&self.outbox().await?, operation, events, many, &mut out).await?;
            }
            OutboxAction::Stats => out.stats(&self.outbox().await?.stats().await?),
            OutboxAction::Changed { last } => out.stats(&self.changed(&last).await?),
            OutboxAction::Flush { timeout } => out.stats(&self.outbox().await?.flush(wait(timeout)).await?),
            OutboxAction::Reconcile { timeout } => out.stats(&self.outbox().await?.reconcile(wait(timeout)).await?),
            OutboxAction::Resolve { seq, resolution } => self.outbox().await?.resolve(seq, resolution.into()).await?,
            OutboxAction::Retry => out.number(self.outbox().await?.retry().await?),
            OutboxAction::Events { state, after, limit } => {
                let state = State::ALL.iter().copied().find(|known| known.name() == state);
                let state = state.ok_or_else(|| dynamic::configuration("unknown state"))?;
                let outbox = self.outbox().await?;
                out.stored_events(&outbox.events(state, after, limit as usize).await?);
            }
            OutboxAction::History { seq } => out.changes(&self.outbox().await?.history(seq).await?),
            OutboxAction::Verify => out.texts(&self.outbox().await?.verify().await?),
        }
        Ok(out)
    }
}

impl Native {
    fn start_outbox(self: Arc<Self>, request: OutboxRequest) -> bool {
        let OutboxRequest { id, outbox, action } = request;
        self.spawn(id, None, |native, state| {
            let found = match &action {
                OutboxAction::Open { settings, client } => {
                    // Looked up now: the outbox keeps the client, also after it is closed.
                    let client = client.map(|client| state.client(client));
                    new_outbox(settings, client).inspect(|open| drop(state.outboxes.insert(id, Arc::clone(open))))
                }
                _ => state.outboxes.get(&outbox).cloned().ok_or_else(|| closed("the outbox is closed")),
            };
            async move { native.run_outbox(id, outbox, action, found).await }
        })
    }

    async fn run_outbox(
        &self,
        id: u64,
        outbox: u64,
        action: OutboxAction,
        found: Result<Arc<OpenOutbox>, NativeError>,
    ) {
        let (opens, closes) =
            (matches!(action, OutboxAction::Open { .. }), matches!(action, OutboxAction::Close { .. }));
        let result = match found {
            Ok(open) => open.run(action).await,
            Err(error) => Err(error),
        };
        // The instance does not end here, as this call is registered.
        if closes || opens && result.is_err() {
            let removed = lock(&self.state).outboxes.remove(&outbox);
            drop(removed);
        }
        match result {
            Ok(bytes) => self.post(id, EventKind::Response, |out| out.0 = bytes.0),
            Err(NativeError::Encoded { bytes }) => self.post(id, EventKind::Error, |out| out.0 = bytes),
        }
    }

    fn drop_outbox(self: Arc<Self>, outbox: u64) {
        let opening = lock(&self.state).calls.remove(&outbox);
        if let Some(opening) = opening {
            opening.abort.abort();
        }
        self.spawn(outbox, None, |_, state| {
            let dropped = state.outboxes.remove(&outbox);
            async move {
                let Some(dropped) = dropped else { return };
                if let Phase::Open(outbox) = &*dropped.phase.lock().await {
                    let _ = outbox.stop(GRACE).await;
                }
            }
        });
    }
}

fn new_outbox(settings: &OutboxSettings, client: Option<Option<Client>>) -> Result<Arc<OpenOutbox>, NativeError> {
    dynamic::check_build(&settings.build).map_err(|error| dynamic::configuration(&error))?;
    if matches!(client, Some(None)) {
        return Err(dynamic::configuration("the client is closed").into());
    }
    let client = client.flatten();
    let phase = Mutex::new(Phase::Suspended(Stats::default()));
    Ok(Arc::new(OpenOutbox { settings: settings.clone(), client, phase }))
}

async fn record(
    outbox: &Outbox,
    operation: &'static Operation,
    events: Vec<NewOutboxEvent>,
    many: bool,
    out: &mut Writer,
) -> Result<(), NativeError> {
    let events: Vec<_> = events.into_iter().map(|event| (event.args, event.key)).collect();
    let error = match outbox.record_json(operation, events.clone(), Names::Camel).await {
        Ok(receipts) => {
            out.receipts(&receipts);
            return Ok(());
        }
        Err(error) => error,
    };
    if error.kind() != plock_outbox::ErrorKind::InvalidRequest {
        return Err(error.into());
    }
    // The error of the outbox has only its text.
    let check = |body: &str| dynamic::check(operation, body, Names::Camel).err();
    let Some((number, wrong)) = events.iter().enumerate().find_map(|(at, (body, _))| Some((at, check(body)?))) else {
        return Err(error.into());
    };
    if !many {
        return Err(wrong.into());
    }
    let mut out = Writer::default();
    let message = format!("events[{number}].{}", wrong.message());
    write_failure(&mut out, wrong.kind().name(), &message, true, wrong.field());
    Err(NativeError::Encoded { bytes: out.0 })
}

fn wait(timeout: Option<u64>) -> Duration {
    timeout.map_or(LONGEST, |ms| Duration::from_millis(ms).min(LONGEST))
}

fn closed(message: &str) -> NativeError {
    let mut out = Writer::default();
    write_failure(&mut out, plock_outbox::ErrorKind::Closed.name(), message, true, None);
    NativeError::Encoded { bytes: out.0 }
}
