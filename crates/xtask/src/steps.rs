//! Steps of a test, each with a heading, a time and a time limit. All run, even if one fails.

use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{Result, read};

/// Many times that of the slowest step on two cores: one that hangs fails, and the others still run.
const LIMIT: Duration = Duration::from_secs(45 * 60);

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
        let result = limited(LIMIT, step.run);
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

/// Runs a step. After the time limit, the programs that it started are killed.
fn limited(limit: Duration, step: impl FnOnce() -> Result<()>) -> Result<()> {
    let (end, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let watch = scope.spawn(move || {
            let mut wait = limit;
            let mut late = false;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                (late, wait) = (true, Duration::from_secs(1));
                if let Err(error) = kill_children() {
                    eprintln!("{error}");
                }
            }
            late
        });
        let result = step();
        drop(end);
        match watch.join() {
            Ok(false) => result,
            _ => Err(format!("longer than {}; {}", seconds(limit), result.err().unwrap_or_default())),
        }
    })
}

/// Kills the programs that this one started, and those that they started.
fn kill_children() -> Result<()> {
    let all = read(Command::new("ps").args(["-A", "-o", "pid=,ppid=,args="]))?;
    let mut parents = vec![std::process::id()];
    // A parent usually stands before its children; those that do not are killed in the next round.
    for line in all.lines() {
        let mut words = line.split_whitespace();
        let mut id = || words.next().and_then(|word| word.parse::<u32>().ok());
        let (Some(process), Some(parent)) = (id(), id()) else { continue };
        if parents.contains(&parent) && words.clone().next() != Some("ps") {
            parents.push(process);
            println!("killed: {}", words.collect::<Vec<_>>().join(" "));
            read(Command::new("kill").args(["-KILL", &process.to_string()]))?;
        }
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::process::run;

    #[test]
    fn a_step_that_hangs_is_killed_with_what_it_started() {
        let start = Instant::now();
        let hangs = || run(Command::new("sh").args(["-c", "sleep 100; true"]));
        let error = limited(Duration::from_millis(200), hangs).expect_err("expected a time limit");
        assert!(error.starts_with("longer than 0.2 s; `sh -c sleep 100; true` failed"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(50));
        assert_eq!(limited(Duration::from_secs(50), || Ok(())), Ok(()));
    }
}
