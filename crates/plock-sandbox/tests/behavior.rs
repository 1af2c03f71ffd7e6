//! What makes it hard to find out whether a write was recorded: late commits, lags, other writers, lossy values.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::Local;
use plock_sandbox::{Behavior, Extent, Fault, Options};
use serde_json::{Value, json};

const USAGES: &str = "/api/c1/product-usages";
const USAGE: &str = r#"{"crm_id":"hs321","product_id":7,"value":12.50,"ts":1750923349}"#;

fn recording() -> Local {
    Local::new(Options { record: true, ..Options::default() })
}

fn behaving(text: &str) -> Local {
    Local::new(Options { behavior: text.parse().unwrap(), record: true, ..Options::default() })
}

/// The result of a command of a test.
fn command(local: &Local, command: &Value) -> Value {
    let answer = local.post("/x-plock-sandbox", &command.to_string());
    assert_eq!(answer.status, 200, "{command}: {}", answer.text);
    answer.json()
}

fn with(local: &Local, method: &str, header: (&str, &str), body: &str) -> Option<u16> {
    local.send(method, USAGES, &[header, ("connection", "close")], body).ok().map(|answer| answer.status)
}

fn attribute(local: &Local, name: &str) -> Vec<Value> {
    let rows = local.get(USAGES).json()["data"].as_array().unwrap().clone();
    rows.into_iter().map(|row| row["attributes"][name].clone()).collect()
}

#[test]
fn a_late_commit_shows_its_row_later_with_and_without_a_response() {
    let local = recording();
    let fault = |text| ("x-plock-sandbox-fault", text);
    assert_eq!(with(&local, "POST", fault("commit-late:3600000"), USAGE), None);
    assert_eq!(with(&local, "POST", fault("commit-late:1800000:answer"), USAGE), Some(200));
    assert_eq!(local.post(USAGES, USAGE).status, 200);
    assert_eq!(local.get(USAGES).ids(), ["3"]);
    assert_eq!(local.get(USAGES).json()["meta"]["page"]["total"], 1);
    local.sandbox.advance(Duration::from_secs(1800));
    assert_eq!(local.get(USAGES).ids(), ["2", "3"]);
    local.sandbox.advance(Duration::from_secs(1800));
    assert_eq!(local.get(USAGES).ids(), ["1", "2", "3"]);
    let ids: Vec<_> = local.sandbox.ledger().into_iter().map(|write| write.id).collect();
    assert_eq!(ids, ["3", "2", "1"], "the order of the commits");
    assert_eq!(with(&local, "POST", fault("commit-late:9:answer"), "{}"), Some(422), "the body is still checked");
    let every = Local::new(Options { faults: vec!["commit-late:60000:2".parse().unwrap()], ..Options::default() });
    assert_eq!(
        (with(&every, "POST", ("x-a", "b"), USAGE), with(&every, "POST", ("x-a", "b"), USAGE)),
        (Some(200), None)
    );
    assert_eq!(every.get(USAGES).ids(), ["1"]);
}

#[test]
fn lists_lag_behind_by_option_by_header_and_by_command() {
    let local = behaving("read-lag:60000");
    assert_eq!(local.post(USAGES, USAGE).status, 200);
    assert_eq!(local.get(USAGES).ids().len(), 0);
    local.sandbox.advance(Duration::from_secs(60));
    assert_eq!(local.get(USAGES).ids(), ["1"]);
    let header = [("x-plock-sandbox-behavior", "read-lag:3600000")];
    assert_eq!(local.send("GET", USAGES, &header, "").unwrap().ids().len(), 0);
    command(&local, &json!({"do": "behavior", "behavior": ""}));
    assert_eq!(local.post(USAGES, USAGE).status, 200);
    assert_eq!(local.get(USAGES).ids(), ["1", "2"]);
    local.sandbox.set_behavior("read-lag:60000".parse().unwrap());
    assert_eq!(local.get(USAGES).ids(), ["1"]);
    let wrong = local.send("GET", USAGES, &[("x-plock-sandbox-behavior", "slow")], "").unwrap();
    assert!(wrong.status == 400 && wrong.text.contains("read-lag:MS"), "{}", wrong.text);
}

