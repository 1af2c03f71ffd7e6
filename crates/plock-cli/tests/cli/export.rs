//! Lists as files.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use plock_arrow::RecordBatch;
use plock_arrow::arrow_array::cast::AsArray;
use plock_arrow::arrow_array::types::Decimal128Type;
use plock_sandbox::Options;

use crate::world::{Folder, World, json, stderr, stdout};

fn export<'a>(folder: &'a Folder, more: &[&'a str]) -> Vec<&'a str> {
    [&["export", "invoices", "--page-size", "10", "--out", folder.path()], more].concat()
}

fn world(behavior: &str) -> World {
    World::new(Options { accounts: Some(45), behavior: behavior.parse().unwrap(), ..Options::default() })
}

/// Ids and amounts of tables, the amounts as whole numbers of 10^-18.
fn cells(batches: impl IntoIterator<Item = RecordBatch>) -> Vec<(String, Option<i128>)> {
    let mut cells = Vec::new();
    for batch in batches {
        let ids = batch.column_by_name("id").unwrap().as_string::<i32>();
        let amounts = batch.column_by_name("amount").unwrap().as_primitive::<Decimal128Type>();
        cells.extend(ids.iter().zip(amounts).map(|(id, amount)| (id.unwrap().to_owned(), amount)));
    }
    cells
}

#[test]
fn files_have_what_the_list_prints() {
    let world = world("");
    for format in ["jsonl", "csv"] {
        let folder = Folder::new(&format!("export.{format}"));
        let printed = world.prints(&export(&folder, &["--format", format]));
        let list = world.prints(&["invoices", "list", "--all", "--format", format]);
        assert_eq!(folder.read(&format!("part-00001.{format}")), list);
        let manifest = json(&folder.read("_manifest.json"));
        assert_eq!(json(&printed), manifest);
        assert_eq!((&manifest["operation"], &manifest["stable"]), (&"getInvoices".into(), &true.into()));
        let rows = list.lines().count() as u64 - u64::from(format == "csv");
        assert_eq!((manifest["rows"].as_u64(), manifest["parts"][0]["rows"].as_u64()), (Some(rows), Some(rows)));
        assert!(!folder.read("_manifest.json").contains(world.sandbox.key()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no partial files");
    }
}

#[test]
fn tables_are_exact() {
    let world = world("");
    let list = world.prints(&["invoices", "list", "--all", "--format", "jsonl"]);
    let expected = list.lines().map(json).map(|row| {
        let amount = row["amount"].as_str().map(|text| {
            let (whole, digits) = text.split_once('.').unwrap_or((text, ""));
            format!("{whole}{digits:0<18}").parse::<i128>().unwrap()
        });
        (row["id"].as_str().unwrap().to_owned(), amount)
    });
    let expected: Vec<_> = expected.collect();
    assert!(expected.len() > 45);

    let folder = Folder::new("table.arrow");
    world.prints(&export(&folder, &["--format", "arrow", "--columns", "id,amount"]));
    let file = File::open(folder.file("part-00001.arrow")).unwrap();
    let reader = arrow_ipc::reader::FileReader::try_new(file, None).unwrap();
    assert_eq!(reader.schema().fields().len(), 2);
    assert_eq!(cells(reader.map(Result::unwrap)), expected);

    let folder = Folder::new("table.parquet");
    world.prints(&export(&folder, &["--format", "parquet"]));
    let file = File::open(folder.file("part-00001.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
    assert_eq!(cells(reader.map(Result::unwrap)), expected);
}

#[test]
fn a_list_that_changes_is_exported_once_it_is_known() {
    let world = world("newest-first, page-inserts:2");
    let folder = Folder::new("moving.jsonl");
    world.prints(&export(&folder, &["--concurrency", "1"]));
    let exported = folder.read("part-00001.jsonl");
    let ids = |text: &str| {
        let mut ids: Vec<u64> = text.lines().map(|line| json(line)["id"].as_str().unwrap().parse().unwrap()).collect();
        ids.sort_unstable();
        ids
    };
    let now = world.prints(&["invoices", "list", "--all", "--format", "jsonl"]);
    assert_eq!(ids(&exported), ids(&now), "each row once, with those that were added");
}

#[test]
fn a_list_that_keeps_changing_is_an_error_or_said_to_be_unstable() {
    let world = world("page-deletes:1000");
    let folder = Folder::new("gone.csv");
    let output = world.run(&export(&folder, &["--concurrency", "1"]));
    assert!(!output.status.success() && stderr(&output).contains("in each of 3 rounds"), "{}", stderr(&output));
    assert!(!folder.file("_manifest.json").exists());
    std::fs::remove_file(folder.file("_export.json")).unwrap();
    let again = world.run(&export(&folder, &[]));
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("expected an empty folder"), "{}", stderr(&again));

    // A row of the first page is deleted after it was written, which the other rounds confirm.
    let world = self::world("page-deletes:1");
    let folder = Folder::new("deleted.csv");
    let output = world.run(&export(&folder, &["--concurrency", "1"]));
    assert!(!output.status.success() && stderr(&output).contains("it changed meanwhile"), "{}", stderr(&output));
    assert!(!folder.file("_manifest.json").exists());

    let world = self::world("page-deletes:1000");
    let folder = Folder::new("unstable.csv");
    world.prints(&export(&folder, &["--concurrency", "1", "--allow-unstable"]));
    assert_eq!(json(&folder.read("_manifest.json"))["stable"], false);
}

#[test]
fn an_export_that_was_killed_is_resumed() {
    let world = World::new(Options { accounts: Some(45), latency: Duration::from_millis(20), ..Options::default() });
    let args = |folder| export(folder, &["--concurrency", "1", "--part-rows", "20"]);
    let whole = Folder::new("whole.csv");
    let manifest = world.prints(&args(&whole));
    let names = ["_manifest.json", "part-00001.jsonl", "part-00002.jsonl", "part-00003.jsonl"];
    let numbers = json(&manifest);
    assert_eq!(
        ["rows", "distinct_ids", "page_size", "total_at_start", "total_at_end"].map(|name| numbers[name].as_u64()),
        [Some(46), Some(46), Some(10), Some(46), Some(46)]
    );

    let folder = Folder::new("killed.csv");
    let killed = |file: &str| {
        let mut child = world.plock(&args(&folder)).stdout(Stdio::null()).spawn().unwrap();
        while !folder.file(file).exists() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!folder.file("_manifest.json").exists());
    };
    killed("part-00001.jsonl.ids");
    killed("part-00002.jsonl.ids");
    let requests = world.sandbox.requests();
    let output = world.run(&args(&folder));
    assert_eq!(stdout(&output), manifest, "{}", stderr(&output));
    // Page 1 to compare, the rest of the first round, and the second one.
    assert!(world.sandbox.requests() - requests <= 1 + 3 + 5, "{} requests", world.sandbox.requests() - requests);
    assert!(stderr(&output).contains("resuming after "), "{}", stderr(&output));
    let mut found: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    found.sort_unstable();
    assert_eq!(found, names);
    for name in names {
        assert_eq!(folder.read(name), whole.read(name), "{name}");
    }

    let folder = Folder::new("other.csv");
    let mut child = world.plock(&args(&folder)).stdout(Stdio::null()).spawn().unwrap();
    while !folder.file("part-00002.jsonl.ids").exists() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // Another export is no continuation of this one.
    for more in [&["--format", "csv"][..], &["--query", "sort=id"]] {
        let output = world.run(&[&args(&folder)[..], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("expected an empty folder, or the one of an export that was interrupted"));
    }
    // The list has become shorter, so the export starts over, with fewer files.
    for invoice in world.prints(&["invoices", "list", "--all", "--format", "jsonl"]).lines().skip(15) {
        world.sandbox.delete("invoices", json(invoice)["id"].as_str().unwrap()).unwrap();
    }
    let output = world.run(&args(&folder));
    assert!(output.status.success() && stderr(&output).contains("starting over"), "{}", stderr(&output));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(folder.read("part-00001.jsonl"), world.prints(&["invoices", "list", "--all", "--format", "jsonl"]));
}

#[test]
fn a_singer_target_gets_a_schema_and_records() {
    let world = world("");
    let folder = Folder::new("singer.csv");
    world.prints(&export(&folder, &["--format", "singer"]));
    let printed = world.prints(&["export", "invoices", "--format", "singer", "--out", "-"]);
    assert_eq!(printed, folder.read("part-00001.singer"));
    let mut messages = printed.lines().map(json);
    let schema = messages.next().unwrap();
    assert_eq!((&schema["type"], &schema["stream"]), (&"SCHEMA".into(), &"invoices".into()));
    assert_eq!(schema["key_properties"], serde_json::json!(["id"]));
    let properties = &schema["schema"]["properties"];
    assert_eq!(properties["amount"], serde_json::json!({"type": ["null", "string"], "format": "singer.decimal"}));
    assert_eq!(properties["periodStart"]["format"], "date");
    assert_eq!(properties["isParent"]["type"][1], "boolean");
    let list = world.prints(&["invoices", "list", "--all", "--format", "jsonl"]);
    assert!(list.lines().count() > 45);
    for line in list.lines() {
        let (row, message) = (json(line), messages.next().unwrap());
        assert_eq!((&message["type"], &message["stream"]), (&"RECORD".into(), &"invoices".into()));
        let record = message["record"].as_object().unwrap();
        assert_eq!((&record["id"], &record["amount"]), (&row["id"], &row["amount"]));
        assert_eq!(record["accountId"], row["accountId"]);
        assert!(record.keys().all(|name| !properties[name].is_null()), "{record:?}");
    }
    assert_eq!(messages.next(), None);
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let world = world("");
    let folder = Folder::new("options.csv");
    for (args, what) in [
        (export(&folder, &["--format", "table"]), "expected jsonl, csv, arrow, parquet or singer"),
        (export(&folder, &["--format", "csv", "--columns", "id"]), "--columns: expected --format arrow or parquet"),
        (export(&folder, &["--format", "arrow", "--columns", "amout"]), "amount"),
        (export(&folder, &["--decimals", "float"]), "--decimals: expected --format arrow or parquet"),
        (export(&folder, &["--format", "arrow", "--decimals", "money"]), "--decimals: expected \"exact\""),
        (vec!["export", "invoices", "--out", "-"], "--out: expected a folder; - is for --format singer"),
        (export(&folder, &["--part-rows", "0"]), "--part-rows"),
        (vec!["invoices", "list", "--format", "parquet"], "expected table, json, jsonl or csv"),
    ] {
        let output = world.run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(what), "{args:?}: {}", stderr(&output));
    }
    assert_eq!(world.sandbox.requests(), 0);
    assert!(!Path::new(folder.path()).exists());
}
