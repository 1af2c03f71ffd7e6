//! Single calls: output, help, exit codes.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use plock_sandbox::Options;

use crate::world::{World, json, plock, stderr, stdout};

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
        (2, world.run(&["invoices", "list", "--max-outage", "soon"])),
        (2, world.run(&["invoices", "list", "--retry-budget", "-1"])),
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
    let codes = help.lines().skip_while(|line| *line != "Exit codes:").skip(1);
    let codes: Vec<u8> = codes.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect();
    assert!(codes.len() > plock::ErrorKind::ALL.len() && codes.is_sorted(), "{help}");
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
fn errors_name_the_options_of_the_program() {
    let world = World::new(Options::default());
    let get = ["invoices", "get", "2002"];
    for (args, told) in [
        (&["--api-key", ""][..], "--api-key: expected an API key"),
        (&["--base-url", "localhost"], "--base-url: expected a URL"),
        (&["--proxy", "http://["], "--proxy: expected a URL"),
        (&["--ca-cert", "Cargo.toml"], "--ca-cert: expected certificates in PEM format"),
    ] {
        let output = world.run(&[&get[..], args].concat());
        assert_eq!(output.status.code(), Some(21), "{}", stderr(&output));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
    let told = stderr(&plock(&get).output().unwrap());
    assert!(told.contains("give --api-key, or set the environment variable PLOCK_API_KEY"), "{told}");
    let told = stderr(&world.run(&["invoices", "list", "--page-size", "0"]));
    assert!(told.starts_with("error: --page-size: expected at least 1"), "{told}");
}

#[test]
fn more_details_show_the_connection() {
    let world = World::new(Options::default());
    let port = world.sandbox.url().rsplit(':').next().unwrap();
    let get = ["invoices", "get", "2002"];
    let told = stderr(&world.run(&[&get[..], &["-vv"]].concat()));
    let connection = format!("host=\"127.0.0.1\" port={port} tls=false protocol=HTTP/1.1 peer=Some(127.0.0.1:{port})");
    assert!(told.contains(&connection), "{told}");

    // The sandbox stands in for a proxy: it is asked for the whole URL.
    let proxy = world.sandbox.url().replace("http://", "http://user:very_secret@");
    let args = [&get[..], &["--base-url", "http://api.invalid", "--retries", "0", "-vv", "--proxy", &proxy]].concat();
    let told = stderr(&world.run(&args));
    assert!(
        told.contains(&format!("note: --proxy is 127.0.0.1:{port}; ")) && told.contains("host=\"api.invalid\""),
        "{told}"
    );
    assert!(!told.contains("very_secret"), "{told}");
}
