//! Detects other load on the machine during a job, which is then measured again.

use std::process::Child;
use std::time::{Duration, Instant};

use crate::jobs::Measure;

/// Maximum fraction of CPU time that other processes may use during a measurement.
pub const TOLERATED: f64 = 0.05;
pub const TRIES: usize = 5;
pub const PAUSE: Duration = Duration::from_secs(2);

/// Linux reports CPU time in hundredths of a second.
const TICKS_A_SECOND: f64 = 100.0;

/// CPU time so far: of all processes, and of the server.
pub struct Since {
    at: Instant,
    busy: Option<u64>,
    server: Option<u64>,
}

impl Since {
    pub fn now(server: &Child) -> Self {
        Self { at: Instant::now(), busy: busy(), server: process(server.id()) }
    }

    /// Fraction of CPU time of processes other than the job and its server. `None`: unknown on this system.
    pub fn others(&self, server: &Child, measure: &Measure, cores: usize) -> Option<f64> {
        let now = Self::now(server);
        let ticks = |before: Option<u64>, after: Option<u64>| Some(after?.saturating_sub(before?) as f64);
        let all = ticks(self.busy, now.busy)? / TICKS_A_SECOND;
        let ours = ticks(self.server, now.server)? / TICKS_A_SECOND + measure.process_ns as f64 / 1e9;
        let there = self.at.elapsed().as_secs_f64() * cores as f64;
        Some(((all - ours) / there).max(0.0))
    }
}

/// User, nice and system time, and time stolen by the host of a virtual machine.
fn busy() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/stat").ok()?;
    let columns: Vec<u64> =
        stat.lines().next()?.split_whitespace().skip(1).map_while(|word| word.parse().ok()).collect();
    [0, 1, 2, 7].iter().map(|&column| columns.get(column)).sum()
}

fn process(id: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name may contain anything, including a parenthesis.
    let mut columns = stat.get(stat.rfind(')')? + 1..)?.split_whitespace().skip(11);
    Some(columns.next()?.parse::<u64>().ok()? + columns.next()?.parse::<u64>().ok()?)
}
