//! `cargo xtask demo`: runs the demo in every language against one sandbox, each as soon as it is built.
//!
//! The program of a language reads the URL and the key of the sandbox from its environment, and prints one line of JSON:
//! `{"library": "…", "steps": [{"did": "…", "result": "…", "us": 1234}, …]}`.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;

use crate::languages::{self, LANGUAGES, Language};
use crate::process::{self, Result, read};
use crate::sandbox::Sandbox;
use crate::{swift, table, tree};

#[derive(Debug, Args)]
pub struct Options {
    /// Only these languages, separated by commas. Default: all
    #[arg(long, value_delimiter = ',', value_parser = LANGUAGES.iter().map(|language| language.name).collect::<Vec<_>>())]
    only: Vec<String>,
}

pub fn run(options: &Options) -> Result<()> {
    let chosen: Vec<_> = LANGUAGES
        .iter()
        .filter(|language| options.only.is_empty() || options.only.iter().any(|name| name == language.name))
        .collect();
    let log = tree::target().join("demo.log");
    tree::create(&tree::target())?;
    process::log(&log)?;
    tree::develop();
    println!("Building; the output of compilers is in {}", log.display());
    let built = |error: String| format!("{error}; see {}", log.display());
    languages::rust().map_err(built)?;
    let sandbox = Sandbox::start(&tree::built("plock-sandbox"))?;
    println!("A local server with the example data of the API runs at {}\n", sandbox.url());
    let mut failed = Vec::new();
    for (at, language) in chosen.iter().enumerate() {
        if at == 1 && chosen.iter().any(|language| language.name == "swift") {
            // Its toolchain is mostly downloads, while the compiler works for the others.
            std::thread::spawn(swift::toolchain);
        }
        let start = Instant::now();
        let done = match missing(language) {
            Some(program) => Err(format!("`{program}` not found: install it, or add it to PATH")),
            None => (language.demo)().map_err(built),
        };
        if let Err(error) = done.and_then(|program| show(language.name, start.elapsed(), &sandbox, program)) {
            println!("{}: {error}\n", language.name);
            failed.push(language.name);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let rest: Vec<_> = chosen.iter().map(|language| language.name).filter(|name| !failed.contains(name)).collect();
    let only = if rest.is_empty() { String::new() } else { format!("; `--only {}` runs", rest.join(",")) };
    Err(format!("failed: {}{only}", failed.join(", ")))
}

fn missing(language: &Language) -> Option<&'static str> {
    let runs = |program: &str| {
        let quiet = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        quiet(Command::new(program).arg("--version"))
    };
    language.needs.iter().copied().find(|program| !runs(program))
}

/// Runs the program of a language and prints its steps.
pub fn show(name: &str, built: Duration, sandbox: &Sandbox, mut program: Command) -> Result<()> {
    let text = read(sandbox.configure(&mut program))?;
    let report: Value =
        serde_json::from_str(text.trim()).map_err(|_| format!("expected one line of JSON, got {text:?}"))?;
    let steps = report["steps"].as_array().filter(|steps| !steps.is_empty()).ok_or("the report has no steps")?;
    let text = |step: &Value, name: &str| {
        step[name].as_str().map(str::to_owned).ok_or_else(|| format!("a step has no {name:?}: {step}"))
    };
    let row = |step: &Value| {
        let us = step["us"].as_u64().ok_or_else(|| format!("a step has no \"us\": {step}"))?;
        Ok(vec![String::new(), text(step, "did")?, text(step, "result")?, format!("{:.1?}", Duration::from_micros(us))])
    };
    let rows: Vec<_> = steps.iter().map(row).collect::<Result<_>>()?;
    println!("{name}, ready in {} s", built.as_secs());
    println!("{}", table::columns(&rows));
    Ok(())
}
