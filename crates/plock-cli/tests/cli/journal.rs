//! Files that are not sent in one go: no row is recorded twice, and none is forgotten.

use std::collections::HashSet;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use plock_sandbox::Options;

use crate::bulk::{CSV, ROWS};
use crate::world::{Scratch, World, json, kill, stderr, stdout};

/// A sandbox that records at once and answers late, so that rows are in flight.
fn slow(milliseconds: u64) -> World {
    World::new(Options { latency: Duration::from_millis(milliseconds), ..Options::default() })
}

/// Rows whose value is the number of their line.
fn numbered(last: u64) -> String {
    let rows = (2..=last).map(|line| format!("7,{line},hs321,1750923349\n"));
    format!("product_id,value,crm_id,ts\n{}", rows.collect::<String>())
}

fn add<'a>(file: &'a Scratch, more: &[&'a str]) -> Vec<&'a str> {
    [&["product-usages", "add", "--concurrency", "4", "--file", file.path()], more].concat()
}

fn start(world: &World, args: &[&str], requests: u64) -> Child {
    let child = world.plock(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while world.sandbox.requests() < requests {
        std::thread::yield_now();
    }
    child
}

/// The values that the sandbox has recorded, in addition to its examples.
fn recorded(world: &World) -> Vec<u64> {
    let rows = world.prints(&["product-usages", "list", "--all", "--format", "jsonl", "--page-size", "500"]);
    let rows =
        rows.lines().map(json).filter(|row| row["timestamp"].as_str().unwrap().starts_with("2025-06-26T07:35:49"));
    let mut values: Vec<u64> = rows.filter_map(|row| row["value"].as_str().unwrap().parse().ok()).collect();
    values.sort_unstable();
    values
}

fn count(output: &Output, name: &str) -> u64 {
    json(&stdout(output))[name].as_u64().unwrap()
}

/// The numbers of rows in the journal of a file, by state.
fn journal(world: &World, file: &Scratch) -> serde_json::Value {
    json(&world.prints(&["outbox", "status", &file.journal(), "--format", "json"]))
}

#[test]
fn after_a_kill_the_rest_is_sent_and_nothing_twice() {
    let world = slow(20);
    let file = Scratch::new("killed.csv", numbered(100));
    let mut child = start(&world, &add(&file, &[]), 30);
    child.kill().unwrap();
    child.wait().unwrap();

    let again = world.run(&add(&file, &[]));
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    assert!(stderr(&again).contains("--resume"), "{}", stderr(&again));

    let resumed = world.run(&add(&file, &["--resume"]));
    let unknown = count(&resumed, "unknown");
    assert_eq!(resumed.status.code(), Some(23), "{}", stderr(&resumed));
    assert!((1..=4).contains(&unknown), "what was in flight: {}", stdout(&resumed));
    assert!(stderr(&resumed).contains("must not be sent again"), "{}", stderr(&resumed));
    assert_eq!(count(&resumed, "skipped") + count(&resumed, "recorded") + unknown, 99);
    let values = recorded(&world);
    assert_eq!(values.iter().collect::<HashSet<_>>().len(), values.len(), "sent twice");
    assert!(values.len() as u64 >= 99 - unknown, "{values:?}");

    let requests = world.sandbox.requests();
    let done = world.run(&add(&file, &["--resume"]));
    assert_eq!((count(&done, "unknown"), count(&done, "recorded")), (unknown, 0));
    assert_eq!(world.sandbox.requests(), requests, "the unknown rows are still not sent");
}

#[test]
fn a_second_signal_names_what_was_in_flight() {
    let world = slow(60_000);
    let (file, failed) = (Scratch::new("twice.csv", numbered(50)), Scratch::new("twice-failed.jsonl", ""));
    let child = start(&world, &add(&file, &["--failed", failed.path()]), 4);
    while world.usages() < 4 {
        std::thread::yield_now();
    }
    kill("TERM", &child);
    std::thread::sleep(Duration::from_millis(100));
    kill("INT", &child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(143), "{}", stderr(&output));
    assert_eq!((count(&output, "unknown"), count(&output, "not_sent")), (4, 45));
    assert!(stderr(&output).contains("lines 2-5\n"), "{}", stderr(&output));
    let failed = failed.read();
    let unknown = failed.lines().map(json).filter(|row| row["$outcome"]["outcome"] == "unknown");
    assert_eq!(unknown.count(), 4, "{failed}");
    assert_eq!(journal(&world, &file)["in_doubt"], 4);
}

#[test]
fn a_hangup_stops_unless_it_is_ignored() {
    let world = slow(30);
    let file = Scratch::new("hangup.csv", numbered(40));
    // Sends a hangup to a program that `wrapper` starts.
    let hung_up = |wrapper: &[&str], more: &[&str]| {
        let program = world.plock(&add(&file, more));
        let mut command = Command::new(wrapper[0]);
        command.args(&wrapper[1..]).arg(program.get_program()).args(program.get_args());
        command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let before = world.sandbox.requests();
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        while world.sandbox.requests() < before + 4 {
            std::thread::yield_now();
        }
        kill("HUP", &child);
        child.wait_with_output().unwrap()
    };
    // The tests themselves may run under `nohup`.
    let heeded: &[&str] = if cfg!(target_os = "linux") { &["env", "--default-signal=HUP"] } else { &["env"] };
    let output = hung_up(heeded, &[]);
    assert_eq!(output.status.code(), Some(129), "{}", stderr(&output));
    assert_eq!(count(&output, "recorded") as usize, recorded(&world).len());
    assert!(count(&output, "not_sent") > 0);

    if cfg!(target_os = "linux") {
        let output = hung_up(&["sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""], &["--resume"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(recorded(&world), (2..=40).collect::<Vec<_>>());
    }
}

#[test]
fn a_journal_of_other_rows_is_refused() {
    let world = World::new(Options::default());
    let file = Scratch::new("changed.csv", CSV);
    assert_eq!(world.run(&add(&file, &[])).status.code(), Some(0));
    let requests = world.sandbox.requests();
    let refused = |args: &[&str], what: &str| {
        let output = world.run(args);
        assert_eq!(output.status.code(), Some(2), "{what}: {}", stderr(&output));
        assert!(stderr(&output).contains(what), "{what}: {}", stderr(&output));
    };
    for (content, what) in [
        (CSV.replace("2.50", "2.51"), "line 3: the row differs"),
        (CSV.replace('\n', "\n\n"), "line 3: the row differs"),
        (CSV.lines().take(2).collect::<Vec<_>>().join("\n"), "rows that were sent before are missing"),
    ] {
        std::fs::write(&file.0, content).unwrap();
        refused(&add(&file, &["--resume"]), what);
    }
    std::fs::write(&file.0, CSV).unwrap();
    let (journal, other) = (file.journal(), Scratch::new("other.plockbox", ""));
    // The same API by another name.
    let elsewhere = world.sandbox.url().replace("127.0.0.1", "localhost");
    refused(&[&add(&file, &["--resume"])[..], &["--base-url", &elsewhere]].concat(), "belongs to");
    let elsewhere = add(&file, &["--resume", "--journal", other.path()]);
    std::fs::copy(&journal, &other.0).unwrap();
    refused(&elsewhere, "is a copy");
    std::fs::write(&other.0, "plock-journal").unwrap();
    refused(&elsewhere, "not a database");
    std::fs::remove_file(&other.0).unwrap();
    refused(&elsewhere, "no such journal");
    let record = ["product-usages", "add", "--outbox", other.path(), "--file", file.path()];
    assert_eq!(world.run(&record).status.code(), Some(0));
    refused(&elsewhere, "got an outbox");
    assert_eq!(world.sandbox.requests(), requests);

    std::fs::write(&file.0, format!("{CSV}9,1,hs321,1750923349\n")).unwrap();
    let output = world.run(&add(&file, &["--resume"]));
    assert_eq!((count(&output, "skipped"), count(&output, "recorded")), (2, 1), "{}", stderr(&output));
}

#[test]
fn a_journal_without_recorded_rows_is_removed() {
    let world = World::new(Options::default());
    let file = Scratch::new("removed.jsonl", ROWS);
    let refused = world.run(&add(&file, &["--api-key", "wrong-key"]));
    assert_eq!(refused.status.code(), Some(10));
    let left = || std::fs::read_dir(file.0.parent().unwrap()).unwrap().count();
    assert_eq!(left(), 1, "only the file itself");
    assert_eq!(world.run(&add(&file, &[])).status.code(), Some(0));
    assert_eq!(journal(&world, &file)["delivered"], 2);
}

#[test]
fn a_row_in_doubt_is_found_or_sent_by_the_outbox() {
    let world = slow(30_000);
    let file = Scratch::new("doubt.csv", numbered(3));
    let mut child = start(&world, &add(&file, &[]), 2);
    while world.usages() < 2 {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let resumed = world.run(&add(&file, &["--resume"]));
    assert_eq!((count(&resumed, "unknown"), resumed.status.code()), (2, Some(23)), "{}", stderr(&resumed));
    let hint = format!("plock outbox reconcile {} --writers only-this", file.journal());
    assert!(stderr(&resumed).contains(&hint), "{}", stderr(&resumed));
    // What a person has decided counts.
    for seq in ["1", "2"] {
        let resolved = world.run(&["outbox", "resolve", &file.journal(), seq, "--recorded"]);
        assert_eq!(resolved.status.code(), Some(0), "{}", stderr(&resolved));
    }
    let done = world.run(&add(&file, &["--resume"]));
    assert_eq!((count(&done, "skipped"), done.status.code()), (2, Some(0)), "{}", stderr(&done));
}

#[test]
fn two_runs_of_one_file_do_not_overlap() {
    let world = slow(200);
    let file = Scratch::new("locked.csv", numbered(3));
    let child = start(&world, &add(&file, &[]), 1);
    let other = world.run(&add(&file, &["--resume"]));
    assert_eq!(other.status.code(), Some(2), "{}", stderr(&other));
    assert!(stderr(&other).contains("in use by another process"), "{}", stderr(&other));
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(recorded(&world).len(), 2);
}

#[test]
fn a_program_that_waits_for_its_rows_can_be_ended() {
    let world = World::new(Options::default());
    let args = ["product-usages", "add", "--file", "-"];
    let mut command = world.plock(&args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    kill("TERM", &child);
    let stdin = child.stdin.take();
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert!(!output.status.success() && output.stdout.is_empty());
    assert_eq!(world.sandbox.requests(), 0);
}

#[test]
fn a_process_with_few_files_records_each_row() {
    let (world, file) = (slow(20), Scratch::new("few.csv", numbered(400)));
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 24; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_plock")]);
    command.args(["product-usages", "add", "--concurrency", "200", "--file", file.path()]);
    command.env("PLOCK_API_KEY", world.sandbox.key()).env("PLOCK_BASE_URL", world.sandbox.url());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(recorded(&world), (2..=400).collect::<Vec<_>>());
}
