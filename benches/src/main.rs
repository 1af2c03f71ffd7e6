//! How fast the client is, in each language, beside a client written by hand on the same HTTP stack and beside the usual ones of the
//! language.
//!
//! All are measured in one run, in turns, each time in a fresh process, against a server (another process) that sends pages which
//! are rendered beforehand. What counts is the ratio of two in the same round: the machine's speed and moods fall out of it.

#![allow(clippy::float_arithmetic, reason = "times and their ratios; amounts are decimals here too")]

mod calm;
mod data;
mod jobs;
mod lines;
mod peers;
mod reference;
mod report;
mod rounds;
mod serve;
mod tables;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use peers::{Folders, Language};

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

const HELP: &str = "\
Measures the client beside a hand-written reqwest + serde client and beside clients in other languages, in one run.

Usage: plock-bench [OPTIONS]

  --languages LIST    Of rust, python, node, kotlin and swift, with commas between them (rust)
  --peers             Only the others, without our own packages
  --quick             Fewer rows, calls and rounds: to see that it works, not to quote
  --rows N            Rows to list (100000; 20000 with --quick)
  --rounds N          Rounds (7; 3 with --quick)
  --only TEXT         Only the comparisons and runs whose name contains TEXT
  --out FILE          Writes all measurements as JSON
  --markdown FILE     Writes the tables
  --check             Fails when a limit is not kept
  --python FOLDER     Where the programs of benches/peers/python are, with their packages in .venv
  --node FOLDER       Where the programs of benches/peers/node are, with their packages in node_modules
  --kotlin FOLDER     Where the jars of benches/peers/kotlin are, with those that they need
  --swift FOLDER      Where the program of benches/peers/swift is
  --size NAME=BYTES   The size of what is installed: wheel, extension, platform package, native library
";

/// What is measured, and where the results go.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub languages: Vec<Language>,
    pub folders: Folders,
    pub sizes: BTreeMap<String, u64>,
    pub peers: bool,
    pub quick: bool,
    pub rows: Option<u64>,
    pub rounds: Option<usize>,
    pub only: Option<String>,
    pub out: Option<PathBuf>,
    pub markdown: Option<PathBuf>,
    pub check: bool,
}

/// The words after the program's name, taken one by one.
struct Words(std::env::Args);

impl Words {
    fn value<T: FromStr>(&mut self, option: &str) -> Result<T, Failure> {
        let word = self.0.next().ok_or_else(|| format!("{option}: expected a value"))?;
        word.parse().map_err(|_| format!("{option}: cannot read {word:?}").into())
    }
}

fn main() -> ExitCode {
    match start() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("plock-bench: {failure}");
            ExitCode::from(2)
        }
    }
}

fn start() -> Result<ExitCode, Failure> {
    let mut words = Words(std::env::args());
    words.0.next();
    let Some(first) = words.0.next() else { return measure(Settings::default()) };
    match first.as_str() {
        "serve" => {
            let (latency, rows) = (words.value("latency")?, words.value("rows")?);
            serve::serve(latency, rows).map(|()| ExitCode::SUCCESS)
        }
        "job" => {
            let job: jobs::Job = words.value("job")?;
            let measure = job.run(&words.value::<String>("url")?, words.value("count")?)?;
            println!("{}", serde_json::to_string(&measure)?);
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            let mut settings = Settings::default();
            let mut option = Some(first);
            while let Some(name) = option {
                match name.as_str() {
                    "--languages" => {
                        let list: String = words.value(&name)?;
                        settings.languages = list.split(',').map(str::parse).collect::<Result<_, _>>()?;
                    }
                    "--peers" => settings.peers = true,
                    "--python" | "--node" | "--kotlin" | "--swift" => {
                        let language = name.trim_start_matches('-').parse()?;
                        settings.folders.insert(language, words.value(&name)?);
                    }
                    "--size" => {
                        let size: String = words.value(&name)?;
                        let (name, bytes) = size.split_once('=').ok_or("--size: expected NAME=BYTES")?;
                        settings.sizes.insert(name.to_owned(), bytes.parse()?);
                    }
                    "--quick" => settings.quick = true,
                    "--check" => settings.check = true,
                    "--rows" => settings.rows = Some(words.value(&name)?),
                    "--rounds" => settings.rounds = Some(words.value(&name)?),
                    "--only" => settings.only = Some(words.value(&name)?),
                    "--out" => settings.out = Some(words.value(&name)?),
                    "--markdown" => settings.markdown = Some(words.value(&name)?),
                    "--help" | "-h" => {
                        print!("{HELP}");
                        return Ok(ExitCode::SUCCESS);
                    }
                    _ => return Err(format!("unknown option {name}; see --help").into()),
                }
                option = words.0.next();
            }
            measure(settings)
        }
    }
}

fn measure(mut settings: Settings) -> Result<ExitCode, Failure> {
    if settings.languages.is_empty() {
        settings.languages.push(Language::Rust);
    }
    let results = rounds::run(&settings)?;
    let report = report::Report::new(&results, &settings.languages)?;
    print!("{}", report.text());
    if let Some(file) = &settings.markdown {
        write(file, &report.markdown())?;
    }
    if let Some(file) = &settings.out {
        write(file, &report.json()?)?;
    }
    let over = report.over();
    if settings.check && !over.is_empty() {
        eprintln!("plock-bench: over the limit: {}", over.join("; "));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn write(file: &PathBuf, text: &str) -> Result<(), Failure> {
    std::fs::write(file, text).map_err(|e| format!("{}: {e}", file.display()).into())
}
