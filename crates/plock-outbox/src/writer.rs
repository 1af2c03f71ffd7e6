//! The thread that writes the file. Each commit is on the disk before its callers get their results.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::error::{Error, ErrorKind, Result};
use crate::guard::OpenFile;
use crate::store;

/// Jobs of one commit.
const GROUP: usize = 1024;
/// Space that is set free when the disk is full, so that what is stored can still be sent.
const BALLAST: u64 = 4 << 20;
/// How often a full disk is tried again.
const FULL: Duration = Duration::from_secs(5);

trait Job: Send {
    /// Whether it stores new events, which a full disk refuses.
    fn stores(&self) -> bool;
    fn run(&mut self, transaction: &Transaction<'_>) -> rusqlite::Result<()>;
    fn finish(self: Box<Self>, committed: &Result<()>);
}

struct Work<F, T> {
    stores: bool,
    run: F,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send, F> Job for Work<F, T>
where
    F: FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send,
{
    fn stores(&self) -> bool {
        self.stores
    }

    fn run(&mut self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        self.result = Some((self.run)(transaction)?);
        Ok(())
    }

    fn finish(self: Box<Self>, committed: &Result<()>) {
        let Self { result, reply, .. } = *self;
        let _ = reply.send(committed.clone().and_then(|()| result.unwrap_or_else(|| Err(closed()))));
    }
}

fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the outbox is closed")
}

/// What the thread is asked to do.
enum Message {
    Run(Box<dyn Job>),
    Close(oneshot::Sender<()>),
}

/// The thread that writes. Jobs that wait together share a commit.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    jobs: Sender<Message>,
    process: u32,
}

impl Writer {
    /// `reserve`: reserves space for what is stored when the disk is full.
    pub(crate) fn start(
        (connection, open): (Connection, OpenFile),
        path: PathBuf,
        reserve: bool,
    ) -> Result<(Self, JoinHandle<()>)> {
        let (jobs, queue) = channel();
        let run = move || File { connection, path, reserve, broken: None, full: None, _open: open }.run(&queue);
        let thread = std::thread::Builder::new().name("plock-outbox".to_owned()).spawn(run);
        let thread = thread.map_err(|error| Error::new(ErrorKind::Io, format!("no thread: {error}")))?;
        Ok((Self { jobs, process: std::process::id() }, thread))
    }

    /// Runs `run` in a transaction, and returns its result once that is on the disk. It may run twice.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        run: impl FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send + 'static,
    ) -> Result<T> {
        self.submit(false, run)?.await.unwrap_or_else(|_| Err(closed()))
    }

    /// As [`write`](Self::write), for new events. While the disk is full, they are refused, so that what is stored can be sent.
    pub(crate) async fn store<T: Send + 'static>(
        &self,
        run: impl FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send + 'static,
    ) -> Result<T> {
        self.submit(true, run)?.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Closes the file. What was submitted before is on the disk.
    pub(crate) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.process == std::process::id() && self.jobs.send(Message::Close(reply)).is_ok() {
            let _ = closed.await;
        }
    }

    fn submit<T: Send + 'static>(
        &self,
        stores: bool,
        run: impl FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T>>> {
        if self.process != std::process::id() {
            let message =
                "the outbox was opened by the parent of this process: open it after the fork, in each process";
            return Err(Error::new(ErrorKind::Closed, message));
        }
        let (reply, result) = oneshot::channel();
        let sent = self.jobs.send(Message::Run(Box::new(Work { stores, run, result: None, reply })));
        sent.map_err(|_| closed())?;
        Ok(result)
    }
}

struct File {
    connection: Connection,
    path: PathBuf,
    reserve: bool,
    /// After an error of the disk, nothing is known about the file until it is opened again.
    broken: Option<Error>,
    /// The disk is full: the error, and when there was last no space for the reserve.
    full: Option<(Error, Instant)>,
    _open: OpenFile,
}

