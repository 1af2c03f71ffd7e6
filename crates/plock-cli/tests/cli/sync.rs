//! Copies of lists.

use std::collections::BTreeMap;

use plock::Timestamp;
use plock_sandbox::Options;
use rusqlite::Connection;

use crate::world::{Folder, World, json, stderr, stdout};

const LISTS: [(&str, &str); 5] = [
    ("accounts", "accounts"),
    ("subscriptions", "subscriptions"),
    ("subscription_items", "subscription-items"),
    ("invoices", "invoices"),
    ("product_usages", "product-usages"),
];

fn world(behavior: &str) -> World {
    World::new(Options { accounts: Some(45), behavior: behavior.parse().unwrap(), ..Options::default() })
}

/// Rows, inserted, updated and deleted of each list.
fn counts(report: &str) -> BTreeMap<String, [u64; 4]> {
    let numbers = |line: serde_json::Value| {
        ["rows", "inserted", "updated", "deleted"].map(|name| line[name].as_u64().unwrap_or_else(|| panic!("{line}")))
    };
    report.lines().map(json).map(|line| (line["list"].as_str().unwrap().to_owned(), numbers(line))).collect()
}

fn sync(world: &World, folder: &Folder, more: &[&str]) -> BTreeMap<String, [u64; 4]> {
    counts(&world.prints(&[&["sync", "--out", folder.path()], more].concat()))
}

/// The rows of a list by id, as the API has them now.
fn listed(world: &World, list: &str) -> BTreeMap<u64, String> {
    by_id(&world.prints(&[list, "list", "--all", "--format", "jsonl"]))
}

