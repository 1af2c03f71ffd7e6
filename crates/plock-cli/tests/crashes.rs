//! Ends commands at a sample of their system calls, by a signal or a power cut, and runs them again: `--file` sends no row twice and forgets
//! none, and the files of an export or a sync are what they would have been.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use outbox_shim::{Drop, Run, When, points, power_cut, sample};
use plock_sandbox::{Options, Sandbox};
use tokio::runtime::Runtime;

const ROWS: i64 = 6;

fn run(folder: &Path, sandbox: &Sandbox) -> Run {
    let (file, data) = (folder.join("rows.csv"), folder.join("data"));
    let journal = data.join("rows.plockbox");
    let resumes = journal.exists();
    Run::new(env!("CARGO_BIN_EXE_plock")).files(&data).log(folder.join("log")).with(|command| {
        command.args(["product-usages", "add", "--concurrency", "2", "--file"]).arg(file).arg("--journal").arg(journal);
        command.args(resumes.then_some("--resume"));
        command.env("PLOCK_API_KEY", sandbox.key()).env("PLOCK_BASE_URL", sandbox.url()).env("NO_PROXY", "*");
    })
}

/// Two runs, the first of which ends at a point; `None`: it does not. Returns the number of its points.
fn live(runtime: &Runtime, end: Option<(u64, When)>, cut: Option<Drop>) -> u64 {
    let options = Options { without_examples: true, record: true, ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
    sandbox.add("accounts", r#"{"crmId":"c0"}"#).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let rows = (1..=ROWS).map(|row| format!("7,{row},c0,{}\n", 1_750_000_000 + row)).collect::<String>();
    std::fs::write(folder.path().join("rows.csv"), format!("product_id,value,crm_id,ts\n{rows}")).unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    std::fs::create_dir(&data).unwrap();
    let first = run(folder.path(), &sandbox);
    let first = end.into_iter().fold(first, |first, (point, when)| first.point(point, when));
    first.start().unwrap();
    let count = points(&log).unwrap().last().map_or(0, |point| point.number);
    if let Some(drop) = cut {
        power_cut(&data, &log, drop).unwrap();
    }
    let output = run(folder.path(), &sandbox).start().unwrap().output;
    let printed = String::from_utf8_lossy(&output.stdout);
    let summary: serde_json::Value = serde_json::from_str(&printed)
        .unwrap_or_else(|_| panic!("{end:?} {cut:?}: {}", String::from_utf8_lossy(&output.stderr)));
    let number = |name: &str| summary[name].as_i64().unwrap();
    let sent: Vec<i64> = sandbox
        .ledger()
        .iter()
        .map(|write| {
            let body: serde_json::Value = serde_json::from_str(&write.body).unwrap();
            body["ts"].as_i64().unwrap()
        })
        .collect();
    let once: HashSet<_> = sent.iter().collect();
    assert_eq!(once.len(), sent.len(), "{end:?} {cut:?}: sent twice");
    assert_eq!(number("skipped") + number("recorded") + number("unknown"), ROWS, "{end:?} {cut:?}: {summary}");
    let missing = ROWS - i64::try_from(once.len()).unwrap();
    assert!(missing <= number("unknown") && number("unknown") <= 2, "{end:?} {cut:?}: {missing} missing, {summary}");
    runtime.block_on(sandbox.stop());
    count
}

#[test]
fn no_row_is_sent_twice_or_forgotten() {
    let runtime = runtime();
    sweep(live(&runtime, None, None), 20, |end, cut| {
        live(&runtime, Some(end), cut);
    });
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// Calls `live` for a sample of the points, with and without a power cut.
fn sweep(points: u64, number: u64, live: impl Fn((u64, When), Option<Drop>)) {
    for (at, when) in [When::Before, When::After].into_iter().enumerate() {
        for point in sample(points, number, (at, 2)) {
            for cut in [None, Some(Drop::All), Some(Drop::Random(point))] {
                live((point, when), cut);
            }
        }
    }
    eprintln!("{points} points");
}

const SYNC: &[&str] = &["sync", "--page-size", "2"];
const EXPORT: &[&str] = &["export", "invoices", "--page-size", "1", "--part-rows", "2"];

/// Runs a command that writes to a folder, and may end at a point.
fn write(command: &[&str], sandbox: &Sandbox, data: &Path, log: &Path, end: Option<(u64, When)>) {
    // A run that ends before its first call would leave the log of the run before.
    if log.exists() {
        std::fs::remove_dir_all(log).unwrap();
    }
    let run = Run::new(env!("CARGO_BIN_EXE_plock")).files(data).log(log).with(|process| {
        process.args(command).args(["--concurrency", "1", "--out"]).arg(data);
        process.env("PLOCK_API_KEY", sandbox.key()).env("PLOCK_BASE_URL", sandbox.url()).env("NO_PROXY", "*");
    });
    let ended = end.into_iter().fold(run, |run, (point, when)| run.point(point, when)).start().unwrap();
    let errors = String::from_utf8_lossy(&ended.output.stderr);
    // Two runs have not quite the same number of calls: one may end before its point.
    assert!(ended.killed || ended.output.status.success(), "{end:?}: {errors}");
}

/// The files of a folder, except for the database.
fn copied(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(
                copied(&path)
                    .into_iter()
                    .map(|(inner, text)| (path.file_name().unwrap().into(), inner, text))
                    .map(|(outer, inner, text): (PathBuf, _, _)| (outer.join(inner), text)),
            );
        } else if !path.file_name().unwrap().to_str().unwrap().starts_with("_mirror") {
            files.insert(path.file_name().unwrap().into(), std::fs::read_to_string(&path).unwrap());
        }
    }
    files
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_sync_that_ended_goes_on() {
    let runtime = runtime();
    let options = Options { without_examples: true, accounts: Some(3), ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (before, after, log) = (folder.path().join("before"), folder.path().join("after"), folder.path().join("log"));
    let gone = ["invoices", "product_usages"].map(|list| {
        let added: serde_json::Value = serde_json::from_str(&sandbox.add(list, "{}").unwrap()).unwrap();
        (list, added["id"].as_str().unwrap().to_owned())
    });
    std::fs::create_dir(&before).unwrap();
    std::fs::create_dir(&after).unwrap();
    write(SYNC, &sandbox, &before, &log, None);
    sandbox.add("accounts", r#"{"name":"New"}"#).unwrap();
    for (list, id) in &gone {
        sandbox.delete(list, id).unwrap();
    }
    write(SYNC, &sandbox, &after, &log, None);
    let expected = copied(&after);
    assert_ne!(copied(&before), expected);
    for (at, earlier) in [None, Some(&before)].into_iter().enumerate() {
        let data = |name: &str| {
            let data = folder.path().join(format!("{at}-{name}"));
            match earlier {
                Some(earlier) => copy_folder(earlier, &data),
                None => std::fs::create_dir(&data).unwrap(),
            }
            data
        };
        write(SYNC, &sandbox, &data("all"), &log, None);
        assert_eq!(copied(&folder.path().join(format!("{at}-all"))), expected);
        let all = points(&log).unwrap().last().unwrap().number;
        sweep(all, if at == 0 { 12 } else { 16 }, |end, cut| {
            let data = data("ended");
            write(SYNC, &sandbox, &data, &log, Some(end));
            if let Some(cut) = cut {
                power_cut(&data, &log, cut).unwrap();
            }
            write(SYNC, &sandbox, &data, &log, None);
            assert!(copied(&data) == expected, "{end:?} {cut:?}: {:?}", copied(&data));
            std::fs::remove_dir_all(&data).unwrap();
        });
    }
    runtime.block_on(sandbox.stop());
}

#[test]
fn an_export_that_ended_is_resumed() {
    let runtime = runtime();
    let options = Options { without_examples: true, accounts: Some(5), ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (whole, log) = (folder.path().join("whole"), folder.path().join("log"));
    std::fs::create_dir(&whole).unwrap();
    write(EXPORT, &sandbox, &whole, &log, None);
    let expected = copied(&whole);
    assert_eq!(expected.len(), 4, "three parts and the manifest");
    sweep(points(&log).unwrap().last().unwrap().number, 20, |end, cut| {
        let data = folder.path().join("ended");
        std::fs::create_dir(&data).unwrap();
        write(EXPORT, &sandbox, &data, &log, Some(end));
        if let Some(cut) = cut {
            power_cut(&data, &log, cut).unwrap();
        }
        // Once it is complete, the folder is not empty for another one.
        if !data.join("_manifest.json").exists() || data.join("_export.json").exists() {
            write(EXPORT, &sandbox, &data, &log, None);
        }
        assert!(copied(&data) == expected, "{end:?} {cut:?}: {:?}", copied(&data));
        std::fs::remove_dir_all(&data).unwrap();
    });
    runtime.block_on(sandbox.stop());
}
