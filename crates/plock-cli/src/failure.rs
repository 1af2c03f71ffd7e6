//! Why a command failed, how that is told, and the exit code that tells it to scripts.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use plock::ErrorKind;

/// Bad arguments or rows, as clap has it.
const USAGE: u8 = 2;
const INTERRUPTED: u8 = 130;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Bad arguments or rows; nothing was sent.
    Usage { message: String, details: Vec<String> },
    /// The client or the API said no.
    Api(Box<plock::Error>),
    /// Some rows of a file were not recorded. The summary has told it already.
    Rows(ErrorKind),
    /// Stopped by the user. The summary has told it already.
    Interrupted,
    /// A file or a stream.
    Io(String, io::Error),
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure::Usage { message: message.into(), details: Vec::new() }
    }

    pub(crate) fn unknown_operation(id: &str) -> Self {
        Failure::usage(format!("{id}: expected an operation of this version"))
    }

    /// For `map_err`: a file or stream, by name.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |error| Failure::Io(what, error)
    }

    /// The reader of our output went away (`plock ... | head`): nobody is left to tell.
    fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Io(_, error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            failure if failure.is_broken_pipe() => 0,
            Failure::Usage { .. } => USAGE,
            Failure::Api(error) => exit_code(error.kind()),
            Failure::Rows(kind) => exit_code(*kind),
            Failure::Interrupted => INTERRUPTED,
            Failure::Io(..) => 1,
        }
    }

    /// Tells it on stderr: one line `error: ...`, details below.
    pub(crate) fn report(&self) {
        let (message, details) = match self {
            failure if failure.is_broken_pipe() => return,
            Failure::Usage { message, details } => (message.clone(), details.clone()),
            Failure::Api(error) => (error.to_string(), api_errors(error)),
            Failure::Io(what, error) => (format!("{what}: {error}"), Vec::new()),
            Failure::Rows(_) | Failure::Interrupted => return,
        };
        note(&format!("error: {message}"));
        for detail in details {
            note(&format!("  {detail}"));
        }
    }
}

impl From<plock::Error> for Failure {
    fn from(error: plock::Error) -> Self {
        Failure::Api(Box::new(error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io("writing the output".to_owned(), error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// One line per error that the API listed and the message does not say.
fn api_errors(error: &plock::Error) -> Vec<String> {
    let message = error.to_string();
    let listed = error.errors().iter().map(ToString::to_string).filter(|text| !message.contains(text));
    let wait = error.retry_after().map(|after| format!("the API asks to wait {} s", after.as_secs()));
    listed.chain(wait).collect()
}

/// One line on stderr, whether or not somebody still reads it.
pub(crate) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(line));
}

/// Text from elsewhere without the control characters that could steer a terminal, on one line.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The one table of exit codes for errors of the client.
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

/// The table of exit codes as `--help` shows it.
pub(crate) fn exit_codes_help() -> String {
    let mut text = String::from("Exit codes:\n");
    let mut line = |code: u8, name: &str, description: &str| {
        let _ = writeln!(text, "{}", format!("  {code:>3}  {name:<24} {description}").trim_end());
    };
    line(0, "done", "");
    line(1, "other", "A file could not be read or written, or something unforeseen");
    line(USAGE, "usage", "Bad arguments or rows; nothing was sent");
    for kind in ErrorKind::ALL {
        line(exit_code(*kind), kind.name(), kind.description());
    }
    line(INTERRUPTED, "interrupted", "Stopped by Ctrl-C");
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
        assert_eq!(codes.len(), all, "two kinds of failure share an exit code");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\nc"), "a [31mb c");
    }
}
