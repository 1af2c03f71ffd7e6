//! Options of an outbox, and how it is opened.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use plock::Client;
use tokio::sync::{Notify, watch};

use crate::error::{Error, ErrorKind, Result};
use crate::event::State;
use crate::guard::{self, SenderLock};
use crate::rollup::RollUp;
use crate::rules::Writers;
use crate::sender::{Progress, Sender};
use crate::store;
use crate::writer::Writer;
use crate::{Outbox, Shared};

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
}

/// Claims the file for this place and API, or refuses it.
pub(crate) fn own(
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
