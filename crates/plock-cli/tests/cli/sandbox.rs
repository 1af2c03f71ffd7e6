//! `plock sandbox`.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};

use crate::world::{Scratch, json, kill, plock, stderr, stdout};

#[test]
#[cfg(unix)]
fn the_sandbox_serves_until_it_is_stopped() {
    let mut child = plock(&["sandbox", "--accounts", "3"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let address = json(&line);
    let (url, key) = (address["url"].as_str().unwrap(), address["key"].as_str().unwrap());
    let output = plock(&["accounts", "list", "--base-url", url, "--api-key", key]).output().unwrap();
    kill("TERM", &child);
    assert!(child.wait().unwrap().success());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(self::stdout(&output).lines().count(), 4);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "one line and nothing else");
}

/// A sandbox in a process of its own: the process, URL and key.
fn sandbox(args: &[&str]) -> (Child, String, String) {
    let mut child =
        plock(&[&["sandbox"], args].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let text = |name: &str| json(&line)[name].as_str().unwrap().to_owned();
    (child, text("url"), text("key"))
}

#[test]
fn a_sandbox_beyond_loopback_warns() {
    let (child, url, key) = sandbox(&["--host", "0.0.0.0"]);
    let list = plock(&["accounts", "list", "--base-url", &url, "--api-key", &key]).output().unwrap();
    assert_eq!(list.status.code(), Some(0), "{}", stderr(&list));
    kill("TERM", &child);
    let told = stderr(&child.wait_with_output().unwrap());
    assert!(told.starts_with("warning: --host: other machines"), "{told}");

    let (child, ..) = sandbox(&["--host", "127.0.0.1"]);
    kill("TERM", &child);
    assert_eq!(stderr(&child.wait_with_output().unwrap()), "");
}

#[test]
fn behavior_and_clock_are_options_and_the_ledger_is_kept() {
    let args = ["--behavior", "float32,collapse", "--behavior", "day-only:+02:00", "--clock", "-86400000", "--record"];
    let (mut child, url, key) = sandbox(&args);
    let usage = ["--crm-id", "hs321", "--product-id", "7", "--value", "0.1", "--ts", "1750980600"];
    let target = ["--base-url", &url, "--api-key", &key];
    for _ in 0..2 {
        let added = plock(&[&["product-usages", "add"], &usage[..], &target].concat()).output().unwrap();
        assert_eq!(added.status.code(), Some(0), "{}", stderr(&added));
    }
    let listed = plock(&[&["product-usages", "list", "--format", "jsonl"], &target[..]].concat()).output().unwrap();
    kill("TERM", &child);
    assert!(child.wait().unwrap().success());
    let rows: Vec<_> = stdout(&listed).lines().map(json).collect();
    assert_eq!((rows.len(), rows[0]["timestamp"].as_str()), (1, Some("2025-06-27")), "{}", stderr(&listed));
    assert!(stdout(&listed).contains("0.10000000149011612"), "{}", stdout(&listed));
    let wrong = plock(&["sandbox", "--behavior", "slow"]).output().unwrap();
    assert!(stderr(&wrong).contains("--behavior: expected read-lag:MS"), "{}", stderr(&wrong));
}

#[test]
fn two_sandboxes_share_a_file() {
    let rows = "{\"crm_id\":\"hs321\",\"product_id\":7,\"value\":1,\"ts\":1750923349}\n".repeat(150);
    let files = [Scratch::new("one.jsonl", &rows), Scratch::new("two.jsonl", &rows)];
    let db = files[0].0.with_extension("db");
    let sandboxes = [(); 2].map(|()| sandbox(&["--db", db.to_str().unwrap()]));
    let adds = [0, 1].map(|at| {
        let (_, url, key) = &sandboxes[at];
        let args = ["product-usages", "add", "--file", files[at].path(), "--base-url", url, "--api-key", key];
        plock(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    });
    for add in adds {
        let output = add.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    for (child, url, key) in &sandboxes {
        let list = ["product-usages", "list", "--all", "--page-size", "500", "--base-url", url, "--api-key", key];
        let listed = plock(&list).output().unwrap();
        assert_eq!(stdout(&listed).lines().count(), 300, "{}", stderr(&listed));
        kill("TERM", child);
    }
    for (mut child, ..) in sandboxes {
        assert!(child.wait().unwrap().success());
    }
}
