//! The report on a file: rows on stderr and in the `--failed` file while they are sent, and the summary on stdout.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plock::{Error, ErrorKind};
use plock_sandbox::json::Json;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::output::Output;
use crate::render::{self, Format};
use crate::rows::{OUTCOME, Row, State};

/// Maximum number of rows that are reported on stderr; `--failed` has all of them.
pub(crate) const MAX_REPORTED: u64 = 20;

/// Number of rows by outcome.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Summary {
    recorded: u64,
    refused: u64,
    unknown: u64,
    not_sent: u64,
    /// Recorded by an earlier run.
    skipped: u64,
}

impl Summary {
    /// Whether anything may have been recorded, by this run or an earlier one.
    pub(crate) fn is_sent(self) -> bool {
        self.recorded + self.unknown + self.skipped > 0
    }

    fn to_json(self) -> Json {
        let Summary { recorded, refused, unknown, not_sent, skipped } = self;
        let counts = [
            ("recorded", recorded),
            ("refused", refused),
            ("unknown", unknown),
            ("not_sent", not_sent),
            ("skipped", skipped),
        ];
        Json::Object(counts.map(|(name, count)| (name.to_owned(), Json::number(count))).into())
    }
}

pub(crate) struct Report {
    summary: Summary,
    refused: Option<ErrorKind>,
    reported: u64,
    /// Lines of the rows that may have been recorded.
    unknown: Vec<u64>,
    failed: Option<Failed>,
    bar: ProgressBar,
}

impl Report {
    pub(crate) fn new(total: u64, args: &Args, file: &str) -> Result<Self, CliError> {
        let failed = args.options.failed.as_ref().map(|name| Failed::new(name, file)).transpose()?;
        let bar = if io::stderr().is_terminal() {
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} ({per_sec}, {eta} left) {msg}") {
            bar.set_style(style);
        }
        Ok(Report { summary: Summary::default(), refused: None, reported: 0, unknown: Vec::new(), failed, bar })
    }

    /// Counts a row that an earlier run recorded.
    pub(crate) fn skip(&mut self) {
        self.bar.inc(1);
        self.summary.skipped += 1;
    }

    pub(crate) fn count(&mut self, row: &Row, state: State, error: Option<&Error>) -> Result<(), CliError> {
        self.bar.inc(1);
        let summary = &mut self.summary;
        match state {
            State::Recorded => {
                summary.recorded += 1;
                return Ok(());
            }
            State::Refused => {
                summary.refused += 1;
                self.refused = self.refused.or(error.map(Error::kind));
            }
            State::Unknown => {
                summary.unknown += 1;
                self.unknown.push(row.line);
            }
            State::NotSent => summary.not_sent += 1,
        }
        if let Some(error) = error {
            self.reported += 1;
            let (line, outcome, kind) = (row.line, state.name(), error.kind().name());
            if self.reported <= MAX_REPORTED {
                self.bar.suspend(|| note(&format!("line {line}: {outcome}: {kind}: {}", error.message())));
            } else if self.reported == MAX_REPORTED + 1 {
                self.bar.suspend(|| note("note: more rows were not recorded; --failed FILE writes all of them"));
            }
        }
        self.failed.as_mut().map_or(Ok(()), |failed| failed.write(row, state, error))
    }

    /// Prints the summary: to stderr if stdout cannot be written, as it is the only account of what was recorded.
    ///
    /// `journal`: name of the journal.
    pub(crate) fn finish(&mut self, out: &mut Output, args: &Args, journal: Option<&str>) -> Summary {
        self.bar.finish_and_clear();
        let summary = self.summary.to_json();
        let format = out.format(args, Format::Json);
        if let Err(error) = out.print(|sink| render::object(sink, format, None, &summary)) {
            note(&format!("warning: {error}; summary: {summary}"));
        }
        if !self.unknown.is_empty() {
            note(&format!(
                "note: may have been recorded, and must not be sent again before that was checked: lines {}",
                ranges(&mut self.unknown)
            ));
            if let Some(journal) = journal.filter(|_| args.operation.outbox.is_some()) {
                note(&format!(
                    "note: plock outbox reconcile {journal} --writers only-this looks for them in the list of the API; use others-too \
                     if others write usage of the same accounts and products"
                ));
            }
        }
        self.summary
    }

    /// The kind of error for the exit code: an unknown outcome takes precedence over a refused row.
    pub(crate) fn error_kind(&self) -> Option<ErrorKind> {
        if self.summary.unknown > 0 { Some(ErrorKind::OutcomeUnknown) } else { self.refused }
    }
}

/// Numbers in order, as `3, 5-8`.
pub(crate) fn ranges(numbers: &mut [u64]) -> String {
    numbers.sort_unstable();
    let ranges = numbers.chunk_by(|one, other| one + 1 == *other).filter_map(|range| match range {
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
        [] => None,
    });
    ranges.collect::<Vec<_>>().join(", ")
}

/// The `--failed` file: the rows that were not recorded, each with its outcome.
struct Failed {
    name: String,
    file: File,
    is_empty: bool,
}

impl Failed {
    fn new(name: &str, file: &str) -> Result<Self, CliError> {
        let same = std::fs::canonicalize(name).ok().zip(std::fs::canonicalize(file).ok());
        if same.is_some_and(|(one, other)| one == other) {
            return Err(CliError::usage("--failed: expected a different file than --file"));
        }
        // The rows of an earlier run are kept until there is one to write.
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(name);
        Ok(Failed { name: name.to_owned(), file: opened.map_err(CliError::io(name))?, is_empty: true })
    }

    fn write(&mut self, row: &Row, state: State, error: Option<&Error>) -> Result<(), CliError> {
        let mut outcome = Json::object();
        outcome.set("line", Json::number(row.line));
        outcome.set("outcome", Json::string(state.name()));
        if let Some(error) = error {
            outcome.set("kind", Json::string(error.kind().name()));
            outcome.set("error", Json::string(error.message()));
        }
        let mut json = row.json.clone();
        json.set(OUTCOME, outcome);
        if self.is_empty {
            // Fails for a pipe or a terminal, which has no earlier rows.
            let _ = self.file.set_len(0);
            self.is_empty = false;
        }
        self.file.write_all(format!("{json}\n").as_bytes()).map_err(CliError::io(self.name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn consecutive_lines_are_ranges() {
        assert_eq!(super::ranges(&mut [6, 3, 5, 7, 10, 9]), "3, 5-7, 9-10");
        assert_eq!(super::ranges(&mut []), "");
    }
}