impl File {
    fn run(mut self, messages: &Receiver<Message>) {
        if self.reserve && self.fill_ballast().is_err_and(|error| error.kind() == std::io::ErrorKind::StorageFull) {
            let message = "the disk is full: no event is stored until there is space for 4 MiB";
            self.full = Some((Error::new(ErrorKind::DiskFull, message), Instant::now()));
        }
        while let Ok(first) = messages.recv() {
            let (mut group, mut close) = (Vec::new(), None);
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Run(job) => group.push(job),
                    Message::Close(reply) => close = Some(reply),
                }
                next = (group.len() < GROUP && close.is_none()).then(|| messages.try_recv().ok()).flatten();
            }
            self.look_for_space();
            let was_full = self.full.is_some();
            let (mut group, mut committed) = self.commit(group);
            if self.full.is_some() && !was_full {
                // What stores nothing new goes on, in the space that was reserved.
                (group, committed) = self.commit(group);
            }
            for job in group {
                job.finish(&committed);
            }
            if let Some(reply) = close {
                drop(self);
                let _ = reply.send(());
                return;
            }
        }
    }

    /// Runs jobs in one transaction, and returns them.
    fn commit(&mut self, mut group: Vec<Box<dyn Job>>) -> (Vec<Box<dyn Job>>, Result<()>) {
        if let Some((error, _)) = &self.full {
            let error = Err(error.clone());
            let (refused, kept): (Vec<_>, Vec<_>) = group.into_iter().partition(|job| job.stores());
            refused.into_iter().for_each(|job| job.finish(&error));
            group = kept;
        }
        let result = if group.is_empty() { Ok(()) } else { self.transact(&mut group) };
        (group, result)
    }

    fn transact(&mut self, group: &mut [Box<dyn Job>]) -> Result<()> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        let mut commit = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            group.iter_mut().try_for_each(|job| job.run(&transaction))?;
            transaction.commit()
        };
        let Err(error) = commit().map_err(Error::from) else { return Ok(()) };
        tracing::error!(target: "plock", "{error}");
        match error.kind() {
            ErrorKind::DiskFull if self.reserve => {
                // Its space is enough to move what the log has into the database, which frees that of the log.
                let _ = std::fs::remove_file(self.ballast());
                let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
                let _ = self.connection.query_row(checkpoint, [], |_| Ok(()));
                self.full.get_or_insert((error.clone(), Instant::now()));
            }
            ErrorKind::Io | ErrorKind::Corrupt => {
                if error.kind() == ErrorKind::Corrupt {
                    let _ = std::fs::write(store::beside(&self.path, store::DAMAGED), error.message());
                }
                let message =
                    format!("{}; nothing is stored or sent until the outbox is opened again", error.message());
                self.broken = Some(Error::new(error.kind(), message));
            }
            _ => {}
        }
        Err(error)
    }

    fn ballast(&self) -> PathBuf {
        store::beside(&self.path, "ballast")
    }

    /// Ends the refusal of new events once there is space again.
    fn look_for_space(&mut self) {
        let now = Instant::now();
        if self.full.as_ref().is_some_and(|(_, tried)| now.duration_since(*tried) >= FULL) {
            if self.fill_ballast().is_ok() {
                self.full = None;
            } else if let Some((_, tried)) = &mut self.full {
                *tried = now;
            }
        }
    }

    /// Reserves space.
    fn fill_ballast(&self) -> std::io::Result<()> {
        let ballast = self.ballast();
        if std::fs::metadata(&ballast).is_ok_and(|file| file.len() >= BALLAST) {
            return Ok(());
        }
        let filled = std::fs::write(&ballast, vec![0; BALLAST as usize]);
        if filled.is_err() {
            let _ = std::fs::remove_file(&ballast);
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on is a failed one")]

    use std::collections::BTreeSet;

    use plock::types::NewProductUsage;
    use plock::{Client, Decimal, UnixTime};
    use plock_sandbox::{Options, Sandbox};

    use super::*;
    use crate::{Outbox, Writers};

    /// A disk that becomes full while the outbox runs, and has space again later: SQLite reports a limit of pages as a full disk.
    #[tokio::test]
    async fn a_full_disk_refuses_events_and_delivers_those_that_were_stored() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp");
        let folder = folder.join(format!("full-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let options = Options { record: true, without_examples: true, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.add("accounts", r#"{"crmId":"c0"}"#).unwrap();
        let client = Client::builder().base_url(sandbox.url()).api_key(sandbox.key()).proxy("").build().unwrap();
        let outbox = Outbox::builder(folder.join("usage.plockbox"), Writers::OnlyThis).client(client);
        let outbox = outbox.open().await.unwrap();
        let limit = async |pages: &'static str| {
            let limit = move |transaction: &Transaction<'_>| {
                let pages: i64 = transaction.query_row(pages, [], |row| row.get(0))?;
                transaction.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(Ok(())))
            };
            outbox.0.writer.write(limit).await.unwrap();
        };
        let record = async |number: i64| {
            let usage = NewProductUsage::new("c0", 7, Decimal::ONE, UnixTime::from(1_750_000_000 + number));
            outbox.product_usages().record(usage).key(format!("event-{number}")).await
        };
        for number in 0..20 {
            record(number).await.unwrap();
        }
        limit("PRAGMA page_count").await;
        let mut number = 20;
        let full = loop {
            match record(number).await {
                Ok(_) => number += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(full.kind(), ErrorKind::DiskFull, "{full}");
        assert!(!store::beside(&folder.join("usage.plockbox"), "ballast").exists(), "its space is free");
        let stats = outbox.flush(Duration::from_secs(60)).await.unwrap();
        assert_eq!((stats.delivered as i64, stats.unsent(), stats.in_doubt), (number, 0, 0), "{stats:?}");
        limit("SELECT 1000000").await;
        let end = Instant::now() + Duration::from_secs(60);
        while let Err(error) = record(number).await {
            assert!(error.kind() == ErrorKind::DiskFull && Instant::now() < end, "{error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        outbox.close(Duration::from_secs(60)).await.unwrap();
        let seconds = |write: plock_sandbox::Write| serde_json::from_str::<serde_json::Value>(&write.body).unwrap();
        let rows: Vec<i64> = sandbox.ledger().into_iter().filter_map(|write| seconds(write)["ts"].as_i64()).collect();
        assert_eq!(rows.len() as i64, number + 1, "an event was recorded twice");
        assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), rows.len());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
