//! Ends the program before and after each of its system calls, by a signal or a power cut, and runs it again: every event that it had
//! recorded is at the API once.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use outbox_shim::{Drop, Errno, Run, When, points, power_cut, sample};
use plock_sandbox::{Options, Sandbox};

/// How a process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Signal(When),
    /// What was not synced is lost, or a random part of it.
    PowerCut(When, Option<u64>),
    /// The call fails, and all later ones that can fail so.
    Error(Errno, bool),
}

const ENDS: [End; 9] = [
    End::Signal(When::Before),
    End::Signal(When::After),
    End::PowerCut(When::Before, None),
    End::PowerCut(When::After, None),
    End::PowerCut(When::Before, Some(1)),
    End::PowerCut(When::After, Some(2)),
    End::Error(Errno::Eio, false),
    End::Error(Errno::Eio, true),
    End::Error(Errno::Enospc, true),
];

/// The program: `PLOCK_OUTBOX_SUBJECT`, with spaces between its arguments. Default: that of this crate.
fn subject() -> Vec<String> {
    let given = std::env::var("PLOCK_OUTBOX_SUBJECT").unwrap_or_default();
    match given.is_empty() {
        true => vec![env!("CARGO_BIN_EXE_outbox-sweep").to_owned()],
        false => given.split(' ').map(str::to_owned).collect(),
    }
}

fn run(folder: &Path, sandbox: &Sandbox, number: u32, control: &str) -> Run {
    let subject = subject();
    let data = folder.join("data");
    Run::new(&subject[0]).files(&data).log(folder.join("log")).with(|command| {
        command.args(&subject[1..]);
        command.arg(data.join("usage.plockbox")).arg(sandbox.url()).arg(sandbox.key());
        command.arg(number.to_string()).arg(control);
    })
}

/// One life: the program ends at a point, and runs again. `Err`: what is wrong afterwards.
fn live(runtime: &tokio::runtime::Runtime, point: Option<u64>, end: End, control: &str) -> Result<u64, String> {
    let sandbox = Sandbox::start(Options { without_examples: true, record: true, ..Options::default() });
    let sandbox = runtime.block_on(sandbox).unwrap();
    sandbox.add("accounts", r#"{"crmId":"c0"}"#).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let first = run(folder.path(), &sandbox, 1, control);
    let first = match (point, end) {
        (None, _) => first,
        (Some(point), End::Signal(when) | End::PowerCut(when, _)) => first.point(point, when),
        (Some(point), End::Error(errno, later)) => first.fail(point, errno, later),
    };
    let first = first.start().unwrap();
    let count = points(&folder.path().join("log")).unwrap().last().map_or(0, |point| point.number);
    if let End::PowerCut(_, seed) = end {
        let drop = seed.map_or(Drop::All, |seed| Drop::Random(seed.wrapping_mul(point.unwrap_or_default() + 1)));
        power_cut(&folder.path().join("data"), &folder.path().join("log"), drop).unwrap();
    }
    let printed = String::from_utf8_lossy(&first.output.stdout).into_owned();
    let mut finished = printed.clone();
    // After an error of the disk, the program may report what is left.
    if point.is_some() && !(first.output.status.success() && printed.ends_with("left 0\n")) {
        finished = again(folder.path(), &sandbox, control)?;
    }
    let left = finished.lines().last().unwrap_or_default();
    let mut rows: BTreeMap<i64, u32> = BTreeMap::new();
    for write in sandbox.ledger() {
        let body: serde_json::Value = serde_json::from_str(&write.body).unwrap();
        *rows.entry(body["ts"].as_i64().unwrap() - 1_750_000_000).or_default() += 1;
    }
    runtime.block_on(sandbox.stop());
    let printed: Vec<i64> = printed
        .lines()
        .chain(finished.lines())
        .filter_map(|line| line.strip_prefix("recorded ")?.parse().ok())
        .collect();
    let lost: Vec<_> = printed.iter().filter(|number| !rows.contains_key(number)).collect();
    let doubled: Vec<_> = rows.iter().filter(|(_, times)| **times > 1).collect();
    match lost.is_empty() && doubled.is_empty() && left == "left 0" {
        true => Ok(count),
        false => Err(format!("lost {lost:?}, doubled {doubled:?}, {left:?}")),
    }
}

/// The second run, while the clock of the server goes on, so that what is in doubt settles.
fn again(folder: &Path, sandbox: &Sandbox, control: &str) -> Result<String, String> {
    let ended = AtomicBool::new(false);
    let end = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(60));
                sandbox.advance(Duration::from_secs(16 * 60));
            }
        });
        let end = run(folder, sandbox, 2, control).start();
        ended.store(true, Ordering::Relaxed);
        end
    });
    let output = end.unwrap().output;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("the second run failed: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// Each end at a sample of the points, and what is wrong then.
fn lives<'a>(ends: &'a [End], number: u64, control: &'a str) -> impl Iterator<Item = Option<String>> + 'a {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    // The order of calls is not the same in each run: some points lie beyond the end of a run, which ends well then.
    let all = live(&runtime, None, End::Signal(When::Before), "").unwrap();
    let points = ends.iter().enumerate().flat_map(move |(at, end)| {
        sample(all, number.min(all), (at, ends.len())).into_iter().map(move |point| (point, *end))
    });
    points.map(move |(point, end)| {
        let wrong = live(&runtime, Some(point), end, control).err();
        wrong.map(|what| format!("point {point} of {all}, {end:?}: {what}"))
    })
}

#[test]
fn no_event_is_lost_or_doubled() {
    let lives: Vec<_> = lives(&ENDS, 11, "").collect();
    println!("{} lives", lives.len());
    let wrong: Vec<_> = lives.iter().flatten().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lives.len(), wrong.join("\n"));
}

/// The harness finds what it is there for.
#[test]
fn mistakes_are_found() {
    for (ends, control, what) in [(&ENDS[2..4], "normal", "lost ["), (&ENDS[..2], "requeue", "doubled [")] {
        let mut seen = Vec::new();
        let found = lives(ends, 60, control).flatten().find(|wrong| {
            seen.push(wrong.clone());
            wrong.split_once(what).is_some_and(|(_, events)| !events.starts_with(']'))
        });
        println!("{control}: {found:?}");
        assert!(found.is_some(), "{control}: {seen:?}");
    }
}

#[test]
fn eight_processes_share_a_file() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let sandbox = Sandbox::start(Options { without_examples: true, record: true, ..Options::default() });
    let sandbox = runtime.block_on(sandbox).unwrap();
    sandbox.add("accounts", r#"{"crmId":"c0"}"#).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let subject = subject();
    let start = |number: u32| {
        let mut command = std::process::Command::new(&subject[0]);
        command.args(&subject[1..]).arg(folder.path().join("usage.plockbox")).arg(sandbox.url()).arg(sandbox.key());
        command.arg(number.to_string()).stdout(std::process::Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = (1..=8).map(start).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        // What is left may be another process's event, which that one delivers.
        assert!(output.status.success() && printed.contains("left "), "{printed}");
    }
    let times =
        |write: &plock_sandbox::Write| serde_json::from_str::<serde_json::Value>(&write.body).unwrap()["ts"].as_i64();
    let mut rows: Vec<_> = sandbox.ledger().iter().filter_map(times).map(|ts| ts - 1_750_000_000).collect();
    rows.sort_unstable();
    assert_eq!(rows, (1..=6).chain(101..=108).collect::<Vec<_>>());
}
