//! The rounds: each round runs every job once, in a new process.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, IsTerminal};
use std::process::{Child, Command, Stdio};

use serde::Serialize;

use crate::jobs::{Job, Measure};
use crate::lines::{COLUMNS, LINES, Line};
use crate::peers::{CLIENTS, Client, Work};
use crate::{Failure, Settings, calm};

/// With this latency, pages are so slow that fewer rows are enough.
const SLOW_ROWS: u64 = 10_000;

/// Starts of the testing kit.
const STARTS: u64 = 100;

/// Times that a file is synced.
const SYNCS: u64 = 500;

/// Factor by which slow clients make fewer adds, and read fewer rows for a table.
const SLOW_ADDS: u64 = 10;

/// Number of measurements of an import per round, as imports are short.
const IMPORTS: usize = 11;

/// A job and its server.
#[derive(Debug, Clone)]
pub struct Run {
    pub name: String,
    pub what: What,
    pub latency_ms: u64,
}

#[derive(Debug, Clone, Copy)]
pub enum What {
    /// Runs in this program.
    Here(Job),
    Peer(&'static Client, Work),
}

const HERE: [(&str, Job, u64); 18] = [
    ("list, reference", Job::ListReference, 0),
    ("list, one by one", Job::ListOneByOne, 0),
    ("list, ahead", Job::ListAhead, 0),
    ("list, reference again", Job::ListReference, 0),
    ("list, reference held", Job::HoldReference, 0),
    ("slow list, reference", Job::ListReference, 20),
    ("slow list, ahead", Job::ListAhead, 20),
    ("get, reference", Job::GetReference, 0),
    ("get", Job::Get, 0),
    ("add, reference", Job::AddReference, 0),
    ("add", Job::Add, 0),
    ("add_many", Job::AddMany, 0),
    ("kit", Job::StartKit, 0),
    ("fdatasync", Job::Sync, 0),
    ("record", Job::Record, 0),
    ("record, 32 callers", Job::RecordConcurrently, 0),
    ("record_many", Job::RecordMany, 0),
    ("outbox", Job::Deliver, 0),
];

/// All runs, in the order of a round.
pub fn all() -> Vec<Run> {
    let here =
        HERE.iter().map(|&(name, job, latency_ms)| Run { name: name.to_owned(), what: What::Here(job), latency_ms });
    let peers = CLIENTS.iter().flat_map(|client| {
        let works = client.works.iter();
        works.map(|&work| Run { name: client.run(work), what: What::Peer(client, work), latency_ms: 0 })
    });
    here.chain(peers).collect()
}

/// The selected runs, with those that they are compared with.
fn wanted(settings: &Settings) -> Vec<Run> {
    let named = |name: &str| settings.only.as_ref().is_none_or(|text| name.contains(text.as_str()));
    let mut runs = all();
    runs.retain(|run| match run.what {
        What::Here(_) => true,
        What::Peer(client, _) => settings.languages.contains(&client.language) && !(settings.peers && client.ours()),
    });
    let there = |name: &str| runs.iter().any(|run| run.name == name);
    let asked = |line: &&Line| {
        settings.languages.contains(&line.language) && (named(line.row) || named(line.ours)) && line.runs().all(there)
    };
    let mut names: BTreeSet<String> = LINES.iter().filter(asked).flat_map(Line::runs).map(str::to_owned).collect();
    for run in &runs {
        if let What::Peer(client, work) = run.what
            && named(&run.name)
        {
            names.insert(run.name.clone());
            names.extend(
                COLUMNS.iter().filter(|column| column.works.contains(&work)).map(|column| column.reference.to_owned()),
            );
            if work == Work::Import {
                names.extend(
                    CLIENTS
                        .iter()
                        .filter(|bare| bare.language == client.language && bare.bare())
                        .map(|bare| bare.run(work)),
                );
            }
        }
    }
    runs.retain(|run| names.contains(&run.name));
    runs
}

/// The measurements and their settings.
#[derive(Debug, Serialize)]
pub struct Results {
    pub rounds: usize,
    pub cores: usize,
    pub system: String,
    pub runs: BTreeMap<String, Vec<Measure>>,
    /// Sizes of installed files, in bytes.
    pub sizes: BTreeMap<String, u64>,
}

/// A server process; stopped on drop.
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
    let mut runs = wanted(settings);
    if runs.is_empty() {
        return Err("--only: no matching comparison".into());
    }
    let mut results = Results {
        rounds,
        cores: std::thread::available_parallelism().map_or(0, usize::from),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        runs: BTreeMap::new(),
        sizes: settings.sizes.iter().cloned().collect(),
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
            let count = match run.what {
                What::Here(Job::GetReference | Job::Get) | What::Peer(_, Work::Get) => gets,
                What::Here(Job::AddReference | Job::Add | Job::AddMany) => adds,
                What::Peer(client, Work::Add | Work::AddMany) => adds / if client.slow { SLOW_ADDS } else { 1 },
                What::Peer(Client { slow: true, .. }, Work::Table) => server.rows / SLOW_ADDS,
                What::Here(Job::StartKit) | What::Peer(_, Work::Kit) => STARTS,
                What::Here(Job::Sync | Job::Record) => SYNCS,
                What::Here(Job::RecordConcurrently | Job::RecordMany | Job::Deliver) => 2 * adds,
                What::Peer(_, Work::Import) => 1,
                _ => server.rows,
            };
            let measure = calmly(run, settings, server, count, results.cores, if quick { 1 } else { calm::TRIES })?;
            if measure.count != count {
                return Err(format!("{}: {} of {count} were done", run.name, measure.count).into());
            }
            results.runs.entry(run.name.clone()).or_default().push(measure);
        }
        // The order alternates, as a job affects the next one (warm caches, a hot CPU).
        runs.reverse();
    }
    if std::io::stderr().is_terminal() {
        eprintln!();
    }
    Ok(results)
}

