//! The rounds: every job once a round, in turns, each in a fresh process.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, IsTerminal};
use std::process::{Child, Command, Stdio};

use serde::Serialize;

use crate::calm;
use crate::jobs::{Job, Measure};
use crate::report::{LINES, Line};
use crate::{Failure, Settings};

/// With this latency a page takes so long that fewer rows tell as much.
const SLOW_ROWS: u64 = 10_000;

/// A job and what its server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub name: &'static str,
    pub job: Job,
    pub latency_ms: u64,
}

/// In the order of a round.
pub const RUNS: [Run; 11] = [
    Run { name: "list, reference", job: Job::ListReference, latency_ms: 0 },
    Run { name: "list, one by one", job: Job::ListOneByOne, latency_ms: 0 },
    Run { name: "list, ahead", job: Job::ListAhead, latency_ms: 0 },
    Run { name: "list, reference again", job: Job::ListReference, latency_ms: 0 },
    Run { name: "slow list, reference", job: Job::ListReference, latency_ms: 20 },
    Run { name: "slow list, ahead", job: Job::ListAhead, latency_ms: 20 },
    Run { name: "get, reference", job: Job::GetReference, latency_ms: 0 },
    Run { name: "get", job: Job::Get, latency_ms: 0 },
    Run { name: "add, reference", job: Job::AddReference, latency_ms: 0 },
    Run { name: "add", job: Job::Add, latency_ms: 0 },
    Run { name: "add_many", job: Job::AddMany, latency_ms: 0 },
];

/// What was measured, and how.
#[derive(Debug, Serialize)]
pub struct Results {
    pub rounds: usize,
    pub cores: usize,
    pub system: String,
    pub runs: BTreeMap<&'static str, Vec<Measure>>,
}

/// A server process. Dropped, it is stopped.
struct Server {
    process: Child,
    url: String,
    rows: u64,
}

impl Server {
    fn start(latency_ms: u64, rows: u64) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", &latency_ms.to_string(), &rows.to_string()]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut url)?;
        }
        let server = Self { process, url: url.trim().to_owned(), rows };
        if server.url.is_empty() { Err("the server did not start".into()) } else { Ok(server) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn run(settings: &Settings) -> Result<Results, Failure> {
    let quick = settings.quick;
    let rows = settings.rows.unwrap_or(if quick { 20_000 } else { 100_000 });
    let rounds = settings.rounds.unwrap_or(if quick { 3 } else { 7 });
    if rows == 0 || rounds == 0 {
        return Err("expected at least one row and one round".into());
    }
    let (gets, adds) = if quick { (1_000, 5_000) } else { (5_000, 20_000) };
    let wanted = |line: &&Line| settings.only.as_ref().is_none_or(|text| line.row.contains(text.as_str()));
    let lines: Vec<_> = LINES.iter().filter(wanted).collect();
    let mut runs: Vec<_> =
        RUNS.into_iter().filter(|run| lines.iter().any(|l| l.ours == run.name || l.reference == run.name)).collect();
    if runs.is_empty() {
        return Err("--only: no comparison has such a name".into());
    }
    let mut results = Results {
        rounds,
        cores: std::thread::available_parallelism().map_or(0, usize::from),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        runs: BTreeMap::new(),
    };
    let mut servers = BTreeMap::new();
    for run in &runs {
        if let std::collections::btree_map::Entry::Vacant(place) = servers.entry(run.latency_ms) {
            let rows = if run.latency_ms == 0 { rows } else { rows.min(SLOW_ROWS) };
            place.insert(Server::start(run.latency_ms, rows)?);
        }
    }
    for round in 1..=rounds {
        if std::io::stderr().is_terminal() {
            eprint!("\rround {round} of {rounds} ");
        }
        for run in &runs {
            let Some(server) = servers.get(&run.latency_ms) else { continue };
            let count = match run.job {
                Job::ListReference | Job::ListOneByOne | Job::ListAhead => server.rows,
                Job::GetReference | Job::Get => gets,
                Job::AddReference | Job::Add | Job::AddMany => adds,
            };
            let measure = calmly(run, server, count, results.cores, if quick { 1 } else { calm::TRIES })?;
            if measure.count != count {
                return Err(format!("{}: {} of {count} were done", run.name, measure.count).into());
            }
            results.runs.entry(run.name).or_default().push(measure);
        }
        // What a job leaves behind (a warm cache, a hot processor) hits the other one in the next round.
        runs.reverse();
    }
    if std::io::stderr().is_terminal() {
        eprintln!();
    }
    Ok(results)
}

/// Measures again, a few times, while others are at work, and takes the calmest.
fn calmly(run: &Run, server: &Server, count: u64, cores: usize, tries: usize) -> Result<Measure, Failure> {
    let mut calmest: Option<Measure> = None;
    for attempt in 1..=tries {
        let since = calm::Since::now(&server.process);
        let mut measure = job(run, server, count)?;
        measure.others = since.others(&server.process, &measure, cores);
        if calmest.as_ref().is_none_or(|calmest| measure.others < calmest.others) {
            calmest = Some(measure);
        }
        match calmest.as_ref().and_then(|calmest| calmest.others) {
            Some(others) if others > calm::TOLERATED && attempt < tries => std::thread::sleep(calm::PAUSE),
            _ => break,
        }
    }
    calmest.ok_or_else(|| "nothing was measured".into())
}

fn job(run: &Run, server: &Server, count: u64) -> Result<Measure, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["job", &run.job.to_string(), &server.url, &count.to_string()]);
    // A proxy would be measured too.
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{}: the job failed", run.name).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
