//! The journal of a file: which of its rows were sent, and their outcomes. A line is written before a row is sent and after its response,
//! so that nothing that was sent is forgotten, whatever ends the program.
//!
//! The first line names the format, the operation and the API; each other line has the number of a row's line, a digest of its arguments
//! and a state.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};

use crate::error::CliError;

const FORMAT: &str = "plock-journal 1";

/// The last known state of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It may have been sent.
    Sending,
    Recorded,
    Refused,
    Unknown,
    NotSent,
}

impl State {
    const ALL: [(State, &'static str); 5] = [
        (State::Sending, "sending"),
        (State::Recorded, "recorded"),
        (State::Refused, "refused"),
        (State::Unknown, "unknown"),
        (State::NotSent, "not_sent"),
    ];

    pub(crate) fn name(self) -> &'static str {
        State::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    pub(crate) fn parse(text: &str) -> Option<State> {
        State::ALL.iter().find(|(_, name)| *name == text).map(|(state, _)| *state)
    }
}

/// The journal of one file.
pub(crate) struct Journal {
    name: String,
    header: String,
    /// Rows of earlier runs by line: digest and state.
    earlier: HashMap<u64, (u64, State)>,
    /// Length up to the last complete line.
    length: u64,
    file: Option<File>,
}

impl Journal {
    /// Reads the journal of an earlier run to resume it, or prepares a new one, which must not exist yet.
    pub(crate) fn new(name: String, target: &str, resume: bool) -> Result<Self, CliError> {
        let mut journal =
            Journal { header: format!("{FORMAT} {target}"), earlier: HashMap::new(), length: 0, file: None, name };
        if !resume {
            return if std::fs::exists(&journal.name).unwrap_or(true) { Err(journal.exists()) } else { Ok(journal) };
        }
        let mut file = match OpenOptions::new().read(true).write(true).open(&journal.name) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(CliError::usage(format!(
                    "--resume: {}: no such journal; without --resume, all rows are sent",
                    journal.name
                )));
            }
            file => file.map_err(CliError::io(&journal.name))?,
        };
        journal.lock(&file)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(CliError::io(&journal.name))?;
        journal.read(&text)?;
        journal.file = Some(file);
        Ok(journal)
    }

    fn exists(&self) -> CliError {
        let name = &self.name;
        CliError::usage(format!(
            "{name}: this file was sent before; --resume sends the rows that were not recorded. To send all rows again, delete the \
             journal first"
        ))
    }

    fn lock(&self, file: &File) -> Result<(), CliError> {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(CliError::usage(format!("{}: in use by another process", self.name))),
            // Some file systems have no locks.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
        }
    }

    fn read(&mut self, text: &str) -> Result<(), CliError> {
        // Without its end, a line was not written before anything was sent.
        let complete = text.rfind('\n').map_or("", |end| &text[..=end]);
        self.length = complete.len() as u64;
        let mut lines = (1..).zip(complete.lines());
        let header = lines.next().map_or("", |(_, line)| line);
        if header != self.header {
            let message = format!("{}: expected the journal of {:?}, got that of {header:?}", self.name, self.header);
            return Err(CliError::usage(message));
        }
        for (number, line) in lines {
            let entry = || {
                let [line, digest, state] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
                Some((line.parse().ok()?, (u64::from_str_radix(digest, 16).ok()?, State::parse(state)?)))
            };
            let invalid = || CliError::usage(format!("{}: line {number}: expected LINE DIGEST STATE", self.name));
            let (line, entry) = entry().ok_or_else(invalid)?;
            self.earlier.insert(line, entry);
        }
        Ok(())
    }

    /// The state of a row in an earlier run. An error if the journal has another row on this line.
    pub(crate) fn earlier(&self, line: u64, arguments: &str) -> Result<Option<State>, CliError> {
        match self.earlier.get(&line) {
            Some((known, _)) if *known != digest(arguments) => Err(self.changed(line)),
            entry => Ok(entry.map(|(_, state)| *state)),
        }
    }

    /// Number of rows of earlier runs.
    pub(crate) fn len(&self) -> usize {
        self.earlier.len()
    }

    fn changed(&self, line: u64) -> CliError {
        CliError::usage(format!(
            "line {line}: the row differs from the one that was sent before, according to {}; restore the file, or put new rows into \
             another one",
            self.name
        ))
    }

    /// Opens the journal for writing. Called before anything is sent.
    pub(crate) fn start(&mut self) -> Result<(), CliError> {
        let io = CliError::io(&self.name);
        let file = match &mut self.file {
            Some(file) => file,
            None => match OpenOptions::new().write(true).create_new(true).open(&self.name) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(self.exists()),
                file => {
                    let hint = format!("{} (--journal FILE puts it elsewhere)", self.name);
                    let file = file.map_err(CliError::io(hint))?;
                    self.lock(&file)?;
                    self.file.insert(file)
                }
            },
        };
        let header = if self.length == 0 { format!("{}\n", self.header) } else { String::new() };
        let start = |file: &mut File| {
            file.set_len(self.length)?;
            file.seek(SeekFrom::End(0))?;
            file.write_all(header.as_bytes())
        };
        start(file).map_err(io)
    }

    /// Appends the state of a row. After an error, nothing more is written, as a part of the line may have been.
    pub(crate) fn write(&mut self, line: u64, arguments: &str, state: State) -> Result<(), CliError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let entry = format!("{line} {:016x} {}\n", digest(arguments), state.name());
        let written = file.write_all(entry.as_bytes());
        if written.is_err() {
            self.file = None;
        }
        written.map_err(CliError::io(&self.name))
    }

    /// Whether an entry could not be written.
    pub(crate) fn is_broken(&self) -> bool {
        self.file.is_none()
    }

    /// Removes the journal, as there is nothing in it that must not be sent again.
    pub(crate) fn remove(&self) {
        let _ = std::fs::remove_file(&self.name);
    }
}

/// FNV-1a, which is the same on every machine and in every version.
fn digest(arguments: &str) -> u64 {
    arguments.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn after_a_full_disk_nothing_more_is_written() {
        let file = OpenOptions::new().write(true).open("/dev/full").ok();
        let (name, header, earlier) = ("j".to_owned(), String::new(), HashMap::new());
        let mut journal = Journal { name, header, earlier, length: 0, file };
        assert!(!journal.is_broken());
        assert!(matches!(journal.write(2, "{}", State::Sending), Err(CliError::Io(name, _)) if name == "j"));
        assert!(journal.is_broken() && journal.write(2, "{}", State::Recorded).is_ok());
    }
}
