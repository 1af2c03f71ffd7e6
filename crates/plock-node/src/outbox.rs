//! Outboxes: their calls, whose results are JSON.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::FutureExt;
use napi::{Error, Result};
use napi_derive::napi;
use plock::Client;
use plock::dynamic::{self, JsonNames, Names, Rows};
use plock::meta::{OPERATIONS, Operation};
use plock_outbox::{ErrorKind, Outbox, Receipt, Resolution, State, Stats};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::bridge::find;
use crate::error;
use crate::events::{Event, EventQueue};
use crate::outbox_settings::Settings;

/// How often the file is read for changes by other processes, which send no notification.
const POLL: Duration = Duration::from_secs(1);

/// An outbox. Without a `close`, it stops to send on drop.
#[napi]
pub struct NativeOutbox {
    /// Empty until it is open.
    outbox: Arc<OnceLock<Outbox>>,
    queue: Arc<EventQueue>,
}

impl NativeOutbox {
    /// Opens an outbox as the call `id`.
    pub(crate) fn open(queue: &Arc<EventQueue>, id: u32, settings: &str, client: Option<Client>) -> Result<Self> {
        let settings: Settings =
            serde_json::from_str(settings).map_err(|error| Error::from_reason(error.to_string()))?;
        let outbox = Arc::new(OnceLock::new());
        let opened = outbox.clone();
        let builder = settings.builder(client);
        queue.spawn(id, false, async move {
            match builder.open().await {
                Ok(outbox) => {
                    let _ = opened.set(outbox);
                    Event::Value(id, "null".to_owned())
                }
                Err(error) => Event::Failed(id, failure(&error)),
            }
        })?;
        Ok(Self { outbox, queue: queue.clone() })
    }

    /// Runs `work` as the call `id`.
    fn run<T, F>(&self, id: u32, work: impl FnOnce(Outbox) -> F) -> Result<()>
    where
        T: Serialize,
        F: Future<Output = plock_outbox::Result<T>> + Send + 'static,
    {
        let work = work(self.opened()?);
        self.queue.spawn(id, false, async move {
            match work.await {
                Ok(value) => Event::Value(id, error::to_json(&value)),
                Err(error) => Event::Failed(id, failure(&error)),
            }
        })
    }

    fn opened(&self) -> Result<Outbox> {
        self.outbox.get().cloned().ok_or_else(|| Error::from_reason("the outbox is not open"))
    }
}

#[napi]
impl NativeOutbox {
    /// Records events, one per line, all or none. `keys`: a JSON array of their keys.
    #[napi]
    pub fn record(&self, id: u32, operation: u32, events: String, keys: Option<String>) -> Result<()> {
        let (outbox, operation) = (self.opened()?, find(operation)?);
        self.queue.spawn(id, true, async move {
            match record(&outbox, operation, &events, keys).await {
                Ok(receipts) => Event::Value(id, receipts),
                Err(error) => Event::Failed(id, error),
            }
        })
    }

    #[napi]
    pub fn stats(&self, id: u32) -> Result<()> {
        self.run(id, |outbox| async move { outbox.stats().await.map(Counted::of) })
    }

    /// Statistics that are not these, as soon as there are.
    #[napi]
    pub fn changed(&self, id: u32, seen: Option<String>) -> Result<()> {
        let seen = seen.and_then(|seen| serde_json::from_str(&seen).ok());
        self.run(id, |outbox| changed(outbox, seen))
    }

    #[napi]
    pub fn flush(&self, id: u32, timeout: u32) -> Result<()> {
        self.run(id, move |outbox| async move { outbox.flush(ms(timeout)).await.map(Counted::of) })
    }

    #[napi]
    pub fn reconcile(&self, id: u32, timeout: u32) -> Result<()> {
        self.run(id, move |outbox| async move { outbox.reconcile(ms(timeout)).await.map(Counted::of) })
    }

    #[napi]
    pub fn close(&self, id: u32, timeout: u32) -> Result<()> {
        self.run(id, move |outbox| async move { outbox.close(ms(timeout)).await.map(Counted::of) })
    }

    #[napi]
    pub fn retry(&self, id: u32) -> Result<()> {
        self.run(id, |outbox| async move { outbox.retry().await })
    }

    #[napi]
    pub fn verify(&self, id: u32) -> Result<()> {
        self.run(id, |outbox| async move { outbox.verify().await })
    }

    #[napi]
    pub fn resolve(&self, id: u32, seq: i64, resolution: String) -> Result<()> {
        let resolution = match resolution.as_str() {
            "recorded" => Resolution::Recorded,
            "resend" => Resolution::Resend,
            _ => Resolution::Drop,
        };
        self.run(id, move |outbox| async move { outbox.resolve(seq, resolution).await })
    }

    #[napi]
    pub fn events(&self, id: u32, state: String, after: i64, limit: u32) -> Result<()> {
        let state = State::ALL.iter().find(|known| camel(known.name()) == state).copied().unwrap_or_default();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.run(id, move |outbox| async move {
            let events = outbox.events(state, after, limit).await?;
            Ok(events.into_iter().map(Stored::of).collect::<Vec<_>>())
        })
    }

    #[napi]
    pub fn history(&self, id: u32, seq: i64) -> Result<()> {
        self.run(id, move |outbox| async move {
            let changes = outbox.history(seq).await?.into_iter();
            let changes = changes.map(|change| {
                let (from, to) = (camel(change.from.name()), camel(change.to.name()));
                serde_json::json!({"at": change.at, "from": from, "to": to, "evidence": change.evidence})
            });
            Ok(changes.collect::<Vec<_>>())
        })
    }
}

