//! One request per row of a file. All rows are validated before any is sent, and every row is reported.

use std::pin::Pin;
use std::time::Duration;

use clap::{Arg, ArgAction, value_parser};
use futures_util::stream::{FuturesUnordered, StreamExt};
use plock::dynamic::{Answer, Call};
use plock::meta::BATCH_CONCURRENCY;
use plock::{Client, Outcome, Request};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::journal::{self, Journal};
use crate::output::Output;
use crate::report::{MAX_REPORTED, Report, ranges};
use crate::rows::{Row, Rows, Source, State};
use crate::signals::Signals;

/// Time that requests in flight have after a signal, as its sender may kill the program soon.
const GRACE: Duration = Duration::from_secs(10);

/// Options of sending the rows of a file.
pub(crate) fn args() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).help_heading("Bulk options")
    };
    vec![
        option("file", "FILE").help(
            "Send one request per row of a .jsonl or .csv file, or of stdin (-). Keys and headers are names of options \
             or of the API; an option sets the value of all rows without one",
        ),
        option("file-format", "FORMAT")
            .value_parser(["jsonl", "csv"])
            .requires("file")
            .help("Format of FILE [default: by its extension, jsonl for stdin]"),
        option("concurrency", "N")
            .value_parser(value_parser!(u32).range(1..))
            .requires("file")
            .help(format!("Maximum number of requests in flight [default: {BATCH_CONCURRENCY}]")),
        option("failed", "FILE").requires("file").help(
            "Write the rows that were not recorded to FILE, as JSON lines with the outcome and the error. --file reads it: \
             rows that may have been recorded are listed and not sent again",
        ),
        option("journal", "FILE").requires("file").help(
            "Record in FILE, an outbox, which rows are sent, and their outcomes. It must not exist, except with --resume \
             [default: the --file with .plockbox added; none for stdin and pipes]",
        ),
        Arg::new("resume")
            .long("resume")
            .action(ArgAction::SetTrue)
            .requires("file")
            .help_heading("Bulk options")
            .help(
                "Continue an earlier run of the same file: send the rows that its journal does not have as recorded. Rows \
                 that may have been recorded are listed and not sent again",
            ),
    ]
}

pub(crate) async fn send(client: &Client, args: &Args, file: &str, out: &mut Output) -> Result<(), CliError> {
    let options = &args.options;
    let source = Source::new(file, options.file_format.as_deref())?;
    let name = options.journal.clone().or_else(|| source.is_file().then(|| format!("{file}.plockbox")));
    let mut journal = match &name {
        Some(name) if options.resume => Some(Journal::resume(name, args, client).await?),
        Some(name) if std::fs::exists(name).unwrap_or(true) => return Err(journal::exists(name)),
        None if options.resume => {
            return Err(CliError::usage("--resume: expected a file, or the --journal of the earlier run"));
        }
        _ => None,
    };
    let total = check(&source, client, args, journal.as_ref())?;
    // Until here, nothing was sent, and a signal ends the program.
    let mut signals = Signals::new()?;
    let report = Report::new(total, args, file)?;
    if let (None, Some(name)) = (&journal, &name) {
        journal = Some(Journal::create(name, args, client).await?);
    }
    let (abort, aborted) = watch::channel(false);
    let mut job = Job {
        client,
        args,
        rows: source.rows(args.operation)?,
        journal: journal.as_ref(),
        report,
        calls: FuturesUnordered::new(),
        answered: Vec::new(),
        write: None,
        abort,
        aborted,
        stopped: false,
        ended: false,
        fatal: None,
        interrupted: None,
        unwritten: Vec::new(),
    };
    job.run(&mut signals).await;
    let (result, is_sent) = job.finish(out);
    if let Some(journal) = journal {
        journal.close(!is_sent).await;
    }
    result
}

