//! Runs programs that end at any of their system calls, and shows what a power cut leaves of their files.
//!
//! A library is preloaded into the program, so any language will do, if it calls the C library and is not linked statically. Linux only.
//!
//! ```no_run
//! # fn main() -> std::io::Result<()> {
//! use outbox_shim::{Drop, Run, When, points, power_cut};
//!
//! let run = || Run::new("program").files("data").log("logs");
//! run().start()?;
//! for point in points("logs".as_ref())? {
//!     let end = run().point(point.number, When::Before).start()?;
//!     assert!(end.killed, "{point:?}");
//!     power_cut("data".as_ref(), "logs".as_ref(), Drop::All)?;
//!     // What does the program find now?
//! }
//! # Ok(())
//! # }
//! ```
#![cfg(target_os = "linux")]

mod undo;

use std::ffi::OsStr;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, io};

pub use undo::{Drop, power_cut};

const LIBRARY: &str = concat!(env!("OUT_DIR"), "/libshim.so");
const SIGKILL: i32 = 9;

/// Whether the process ends before a call, or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Before,
    After,
}

/// The error of a call that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errno {
    Eio,
    Enospc,
}

/// A call of the process that changes a file or uses a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// From 1.
    pub number: u64,
    /// `open` (if it creates or empties a file), `write`, `pwrite`, `fsync`, `fdatasync`, `ftruncate`, `unlink`, `rename`, `send`, `recv`.
    pub name: String,
    /// The path, or `socket`.
    pub target: String,
}

/// How a program ended.
#[derive(Debug)]
pub struct End {
    pub killed: bool,
    pub output: Output,
}

/// A program to run. Only the program itself counts calls and is killed, not the ones that it starts.
#[derive(Debug)]
#[must_use = "nothing runs until `start`"]
pub struct Run {
    command: Command,
    files: PathBuf,
    log: Option<PathBuf>,
}

impl Run {
    pub fn new(program: impl AsRef<OsStr>) -> Run {
        let mut command = Command::new(program);
        command.env("LD_PRELOAD", LIBRARY);
        Run { command, files: PathBuf::new(), log: None }
    }

    /// Adds arguments, variables and the like.
    pub fn with(mut self, change: impl FnOnce(&mut Command)) -> Run {
        change(&mut self.command);
        self
    }

    /// The folder whose files count. Default: none.
    pub fn files(mut self, folder: impl AsRef<Path>) -> Run {
        self.files = folder.as_ref().to_owned();
        self
    }

    /// A folder outside of [`Run::files`] for the points of this run, and for what [`power_cut`] needs. Default: none.
    pub fn log(mut self, folder: impl AsRef<Path>) -> Run {
        self.log = Some(folder.as_ref().to_owned());
        self
    }

    /// Ends the process with SIGKILL at a point.
    pub fn point(self, number: u64, when: When) -> Run {
        let when = if when == When::Before { "before" } else { "after" };
        self.with(|command| _ = command.env("CRASH_POINT", number.to_string()).env("CRASH_WHEN", when))
    }

    /// The call at a point fails; with `later`, so do all later ones of files that the error is possible for.
    pub fn fail(self, number: u64, errno: Errno, later: bool) -> Run {
        let errno = if errno == Errno::Eio { "EIO" } else { "ENOSPC" };
        self.with(|command| {
            command.env("CRASH_POINT", number.to_string()).env("CRASH_ERRNO", errno);
            if later {
                command.env("CRASH_FROM", "1");
            }
        })
    }

    /// The command, for callers that start it themselves.
    ///
    /// # Errors
    /// If a folder cannot be used.
    pub fn command(mut self) -> io::Result<Command> {
        if !self.files.as_os_str().is_empty() {
            self.command.env("CRASH_PATH", fs::canonicalize(&self.files)?);
        }
        if let Some(log) = &self.log {
            fs::create_dir_all(log)?;
            let log = fs::canonicalize(log)?;
            // Points are of one run. What a power cut undoes may be of several.
            undo::is_there(fs::remove_file(log.join(POINTS)))?;
            self.command.env("CRASH_LOG", log.join(POINTS)).env("CRASH_UNDO", log.join(undo::FILE));
        }
        Ok(self.command)
    }

    /// Runs the program to its end.
    ///
    /// # Errors
    /// If it cannot be started, or the library could not be loaded into it.
    pub fn start(self) -> io::Result<End> {
        let points = self.log.as_ref().map(|log| log.join(POINTS));
        let output = self.command()?.output()?;
        if points.is_some_and(|points| !points.exists()) {
            return Err(io::Error::other("the library was not loaded: is the program linked statically?"));
        }
        Ok(End { killed: output.status.signal() == Some(SIGKILL), output })
    }
}

const POINTS: &str = "points";

/// The points that the last run has passed, the one that it ended at included.
///
/// # Errors
/// If the log cannot be read.
pub fn points(log: &Path) -> io::Result<Vec<Point>> {
    let text = fs::read_to_string(log.join(POINTS))?;
    let point = |line: &str| {
        let (number, rest) = line.split_once(' ')?;
        let (name, target) = rest.split_once(' ')?;
        Some(Point { number: number.parse().ok()?, name: name.to_owned(), target: target.to_owned() })
    };
    Ok(text.lines().filter_map(point).collect())
}

/// Points to try of 1 to `all`, evenly spread: `number` of them, or as many as `PLOCK_OUTBOX_POINTS` says (`all`: each). `share`: the number of
/// this sample, from 0, and how many there are; each takes other points.
///
/// # Panics
/// If there are fewer points than that, or the variable is no number: a sample that tries nothing would pass.
#[allow(clippy::expect_used, reason = "a test that cannot go on is a failed one")]
pub fn sample(all: u64, number: u64, share: (usize, usize)) -> Vec<u64> {
    let number = match std::env::var("PLOCK_OUTBOX_POINTS").as_deref() {
        Ok("all") => all,
        Ok(text) => text.parse().expect("PLOCK_OUTBOX_POINTS: expected a number or `all`"),
        Err(_) => number,
    };
    assert!((1..=all).contains(&number), "{number} of {all} points");
    let (at, samples) = (share.0 as u64, share.1 as u64);
    (0..number).map(|index| 1 + (index * samples + at) * all / (number * samples)).collect()
}

#[test]
fn a_sample_has_its_number_of_points() {
    for all in [5, 23, 199, 200, 201, 209] {
        assert_eq!(sample(all, all, (0, 9)), (1..=all).collect::<Vec<_>>());
        for share in [(0, 9), (8, 9)] {
            let points = sample(all, 5, share);
            assert!(points.len() == 5 && points.is_sorted() && points[4] <= all, "{points:?} of {all}");
        }
    }
    assert_ne!(sample(209, 11, (0, 9)), sample(209, 11, (1, 9)));
}