fn ms(ms: u32) -> Duration {
    Duration::from_millis(ms.into())
}

/// `in_doubt` as `inDoubt`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| match word.split_at_checked(1) {
        Some((letter, rest)) => name + &letter.to_ascii_uppercase() + rest,
        None => name,
    })
}

async fn record(
    outbox: &Outbox,
    operation: &'static Operation,
    events: &str,
    keys: Option<String>,
) -> std::result::Result<String, String> {
    let lines: Vec<&str> = events.split('\n').collect();
    let keys: Vec<Option<String>> = keys.and_then(|keys| serde_json::from_str(&keys).ok()).unwrap_or_default();
    let keys = keys.into_iter().chain(std::iter::repeat(None));
    let new = lines.iter().zip(keys).map(|(line, key)| ((*line).to_owned(), key)).collect();
    let error = match outbox.record_json(operation, new, Names::Camel).await {
        Ok(receipts) => {
            let seq = receipts.last().map(|receipt: &Receipt| receipt.seq);
            let duplicates = receipts.iter().filter(|receipt| receipt.duplicate).count();
            let recorded = receipts.len() - duplicates;
            let json = serde_json::json!({"seq": seq, "recorded": recorded, "duplicates": duplicates});
            return Ok(json.to_string());
        }
        Err(error) => error,
    };
    // The error of the outbox has only its text.
    let invalid = |(at, line): (usize, &&str)| Some((at, dynamic::check(operation, line, Names::Camel).err()?));
    let found = match error.kind() {
        ErrorKind::InvalidRequest => lines.iter().enumerate().find_map(invalid),
        _ => None,
    };
    Err(found.map_or_else(|| failure(&error), |(at, error)| error::indexed(&error, (lines.len() > 1).then_some(at))))
}

async fn changed(outbox: Outbox, seen: Option<Counted>) -> plock_outbox::Result<Counted> {
    let mut watched = outbox.clone();
    loop {
        let mut change = pin!(watched.changed().fuse());
        // It watches before the numbers are read, so that no change is missed.
        let _ = futures_util::poll!(change.as_mut());
        let now = Counted::of(outbox.stats().await?);
        if seen.as_ref().is_none_or(|seen| !now.is_same(seen)) {
            return Ok(now);
        }
        let _ = tokio::time::timeout(POLL, change).await;
    }
}

/// Statistics as JavaScript has them, with times in milliseconds.
#[derive(Serialize, Deserialize, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Counted {
    queued: u64,
    claimed: u64,
    delivered: u64,
    rejected: u64,
    in_doubt: u64,
    dropped: u64,
    merged: u64,
    oldest: Option<u64>,
    pause: Option<Paused>,
    damage: Option<String>,
    sends: bool,
}

#[derive(Serialize, Deserialize, Clone, PartialEq)]
struct Paused {
    reason: String,
    lasts: u64,
}

impl Counted {
    fn of(stats: Stats) -> Self {
        let ms = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self {
            queued: stats.queued,
            claimed: stats.claimed,
            delivered: stats.delivered,
            rejected: stats.rejected,
            in_doubt: stats.in_doubt,
            dropped: stats.dropped,
            merged: stats.merged,
            oldest: stats.oldest.map(ms),
            pause: stats.pause.map(|pause| Paused { reason: pause.reason, lasts: ms(pause.lasts) }),
            damage: stats.damage,
            sends: stats.sends,
        }
    }

    /// Apart from the age, which always changes.
    fn is_same(&self, other: &Self) -> bool {
        *self == Self { oldest: self.oldest, ..other.clone() }
    }
}

/// An event as JavaScript has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    seq: i64,
    key: Option<String>,
    operation: String,
    body: Option<Box<RawValue>>,
    state: String,
    reason: Option<String>,
    attempts: u32,
    recorded_at: i64,
}

impl Stored {
    fn of(event: plock_outbox::Event) -> Self {
        let object = OPERATIONS.iter().find(|known| known.id == event.operation).and_then(|known| known.body);
        // It has names in snake_case. An event of another version may be of an operation that is not known here.
        let rows = object.and_then(|object| Rows::from_json(object, &event.body, JsonNames::Snake).ok());
        let body = rows.map_or(event.body, |rows| rows.row(0).to_argument(JsonNames::Camel));
        Self {
            seq: event.seq,
            key: event.key,
            operation: event.operation,
            body: RawValue::from_string(body).ok(),
            state: camel(event.state.name()),
            reason: event.reason,
            attempts: event.attempts,
            recorded_at: event.recorded_at,
        }
    }
}

/// An error of an outbox as JSON.
fn failure(error: &plock_outbox::Error) -> String {
    let (class, kind) = match error.kind() {
        ErrorKind::InvalidRequest => {
            let (field, message) = error.message().split_once(": ").unwrap_or(("body", error.message()));
            return error::json(&plock::Error::invalid(field, message));
        }
        ErrorKind::KeyConflict => ("KeyConflictError", "keyConflict"),
        ErrorKind::DiskFull => ("OutboxError", "diskFull"),
        ErrorKind::Corrupt => ("OutboxError", "corrupt"),
        ErrorKind::Refused => ("OutboxError", "refused"),
        ErrorKind::Closed => ("OutboxError", "closed"),
        ErrorKind::Busy => ("OutboxError", "busy"),
        _ => ("OutboxError", "io"),
    };
    error::to_json(&serde_json::json!({
        "kind": class,
        "outbox": kind,
        "message": error.message(),
        // Otherwise an event may be stored.
        "retrySafe": kind != "io",
    }))
}
