//! One call per row of a file. Every row is checked before any is sent, and every row is accounted for at the end.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::pin::pin;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plock::{Client, ErrorKind, Operation, Outcome, Request};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::args::Args;
use crate::failure::{Failure, note};
use crate::output::{Output, with_query};
use crate::render::{self, Format};
use crate::rows::{Row, Source};

const IN_FLIGHT: usize = 32;
/// So many bad or refused rows are told on stderr; `--failed` has them all.
const TOLD: u64 = 20;

pub(crate) async fn send<O, F>(
    client: &Client,
    args: &Args,
    file: &str,
    build: F,
    out: &mut Output,
) -> Result<(), Failure>
where
    O: Operation,
    F: Fn(&Args) -> Result<Request<O>, Failure>,
{
    let source = Source::new(file, args.options.file_format.as_deref())?;
    let total = check(&source, args, &build)?;
    let mut tally = Tally::new(total, args, file)?;

    let stop = Cell::new(false);
    let broken = RefCell::new(None);
    let requests = source.rows(args.operation)?.map_while(|row| {
        if stop.get() {
            return None;
        }
        let built = row.map(Arc::new).and_then(|row| build(&args.with_row(Arc::clone(&row))).map(|built| (row, built)));
        // An error here means that the file changed since it was checked.
        built.map_err(|failure| broken.replace(Some(failure))).inspect_err(|_| stop.set(true)).ok()
    });
    let calls = stream::iter(requests).map(|(row, request)| async move {
        let request = with_query(request, args);
        (row, client.many([Ok(request)]).await.into_iter().next())
    });
    let mut outcomes = pin!(calls.buffer_unordered(args.options.concurrency.unwrap_or(IN_FLIGHT)));
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
                    return Err(Failure::Interrupted);
                }
                interrupted = true;
                interrupt.set(ctrl_c());
                stop.set(true);
                note("note: stopping; what is in flight is waited for, Ctrl-C again leaves at once");
                continue;
            }
        };
        // With a wrong key, every other row would be refused too.
        if matches!(outcome.error().and_then(plock::Error::status), Some(401 | 403)) {
            stop.set(true);
        }
        if let Err(failure) = tally.count(&row, outcome) {
            stop.set(true);
            broken.borrow_mut().get_or_insert(failure);
        }
    }
    let mut broken = broken.take();
    if stop.get() {
        let sent = usize::try_from(tally.summary.seen()).unwrap_or(usize::MAX);
        for row in source.rows(args.operation)?.skip(sent).flatten() {
            if let Err(failure) = tally.not_sent(&row) {
                broken.get_or_insert(failure);
            }
        }
    }
    tally.bar.finish_and_clear();
    let format = out.format(args, Format::Json);
    render::one(&mut out.sink, format, None, &tally.summary)?;
    match (broken, interrupted, tally.worst()) {
        (Some(failure), ..) => Err(failure),
        (None, true, _) => Err(Failure::Interrupted),
        (None, false, Some(kind)) => Err(Failure::Rows(kind)),
        (None, false, None) => Ok(()),
    }
}

async fn ctrl_c() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// Builds every request once and counts them; one bad row and nothing is sent.
fn check<O: Operation>(
    source: &Source,
    args: &Args,
    build: impl Fn(&Args) -> Result<Request<O>, Failure>,
) -> Result<u64, Failure> {
    let (mut total, mut bad, mut details) = (0, 0, Vec::new());
    for row in source.rows(args.operation)? {
        total += 1;
        let built = row.and_then(|row| {
            let line = row.line;
            let request = with_query(build(&args.with_row(Arc::new(row)))?, args);
            request.check().map_err(|error| match error.field() {
                Some(_) => Failure::usage(format!("line {line}: {}", error.message())),
                None => error.into(),
            })
        });
        match built {
            Ok(()) => {}
            Err(Failure::Usage { message, .. }) => {
                bad += 1;
                if bad <= TOLD {
                    details.push(message);
                }
            }
            Err(failure) => return Err(failure),
        }
    }
    if bad == 0 {
        return Ok(total);
    }
    if bad > TOLD {
        details.push(format!("and {} more", bad - TOLD));
    }
    let message = format!("{}: {bad} of {total} rows cannot be sent, so nothing was sent", source.name());
    Err(Failure::Usage { message, details })
}

#[derive(Debug, Default, Serialize)]
struct Summary {
    recorded: u64,
    refused: u64,
    unknown: u64,
    not_sent: u64,
}

impl Summary {
    fn seen(&self) -> u64 {
        self.recorded + self.refused + self.unknown
    }
}

/// One line of `--failed`.
#[derive(Serialize)]
struct Failed<'a> {
    line: u64,
    outcome: &'static str,
    kind: Option<&'static str>,
    error: Option<&'a str>,
    row: &'a RawValue,
}

struct Tally {
    summary: Summary,
    refused: Option<ErrorKind>,
    told: u64,
    failed: Option<(String, BufWriter<File>)>,
    bar: ProgressBar,
}

impl Tally {
    fn new(total: u64, args: &Args, file: &str) -> Result<Self, Failure> {
        let failed = match &args.options.failed {
            Some(name) => {
                let same = std::fs::canonicalize(name).ok().zip(std::fs::canonicalize(file).ok());
                if same.is_some_and(|(one, other)| one == other) {
                    return Err(Failure::usage("--failed: expected another file than --file"));
                }
                Some((name.clone(), BufWriter::new(File::create(name).map_err(Failure::io(name))?)))
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
        Ok(Tally { summary: Summary::default(), refused: None, told: 0, failed, bar })
    }

    fn count<T>(&mut self, row: &Row, outcome: Outcome<T>) -> Result<(), Failure> {
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
        self.told += 1;
        if self.told <= TOLD {
            self.bar.suspend(|| note(&format!("line {}: {name}: {kind}: {}", row.line, error.message())));
        } else if self.told == TOLD + 1 {
            self.bar.suspend(|| note("note: more rows were not recorded; --failed FILE keeps them all"));
        }
        let error = Some(error.message());
        self.keep(Failed { line: row.line, outcome: name, kind: Some(kind), error, row: &row.json })
    }

    fn not_sent(&mut self, row: &Row) -> Result<(), Failure> {
        self.summary.not_sent += 1;
        self.keep(Failed { line: row.line, outcome: "not_sent", kind: None, error: None, row: &row.json })
    }

    /// Straight to the file: what was not recorded must outlive whatever ends this program.
    fn keep(&mut self, failed: Failed<'_>) -> Result<(), Failure> {
        let Some((name, file)) = &mut self.failed else { return Ok(()) };
        let mut line = serde_json::to_vec(&failed)?;
        line.push(b'\n');
        file.write_all(&line).and_then(|()| file.flush()).map_err(Failure::io(name.as_str()))
    }

    /// A row of which nobody knows weighs more than one that was refused.
    fn worst(&self) -> Option<ErrorKind> {
        if self.summary.unknown > 0 { Some(ErrorKind::OutcomeUnknown) } else { self.refused }
    }
}
