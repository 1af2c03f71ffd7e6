//! `cargo xtask demo`: the main job in every language, against one sandbox.
//!
//! A language's program finds the sandbox in its environment, and prints one line of JSON:
//! `{"library": "…", "steps": [{"did": "…", "result": "…", "us": 1234}, …]}`.

use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::languages::LANGUAGES;
use crate::process::{Result, read};
use crate::sandbox::Sandbox;
use crate::{table, tree};

/// Builds what is missing, and shows it.
pub fn run() -> Result<()> {
    let programs: Vec<_> = LANGUAGES.iter().map(|language| (language.name, (language.demo)())).collect();
    show(programs)
}

/// Shows what each program does; fails when one of them does.
pub fn show(programs: Vec<(&'static str, Result<Command>)>) -> Result<()> {
    let sandbox = Sandbox::start(&tree::built("plock"))?;
    println!("A local Plock, with the data of the API documents, at {}\n", sandbox.url());
    let head = ["language", "what it did", "result", "time"].map(str::to_owned).to_vec();
    let mut rows = vec![head];
    let mut failed = Vec::new();
    for (name, program) in programs {
        match program.and_then(|mut program| job(&sandbox, &mut program)) {
            Ok(job) => rows.extend(job.into_iter().enumerate().map(|(index, [did, result, time])| {
                let language = if index == 0 { name } else { "" };
                vec![language.to_owned(), did, result, time]
            })),
            Err(error) => {
                rows.push(vec![name.to_owned(), "failed".to_owned(), error.clone(), String::new()]);
                failed.push(format!("{name}: {error}"));
            }
        }
    }
    print!("{}", table::columns(&rows));
    drop(sandbox);
    println!("\nThe local Plock is stopped.");
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn job(sandbox: &Sandbox, program: &mut Command) -> Result<Vec<[String; 3]>> {
    let text = read(sandbox.tell(program))?;
    let told: Value =
        serde_json::from_str(text.trim()).map_err(|_| format!("expected one line of JSON, got {text:?}"))?;
    let steps = told["steps"].as_array().filter(|steps| !steps.is_empty()).ok_or("it told no steps")?;
    let text = |step: &Value, name: &str| {
        step[name].as_str().map(str::to_owned).ok_or_else(|| format!("a step has no {name:?}: {step}"))
    };
    steps
        .iter()
        .map(|step| {
            let us = step["us"].as_u64().ok_or_else(|| format!("a step has no \"us\": {step}"))?;
            Ok([text(step, "did")?, text(step, "result")?, format!("{:.1?}", Duration::from_micros(us))])
        })
        .collect()
}
