#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod builder;
mod error;
mod event;
mod guard;
mod journal;
mod probe;
mod queue;
mod readback;
mod reconcile;
mod recorder;
mod rollup;
mod rules;
mod salvage;
mod sender;
mod status;
mod store;
#[cfg(test)]
mod worlds;
mod writer;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use plock::dynamic::Names;
use plock::meta::Operation;
use rusqlite::params;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

pub use builder::{Builder, Control, Tuning};
pub use error::{Error, ErrorKind, Result};
pub use event::{Event, State};
pub use journal::Journal;
pub use probe::{Finding, probe};
pub use recorder::{Record, Recorder};
pub use rollup::RollUp;
pub use rules::Writers;
pub use sender::Pause;
pub use status::{Change, Resolution, Stats};
pub use store::Receipt;

use event::NewEvent;
use sender::Progress;
use store::COLUMNS;
use writer::Writer;

/// How long requests in flight have to end after a `close` whose time is over.
const GRACE: Duration = Duration::from_secs(2);
/// How long their answers have to be saved.
const SAVING: Duration = Duration::from_secs(1);

/// Usage events on disk, sent in the background. Cheap to clone.
#[derive(Clone)]
pub struct Outbox(Arc<Shared>, watch::Receiver<Progress>);

struct Shared {
    path: PathBuf,
    writer: Writer,
    wake: Arc<Notify>,
    hurry: Arc<Notify>,
    watched: watch::Receiver<Progress>,
    stop: watch::Sender<Option<Instant>>,
    sender: Mutex<Option<JoinHandle<()>>>,
    _thread: std::thread::JoinHandle<()>,
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox").field("path", &self.0.path).finish_non_exhaustive()
    }
}

/// Without a `close`, requests in flight are aborted; those that may have been sent are in doubt when the file is opened again.
impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(sender) = self.sender.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            sender.abort();
        }
    }
}

impl Outbox {
    /// Records an event of any operation with an outbox: its arguments as JSON.
    #[doc(hidden)]
    pub async fn record_json(
        &self,
        operation: &'static Operation,
        events: Vec<(String, Option<String>)>,
        names: Names,
    ) -> Result<Vec<Receipt>> {
        let new = events.into_iter().map(|(body, key)| NewEvent::new(operation, &body, names, key));
        self.insert(new.collect::<Result<_>>()?).await
    }

    pub(crate) async fn insert(&self, events: Vec<NewEvent>) -> Result<Vec<Receipt>> {
        let receipts = self.0.writer.store(move |transaction| store::insert(transaction, &events)).await;
        self.0.wake.notify_one();
        receipts
    }

    /// Numbers of events by state.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] and others, if the file cannot be read.
    pub async fn stats(&self) -> Result<Stats> {
        let mut stats = self.0.writer.write(|transaction| Ok(Ok(status::counted(transaction)?))).await?;
        let progress = self.0.watched.borrow();
        stats.pause.clone_from(&progress.pause);
        stats.sends = progress.sends;
        Ok(stats)
    }

    /// Waits for a change since the last call: events that were recorded by others, sent, or decided.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub async fn changed(&mut self) -> Result<Stats> {
        if self.1.changed().await.is_err() {
            // Without a sender in this outbox there are no notifications.
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        self.stats().await
    }

    /// Waits until no event is queued or being sent, or the time is over, and returns what is left.
    ///
    /// # Errors
    /// As [`stats`](Self::stats), and if the sender has ended with an error.
    pub async fn flush(&self, timeout: Duration) -> Result<Stats> {
        let end = Instant::now() + timeout;
        let mut watched = self.0.watched.clone();
        loop {
            watched.mark_unchanged();
            let stats = self.stats().await?;
            let progress = watched.borrow().clone();
            if let Some(error) = progress.error {
                return Err(error);
            }
            if stats.unsent() == 0 || progress.ended || Instant::now() >= end {
                return Ok(stats);
            }
            // A sender in another process sends no notification.
            let poll = end.min(Instant::now() + Duration::from_millis(200));
            // Every commit is a change: no need to look before what is left can have been sent.
            let left = u32::try_from(stats.unsent()).unwrap_or(u32::MAX);
            let soonest = Instant::now() + Duration::from_micros(10).saturating_mul(left);
            tokio::time::sleep_until(poll.min(soonest)).await;
            let _ = tokio::time::timeout_at(poll, watched.changed()).await;
        }
    }