/// Repeats a measurement under other load a few times, and returns the one with the least load.
fn calmly(
    run: &Run,
    settings: &Settings,
    server: &Server,
    count: u64,
    cores: usize,
    tries: usize,
) -> Result<Measure, Failure> {
    if let What::Peer(client, Work::Import) = run.what {
        return import(run, settings, client);
    }
    let mut calmest: Option<Measure> = None;
    for attempt in 1..=tries {
        let mut command = match run.what {
            What::Here(job) => {
                let mut command = Command::new(std::env::current_exe()?);
                command.args(["job", &job.to_string(), &server.url, &count.to_string()]);
                command
            }
            What::Peer(client, work) => client.command(settings, work, &server.url, count)?,
        };
        let since = calm::Since::now(&server.process);
        let mut measure = measured(run, &mut command)?;
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

/// The median of some imports, without the first, which may miss the file cache.
fn import(run: &Run, settings: &Settings, client: &Client) -> Result<Measure, Failure> {
    let mut measures = Vec::new();
    for _ in 0..=IMPORTS {
        measures.push(measured(run, &mut client.command(settings, Work::Import, "", 1)?)?);
    }
    measures.remove(0);
    measures.sort_by_key(|measure| measure.cpu_ns);
    Ok(measures.swap_remove(IMPORTS / 2))
}

fn measured(run: &Run, command: &mut Command) -> Result<Measure, Failure> {
    // Without a proxy, which would be measured too.
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{}: {program}: {error}", run.name))?;
    if !output.status.success() {
        return Err(format!("{}: the job failed", run.name).into());
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{}: the job printed no measurements: {error}", run.name).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::Language;

    fn names(settings: &Settings) -> Vec<String> {
        wanted(settings).into_iter().map(|run| run.name).collect()
    }

    #[test]
    fn only_what_is_asked_for_runs() {
        let rust = Settings { languages: vec![Language::Rust], ..Settings::default() };
        assert_eq!(names(&rust).len(), HERE.len() - 1, "all except the one for Python");
        let python = Settings { languages: vec![Language::Python], ..Settings::default() };
        let both = [names(&python).contains(&"list, reference".to_owned()), names(&python).contains(&"get".to_owned())];
        assert_eq!(both, [true, false]);
        let only = Settings { only: Some("python get urllib3".to_owned()), ..python.clone() };
        assert_eq!(names(&only), ["get, reference", "python get urllib3_orjson"]);
        let peers = Settings { peers: true, ..python };
        assert!(!names(&peers).is_empty() && names(&peers).iter().all(|name| !name.contains("plock")));
    }
}
