//! One request per row of a file. All rows are validated before any is sent, and every row is reported.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::pin::pin;

use futures_util::stream::{self, StreamExt};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plock::{Client, ErrorKind, Outcome};
use plock_sandbox::json::Json;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::output::Output;
use crate::render::{self, Format};
use crate::rows::{Row, Source};

const DEFAULT_CONCURRENCY: usize = 32;
/// Maximum number of rows that are reported on stderr; `--failed` has all of them.
const MAX_REPORTED: u64 = 20;

pub(crate) async fn send(client: &Client, args: &Args, file: &str, out: &mut Output) -> Result<(), CliError> {
    let source = Source::new(file, args.options.file_format.as_deref())?;
    let total = check(&source, client, args)?;
    let mut report = Report::new(total, args, file)?;

    let stop = Cell::new(false);
    let fatal = RefCell::new(None);
    let requests = source.rows(args.operation)?.map_while(|row| {
        if stop.get() {
            return None;
        }
        let request = row.and_then(|row| args.request(client, Some(&row)).map(|request| (row, request)));
        // An error here means that the file changed after the validation.
        request.map_err(|error| fatal.replace(Some(error))).inspect_err(|_| stop.set(true)).ok()
    });
    let calls = stream::iter(requests)
        .map(|(row, request)| async move { (row, client.many([Ok(request)]).await.into_iter().next()) });
    let mut outcomes = pin!(calls.buffer_unordered(args.options.concurrency.unwrap_or(DEFAULT_CONCURRENCY)));
    let mut interrupt = pin!(ctrl_c());
    let mut interrupted = false;
    loop {
        let (row, outcome) = tokio::select! {
            outcome = outcomes.next() => match outcome {
                Some((row, Some(outcome))) => (row, outcome),
                _ => break,
            },
            () = &mut interrupt => {
                if interrupted {
                    return Err(CliError::Interrupted);
                }
                interrupted = true;
                interrupt.set(ctrl_c());
                stop.set(true);
                note("note: stopping, waiting for requests in flight; press Ctrl-C again to exit immediately");
                continue;
            }
        };
        // With an invalid key, all other rows would be refused too.
        if matches!(outcome.error().and_then(plock::Error::status), Some(401 | 403)) {
            stop.set(true);
        }
        if let Err(error) = report.count(&row, outcome) {
            stop.set(true);
            fatal.borrow_mut().get_or_insert(error);
        }
    }
    let mut fatal = fatal.take();
    if stop.get() {
        let sent = usize::try_from(report.summary.sent()).unwrap_or(usize::MAX);
        for row in source.rows(args.operation)?.skip(sent).flatten() {
            if let Err(error) = report.not_sent(&row) {
                fatal.get_or_insert(error);
            }
        }
    }
    report.bar.finish_and_clear();
    let format = out.format(args, Format::Json);
    render::object(&mut out.sink, format, None, &report.summary.to_json())?;
    match (fatal, interrupted, report.error_kind()) {
        (Some(error), ..) => Err(error),
        (None, true, _) => Err(CliError::Interrupted),
        (None, false, Some(kind)) => Err(CliError::Rows(kind)),
        (None, false, None) => Ok(()),
    }
}

