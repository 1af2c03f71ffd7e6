//! The thread that writes the file. Each commit is on the disk before anybody is told.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::error::{Error, ErrorKind, Result};
use crate::guard::OpenFile;
use crate::store;

/// Jobs of one commit.
const GROUP: usize = 1024;
/// Space that is set free when the disk is full, so that what is stored can still be sent.
const BALLAST: u64 = 4 << 20;

trait Job: Send {
    fn run(&mut self, transaction: &Transaction<'_>) -> rusqlite::Result<()>;
    fn finish(self: Box<Self>, committed: &Result<()>);
}

struct Work<F, T> {
    run: F,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send, F> Job for Work<F, T>
where
    F: FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send,
{
    fn run(&mut self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        self.result = Some((self.run)(transaction)?);
        Ok(())
    }

    fn finish(self: Box<Self>, committed: &Result<()>) {
        let closed = || Err(Error::new(ErrorKind::Closed, "the outbox is closed"));
        let Self { result, reply, .. } = *self;
        let _ = reply.send(committed.clone().and_then(|()| result.unwrap_or_else(closed)));
    }
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
    pub(crate) fn start(connection: Connection, path: PathBuf) -> Result<(Self, JoinHandle<()>)> {
        let (jobs, queue) = channel();
        let open = OpenFile::new(&path)?;
        let run = move || File { connection, path, broken: None, _open: open }.run(&queue);
        let thread = std::thread::Builder::new().name("plock-outbox".to_owned()).spawn(run);
        let thread = thread.map_err(|error| Error::new(ErrorKind::Io, format!("no thread: {error}")))?;
        Ok((Self { jobs, process: std::process::id() }, thread))
    }

    /// Runs `run` in a transaction, and returns its result once that is on the disk.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        run: impl FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send + 'static,
    ) -> Result<T> {
        self.submit(run)?.await.unwrap_or_else(|_| Err(Error::new(ErrorKind::Closed, "the outbox is closed")))
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
        run: impl FnMut(&Transaction<'_>) -> rusqlite::Result<Result<T>> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T>>> {
        if self.process != std::process::id() {
            let message =
                "the outbox was opened by the parent of this process: open it after the fork, in each process";
            return Err(Error::new(ErrorKind::Closed, message));
        }
        let (reply, result) = oneshot::channel();
        let sent = self.jobs.send(Message::Run(Box::new(Work { run, result: None, reply })));
        sent.map_err(|_| Error::new(ErrorKind::Closed, "the outbox is closed"))?;
        Ok(result)
    }
}

struct File {
    connection: Connection,
    path: PathBuf,
    /// After an error of the disk, nothing is known about the file until it is opened again.
    broken: Option<Error>,
    _open: OpenFile,
}

impl File {
    fn run(mut self, messages: &Receiver<Message>) {
        self.fill_ballast();
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
            let committed = self.commit(&mut group);
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

    fn commit(&mut self, group: &mut [Box<dyn Job>]) -> Result<()> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if group.is_empty() {
            return Ok(());
        }
        let mut commit = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            group.iter_mut().try_for_each(|job| job.run(&transaction))?;
            transaction.commit()
        };
        let Err(error) = commit().map_err(Error::from) else { return Ok(()) };
        tracing::error!(target: "plock", "{error}");
        match error.kind() {
            ErrorKind::DiskFull => {
                // Frees the space for what is sent already.
                let _ = std::fs::remove_file(self.ballast());
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

    /// Reserves space. Without it, an outbox works too.
    fn fill_ballast(&self) {
        let ballast = self.ballast();
        if std::fs::metadata(&ballast).is_ok_and(|file| file.len() >= BALLAST) {
            return;
        }
        let zeros = vec![0; BALLAST as usize];
        if std::fs::write(&ballast, zeros).is_err() {
            let _ = std::fs::remove_file(&ballast);
        }
    }
}
