//! `conformance`: runs the suite or its mutation tests.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use conformance::case::{self, Case};
use conformance::languages::{self, Language};
use conformance::mutations;
use conformance::report::{self, Column};
use conformance::run::{self, LIMIT, Setup};
use conformance::server::tls::Authority;

const HELP: &str = "\
Usage: conformance [OPTIONS]
       conformance mutations [--only NAME]... [--jobs N]

Runs every case against the client of every language, and prints the failures.

  --language NAME  only this language (repeatable)
  --case GLOB      only cases whose id, group/id, matches (repeatable)
  --trace          print the exchanges of each failure, or with --case of every selected case
  --json FILE      write the result as JSON
  --jobs N         maximum number of cases at the same time. Default: 8
  --client CMD     command that starts the client, instead of that in client.yaml
  --no-build       do not build the clients
  --list           list the cases without running them

mutations: applies each mutation of tests/conformance/mutations.yaml to a copy of the client; each must make a case fail.
  --only NAME      only this mutation (repeatable)
";

#[derive(Default)]
struct Options {
    mutations: bool,
    languages: Vec<String>,
    cases: Vec<String>,
    only: Vec<String>,
    trace: bool,
    list: bool,
    no_build: bool,
    json: Option<PathBuf>,
    jobs: usize,
    client: Option<String>,
}

fn options(args: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options { jobs: 8, ..Options::default() };
    let mut args = args.peekable();
    if args.peek().is_some_and(|first| first == "mutations") {
        options.mutations = true;
        args.next();
    }
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg}: expected a value"));
        match arg.as_str() {
            "--language" => options.languages.push(value()?),
            "--case" => options.cases.push(value()?),
            "--only" => options.only.push(value()?),
            "--json" => options.json = Some(value()?.into()),
            "--client" => options.client = Some(value()?),
            "--trace" => options.trace = true,
            "--list" => options.list = true,
            "--no-build" => options.no_build = true,
            "--jobs" => {
                options.jobs =
                    value()?.parse().ok().filter(|jobs| *jobs > 0).ok_or("--jobs: expected a number from 1")?;
            }
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("unknown option {other}\n\n{HELP}")),
        }
    }
    Ok(Some(options))
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
    let result = options(std::env::args().skip(1)).and_then(|options| {
        let Some(options) = options else {
            print!("{HELP}");
            return Ok(true);
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| format!("failed to start the runtime: {error}"))?;
        runtime.block_on(start(&options))
    });
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn start(options: &Options) -> Result<bool, String> {
    let root = root()?;
    let cases = case::load(&root)?;
    if options.mutations {
        return mutations::run(&root, &cases, &options.only, options.jobs).await;
    }
    let chosen: Vec<Case> = cases
        .iter()
        .filter(|case| options.cases.is_empty() || options.cases.iter().any(|glob| case::matches(glob, &case.id)))
        .cloned()
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
        let verdicts =
            run::run(&chosen, &Setup { authority: &authority, command, jobs: options.jobs, limit: LIMIT }).await;
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
