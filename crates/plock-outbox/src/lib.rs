#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

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

use plock::Client;
use plock::dynamic::Names;
use plock::meta::Operation;
use rusqlite::params;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

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
use guard::SenderLock;
use sender::{Progress, Sender};
use store::COLUMNS;
use writer::Writer;

/// How long requests in flight have to end after a `close` whose time is over.
const GRACE: Duration = Duration::from_secs(2);
/// How long their answers have to be saved.
const SAVING: Duration = Duration::from_secs(1);

/// Times of the sender. For tests.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    /// First pause after a failure that all events would meet; doubled each time, up to 64 times.
    pub pause: Duration,
    /// How often the file is searched for events of other processes.
    pub poll: Duration,
    /// First wait before reading back; doubled each time.
    pub reconcile: Duration,
    /// Longest wait.
    pub reconcile_longest: Duration,
    /// How long a 404 is tried again.
    pub patience: Duration,
    /// A deliberate mistake.
    pub control: Control,
}

/// Mistakes that the proof harness must find.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// None.
    Right,
    /// `PRAGMA synchronous = NORMAL`: a commit returns before it is on the disk.
    SynchronousNormal,
    /// Claims of a sender that has ended return to the queue.
    RequeuedClaims,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            pause: Duration::from_secs(1),
            poll: Duration::from_secs(1),
            reconcile: Duration::from_secs(2),
            reconcile_longest: Duration::from_secs(300),
            patience: Duration::from_secs(72 * 3600),
            control: Control::Right,
        }
    }
}

/// Options of an [`Outbox`].
#[must_use = "a builder does nothing until `open`"]
#[derive(Debug)]
pub struct Builder {
    path: PathBuf,
    writers: Writers,
    client: Option<Client>,
    base_url: Option<String>,
    concurrency: usize,
    rollups: Vec<RollUp>,
    adopt: bool,
    tuning: Tuning,
}

impl Builder {
    /// The client that sends. Without one, the outbox only records, for another process that sends.
    pub fn client(mut self, client: Client) -> Self {
        self.client = Some(client);
        self
    }

    /// Base URL of the API that the events are for. Default: that of the client, or of the file.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Maximum number of events being sent. Default: 64; at least 1. Up to twice as many are claimed, so that none waits for the disk; they
    /// are in doubt if the process ends then.
    pub fn concurrency(mut self, events: usize) -> Self {
        self.concurrency = events.max(1);
        self
    }

    /// Rolls up events before they are sent; of several roll-ups, the first that is for an event. Default: none.
    pub fn roll_up(mut self, rollup: RollUp) -> Self {
        self.rollups.push(rollup);
        self
    }

    /// Takes over a file that is a copy, or belongs to another base URL. Events that are not delivered may have been sent by its former
    /// owner, so they are in doubt afterwards. Default: false, which refuses such a file.
    pub fn adopt(mut self, adopt: bool) -> Self {
        self.adopt = adopt;
        self
    }

    #[doc(hidden)]
    pub fn tuning(mut self, tuning: Tuning) -> Self {
        self.tuning = tuning;
        self
    }

    /// Opens the file, or creates it, and starts to send. Must be called on a Tokio runtime.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] for a copied file, another base URL, and a file system without reliable locks; [`ErrorKind::Corrupt`] for a
    /// damaged file; [`ErrorKind::Io`].
    pub async fn open(self) -> Result<Outbox> {
        let Self { path, writers, client, base_url, concurrency, rollups, adopt, tuning } = self;
        rollups.iter().try_for_each(RollUp::check)?;
        guard::check_file_system(&path)?;
        let open = guard::OpenFile::new(&path)?;
        let opened = {
            let path = path.clone();
            tokio::task::spawn_blocking(move || {
                Ok::<_, Error>((store::open(&path, tuning.control)?, guard::fingerprint(&path)?))
            })
        };
        let io = |error| Error::new(ErrorKind::Io, format!("{error}"));
        let (connection, fingerprint) = opened.await.map_err(io)??;
        let (writer, thread) = Writer::start((connection, open), path.clone(), true)?;
        let base_url = client.as_ref().map(|client| client.base_url().to_owned()).or(base_url);
        writer.write(move |transaction| own(transaction, &fingerprint, base_url.as_deref(), adopt)).await?;
        let lock_file = store::beside(&path, "lock");
        let lock = client.is_some().then(|| SenderLock::take(&lock_file)).transpose()?.flatten();
        let (progress, watched) = watch::channel(Progress { sends: lock.is_some(), ..Progress::default() });
        let (stop, stopping) = watch::channel(None);
        let (wake, hurry) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let sender = client.map(|client| {
            let (writer, wake, hurry) = (writer.clone(), wake.clone(), hurry.clone());
            let sender = Sender {
                client,
                writer,
                writers,
                concurrency,
                rollups: rollups.into(),
                tuning,
                progress,
                stop: stopping,
                hurry,
            };
            tokio::spawn(sender.run(wake, lock_file, lock))
        });
        let seen = watched.clone();
        let shared = Shared { writer, wake, hurry, watched, stop, sender: Mutex::new(sender), _thread: thread, path };
        Ok(Outbox(Arc::new(shared), seen))
    }
}

/// Claims the file for this place and API, or refuses it.
fn own(
    transaction: &rusqlite::Transaction<'_>,
    fingerprint: &str,
    base_url: Option<&str>,
    adopt: bool,
) -> rusqlite::Result<Result<()>> {
    let refused = |what: String| {
        let message = format!("{what}: nothing is recorded or sent; adopt it if no other process sends its events");
        Ok(Err(Error::new(ErrorKind::Refused, message)))
    };
    let known_place = store::meta(transaction, "fingerprint")?;
    let known_url = store::meta(transaction, "base_url")?;
    let copied = known_place.as_deref().is_some_and(|known| known != fingerprint);
    let moved = known_url.as_deref().zip(base_url).filter(|(known, given)| known != given);
    match (copied, moved) {
        (true, _) if !adopt => {
            return refused("the outbox is a copy, or was moved here from another machine".to_owned());
        }
        (_, Some((known, given))) if !adopt => {
            return refused(format!("the outbox belongs to {known}, and the client to {given}"));
        }
        _ => {}
    }
    if copied || moved.is_some() {
        for from in [State::Queued, State::Claimed] {
            let mut seqs = transaction.prepare("SELECT seq FROM event WHERE state = ?")?;
            let seqs: Vec<i64> = seqs.query_map([from as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for seq in seqs {
                let reason = "adopted: the former owner of the file may have sent it";
                store::shift(transaction, seq, from, State::InDoubt, Some(reason))?;
                store::note(transaction, seq, from, State::InDoubt, reason)?;
            }
        }
    }
    store::set_meta(transaction, "fingerprint", fingerprint)?;
    if let Some(base_url) = base_url {
        store::set_meta(transaction, "base_url", base_url)?;
    }
    Ok(Ok(()))
}

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
    /// Options of the outbox in a file. `writers`: who else writes usage of the accounts and products that are recorded here; that decides
    /// what the list of the API can prove.
    pub fn builder(path: impl Into<PathBuf>, writers: Writers) -> Builder {
        let (path, tuning) = (path.into(), Tuning::default());
        Builder {
            path,
            writers,
            client: None,
            base_url: None,
            concurrency: 64,
            rollups: Vec::new(),
            adopt: false,
            tuning,
        }
    }

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