/// Validates all rows and returns their number. If a row is invalid, nothing is sent.
fn check(source: &Source, client: &Client, args: &Args, journal: Option<&Journal>) -> Result<u64, CliError> {
    let (mut total, mut invalid, mut details, mut matched) = (0, 0, Vec::new(), 0);
    let mut check = |row: &Row| {
        args.request(client, Some(row))?.check().map_err(|error| match error.field() {
            Some(_) => CliError::usage(args.label(&error, Some(row))),
            None => error.into(),
        })?;
        let earlier = journal.map_or(Ok(None), |journal| journal.earlier(row, args))?;
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
    if journal.is_some_and(|journal| matched < journal.count()) {
        return Err(CliError::usage(format!("{name}: rows that were sent before are missing; restore the file")));
    }
    if total == 0 {
        note(&format!("note: {name} has no rows"));
    }
    Ok(total)
}

/// A row, its number in the journal, and its outcome.
type Answered = (Row, i64, Outcome<Answer>);

/// What was written to the journal: outcomes of earlier rows, and rows that may be sent after it.
struct Written {
    answered: Vec<Answered>,
    claimed: Vec<(Row, Request<Call>)>,
    /// The numbers of the rows that may be sent.
    seqs: Result<Vec<i64>, CliError>,
}

/// Sends rows while there is room, and reports each.
struct Job<'a> {
    client: &'a Client,
    args: &'a Args,
    rows: Rows,
    journal: Option<&'a Journal>,
    report: Report,
    calls: FuturesUnordered<Pin<Box<dyn Future<Output = Answered> + 'a>>>,
    /// Outcomes that the journal does not have yet.
    answered: Vec<Answered>,
    write: Option<Pin<Box<dyn Future<Output = Written> + 'a>>>,
    abort: watch::Sender<bool>,
    aborted: watch::Receiver<bool>,
    /// No other row is sent.
    stopped: bool,
    /// All rows were taken.
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
            if self.write.is_none() {
                self.start_write();
            }
            if self.calls.is_empty() && self.write.is_none() {
                return;
            }
            let late = async { tokio::time::sleep_until(deadline.unwrap_or_else(Instant::now)).await };
            tokio::select! {
                Some(written) = async { Some(self.write.as_mut()?.await) } => {
                    self.write = None;
                    self.written(written);
                }
                Some(answered) = self.calls.next() => {
                    // With an invalid key, all other rows would be refused too.
                    self.stopped |= matches!(answered.2.error().and_then(plock::Error::status), Some(401 | 403));
                    self.answered.push(answered);
                }
                signal = signals.next() => match self.interrupted {
                    Some(_) => {
                        self.abort.send_replace(true);
                    }
                    None => {
                        (self.stopped, self.interrupted) = (true, Some(signal));
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
        self.stopped = true;
        self.fatal.get_or_insert(error);
    }

    /// Whether an earlier run has, or may have, recorded the row. Reports it if so.
    fn was_sent(&mut self, row: &Row) -> Result<bool, CliError> {
        let earlier = self.journal.map_or(Ok(None), |journal| journal.earlier(row, self.args));
        match earlier?.or(row.outcome) {
            Some(State::Recorded) => self.report.skip(),
            Some(State::Unknown) => self.report.count(row, State::Unknown, None)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The next row that was not sent, and its request.
    fn next(&mut self) -> Option<Result<(Row, Request<Call>), CliError>> {
        loop {
            let row = match self.rows.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            match self.was_sent(&row) {
                Ok(true) => {}
                // Invalid only if the file changed after its validation.
                Ok(false) => return Some(self.args.request(self.client, Some(&row)).map(|request| (row, request))),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// Starts to write outcomes and the next rows to the journal, if there are any.
    fn start_write(&mut self) {
        let (mut claimed, room) = (Vec::new(), self.args.options.concurrency.unwrap_or(BATCH_CONCURRENCY));
        while !self.stopped && !self.ended && self.calls.len() + claimed.len() < room {
            match self.next() {
                Some(Ok(row)) => claimed.push(row),
                Some(Err(error)) => self.fail(error),
                None => self.ended = true,
            }
        }
        let answered = std::mem::take(&mut self.answered);
        if claimed.is_empty() && answered.is_empty() {
            return;
        }
        let (journal, args) = (self.journal, self.args);
        self.write = Some(Box::pin(async move {
            let seqs = match journal {
                Some(journal) => journal.save(args, &answered, &claimed).await,
                None => Ok(vec![0; claimed.len()]),
            };
            Written { answered, claimed, seqs }
        }));
    }

    fn written(&mut self, Written { answered, claimed, seqs }: Written) {
        let written = seqs.is_ok();
        for (row, _, outcome) in answered {
            let state = State::of(&outcome);
            if state == State::Recorded && !written {
                self.unwritten.push(row.line);
            }
            if let Err(error) = self.report.count(&row, state, outcome.error()) {
                self.fail(error);
            }
        }
        let seqs = seqs.unwrap_or_else(|error| {
            self.fail(error);
            Vec::new()
        });
        let mut seqs = seqs.into_iter();
        for (row, request) in claimed {
            match seqs.next() {
                Some(seq) if !self.stopped => {
                    let (client, aborted) = (self.client.clone(), self.aborted.clone());
                    self.calls.push(Box::pin(call(client, row, seq, request, aborted)));
                }
                Some(seq) => self.answered.push((row, seq, Outcome::NotSent)),
                None => {
                    if let Err(error) = self.report.count(&row, State::NotSent, None) {
                        self.fail(error);
                    }
                }
            }
        }
    }

    /// Reports the rows that were not sent, and prints the summary. Returns also whether anything may have been recorded.
    fn finish(mut self, out: &mut Output) -> (Result<(), CliError>, bool) {
        while let Some(row) = self.rows.next() {
            let counted = row.and_then(|row| match self.was_sent(&row)? {
                true => Ok(()),
                false => self.report.count(&row, State::NotSent, None),
            });
            if let Err(error) = counted {
                self.fail(error);
            }
        }
        let summary = self.report.finish(out, self.args, self.journal.map(Journal::name));
        if !self.unwritten.is_empty() {
            note(&format!("note: recorded, but unknown to the journal: lines {}", ranges(&mut self.unwritten)));
        }
        let result = match (self.fatal, self.interrupted, self.report.error_kind()) {
            (Some(error), ..) if !summary.is_sent() => Err(error),
            (Some(error), ..) => Err(CliError::Incomplete(Box::new(error))),
            (None, Some(signal), _) => Err(CliError::Interrupted(signal)),
            (None, None, Some(kind)) => Err(CliError::Rows(kind)),
            (None, None, None) => Ok(()),
        };
        (result, summary.is_sent())
    }
}

async fn call(
    client: Client,
    row: Row,
    seq: i64,
    request: Request<Call>,
    mut aborted: watch::Receiver<bool>,
) -> Answered {
    let mut job = client.many([Ok(request)]);
    let outcome = tokio::select! {
        outcome = job.next() => outcome,
        _ = aborted.wait_for(|aborted| *aborted) => {
            job.abort();
            job.next().await
        }
    };
    (row, seq, outcome.unwrap_or(Outcome::NotSent))
}
