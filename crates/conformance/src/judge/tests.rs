//! Each possible difference is a failure, and a correct reply is none.

use super::{Evidence, judge};
use crate::case::Case;
use crate::server::ConnectionLog;
use crate::server::http::ReceivedRequest;
use crate::yaml;
use plock_sandbox::json::Json;

fn value(yaml: &str) -> Json {
    yaml::parse(yaml).unwrap()
}

fn case(expect: &str) -> Case {
    let operation = plock::meta::OPERATIONS.iter().find(|operation| operation.paginated).unwrap();
    let call = format!("{{operation: {}}}", operation.id);
    Case { id: "group/id".to_owned(), call: value(&call), expect: value(expect), ..Case::default() }
}

fn replied(reply: &str) -> Evidence {
    Evidence { line: reply.to_owned(), reply: Json::parse(reply).unwrap(), ..Evidence::default() }
}

fn request() -> ReceivedRequest {
    let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    ReceivedRequest {
        method: "POST".to_owned(),
        target: "/p?a=1".to_owned(),
        path: "/p".to_owned(),
        query: pairs(&[("a", "1")]),
        headers: pairs(&[("Accept", "x/y"), ("X-Two", "1"), ("x-two", "2")]),
        body: br#"{"value":1.50,"name":"n"}"#.to_vec(),
        ..ReceivedRequest::default()
    }
}

fn sent(times: usize) -> Evidence {
    Evidence { requests: vec![request(); times], ..replied(r#"{"result":null}"#) }
}

#[track_caller]
fn passes(expect: &str, evidence: &Evidence) {
    assert_eq!(judge(&case(expect), evidence), Vec::<String>::new(), "{expect}");
}

#[track_caller]
fn fails(expect: &str, evidence: &Evidence, with: &str) {
    let failures = judge(&case(expect), evidence);
    assert!(failures.iter().any(|failure| failure.contains(with)), "{expect}: {failures:?}");
}

#[test]
fn results() {
    let got = replied(r#"{"result":{"a":"1.00","b":1.0,"c":null,"d":[{"x":1,"y":2}]}}"#);
    passes("result: {a: '1.00', b: 1.0, d: [{x: 1}], e: null}", &got);
    fails("result: {a: '1.0'}", &got, "result.a");
    fails("result: {a: 1.00}", &got, "result.a");
    fails("result: {b: 1}", &got, "result.b");
    fails("result: {e: 1}", &got, "result.e");
    fails("result: {d: []}", &got, "result.d");
    fails("result: {d: [{x: 2}]}", &got, "result.d[0].x");
    fails("result: null", &got, "result");
    fails("{result: {a: '1.00', b: 1.0}, result_exact: true}", &got, "result.d");
    passes("{result: {a: '1.00', b: 1.0, d: [{x: 1, y: 2}]}, result_exact: true}", &got);
    fails("{result: {a: '1.00', b: 1.0, d: [{x: 1}]}, result_exact: true}", &got, "result.d[0].y");
    fails("error: {kind: NotFoundError}", &got, "reply");
    fails("cancelled: true", &got, "reply");
    fails("count: 0", &replied("{}"), "reply");
    fails("count: 0", &replied(r#"{"cancelled":true}"#), "reply");
}

#[test]
fn errors() {
    let got = replied(
        r#"{"items":[{"id":"1"}],"waits_ms":[250],"error":{"kind":"NotFoundError","message":"404 Not Found: no","status":404,
            "attempts":2,"retry_safe":true,"errors":[{"title":"t","detail":null}],"headers":{"x-a":"1"}}}"#,
    );
    passes(
        "{error: {kind: NotFoundError, status: 404, attempts: 2, retry_safe: true, pointer: null, message_contains: [no],
        message_lacks: [yes], errors: [{title: t}], header: {X-A: '1'}}, items: [{id: '1'}], waits_ms: [250]}",
        &got,
    );
    for (expect, with) in [
        ("error: {kind: ServerError}", "error.kind"),
        ("error: {kind: NotFoundError, status: 405}", "error.status"),
        ("error: {kind: NotFoundError, attempts: 1}", "error.attempts"),
        ("error: {kind: NotFoundError, retry_safe: false}", "error.retry_safe"),
        ("error: {kind: NotFoundError, status: null}", "error.status"),
        ("error: {kind: NotFoundError, pointer: /data}", "error.pointer"),
        ("error: {kind: NotFoundError, message_contains: [yes]}", "error.message"),
        ("error: {kind: NotFoundError, message_lacks: ['no']}", "error.message"),
        ("error: {kind: NotFoundError, errors: []}", "error.errors"),
        ("error: {kind: NotFoundError, header: {x-a: '2'}}", "error.headers.x-a"),
        ("{error: {kind: NotFoundError}, items: []}", "items"),
        ("{error: {kind: NotFoundError}, items: [{id: '2'}]}", "items[0].id"),
        ("{error: {kind: NotFoundError}, waits_ms: []}", "waits_ms"),
        ("{error: {kind: NotFoundError}, waits_ms: [500]}", "waits_ms[0]"),
        ("result: {}", "reply"),
    ] {
        fails(expect, &got, with);
    }
}

#[test]
fn requests() {
    let good = "requests: [{method: POST, path: /p, query: {a: '1'}, headers: {accept: x/y, x-two: '1, 2'},
        absent_headers: [cookie], body: {value: 1.50, name: n}, body_text: '{\"value\":1.50,\"name\":\"n\"}'}]";
    passes(good, &sent(1));
    fails(good, &sent(2), "number of requests");
    fails(good, &sent(0), "number of requests");
    for (expect, with) in [
        ("requests: [{method: GET}]", "method"),
        ("requests: [{path: /q}]", "path"),
        ("requests: [{query: {}}]", "query"),
        ("requests: [{query: {a: '2'}}]", "query"),
        ("requests: [{query: {a: ['1', '1']}}]", "query"),
        ("requests: [{headers: {accept: x/z}}]", "header accept"),
        ("requests: [{headers: {cookie: a}}]", "header cookie"),
        ("requests: [{absent_headers: [ACCEPT]}]", "header ACCEPT"),
        ("requests: [{body: {value: 1.5, name: n}}]", "body.value"),
        ("requests: [{body: {value: 1.50}}]", "body.name"),
        ("requests: [{body: {value: 1.50, name: n, more: null}}]", "body.more"),
        ("requests: [{body_text: '{}'}]", "body"),
        ("requests: [{unread: true}]", "request 1"),
        ("{requests: [{method: GET}], unordered: true}", "in any order"),
        ("count: 2", "number of requests"),
    ] {
        fails(expect, &sent(1), with);
    }
}