    /// Sends nothing more, and waits for the requests in flight for at most `grace`; those that have not ended by then may have been recorded.
    /// Events can still be recorded; they are sent when the file is opened again.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub async fn stop(&self, grace: Duration) -> Result<()> {
        self.0.stop.send_replace(Some(Instant::now() + grace));
        let sender = self.0.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut sender) = sender
            && tokio::time::timeout(grace + SAVING, &mut sender).await.is_err()
        {
            // It reads a list, which a stop does not interrupt.
            sender.abort();
            let _ = sender.await;
        }
        self.0.watched.borrow().error.clone().map_or(Ok(()), Err)
    }

    /// Sends what is queued until the time is over, lets the requests in flight end, and stops. Returns what is left; it is sent when the
    /// file is opened again.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub async fn close(self, timeout: Duration) -> Result<Stats> {
        let end = Instant::now() + timeout;
        let sends = self.0.watched.borrow().sends;
        let flushed = if sends { self.flush(timeout).await } else { self.stats().await };
        let stopped = self.stop(GRACE.max(end.saturating_duration_since(Instant::now()))).await;
        let left = self.stats().await;
        self.0.writer.close().await;
        flushed.and(stopped).and(left)
    }

    /// Events in a state, those with the lowest numbers first, after a number.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub async fn events(&self, state: State, after: i64, limit: usize) -> Result<Vec<Event>> {
        let read = move |transaction: &rusqlite::Transaction<'_>| {
            let sql = format!("SELECT {COLUMNS} FROM event WHERE state = ? AND seq > ? ORDER BY seq LIMIT ?");
            let mut select = transaction.prepare_cached(&sql)?;
            let rows = select.query_map(params![state as i64, after, limit as i64], store::event)?;
            Ok(Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?))
        };
        self.0.writer.write(read).await
    }

    /// What happened to an event beside its usual way: when, from which state to which, and why.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub async fn history(&self, seq: i64) -> Result<Vec<Change>> {
        let read = move |transaction: &rusqlite::Transaction<'_>| {
            let mut select = transaction.prepare_cached(
                "SELECT at, from_state, to_state, evidence FROM history WHERE seq = ? ORDER BY rowid",
            )?;
            let rows = select.query_map([seq], |row| {
                let (from, to) = (State::of(row.get(1)?), State::of(row.get(2)?));
                let (at, evidence) = (row.get(0)?, row.get(3)?);
                Ok(Change { at, from: from.unwrap_or_default(), to: to.unwrap_or_default(), evidence })
            })?;
            Ok(Ok(rows.collect::<rusqlite::Result<_>>()?))
        };
        self.0.writer.write(read).await
    }

    /// Reads the list of the API for events in doubt now, instead of at the next time, and waits for it.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub async fn reconcile(&self, timeout: Duration) -> Result<Stats> {
        let mut watched = self.0.watched.clone();
        let before = watched.borrow().readings;
        self.0.hurry.notify_one();
        let read = |progress: &Progress| progress.readings > before || progress.ended;
        let _ = tokio::time::timeout(timeout, watched.wait_for(read)).await;
        if let Some(error) = &self.0.watched.borrow().error {
            return Err(error.clone());
        }
        self.stats().await
    }

    /// Checks the file: its structure, the checksum of each event, and the numbers of events by state. Returns what is wrong.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub async fn verify(&self) -> Result<Vec<String>> {
        self.0.writer.write(|transaction| Ok(Ok(store::verify(transaction)?))).await
    }

    /// Decides about an event in doubt, or about one that was rejected.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] if there is no such event, or it is in another state.
    pub async fn resolve(&self, seq: i64, resolution: Resolution) -> Result<()> {
        let to = match resolution {
            Resolution::Recorded => State::Delivered,
            Resolution::Resend => State::Queued,
            Resolution::Drop => State::Dropped,
        };
        let decide = move |transaction: &rusqlite::Transaction<'_>| {
            for from in [State::InDoubt, State::Rejected] {
                if store::shift(transaction, seq, from, to, Some("decided by a person"))? {
                    store::note(transaction, seq, from, to, "decided by a person")?;
                    return Ok(Ok(()));
                }
            }
            let message = format!("seq: expected an event that is in doubt or rejected, got {seq}");
            Ok(Err(Error::new(ErrorKind::InvalidRequest, message)))
        };
        let decided = self.0.writer.write(decide).await;
        self.0.wake.notify_one();
        decided
    }

    /// Sends all rejected events again, and returns their number.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub async fn retry(&self) -> Result<u64> {
        let mut sent = 0;
        while let Some(event) = self.events(State::Rejected, 0, 1).await?.first() {
            self.resolve(event.seq, Resolution::Resend).await?;
            sent += 1;
        }
        Ok(sent)
    }
}
