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

use crate::world::{Scratch, World, json, stderr};

/// A folder for an export that does not exist yet.
struct Folder(Scratch, String);

impl Folder {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name, "");
        let path = format!("{}-export", scratch.path());
        Self(scratch, path)
    }

    fn path(&self) -> &str {
        let _ = &self.0;
        &self.1
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        Path::new(&self.1).join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }
}

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
fn an_export_that_was_killed_has_no_manifest() {
    let world = World::new(Options { accounts: Some(45), latency: Duration::from_millis(50), ..Options::default() });
    let folder = Folder::new("killed.csv");
    let mut child = world.plock(&export(&folder, &["--concurrency", "1"])).stdout(Stdio::null()).spawn().unwrap();
    while world.sandbox.requests() < 3 {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.file("_manifest.json").exists() && !folder.file("part-00001.jsonl").exists());
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let world = world("");
    let folder = Folder::new("options.csv");
    for (args, what) in [
        (export(&folder, &["--format", "table"]), "expected jsonl, csv, arrow or parquet"),
        (export(&folder, &["--format", "csv", "--columns", "id"]), "--columns: expected --format arrow or parquet"),
        (export(&folder, &["--format", "arrow", "--columns", "amout"]), "amount"),
        (export(&folder, &["--decimals", "float"]), "--decimals: expected --format arrow or parquet"),
        (export(&folder, &["--format", "arrow", "--decimals", "money"]), "--decimals: expected \"exact\""),
        (vec!["invoices", "list", "--format", "parquet"], "expected table, json, jsonl or csv"),
    ] {
        let output = world.run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(what), "{args:?}: {}", stderr(&output));
    }
    assert_eq!(world.sandbox.requests(), 0);
    assert!(!Path::new(folder.path()).exists());
}
