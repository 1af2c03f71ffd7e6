//! What is read from files, and what is refused.

use plock_sandbox::Options;

use crate::bulk::{CSV, ROWS};
use crate::world::{Scratch, World, json, stderr, stdout};

/// The row after those of `CSV` is invalid.
fn bad_csv(end: &str) -> String {
    format!("{CSV}7,1e,hs321,1\n").replace('\n', end)
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
        ("crlf.csv", bad_csv("\r\n"), "line 4: value: "),
        ("blank.csv", bad_csv("\n\n"), "line 7: value: "),
        ("blank-crlf.csv", bad_csv("\r\n\r\n"), "line 7: value: "),
        ("quoted-line.csv", bad_csv("\n").replace("hs321", "\"hs\n321\""), "line 6: value: "),
        ("open.csv", CSV.replace("2.50,", "\"2.50,"), "line 3: expected a closing quote"),
        ("open-large.csv", format!("{CSV}7,\"{}", "x".repeat(2 << 20)), "line 4: expected a row of at most 1 MiB"),
        (
            "open-closed.csv",
            "product_id,value,ts,crm_id\n7,1,1750923349,\"hs321\n8,2,1750923349,\"hs321\"\n".to_owned(),
            "line 2: expected a closing quote",
        ),
        ("comma.csv", CSV.replace(',', ";").replace("2.50", "2,50"), "line 3: value: "),
    ] {
        let file = Scratch::new(name, content);
        let output = world.run(&["product-usages", "add", "--file", file.path()]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{name}: {}", stderr(&output));
    }
    let utf16: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin1: Vec<u8> = CSV.bytes().map(|byte| if byte == b'h' { 0xe9 } else { byte }).collect();
    for (name, content, told) in [
        ("utf16.csv", utf16.clone(), "iconv -f UTF-16"),
        ("bom.csv", [b"\xff\xfe", &utf16[..]].concat(), "iconv -f UTF-16"),
        ("latin1.csv", latin1, "line 2: expected UTF-8"),
    ] {
        let file = Scratch::new(name, content);
        let output = world.run(&["product-usages", "add", "--file", file.path()]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{name}: {}", stderr(&output));
    }
    assert_eq!(world.sandbox.requests(), 0);
}

#[test]
fn files_of_spreadsheets_are_read() {
    for (name, content) in [
        ("semicolon.csv", CSV.replace(',', ";")),
        ("tab.csv", CSV.replace(',', "\t")),
        ("excel.csv", format!("\u{feff}{}", CSV.replace('\n', "\r\n"))),
        ("no-end.csv", CSV.trim_end().replace("hs321", "\"hs321\"")),
        ("mac.csv", CSV.replace('\n', "\r")),
    ] {
        let world = World::new(Options::default());
        let before = world.usages();
        let file = Scratch::new(name, content);
        world.prints(&["product-usages", "add", "--file", file.path()]);
        assert_eq!(world.usages(), before + 2, "{name}");
        let journal = world.prints(&["outbox", "export", &file.journal(), "--format", "csv"]);
        assert!(journal.contains("1,delivered,2,") && journal.contains("2,delivered,3,"), "{journal}");
        let listed = world.prints(&["product-usages", "list", "--all", "--format", "csv"]);
        assert!(listed.contains("0.1000000000000000000001") && listed.contains("2.50"), "{listed}");
    }
}

#[test]
fn an_empty_file_says_so() {
    let world = World::new(Options::default());
    for (name, content) in [("empty.csv", ""), ("header.csv", "product_id,value\n"), ("empty.jsonl", "\n\n")] {
        let file = Scratch::new(name, content);
        let output = world.run(&["product-usages", "add", "--file", file.path()]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        assert_eq!(stderr(&output), format!("note: {} has no rows\n", file.path()));
        assert_eq!(json(&stdout(&output))["recorded"], 0);
    }
}

#[test]
fn a_time_that_can_be_mistaken_is_refused() {
    let world = World::new(Options::default());
    let args = ["product-usages", "add", "--crm-id", "hs321", "--product-id", "7", "--value", "1", "--ts"];
    for (time, told) in [
        ("2025-06-26T07:35:49", "--ts: expected a time with its zone, such as 2025-06-26T07:35:49Z or "),
        ("2025-06-26 07:35", "--ts: expected a time with its zone, such as 2025-06-26 07:35Z or "),
        ("1750923349748", "which looks like milliseconds, for 2025-06-26T07:35:49.748Z"),
        ("1750923349748000", "which looks like microseconds, for 2025-06-26T07:35:49.748Z"),
    ] {
        let output = world.run(&[&args[..], &[time]].concat());
        assert!(matches!(output.status.code(), Some(2 | 22)), "{}", stderr(&output));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
        let file = Scratch::new("time.csv", CSV.replace("1750923349", time));
        let output = world.run(&["product-usages", "add", "--file", file.path()]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(told.trim_start_matches("--")), "{}", stderr(&output));
    }
    let list = ["product-usages", "list", "--timestamp-between"];
    assert_eq!(world.run(&[&list[..], &["2025-06-26T00:00:00", "2025-06-27"]].concat()).status.code(), Some(2));
    assert_eq!(world.sandbox.requests(), 0);
    for time in ["2025-06-26T07:35:49Z", "2025-06-26T09:35:49+02:00", "2025-06-26 05:35-02"] {
        world.prints(&[&args[..], &[time]].concat());
    }
    world.prints(&[&list[..], &["2025-06-26", "2025-06-27"]].concat());
}