#[test]
fn a_script_is_used_up_and_not_gone_beyond() {
    passes("result: null", &Evidence { script: Some(2), ..sent(2) });
    fails("result: null", &Evidence { script: Some(2), ..sent(1) }, "number of requests");
    fails("result: null", &Evidence { script: Some(2), ..sent(3) }, "number of requests");
    fails("count: 3", &Evidence { script: Some(2), ..sent(3) }, "script");
    passes("count: 1", &Evidence { script: Some(2), ..sent(1) });
}

#[test]
fn connections_and_windows() {
    let connection = ConnectionLog { requests: 1, ..ConnectionLog::default() };
    let seen = Evidence {
        connections: vec![connection.clone(), connection, ConnectionLog::default()],
        most_at_once: 3,
        proxied: 1,
        ..sent(2)
    };
    passes("{connections: 2, at_once: 3, proxied: true}", &seen);
    passes("connections: {max: 2}", &seen);
    fails("connections: 1", &seen, "connections");
    fails("connections: {max: 1}", &seen, "connections");
    fails("at_once: 2", &seen, "at the same time");
    fails("at_once: {min: 4}", &seen, "at the same time");
    passes("at_once: {min: 3, max: 4}", &seen);
    fails("proxied: false", &seen, "proxy");
    fails("proxied: true", &sent(1), "proxy");
    fails(
        "recorded: {things: 1}",
        &Evidence { recorded: vec![("things".to_owned(), 2)], ..sent(1) },
        "recorded things",
    );
    fails("result: null", &Evidence { other: vec![request()], ..sent(0) }, "other server");
    fails("other_requests: [{}, {}]", &Evidence { other: vec![request()], ..sent(0) }, "other server");
    let absent = "other_requests: [{absent_headers: [accept]}]";
    fails(absent, &Evidence { other: vec![request()], ..sent(0) }, "header accept");
}