#[test]
fn someone_else_writes_and_deletes_and_the_ledger_says_so() {
    let local = recording();
    assert_eq!(local.post(USAGES, USAGE).status, 200);
    let body: Value = serde_json::from_str(USAGE).unwrap();
    let written = command(&local, &json!({"do": "write", "operation": "product_usages.add", "body": body}));
    assert_eq!((&written["id"], &written["attributes"]["accountId"]), (&json!("2"), &json!(2002)));
    local.sandbox.write("product_usages.add", USAGE).unwrap();
    assert_eq!(local.get(USAGES).ids(), ["1", "2", "3"]);
    command(&local, &json!({"do": "delete", "resource": "product_usages", "id": 1}));
    local.sandbox.delete("product_usages", "3").unwrap();
    assert_eq!(local.get(USAGES).ids(), ["2"]);
    let ledger = command(&local, &json!({"do": "ledger"}));
    let rows: Vec<_> =
        ledger.as_array().unwrap().iter().map(|row| json!([row["operation"], row["id"], row["foreign"]])).collect();
    let (add, delete) = ("product_usages.add", "product_usages.delete");
    let expected =
        json!([[add, "1", false], [add, "2", true], [add, "3", true], [delete, "1", true], [delete, "3", true]]);
    assert_eq!(json!(rows), expected);
    assert_eq!(ledger[0]["body"].to_string(), body.to_string());
    let first = local.sandbox.ledger().swap_remove(0);
    assert_eq!(first.body, USAGE, "as it was sent");
    assert!(first.at.ends_with('Z') && first.at.len() == 24, "{}", first.at);
    assert_eq!(local.sandbox.recorded("product_usages").unwrap().len(), 1, "only what calls have written");
    assert!(local.sandbox.delete("product_usages", "3").unwrap_err().to_string().contains("\"3\""));
    for (operation, body) in [("product_usages.list", USAGE), ("product_usages.add", "{}"), ("nothing", "{}")] {
        assert!(local.sandbox.write(operation, body).is_err(), "{operation}");
    }
    assert!(
        local
            .sandbox
            .write("product_usages.add", &USAGE.replace("hs321", "x"))
            .unwrap_err()
            .to_string()
            .contains("crm_id")
    );
}

#[test]
fn only_the_day_of_a_time_is_kept_in_a_zone() {
    let late = USAGE.replace("1750923349", "1750980600"); // 2025-06-26T23:30:00Z
    for (behavior, day) in
        [("day-only", "2025-06-26"), ("day-only:+02:00", "2025-06-27"), ("day-only:-05:30", "2025-06-26")]
    {
        let local = behaving(behavior);
        assert_eq!(local.post(USAGES, &late).status, 200);
        assert_eq!(attribute(&local, "timestamp"), [day], "{behavior}");
        assert_eq!(local.get(&format!("{USAGES}?filter[timestampBetween]={day},{day}")).ids(), ["1"], "{behavior}");
    }
    let local = recording();
    assert_eq!(with(&local, "POST", ("x-plock-sandbox-behavior", "day-only:+02:00"), &late), Some(200));
    assert_eq!(local.post(USAGES, &late).status, 200);
    assert_eq!(attribute(&local, "timestamp"), ["2025-06-27", "2025-06-26T23:30:00Z"]);
}

#[test]
fn decimals_are_rounded_to_floats() {
    let local = behaving("float32");
    for value in ["0.1", "16777217", "12.50"] {
        assert_eq!(local.post(USAGES, &USAGE.replace("12.50", value)).status, 200);
    }
    let text = local.get(USAGES).text;
    for value in ["0.10000000149011612", "16777216", "12.5"] {
        assert!(
            text.contains(&format!("\"value\":{value},")) || text.contains(&format!("\"value\":{value}}}")),
            "{text}"
        );
    }
}

