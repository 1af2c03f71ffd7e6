//! Rows of a file: what is sent, and what is reported.

use std::io::Write;
use std::process::Stdio;

use plock_sandbox::Options;

use crate::world::{Scratch, World, json, kill, stderr, stdout};

pub(crate) const ROWS: &str = concat!(
    "{\"crm_id\":\"hs321\",\"product_id\":7,\"value\":0.1000000000000000000001,\"ts\":1750923349}\n\n",
    "{\"crm_id\":\"hs321\",\"product_id\":\"8\",\"value\":\"2.50\",\"ts\":\"2025-06-26T07:35:49Z\"}\n",
);
pub(crate) const CSV: &str =
    "product_id,value,crm_id,ts\n7,0.1000000000000000000001,hs321,1750923349\n8,2.50,hs321,1750923349\n";

#[test]
fn files_and_stdin_are_sent_row_by_row() {
    let (jsonl, csv) = (Scratch::new("rows.jsonl", ROWS), Scratch::new("rows.csv", CSV));
    for (file, input, more) in [
        (jsonl.path(), "", &[][..]),
        (csv.path(), "", &["--concurrency", "1"]),
        ("-", ROWS, &[]),
        ("-", CSV, &["--file-format", "csv"]),
    ] {
        let world = World::new(Options::default());
        let before = world.usages();
        let args = [&["product-usages", "add", "--file", file][..], more].concat();
        let mut child =
            world.plock(&args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        let summary = json(&stdout(&output));
        assert_eq!((&summary["recorded"], &summary["refused"], &summary["unknown"]), (&2.into(), &0.into(), &0.into()));
        assert_eq!(world.usages(), before + 2);
        let listed = world.prints(&["product-usages", "list", "--all", "--format", "csv"]);
        assert!(listed.contains("0.1000000000000000000001") && listed.contains("2.50"), "{listed}");
        assert!(stderr(&output).is_empty(), "no progress bar without a terminal: {}", stderr(&output));
    }
}

#[test]
fn rows_that_are_not_recorded_are_kept_with_the_reason() {
    let world = World::new(Options::default());
    let before = world.usages();
    let odd = "{\"crm_id\":\"nobody\",\"product_id\":7,\"value\":1.00,\"ts\":1750923349}";
    let (file, failed) = (Scratch::new("some.jsonl", format!("{ROWS}{odd}\n")), Scratch::new("failed.jsonl", ""));
    let output = world.run(&["product-usages", "add", "--file", file.path(), "--failed", failed.path()]);
    assert_eq!(output.status.code(), Some(12), "the code of NotFoundError: {}", stderr(&output));
    let summary = json(&stdout(&output));
    assert_eq!((&summary["recorded"], &summary["refused"]), (&2.into(), &1.into()));
    assert_eq!(world.usages(), before + 2);
    let kept = failed.read();
    assert_eq!(kept.lines().count(), 1, "{kept}");
    assert!(kept.starts_with(odd.trim_end_matches('}')), "the row as it was: {kept}");
    assert_eq!((&json(&kept)["$outcome"]["line"], &json(&kept)["$outcome"]["outcome"]), (&4.into(), &"refused".into()));

    let same = world.run(&["product-usages", "add", "--resume", "--file", file.path(), "--failed", file.path()]);
    assert_eq!(same.status.code(), Some(2));
    assert!(stderr(&same).contains("--failed: ") && file.read().contains(odd), "the input was overwritten");
}

#[test]
fn a_write_without_an_answer_is_unknown_and_sent_once() {
    let world = World::new(Options { faults: vec!["drop-after:1".parse().unwrap()], ..Options::default() });
    let before = world.usages();
    let file = Scratch::new("unknown.jsonl", ROWS);
    let output = world.run(&["product-usages", "add", "--file", file.path()]);
    assert_eq!(output.status.code(), Some(23), "the code of OutcomeUnknownError: {}", stderr(&output));
    assert_eq!(json(&stdout(&output))["unknown"], 2);
    assert_eq!(world.usages(), before + 2);
}

#[test]
fn a_refused_key_sends_no_more_rows() {
    let world = World::new(Options::default());
    let (file, failed) = (Scratch::new("key.jsonl", ROWS), Scratch::new("key-failed.jsonl", ""));
    let file = ["product-usages", "add", "--concurrency", "1", "--file", file.path(), "--failed", failed.path()];
    let output = world.run(&[&file[..], &["--api-key", "wrong-key"]].concat());
    assert_eq!(output.status.code(), Some(10), "the code of AuthenticationError: {}", stderr(&output));
    let summary = json(&stdout(&output));
    assert_eq!((&summary["refused"], &summary["not_sent"]), (&1.into(), &1.into()));
    assert_eq!(world.sandbox.requests(), 1);
    assert_eq!(failed.read().lines().count(), 2);
}

#[test]
#[cfg(unix)]
fn an_interrupted_file_accounts_for_every_row() {
    let latency = std::time::Duration::from_millis(50);
    let world = World::new(Options { latency, ..Options::default() });
    let before = world.usages();
    let (file, failed) =
        (Scratch::new("long.csv", format!("{}{}", CSV, "7,1,hs321,1\n".repeat(200))), Scratch::new("rest", ""));
    let args = ["product-usages", "add", "--concurrency", "2", "--file", file.path(), "--failed", failed.path()];
    let mut command = world.plock(&args);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while world.sandbox.requests() < 4 {
        std::thread::yield_now();
    }
    kill("INT", &child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    let summary = json(&stdout(&output));
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!(world.usages(), before + count("recorded"));
    assert!(count("recorded") >= 4 && count("not_sent") > 100, "{summary}");
    assert_eq!(count("recorded") + count("not_sent"), 202);
    let kept = failed.read();
    assert_eq!(kept.lines().count() as u64, count("not_sent"));
}

#[test]
fn failed_rows_are_sent_again_unless_they_may_have_been_recorded() {
    let world = World::new(Options::default());
    let before = world.usages();
    let outcome = |outcome: &str| format!(",\"$outcome\":{{\"line\":9,\"outcome\":\"{outcome}\",\"error\":\"\"}}}}");
    let row = "{\"crm_id\":\"hs321\",\"product_id\":7,\"value\":1,\"ts\":1750923349";
    let rows = ["refused", "unknown", "not_sent"].map(|name| format!("{row}{}\n", outcome(name))).concat();
    let (file, failed) = (Scratch::new("again.jsonl", &rows), Scratch::new("again-failed.jsonl", "earlier\n"));
    let output = world.run(&["product-usages", "add", "--file", file.path(), "--failed", failed.path()]);
    assert_eq!(output.status.code(), Some(23), "{}", stderr(&output));
    let summary = json(&stdout(&output));
    assert_eq!((&summary["recorded"], &summary["unknown"]), (&2.into(), &1.into()));
    assert_eq!(world.usages(), before + 2);
    assert!(
        stderr(&output).contains("must not be sent again before that was checked: lines 2\n"),
        "{}",
        stderr(&output)
    );
    let kept = failed.read();
    assert_eq!((kept.lines().count(), &json(&kept)["$outcome"]["outcome"]), (1, &"unknown".into()), "{kept}");
}

#[test]
fn an_earlier_failed_file_is_kept_until_a_row_fails() {
    let world = World::new(Options::default());
    let failed = Scratch::new("kept.jsonl", "earlier\n");
    for content in ["{}\n", ROWS] {
        let file = Scratch::new("kept-rows.jsonl", content);
        world.run(&["product-usages", "add", "--file", file.path(), "--failed", failed.path()]);
        assert_eq!(failed.read(), "earlier\n");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_hides_nothing_that_was_recorded() {
    let world = World::new(Options::default());
    let before = world.usages();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let file = Scratch::new("full.jsonl", ROWS);
    let output = world.plock(&["product-usages", "add", "--file", file.path()]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("No space left") && stderr(&output).contains("\"recorded\":2"),
        "{}",
        stderr(&output)
    );

    let args =
        ["product-usages", "add", "--crm-id", "hs321", "--product-id", "7", "--value", "1", "--ts", "1750923349"];
    let output = world.plock(&args).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).starts_with("warning: recorded, but "), "{}", stderr(&output));
    assert_eq!(world.usages(), before + 3);

    let odd = ROWS.replace("hs321", "nobody");
    let file = Scratch::new("full-failed.jsonl", odd + ROWS);
    let args = ["product-usages", "add", "--concurrency", "1", "--file", file.path(), "--failed", "/dev/full"];
    let output = world.run(&args);
    assert_eq!(output.status.code(), Some(1), "nothing was recorded: {}", stderr(&output));
    assert_eq!((&json(&stdout(&output))["refused"], world.usages()), (&1.into(), before + 3));
    let file = Scratch::new("full-after.jsonl", ROWS.to_owned() + &ROWS.replace("hs321", "nobody"));
    let args = ["product-usages", "add", "--concurrency", "1", "--file", file.path(), "--failed", "/dev/full"];
    let output = world.run(&args);
    assert_eq!(output.status.code(), Some(24), "two rows were recorded: {}", stderr(&output));
    assert!(stderr(&output).contains("error: /dev/full: "), "{}", stderr(&output));
    assert_eq!(world.usages(), before + 5);
}