#[test]
fn cancellation() {
    let closed = |at: Option<u64>| Evidence {
        connections: vec![ConnectionLog { requests: 1, busy: true, closed_at_ms: at }],
        ..replied(r#"{"cancelled":true,"cancelled_at_ms":1000.5}"#)
    };
    let expect = "{cancelled: true, closed_within_ms: 100}";
    passes(expect, &closed(Some(1100)));
    passes(expect, &closed(Some(990)));
    fails(expect, &closed(Some(1101)), "closed");
    fails(expect, &closed(None), "closed");
    fails(expect, &Evidence { connections: Vec::new(), ..closed(None) }, "in progress");
    fails("result: null", &closed(Some(1000)), "reply");
}

#[test]
fn rows_and_counts() {
    let case = case("rows: {first: 3, count: 2}");
    let operation = crate::shape::operation(case.operation()).unwrap();
    let rows = |ids: &[u64]| {
        let rows = ids.iter().map(|id| crate::shape::flat_row(operation, *id)).collect();
        Evidence { reply: Json::Object(vec![("result".to_owned(), Json::Array(rows))]), ..Evidence::default() }
    };
    assert!(judge(&case, &rows(&[3, 4])).is_empty());
    for wrong in [&[3][..], &[4, 3], &[3, 4, 5], &[1, 2]] {
        assert!(!judge(&case, &rows(wrong)).is_empty(), "{wrong:?}");
    }
    passes("result_count: 2", &rows(&[1, 2]));
    fails("result_count: 3", &rows(&[1, 2]), "number of items");
}

#[test]
fn a_leaked_key_fails_whatever_else_is_right() {
    fails("result: {a: Bearer conformance-key}", &replied(r#"{"result":{"a":"Bearer conformance-key"}}"#), "API key");
    let mut provided = case("result: {a: a-secret-token}");
    provided.client = value("token_provider: [{token: a-secret-token}]");
    assert!(!judge(&provided, &replied(r#"{"result":{"a":"a-secret-token"}}"#)).is_empty());
    let mut env = case("result: {a: key-of-env}");
    env.client = value("{api_key: null, env: {PLOCK_API_KEY: key-of-env}}");
    assert!(!judge(&env, &replied(r#"{"result":{"a":"key-of-env"}}"#)).is_empty());
}

#[test]
fn jobs() {
    let judged = |job: &str, expect: &str, reply: &str, rows: i128| {
        let mut case = case(&format!("{{result_count: 2, job: {expect}}}"));
        case.call.set("job", value(job));
        judge(&case, &Evidence { recorded: vec![("things".to_owned(), rows)], ..replied(reply) })
    };
    let reply = |second: &str, summary: &str, again: &str| {
        format!(
            r#"{{"result":[{{"index":0,"outcome":"recorded","after_ms":5}},{second}],
            "job":{{"summary":{summary},"interrupted":"source","again":[{{"index":0,"outcome":"recorded"}}{again}]}}}}"#
        )
    };
    let unknown = r#"{"index":1,"outcome":"unknown","after_ms":9}"#;
    let summary = r#"{"recorded":1,"refused":0,"unknown":1,"not_sent":0}"#;
    let expect = "{summary: {recorded: 1, unknown: {min: 1}}, interrupted: source, rows: things, told_within_ms: 10}";
    let good = reply(unknown, summary, r#",{"index":1,"outcome":"unknown"}"#);
    for rows in [1, 2] {
        assert_eq!(judged("{again: true}", expect, &good, rows), Vec::<String>::new());
    }
    let again = r#",{"index":1,"outcome":"unknown"}"#;
    for (expect, reply, rows, with) in [
        (expect, good.clone(), 0, "rows that were recorded"),
        (expect, good.clone(), 3, "rows that were recorded"),
        ("{interrupted: left}", good.clone(), 1, "interrupted"),
        ("{interrupted: null}", good.clone(), 1, "interrupted"),
        ("{summary: {unknown: 0}}", good.clone(), 1, "summary.unknown"),
        (expect, reply(unknown, summary, ""), 1, "read again"),
        (expect, reply(&unknown.replace("9", "900"), summary, again), 1, "after_ms"),
        (expect, reply(&unknown.replace("1", "2"), summary, again), 1, "index"),
        (expect, reply(unknown, &summary.replace("1", "2"), again), 1, "compared with the outcomes"),
    ] {
        let failures = judged("{again: true}", expect, &reply, rows);
        assert!(failures.iter().any(|failure| failure.contains(with)), "{with}: {failures:?}");
    }
}
