//! The sandbox as a local Plock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::{LISTS, Local};
use plock::meta::OPERATIONS;
use plock_sandbox::{Fault, Options, Sandbox};
use serde_json::{Value, json};

const USAGES: &str = "/api/c1/product-usages";
const USAGE: &str = r#"{"crm_id":"hs321","product_id":7,"value":12.50,"ts":1750923349}"#;

fn synthetic(objects: u64) -> Local {
    Local::new(Options { accounts: Some(objects), ..Options::default() })
}

#[test]
fn the_documents_examples_are_served_by_list_and_by_get() {
    let local = Local::new(Options::default());
    let mut compared = 0;
    for operation in OPERATIONS.iter().filter(|operation| operation.result_in_data) {
        let Some(example) = operation.example else { continue };
        let example: Value = serde_json::from_str(example).unwrap();
        let path = operation.path.split('{').next().unwrap();
        let path = if path.ends_with('/') { format!("{path}2002") } else { path.to_owned() };
        let answer = local.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        assert_eq!(answer.json()["data"], example["data"], "{path}");
        assert_eq!(answer.json()["jsonapi"], example["jsonapi"], "{path}");
        compared += 1;
    }
    assert_eq!(compared, 8);
    assert!(local.get("/api/c1/invoices/2002").text.contains(r#""amount":"1000.00""#));
    assert!(local.get("/api/c1/accounts").text.contains("[100.5,200.3,300.2]"));
    assert_eq!(local.get(USAGES).json()["data"], json!([]));
}

#[test]
fn a_missing_or_wrong_key_is_refused_in_the_shape_of_the_operation() {
    let local = Local::new(Options { key: Some("another-key".into()), ..Options::default() });
    for key in ["", "Bearer sandbox-key", "Basic another-key", "Bearer"] {
        let get = local.send("GET", "/api/c1/accounts", &[("authorization", key)], "").unwrap();
        assert_eq!((get.status, &get.json()["errors"][0]["status"]), (401, &json!("401")), "{key}");
        assert_eq!(get.json()["errors"][0]["title"], "Unauthorized");
        assert_eq!(get.json()["jsonapi"]["version"], "1.0");
        let post = local.send("POST", USAGES, &[("authorization", key)], USAGE).unwrap();
        assert_eq!((post.status, post.json()["message"].is_string()), (401, true), "{key}");
        assert_eq!(post.json()["errors"], json!([]));
    }
    assert_eq!(local.get("/api/c1/accounts").status, 200);
    assert_eq!(local.count("product_usages"), 0);
}

#[test]
fn what_is_not_there_or_not_taken_is_refused() {
    let local = Local::new(Options::default());
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| {
        local.send(method, path, headers, if method == "GET" { "" } else { USAGE }).unwrap().status
    };
    assert_eq!(status("GET", "/api/c1/nothing", &[]), 404);
    assert_eq!(status("GET", "/api/c1/invoices/999", &[]), 404);
    assert_eq!(status("GET", "/api/c1/invoices/abc", &[]), 404);
    assert_eq!(status("POST", "/api/c1/invoices", &[]), 405);
    assert_eq!(status("GET", "/api/c1/invoices", &[("accept", "")]), 406);
    assert_eq!(status("GET", "/api/c1/invoices", &[("accept", "application/json")]), 406);
    assert_eq!(status("GET", "/api/c1/invoices", &[("accept", "text/html, */*;q=0.1")]), 200);
    assert_eq!(status("POST", USAGES, &[("content-type", "text/plain")]), 415);
    assert_eq!(status("POST", USAGES, &[("content-type", "application/json; charset=utf-8")]), 200);
    let large = format!(r#"{{"crm_id":"{}"}}"#, "x".repeat(1 << 20));
    assert_eq!(local.post(USAGES, &large).status, 413);
    assert_eq!(local.count("product_usages"), 1);
}

#[test]
fn three_pages_follow_each_other_by_their_links() {
    let local = synthetic(69);
    let first = local.get("/api/c1/invoices");
    let page = &first.json()["meta"]["page"];
    let expected = json!({"currentPage": 1, "from": 1, "lastPage": 3, "perPage": 25, "to": 25, "total": 70});
    assert_eq!(page, &expected);
    let (mut ids, mut link, mut pages) = (first.ids(), first.json()["links"]["next"].clone(), 1);
    let last = first.json()["links"]["last"].as_str().unwrap().to_owned();
    while let Some(url) = link.as_str() {
        assert!(url.starts_with(local.sandbox.url()) && url.contains("page%5Bnumber%5D"), "{url}");
        let answer = local.get(url);
        assert_eq!(answer.json()["links"]["first"], first.json()["links"]["first"]);
        ids.extend(answer.ids());
        link = answer.json()["links"]["next"].clone();
        pages += 1;
        assert!(pages < 4 || link.is_null(), "a page after the last");
    }
    assert_eq!((pages, ids.len()), (3, 70));
    assert!(ids.windows(2).all(|pair| pair[0].parse::<u64>().unwrap() < pair[1].parse::<u64>().unwrap()));
    assert_eq!(local.get(&last).json()["meta"]["page"]["to"], 70);
    let beyond = local.get("/api/c1/invoices?page[number]=9&page%5Bsize%5D=30");
    assert_eq!((beyond.status, beyond.ids().len()), (200, 0));
    assert_eq!(beyond.json()["meta"]["page"]["lastPage"], 3);
    assert_eq!(local.get("/api/c1/invoices?page[size]=5000").json()["meta"]["page"]["perPage"], 1000);
    let large =
        local.get("/api/c1/invoices?page[number]=343368074460521400631296&page[size]=343368074460521400631296").json();
    assert_eq!((large["meta"]["page"]["perPage"].as_u64(), large["meta"]["page"]["to"].as_u64()), (Some(1000), None));
    for wrong in ["page[number]=0", "page[size]=0", "page[size]=-1", "page[number]=x"] {
        let answer = local.get(&format!("/api/c1/invoices?{wrong}"));
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.text.contains("must be a whole number"), "{}", answer.text);
    }
}

#[test]
fn a_filter_keeps_what_is_equal_and_stays_in_the_links() {
    let local = synthetic(60);
    let all = local.get(&format!("{USAGES}?page[size]=100")).json();
    let id = all["data"][0]["attributes"]["accountId"].clone();
    let same = |object: &&Value| object["attributes"]["accountId"] == id;
    let expected = all["data"].as_array().unwrap().iter().filter(same).count();
    let some = local.get(&format!("{USAGES}?filter[accountId]={id}&page[size]=1"));
    assert!((1..60).contains(&expected));
    assert_eq!(some.json()["meta"]["page"]["total"], expected);
    assert_eq!(some.json()["data"][0]["attributes"]["accountId"], id);
    assert!(some.json()["links"]["first"].as_str().unwrap().contains(&format!("filter%5BaccountId%5D={id}")));
    let product = all["data"][0]["attributes"]["productId"].clone();
    let both = local.get(&format!("{USAGES}?filter[accountId]={id}&filter[productId]={product}"));
    assert!(!both.ids().is_empty() && both.ids().len() <= expected);
    assert_eq!(local.get(&format!("{USAGES}?filter[accountId]=none")).ids().len(), 0);
    assert_eq!(local.get("/api/c1/invoices?filter[erpId]=fn123").ids(), ["2002"], "an unpublished filter");
    assert_eq!(local.get("/api/c1/invoices?filter[nothing]=1&sort=x&page[size]=100").ids().len(), 61);
}

#[test]
fn a_number_and_its_text_match_the_same_filter() {
    let local = synthetic(20);
    let ids = |filter: &str| local.get(&format!("/api/c1/invoices?page[size]=100&filter[accountId]={filter}")).ids();
    assert_eq!(ids("5001"), ["2002"], "a string in the documents' example");
    let usage = local.get(USAGES).json()["data"][0]["attributes"]["accountId"].clone();
    assert!(usage.is_number(), "a number in a synthetic usage");
    let found = local.get(&format!("{USAGES}?filter[accountId]={usage}"));
    assert!(found.json()["meta"]["page"]["total"].as_u64() >= Some(1));
}

#[test]
fn between_takes_dates_and_date_times_and_includes_both_ends() {
    let local = Local::new(Options::default());
    // 2025-06-26T00:00:00Z, 07:35:49 and 23:59:59 of that day, and the next midnight.
    for ts in [1_750_896_000, 1_750_923_349, 1_750_982_399, 1_750_982_400] {
        assert_eq!(local.post(USAGES, &USAGE.replace("1750923349", &ts.to_string())).status, 200);
    }
    let ids = |pair: &str| local.get(&format!("{USAGES}?filter[timestampBetween]={pair}")).ids().join(" ");
    assert_eq!(ids("2025-06-26,2025-06-26"), "1 2 3");
    assert_eq!(ids("2025-06-26%2C2025-06-27"), "1 2 3 4");
    assert_eq!(ids("2025-06-26T07:35:49Z,2025-06-27T00:00:00Z"), "2 3 4");
    assert_eq!(ids("2025-06-26T09:35:49%2B02:00,2025-06-26T07:35:49Z"), "2");
    assert_eq!(ids("2025-06-27T00:00:01Z,2026-01-01"), "");
    for wrong in ["2025-06-26", "2025-06-26,", "a,b", "2025-06-31,2025-07-01"] {
        let answer = local.get(&format!("{USAGES}?filter[timestampBetween]={wrong}"));
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.text.contains("two dates or date-times"), "{}", answer.text);
    }
}

#[test]
fn a_usage_is_recorded_once_with_its_digits_and_its_account() {
    let local = Local::new(Options::default());
    let answer = local.post(USAGES, USAGE);
    assert_eq!((answer.status, answer.json()), (200, json!({"success": true})));
    assert_eq!(local.count("product_usages"), 1);
    let recorded = local.get(USAGES);
    assert!(recorded.text.contains(r#""value":12.50"#), "{}", recorded.text);
    let attributes = recorded.json()["data"][0]["attributes"].clone();
    assert_eq!(attributes["crmId"], "hs321");
    assert_eq!(attributes["accountId"], 2002);
    assert_eq!(attributes["productId"], 7);
    assert_eq!(attributes["timestamp"], "2025-06-26T07:35:49Z");
    for value in ["1e3", "0.1234567890123456789012345678", "-0.00", "7"] {
        let body = USAGE.replace("12.50", value);
        assert_eq!(local.send("POST", "/api/c1/product-usage", &[("accept", "")], &body).unwrap().status, 200);
        assert!(local.get(USAGES).text.contains(&format!(r#""value":{value}"#)), "{value}");
    }
    assert_eq!(local.count("product_usages"), 5);
    assert_eq!(local.sandbox.requests(), 10);
}

#[test]
fn usages_sent_at_once_are_each_recorded_once() {
    let local = synthetic(2);
    std::thread::scope(|scope| {
        for product in 0..8 {
            let (local, body) = (&local, USAGE.replace("\"product_id\":7", &format!("\"product_id\":{product}")));
            scope.spawn(move || (0..25).for_each(|_| assert_eq!(local.post(USAGES, &body).status, 200)));
        }
    });
    assert_eq!(local.count("product_usages"), 202);
    let mut ids = local.get(&format!("{USAGES}?page[size]=1000")).ids();
    ids.dedup();
    assert_eq!(ids.len(), 202);
}

#[test]
fn an_unknown_crm_id_is_not_found_and_records_nothing() {
    let local = synthetic(3);
    let answer = local.post(USAGES, &USAGE.replace("hs321", "hs999"));
    assert_eq!(answer.status, 404);
    assert!(answer.json()["message"].as_str().unwrap().contains("crm_id"), "{}", answer.text);
    assert_eq!(local.count("product_usages"), 3);
    let account = local.get("/api/c1/accounts/2004").json()["data"]["attributes"]["crmId"].clone();
    assert_eq!(local.post(USAGES, &USAGE.replace("hs321", account.as_str().unwrap())).status, 200);
    assert_eq!(local.count("product_usages"), 4);
}

#[test]
fn a_bad_body_is_unprocessable_and_every_problem_is_named() {
    let local = Local::new(Options::default());
    let answer = local.post(USAGES, r#"{"crm_id":5,"value":"much","ts":1.5,"more":true}"#);
    assert_eq!(answer.status, 422);
    let errors = answer.json()["errors"].clone();
    let fields: Vec<_> = errors.as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["crm_id", "product_id", "value", "ts"]);
    assert!(errors[1]["detail"].as_str().unwrap().contains("required"), "{errors}");
    for (body, status) in [("[]", 422), ("{", 400), ("", 400), (r#"{"crm_id":null}"#, 422)] {
        assert_eq!(local.post(USAGES, body).status, status, "{body:?}");
    }
    let far = local.post(USAGES, &USAGE.replace("1750923349", "999999999999999"));
    assert_eq!(far.status, 422, "{}", far.text);
    assert_eq!(local.count("product_usages"), 0);
    assert_eq!(local.post(USAGES, &USAGE.replace("}", r#","unknown":{"a":[1]}}"#)).status, 200);
}

/// Sends a usage over a bare connection; everything that comes back before the connection closes.
fn raw(local: &Local, fault: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(local.sandbox.url().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let key = local.sandbox.key();
    let request = format!(
        "POST {USAGES} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\naccept: application/json\r\n\
         content-type: application/json\r\n{fault}content-length: {}\r\n\r\n{USAGE}",
        USAGE.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut seen = Vec::new();
    match stream.read_to_end(&mut seen) {
        Err(error) if error.kind() != std::io::ErrorKind::ConnectionReset => panic!("not closed: {error}"),
        _ => seen,
    }
}

#[test]
fn drop_after_commits_the_row_and_sends_no_byte() {
    let local = Local::new(Options::default());
    assert_eq!(raw(&local, "x-plock-sandbox-fault: drop-after\r\n"), b"");
    assert_eq!(local.count("product_usages"), 1);
    assert_eq!(raw(&local, "x-plock-sandbox-fault: drop\r\n"), b"");
    assert_eq!(local.count("product_usages"), 1);
    assert!(raw(&local, "connection: close\r\n").starts_with(b"HTTP/1.1 200 OK\r\n"));
    assert_eq!(local.count("product_usages"), 2);
}

#[test]
fn every_second_request_is_dropped_by_option() {
    let local = Local::new(Options { faults: vec!["drop:2".parse().unwrap()], ..Options::default() });
    for _ in 0..3 {
        assert_eq!(local.send("POST", USAGES, &[("connection", "close")], USAGE).unwrap().status, 200);
        assert!(local.send("POST", USAGES, &[("connection", "close")], USAGE).is_err());
    }
    assert_eq!((local.count("product_usages"), local.sandbox.requests()), (3, 6));
}

#[test]
fn a_rate_limit_says_when_to_retry_and_an_error_has_its_status() {
    let faults = vec![Fault::RateLimit { every: 3, retry_after: 2 }];
    let local = Local::new(Options { faults, ..Options::default() });
    let statuses: Vec<_> = (0..6).map(|_| local.post(USAGES, USAGE).status).collect();
    assert_eq!(statuses, [200, 200, 429, 200, 200, 429]);
    assert_eq!(local.count("product_usages"), 4);
    let by = |fault: &str| local.send("GET", "/api/c1/accounts", &[("x-plock-sandbox-fault", fault)], "").unwrap();
    let limited = by("rate-limit:5");
    assert_eq!((limited.status, limited.headers["retry-after"].to_str().unwrap()), (429, "5"));
    assert_eq!(by("rate-limit").headers["retry-after"], "1");
    assert_eq!(by("error:503").status, 503);
    assert_eq!(by("error:503").json()["errors"][0]["status"], "503");
    assert_eq!(by("nonsense").status, 400);
    assert!(by("nonsense").text.contains("drop-after"));
}

#[test]
fn latency_holds_an_answer_back() {
    let local = Local::new(Options { latency: Duration::from_millis(60), ..Options::default() });
    let took = |headers: &[(&str, &str)]| {
        let start = Instant::now();
        assert_eq!(local.send("GET", "/api/c1/accounts", headers, "").unwrap().status, 200);
        start.elapsed()
    };
    assert!(took(&[]) >= Duration::from_millis(60));
    assert!(took(&[("x-plock-sandbox-latency", "150")]) >= Duration::from_millis(150));
    assert!(local.send("GET", "/", &[("x-plock-sandbox-latency", "soon")], "").unwrap().text.contains("milliseconds"));
}

#[test]
fn a_database_file_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { db: Some(folder.path().join("plock.db")), accounts: Some(5), ..Options::default() };
    let first = Local::new(options());
    assert_eq!(first.post(USAGES, USAGE).status, 200);
    let before = first.get(USAGES).json()["data"].clone();
    first.stop();
    let second = Local::new(options());
    assert_eq!(second.get(USAGES).json()["data"], before);
    assert_eq!((second.count("product_usages"), second.count("accounts")), (6, 6));
    assert_eq!(second.post(USAGES, USAGE).status, 200);
    assert_eq!(second.get(USAGES).ids(), ["1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn the_same_seed_makes_the_same_objects_and_another_makes_others() {
    let pages = |seed| {
        let local = Local::new(Options { accounts: Some(40), seed, ..Options::default() });
        let lists = ["accounts", "subscriptions", "subscription-items", "invoices", "product-usages"];
        lists.map(|list| local.get(&format!("/api/c1/{list}?page[size]=100")).json()["data"].clone())
    };
    let (one, again, other) = (pages(1), pages(1), pages(2));
    assert_eq!(one, again);
    for (one, other) in one.iter().zip(&other) {
        assert_ne!(one, other);
    }
}

#[test]
fn synthetic_objects_refer_to_objects_that_exist_and_have_exact_amounts() {
    let local = synthetic(200);
    let accounts = local.get("/api/c1/accounts?page[size]=1000").json();
    let mut crm_ids = std::collections::HashMap::new();
    for account in accounts["data"].as_array().unwrap() {
        crm_ids.insert(account["attributes"]["crmId"].as_str().unwrap(), account["id"].as_str().unwrap());
    }
    assert_eq!(crm_ids.len(), 201, "every account has a crmId of its own");
    for account in accounts["data"].as_array().unwrap().iter().skip(1) {
        let own: i64 = account["id"].as_str().unwrap().parse().unwrap();
        let parent = account["attributes"]["parentAccountId"].as_i64().unwrap();
        assert!((2002..own).contains(&parent), "{parent} of {own}");
    }
    let usages = local.get(&format!("{USAGES}?page[size]=1000"));
    for usage in usages.json()["data"].as_array().unwrap() {
        let attributes = &usage["attributes"];
        let account = crm_ids.get(attributes["crmId"].as_str().unwrap()).unwrap_or_else(|| panic!("{attributes}"));
        assert_eq!(attributes["accountId"].to_string(), **account);
    }
    let invoices = local.get("/api/c1/invoices?page[size]=1000").json();
    let subscriptions_example = local.get("/api/c1/subscriptions").ids().swap_remove(0);
    for invoice in invoices["data"].as_array().unwrap().iter().skip(1) {
        let amount = invoice["attributes"]["amount"].as_str().unwrap();
        assert_eq!(amount.split_once('.').map(|(_, cents)| cents.len()), Some(2), "{amount}");
        let subscription = invoice["attributes"]["subscriptionId"].as_str().unwrap();
        let of = local.get(&format!("/api/c1/subscriptions/{subscription}"));
        assert_eq!(of.status, 200);
        let account = |object: &Value| object["attributes"]["accountId"].as_str().map(str::to_owned).unwrap();
        if subscriptions_example != *subscription {
            assert_eq!(account(invoice), account(&of.json()["data"]), "the account of the subscription");
        }
        let date = |name: &str| invoice["attributes"][name].as_str().unwrap().get(..10).unwrap();
        assert!(date("periodStart") < date("periodEnd") && date("createdAt") < date("dueAt"), "{invoice}");
        let link = invoice["links"]["self"].as_str().unwrap();
        assert_eq!(local.get(link).json()["data"], *invoice);
    }
}

#[test]
fn stopping_closes_open_connections_and_frees_the_port() {
    let local = Local::new(Options::default());
    let url = local.sandbox.url().to_owned();
    let mut idle = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    idle.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert_eq!(local.get("/api/c1/accounts").status, 200);
    local.stop();
    assert!(matches!(idle.read(&mut [0; 1]), Ok(0)), "the connection is still open");
    assert!(TcpStream::connect(url.trim_start_matches("http://")).is_err());
}

#[test]
fn what_cannot_start_says_why() {
    let start = |options| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Sandbox::start(options)).map(|_| ()).unwrap_err().to_string()
    };
    let missing = std::env::temp_dir().join("no-such-folder-of-the-sandbox/x.db");
    assert!(start(Options { db: Some(missing), ..Options::default() }).contains("cannot be opened"));
    let local = Local::new(Options::default());
    let port: u16 = local.sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    assert!(start(Options { port, ..Options::default() }).contains(&port.to_string()));
    assert!(local.sandbox.count("nothing").unwrap_err().to_string().contains("product_usages"));
    assert_eq!(local.send("GET", "/api/c1/accounts", &[("accept", LISTS)], "").unwrap().status, 200);
}

#[test]
fn the_spec_lists_the_statuses_of_invalid_requests() {
    for operation in plock::meta::OPERATIONS {
        assert!([400, 401, 406, 415].iter().all(|status| operation.errors.contains(status)), "{}", operation.id);
        assert!(operation.body.is_none() || operation.errors.contains(&422), "{}", operation.id);
    }
}
