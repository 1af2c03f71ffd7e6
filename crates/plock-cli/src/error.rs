//! Errors of commands, their report on stderr, and their exit codes.

use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use plock::ErrorKind;

/// Invalid arguments or rows; the code that clap uses.
const USAGE: u8 = 2;
/// Added to the number of a signal, as shells do.
const SIGNAL: u8 = 128;
const INTERRUPTED: u8 = SIGNAL + 2;

/// An error of a command.
#[derive(Debug)]
pub(crate) enum CliError {
    /// Invalid arguments or rows; nothing was sent.
    Usage { message: String, details: Vec<String> },
    /// An argument or a setting that the library refuses, with the name of its option.
    Named(ErrorKind, String),
    /// An error of the client or the API.
    Api(Box<plock::Error>),
    /// Some rows of a file were not recorded. Already reported by the summary.
    Rows(ErrorKind),
    /// An error after rows were sent; the summary says which.
    Incomplete(Box<CliError>),
    /// Stopped by a signal. Already reported by the summary.
    Interrupted(i32),
    /// An I/O error, with the name of the file or stream.
    Io(String, io::Error),
}

impl CliError {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        CliError::Usage { message: message.into(), details: Vec::new() }
    }

    /// For `map_err`: adds the name of the file or stream.
    pub(crate) fn io(name: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let name = name.into();
        move |error| CliError::Io(name, error)
    }

    /// The message, in one line, and details.
    fn text(&self) -> (String, Vec<String>) {
        match self {
            CliError::Usage { message, details } => (message.clone(), details.clone()),
            CliError::Named(_, message) => (message.clone(), Vec::new()),
            CliError::Api(error) => (error.to_string(), api_errors(error)),
            CliError::Io(name, error) => (format!("{name}: {error}"), Vec::new()),
            CliError::Incomplete(error) => error.text(),
            CliError::Rows(_) | CliError::Interrupted(_) => Default::default(),
        }
    }

    /// Whether the reader of stdout is gone (`plock ... | head`), which is not an error.
    fn is_broken_pipe(&self) -> bool {
        matches!(self, CliError::Io(_, error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            error if error.is_broken_pipe() => 0,
            CliError::Usage { .. } => USAGE,
            CliError::Named(kind, _) => exit_code(*kind),
            CliError::Api(error) => exit_code(error.kind()),
            CliError::Rows(kind) => exit_code(*kind),
            CliError::Incomplete(_) => exit_code(ErrorKind::PartialFailure),
            CliError::Interrupted(signal) => u8::try_from(*signal).map_or(INTERRUPTED, |signal| SIGNAL + signal),
            CliError::Io(..) => 1,
        }
    }

    /// Prints one line `error: ...` to stderr, followed by details. What the summary says is not repeated.
    pub(crate) fn report(&self) {
        let (message, details) = self.text();
        if message.is_empty() || self.is_broken_pipe() {
            return;
        }
        note(&format!("error: {message}"));
        for detail in details {
            note(&format!("  {detail}"));
        }
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().0)
    }
}

impl From<plock::Error> for CliError {
    fn from(error: plock::Error) -> Self {
        CliError::Api(Box::new(error))
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        CliError::Io("writing the output".to_owned(), error)
    }
}

impl From<csv::Error> for CliError {
    fn from(error: csv::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// The errors of the response that the message does not contain, one per line.
fn api_errors(error: &plock::Error) -> Vec<String> {
    let message = error.to_string();
    let listed = error.errors().iter().map(ToString::to_string).filter(|text| !message.contains(text));
    let wait = error.retry_after().map(|after| format!("retry after {} s", after.as_secs()));
    listed.chain(wait).collect()
}

/// Prints one line to stderr. Ignores a closed stderr.
pub(crate) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(line));
}

/// Replaces control characters, which could manipulate the terminal, by spaces.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The exit code of an error of the client.
fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Authentication => 10,
        ErrorKind::PermissionDenied => 11,
        ErrorKind::NotFound => 12,
        ErrorKind::Conflict => 13,
        ErrorKind::UnprocessableEntity => 14,
        ErrorKind::RateLimit => 15,
        ErrorKind::Server => 16,
        ErrorKind::ApiStatus => 17,
        ErrorKind::Connection => 18,
        ErrorKind::Timeout => 19,
        ErrorKind::Decode => 20,
        ErrorKind::Configuration => 21,
        ErrorKind::InvalidRequest => 22,
        ErrorKind::OutcomeUnknown => 23,
        ErrorKind::PartialFailure => 24,
        ErrorKind::InconsistentList => 25,
        _ => 1,
    }
}

/// The exit codes for `--help`.
pub(crate) fn exit_codes_help() -> String {
    let mut text = String::from("Exit codes:\n");
    let mut line = |code: u8, name: &str, description: &str| {
        let _ = writeln!(text, "{}", format!("  {code:>3}  {name:<24} {description}").trim_end());
    };
    line(0, "success", "");
    line(1, "other", "A file could not be read or written, or an internal error");
    line(USAGE, "usage", "Invalid arguments or rows; nothing was sent");
    let mut kinds: Vec<_> = ErrorKind::ALL.iter().map(|kind| (exit_code(*kind), kind)).collect();
    kinds.sort_unstable_by_key(|(code, _)| *code);
    for (code, kind) in kinds {
        line(code, kind.name(), kind.description());
    }
    line(INTERRUPTED, "interrupted", "Stopped by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_code() {
        let mut codes: Vec<u8> = ErrorKind::ALL.iter().map(|kind| exit_code(*kind)).collect();
        codes.extend([0, 1, USAGE, INTERRUPTED]);
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all, "two kinds of errors have the same exit code");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\nc"), "a [31mb c");
    }
}