#[test]
fn equal_posts_are_collapsed() {
    let local = behaving("collapse");
    let other = USAGE.replace("12.50", "12.51");
    for body in [USAGE, USAGE, &other, USAGE] {
        assert_eq!(local.post(USAGES, body).status, 200);
    }
    assert_eq!((local.get(USAGES).ids().join(" "), local.sandbox.ledger().len()), ("1 2".to_owned(), 2));
    local.sandbox.delete("product_usages", "1").unwrap();
    assert_eq!(local.post(USAGES, USAGE).status, 200);
    assert_eq!(local.get(USAGES).ids(), ["2", "3"]);
}

#[test]
fn lists_begin_with_the_newest_and_pages_are_small() {
    let local = behaving("newest-first, page-cap:2");
    (0..5).for_each(|_| assert_eq!(local.post(USAGES, USAGE).status, 200));
    let mut url = format!("{USAGES}?page[size]=100");
    let mut pages = Vec::new();
    loop {
        let page = local.get(&url);
        assert_eq!(page.json()["meta"]["page"]["perPage"], 2);
        pages.push(page.ids().join(" "));
        let Some(next) = page.json()["links"]["next"].as_str().map(str::to_owned) else { break };
        url = next;
    }
    assert_eq!(pages, ["5 4", "3 2", "1"]);
    let filtered = local.get(&format!("{USAGES}?filter[productId]=7&page[number]=2"));
    assert_eq!(filtered.ids(), ["3", "2"]);
}

#[test]
fn lists_change_after_some_pages() {
    let local = behaving("page-cap:2, page-inserts:1, page-deletes:2");
    (0..5).for_each(|_| assert_eq!(local.post(USAGES, USAGE).status, 200));
    let page = |number: u32| {
        let page = local.get(&format!("{USAGES}?page[number]={number}"));
        (page.ids().join(" "), page.json()["meta"]["page"]["total"].as_u64().unwrap())
    };
    assert_eq!(page(1), ("1 2".to_owned(), 5));
    assert_eq!(page(2), ("4 5".to_owned(), 5), "1 is gone, and 6 was added");
    assert_eq!(page(2), ("5 6".to_owned(), 4), "4 is gone");
    assert_eq!(page(1), ("2 3".to_owned(), 4), "as often as was asked for");
    assert_eq!(page(1), ("2 3".to_owned(), 4));
}

#[test]
fn a_key_is_refused_for_a_time_or_until_it_is_lifted() {
    let local = recording();
    let status = || local.post(USAGES, USAGE).status;
    let refused = || Fault::parse_once("error:401").unwrap();
    local.sandbox.next(refused(), Extent::For(Duration::from_secs(6 * 3600)), None).unwrap();
    assert_eq!((status(), status()), (401, 401));
    local.sandbox.advance(Duration::from_secs(6 * 3600 - 60));
    assert_eq!(status(), 401);
    local.sandbox.set_clock_offset(86_400_000);
    assert_eq!(status(), 401, "a clock that is set lets no time pass");
    local.sandbox.advance(Duration::from_secs(60));
    assert_eq!(status(), 200);
    command(&local, &json!({"do": "next", "fault": "error:401", "until_lifted": true}));
    assert_eq!((status(), local.get(USAGES).status), (401, 401));
    command(&local, &json!({"do": "lift"}));
    assert_eq!(status(), 200);
    command(&local, &json!({"do": "next", "fault": "error:401", "times": 2, "operation": "product_usages.add"}));
    assert_eq!((local.get(USAGES).status, status(), status(), status()), (200, 401, 401, 200));
    command(&local, &json!({"do": "next", "fault": "error:401", "for_ms": 1000}));
    assert_eq!(status(), 401);
    command(&local, &json!({"do": "advance", "ms": 1000}));
    assert_eq!((status(), local.count("product_usages")), (200, 4));
}

