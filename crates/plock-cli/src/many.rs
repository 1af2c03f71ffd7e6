//! One request per row of a file. All rows are validated before any is sent, and every row is reported.

use std::pin::Pin;
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};
use plock::dynamic::{Answer, Call};
use plock::meta::BATCH_CONCURRENCY;
use plock::{Client, Outcome, Request};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::journal::{Journal, State};
use crate::output::Output;
use crate::report::{MAX_REPORTED, Report, ranges};
use crate::rows::{Row, Rows, Source};
use crate::signals::Signals;

/// Time that requests in flight have after a signal, as its sender may kill the program soon.
const GRACE: Duration = Duration::from_secs(10);

pub(crate) async fn send(client: &Client, args: &Args, file: &str, out: &mut Output) -> Result<(), CliError> {
    let options = &args.options;
    let source = Source::new(file, options.file_format.as_deref())?;
    let name = options.journal.clone().or_else(|| source.is_file().then(|| format!("{file}.plock-journal")));
    let target = format!("{} {}", args.operation.id, client.base_url());
    let mut journal = name.map(|name| Journal::new(name, &target, options.resume)).transpose()?;
    if journal.is_none() && options.resume {
        return Err(CliError::usage("--resume: expected a file, or the --journal of the earlier run"));
    }
    let total = check(&source, client, args, journal.as_ref())?;
    // Until here, nothing was sent, and a signal ends the program.
    let mut signals = Signals::new()?;
    let report = Report::new(total, args, file)?;
    if let Some(journal) = &mut journal {
        journal.start()?;
    }
    let (abort, aborted) = watch::channel(false);
    let mut job = Job {
        client,
        args,
        rows: source.rows(args.operation)?,
        journal,
        report,
        calls: FuturesUnordered::new(),
        abort,
        aborted,
        ended: false,
        fatal: None,
        interrupted: None,
        unwritten: Vec::new(),
    };
    job.run(&mut signals).await;
    job.finish(out)
}

/// Validates all rows and returns their number. If a row is invalid, nothing is sent.
fn check(source: &Source, client: &Client, args: &Args, journal: Option<&Journal>) -> Result<u64, CliError> {
    let (mut total, mut invalid, mut details, mut matched) = (0, 0, Vec::new(), 0);
    let mut check = |row: &Row| {
        args.request(client, Some(row))?.check().map_err(|error| match error.field() {
            Some(_) => CliError::usage(args.label(&error, Some(row))),
            None => error.into(),
        })?;
        let earlier = journal.map_or(Ok(None), |journal| journal.earlier(row.line, &args.to_json(Some(row))))?;
        matched += usize::from(earlier.is_some());
        Ok(())
    };
    for row in source.rows(args.operation)? {
        total += 1;
        match row.and_then(|row| check(&row)) {
            Ok(()) => {}
            Err(CliError::Usage { message, .. }) => {
                invalid += 1;
                if invalid <= MAX_REPORTED {
                    details.push(message);
                }
            }
            Err(error) => return Err(error),
        }
    }
    let name = source.name();
    if invalid > 0 {
        if invalid > MAX_REPORTED {
            details.push(format!("and {} more", invalid - MAX_REPORTED));
        }
        let message = format!("{name}: {invalid} of {total} rows are invalid; nothing was sent");
        return Err(CliError::Usage { message, details });
    }
    if journal.is_some_and(|journal| matched < journal.len()) {
        return Err(CliError::usage(format!("{name}: rows that were sent before are missing; restore the file")));
    }
    if total == 0 {
        note(&format!("note: {name} has no rows"));
    }
    Ok(total)
}

type Answered = (Row, Outcome<Answer>);

/// Sends rows while there is room, and reports each.
struct Job<'a> {
    client: &'a Client,
    args: &'a Args,
    rows: Rows,
    journal: Option<Journal>,
    report: Report,
    calls: FuturesUnordered<Pin<Box<dyn Future<Output = Answered> + 'a>>>,
    abort: watch::Sender<bool>,
    aborted: watch::Receiver<bool>,
    /// No other row is sent.
    ended: bool,
    fatal: Option<CliError>,
    interrupted: Option<i32>,
    /// Lines of recorded rows that the journal lacks.
    unwritten: Vec<u64>,
}

