//! `conformance`: runs the suite or its mutation tests.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Parser, Subcommand};
use conformance::case::{self, Case};
use conformance::languages::{self, Language};
use conformance::mutations;
use conformance::report::{self, Column};
use conformance::run::{self, LIMIT, Setup};
use conformance::server::tls::Authority;

/// Runs every case against the client of every language, and prints the failures.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    mutations: Option<Mutations>,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Mutations {
    /// Apply each mutation of tests/conformance/mutations.yaml to a copy of the client; each must make a case fail
    Mutations {
        /// Only this mutation (repeatable)
        #[arg(long, value_name = "NAME")]
        only: Vec<String>,
        /// Maximum number of cases at the same time
        #[arg(long, default_value = "8")]
        jobs: NonZeroUsize,
    },
}

#[derive(Args)]
struct Options {
    /// Only this language (repeatable)
    #[arg(long = "language", value_name = "NAME")]
    languages: Vec<String>,
    /// Only cases whose id, group/id, matches (repeatable)
    #[arg(long = "case", value_name = "GLOB")]
    cases: Vec<String>,
    /// Only cases that HTTP/2 can serve, over HTTP/2
    #[arg(long)]
    http2: bool,
    /// Print the exchanges of each failure, or with --case of every selected case
    #[arg(long)]
    trace: bool,
    /// Write the result as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Maximum number of cases at the same time
    #[arg(long, default_value = "8")]
    jobs: NonZeroUsize,
    /// Command that starts the client, instead of that in client.yaml
    #[arg(long, value_name = "CMD")]
    client: Option<String>,
    /// Do not build the clients
    #[arg(long)]
    no_build: bool,
    /// List the cases without running them
    #[arg(long)]
    list: bool,
}

/// The root of the repository: the current folder or one of its parents.
fn root() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| format!("failed to read the current folder: {error}"))?;
    let found = here.ancestors().find(|folder| folder.join("tests/conformance/case.schema.json").is_file());
    found.map(Path::to_owned).ok_or_else(|| {
        "no tests/conformance/case.schema.json in this folder or its parents: run it in the repository".to_owned()
    })
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| format!("the runtime does not start: {error}"));
    match runtime.and_then(|runtime| runtime.block_on(start(&arguments))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn start(Arguments { mutations, options }: &Arguments) -> Result<bool, String> {
    let root = root()?;
    let cases = case::load(&root)?;
    if let Some(Mutations::Mutations { only, jobs }) = mutations {
        return mutations::run(&root, &cases, only, jobs.get()).await;
    }
    let chosen: Vec<Case> = cases
        .iter()
        .filter(|case| options.cases.is_empty() || options.cases.iter().any(|glob| case::matches(glob, &case.id)))
        .cloned()
        .filter_map(|case| if options.http2 { case.over_http2() } else { Some(case) })
        .collect();
    if chosen.is_empty() {
        return Err(format!("no case matches {}", options.cases.join(", ")));
    }
    if options.list {
        for case in &chosen {
            println!("{:<55} {}", case.id, case.why);
        }
        println!("{} cases", chosen.len());
        return Ok(true);
    }
    let authority = Authority::new()?;
    let mut columns = Vec::new();
    for language in chosen_languages(&root, options)? {
        let command = match &options.client {
            Some(command) => command.split_whitespace().map(str::to_owned).collect(),
            None => language.prepare(&root, !options.no_build)?,
        };
        let known_failing = case::known_failing(&root, &language.name, &cases)?;
        let started = Instant::now();
        let (camel_case, jobs) = (language.camel_case, options.jobs.get());
        let setup = Setup { authority: &authority, command, camel_case, jobs, limit: LIMIT };
        let verdicts = run::run(&chosen, &setup).await;
        let column = Column { language: language.name, verdicts, known_failing };
        let shows = options.trace && !options.cases.is_empty();
        for verdict in &column.verdicts {
            let trace = options.trace && (shows || !verdict.failures.is_empty());
            if let Some(text) = report::failure(&column, verdict, trace) {
                println!("{text}");
            }
        }
        println!("{}: {} cases in {} ms", column.language, column.verdicts.len(), started.elapsed().as_millis());
        columns.push(column);
    }
    if let Some(file) = &options.json {
        let text = format!("{}\n", report::json(&columns));
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    println!("\n{}", report::matrix(&columns));
    let failed: usize = columns.iter().map(Column::failed).sum();
    let passed: usize = columns.iter().map(Column::passed).sum();
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn chosen_languages(root: &Path, options: &Options) -> Result<Vec<Language>, String> {
    let all = languages::all(root)?;
    if let Some(unknown) = options.languages.iter().find(|name| !all.iter().any(|known| known.name == **name)) {
        let names: Vec<_> = all.iter().map(|known| known.name.as_str()).collect();
        return Err(format!("--language: expected one of {}, got {unknown:?}", names.join(", ")));
    }
    let chosen: Vec<_> = all
        .into_iter()
        .filter(|known| options.languages.is_empty() || options.languages.contains(&known.name))
        .collect();
    if options.client.is_some() && chosen.len() != 1 {
        return Err("--client: expected --language with one language".to_owned());
    }
    Ok(chosen)
}
