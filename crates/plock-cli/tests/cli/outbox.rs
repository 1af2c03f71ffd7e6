//! `plock outbox`, and `--outbox`.

use std::process::Stdio;
use std::time::{Duration, Instant};

use plock_sandbox::{Fault, Options};

use crate::world::{Scratch, World, json, kill, stderr};

const USAGE: [&str; 8] = ["--crm-id", "hs321", "--product-id", "7", "--value", "12.50", "--ts", "1750980600"];

/// A folder for the file of an outbox.
fn scratch(name: &str) -> (Scratch, String) {
    let scratch = Scratch::new(
        &format!("{name}.csv"),
        "crm_id,product_id,value,ts\nhs321,7,1.5,1750980601\nhs321,7,2.5,1750980602\n",
    );
    let file = scratch.0.with_file_name("usage.plockbox").to_str().unwrap().to_owned();
    (scratch, file)
}

#[test]
fn events_are_recorded_without_a_key_and_sent_later() {
    let world = World::new(Options::default());
    let (rows, file) = scratch("outbox-send");
    let before = world.usages();
    let add = |args: &[&str]| {
        let mut command = world.plock(&[&["product-usages", "add", "--outbox", &file], args].concat());
        let output = command.env_remove("PLOCK_API_KEY").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        json(&String::from_utf8(output.stdout).unwrap())
    };
    let first = add(&[&["--key", "order-1"], &USAGE[..]].concat());
    assert_eq!((first["stored"].as_u64(), first["duplicates"].as_u64()), (Some(1), Some(0)));
    assert_eq!(add(&[&["--key", "order-1"], &USAGE[..]].concat())["duplicates"], 1);
    for stored in [2, 0] {
        assert_eq!(add(&["--file", rows.path(), "--key", "rows"])["stored"], stored);
    }
    let refused =
        world.run(&[&["product-usages", "add", "--outbox", &file, "--value", "x"], &USAGE[..4], &USAGE[6..]].concat());
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert_eq!(json(&world.prints(&["outbox", "status", &file]))["queued"], 3);
    assert_eq!(world.usages(), before);

    let sent = world.prints(&["outbox", "send", &file, "--writers", "only-this", "--once"]);
    let sent = json(&sent);
    assert_eq!((sent["delivered"].as_u64(), sent["queued"].as_u64()), (Some(3), Some(0)));
    assert_eq!(world.usages(), before + 3);
    let exported = world.prints(&["outbox", "export", &file]);
    assert_eq!(exported.lines().count(), 3);
    assert_eq!(json(exported.lines().next().unwrap())["key"], "order-1");
    assert!(world.prints(&["outbox", "export", &file, "--format", "csv"]).starts_with("seq,state,key,"));
    world.prints(&["outbox", "verify", &file]);
}

#[test]
fn a_person_decides_about_rejected_events() {
    let world = World::new(Options::default());
    let (_rows, file) = scratch("outbox-resolve");
    world.prints(&[&["product-usages", "add", "--outbox", &file], &USAGE[..]].concat());
    world.sandbox.next(Fault::parse_once("error:422").unwrap(), 1, Some("product_usages.add")).unwrap();
    let send = ["outbox", "send", &file, "--writers", "only-this", "--once"];
    let output = world.run(&send);
    assert_eq!(output.status.code(), Some(24), "{}", stderr(&output));
    let status = json(&world.prints(&["outbox", "status", &file]));
    assert_eq!((status["rejected"].as_u64(), status["events"][0]["seq"].as_u64()), (Some(1), Some(1)));
    assert!(status["events"][0]["reason"].as_str().unwrap().contains("422"), "{status}");
    let table = world.prints(&["outbox", "status", &file, "--format", "table"]);
    assert!(table.contains("rejected") && table.contains("SEQ"), "{table}");
    let unknown = world.run(&["outbox", "resolve", &file, "9", "--drop"]);
    assert_eq!(unknown.status.code(), Some(22), "{}", stderr(&unknown));
    assert_eq!(world.run(&["outbox", "resolve", &file, "1"]).status.code(), Some(2));
    world.prints(&["outbox", "retry", &file]);
    world.prints(&send);
    assert_eq!(json(&world.prints(&["outbox", "status", &file]))["delivered"], 1);
    let missing = world.run(&["outbox", "status", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(1), "{}", stderr(&missing));
    assert!(!std::path::Path::new("no-such-file").exists());
}

#[test]
#[cfg(unix)]
fn a_service_drains_when_it_is_told_to_stop() {
    let world = World::new(Options::default());
    let (rows, file) = scratch("outbox-service");
    let before = world.usages();
    let mut service =
        world.plock(&["outbox", "send", &file, "--writers", "only-this"]).stdout(Stdio::piped()).spawn().unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while !std::path::Path::new(&file).exists() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    // Another process records; the service finds it.
    world.prints(&["product-usages", "add", "--outbox", &file, "--file", rows.path()]);
    while world.usages() < before + 2 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    kill("TERM", &service);
    assert!(service.wait().unwrap().success());
    assert_eq!(json(&world.prints(&["outbox", "status", &file]))["delivered"], 2);

    let copy = format!("{file}-copy");
    std::fs::copy(&file, &copy).unwrap();
    assert_eq!(world.run(&["outbox", "status", &copy]).status.code(), Some(21));
    world.prints(&["outbox", "adopt", &copy]);
    world.prints(&["outbox", "status", &copy]);
}

#[test]
fn a_probe_is_for_an_environment_for_tests() {
    let world = World::new(Options::default());
    let event = r#"{"crm_id": "hs321", "product_id": 7, "value": 1, "ts": 1750000000}"#;
    let refused = world.run(&["outbox", "probe", "--event", event]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    let printed = world.prints(&["outbox", "probe", "--event", event, "--base-url", world.sandbox.url()]);
    assert!(printed.lines().all(|line| json(line)["decides"] == true), "{printed}");
    assert!(printed.contains("points in time, unchanged"), "{printed}");
}
