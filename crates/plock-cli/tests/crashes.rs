//! Ends `plock … --file` at a sample of its system calls, by a signal or a power cut. Resumed, it sends no row twice and forgets none.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use std::collections::HashSet;
use std::path::Path;

use outbox_shim::{Drop, Run, When, points, power_cut};
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
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let every = std::env::var("PLOCK_OUTBOX_EVERY").ok().and_then(|text| text.parse().ok()).unwrap_or(7);
    let all = live(&runtime, None, None);
    let mut lives = 0;
    for (at, when) in [When::Before, When::After].into_iter().enumerate() {
        for point in (1..=all).skip(at * 3).step_by(every) {
            live(&runtime, Some((point, when)), None);
            live(&runtime, Some((point, when)), Some(Drop::All));
            live(&runtime, Some((point, when)), Some(Drop::Random(point)));
            lives += 3;
        }
    }
    println!("{lives} lives");
    assert!(lives > 20, "{lives} lives");
}