impl Job<'_> {
    async fn run(&mut self, signals: &mut Signals) {
        let mut deadline = None;
        loop {
            while !self.ended && self.calls.len() < self.args.options.concurrency.unwrap_or(BATCH_CONCURRENCY) {
                let Some(row) = self.rows.next() else {
                    self.ended = true;
                    break;
                };
                if let Err(error) = row.and_then(|row| self.start(row)) {
                    self.fail(error);
                }
            }
            if self.calls.is_empty() {
                return;
            }
            let late = async { tokio::time::sleep_until(deadline.unwrap_or_else(Instant::now)).await };
            tokio::select! {
                Some((row, outcome)) = self.calls.next() => {
                    if let Err(error) = self.settle(&row, outcome) {
                        self.fail(error);
                    }
                }
                signal = signals.next() => match self.interrupted {
                    Some(_) => {
                        self.abort.send_replace(true);
                    }
                    None => {
                        (self.ended, self.interrupted) = (true, Some(signal));
                        deadline = Some(Instant::now() + GRACE);
                        note("note: stopping, waiting up to 10 s for requests in flight; another Ctrl-C aborts them");
                    }
                },
                () = late, if deadline.is_some() => {
                    deadline = None;
                    self.abort.send_replace(true);
                }
            }
        }
    }

    fn fail(&mut self, error: CliError) {
        self.ended = true;
        self.fatal.get_or_insert(error);
    }

    fn write(&mut self, row: &Row, state: State) -> Result<(), CliError> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        journal.write(row.line, &self.args.to_json(Some(row)), state)
    }

    /// Whether an earlier run has, or may have, recorded the row. Reports it if so.
    fn was_sent(&mut self, row: &Row) -> Result<bool, CliError> {
        let arguments = self.args.to_json(Some(row));
        let earlier = self.journal.as_ref().map_or(Ok(None), |journal| journal.earlier(row.line, &arguments));
        match earlier?.or(row.outcome) {
            Some(State::Recorded) => self.report.skip(),
            Some(State::Sending | State::Unknown) => self.report.count(row, State::Unknown, None)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Starts the request of a row, unless it was sent before.
    fn start(&mut self, row: Row) -> Result<(), CliError> {
        if self.was_sent(&row)? {
            return Ok(());
        }
        // Invalid only if the file changed after its validation.
        let request = self.args.request(self.client, Some(&row));
        let written = request.and_then(|request| self.write(&row, State::Sending).map(|()| request));
        match written {
            Ok(request) => {
                self.calls.push(Box::pin(call(self.client.clone(), row, request, self.aborted.clone())));
                Ok(())
            }
            Err(error) => {
                self.fail(error);
                self.report.count(&row, State::NotSent, None)
            }
        }
    }

    fn settle(&mut self, row: &Row, outcome: Outcome<Answer>) -> Result<(), CliError> {
        // With an invalid key, all other rows would be refused too.
        if matches!(outcome.error().and_then(plock::Error::status), Some(401 | 403)) {
            self.ended = true;
        }
        let state = match outcome {
            Outcome::Recorded(_) => State::Recorded,
            Outcome::Refused(_) => State::Refused,
            Outcome::Unknown(_) => State::Unknown,
            Outcome::NotSent => State::NotSent,
        };
        let written = self.write(row, state);
        if state == State::Recorded && self.journal.as_ref().is_some_and(Journal::is_broken) {
            self.unwritten.push(row.line);
        }
        self.report.count(row, state, outcome.error())?;
        written
    }

    /// Reports the rows that were not sent, and prints the summary.
    fn finish(mut self, out: &mut Output) -> Result<(), CliError> {
        while let Some(row) = self.rows.next() {
            let counted = row.and_then(|row| match self.was_sent(&row)? {
                true => Ok(()),
                false => self.report.count(&row, State::NotSent, None),
            });
            if let Err(error) = counted {
                self.fail(error);
            }
        }
        let summary = self.report.finish(out, self.args);
        if !self.unwritten.is_empty() {
            note(&format!("note: recorded, but unknown to the journal: lines {}", ranges(&mut self.unwritten)));
        }
        if let Some(journal) = self.journal.filter(|_| !summary.is_sent()) {
            journal.remove();
        }
        match (self.fatal, self.interrupted, self.report.error_kind()) {
            (Some(error), ..) if !summary.is_sent() => Err(error),
            (Some(error), ..) => Err(CliError::Incomplete(Box::new(error))),
            (None, Some(signal), _) => Err(CliError::Interrupted(signal)),
            (None, None, Some(kind)) => Err(CliError::Rows(kind)),
            (None, None, None) => Ok(()),
        }
    }
}

async fn call(client: Client, row: Row, request: Request<Call>, mut aborted: watch::Receiver<bool>) -> Answered {
    let mut job = client.many([Ok(request)]);
    let outcome = tokio::select! {
        outcome = job.next() => outcome,
        _ = aborted.wait_for(|aborted| *aborted) => {
            job.abort();
            job.next().await
        }
    };
    (row, outcome.unwrap_or(Outcome::NotSent))
}
