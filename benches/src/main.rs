//! Compares the performance of the client in each language with a hand-written client on the same HTTP stack and with common clients of
//! the language.
//!
//! All are measured in one run, in turn, each in a new process, against a server process that sends prepared pages. The results are
//! ratios within a round, so that the speed and the load of the machine cancel out.

#![allow(clippy::float_arithmetic, reason = "times and their ratios; amounts are decimals")]

mod calm;
mod chart;
mod data;
mod jobs;
mod lines;
mod outbox;
mod peers;
mod reference;
mod report;
mod rounds;
mod serve;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};
use peers::Language;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Compares the client with a hand-written reqwest + serde client and with clients in other languages, in one run.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    settings: Settings,
}

/// Internal: the processes that a measurement starts.
#[derive(Debug, Subcommand)]
#[command(hide = true)]
enum Part {
    Serve { latency: u64, rows: u64 },
    Job { job: jobs::Job, url: String, count: u64 },
}

/// Settings of a run.
#[derive(Debug, Clone, Default, Args)]
pub struct Settings {
    /// Languages, separated by commas: rust, python, node, kotlin, swift.
    #[arg(long, value_delimiter = ',', default_value = "rust")]
    pub languages: Vec<Language>,
    /// Only measure the other clients, without our packages.
    #[arg(long)]
    pub peers: bool,
    /// Use fewer rows, calls and rounds, to check that it works; results are not meaningful.
    #[arg(long)]
    pub quick: bool,
    /// Number of rows to list. Default: 100000; 20000 with --quick.
    #[arg(long)]
    pub rows: Option<u64>,
    /// Number of rounds. Default: 7; 3 with --quick.
    #[arg(long)]
    pub rounds: Option<usize>,
    /// Only run comparisons whose name contains this text.
    #[arg(long)]
    pub only: Option<String>,
    /// Write all measurements to this file, as JSON.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Write the tables to this file, as Markdown.
    #[arg(long)]
    pub markdown: Option<PathBuf>,
    /// Write the chart to this file, as SVG.
    #[arg(long)]
    pub chart: Option<PathBuf>,
    /// Fail if a result exceeds its limit.
    #[arg(long)]
    pub check: bool,
    /// Folder of the programs of a language: benches/peers/LANGUAGE with installed packages.
    #[arg(long = "programs", value_name = "LANGUAGE=FOLDER", value_parser = pair::<Language, PathBuf>)]
    pub folders: Vec<(Language, PathBuf)>,
    /// Size of an installed file: wheel, extension, platform package, native library.
    #[arg(long = "size", value_name = "NAME=BYTES", value_parser = pair::<String, u64>)]
    pub sizes: Vec<(String, u64)>,
}

/// Parses `NAME=VALUE`.
fn pair<K, V>(text: &str) -> Result<(K, V), Failure>
where
    K: FromStr<Err: Into<Failure>>,
    V: FromStr<Err: Into<Failure>>,
{
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.parse().map_err(Into::into)?, value.parse().map_err(Into::into)?))
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
    let arguments = Arguments::parse();
    match arguments.part {
        Some(Part::Serve { latency, rows }) => serve::serve(latency, rows)?,
        Some(Part::Job { job, url, count }) => println!("{}", serde_json::to_string(&job.run(&url, count)?)?),
        None => return measure(&arguments.settings),
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(settings: &Settings) -> Result<ExitCode, Failure> {
    let results = rounds::run(settings)?;
    let report = report::Report::new(&results, &settings.languages)?;
    print!("{}", report.text());
    if let Some(file) = &settings.markdown {
        write(file, &report.markdown())?;
    }
    if let Some(file) = &settings.chart {
        write(file, &chart::svg(&results, &settings.languages))?;
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
