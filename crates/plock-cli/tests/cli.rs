//! The program itself against a sandbox.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use plock_sandbox::{Options, Sandbox};
use tokio::runtime::Runtime;

/// A sandbox and the program pointed at it.
struct World {
    /// Serves the sandbox for as long as it lives.
    _runtime: Runtime,
    sandbox: Sandbox,
}

impl World {
    fn new(options: Options) -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        World { _runtime: runtime, sandbox }
    }

    fn plock(&self, args: &[&str]) -> Command {
        let mut command = plock(args);
        command.env("PLOCK_API_KEY", self.sandbox.key()).env("PLOCK_BASE_URL", self.sandbox.url());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.plock(args).output().unwrap()
    }

    /// What a run that succeeds prints.
    fn prints(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        stdout(&output)
    }

    fn usages(&self) -> u64 {
        self.sandbox.count("product_usages").unwrap()
    }
}

fn plock(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plock"));
    command.args(args).stdin(Stdio::null());
    for name in ["PLOCK_API_KEY", "PLOCK_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A file of its own for each test, removed afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &str) -> Self {
        let path = std::env::temp_dir().join(format!("plock-cli-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn every_format_shows_the_exact_amount() {
    let world = World::new(Options::default());
    let list = |format| world.prints(&["invoices", "list", "--format", format]);

    let jsonl = list("jsonl");
    assert_eq!(jsonl.lines().count(), 1);
    assert_eq!(json(&jsonl)["amount"], "1000.00");
    assert_eq!(json(&list("json"))[0]["amount"], "1000.00");
    assert_eq!(world.prints(&["invoices", "list"]), jsonl, "not a terminal: one object per line");

    let csv = list("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| row.get(headers.iter().position(|header| header == name).unwrap()).unwrap();
    assert_eq!((cell("id"), cell("amount"), cell("account_id")), ("2002", "1000.00", "5001"));

    let table = list("table");
    let [head, row] = table.lines().collect::<Vec<_>>()[..] else { panic!("{table}") };
    assert!(head.starts_with("ID ") && head.contains(" AMOUNT"), "{table}");
    assert!(row.starts_with("2002 ") && row.contains(" 1000.00 "), "{table}");
}

#[test]
fn get_shows_one_object() {
    let world = World::new(Options::default());
    let invoice = json(&world.prints(&["invoices", "get", "2002"]));
    assert_eq!((&invoice["id"], &invoice["amount"]), (&"2002".into(), &"1000.00".into()));
    let table = world.prints(&["--format", "table", "invoices", "get", "2002"]);
    assert!(table.lines().any(|line| line.split_whitespace().eq(["amount", "1000.00"])), "{table}");
}

#[test]
fn a_machine_without_certificates_talks_to_a_server_without_tls() {
    let world = World::new(Options::default());
    let mut command = world.plock(&["invoices", "get", "2002"]);
    let output = command.env("SSL_CERT_FILE", "/nowhere").env("SSL_CERT_DIR", "/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn pages_are_followed_only_when_asked() {
    let world = World::new(Options { accounts: Some(250), ..Options::default() });
    let output = world.run(&["invoices", "list", "--page-size", "100"]);
    assert_eq!(stdout(&output).lines().count(), 100);
    assert!(stderr(&output).starts_with("note: page 1 of 3, 251 rows in total"), "{}", stderr(&output));

    for format in ["jsonl", "csv", "table", "json"] {
        let all = world.prints(&["invoices", "list", "--all", "--page-size", "100", "--format", format]);
        let rows = match format {
            "json" => json(&all).as_array().unwrap().len(),
            "jsonl" => all.lines().count(),
            _ => all.lines().count() - 1,
        };
        assert_eq!(rows, 251, "{format}");
    }
    let some = world.prints(&["invoices", "list", "--limit", "150", "--page-size", "100"]);
    assert_eq!(some.lines().count(), 150);
    let last = world.prints(&["invoices", "list", "--page", "3", "--page-size", "100"]);
    assert_eq!(last.lines().count(), 51);
}

#[test]
fn an_empty_list_still_has_its_header() {
    let world = World::new(Options::default());
    let none = |format| world.prints(&["product-usages", "list", "--account-id", "999999", "--format", format]);
    assert!(none("csv").starts_with("id,") && none("csv").lines().count() == 1, "{}", none("csv"));
    assert!(none("table").starts_with("ID "), "{}", none("table"));
    assert_eq!((none("json").as_str(), none("jsonl").as_str()), ("[]\n", ""));
}

#[test]
fn add_records_the_digits_given() {
    let world = World::new(Options::default());
    let before = world.usages();
    let value = "12.500000000000000000001";
    let args = ["--crm-id", "hs321", "--product-id", "7", "--value", value, "--ts", "1750923349"];
    let answer = world.prints(&[&["product-usages", "add"], &args[..]].concat());
    assert_eq!(json(&answer)["success"], true);
    assert_eq!(world.usages(), before + 1);
    let listed = world.prints(&["product-usages", "list", "--all", "--format", "csv"]);
    assert!(listed.contains(value), "{listed}");
}

#[test]
fn a_bad_value_names_its_option_and_sends_nothing() {
    let world = World::new(Options::default());
    for bad in ["abc", "NaN", "inf", "0.00000000000000000000000000000000000001", ""] {
        let args = ["product-usages", "add", "--crm-id", "hs321", "--product-id", "7", "--ts", "1"];
        let output = world.run(&[&args[..], &["--value", bad]].concat());
        assert_eq!(output.status.code(), Some(2), "{bad:?}");
        assert!(stderr(&output).starts_with("error: --value: "), "{}", stderr(&output));
    }
    assert_eq!(world.sandbox.requests(), 0);
}

const ROWS: &str = concat!(
    "{\"crm_id\":\"hs321\",\"product_id\":7,\"value\":0.1000000000000000000001,\"ts\":1750923349}\n\n",
    "{\"crm_id\":\"hs321\",\"product_id\":\"8\",\"value\":\"2.50\",\"ts\":\"2025-06-26T07:35:49Z\"}\n",
);
const CSV: &str = "product_id,value,crm_id,ts\n7,0.1000000000000000000001,hs321,1750923349\n8,2.50,hs321,1750923349\n";

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
fn one_bad_row_and_nothing_is_sent() {
    let world = World::new(Options::default());
    for (name, content, told) in [
        (
            "bad.jsonl",
            format!("{ROWS}{{\"crm_id\":\"x\",\"product_id\":7,\"value\":true,\"ts\":1}}\n"),
            "line 4: value: ",
        ),
        ("lack.jsonl", format!("{ROWS}{{\"crm_id\":\"x\",\"product_id\":7,\"ts\":1}}\n"), "line 4: value: "),
        ("odd.jsonl", format!("{ROWS}{{\"crmid\":\"x\"}}\n"), "line 4: \"crmid\": "),
        ("twice.jsonl", "{\"value\":1,\"value\":2}\n".to_owned(), "line 1: value: "),
        ("broken.jsonl", format!("{ROWS}{{\"crm_id\"\n"), "line 4: expected one JSON object"),
        ("bad.csv", format!("{CSV}7,1e,hs321,1\n"), "line 4: value: "),
        ("short.csv", format!("{CSV}7,1\n"), "line 4: expected 4 cells, got 2"),
        ("head.csv", CSV.replace("crm_id", "crmid"), "line 1: \"crmid\": "),
    ] {
        let file = Scratch::new(name, &content);
        let output = world.run(&["product-usages", "add", "--file", file.path()]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{name}: {}", stderr(&output));
    }
    assert_eq!(world.sandbox.requests(), 0);
}

#[test]
fn rows_that_are_not_recorded_are_kept_with_the_reason() {
    let world = World::new(Options::default());
    let before = world.usages();
    let odd = "{\"crm_id\":\"nobody\",\"product_id\":7,\"value\":1.00,\"ts\":1750923349}";
    let (file, failed) = (Scratch::new("some.jsonl", &format!("{ROWS}{odd}\n")), Scratch::new("failed.jsonl", ""));
    let output = world.run(&["product-usages", "add", "--file", file.path(), "--failed", failed.path()]);
    assert_eq!(output.status.code(), Some(12), "the code of NotFoundError: {}", stderr(&output));
    let summary = json(&stdout(&output));
    assert_eq!((&summary["recorded"], &summary["refused"]), (&2.into(), &1.into()));
    assert_eq!(world.usages(), before + 2);
    let kept = std::fs::read_to_string(&failed.0).unwrap();
    assert_eq!(kept.lines().count(), 1, "{kept}");
    assert!(kept.contains(odd), "the row as it was: {kept}");
    assert_eq!((&json(&kept)["line"], &json(&kept)["outcome"]), (&4.into(), &"refused".into()));

    let same = world.run(&["product-usages", "add", "--file", file.path(), "--failed", file.path()]);
    assert_eq!(same.status.code(), Some(2));
    assert!(std::fs::read_to_string(&file.0).unwrap().contains(odd), "the input was overwritten");
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
    assert_eq!(std::fs::read_to_string(&failed.0).unwrap().lines().count(), 2);
}

#[test]
fn exit_codes_tell_failures_apart() {
    let world = World::new(Options::default());
    let secret = "sk_live_very_secret";
    let get = ["invoices", "get", "2002"];
    let refused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = format!("http://{refused}");
    let usage = ["product-usages", "add", "--crm-id", "", "--product-id", "7", "--value", "1", "--ts", "1"];
    for (code, output) in [
        (12, world.run(&["invoices", "get", "1"])),
        (10, world.run(&[&get[..], &["--api-key", secret]].concat())),
        (18, world.run(&[&get[..], &["--api-key", secret, "--base-url", &refused, "--retries", "0"]].concat())),
        (2, world.run(&["invoices", "get"])),
        (2, world.run(&[&get[..], &["--header", secret]].concat())),
        (2, world.run(&["invoices", "list", "--timeout", "soon"])),
        (21, plock(&get).env("PLOCK_BASE_URL", world.sandbox.url()).output().unwrap()),
        (21, world.run(&[&get[..], &["--api-key", &format!("{secret}\n")]].concat())),
        (21, world.run(&[&get[..], &["--base-url", "localhost"]].concat())),
        (22, world.run(&usage)),
        (22, world.run(&["invoices", "list", "--page-size", "0"])),
        (1, world.run(&["product-usages", "add", "--file", "no-such-file.jsonl"])),
    ] {
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.starts_with("error: ") && !told.contains(secret), "{told}");
        assert!(output.stdout.is_empty());
    }
    let told = stderr(&plock(&get).output().unwrap());
    assert!(told.contains("PLOCK_API_KEY"), "{told}");
    let quiet = world.run(&[&get[..], &["--api-key", secret, "-vv"]].concat());
    assert!(!stderr(&quiet).contains(secret) && stderr(&quiet).contains("/api/"), "{}", stderr(&quiet));
}

#[test]
fn every_command_has_the_help_of_the_spec() {
    for operation in plock::meta::OPERATIONS {
        let names = [operation.resource, operation.verb].map(|name| name.replace('_', "-"));
        let output = plock(&[&names[0], &names[1], "--help"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", operation.id);
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let help = flat(&stdout(&output));
        let fields = operation.body.map_or(&[][..], |body| body.fields);
        let said = operation.parameters.iter().map(|parameter| parameter.description);
        for text in said.chain(fields.iter().map(|field| field.description)).chain([operation.summary]) {
            assert!(help.contains(&flat(text)), "{}: no {text:?} in {help}", operation.id);
        }
    }
    let help = stdout(&plock(&["--help"]).output().unwrap());
    for kind in plock::ErrorKind::ALL {
        assert!(help.contains(kind.name()), "no exit code of {} in {help}", kind.name());
    }
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = plock(&["completions", shell]).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("product-usages"), "{shell}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let world = World::new(Options { accounts: Some(3000), ..Options::default() });
    let args = ["invoices", "list", "--all", "--page-size", "100"];
    let mut child = world.plock(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.read_line(&mut line).unwrap();
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert!(line.starts_with('{'));
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_list() {
    let world = World::new(Options { accounts: Some(10_000), ..Options::default() });
    for format in ["jsonl", "json", "csv", "table"] {
        let args = ["invoices", "list", "--all", "--page-size", "100", "--format", format];
        let mut child = world.plock(&args).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // The program waits for its reader with rows in hand, so that its peak so far can be read.
        let peak = || {
            let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
            peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
        };
        assert_eq!(lines.by_ref().take(2_000).filter(|line| line.is_ok()).count(), 2_000);
        let early = peak();
        assert_eq!(lines.by_ref().take(7_500).filter(|line| line.is_ok()).count(), 7_500);
        let late = peak();
        assert!(late < 40_000 && late < early + 3_000, "{format}: {early} kB, then {late} kB");
        assert!(lines.count() >= 500, "{format}");
        assert!(child.wait().unwrap().success());
    }
}

#[test]
#[cfg(unix)]
fn an_interrupted_file_accounts_for_every_row() {
    let latency = std::time::Duration::from_millis(50);
    let world = World::new(Options { latency, ..Options::default() });
    let before = world.usages();
    let (file, failed) =
        (Scratch::new("long.csv", &format!("{}{}", CSV, "7,1,hs321,1\n".repeat(200))), Scratch::new("rest", ""));
    let args = ["product-usages", "add", "--concurrency", "2", "--file", file.path(), "--failed", failed.path()];
    let mut command = world.plock(&args);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while world.sandbox.requests() < 4 {
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    let summary = json(&stdout(&output));
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!(world.usages(), before + count("recorded"));
    assert!(count("recorded") >= 4 && count("not_sent") > 100, "{summary}");
    assert_eq!(count("recorded") + count("not_sent"), 202);
    let kept = std::fs::read_to_string(&failed.0).unwrap();
    assert_eq!(kept.lines().count() as u64, count("not_sent"));
}

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
    let stopped = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    assert!(child.wait().unwrap().success());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(self::stdout(&output).lines().count(), 4);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "one line and nothing else");
}