async fn ctrl_c() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// Validates all rows and returns their number. If a row is invalid, nothing is sent.
fn check(source: &Source, client: &Client, args: &Args) -> Result<u64, CliError> {
    let (mut total, mut invalid, mut details) = (0, 0, Vec::new());
    for row in source.rows(args.operation)? {
        total += 1;
        let request = row.and_then(|row| {
            args.request(client, Some(&row))?.check().map_err(|error| match error.field() {
                Some(_) => CliError::usage(args.label(&error, Some(&row))),
                None => error.into(),
            })
        });
        match request {
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
    if invalid == 0 {
        return Ok(total);
    }
    if invalid > MAX_REPORTED {
        details.push(format!("and {} more", invalid - MAX_REPORTED));
    }
    let message = format!("{}: {invalid} of {total} rows are invalid; nothing was sent", source.name());
    Err(CliError::Usage { message, details })
}

#[derive(Debug, Default)]
struct Summary {
    recorded: u64,
    refused: u64,
    unknown: u64,
    not_sent: u64,
}

impl Summary {
    fn to_json(&self) -> Json {
        let Summary { recorded, refused, unknown, not_sent } = self;
        let counts = [("recorded", recorded), ("refused", refused), ("unknown", unknown), ("not_sent", not_sent)];
        Json::Object(counts.map(|(name, count)| (name.to_owned(), Json::number(count))).into())
    }

    fn sent(&self) -> u64 {
        self.recorded + self.refused + self.unknown
    }
}

struct Report {
    summary: Summary,
    refused: Option<ErrorKind>,
    reported: u64,
    failed: Option<(String, BufWriter<File>)>,
    bar: ProgressBar,
}

impl Report {
    fn new(total: u64, args: &Args, file: &str) -> Result<Self, CliError> {
        let failed = match &args.options.failed {
            Some(name) => {
                let same = std::fs::canonicalize(name).ok().zip(std::fs::canonicalize(file).ok());
                if same.is_some_and(|(one, other)| one == other) {
                    return Err(CliError::usage("--failed: expected a different file than --file"));
                }
                Some((name.clone(), BufWriter::new(File::create(name).map_err(CliError::io(name))?)))
            }
            None => None,
        };
        let bar = if std::io::stderr().is_terminal() {
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} ({per_sec}, {eta} left) {msg}") {
            bar.set_style(style);
        }
        Ok(Report { summary: Summary::default(), refused: None, reported: 0, failed, bar })
    }

    fn count<T>(&mut self, row: &Row, outcome: Outcome<T>) -> Result<(), CliError> {
        self.bar.inc(1);
        let (name, error) = match outcome {
            Outcome::Recorded(_) => {
                self.summary.recorded += 1;
                return Ok(());
            }
            Outcome::Refused(error) => {
                self.summary.refused += 1;
                self.refused.get_or_insert(error.kind());
                ("refused", error)
            }
            Outcome::Unknown(error) => {
                self.summary.unknown += 1;
                ("unknown", error)
            }
            Outcome::NotSent => return self.not_sent(row),
        };
        let kind = error.kind().name();
        self.reported += 1;
        if self.reported <= MAX_REPORTED {
            self.bar.suspend(|| note(&format!("line {}: {name}: {kind}: {}", row.line, error.message())));
        } else if self.reported == MAX_REPORTED + 1 {
            self.bar.suspend(|| note("note: more rows were not recorded; --failed FILE writes all of them"));
        }
        let error = Some(error.message());
        self.write_failed(row, name, Some(kind), error)
    }

    fn not_sent(&mut self, row: &Row) -> Result<(), CliError> {
        self.summary.not_sent += 1;
        self.write_failed(row, "not_sent", None, None)
    }

    /// Flushes each line, so that none is lost if the program is killed.
    fn write_failed(
        &mut self,
        row: &Row,
        outcome: &str,
        kind: Option<&str>,
        error: Option<&str>,
    ) -> Result<(), CliError> {
        let Some((name, file)) = &mut self.failed else { return Ok(()) };
        let mut line = Json::object();
        let text = |text: Option<&str>| text.map_or(Json::Null, Json::string);
        line.set("line", Json::number(row.line));
        line.set("outcome", Json::string(outcome));
        line.set("kind", text(kind));
        line.set("error", text(error));
        line.set("row", row.json.clone());
        writeln!(file, "{line}").and_then(|()| file.flush()).map_err(CliError::io(name.as_str()))
    }

    /// The kind of error for the exit code: an unknown outcome takes precedence over a refused row.
    fn error_kind(&self) -> Option<ErrorKind> {
        if self.summary.unknown > 0 { Some(ErrorKind::OutcomeUnknown) } else { self.refused }
    }
}
