//! Steps of a test, each with a heading and a time. All run, even if one fails.

use std::time::{Duration, Instant};

use crate::process::Result;

pub struct Step {
    pub name: &'static str,
    pub run: fn() -> Result<()>,
}

/// Runs all steps and prints `N passed, N failed`.
pub fn run<'a>(steps: impl IntoIterator<Item = &'a Step>) -> Result<()> {
    let mut done = Vec::new();
    for step in steps {
        println!("\n=== {}", step.name);
        let start = Instant::now();
        let result = (step.run)();
        let time = start.elapsed();
        match &result {
            Ok(()) => println!("--- {}: ok in {}", step.name, seconds(time)),
            Err(error) => println!("--- {}: FAILED in {}: {error}", step.name, seconds(time)),
        }
        done.push((step.name, time, result));
    }
    println!();
    for (name, time, result) in &done {
        match result {
            Ok(()) => println!("ok      {:>8}  {name}", seconds(*time)),
            Err(error) => println!("FAILED  {:>8}  {name}: {error}", seconds(*time)),
        }
    }
    let failed = done.iter().filter(|(_, _, result)| result.is_err()).count();
    println!("{} passed, {failed} failed", done.len() - failed);
    if failed == 0 && !done.is_empty() { Ok(()) } else { Err(String::new()) }
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}
