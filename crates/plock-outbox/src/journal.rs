//! The rows of a file as events of an outbox, which the caller sends itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use plock::Outcome;
use plock::dynamic::Answer;
use plock::meta::Operation;
use rusqlite::Transaction;

use crate::builder::own;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{NewEvent, State};
use crate::guard::{self, SenderLock};
use crate::queue::{self, Settled};
use crate::sender::settle;
use crate::store::{self, COLUMNS, Hash};
use crate::writer::Writer;
use crate::{Control, Tuning};

/// The name in the table `meta` that makes an outbox a journal: the operation of its events.
const OPERATION: &str = "journal";

/// An outbox whose events are sent by the caller, not in the background: which rows of a file were sent, and their outcomes. Each event has
/// a key of the caller's. An event is on the disk before its request starts, so one that was in flight when a program ended is in doubt.
#[derive(Debug)]
pub struct Journal {
    writer: Writer,
    operation: &'static Operation,
    path: PathBuf,
    /// Events of earlier runs by key: hash of the body, and state.
    earlier: HashMap<String, (i64, State)>,
    _lock: SenderLock,
}

impl Journal {
    /// Opens the file, or creates it. What was being sent when an earlier run ended is in doubt. `operation`: the one that sends all rows; it
    /// needs no list that finds its writes again, but without one an event in doubt waits for a person.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] for the journal of another operation or another API, an outbox, and a file in use; others as
    /// [`Builder::open`](crate::Builder::open).
    pub async fn open(path: &Path, operation: &'static Operation, base_url: &str) -> Result<Self> {
        guard::check_file_system(path)?;
        let open = guard::OpenFile::new(path)?;
        let lock = SenderLock::take(&store::beside(path, "lock"))?
            .ok_or_else(|| Error::new(ErrorKind::Refused, "in use by another process"))?;
        let connection = store::open(path, Control::Right)?;
        let fingerprint = guard::fingerprint(path)?;
        let (writer, _) = Writer::start((connection, open), path.to_owned(), false)?;
        let base_url = base_url.to_owned();
        let read = move |transaction: &Transaction<'_>| {
            if let Err(error) = own(transaction, &fingerprint, Some(&base_url), false)? {
                return Ok(Err(error));
            }
            let is_new = transaction.query_row("SELECT NOT EXISTS (SELECT 1 FROM event)", [], |row| row.get(0))?;
            match store::meta(transaction, OPERATION)? {
                None if is_new => store::set_meta(transaction, OPERATION, operation.id)?,
                Some(known) if known == operation.id => {}
                known => {
                    let got = known.map_or("an outbox".to_owned(), |known| format!("that of `{known}`"));
                    let message = format!("expected the journal of `{}`, got {got}", operation.id);
                    return Ok(Err(Error::new(ErrorKind::Refused, message)));
                }
            }
            queue::take_over(transaction, Control::Right)?;
            earlier(transaction).map(Ok)
        };
        let earlier = writer.write(read).await?;
        Ok(Self { writer, operation, path: path.to_owned(), earlier, _lock: lock })
    }

    /// The state in which an earlier run left an event.
    ///
    /// # Errors
    /// [`ErrorKind::KeyConflict`] if the event of this key has another body.
    pub fn earlier(&self, key: &str, body: &str) -> Result<Option<State>> {
        match self.earlier.get(key) {
            Some((known, _)) if *known != hash(body) => {
                Err(Error::new(ErrorKind::KeyConflict, format!("key: {key:?} has another body")))
            }
            known => Ok(known.map(|(_, state)| *state)),
        }
    }

    /// Number of events of earlier runs.
    pub fn count(&self) -> usize {
        self.earlier.len()
    }

    /// Saves outcomes and claims events, key and arguments (JSON with names in snake_case) of each, in one transaction. Once this returns,
    /// the events may be sent; it returns their numbers, with which their outcomes are saved.
    ///
    /// # Errors
    /// [`ErrorKind::KeyConflict`] for an event that is known, with another body or in a state in which it must not be sent;
    /// [`ErrorKind::DiskFull`], [`ErrorKind::Io`] and others, after which no event may be sent.
    pub async fn save(
        &self,
        outcomes: impl IntoIterator<Item = (i64, &Outcome<Answer>)>,
        claims: Vec<(String, String)>,
    ) -> Result<Vec<i64>> {
        let settled: Vec<Settled> = outcomes.into_iter().map(|(seq, outcome)| settle(seq, outcome)).collect();
        let new = claims.into_iter().map(|(key, body)| NewEvent::of_journal(self.operation, body, key));
        let new = new.collect::<Result<Vec<_>>>()?;
        let cycle = move |transaction: &Transaction<'_>| {
            queue::save(transaction, &settled, Tuning::default().patience)?;
            let receipts = match store::insert(transaction, &new)? {
                Ok(receipts) => receipts,
                Err(error) => return Ok(Err(error)),
            };
            let seqs: Vec<i64> = receipts.iter().map(|receipt| receipt.seq).collect();
            Ok(queue::claim_all(transaction, &seqs)?.map(|()| seqs))
        };
        self.writer.write(cycle).await
    }

    /// Closes the file. `remove`: deletes it, as nothing in it must not be sent again.
    pub async fn close(self, remove: bool) {
        self.writer.close().await;
        if remove {
            let _ = std::fs::remove_file(&self.path);
        }
        // Still locked, so that no other run uses it.
        for what in ["open", "lock"] {
            let _ = std::fs::remove_file(store::beside(&self.path, what));
        }
    }
}

fn earlier(transaction: &Transaction<'_>) -> rusqlite::Result<HashMap<String, (i64, State)>> {
    let mut select = transaction.prepare(&format!("SELECT {COLUMNS} FROM event"))?;
    let mut rows = select.query([])?;
    let mut earlier = HashMap::new();
    while let Some(row) = rows.next()? {
        let (key, body): (Option<String>, String) = (row.get(1)?, row.get(3)?);
        // With a wrong checksum, its body is not known, and it may have been sent.
        let state = store::event(row)?.map_or(State::InDoubt, |event| event.state);
        earlier.insert(key.unwrap_or_default(), (hash(&body), state));
    }
    Ok(earlier)
}

fn hash(body: &str) -> i64 {
    let mut hash = Hash::default();
    hash.add(body);
    hash.finish()
}
