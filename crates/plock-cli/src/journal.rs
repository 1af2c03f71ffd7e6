//! The journal of a file: an outbox in which each row of the file has the number of its line as its key.

use std::path::Path;

use plock::dynamic::{Answer, Call};
use plock::{Client, Outcome, Request};
use plock_outbox::{Error, ErrorKind};

use crate::args::Args;
use crate::error::CliError;
use crate::rows::{Row, State};

pub(crate) struct Journal {
    name: String,
    events: plock_outbox::Journal,
}

/// The error for a journal that exists without `--resume`.
pub(crate) fn exists(name: &str) -> CliError {
    CliError::usage(format!(
        "{name}: this file was sent before; --resume sends the rows that were not recorded. To send all rows again, delete the journal \
         first"
    ))
}

impl Journal {
    pub(crate) async fn create(name: &str, args: &Args, client: &Client) -> Result<Self, CliError> {
        let opened = plock_outbox::Journal::open(Path::new(name), args.operation, client.base_url()).await;
        let events = opened.map_err(|error| failed(&format!("{name} (--journal FILE puts it elsewhere)"), &error))?;
        // Another process may have created it since the rows were checked.
        if events.count() > 0 { Err(exists(name)) } else { Ok(Self { name: name.to_owned(), events }) }
    }

    pub(crate) async fn resume(name: &str, args: &Args, client: &Client) -> Result<Self, CliError> {
        if !std::fs::exists(name).unwrap_or(true) {
            let message = format!("--resume: {name}: no such journal; without --resume, all rows are sent");
            return Err(CliError::usage(message));
        }
        let opened = plock_outbox::Journal::open(Path::new(name), args.operation, client.base_url()).await;
        let events = opened.map_err(|error| failed(name, &error))?;
        Ok(Self { name: name.to_owned(), events })
    }

    /// The outcome of a row in an earlier run. An error if the journal has another row on this line.
    pub(crate) fn earlier(&self, row: &Row, args: &Args) -> Result<Option<State>, CliError> {
        use plock_outbox::State as Event;
        let found = self.events.earlier(&row.line.to_string(), &args.to_json(Some(row))).map_err(|_| {
            CliError::usage(format!(
                "line {}: the row differs from the one that was sent before, according to {}; restore the file, or put new rows into \
                 another one",
                row.line, self.name
            ))
        });
        Ok(found?.map(|state| match state {
            // A person has decided that a dropped one is not sent.
            Event::Delivered | Event::Dropped => State::Recorded,
            Event::Rejected => State::Refused,
            Event::Queued => State::NotSent,
            _ => State::Unknown,
        }))
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Number of rows of earlier runs.
    pub(crate) fn count(&self) -> usize {
        self.events.count()
    }

    /// Saves outcomes. Once this returns, the other rows may be sent; it returns their numbers in the journal.
    pub(crate) async fn save(
        &self,
        args: &Args,
        answered: &[(Row, i64, Outcome<Answer>)],
        next: &[(Row, Request<Call>)],
    ) -> Result<Vec<i64>, CliError> {
        let outcomes = answered.iter().map(|(_, seq, outcome)| (*seq, outcome));
        let next = next.iter().map(|(row, _)| (row.line.to_string(), args.to_json(Some(row)))).collect();
        self.events.save(outcomes, next).await.map_err(|error| failed(&self.name, &error))
    }

    /// `remove`: deletes it.
    pub(crate) async fn close(self, remove: bool) {
        self.events.close(remove).await;
    }
}

fn failed(name: &str, error: &Error) -> CliError {
    match error.kind() {
        ErrorKind::Refused | ErrorKind::Corrupt => CliError::usage(format!("{name}: {error}")),
        _ => CliError::Io(name.to_owned(), std::io::Error::other(error.to_string())),
    }
}