fn by_id(lines: &str) -> BTreeMap<u64, String> {
    let mut rows = BTreeMap::new();
    for line in lines.lines() {
        let id = json(line)["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(rows.insert(id, line.to_owned()), None, "{id} twice");
    }
    rows
}

/// The files of a folder, except for the database.
fn files(folder: &Folder) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.file("")];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(inner).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with("_mirror.sqlite") {
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

/// The rows of a list in the files of a folder.
fn copied(folder: &Folder, list: &str) -> BTreeMap<u64, String> {
    let files = files(folder)
        .into_iter()
        .filter(|(name, _)| name.starts_with(&format!("{list}.")) || name.starts_with(&format!("{list}/")));
    by_id(&files.map(|(_, text)| text).collect::<String>())
}

fn assert_same(world: &World, folder: &Folder) {
    for (table, list) in LISTS {
        assert_eq!(copied(folder, table), listed(world, list), "{list}");
    }
}

/// A usage `days` ago.
fn usage(world: &World, days: i64) -> u64 {
    let time = Timestamp::from_second(Timestamp::now().as_second() - days * 86_400).unwrap();
    let usage = format!(r#"{{"timestamp":"{time}","value":"1.50"}}"#);
    json(&world.sandbox.add("product_usages", &usage).unwrap())["id"].as_str().unwrap().parse().unwrap()
}

#[test]
fn a_folder_has_what_the_lists_have_after_each_change() {
    let (world, folder) = (world(""), Folder::new("sync.folder"));
    let first = sync(&world, &folder, &[]);
    assert_eq!(first.keys().map(String::as_str).collect::<Vec<_>>(), {
        let mut names = LISTS.map(|(table, _)| table);
        names.sort_unstable();
        names
    });
    assert!(
        first
            .values()
            .all(|[rows, inserted, updated, deleted]| rows == inserted && updated + deleted == 0 && *rows > 0)
    );
    assert_same(&world, &folder);
    let before = files(&folder);
    assert!(sync(&world, &folder, &[]).values().all(|[_, changes @ ..]| *changes == [0, 0, 0]));
    assert_eq!(files(&folder), before);

    let ids: Vec<u64> = listed(&world, "accounts").into_keys().collect();
    world.sandbox.delete("accounts", &ids[3].to_string()).unwrap();
    world.sandbox.delete("accounts", &ids[4].to_string()).unwrap();
    world.sandbox.add("accounts", &format!(r#"{{"id":"{}","name":"Renamed"}}"#, ids[4])).unwrap();
    world.sandbox.add("accounts", r#"{"name":"New"}"#).unwrap();
    let (recent, old) = (usage(&world, 1), usage(&world, 400));
    let changed = sync(&world, &folder, &[]);
    assert_eq!(changed["accounts"], [first["accounts"][0], 1, 1, 1]);
    assert_eq!(changed["product_usages"], [first["product_usages"][0] + 2, 2, 0, 0]);
    assert_eq!(changed["invoices"], [first["invoices"][0], 0, 0, 0]);
    assert_same(&world, &folder);

    // The files of the days go with their last row.
    world.sandbox.delete("product_usages", &recent.to_string()).unwrap();
    world.sandbox.delete("product_usages", &old.to_string()).unwrap();
    assert_eq!(sync(&world, &folder, &[])["product_usages"], [first["product_usages"][0], 0, 0, 2]);
    let after = files(&folder);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_same(&world, &folder);

    // A file that somebody deleted is written again.
    std::fs::remove_file(folder.file("invoices.jsonl")).unwrap();
    sync(&world, &folder, &["invoices"]);
    assert_eq!(files(&folder), after);
}

#[test]
fn a_list_without_rows_has_a_file_with_its_columns() {
    let world = World::new(Options { without_examples: true, ..Options::default() });
    let folder = Folder::new("sync.empty");
    sync(&world, &folder, &["--format", "csv"]);
    let files = files(&folder);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["accounts.csv", "invoices.csv", "subscription_items.csv", "subscriptions.csv"]
    );
    assert!(files["invoices.csv"].starts_with("id,type,amount,") && files["invoices.csv"].lines().count() == 1);
}

#[test]
fn a_target_may_be_relative() {
    let (world, folder) = (world(""), Folder::new("sync.relative"));
    std::fs::create_dir(folder.path()).unwrap();
    for args in [
        &["sync", "accounts", "--out", "copy"][..],
        &["sync", "accounts", "--out", "sqlite:copy.db"],
        &["export", "accounts", "--out", "files"],
    ] {
        let output = world.plock(args).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    }
    assert!(folder.file("copy/accounts.jsonl").exists() && folder.file("copy.db").exists());
}

#[test]
fn a_database_has_exact_decimals_and_nulls() {
    let (world, folder) = (world(""), Folder::new("sync.database"));
    world.sandbox.add("invoices", r#"{"amount":"123456789012345.678900","currency":null}"#).unwrap();
    std::fs::create_dir(folder.path()).unwrap();
    let file = folder.file("billing.db");
    let target = format!("sqlite:{}", file.display());
    world.prints(&["sync", "--out", &target]);
    let database = Connection::open(&file).unwrap();
    let mut rows = database.prepare("SELECT id, amount, currency, is_parent FROM invoices").unwrap();
    let rows = rows.query_map((), |row| {
        let (id, amount, currency): (String, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((id.parse().unwrap(), (amount, currency, row.get::<_, Option<bool>>(3)?)))
    });
    let rows: BTreeMap<u64, _> = rows.unwrap().map(Result::unwrap).collect();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let expected: BTreeMap<u64, _> = listed(&world, "invoices")
        .into_iter()
        .map(|(id, row)| {
            let row = json(&row);
            (id, (text(&row["amount"]), text(&row["currency"]), row["isParent"].as_bool()))
        })
        .collect();
    assert_eq!(rows, expected);
    assert!(rows.values().any(|(amount, ..)| amount.as_deref() == Some("123456789012345.678900")));
}

#[test]
fn only_the_last_days_of_usage_are_read_unless_older_rows_changed() {
    let (world, folder) = (world(""), Folder::new("sync.window"));
    for days in [0, 1, 30, 34, 36, 100] {
        usage(&world, days);
    }
    let read = |more: &[&str]| {
        let before = world.sandbox.requests();
        let counts =
            sync(&world, &folder, &[&["product-usages", "--page-size", "10", "--concurrency", "1"], more].concat());
        (counts["product_usages"], world.sandbox.requests() - before)
    };
    let (first, all) = read(&[]);
    assert!(all >= 10, "{all} requests");
    assert_eq!(read(&[]), ([first[0], 0, 0, 0], 3));
    usage(&world, 3);
    assert_eq!(read(&[]), ([first[0] + 1, 1, 0, 0], 3));
    assert_eq!(read(&["--full"]).1, all);
    // Older than the days, which the number of rows shows.
    let late = usage(&world, 50);
    let (counts, requests) = read(&[]);
    assert_eq!((counts, requests > all), ([first[0] + 2, 1, 0, 0], true));
    assert_eq!(read(&["--days", "60"]).0, [first[0] + 2, 0, 0, 0]);
    world.sandbox.delete("product_usages", &late.to_string()).unwrap();
    assert_eq!(read(&[]).0, [first[0] + 1, 0, 0, 1]);
    assert_eq!(copied(&folder, "product_usages"), listed(&world, "product-usages"));
}

#[test]
fn days_of_another_time_zone_lose_no_row() {
    for zone in ["+13:00", "-11:00"] {
        let (world, folder) = (world(&format!("day-only:{zone}")), Folder::new(&format!("sync.zone{zone}")));
        for days in 0..5 {
            usage(&world, days);
        }
        sync(&world, &folder, &["--days", "2"]);
        for days in 0..5 {
            usage(&world, days);
        }
        sync(&world, &folder, &["--days", "2"]);
        let unchanged = sync(&world, &folder, &["--days", "2"]);
        assert_eq!(unchanged["product_usages"][1..], [0, 0, 0], "{zone}");
        assert_eq!(copied(&folder, "product_usages"), listed(&world, "product-usages"), "{zone}");
    }
}

#[test]
fn a_list_that_changes_meanwhile_has_each_row_once_or_is_said_to_be_unstable() {
    let (world, folder) = (world("newest-first, page-inserts:2"), Folder::new("sync.moving"));
    sync(&world, &folder, &["invoices", "--page-size", "10", "--concurrency", "1"]);
    assert_eq!(copied(&folder, "invoices"), listed(&world, "invoices"));

    // Each read finds that rows are gone.
    let (world, folder) = (self::world("page-deletes:1000"), Folder::new("sync.gone"));
    let args = ["sync", "invoices", "--page-size", "10", "--concurrency", "1", "--out", folder.path()];
    let output = world.run(&args);
    assert_eq!(output.status.code(), Some(25), "{}", stderr(&output));
    assert!(stderr(&output).contains("invoices: not stable: "), "{}", stderr(&output));
    assert_eq!(json(&stdout(&output))["stable"], false);
    assert_eq!(json(&stdout(&output))["deleted"], 0);
    assert!(!copied(&folder, "invoices").is_empty());
    let accepted = world.prints(&[&args[..], &["--allow-unstable"]].concat());
    assert_eq!(json(&accepted)["stable"], false);

    // One row is deleted after it was read: the list is read once more.
    let (world, folder) = (self::world("page-deletes:1"), Folder::new("sync.deleted"));
    sync(&world, &folder, &["invoices", "--page-size", "10", "--concurrency", "1"]);
    assert_eq!(copied(&folder, "invoices"), listed(&world, "invoices"));
}

#[test]
fn another_target_is_refused() {
    let (world, folder) = (world(""), Folder::new("sync.target"));
    let refused = |world: &World, args: &[&str], what: &str| {
        let output = world.run(&[&["sync"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(what), "{args:?}: {}", stderr(&output));
    };
    let requests = world.sandbox.requests();
    refused(&world, &["--out", "sqlite:"], "--out: expected a file");
    refused(&world, &["--out", "sqlite:x.db", "--format", "csv"], "--format: expected a folder in --out");
    refused(&world, &["--out", folder.path(), "--format", "table"], "expected jsonl, csv, arrow");
    refused(&world, &["--out", folder.path(), "--format", "singer"], "expected jsonl, csv, arrow or parquet");
    refused(&world, &["--out", folder.path(), "--format", "arrow", "--columns", "amout"], "amout");
    refused(&world, &["--out", folder.path(), "customers"], "customers");
    refused(&world, &["--out", folder.path(), "--query", "a=b"], "--query: sync copies whole lists");
    assert_eq!(world.sandbox.requests(), requests);
    sync(&world, &folder, &["accounts"]);
    refused(
        &world,
        &["--out", folder.path(), "--format", "csv"],
        "expected the format of the earlier sync, format=jsonl, got format=csv",
    );
    refused(&self::world(""), &["--out", folder.path()], "expected the base URL of the earlier sync");
    let other = Folder::new("sync.other");
    std::fs::create_dir(other.path()).unwrap();
    std::fs::write(other.file("notes.txt"), "mine").unwrap();
    refused(&world, &["--out", other.path()], "expected the folder of an earlier sync, or an empty one");
    let database = other.file("other.db");
    Connection::open(&database).unwrap().execute_batch("CREATE TABLE mine(x)").unwrap();
    refused(&world, &["--out", &format!("sqlite:{}", database.display())], "expected the database of an earlier sync");
    // Another process is writing.
    let busy = Connection::open(folder.file("_mirror.sqlite")).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let output = world.run(&["sync", "--out", folder.path(), "accounts"]);
    assert!(!output.status.success() && stderr(&output).contains("another process is writing"), "{}", stderr(&output));
}

#[test]
fn a_table_gets_the_columns_of_a_newer_version() {
    let (world, folder) = (world(""), Folder::new("sync.columns"));
    sync(&world, &folder, &["accounts"]);
    let database = Connection::open(folder.file("_mirror.sqlite")).unwrap();
    database.execute_batch("ALTER TABLE accounts DROP COLUMN country; UPDATE accounts SET _plock_row = '{}'").unwrap();
    let [rows, inserted, updated, deleted] = sync(&world, &folder, &["accounts"])["accounts"];
    assert_eq!((inserted, updated, deleted), (0, rows, 0));
    let countries = "SELECT count(country) > 0 FROM accounts";
    assert!(database.query_row(countries, (), |row| row.get::<_, bool>(0)).unwrap());
}