#[test]
fn a_customer_that_is_created_later_is_found_then() {
    let local = recording();
    let usage = USAGE.replace("hs321", "late-customer");
    assert_eq!((local.post(USAGES, &usage).status, local.post(USAGES, USAGE).status), (404, 200));
    command(&local, &json!({"do": "add", "resource": "accounts", "object": {"crm_id": "late-customer"}}));
    assert_eq!(local.post(USAGES, &usage).status, 200);
    assert_eq!(command(&local, &json!({"do": "count", "resource": "product_usages"})), 2);
}

#[test]
fn responses_and_the_ledger_have_the_date_of_the_clock() {
    let offset = -1_000_000_000_000; // about 31 years
    let local = Local::new(Options { clock_offset: offset, record: true, ..Options::default() });
    let now = || jiff::Timestamp::now().as_second();
    let shown = |local: &Local| {
        let date = local.get("/api/c1/accounts").headers["date"].to_str().unwrap().to_owned();
        let parsed = jiff::fmt::strtime::parse("%a, %d %b %Y %H:%M:%S GMT", &date).unwrap();
        jiff::tz::Offset::UTC.to_timestamp(parsed.to_datetime().unwrap()).unwrap().as_second() - now()
    };
    let near = |seconds: i64, expected: i64| assert!((seconds - expected).abs() <= 2, "{seconds} is not {expected}");
    near(shown(&local), offset / 1000);
    assert_eq!(local.post(USAGES, USAGE).status, 200);
    let at: jiff::Timestamp = local.sandbox.ledger()[0].at.parse().unwrap();
    near(at.as_second() - now(), offset / 1000);
    command(&local, &json!({"do": "clock", "offset_ms": 86_400_000}));
    command(&local, &json!({"do": "advance", "ms": 3_600_000}));
    near(shown(&local), 90_000);
    near(i64::from(local.get("/nothing").headers.contains_key("date")), 1);
    local.sandbox.reset().unwrap();
    near(shown(&local), offset / 1000);
    assert_eq!(local.sandbox.ledger(), []);
}

#[test]
fn a_reset_ends_behaviors_and_windows() {
    let local = recording();
    local.sandbox.set_behavior(Behavior { newest_first: true, ..Behavior::default() });
    local.sandbox.next(Fault::parse_once("error:401").unwrap(), Extent::UntilLifted, None).unwrap();
    local.sandbox.reset().unwrap();
    (0..2).for_each(|_| assert_eq!(local.post(USAGES, USAGE).status, 200));
    assert_eq!(local.get(USAGES).ids(), ["1", "2"]);
}

#[test]
fn commands_need_the_key_and_say_what_is_wrong_with_them() {
    let local = recording();
    let command =
        |body: &str, key: &str| local.send("POST", "/x-plock-sandbox", &[("authorization", key)], body).unwrap();
    assert_eq!(command(r#"{"do":"reset"}"#, "Bearer other").status, 401);
    for (body, part) in [
        ("{", "JSON"),
        ("{}", "do: "),
        (r#"{"do":"dance"}"#, "dance"),
        (r#"{"do":"next","fault":"slow"}"#, "commit-late"),
        (r#"{"do":"behavior","behavior":"slow"}"#, "page-cap"),
        (r#"{"do":"clock"}"#, "offset_ms"),
        (r#"{"do":"advance","ms":-1}"#, "ms: "),
        (r#"{"do":"delete","resource":"product_usages","id":"9"}"#, "id: "),
    ] {
        let answer = command(body, "Bearer sandbox-key");
        assert!(answer.status == 400 && answer.text.contains(part), "{body}: {}", answer.text);
    }
    assert_eq!((local.sandbox.requests(), local.sandbox.received().len()), (0, 0), "commands are no requests");
}
